"""Predictive distributions of counts, their scores, and the plain forecasts that a model must beat.

A distribution is an array of probabilities of 0, 1, 2 … events; the last place holds the rest.
Many forecasts stand in the rows of one matrix.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Counts = NDArray[np.int64]
NOMINAL = 0.90
YEAR_DAYS = 365
# A dyad's own windows never hold all that can come: half a window more is drawn from a wide
# distribution around its mean.
PSEUDO_WINDOWS, PSEUDO_SIZE = 0.5, 0.5
LEAST_MEAN = 1e-4


def crps(probability: Values, count: Counts) -> Values:
    """Continuous ranked probability score of each forecast: ``sum over k of (F(k) - [y <= k])²``.

    In events; 0 best; for a forecast of one number the absolute error.

    Args:
        probability: shape (n, places), rows add up to 1.
        count: shape (n,).

    Source: T. Gneiting, A. E. Raftery (2007, doi:10.1198/016214506000001437).
    """
    below = np.cumsum(probability, axis=1)
    places = np.arange(probability.shape[1])
    reached = places >= count[:, None]
    within = ((below - reached) ** 2)[:, :-1].sum(axis=1)
    found: Values = within + np.maximum(count - places[-1], 0)
    return found


def log_scores(probability: Values, count: Counts) -> Values:
    """``-ln`` of the probability of what happened; probabilities are held above one in 10,000."""
    last = probability.shape[1] - 1
    chosen = np.take_along_axis(probability, np.minimum(count, last)[:, None], axis=1)[:, 0]
    found: Values = -np.log(np.maximum(chosen, 1e-4))
    return found


def interval_of(probability: Values, *, nominal: float = NOMINAL) -> tuple[Counts, Counts]:
    """The smallest counts that hold ``(1 - nominal) / 2`` and the rest of the probability below."""
    below = np.cumsum(probability, axis=1)
    low = (below < (1 - nominal) / 2 - 1e-12).sum(axis=1)
    high = (below < (1 + nominal) / 2 - 1e-12).sum(axis=1)
    last = probability.shape[1] - 1
    return np.minimum(low, last), np.minimum(high, last)


def interval_scores(probability: Values, count: Counts, *, nominal: float = NOMINAL) -> Values:
    """Width of the central interval, and ``2 / (1 - nominal)`` for each event that it missed by.

    Source: T. Gneiting, A. E. Raftery (2007), equation 43.
    """
    low, high = interval_of(probability, nominal=nominal)
    missed = np.maximum(low - count, 0) + np.maximum(count - high, 0)
    found: Values = (high - low) + 2 / (1 - nominal) * missed
    return found


def pit_histogram(probability: Values, count: Counts, *, bins: int = 10) -> Values:
    """How often the outcome fell into each tenth of its forecast; flat where forecasts are true.

    The non-randomised histogram for counts: each outcome spreads over the tenths that its own
    probability covers. Shares, adding up to 1.

    Source: C. Czado, T. Gneiting, L. Held (2009, doi:10.1111/j.1541-0420.2009.01191.x).
    """
    below = np.cumsum(probability, axis=1)
    at = np.minimum(count, probability.shape[1] - 1)[:, None]
    upper = np.take_along_axis(below, at, axis=1)
    lower = upper - np.take_along_axis(probability, at, axis=1)
    edges = np.linspace(0, 1, bins + 1)[None, :]
    share = np.clip((edges - lower) / np.maximum(upper - lower, 1e-12), 0, 1)
    found: Values = np.diff(share.mean(axis=0))
    return found


def negative_binomial(mean: Values, size: Values, places: int) -> Values:
    """Probabilities of 0 … places - 1 events with variance ``mean + mean² / size``.

    Args:
        mean, size: shape (n,), above 0.
    """
    chance = size / (size + mean)
    found = np.empty((len(mean), places))
    found[:, 0] = np.exp(size * np.log(chance))
    for number in range(1, places):
        grown = (size + number - 1) / number * (1 - chance)
        found[:, number] = found[:, number - 1] * grown
    # What lies beyond the last place is held by it.
    found[:, -1] += np.maximum(0.0, 1 - found.sum(axis=1))
    total: Values = found / found.sum(axis=1, keepdims=True)
    return total


def enough_places(daily: Counts, window_days: int) -> int:
    """How many counts a distribution should tell apart, from what has been seen."""
    if daily.shape[1] < window_days or not len(daily):
        return 20
    return 20 + 2 * int(window_sums(daily, window_days).max(initial=0))


def window_sums(daily: Counts, window_days: int) -> Counts:
    """Events in each stretch of days: column t holds days t to t + window_days - 1."""
    total = np.cumsum(np.pad(daily, ((0, 0), (1, 0))), axis=1)
    return total[:, window_days:] - total[:, :-window_days]


def resampled(daily: Counts, day: int, window_days: int, places: int) -> Values:
    """Each dyad's own windows of the last twelve months, drawn again.

    Args:
        daily: shape (n, days); only columns before `day` are looked at.
    """
    return _from_windows(daily[:, max(0, day - YEAR_DAYS) : day], window_days, places)


def climatology(daily: Counts, day: int, window_days: int, places: int) -> Values:
    """Each dyad's own windows of all its past."""
    return _from_windows(daily[:, :day], window_days, places)


def last_value(daily: Counts, day: int, window_days: int, places: int) -> Values:
    """That the next window is as the last."""
    found = np.zeros((len(daily), places))
    before = daily[:, max(0, day - window_days) : day].sum(axis=1)
    found[np.arange(len(daily)), np.minimum(before, places - 1)] = 1.0
    return found


BASELINES = {"last twelve months": resampled, "climatology": climatology, "last value": last_value}


def _from_windows(past: Counts, window_days: int, places: int) -> Values:
    """The distribution of window sums, with half a window of anything around their mean, so that
    nothing is impossible: no events where there were hardly any, and more than ever."""
    number = past.shape[1] / window_days
    mean = past.sum(axis=1) / (number + PSEUDO_WINDOWS)
    size = np.full(len(past), PSEUDO_SIZE)
    found = PSEUDO_WINDOWS * negative_binomial(np.maximum(mean, LEAST_MEAN), size, places)
    if past.shape[1] >= window_days:
        sums = np.minimum(window_sums(past, window_days), places - 1)
        # Windows overlap: they count as many as fit in one after the other.
        weight = number / sums.shape[1]
        rows = np.repeat(np.arange(len(past)), sums.shape[1])
        np.add.at(found, (rows, sums.ravel()), weight)
    total: Values = found / found.sum(axis=1, keepdims=True)
    return total
