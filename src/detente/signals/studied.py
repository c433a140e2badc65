"""Which series of a view are looked at for shifts, and which of the shifts found are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from detente.model import View
from detente.series import Series
from detente.signals.change_points import LEAST, LEAST_READINGS, Shift
from detente.signals.surges import by_bearing

# A shift is told with a false alarm rate for each series, so that few are looked at beyond those
# of the counterparts that matter.
MOST_TOGETHER, MOST_BY_SECTOR, MOST_SCORES = 16, 6, 40
SAME_TURN_DAYS = 90
# The sectors of a dyad, mostly six, share the false alarms that all its acts together have.
LEAST_IN_SECTOR = 1.0 - (1.0 - LEAST) / 6.0
Found = tuple[Series, Shift]


def series_to_study(view: View) -> list[Series]:
    """The series of the state looked from that are long enough, those of busy counterparts first.

    All acts together in both directions for the 16 counterparts with most events, by sector for
    the first 6 (without acts of no sector), and the scores with the 40 that have most of them.
    """
    own = [
        one
        for one in view.series
        if view.actor in one.dyad and not one.quad and len(one.days) >= LEAST_READINGS
    ]
    together = [one for one in own if one.kind == "events" and not one.sector]
    ranked = _ranked(together, view.actor)
    by_sector = [
        one
        for one in own
        if one.sector not in ("", "unspecified") and _other(one, view) in ranked[:MOST_BY_SECTOR]
    ]
    scores = sorted((one for one in own if one.kind == "score"), key=lambda one: -len(one.days))
    busy = ranked[:MOST_TOGETHER]
    return [
        *(one for one in together if _other(one, view) in busy),
        *by_sector,
        *scores[:MOST_SCORES],
    ]


def least_in(series: Series) -> float:
    """Probability from which a shift of a series is told: a sector is one of many looked at."""
    return LEAST_IN_SECTOR if series.sector else LEAST


def bearings_to_study(view: View) -> list[Series]:
    """Acts of conflict and of cooperation, both directions, for the 16 busiest counterparts."""
    own = [one for one in view.series if view.actor in one.dyad]
    together = [one for one in own if one.kind == "events" and not one.sector and not one.quad]
    busy = _ranked(together, view.actor)[:MOST_TOGETHER]
    return [one for one in by_bearing(own) if _other(one, view) in busy]


def _other(series: Series, view: View) -> str:
    return series.target if series.source == view.actor else series.source


def _ranked(series: Iterable[Series], actor: str) -> list[str]:
    counts: Counter[str] = Counter()
    for one in series:
        counts[one.target if one.source == actor else one.source] += int(one.counts.sum())
    return sorted(counts, key=lambda code: (-counts[code], code))


def without_echoes(found: Sequence[Found]) -> list[Found]:
    """The shifts without those of a sector that only repeat one of all acts of the dyad."""
    whole = [(series, shift) for series, shift in found if not series.sector]
    return [
        (series, shift)
        for series, shift in found
        if not series.sector
        or not any(_echoes(series, shift, other, turn) for other, turn in whole)
    ]


def with_mirrors(found: Sequence[Found]) -> list[tuple[Series, Shift, Shift | None]]:
    """Surges of both sides at once told as one: that of the side with more acts, then the other's.

    Shifts that no other mirrors stand alone.
    """
    mirror: dict[int, int] = {}
    told: set[int] = set()
    busiest = sorted(range(len(found)), key=lambda place: -found[place][1].after)
    for number, first in enumerate(busiest):
        for second in busiest[number + 1 :]:
            free = not {first, second} & (told | mirror.keys())
            if free and _mirrors(*found[first], *found[second]):
                mirror[first] = second
                told.add(second)
    return [
        (series, shift, found[mirror[place]][1] if place in mirror else None)
        for place, (series, shift) in enumerate(found)
        if place not in told
    ]


def _mirrors(series: Series, shift: Shift, other: Series, turn: Shift) -> bool:
    """True where two surges are of one quarrel, or one rapprochement, of the same two sides."""
    if not series.quad or shift.last_day is None or turn.last_day is None:
        return False
    same = (series.dataset, series.quad, series.sector) == (other.dataset, other.quad, other.sector)
    back = series.dyad == other.dyad[::-1]
    return same and back and shift.first_day <= turn.last_day and turn.first_day <= shift.last_day


def _echoes(series: Series, shift: Shift, other: Series, turn: Shift) -> bool:
    same = (series.dataset, series.dyad, shift.what) == (other.dataset, other.dyad, turn.what)
    apart = abs((shift.first_day - turn.first_day).days)
    upward = (shift.after > shift.before) == (turn.after > turn.before)
    return same and upward and apart <= SAME_TURN_DAYS
