"""CAMEO's codes as event datasets use them: PLOVER root, Goldstein weight, sector, title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from detente.codebook.files import read_table
from detente.model import ACTIONS, SECTORS

COLUMNS = ("code", "root", "goldstein", "sector", "name")
UNSPECIFIED = "unspecified"
# Names of roots in other versions of PLOVER.
OLDER_ROOTS = {"YIELD": "CONCEDE", "RETREAT": "CONCEDE", "INVESTIGATE": "ACCUSE"}
LONGEST_CODE = 4


@dataclass(frozen=True, slots=True)
class CameoCode:
    """What one code counts as.

    Attributes:
        code: two to four digits; two are a whole class.
        root: PLOVER root; empty for a statement alone (01).
        goldstein: weight from -10 (conflict) to 10 (cooperation).
        sector: one of `SECTORS`, or ``unspecified`` where the code's meaning has none.
        name: its title.
    """

    code: str
    root: str
    goldstein: float
    sector: str
    name: str


class Cameo:
    """All codes, found by what a dataset writes."""

    def __init__(self, codes: Iterable[CameoCode]) -> None:
        self._codes = {one.code: one for one in codes}
        # A class has the title of its first code in capitals; the longer code is the exact one.
        self._names = {folded(one.name): one for one in self._codes.values()}

    def __iter__(self) -> Iterator[CameoCode]:
        return iter(self._codes.values())

    def find(self, written: str) -> CameoCode | None:
        """The code that a dataset writes as digits, a title, or a PLOVER root; None if unknown.

        A code that the table lacks counts as the nearest shorter one ("0215" as "021"); a leading
        zero that a spreadsheet dropped is put back. A root has no weight of its own in CAMEO: it
        takes that of its class.

        >>> from detente.codebook.cameo import load_cameo
        >>> load_cameo().find("0213").root, load_cameo().find("43").root
        ('REQUEST', 'CONSULT')
        """
        text = written.strip()
        if text.isdigit():
            return self._by_digits(text)
        return self._names.get(folded(text)) or self._by_root(text.upper())

    def _by_digits(self, text: str) -> CameoCode | None:
        if text[:2] not in self._codes:
            # A code as long as this has lost its zero; any other is none.
            return self._codes.get(f"0{text}")
        for length in range(min(len(text), LONGEST_CODE), 1, -1):
            found = self._codes.get(text[:length])
            if found is not None:
                return found
        return None

    def _by_root(self, text: str) -> CameoCode | None:
        root = OLDER_ROOTS.get(text, text)
        return next((one for one in self if len(one.code) == 2 and one.root == root and root), None)


def folded(name: str) -> str:
    """A title without case, underscores and outer marks, as files write it in many ways."""
    return " ".join(name.replace("_", " ").casefold().split()).strip(" .")


def read_cameo(folder: Path | None = None) -> Cameo:
    """The table of codes.

    Raises:
        CodebookError: if a code stands twice or is none, or a value does not fit.
    """
    codes: dict[str, CameoCode] = {}
    for line in read_table("cameo.tsv", COLUMNS, folder=folder):
        code, root, sector = line.required("code"), line["root"], line.required("sector")
        if code in codes or not code.isdigit() or not 2 <= len(code) <= LONGEST_CODE:
            raise line.error(code, "each code of two to four digits has one line")
        if root and root not in ACTIONS:
            raise line.error(code, f"root {root!r} is no PLOVER root")
        if sector not in (*SECTORS, UNSPECIFIED):
            raise line.error(code, f"sector {sector!r} is none of {', '.join(SECTORS)}")
        weight = line.number_in("goldstein", -10, 10)
        codes[code] = CameoCode(code, root, weight, sector, line.required("name"))
    return Cameo(codes.values())


@lru_cache(maxsize=4)
def load_cameo(folder: Path | None = None) -> Cameo:
    """The table of codes, read once for each folder of the user's own tables."""
    return read_cameo(folder)
