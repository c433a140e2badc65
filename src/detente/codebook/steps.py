"""Which acts of event datasets announce a line of action, lay it down, or put it into practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from detente.codebook.cameo import Cameo, load_cameo
from detente.codebook.files import read_table
from detente.model import ACTIONS, SECTORS

COLUMNS = ("code", "bearing", "step", "sector")
BEARINGS = ("cooperation", "conflict")
STEPS = ("said", "formal", "kept")


@dataclass(frozen=True, slots=True)
class Step:
    """What an act does for a line of action.

    Attributes:
        bearing: ``cooperation`` or ``conflict``.
        step: ``said``, ``formal`` or ``kept``.
        sector: of the codebook; empty for an act that is of every one.
        name: title of the act in CAMEO.
    """

    bearing: str
    step: str
    sector: str
    name: str


class Steps:
    """Steps by what a dataset writes of an act."""

    def __init__(self, rows: Mapping[str, tuple[str, str, str]], cameo: Cameo) -> None:
        self._rows, self._cameo = dict(rows), cameo

    def find(self, written: str) -> Step | None:
        """The step of an act that is written as a code, a title or a root; None for one of none.

        >>> load_steps().find("Sign formal agreement").step, load_steps().find("0341")
        ('formal', None)
        """
        text = written.strip()
        code = self._cameo.find(text)
        if code is None:
            return None
        if text.upper() in ACTIONS:
            return self._row(text.upper(), code.name)
        for length in range(len(code.code), 1, -1):
            if code.code[:length] in self._rows:
                return self._row(code.code[:length], code.name)
        return None

    def _row(self, key: str, name: str) -> Step | None:
        bearing, step, sector = self._rows.get(key, ("", "", ""))
        return Step(bearing, step, sector, name) if step else None

    def written(self, texts: Iterable[str]) -> dict[str, Step]:
        """The steps of those of some texts that are of one."""
        return {text: step for text in texts if (step := self.find(text)) is not None}


def read_steps(folder: Path | None = None) -> Steps:
    """The table of steps.

    Raises:
        CodebookError: if a code stands twice, or a value does not fit.
    """
    rows: dict[str, tuple[str, str, str]] = {}
    for line in read_table("steps.tsv", COLUMNS, folder=folder):
        code, bearing, step = line.required("code"), line.required("bearing"), line["step"]
        if code in rows or not (code.isdigit() or code in ACTIONS):
            raise line.error(code, "each CAMEO code or PLOVER root has one line")
        if bearing not in BEARINGS:
            raise line.error(code, f"bearing {bearing!r} is none of {', '.join(BEARINGS)}")
        if step and step not in STEPS:
            raise line.error(code, f"step {step!r} is none of {', '.join(STEPS)}")
        if line["sector"] and line["sector"] not in SECTORS:
            raise line.error(code, f"sector {line['sector']!r} is none of {', '.join(SECTORS)}")
        rows[code] = bearing, step, line["sector"]
    return Steps(rows, load_cameo(folder))


@lru_cache(maxsize=4)
def load_steps(folder: Path | None = None) -> Steps:
    """The table of steps, read once for each folder of the user's own tables."""
    return read_steps(folder)
