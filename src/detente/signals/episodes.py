"""Passing episodes: a week to a quarter in which a level lay far from what is usual around it.

Readings become deviations from the running median, in units of the running spread and cut at
eight. For windows of 7 to 90 days the weighted sum of the deviations, divided by the root of the
weights, is compared with what such sums are like: `T` is its distance from their running median in
units of the larger of their running spread and of the spread that the memory of the series implies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from detente.series import Series
from detente.signals.filters import Grid, Values

LENGTHS_DAYS = (7, 10, 14, 21, 30, 45, 60, 90)
HALF_WINDOW_DAYS = 182
CUT = 8.0
LEAST_READINGS = 5
# From here on chance brings fewer than one in a hundred years even with heavy tails.
FAR = 6.5
STEP_DAYS = 7
APART_DAYS = 7
MAD_TO_SD = 1.4826
# Exceedances by chance in ten years of Student noise with 3 degrees of freedom: CHANCE at 4.5,
# a factor of e less for each 1 / FALL; beside them as many true episodes as years over three.
CHANCE, AT, FALL = 3.0, 4.5, 2.2
TRUE_IN_TEN_YEARS = 3.65


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch far from what is usual around it.

    Attributes:
        first, last: numbers of its days, both inclusive.
        distance: `T`, its sign that of the departure.
        usual: median of the readings around it, in the unit of the series.
        found: number of the day on which the past alone showed it, or None.
        false_in_ten_years: how often chance brings the like, where that was counted.
        true_in_ten_years: how many true ones are taken to come.
    """

    first: int
    last: int
    distance: float
    usual: float
    found: int | None
    false_in_ten_years: float | None = None
    true_in_ten_years: float = TRUE_IN_TEN_YEARS

    @property
    def probability(self) -> float:
        """That it is none of chance's."""
        false = self.false_in_ten_years
        if false is None:
            false = CHANCE * float(np.exp(-FALL * (abs(self.distance) - AT)))
        return self.true_in_ten_years / (self.true_in_ten_years + false)


def find_episodes(series: Series, grid: Grid, *, far: float = FAR) -> list[Episode]:
    """Episodes of a level in the order of days; none overlap.

    Args:
        grid: what the series says of its memory.
        far: `T` from which an episode is told.
    """
    looking_back = _distances(series, grid, past_only=False)
    as_known = _distances(series, grid, past_only=True)
    peaks = sorted(
        (
            (abs(float(row[place])), place, length, float(row[place]))
            for length, row in looking_back.items()
            for place in np.flatnonzero(np.abs(row) >= far)
        ),
        reverse=True,
    )
    found: list[tuple[int, int, float]] = []
    for _, place, length, distance in peaks:
        last = int(place) + length - 1
        if all(place > end + APART_DAYS or last < begin - APART_DAYS for begin, end, _ in found):
            found.append((int(place), last, distance))
    around, _ = _running(_daily(series), HALF_WINDOW_DAYS, past_only=False)
    origin = int(series.days[0])
    return [
        Episode(
            first=origin + begin,
            last=origin + end,
            distance=distance,
            usual=float(np.nanmedian(around[begin : end + 1])),
            found=_known(as_known, (begin, end), distance, far=far, origin=origin),
        )
        for begin, end, distance in sorted(found)
    ]


def _known(
    as_known: dict[int, Values],
    days: tuple[int, int],
    distance: float,
    *,
    far: float,
    origin: int,
) -> int | None:
    """First day on which a window that ends there lay as far, by what lay before alone."""
    begin, end = days
    found = []
    for length, row in as_known.items():
        ends = np.arange(begin, end + 1)
        starts = ends - length + 1
        fits = (starts >= max(0, begin - length // 2)) & (starts < len(row))
        hits = ends[fits][np.sign(distance) * row[starts[fits]] >= far]
        found += [int(hits[0])] if len(hits) else []
    return origin + min(found) if found else None


def _daily(series: Series) -> Values:
    """A value for each day from the first to the last, NaN where there is no reading."""
    values = np.full(int(series.days[-1] - series.days[0]) + 1, np.nan)
    values[series.days - series.days[0]] = series.values
    return values


def _distances(series: Series, grid: Grid, *, past_only: bool) -> dict[int, Values]:
    """`T` of every window, by length in days; element i belongs to the window that starts at i."""
    values = _daily(series)
    weights = np.zeros(len(values))
    weights[series.days - series.days[0]] = 1.0 / (0.1 + 0.9 / np.maximum(series.counts, 1))
    weights[weights > 0] /= np.median(weights[weights > 0])
    usual, spread = _running(values, HALF_WINDOW_DAYS, past_only=past_only)
    # Where too little lies around a day to say what is usual, nothing is far from it.
    weights[np.isnan(usual)] = 0.0
    off = np.nan_to_num((values - usual) / spread * np.sqrt(weights))
    off = np.clip(off, -CUT, CUT)
    moved = np.concatenate([[0.0], np.cumsum(off * np.sqrt(weights))])
    weighed = np.concatenate([[0.0], np.cumsum(weights)])
    read = np.concatenate([[0], np.cumsum(weights > 0)])
    found = {}
    for length, implied in zip(LENGTHS_DAYS, spreads_implied(grid, LENGTHS_DAYS), strict=True):
        if len(values) < 2 * length:
            continue
        weight = np.maximum(weighed[length:] - weighed[:-length], 1e-9)
        sums = (moved[length:] - moved[:-length]) / np.sqrt(weight)
        sums[read[length:] - read[:-length] < LEAST_READINGS] = np.nan
        middle, wide = _running(sums, max(HALF_WINDOW_DAYS, 2 * length), past_only=past_only)
        found[length] = np.nan_to_num((sums - middle) / np.maximum(wide, implied))
    return found


def spreads_implied(grid: Grid, lengths: Sequence[int]) -> list[float]:
    """Standard deviation of a window's sum in units of a reading's, from the memory.

    ``1 - s + s (1 + 2 sum_k (1 - k / L) rho ** k)``, `s` the share of the variance that fades.
    """
    share = grid.swing / (grid.swing + grid.noise)
    rho = np.exp2(-1.0 / grid.half_life)
    found = []
    for length in lengths:
        lags = np.arange(1, length)[:, None]
        alike = 1.0 + 2.0 * ((1.0 - lags / length) * rho**lags).sum(axis=0)
        found.append(float(np.sqrt((grid.weight * (1.0 - share + share * alike)).sum())))
    return found


def _running(values: Values, half: int, *, past_only: bool) -> tuple[Values, Values]:
    """Running median and spread over ``2 half + 1`` elements around each, or up to each.

    They are computed each week; in between, the last counts where only the past may. The median
    is NaN where fewer than twenty elements are known.
    """
    before = 2 * half if past_only else half
    padded = np.concatenate([np.full(before, np.nan), values, np.full(2 * half - before, np.nan)])
    windows = sliding_window_view(padded, 2 * half + 1)[::STEP_DAYS]
    ordered = np.sort(windows, axis=1)
    middle = _middle(ordered)
    spread = MAD_TO_SD * _middle(np.sort(np.abs(windows - middle[:, None]), axis=1))
    usable = np.nan_to_num(spread, nan=0.0)
    fallback = float(np.median(usable[usable > 0])) if (usable > 0).any() else 1.0
    spread = np.where(usable > 0, usable, fallback if not past_only else np.inf)
    places = np.arange(len(values)) // STEP_DAYS
    return middle[places], spread[places]


def _middle(ordered: Values) -> Values:
    """Median of each sorted row, whose NaN stand last; NaN where a row has fewer than twenty."""
    known = (~np.isnan(ordered)).sum(axis=1)
    rows = np.arange(len(ordered))
    low = ordered[rows, np.maximum(0, (known - 1) // 2)]
    high = ordered[rows, np.maximum(0, known // 2)]
    found: Values = np.where(known >= 20, (low + high) / 2.0, np.nan)
    return found
