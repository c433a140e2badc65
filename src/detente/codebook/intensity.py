"""How much an action says about a relation, on a scale from -10 to 10."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.files import read_table
from detente.errors import CodebookError
from detente.model import ACTIONS, CHANGES

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

# A rise or a start says no more than the action; something that merely goes on says a little less.
FACTORS = {"": 1.0, "start": 1.0, "resume": 1.0, "rise": 1.0, "hold": 0.8}
# What shrinks still exists: it weighs half of what its end would.
FALL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Weight:
    """Weights of one action: done, and undone."""

    quad: str
    weight: float
    reversed: float


class Intensity:
    """The weights and quad classes of the PLOVER roots.

    The scale has the logic of Goldstein (1992, doi:10.1177/0022002792036002007), with own values
    for roots instead of WEIS codes: force is the worst, deeds outweigh words of the same sign, and
    helping is the best. It misleads where one root covers much (a shelling and a massacre weigh
    the same).
    """

    def __init__(self, weights: dict[str, Weight]) -> None:
        self._weights = weights

    def weight(self, action: str, change: str = "") -> float:
        """The weight of an action from -10 to 10; 0 for an action without a root.

        ``halt`` takes the action's reversed weight, ``fall`` half of it: trade that stops counts
        against a relation, a siege that ends in its favour.

        Raises:
            CodebookError: if the action or the change is not in the model.
        """
        if not action:
            return 0.0
        found = self._find(action)
        if change == "halt":
            return found.reversed
        if change == "fall":
            return FALL_SHARE * found.reversed
        if change not in FACTORS:
            raise CodebookError(f"change {change!r} is none of {', '.join(CHANGES)}")
        return FACTORS[change] * found.weight

    def quad(self, action: str) -> str:
        """The quad class: one of `QUADS`; empty for an action without a root.

        Raises:
            CodebookError: if the action is not in the model.
        """
        return self._find(action).quad if action else ""

    def _find(self, action: str) -> Weight:
        found = self._weights.get(action)
        if found is None:
            raise CodebookError(f"action {action!r} is no PLOVER root; use one of the fifteen")
        return found


def read_intensity(folder: Path | None = None) -> Intensity:
    """The table of weights.

    Raises:
        CodebookError: if a root lacks its line or stands twice, or a value does not fit.
    """
    weights: dict[str, Weight] = {}
    columns = ("action", "quad", "weight", "reversed")
    for line in read_table("intensity.tsv", columns, folder=folder):
        action, quad = line["action"], line["quad"]
        if action not in ACTIONS or action in weights:
            raise line.error(action, "each PLOVER root has exactly one line, and nothing else has")
        if quad not in QUADS:
            raise line.error(action, f"quad class {quad!r} is none of {', '.join(QUADS)}")
        weights[action] = Weight(
            quad, line.number_in("weight", -10, 10), line.number_in("reversed", -10, 10)
        )
    missing = [action for action in ACTIONS if action not in weights]
    if missing:
        raise CodebookError(f"intensity.tsv:0: no line for {', '.join(missing)}; add one each")
    return Intensity(weights)
