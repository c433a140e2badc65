"""What a coded act bears on a relation, once its code and its change are read together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.codebook.intensity import Intensity

# Codes that stopping or lowering something else ends in (see `detente.codebook.algebra`): with
# "halt" they say what happened to that thing, and reversing them once more would undo it.
HOLD_THE_CHANGE = frozenset({"SANCTION", "REJECT", "CONCEDE"})
LESS = frozenset({"halt", "fall"})
MOVES = frozenset({"start", "rise", "fall", "halt", "resume"})


def remaining_change(action: str, change: str) -> str:
    """The change that the code doesn't hold already.

    >>> remaining_change("SANCTION", "halt"), remaining_change("COOPERATE", "halt")
    ('', 'halt')
    """
    return "" if action in HOLD_THE_CHANGE and change in LESS else change


def bearing(intensity: Intensity, action: str, change: str) -> float:
    """Points from -10 to 10 that an act bears on a relation; 0 for an action without a root.

    Trade that was halted is SANCTION with change halt and counts against the relation; shelling
    that was halted is CONCEDE with change halt and counts for it; cooperation that fell keeps
    its own code and takes the reversed weight.
    """
    return intensity.weight(action, remaining_change(action, change))


def trend(intensity: Intensity, action: str, change: str) -> int:
    """+1 where the change betters the relation, -1 where it worsens it, 0 where nothing moves.

    Without an action the change alone decides: what rises is taken to be good relations.
    """
    if change not in MOVES:
        return 0
    if not action:
        return -1 if change in LESS else 1
    weight = bearing(intensity, action, change)
    return (weight > 0) - (weight < 0)
