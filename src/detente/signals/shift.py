"""The noun that the search for changes of a series makes: one dated change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of the level or the tempo of a series.

    Attributes:
        what: ``level`` or ``tempo``.
        first_day: first day after the change, where it is most probable.
        earliest, latest: days between which it lies with that probability.
        found_on: day on which it was known from what lay before; None where only hindsight shows
            it.
        lasting: False for an episode: the series went back to where it was.
        last_day: last day of an episode; None for a shift that lasts.
        before, after: the level on either side (of an episode: in it), in the unit of the series;
            for a tempo events a month at usual coverage.
        size: after minus before; for a tempo after divided by before.
        low, high: 0.90 interval of the size.
        probability: that there was a change, 0 to 1.
        rows: rows of the dataset around it.
    """

    what: str
    first_day: date
    earliest: date
    latest: date
    found_on: date | None
    lasting: bool
    last_day: date | None
    before: float
    after: float
    size: float
    low: float
    high: float
    probability: float
    rows: tuple[str, ...] = ()
