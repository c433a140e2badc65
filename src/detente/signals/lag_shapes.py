"""Shapes of an answer in time: how the answers to one act spread over the days after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

MEANS = (
    *(one / 2 for one in range(2, 9)),
    *range(5, 17),
    18,
    20,
    22,
    24,
    27,
    30,
    36,
    45,
    60,
    75,
    90,
)
# A fixed day, a day within a band of its own width, and answers that fade from the first day on.
NARROW_DAYS = 0.7
SPREADS = (0.3, 0.6, 1.0)
# Every third shape is near enough to its neighbours to be noticed by them.
COARSE = 3


@dataclass(frozen=True, slots=True)
class Shapes:
    """Some shapes.

    Attributes:
        weights: shape (shapes, window), share of the answers on each day from 1 on; rows sum to 1.
        means: shape (shapes,), mean lag in days.
    """

    weights: Values
    means: Values

    def coarse(self) -> Shapes:
        """Fewer of them, enough to notice an answer of any shape."""
        return Shapes(self.weights[::COARSE], self.means[::COARSE])


@lru_cache(maxsize=8)
def shapes_within(window: int) -> Shapes:
    """Gamma-shaped answers of many means and spreads, cut at `window` days, by mean lag.

    >>> shapes = shapes_within(30)
    >>> bool(np.allclose(shapes.weights.sum(axis=1), 1.0)), float(shapes.means.min())
    (True, 1.0)
    """
    days = np.arange(1, window + 1)
    rows: list[Values] = [np.eye(window)[0]]
    for mean in (one for one in MEANS if 1 < one <= window):
        for spread in (NARROW_DAYS, *(share * mean for share in SPREADS)):
            if spread >= NARROW_DAYS:
                rows.append(_gamma(days, mean, spread))
    weights = np.array(rows)
    means: Values = weights @ days.astype(np.float64)
    order = np.argsort(means, kind="stable")
    return Shapes(weights[order], means[order])


def _gamma(days: NDArray[np.int64], mean: float, spread: float) -> Values:
    """Gamma density at whole days, scaled to sum 1."""
    shape = (mean / spread) ** 2
    logs = (shape - 1.0) * np.log(days) - days * shape / mean
    density = np.exp(logs - logs.max())
    return np.asarray(density / density.sum())


def past_days(acts: Values, window: int) -> Values:
    """What was done so many days before each day, shape (window, days); row 0 is a day before."""
    past = np.zeros((window, len(acts)))
    for lag in range(1, min(window, len(acts) - 1) + 1):
        past[lag - 1, lag:] = acts[:-lag]
    return past
