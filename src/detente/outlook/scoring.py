"""How good forecasts were: Brier, its parts, log score, calibration, sharpness and skill.

All scores are of ``n`` forecasts with outcomes 1 (it happened) or 0. A forecast is an interval of
probabilities ``[low, high]``; a single number has ``low = high``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
# A forecast of exactly 0 or 1 that fails has no finite log score; nobody is that sure.
SURE = 0.005
BINS = 10
DRAWS = 2000
NOMINAL = 0.90
DRAWN_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The parts of a Brier score: ``brier = reliability - resolution + uncertainty + within``.

    Attributes:
        reliability: mean squared distance of forecasts from what came true in their bin; 0 best.
        resolution: how far the bins' shares lie from the base rate; more is better.
        uncertainty: base rate times its complement.
        within: what is left over because forecasts in one bin differ; 0 where they don't.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of the calibration plot.

    Attributes:
        low, high: bounds of the bin; the last one holds its upper bound.
        n: forecasts in it.
        forecast: their mean; ``came_true`` the share that came true.
        least, most: 0.90 interval of that share (Wilson).
    """

    low: float
    high: float
    n: int
    forecast: float
    came_true: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its 0.90 bootstrap interval; None where it can't be had."""

    value: float | None
    low: float | None
    high: float | None


def brier(probability: ArrayLike, outcome: ArrayLike) -> float:
    """Mean of ``(p - o)²``: 0 best, 0.25 for always one half, 1 worst.

    Source: G. W. Brier (1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2).

    >>> brier([0.8, 0.3], [1, 0])
    0.065
    """
    p, o = _checked(probability, outcome)
    return round(float(np.mean((p - o) ** 2)), 12)


def brier_of_intervals(low: ArrayLike, high: ArrayLike, outcome: ArrayLike) -> float:
    """Mean Brier score of a probability drawn evenly from each interval.

    ``(m - o)² + (high - low)² / 12`` with ``m`` the middle. Its expectation is least where the
    middle is the true probability and the interval has no width, so that neither a shift nor
    vagueness pays. A phrase that stands for 0.55 to 0.80 scores 0.111 where the thing comes true
    and 0.461 where it doesn't.

    >>> brier_of_intervals([0.5], [0.5], [1])
    0.25
    >>> round(brier_of_intervals([0.55], [0.8], [1]), 3)
    0.111
    """
    return round(float(np.mean(interval_losses(low, high, outcome))), 12)


def interval_losses(low: ArrayLike, high: ArrayLike, outcome: ArrayLike) -> Values:
    """The score of each forecast in `brier_of_intervals`.

    Raises:
        ValueError: if an interval is upside down, or a probability or an outcome is none.
    """
    bottom, top = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if np.any(bottom > top):
        raise ValueError("an interval has its low end above its high end")
    p, o = _checked((bottom + top) / 2, outcome)
    _checked(bottom, outcome)
    _checked(top, outcome)
    losses: Values = (p - o) ** 2 + (top - bottom) ** 2 / 12
    return losses


def log_score(probability: ArrayLike, outcome: ArrayLike) -> float:
    """Mean of ``-ln`` of the probability given to what happened; 0 best, 0.693 for one half.

    Probabilities are held within 0.005 and 0.995: no forecast in words is surer than that.
    """
    return float(np.mean(log_losses(probability, outcome)))


def log_losses(probability: ArrayLike, outcome: ArrayLike) -> Values:
    """The log score of each forecast."""
    p, o = _checked(probability, outcome)
    p = np.clip(p, SURE, 1 - SURE)
    losses: Values = -np.log(np.where(o == 1, p, 1 - p))
    return losses


def decompose(probability: ArrayLike, outcome: ArrayLike, *, bins: int = BINS) -> Decomposition:
    """The parts of the Brier score over bins of equal width, with what the bins leave over.

    Source: A. H. Murphy (1973, doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2); the rest
    within bins after D. B. Stephenson, C. A. S. Coelho and I. T. Jolliffe (2008,
    doi:10.1175/2007WAF2006116.1). The four parts add up to the Brier score exactly.
    """
    p, o = _checked(probability, outcome)
    place = _bin_of(p, bins)
    base = float(o.mean())
    reliability = resolution = within = 0.0
    for number in np.unique(place):
        here = place == number
        share, mean = float(o[here].mean()), float(p[here].mean())
        weight = float(here.mean())
        reliability += weight * (mean - share) ** 2
        resolution += weight * (share - base) ** 2
        spread, tied = p[here] - mean, o[here] - share
        within += weight * float(np.mean(spread**2) - 2 * np.mean(spread * tied))
    return Decomposition(reliability, resolution, base * (1 - base), within)


def calibration(probability: ArrayLike, outcome: ArrayLike, *, bins: int = BINS) -> list[Bin]:
    """How often forecasts of about the same probability came true; empty bins are left out.

    The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953) at 0.90.
    """
    p, o = _checked(probability, outcome)
    place = _bin_of(p, bins)
    found: list[Bin] = []
    for number in np.unique(place).tolist():
        here = place == number
        n, share = int(here.sum()), float(o[here].mean())
        least, most = wilson(share, n)
        found.append(
            Bin(number / bins, (number + 1) / bins, n, float(p[here].mean()), share, least, most)
        )
    return found


def wilson(share: float, n: int, *, z: float = 1.6449) -> tuple[float, float]:
    """Wilson's interval of a share of ``n``; 0.90 by default.

    >>> tuple(round(end, 3) for end in wilson(0.0, 10))
    (0.0, 0.213)
    """
    if n < 1:
        return 0.0, 1.0
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration_error(probability: ArrayLike, outcome: ArrayLike, *, bins: int = BINS) -> float:
    """Expected calibration error: mean distance of forecast and share over bins, by their n."""
    found = calibration(probability, outcome, bins=bins)
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.forecast - one.came_true) for one in found) / total


def sharpness(probability: ArrayLike) -> float:
    """Mean distance from one half, 0 to 0.5: how far a forecaster commits, right or wrong."""
    p = np.asarray(probability, dtype=float)
    return float(np.mean(np.abs(p - 0.5)))


def climatology(outcome: ArrayLike) -> Values:
    """For each forecast the share of the others that came true, so that none knows its own end.

    With a single forecast it is one half.
    """
    o = np.asarray(outcome, dtype=float)
    if len(o) < 2:
        return np.full(len(o), 0.5)
    left: Values = (o.sum() - o) / (len(o) - 1)
    return left


def mean_estimate(losses: ArrayLike, *, seed: int = 0, draws: int = DRAWS) -> Estimate:
    """The mean of the forecasts' own scores, with a 0.90 percentile interval from drawing the
    forecasts again.

    Args:
        losses: a score for each forecast; without any there is no value, with one no interval.

    It misleads where forecasts hang together: ten on one summit are not ten.
    """
    own = np.asarray(losses, dtype=float)
    return _estimate(lambda drawn: own[drawn].mean(axis=1), len(own), seed=seed, draws=draws)


def skill_estimate(
    losses: ArrayLike, reference: ArrayLike, *, seed: int = 0, draws: int = DRAWS
) -> Estimate:
    """``1 - mean(losses) / mean(reference)`` with an interval as in `mean_estimate`.

    Each draw compares the same forecasts. Draws in which the reference makes no error are left
    out; without any error at all there is no value.
    """
    own, other = np.asarray(losses, dtype=float), np.asarray(reference, dtype=float)

    def ratio(drawn: NDArray[np.int64]) -> Values:
        below = other[drawn].mean(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Values = np.where(below > 0, 1 - own[drawn].mean(axis=1) / below, np.nan)
        return found

    return _estimate(ratio, len(own), seed=seed, draws=draws)


def _estimate(
    score: Callable[[NDArray[np.int64]], Values], n: int, *, seed: int, draws: int
) -> Estimate:
    """A score of all of n forecasts, and of draws of them, one draw a row."""
    if not n:
        return Estimate(None, None, None)
    value = float(score(np.arange(n)[None, :])[0])
    whole = None if np.isnan(value) else value
    if n < 2 or whole is None:
        return Estimate(whole, None, None)
    chance = np.random.default_rng(seed)
    step = max(1, DRAWN_AT_ONCE // n)
    found = np.concatenate(
        [
            score(chance.integers(0, n, (min(step, draws - first), n)))
            for first in range(0, draws, step)
        ]
    )
    kept = found[~np.isnan(found)]
    if not len(kept):
        return Estimate(whole, None, None)
    low, high = np.quantile(kept, [(1 - NOMINAL) / 2, (1 + NOMINAL) / 2])
    return Estimate(whole, float(low), float(high))


def _checked(probability: ArrayLike, outcome: ArrayLike) -> tuple[Values, Values]:
    p, o = np.asarray(probability, dtype=float), np.asarray(outcome, dtype=float)
    if p.shape != o.shape or p.ndim != 1 or not len(p):
        raise ValueError("scores need as many probabilities as outcomes, and at least one")
    if np.any((p < 0) | (p > 1)) or not np.isin(o, (0, 1)).all():
        raise ValueError("probabilities lie within 0 and 1, outcomes are 0 or 1")
    return p, o


def _bin_of(p: Values, bins: int) -> NDArray[np.int64]:
    # 0.7 * 10 falls short of 7 in binary; without the nudge 0.7 would lie in the bin below.
    place: NDArray[np.int64] = np.floor(p * bins + 1e-9).astype(np.int64)
    return np.minimum(place, bins - 1)
