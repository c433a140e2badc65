"""What one event or assessment says about the level of one cell, and how much it can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.model import Evidence

UNSAID_SECTOR = "diplomatic"


@dataclass(frozen=True, slots=True)
class Observation:
    """A noisy reading of a level.

    Attributes:
        counterpart, sector: the cell.
        level: -10 to 10.
        sd: standard deviation of the reading in points of the level.
        day: middle of the happening.
        share: 1 for the sector named first, less for the others.
        trend: +1 where the words say that good relations grow, -1 where they shrink, 0 unsaid.
        kind: ``event`` or ``assessment``.
        evidence: the sentences, the first one names the document that it hangs on.
    """

    counterpart: str
    sector: str
    level: float
    sd: float
    day: date
    share: float
    trend: int
    kind: str
    evidence: tuple[Evidence, ...]


def counterparts_of(
    actor: str, source: Sequence[str], target: Sequence[str], *, directed: bool
) -> tuple[str, ...]:
    """With whom the actor deals in an action, in order; empty where it isn't part of it.

    Those who act beside the actor towards a third party aren't its counterparts there. Where
    nobody is named as acting ("their ties were upgraded"), all who are named deal with each other.

    >>> counterparts_of("FRA", ("FRA", "DEU"), ("RUS",), directed=True)
    ('RUS',)
    >>> counterparts_of("FRA", ("FRA", "DEU"), ("FRA", "DEU"), directed=False)
    ('DEU',)
    """
    if not directed or not source:
        sides: Collection[str] = (*source, *target) if actor in (*source, *target) else ()
    elif actor in source:
        sides = target
    else:
        sides = source if actor in target else ()
    return tuple(dict.fromkeys(code for code in sides if code and code != actor))


def shares(sectors: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each sector with its share: 1 for the first, 1/2 for the second, 1/3 for the third.

    >>> list(shares(("military", "economic")))
    [('military', 1.0), ('economic', 0.5)]
    """
    for place, sector in enumerate(dict.fromkeys(sectors or (UNSAID_SECTOR,)), start=1):
        yield sector, 1.0 / place


def middle(begins_on: date | None, ends_on: date | None, *, fallback: date, as_of: date) -> date:
    """The middle of a period that may be open or run past the day looked from."""
    first = begins_on or ends_on or fallback
    last = min(ends_on or first, max(first, as_of))
    return min(first + timedelta(days=(last - first).days // 2), as_of)
