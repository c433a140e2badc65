"""Where a level is heading: the slope of its readings over time, joined with words of change.

Model: ``y_i = a + b t_i`` with ``t_i`` in years before the day looked from, precisions as for the
level, priors ``a ~ N(0, 5)`` and ``b ~ N(0, 1)`` points a year. Words that say that something
grew or was cut ("trade rose", "tours were halted") read the slope itself: +2 or -2 points a year
with a standard deviation of 1.5, fading with half the half-life of the level, since last year's
growth says little about this year's. The slope's posterior is normal; rising and falling are the
probabilities of a slope beyond 0.7 points a year, steady is the rest; a direction is told where
its probability is at least one half.

Misleads when the newer documents differ from the older ones in leaning rather than in what
they report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import erf, sqrt

import numpy as np

from detente.relations.level import PRIOR_SD, Numbers
from detente.relations.observation import Observation

SLOPE_PRIOR_SD = 1.0
STEADY_WITHIN = 0.7
# Less than an even chance of a direction is none worth telling.
LEAST_CHANCE = 0.5
WORD_SLOPE = 2.0
WORD_SD = 1.5
DAYS_PER_YEAR = 365.25


def estimate_direction(
    seen: Sequence[Observation], weights: Numbers, *, as_of: date, half_life_days: float
) -> tuple[str, float]:
    """``rising``, ``falling`` or ``steady``, and its probability (0 to 1)."""
    years = np.array([(row.day - as_of).days / DAYS_PER_YEAR for row in seen])
    levels = np.array([row.level for row in seen])
    precision = np.array(
        [
            [weights.sum() + 1 / PRIOR_SD**2, (weights * years).sum()],
            [(weights * years).sum(), (weights * years**2).sum() + 1 / SLOPE_PRIOR_SD**2],
        ]
    )
    pull = np.array([(weights * levels).sum(), (weights * years * levels).sum()])
    told, surety = _told_slope(seen, as_of=as_of, half_life_days=half_life_days)
    precision[1, 1] += surety
    pull[1] += told * surety
    covariance = np.linalg.inv(precision)
    return most_likely(float((covariance @ pull)[1]), sqrt(float(covariance[1, 1])))


def _told_slope(
    seen: Sequence[Observation], *, as_of: date, half_life_days: float
) -> tuple[float, float]:
    """Mean slope that the words of change tell, and its precision; one author counts once over."""
    told = [row for row in seen if row.trend]
    if not told:
        return 0.0, 0.0
    fading = np.array(
        [
            row.share * 2.0 ** (-2.0 * max((as_of - row.day).days, 0) / half_life_days)
            for row in told
        ]
    )
    slopes = np.array([row.trend * WORD_SLOPE for row in told])
    if fading.sum() <= 0.0:
        return 0.0, 0.0
    return float((fading * slopes).sum() / fading.sum()), float(fading.sum() / WORD_SD**2)


def most_likely(slope: float, sd: float) -> tuple[str, float]:
    """The direction of a normally distributed slope, with its probability; steady where unsure.

    >>> most_likely(0.0, 0.1)[0], most_likely(3.0, 0.5)[0], most_likely(-3.0, 0.5)[0]
    ('steady', 'rising', 'falling')
    """
    rising = 1.0 - _below(STEADY_WITHIN, slope, sd)
    falling = _below(-STEADY_WITHIN, slope, sd)
    chances = {"steady": 1.0 - rising - falling, "rising": rising, "falling": falling}
    best = max(chances, key=lambda name: chances[name])
    told = best if chances[best] >= LEAST_CHANCE else "steady"
    return told, chances[told]


def _below(value: float, mean: float, sd: float) -> float:
    return 0.5 * (1.0 + erf((value - mean) / (sd * sqrt(2.0))))
