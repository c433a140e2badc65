"""The level of one cell from noisy readings: a robust, precision-weighted mean with an interval.

Question: how good are relations between two actors in one sector, on the scale from open conflict
(-10) to alliance (10)?

Model: reading ``y_i ~ Student-t(4, level, s_i)``, prior ``level ~ N(0, 5)``. The precision of a
reading is ``w_i = share_i * 2 ** (-age_i / half_life) / sd_i ** 2``, divided by the design effect
``1 + 0.1 (m - 1)`` of its document, in which ``m`` readings of the cell lean on one author
(L. Kish, Survey Sampling, 1965). The t-likelihood is maximised by reweighting with
``(4 + 1) / (4 + r_i ** 2)``, ``r_i`` the standardised residual (K. Lange et al., JASA 84, 1989,
doi:10.1080/01621459.1989.10478852), so that one outlying act doesn't drag the level. The posterior
variance ``1 / (1 / 25 + sum w_i)`` is widened by the ratio of observed to expected scatter where
that is above 1. The 0.90 interval is ``mean +- 1.645 sd``, cut at the ends of the scale.

Misleads when all documents share a leaning, or when the newest turn has no event yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.relations.observation import Observation

PRIOR_SD = 5.0
DEGREES_OF_FREEDOM = 4.0
WITHIN_DOCUMENT = 0.1
Z_90 = 1.645
MOST_ROUNDS = 50
CLOSE_ENOUGH = 1e-6
BEST, WORST = 10.0, -10.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Level:
    """Mean, standard deviation and 0.90 interval of a level, and the weight that each reading
    ended up with."""

    mean: float
    sd: float
    low: float
    high: float
    weights: Numbers


def precisions(seen: Sequence[Observation], *, as_of: date, half_life_days: float) -> Numbers:
    """Precision of every reading, in 1 / points squared, after age and shared authorship."""
    return Readings(seen).precisions(slice(None), as_of=as_of, half_life_days=half_life_days)


class Readings:
    """Readings of one cell as arrays, so that many days need not look through them again.

    Attributes:
        levels: shape (n,), -10 to 10.
    """

    def __init__(self, seen: Sequence[Observation]) -> None:
        authors = [row.evidence[0].document or row.evidence[0].row for row in seen]
        names = {name: number for number, name in enumerate(dict.fromkeys(authors))}
        self.levels: Numbers = np.array([row.level for row in seen], dtype=np.float64)
        self._authors = np.array([names[one] for one in authors], dtype=np.int64)
        self._days = np.array([row.day.toordinal() for row in seen], dtype=np.int64)
        self._share = np.array([row.share for row in seen], dtype=np.float64)
        self._sd = np.array([row.sd for row in seen], dtype=np.float64)

    def precisions(
        self, chosen: slice | NDArray[np.bool_], *, as_of: date, half_life_days: float
    ) -> Numbers:
        """As `detente.relations.level.precisions`, of some of the readings."""
        authors = self._authors[chosen]
        together = np.bincount(authors)[authors] if len(authors) else authors
        crowd = 1 + WITHIN_DOCUMENT * (together - 1)
        age = (as_of.toordinal() - self._days[chosen]).astype(np.float64)
        fading = np.exp2(-np.maximum(age, 0.0) / half_life_days)
        weights: Numbers = self._share[chosen] * fading / (crowd * self._sd[chosen] ** 2)
        return weights


def estimate_many(parts: Sequence[tuple[Numbers, Numbers]]) -> list[Level]:
    """Many levels at once, each as `estimate_level` has it, to the last digits.

    Args:
        parts: levels and precisions of the readings of each, none of them empty.

    >>> import numpy as np
    >>> parts = [(np.array([8.0, -2.0]), np.full(2, 0.1)), (np.array([3.0]), np.array([0.2]))]
    >>> many = [round(one.mean, 9) for one in estimate_many(parts)]
    >>> many == [round(estimate_level(*part).mean, 9) for part in parts]
    True
    """
    if not parts:
        return []
    lengths = np.array([len(levels) for levels, _ in parts])
    levels = np.concatenate([levels for levels, _ in parts])
    weights = np.concatenate([weights for _, weights in parts])
    begins = np.r_[0, np.cumsum(lengths)[:-1]]
    prior, used = 1.0 / PRIOR_SD**2, weights
    mean, going = np.zeros(len(parts)), np.ones(len(parts), dtype=bool)
    own = 1.0 / np.maximum(weights, 1e-12)
    for _ in range(MOST_ROUNDS):
        sure = prior + np.add.reduceat(used, begins)
        new = np.add.reduceat(used * levels, begins) / sure
        squared = (levels - np.repeat(new, lengths)) ** 2 / (own + np.repeat(1.0 / sure, lengths))
        told = weights * (DEGREES_OF_FREEDOM + 1) / (DEGREES_OF_FREEDOM + squared)
        used = np.where(np.repeat(going, lengths), told, used)
        going &= ~(np.abs(new - mean) < CLOSE_ENOUGH)
        if not going.any():
            break
        mean = np.where(going, new, mean)
    sure = prior + np.add.reduceat(used, begins)
    mean = np.add.reduceat(used * levels, begins) / sure
    scatter = np.add.reduceat(used * (levels - np.repeat(mean, lengths)) ** 2, begins) / lengths
    sd = np.sqrt(np.maximum(1.0, scatter) / sure)
    ends = np.cumsum(lengths)
    return [
        _level(float(mean[place]), float(sd[place]), used[begins[place] : ends[place]])
        for place in range(len(parts))
    ]


def estimate_level(levels: Numbers, weights: Numbers) -> Level:
    """Posterior mean and interval of a level from readings and their precisions.

    >>> import numpy as np
    >>> one = estimate_level(np.array([8.0]), np.array([1 / 16]))
    >>> many = estimate_level(np.full(20, 8.0), np.full(20, 1 / 16))
    >>> one.high - one.low > many.high - many.low and one.mean < many.mean
    True
    """
    prior = 1.0 / PRIOR_SD**2
    used = weights
    mean = 0.0
    for _ in range(MOST_ROUNDS):
        new = float((used * levels).sum() / (prior + used.sum()))
        # Residuals are measured in each reading's own spread, floored by how surely the mean is
        # known, lest two thin readings call each other outliers.
        spread = 1.0 / np.maximum(weights, 1e-12) + 1.0 / (prior + used.sum())
        squared = (levels - new) ** 2 / spread
        used = weights * (DEGREES_OF_FREEDOM + 1) / (DEGREES_OF_FREEDOM + squared)
        if abs(new - mean) < CLOSE_ENOUGH:
            break
        mean = new
    mean = float((used * levels).sum() / (prior + used.sum()))
    scatter = float((used * (levels - mean) ** 2).sum()) / max(len(levels), 1)
    sd = float(np.sqrt(max(1.0, scatter) / (prior + used.sum())))
    return _level(mean, sd, used)


def _level(mean: float, sd: float, weights: Numbers) -> Level:
    low, high = max(WORST, mean - Z_90 * sd), min(BEST, mean + Z_90 * sd)
    return Level(min(BEST, max(WORST, mean)), sd, low, high, weights)
