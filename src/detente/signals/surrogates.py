"""What a series would look like if nothing in particular had happened in it.

A surrogate of values has the values of the series and very nearly its autocorrelation, at other
times: normal scores of the ranks get random phases in Fourier space, and the values take the order
that comes out (J. Theiler et al., Physica D 58, 1992, doi:10.1016/0167-2789(92)90102-S). A
surrogate of counts is Poisson with a log-normal rate whose autocovariance is that of the counts:
``log(1 + c_k / m²)`` at lag k (J. Møller, A. R. Syversveen and R. P. Waagepetersen, 1998,
doi:10.1111/1467-9469.00115). What windows of surrogates reach is what chance and memory bring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from detente.signals.filters import Values

# Half of the days around a window tell what is usual there.
HALF_WINDOW_DAYS = 182
MAD_TO_SD = 1.4826
# A window counts from this share of its days with a reading on.
LEAST_READ = 0.5
# So many windows side by side have to fit, or their spread can't be told.
LEAST_WINDOWS = 10
APART_DAYS = 7
# Nothing below is ever told, so that nothing has to be simulated for it.
LOWEST = 3.0
# Memory of a rate is followed over a season.
LONGEST_LAG_DAYS = 90
YEARS = 365.25


@dataclass(frozen=True, slots=True)
class Peak:
    """A window that stands out: places of its first and last day, both inclusive, and its `T`."""

    first: int
    last: int
    distance: float


def surrogates(values: Values, *, number: int, seed: int = 1) -> Values:
    """Series with the same values and memory; missing days stay missing.

    Args:
        values: shape (days,), NaN where there is no reading.
        seed: the same surrogates for the same number.

    Returns:
        Shape (number, days).
    """
    chance = np.random.default_rng(seed)
    read = ~np.isnan(values)
    scores = np.zeros(len(values))
    scores[read] = _normal_scores(values[read])
    size = np.abs(np.fft.rfft(scores))
    turned = size * np.exp(2j * np.pi * chance.random((number, len(size))))
    places = np.fft.irfft(turned, len(values))[:, read].argsort(axis=1).argsort(axis=1)
    found = np.full((number, len(values)), np.nan)
    found[:, read] = np.sort(values[read])[places]
    return found


def count_surrogates(
    counts: Values,
    exposure: Values,
    *,
    number: int,
    seed: int = 1,
    longest_lag_days: int = LONGEST_LAG_DAYS,
) -> Values:
    """Counts with the same mean, scatter and memory of their rate, for the same exposure.

    Args:
        counts: shape (days,).
        exposure: shape (days,), above 0.
        seed: the same surrogates for the same number.
        longest_lag_days: how far the memory of the rate is followed.

    Returns:
        Shape (number, days).
    """
    chance = np.random.default_rng(seed)
    days = len(counts)
    rate = float(counts.sum() / exposure.sum())
    covariance = _log_covariance(counts, exposure, rate, longest=longest_lag_days)
    lags = len(covariance) - 1
    circle = np.zeros(2 * days)
    circle[: lags + 1] = covariance * (1.0 - np.arange(lags + 1) / lags)
    circle[2 * days - lags :] = circle[lags:0:-1]
    power = np.maximum(np.fft.rfft(circle).real, 0.0)
    total = float(np.fft.irfft(power)[0])
    power *= covariance[0] / total if total > 0.0 else 0.0
    white = np.fft.rfft(chance.standard_normal((number, 2 * days)))
    logs = np.fft.irfft(white * np.sqrt(power))[:, :days] - covariance[0] / 2.0
    found: Values = chance.poisson(rate * exposure * np.exp(logs)).astype(np.float64)
    return found


def _log_covariance(counts: Values, exposure: Values, rate: float, *, longest: int) -> Values:
    """Autocovariance of the logarithm of the rate, by lag; never negative."""
    lags = min(longest, len(counts) // 3)
    off = np.fft.rfft(counts - rate * exposure, 2 * len(counts))
    watched = np.fft.rfft(exposure, 2 * len(counts))
    moved = np.fft.irfft(np.abs(off) ** 2)[: lags + 1]
    pairs = np.fft.irfft(np.abs(watched) ** 2)[: lags + 1]
    alike = moved / pairs / rate**2
    # What Poisson's own scatter adds to the variance.
    alike[0] -= counts.sum() / pairs[0] / rate**2
    # Days that are only told apart as with and without an act scatter less than Poisson's.
    alike[0] = max(alike[0], alike[1])
    found: Values = np.maximum(np.log1p(np.maximum(alike, -0.5)), 0.0)
    return found


def _normal_scores(values: Values) -> Values:
    """Normal quantiles of ranks; equal values share the middle of theirs."""
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(number) - number / 2.0
    found: Values = ndtri(middle[place] / len(values))
    return found


def distances(values: Values, lengths: tuple[int, ...]) -> dict[int, Values]:
    """`T` of each window, by length in days; column i belongs to the window that starts at i.

    `T` is how far the mean of a window lies from the mean of the year around each of its days, in
    units of the usual spread of such differences in the whole series. 0 where too little was read.

    Args:
        values: shape (series, days), NaN on the days that none of them has a reading of.
    """
    read = ~np.isnan(values[0])
    days = len(read)
    total, known = _sums(np.where(read, values, 0.0)), _sums(read[None, :].astype(np.float64))[0]
    starts = np.clip(np.arange(days) - HALF_WINDOW_DAYS, 0, max(0, days - 2 * HALF_WINDOW_DAYS - 1))
    ends = np.minimum(days, starts + 2 * HALF_WINDOW_DAYS + 1)
    usual = (total[:, ends] - total[:, starts]) / np.maximum(known[ends] - known[starts], 1.0)
    off = np.where(read, values - usual, 0.0)
    moved = _sums(off)
    single = np.sqrt((off[:, read] ** 2).mean(axis=1)) if read.any() else np.ones(len(values))
    found = {}
    for length in lengths:
        seen = known[length:] - known[:-length]
        enough = seen >= LEAST_READ * length
        if enough.sum() < LEAST_WINDOWS * length / 2 or days < LEAST_WINDOWS * length:
            continue
        sums = (moved[:, length:] - moved[:, :-length])[:, enough] / np.sqrt(seen[enough])
        sums -= np.median(sums, axis=1)[:, None]
        # Rare events leave most windows alike; single days then say how sums spread.
        spread = np.maximum(MAD_TO_SD * np.median(np.abs(sums), axis=1), np.maximum(single, 1e-9))
        found[length] = np.zeros((len(values), len(seen)))
        found[length][:, enough] = sums / spread[:, None]
    return found


def _sums(values: Values) -> Values:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


def peaks(found: dict[int, Values], row: int, *, least: float, upward: bool = False) -> list[Peak]:
    """Windows of one series at least so far from the usual, the farthest first; none overlap.

    Args:
        found: from `distances`.
        row: which of the series.
        upward: only those above the usual.
    """
    hits = []
    for length, rows in found.items():
        far = rows[row] if upward else np.abs(rows[row])
        for place in np.flatnonzero(far >= least):
            hits.append((float(far[place]), int(place), length, float(rows[row, place])))
    kept: list[Peak] = []
    for _, first, length, distance in sorted(hits, reverse=True):
        last = first + length - 1
        if all(first > one.last + APART_DAYS or last < one.first - APART_DAYS for one in kept):
            kept.append(Peak(first, last, distance))
    return kept


def rare_peaks(
    values: Values,
    lengths: tuple[int, ...],
    *,
    made: Callable[[], Values],
    allowed: float,
    upward: bool = False,
) -> list[tuple[Peak, float]]:
    """Windows that chance and memory bring at most `allowed` times in ten years.

    Args:
        values: shape (days,), NaN where there is no reading.
        made: draws surrogates of them, shape (number, days); called only where one is needed.
        allowed: false alarms in ten years.

    Returns:
        Each with how often the like of it comes in ten years of surrogates, by place.
    """
    found = peaks(distances(values[None, :], lengths), 0, least=LOWEST, upward=upward)
    if not found:
        return []
    least = min(abs(one.distance) for one in found)
    drawn = made()
    reached = distances(drawn, lengths)
    chance = np.sort(
        [
            abs(one.distance)
            for row in range(len(drawn))
            for one in peaks(reached, row, least=least, upward=upward)
        ]
    )
    decades = len(drawn) * len(values) / YEARS / 10.0
    rates = [
        (one, (len(chance) - float(np.searchsorted(chance, abs(one.distance)))) / decades)
        for one in found
    ]
    return sorted(
        ((one, rate) for one, rate in rates if rate <= allowed), key=lambda row: row[0].first
    )
