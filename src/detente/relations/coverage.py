"""How much of what happened a dataset could see, by day, from how much its publishers told.

A publisher is alive from its first report to its last, but for gaps that its own habit makes
improbable; exposure is the sum of the usual shares of those alive. Fewer reports of publishers
that are alive mean that less was collected where the whole dataset has fewer, over months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.series import Coverage, Days, Values

# A gap is no chance: expected once in a million gaps of a publisher with such habits.
IMPROBABLE = 1e-6
LEAST_GAP_DAYS = 7
# Publishers with fewer days of reports have no habit to know; they are taken together.
HABIT_DAYS = 30
ROUNDS = 4
# The volume of fewer dyads may move with the events of one of them.
MANY_DYADS = 30
VOLUME_DAYS = 181
MOST_VOLUME, LEAST_VOLUME = 5.0, 0.05


@dataclass(frozen=True, slots=True)
class Told:
    """How many reports there are, a row for each publisher and day that has any.

    Attributes:
        days: shape (m,), days since 1970-01-01, in any order.
        counts: shape (m,), reports of the publisher on the day over all dyads, at least 1.
        publishers: shape (m,), a number for each publisher; empty where nobody knows, and all
            reports count as of one.
        dyads: over how many dyads the reports are spread; from 30 on the total volume counts.
    """

    days: Days
    counts: Days
    publishers: Days
    dyads: int = 0


def estimate_coverage(
    told: Told, *, first_day: int | None = None, last_day: int | None = None, overlap: float = 1.0
) -> Coverage:
    """Exposure by day: 1 is usual, less where publishers stopped or less was collected, 0 blind.

    A publisher that tells on a share ``f`` of its days is dead in a gap of more than
    ``ln(1e-6) / ln(1 - f)`` days, at least 7, and before its first and after its last report where
    such a gap follows. Exposure is the sum of the usual reports a day of those alive, over its
    median of the days on which anybody is. With at least 30 dyads it is multiplied by the reports
    of 181 days around over those expected, between 0.05 and 5.

    Args:
        told: reports by publisher and day; without publishers the dataset is one.
        first_day, last_day: what was collected; by default the first and last day with a report.
            An end without reports that is too long for chance has no exposure.
        overlap: reports an event has on average, at least 1. Where several publishers tell of an
            event, one that stops takes fewer events with it than reports: of events a share
            ``1 - (1 - x) exp(-(overlap - 1) x)`` is seen, ``x`` the exposure (at most 1) and
            further reports Poisson. 1 gives the exposure of reports.

    Returns:
        Coverage without days where nothing was told at all.

    It misleads where a whole region of the world calms or a war fills the news for half a year
    (volume then follows the world), and at the end of a dataset: a publisher is known to be dead
    only after its gap.
    """
    if not len(told.days):
        return Coverage(0, np.zeros(0))
    begin = int(told.days.min()) if first_day is None else first_day
    end = int(told.days.max()) if last_day is None else last_day
    length = max(0, end - begin + 1)
    inside = (told.days >= begin) & (told.days <= end)
    if not inside.any():
        return Coverage(begin, np.zeros(length))
    places, counts = told.days[inside] - begin, told.counts[inside]
    houses = told.publishers[inside] if len(told.publishers) else np.zeros(len(places), np.int64)
    expected = _expected(places, counts, houses, length)
    if told.dyads >= MANY_DYADS:
        total = np.bincount(places, counts, length).astype(np.float64)
        expected = np.multiply(expected, _volume(total, expected))
    usual = float(np.median(expected[expected > 0.0])) if (expected > 0.0).any() else 1.0
    return Coverage(begin, seen_of_events(expected / usual, overlap=overlap))


def seen_of_events(exposure: Values, *, overlap: float) -> Values:
    """Share of the usual events that is seen where a share of the usual reports is.

    >>> seen_of_events(np.array([0.0, 0.5, 1.0, 2.0]), overlap=1.0).tolist()
    [0.0, 0.5, 1.0, 2.0]
    >>> bool(seen_of_events(np.array([0.5]), overlap=2.0)[0] > 0.5)
    True
    """
    inside = np.minimum(exposure, 1.0)
    seen = 1.0 - (1.0 - inside) * np.exp(-(overlap - 1.0) * inside)
    more: Values = seen * np.maximum(exposure, 1.0)
    return more


def _expected(places: Days, counts: Days, houses: Days, length: int) -> Values:
    """Reports that those alive usually tell, by day."""
    _, house = np.unique(houses, return_inverse=True)
    active = np.bincount(house)
    rare = active[house] < HABIT_DAYS
    house = np.where(rare, len(active), house)
    keys, at = np.unique(house * length + places, return_inverse=True)
    told = np.bincount(at, counts).astype(np.float64)
    house, place = keys // length, keys % length
    alive_from, alive_to, rate = _lives(house, place, told, length)
    changes = np.zeros(length + 1)
    np.add.at(changes, alive_from, rate)
    np.add.at(changes, alive_to + 1, -rate)
    expected = np.cumsum(changes)[:length]
    # What is left of sums of rates that cancel is no exposure.
    blind = np.cumsum(
        np.bincount(alive_from, minlength=length + 1)
        - np.bincount(alive_to + 1, minlength=length + 1)
    )
    return np.where(blind[:length] > 0, expected, 0.0)


def _lives(house: Days, place: Days, told: Values, length: int) -> tuple[Days, Days, Values]:
    """Stretches in which publishers are alive: first place, last place, reports a day.

    Rows are in order of publishers and days, one for each pair.
    """
    number = int(house.max()) + 1
    first = np.r_[True, house[1:] != house[:-1]]
    last = np.r_[first[1:], True]
    gap = np.r_[0, np.diff(place)]
    gap[first] = 0
    span = np.bincount(house[last], place[last] + 1, number)
    span -= np.bincount(house[first], place[first], number)
    days_told = np.bincount(house, minlength=number)
    limit = np.full(number, np.inf)
    for _ in range(ROUNDS):
        dead = gap > limit[house]
        alive = span - np.bincount(house[dead], gap[dead] - 1, number)
        share = np.minimum(days_told / np.maximum(alive, 1), 1.0 - 1e-9)
        limit = np.maximum(LEAST_GAP_DAYS, np.log(IMPROBABLE) / np.log1p(-np.maximum(share, 1e-12)))
    dead = gap > limit[house]
    rate = np.bincount(house, told, number) / np.maximum(
        span - np.bincount(house[dead], gap[dead] - 1, number), 1
    )
    begins, ends = first | dead, np.r_[dead[1:], False] | last
    alive_from, alive_to, who = place[begins], place[ends], house[begins]
    opens = first[begins] & (alive_from <= limit[who])
    closes = last[ends] & (length - 1 - alive_to <= limit[who])
    return np.where(opens, 0, alive_from), np.where(closes, length - 1, alive_to), rate[who]


def _volume(told: Values, expected: Values) -> Values:
    """Reports over those expected, in a window around each day; 1 where nobody was alive."""
    half = VOLUME_DAYS // 2
    told = np.where(expected > 0.0, told, 0.0)
    sums = [np.r_[0.0, np.cumsum(one)] for one in (told, expected)]
    first = np.maximum(np.arange(len(told)) - half, 0)
    after = np.minimum(np.arange(len(told)) + half + 1, len(told))
    seen, usual = (one[after] - one[first] for one in sums)
    ratio = np.divide(seen, usual, out=np.ones(len(told)), where=usual > 0.0)
    factor: Values = np.clip(ratio, LEAST_VOLUME, MOST_VOLUME)
    return factor
