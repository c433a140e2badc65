"""The weights of one relation's rate, with what is uncertain about them.

A day's acts y have the rate x · theta, with columns x that know the past only, and a variance of a
multiple of the rate. Weights are found by weighted least squares with weights of one over the rate,
the estimating equations of a quasi-Poisson model with identity link, beside a prior.

Where the past of y itself is among the columns, the estimate is too low: a day's chance moves the
columns of later days, and every slow column takes up some of it. This is the bias of
autoregressions, M. G. Kendall (1954, doi:10.1093/biomet/41.3-4.403), and it grows with the number
of slow columns. `unbiased` gives it back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Values = NDArray[np.float64]

ROUNDS = 25
FLOOR = 1e-4
# A rate that is fitted lower than this share of the mean would make its day count for too much:
# with a tenth, relations with an act in twenty days were fitted by a few quiet days.
LOW = 0.5
CLOSE = 1e-4
AGAIN = 2
# Beyond this much of itself called forth the response to a day's chance is not followed.
MOST_OWN = 0.95


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of the weights beforehand: a normal distribution.

    Attributes:
        mean: shape (columns,).
        precision: shape (columns, columns), 1 over variance.
    """

    mean: Values
    precision: Values


@dataclass(frozen=True, slots=True)
class Weights:
    """Estimated weights of one relation.

    Attributes:
        theta: shape (columns,).
        rate: shape (days,), acts a day, held above half of the mean.
        scatter: variance of a day's acts over their rate, at least 1.
        covariance: shape (columns, columns), of `theta`.
    """

    theta: Values
    rate: Values
    scatter: float
    covariance: Values

    def drawn(self, draws: int, own: slice, chance: np.random.Generator) -> Values:
        """Weights drawn from the normal approximation, shape (draws, columns).

        Drawn anew are those under which y alone would call forth nearly as many acts as it has:
        what it then brings by itself would be next to nothing.

        Args:
            own: which weights are of the past of y itself.
        """
        values, vectors = np.linalg.eigh(self.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        found = np.empty((draws, len(self.theta)))
        wanted = np.arange(draws)
        for _ in range(ROUNDS):
            chances = chance.standard_normal((len(wanted), len(self.theta)))
            found[wanted] = self.theta + chances @ root.T
            wanted = wanted[found[wanted, own].sum(axis=1) > MOST_OWN]
            if not len(wanted):
                return found
        found[wanted, own] *= MOST_OWN / found[wanted, own].sum(axis=1, keepdims=True)
        return found


def fit_weights(columns: Values, y: Values, prior: Prior) -> Weights:
    """Weights of the columns, by weighted least squares, again until rates settle.

    The scatter is that of the round before; it starts as 1.

    Args:
        columns: shape (columns, days).
        y: acts, shape (days,).
    """
    mean = max(float(y.mean()), FLOOR)
    rate: Values = np.full(len(y), mean)
    scatter = 1.0
    theta: Values = np.zeros(len(columns))
    pull = prior.precision @ prior.mean
    for _ in range(ROUNDS):
        scaled = columns / (rate * scatter)
        information = scaled @ columns.T + prior.precision
        new = np.linalg.solve(information, scaled @ y + pull)
        done = np.allclose(new, theta, rtol=CLOSE, atol=CLOSE)
        theta = np.asarray(new, dtype=np.float64)
        if done:
            break
        fitted = theta @ columns
        rate = np.maximum(fitted, LOW * mean)
        scatter = scatter_of(y, fitted)
    covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return Weights(theta, rate, scatter, covariance)


def scatter_of(y: Values, fitted: Values) -> float:
    """Variance of a day's acts over their rate, at least 1."""
    rest = y - np.maximum(fitted, 0.0)
    return max(1.0, float(rest @ rest) / max(1.0, float(y.sum())))


def unbiased(found: Weights, columns: Values, own: slice, kept: Values) -> Weights:
    """The weights with what the past of y among the columns takes from them given back.

    With e the chance of a day, A the information and w one over the variance, the estimate is off
    by the inverse of A times the sum of x w e. Each e moves the columns of its own past on later
    days, and with them A: to first order the expectation of the product is

        -inv(A) · sum over days t and earlier days s of
            w_t (r_ts x_t' inv(A) x_s + x_t r_ts' inv(A) x_s)

    with r_ts the response of the own columns of day t to an act of day s, by their weights.

    Args:
        columns: shape (columns, days).
        own: which columns are the faded past of y itself.
        kept: what is left in each of these after a day.
    """
    inverse, theta = found.covariance, found.theta
    weighted = columns / (found.rate * found.scatter)
    spread = inverse @ weighted
    for _ in range(AGAIN):
        response = _lasting(columns, theta[own], kept)
        lost, along = np.zeros(len(columns)), np.zeros(columns.shape[1])
        for place, left in zip(range(own.start, own.stop), kept, strict=True):
            fading = ([0.0, 1 - left], [1.0, -left])
            lost[place] = float((spread * lfilter(*fading, response)).sum())
            along += lfilter(*fading, inverse[place] @ response)
        lost += weighted @ along
        theta = found.theta + inverse @ lost
    return Weights(theta, found.rate, found.scatter, inverse)


def _lasting(columns: Values, weight: Values, kept: Values) -> Values:
    """Each column with the acts that acts of y call forth in y itself, and these again."""
    weight = weight * min(1.0, MOST_OWN / max(float(weight.sum()), MOST_OWN))
    fading = np.poly(kept)
    answered = fading.copy()
    for at, one in enumerate(weight):
        answered[1:] -= one * (1 - kept[at]) * np.poly(np.delete(kept, at))
    found: Values = lfilter(fading, answered, columns)
    return found
