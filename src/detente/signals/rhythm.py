"""What a series of counts would be from its own slow rate, what was watched, and busy days.

Two sides that are both more active in some year, on workdays, or when the news is full don't
answer each other. Before acts are set beside acts, this much is taken off:

    expected_t = exposure_t · slow_t · busy_t

``slow_t`` is the count for each unit of exposure over 121 days around the day; ``busy_t`` is how
far all other dyads of the dataset are above or below their own slow rates on that day, shrunk to
1 where they are few (leaving the pair itself out). What is left is divided by its own spread over
the same 121 days and cut at four of them, so that no single burst decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.series import Days, Series

Values = NDArray[np.float64]

SLOW_DAYS = 60
MOST_SPREADS = 4.0
LEAST_EXPOSURE = 0.05
MOST_BUSY, LEAST_BUSY = 5.0, 0.2
# A day of one dyad counts for the busyness of all up to here: many spreads above its slow rate.
LIMIT_SPREADS = 3.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Series laid side by side, a column for each day.

    Attributes:
        first_day: number of the first column's day.
        counts: shape (series, days), 0 also where nobody looked.
        exposure: shape (series, days), 0 where nobody looked.
    """

    first_day: int
    counts: Values
    exposure: Values

    @property
    def length(self) -> int:
        """Number of days."""
        return int(self.counts.shape[1])


def span_of(series: Sequence[Series], *, last_day: int) -> tuple[int, int]:
    """First and last day that any of them covers, up to `last_day`; empty if last < first."""
    first = min((one.coverage.first_day for one in series), default=0)
    last = max((one.coverage.last_day for one in series), default=-1)
    return first, min(last, last_day)


def grid_of(series: Sequence[Series], span: tuple[int, int]) -> Grid:
    """The counts and the exposure of series on each day of a span, both ends inclusive."""
    first, last = span
    length = max(0, last - first + 1)
    every: Days = np.arange(first, last + 1)
    counts = np.zeros((len(series), length))
    exposure = np.zeros((len(series), length))
    # The series of one dataset mostly share one coverage.
    known: dict[int, Values] = {}
    for row, one in enumerate(series):
        inside = (one.days >= first) & (one.days <= last)
        counts[row, one.days[inside] - first] = one.counts[inside]
        if id(one.coverage) not in known:
            known[id(one.coverage)] = one.coverage.at(every)
        exposure[row] = known[id(one.coverage)]
    exposure[exposure < LEAST_EXPOSURE] = 0.0
    return Grid(first, np.where(exposure > 0, counts, 0.0), exposure)


def around(values: Values, reach: int = SLOW_DAYS) -> Values:
    """Sums over the days from `reach` before to `reach` after each day, along the last axis."""
    total = np.cumsum(values, axis=-1)
    total = np.concatenate([np.zeros((*values.shape[:-1], 1)), total], axis=-1)
    days = np.arange(values.shape[-1])
    upper = np.minimum(days + reach + 1, values.shape[-1])
    lower = np.maximum(days - reach, 0)
    return np.asarray(total[..., upper] - total[..., lower])


def slow(values: Values, exposure: Values) -> Values:
    """What `values` come to on each day at their slow rate, given the exposure; 0 where none."""
    watched = around(exposure)
    return np.asarray(exposure * around(values) / np.where(watched > 0, watched, 1.0))


def expected_counts(grid: Grid, pairs: Sequence[frozenset[str]]) -> Values:
    """Expected counts of each series and day, shape (series, days).

    Args:
        pairs: the two parties of each series; those of the same pair don't count as other dyads.
    """
    usual = slow(grid.counts, grid.exposure)
    spread = np.sqrt(slow((grid.counts - usual) ** 2, np.ones_like(usual)))
    capped = np.minimum(grid.counts, usual + LIMIT_SPREADS * spread)
    # What capping takes away would otherwise make every day look quiet.
    base = slow(capped, grid.exposure)
    total, total_base = capped.sum(axis=0), base.sum(axis=0)
    rows: dict[frozenset[str], list[int]] = {}
    for row, pair in enumerate(pairs):
        rows.setdefault(pair, []).append(row)
    expected = np.empty_like(usual)
    for own in rows.values():
        others = total - capped[own].sum(axis=0)
        others_base = total_base - base[own].sum(axis=0)
        expected[own] = usual[own] * busyness(others, others_base)
    return expected


def busyness(counts: Values, base: Values) -> Values:
    """How busy each day is against its base: a ratio near 1, nearer the fewer the counts.

    The variance between days beyond what chance counts have, ``t²``, is estimated from all days;
    a day's ratio is shrunk by ``t² / (t² + 1 / base)``.
    """
    seen = base > 0
    if not seen.any():
        return np.ones_like(counts)
    ratio = np.where(seen, counts / np.where(seen, base, 1.0), 1.0)
    noise = 1.0 / np.where(seen, base, np.inf)
    weight = base / base.sum()
    beyond = float(np.sum(weight * ((ratio - 1.0) ** 2 - noise)))
    if beyond <= 0:
        return np.ones_like(counts)
    shrunk = 1.0 + beyond / (beyond + np.where(seen, noise, np.inf)) * (ratio - 1.0)
    return np.clip(shrunk, LEAST_BUSY, MOST_BUSY)


def deviations(grid: Grid, expected: Values) -> Values:
    """Counts less what was expected, in spreads of their own around the day; 0 where unwatched."""
    raw = np.where(grid.exposure > 0, grid.counts - expected, 0.0)
    watched = np.where(grid.exposure > 0, 1.0, 0.0)
    variance = around(raw**2) / np.maximum(around(watched), 1.0)
    return np.clip(
        raw / np.sqrt(np.where(variance > 0, variance, np.inf)), -MOST_SPREADS, MOST_SPREADS
    )


def without_own_history(values: Values, order: int) -> Values:
    """Each row less what its own last `order` days foretell, with mean 0 and spread 1.

    Least squares on the row's own past (Yule and Walker's equations from its autocovariance, all
    rows at once). Rows without variation come back as zeros.
    """
    length = values.shape[1]
    centred = values - values.mean(axis=1, keepdims=True)
    size = 2 * length
    power = np.abs(np.fft.rfft(centred, size, axis=1)) ** 2
    auto = np.fft.irfft(power, size, axis=1)[:, : order + 1] / length
    lively = auto[:, 0] > 0
    auto[~lively, 0] = 1.0
    places = np.abs(np.subtract.outer(np.arange(order), np.arange(order)))
    system = auto[:, places] + 1e-3 * auto[:, :1, None] * np.eye(order)
    weights = np.linalg.solve(system, auto[:, 1:, None])[:, :, 0]
    left = centred.copy()
    for lag in range(1, order + 1):
        left[:, lag:] -= weights[:, lag - 1 : lag] * centred[:, :-lag]
    left -= left.mean(axis=1, keepdims=True)
    scale = left.std(axis=1, keepdims=True)
    return np.where(lively[:, None] & (scale > 0), left / np.where(scale > 0, scale, 1.0), 0.0)
