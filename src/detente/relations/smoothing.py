"""Levels in hindsight, and where they are heading: the likeliest lanes, forwards and back.

Forwards each lane keeps marks: its level at the last four thirds of a horizon, whose estimates go
on learning from later readings. The change over the horizon is the level less the oldest mark.
Backwards runs the smoother of Rauch, Tung and Striebel (1965, doi:10.2514/3.3166).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from detente.relations.filtering import Board, State, begin, mixed, probabilities, walk
from detente.relations.lanes import Lanes, Prior
from detente.series import Days, Values

MARKS = 4


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What the second pass tells, each of shape (steps, dyads), in the series' own scale.

    Attributes:
        mean, sd: of the level given all readings.
        change: expected change over the horizon, as known on the day.
        rising, falling: probability that it is beyond the steady band, as known on the day.
    """

    mean: Values
    sd: Values
    change: Values
    rising: Values
    falling: Values


def look_back(
    board: Board, prior: Prior, chosen: Days, *, horizon_days: int, steady: float
) -> Hindsight:
    """Smooth levels and tell directions on the chosen lanes of each dyad.

    Args:
        chosen: shape (dyads, k), numbers of lanes.
        horizon_days: over which a change is told; the oldest mark is at most a third older, and
            younger where the series is.
        steady: a change within plus or minus this over the horizon is none.
    """
    lanes = prior.lanes.only(chosen)
    weight = np.log(np.maximum(prior.shares[chosen], 1e-12))
    state = begin(board, prior, lanes, weight=weight, marks=MARKS)
    steps, dyads = board.days.shape
    kept = np.zeros((5, steps, dyads, chosen.shape[1]))
    told = np.zeros((3, steps, dyads))
    first = board.days[0].copy() if steps else board.days[:0]
    third = max(1, horizon_days // (MARKS - 1))
    for step, now in walk(board, state, lanes):
        active = len(now.weight)
        period = (board.days[step, :active] - first[:active]) // third
        if step == 0:
            for mark in range(MARKS):
                _mark(now, np.arange(active), np.full(active, 2 + mark))
        told[:, step, :active] = _heading(now, period, steady)
        if step:
            before = (board.days[step - 1, :active] - first[:active]) // third
            new = np.nonzero(period > before)[0]
            _mark(now, new, 2 + period[new] % MARKS)
        kept[:2, step, :active] = now.mean[:2]
        kept[2:, step, :active] = now.cov[[0, 0, 1], [0, 1, 1]]
    mean, variance = _smoothed(board, lanes, kept)
    shares = probabilities(state.weight)
    level, sd = mixed(shares[None], mean, variance * state.noise)
    return Hindsight(level, sd, told[0], told[1], told[2])


def _mark(now: State, dyads: Days, rows: Days) -> None:
    """Let marks of some dyads be the level of today."""
    if not len(dyads):
        return
    now.mean[rows, dyads] = now.mean[0, dyads]
    now.cov[0, rows, dyads] = now.cov[0, 0, dyads]
    now.cov[1, rows, dyads] = now.cov[0, 1, dyads]
    now.own[rows - 2, dyads] = now.cov[0, 0, dyads]


def _heading(now: State, period: Days, steady: float) -> Values:
    """Expected change, and probabilities of rising and falling: shape (3, dyads)."""
    dyads = np.arange(len(period))
    oldest = 2 + (period + 1) % MARKS
    change = now.mean[0] - now.mean[oldest, dyads]
    variance = now.cov[0, 0] + now.own[oldest - 2, dyads] - 2.0 * now.cov[0, oldest, dyads]
    sd = np.sqrt(np.maximum(variance, 1e-12) * now.noise)
    shares = probabilities(now.weight)
    return np.stack(
        [
            (shares * change).sum(axis=-1),
            (shares * ndtr((change - steady) / sd)).sum(axis=-1),
            (shares * ndtr((-steady - change) / sd)).sum(axis=-1),
        ]
    )


def _smoothed(board: Board, lanes: Lanes, kept: Values) -> tuple[Values, Values]:
    """Mean and variance of the level given all readings; ``kept`` is overwritten.

    ``kept`` holds level, mean, and their variances and covariance as filtered.
    """
    for step in range(len(board.days) - 2, -1, -1):
        going = int(board.active[step + 1])
        passed = (board.days[step + 1, :going] - board.days[step, :going])[:, None]
        decay, swing, pace = (one[:going] for one in (lanes.decay, lanes.swing, lanes.step))
        keep = np.exp(-decay * passed)
        lose = 1.0 - keep
        level, middle, own, cross, other = kept[:, step, :going]
        ahead_level, ahead_middle, ahead_own, ahead_cross, ahead_other = kept[:, step + 1, :going]
        # Predicted for the next step, and the covariance of today's state with it.
        to_level = keep * own + lose * cross
        to_cross = keep * cross + lose * other
        fresh = swing**2 * (1.0 - keep * keep) + pace**2 * passed + 1e-9
        next_own = keep * to_level + lose * to_cross + fresh
        next_cross = to_cross
        whole = next_own * other - next_cross * next_cross
        # Gains of level and mean from the next level (a) and the next mean (b).
        level_a = (to_level * other - cross * next_cross) / whole
        level_b = (cross * next_own - to_level * next_cross) / whole
        mean_a = (to_cross * other - other * next_cross) / whole
        mean_b = (other * next_own - to_cross * next_cross) / whole
        off = ahead_level - (keep * level + lose * middle)
        drift = ahead_middle - middle
        more_own, more_cross = ahead_own - next_own, ahead_cross - next_cross
        more_other = ahead_other - other
        kept[0, step, :going] = level + level_a * off + level_b * drift
        kept[1, step, :going] = middle + mean_a * off + mean_b * drift
        left = level_a * more_own + level_b * more_cross
        right = level_a * more_cross + level_b * more_other
        low = mean_a * more_own + mean_b * more_cross
        high = mean_a * more_cross + mean_b * more_other
        kept[2, step, :going] = own + left * level_a + right * level_b
        kept[3, step, :going] = cross + left * mean_a + right * mean_b
        kept[4, step, :going] = other + low * mean_a + high * mean_b
    return kept[0], np.maximum(kept[2], 0.0)
