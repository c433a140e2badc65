"""How parts of a figure look on paper: what `static/figures.css` says of a bright screen."""

from __future__ import annotations

from dataclasses import dataclass

from detente.briefing.figures.axes import CONFLICT, COOPERATION, INK

PAPER, RULE, LANE, NAME = "#ffffff", "#d9d5ca", "#f1efe8", "#565c63"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as ``#rrggbb``, empty for none; width and broken line in units of the figure.

    Attributes:
        ink: share of the colour that covers what lies below, 0 to 1.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    ink: float = 1.0


# The first row all of whose classes a part has.
_LOOKS: tuple[tuple[str, Look], ...] = (
    ("tick", Look(stroke=RULE)),
    ("zero", Look(stroke=NAME)),
    ("band", Look(fill=COOPERATION, ink=0.16)),
    ("edge", Look(stroke=COOPERATION, width=0.7, dash=(2, 2), ink=0.8)),
    ("line", Look(stroke=INK, width=1.7)),
    ("unseen", Look(fill=RULE, ink=0.55)),
    ("baseline", Look(stroke=CONFLICT, width=1.4, dash=(5, 3))),
    ("peak", Look(stroke=NAME, dash=(1, 3))),
    ("turn up passing at", Look(stroke=COOPERATION, width=1.2, dash=(4, 3))),
    ("turn up at", Look(stroke=COOPERATION, width=1.2)),
    ("turn up tip", Look(fill=COOPERATION)),
    ("turn down passing at", Look(stroke=CONFLICT, width=1.2, dash=(4, 3))),
    ("turn down at", Look(stroke=CONFLICT, width=1.2)),
    ("turn down tip", Look(fill=CONFLICT)),
    ("turn name", Look(fill=INK)),
    ("lane", Look(fill=LANE)),
    ("count mc", Look(fill=COOPERATION, stroke=COOPERATION)),
    ("count vc", Look(fill=PAPER, stroke=COOPERATION)),
    ("count vx", Look(fill=PAPER, stroke=CONFLICT, dash=(2, 1))),
    ("count mx", Look(fill=CONFLICT, stroke=CONFLICT)),
    ("leg", Look(stroke=COOPERATION, ink=0.55)),
    ("closed", Look(stroke=CONFLICT, width=1.5, dash=(6, 4))),
    ("node", Look(fill=PAPER, stroke=INK, width=2.0)),
    ("who", Look(fill=INK)),
    ("name", Look(fill=NAME)),
)


def look_of(classes: frozenset[str]) -> Look | None:
    """The look of a part with these classes, its own and those around it; None for no known one.

    >>> look_of(frozenset(("figure", "level", "line"))).width
    1.7
    """
    for wanted, look in _LOOKS:
        if classes.issuperset(wanted.split()):
            return look
    return None
