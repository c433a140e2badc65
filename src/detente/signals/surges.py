"""Days to weeks in which acts of one kind came thick: quarrels and rapprochements that passed.

The tempo of all acts hides them, since talks and quarrels often take each other's place. Acts of
conflict and of cooperation of one side towards another are therefore counted apart, day by day,
as the root of the count at usual coverage. What chance, the memory of the series and its scatter
bring is counted in surrogates: counts of a log-normal rate with the same scatter and memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from detente.series import Days, Series, day_of
from detente.signals.filters import Values
from detente.signals.shift import Shift
from detente.signals.surrogates import HALF_WINDOW_DAYS, Peak, count_surrogates, rare_peaks

LENGTHS_DAYS = (3, 5, 7, 10, 14, 21, 30)
LEAST_DAYS, LEAST_EVENTS = 200, 30
# Fewer acts than this in a window are no surge, however rare they are otherwise.
LEAST_IN_WINDOW = 10
LEAST_EXPOSURE = 0.1
LONGEST_GAP_DAYS = 30
SURROGATES = 200
# Chance may bring so many in ten years of one kind of act of one side.
ALLOWED_IN_TEN_YEARS = 1.0 / 3.0
TRUE_IN_TEN_YEARS = 5.0
EVIDENCE_ROWS = 10
Z_90 = 1.645
DAYS_PER_MONTH = 365.25 / 12
CONFLICT, COOPERATION = "conflict", "cooperation"


def by_bearing(series: Iterable[Series]) -> list[Series]:
    """Acts of conflict and of cooperation of each dyad, verbal and material ones together.

    Args:
        series: those with a quad class, of all sectors together, are taken; others are left out.
    """
    groups: dict[tuple[str, str, str, bool, str], list[Series]] = {}
    for one in series:
        if one.quad and not one.sector and one.kind == "events":
            bearing = one.quad.rpartition(" ")[2]
            key = (one.dataset, one.source, one.target, one.directed, bearing)
            groups.setdefault(key, []).append(one)
    return [_together(ones, key[-1]) for key, ones in groups.items()]


def _together(ones: list[Series], bearing: str) -> Series:
    """One series of the acts of some, with the row of the first where two have the same day."""
    days = np.unique(np.concatenate([one.days for one in ones]))
    counts, reports = np.zeros(len(days), np.int64), np.zeros(len(days), np.int64)
    totals = np.zeros(len(days))
    rows = [""] * len(days)
    for one in ones:
        places = np.searchsorted(days, one.days)
        counts[places] += one.counts
        reports[places] += one.reports
        totals[places] += one.values * one.counts
        for place, row in zip(places, one.rows, strict=False):
            rows[place] = rows[place] or row
    return replace(
        ones[0],
        quad=bearing,
        days=days,
        values=totals / counts,
        counts=counts,
        reports=reports,
        rows=tuple(rows),
    )


def find_surges(series: Series, *, allowed: float = ALLOWED_IN_TEN_YEARS) -> list[Shift]:
    """Surges of one kind of act, by day: passing shifts of its tempo, seen in hindsight.

    Args:
        series: acts of one bearing, as from `by_bearing`. Its coverage says what was watched; days
            on which hardly anybody looked are no readings.
        allowed: false alarms in ten years.

    Returns:
        Nothing for fewer than 200 days watched or 30 acts. False alarms by simulator:
        ``docs/methods/shifts.md``.
    """
    if series.kind != "events" or int(series.counts.sum()) < LEAST_EVENTS:
        return []
    daily = _daily(series)
    found = []
    for watched in _watched(series.coverage.exposure):
        acts, exposure = daily[watched], series.coverage.exposure[watched]
        if acts.sum() >= LEAST_EVENTS:
            scaled = np.maximum(exposure / float(np.median(exposure)), LEAST_EXPOSURE)
            days = Watched(series.coverage.first_day + watched.start, acts, scaled)
            found += [
                surge
                for peak, rate in _rare(days, allowed)
                if (surge := _surge(series, days, peak, rate)) is not None
            ]
    return found


@dataclass(frozen=True, slots=True)
class Watched:
    """A stretch without long gaps: its first day, acts and exposure of each day."""

    first_day: int
    acts: Values
    exposure: Values


def _rare(days: Watched, allowed: float) -> list[tuple[Peak, float]]:
    """Windows with more acts than surrogates of the counts often have."""

    def made() -> Values:
        drawn = count_surrogates(days.acts, days.exposure, number=SURROGATES)
        found: Values = np.sqrt(drawn / days.exposure)
        return found

    values = np.sqrt(days.acts / days.exposure)
    return rare_peaks(values, LENGTHS_DAYS, made=made, allowed=allowed, upward=True)


def _watched(exposure: Values) -> list[slice]:
    """Stretches of at least 200 days in which no month went unwatched."""
    seen = np.flatnonzero(exposure > 0)
    if not len(seen):
        return []
    cuts = np.flatnonzero(np.diff(seen) > LONGEST_GAP_DAYS) + 1
    parts = np.split(seen, cuts)
    return [slice(int(one[0]), int(one[-1]) + 1) for one in parts if len(one) >= LEAST_DAYS]


def _daily(series: Series) -> Values:
    """Acts on each day covered."""
    daily = np.zeros(len(series.coverage.exposure))
    places = series.days - series.coverage.first_day
    inside = (places >= 0) & (places < len(daily))
    daily[places[inside]] = series.counts[inside]
    return daily


def _surge(series: Series, days: Watched, peak: Peak, rate: float) -> Shift | None:
    inside = slice(peak.first, peak.last + 1)
    middle = (peak.first + peak.last) // 2
    around = slice(max(0, middle - HALF_WINDOW_DAYS), middle + HALF_WINDOW_DAYS + 1)
    number = float(days.acts[inside].sum())
    watched = max(float(days.exposure[inside].sum()), LEAST_EXPOSURE)
    others = float(days.acts[around].sum()) - number + 0.5
    usual = others / max(float(days.exposure[around].sum()) - watched, 1.0) * DAYS_PER_MONTH
    during = number / watched * DAYS_PER_MONTH
    size = during / usual
    if number < LEAST_IN_WINDOW or size <= 1.0:
        return None
    # What the distance says of the scatter, and at least Poisson's.
    spread = max(float(np.log(size)) / peak.distance, number**-0.5)
    reach = float(np.exp(Z_90 * spread))
    first, last = days.first_day + peak.first, days.first_day + peak.last
    return Shift(
        what="tempo",
        first_day=day_of(first),
        earliest=day_of(first),
        latest=day_of(last),
        found_on=None,
        lasting=False,
        last_day=day_of(last),
        before=usual,
        after=during,
        size=size,
        low=size / reach,
        high=size * reach,
        probability=min(0.999, TRUE_IN_TEN_YEARS / (TRUE_IN_TEN_YEARS + rate)),
        rows=_rows(series, first, last),
    )


def _rows(series: Series, first: int, last: int) -> tuple[str, ...]:
    """The rows of the days with most acts in a window, by day."""
    if not series.rows:
        return ()
    places: Days = np.flatnonzero((series.days >= first) & (series.days <= last))
    busiest = places[np.argsort(-series.counts[places], kind="stable")[:EVIDENCE_ROWS]]
    return tuple(series.rows[place] for place in np.sort(busiest) if series.rows[place])
