"""Two sectors of one counterpart that move apart, since when, and which of them rose or fell.

Question: did the difference between the levels of two sectors change for good, beyond noise and
beyond the slow swings that such levels make anyway?

Formula. The mean weight of each sector's events in bins of 91 days makes ``a_t`` and ``b_t``; the
gap ``g_t = a_t - b_t`` exists where both were seen. It is taken to have changed where two means
fit the gaps best (least squares); dates whose fit is hardly worse (a likelihood ratio of 2.71)
span the interval. Whether there is a change at all is asked with a self-normalised statistic that
needs no estimate of the swings (X. Shao and X. Zhang, JASA 105, 2010,
doi:10.1198/jasa.2010.tm10103):

    G = max_k T_k² / V_k,   T_k = (S(k) - k/n S(n)) / sqrt(n)

with ``S(k)`` the sum of the first ``k`` of ``n`` gaps and ``V_k`` the mean square of the partial
sums before and after ``k``, each less its own mean. Simulated, its tail is ``p = exp(1.8 - 0.77
sqrt(G))`` for 16 gaps as for 400. q over all pairs of sectors by Benjamini and Hochberg.

Each sector's own change at that date has a 0.90 interval from the scatter of its bins, widened for
their first autocorrelation ``r`` by ``(1 + r) / (1 - r)``.

Claimed: q ≤ 0.02, the later gap is wider than the earlier one, and the interval of the change is
off 0. Misleads when one sector's events are told in other words from some day on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from detente.false_discovery import adjusted
from detente.series import Series, day_number

Values = NDArray[np.float64]

BIN_DAYS = 91
LEAST_BINS = 16
LEAST_EVENTS = 3
EDGE = 0.1
SURE_ENOUGH = 0.02
Z_90 = 1.645
RATIO_90 = 2.706
MOST_MEMORY = 0.9
MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Moved:
    """How one sector's level changed at the date: before, after, and the change with interval.

    Attributes:
        sector: its name.
        before, after: mean weights of its events.
        low, high: 0.90 interval of ``after - before``.
        rows: of the dataset, its newest events.
    """

    sector: str
    before: float
    after: float
    low: float
    high: float
    rows: tuple[str, ...]

    @property
    def direction(self) -> str:
        """``rose``, ``fell``, or ``held`` where the interval holds 0."""
        return "rose" if self.low > 0 else "fell" if self.high < 0 else "held"


@dataclass(frozen=True, slots=True)
class Apart:
    """Two sectors of one counterpart.

    Attributes:
        actor, counterpart, dataset: whose relation, from where.
        since, since_low, since_high: numbers of days: first day of the new gap, 0.90 interval.
        gap_before, gap_after: difference of the levels, in points.
        low, high: 0.90 interval of the change of the gap.
        p, q: that there was no change.
        sectors: the one that gained on the other first.
    """

    actor: str
    counterpart: str
    dataset: str
    since: int
    since_low: int
    since_high: int
    gap_before: float
    gap_after: float
    low: float
    high: float
    p: float
    sectors: tuple[Moved, Moved]
    q: float = float("nan")

    @property
    def claimed(self) -> bool:
        """True where it is fair to say that the two moved apart."""
        wider = abs(self.gap_after) > abs(self.gap_before)
        return self.q <= SURE_ENOUGH and wider and (self.low > 0 or self.high < 0)

    @property
    def opposed(self) -> bool:
        """True where one rose while the other fell."""
        return {one.direction for one in self.sectors} == {"rose", "fell"}


@dataclass(frozen=True, slots=True)
class _Bins:
    """One sector in bins: means and numbers of events, the last bin ending on the last day."""

    sector: str
    means: Values
    events: Values
    rows: tuple[str, ...]


def find_sectors_apart(series: Sequence[Series], actor: str, *, as_of: date) -> tuple[Apart, ...]:
    """Every pair of sectors of every counterpart that can be tested, claimed or not, by q.

    Args:
        series: events by sector (`sector` filled); both directions are put together. Others are
            left out.
        as_of: last day that counts.

    Returns:
        Nothing for pairs with fewer than 16 quarters in which both had at least three events.
    """
    last = day_number(as_of)
    cells: dict[tuple[str, str], dict[str, list[Series]]] = {}
    for one in series:
        if one.kind == "events" and one.sector and not one.quad and actor in one.dyad:
            other = one.target if one.source == actor else one.source
            sectors = cells.setdefault((one.dataset, other), {})
            sectors.setdefault(one.sector, []).append(one.until(last))
    found = [
        apart
        for (dataset, other), sectors in sorted(cells.items())
        for apart in _pairs(sectors, last, (actor, other, dataset))
    ]
    q = adjusted(np.array([one.p for one in found]))
    found = [replace(one, q=float(value)) for one, value in zip(found, q, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.q, one.p, one.counterpart, one.since)))


def _pairs(
    sectors: dict[str, list[Series]], last: int, names: tuple[str, str, str]
) -> Iterator[Apart]:
    first = min(one.coverage.first_day for parts in sectors.values() for one in parts)
    number = (last - first + 1) // BIN_DAYS
    if number < LEAST_BINS:
        return
    bins = [_bins(name, parts, last, number) for name, parts in sorted(sectors.items())]
    for one, two in combinations(bins, 2):
        both = np.flatnonzero((one.events >= LEAST_EVENTS) & (two.events >= LEAST_EVENTS))
        if len(both) >= LEAST_BINS:
            yield _apart(one, two, both, (last - number * BIN_DAYS + 1, names))


def _bins(name: str, parts: Sequence[Series], last: int, number: int) -> _Bins:
    totals, events = np.zeros(number), np.zeros(number)
    for one in parts:
        place = number - 1 - (last - one.days) // BIN_DAYS
        inside = place >= 0
        counts = one.counts[inside]
        totals += np.bincount(place[inside], one.values[inside] * counts, number)
        events += np.bincount(place[inside], counts, number)
    told = sorted(
        (
            (int(day), row)
            for one in parts
            if one.rows
            for day, row in zip(one.days, one.rows, strict=True)
        ),
        reverse=True,
    )
    means = totals / np.where(events > 0, events, 1.0)
    return _Bins(name, means, events, tuple(row for _, row in told[:MOST_ROWS]))


def _apart(
    one: _Bins, two: _Bins, both: NDArray[np.int64], place: tuple[int, tuple[str, str, str]]
) -> Apart:
    first_day, (actor, counterpart, dataset) = place
    gaps = one.means[both] - two.means[both]
    cut, near = _cut(gaps)
    days = first_day + BIN_DAYS * both
    before, after = float(gaps[:cut].mean()), float(gaps[cut:].mean())
    half = Z_90 * _error(gaps, cut)
    moved = _moved(one, both, cut), _moved(two, both, cut)
    return Apart(
        actor=actor,
        counterpart=counterpart,
        dataset=dataset,
        since=int(days[cut]),
        since_low=int(days[near.min() - 1]),
        since_high=int(days[near.max()]) + BIN_DAYS - 1,
        gap_before=before,
        gap_after=after,
        low=after - before - half,
        high=after - before + half,
        p=min(1.0, exp(1.8 - 0.77 * sqrt(self_normalised(gaps)))),
        sectors=moved if after > before else (moved[1], moved[0]),
    )


def _cut(gaps: Values) -> tuple[int, NDArray[np.int64]]:
    """Number of gaps before the change, and the numbers that fit hardly worse."""
    cuts = _inside(len(gaps))
    errors = np.array(
        [gaps[:cut].var() * cut + gaps[cut:].var() * (len(gaps) - cut) for cut in cuts]
    )
    best = int(np.argmin(errors))
    noise = max(float(errors[best]) / len(gaps), 1e-12)
    return int(cuts[best]), cuts[errors - errors[best] <= RATIO_90 * noise]


def _inside(number: int) -> NDArray[np.int64]:
    edge = max(2, int(EDGE * number))
    return np.arange(edge, number - edge + 1)


def self_normalised(values: Values) -> float:
    """The statistic G of Shao and Zhang for one change of the mean.

    >>> steady = np.tile([0.0, 1.0], 10)
    >>> self_normalised(steady) < 10 < 100 < self_normalised(steady + 9 * (np.arange(20) >= 10))
    True
    """
    number = len(values)
    total = np.cumsum(values)
    best = 0.0
    for cut in _inside(number):
        apart = (total[cut - 1] - cut / number * total[-1]) ** 2 / number
        before = np.cumsum(values[:cut] - values[:cut].mean())
        after = np.cumsum((values[cut:] - values[cut:].mean())[::-1])
        spread = float((before**2).sum() + (after**2).sum()) / number**2
        best = max(best, float(apart) / max(spread, 1e-12))
    return best


def _moved(one: _Bins, both: NDArray[np.int64], cut: int) -> Moved:
    values = one.means[both]
    before, after = float(values[:cut].mean()), float(values[cut:].mean())
    half = Z_90 * _error(values, cut)
    change = after - before
    return Moved(one.sector, before, after, change - half, change + half, one.rows)


def _error(values: Values, cut: int) -> float:
    """Standard error of the difference of the means before and after, for swings that last."""
    left = np.r_[values[:cut] - values[:cut].mean(), values[cut:] - values[cut:].mean()]
    power = max(float((left**2).sum()), 1e-12)
    # Means of short stretches take part of the memory away; this much comes back.
    memory = float((left[1:] * left[:-1]).sum()) / power + 4.0 / len(values)
    memory = min(max(memory, 0.0), MOST_MEMORY)
    variance = power / (len(values) - 2) * (1.0 / cut + 1.0 / (len(values) - cut))
    return sqrt(variance * (1.0 + memory) / (1.0 - memory))
