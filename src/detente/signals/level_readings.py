"""Values of a series as noisy readings of its level: Student noise, its scale learnt on the way."""

from __future__ import annotations

from math import lgamma, log, pi

import numpy as np

from detente.series import Series
from detente.signals.filters import Days, Grid, State, Values

HALF_LIVES = (1.0, 3.0, 8.0, 20.0, 50.0, 120.0, 300.0)
SWINGS = (0.15, 0.5, 1.5)
TAILS = (3.0, 30.0)
# A level that is read almost without noise: what wanders is the values themselves.
BARE_NOISE = 0.02
BARE_WEIGHT = 0.05
MIXED_WEIGHT = 0.01
# Readings that set the first mean and scale; nothing is claimed before they are over.
WARM_UP = 12
SCORE_WARM_UP = 30
SCALE_MEMORY = 150.0
# Acts of one day share what moved them, so a day of many isn't as sure as as many days.
SHARED_NOISE = 0.1
# Standard deviations of all that moves; the smaller, the sooner small jumps are found.
JUMP = 1.0
MAD_TO_SD = 1.4826


class LevelReadings:
    """Readings of a level; the unit of the state is the scale of the noise.

    Attributes:
        days: shape (n,).
        jump: standard deviation of a jump in units of the standard deviation of all that moves.
        first: place of the first reading after the warm-up.
    """

    def __init__(self, series: Series, *, jump: float = JUMP) -> None:
        self.days: Days = series.days
        self.first = WARM_UP if series.kind == "events" else SCORE_WARM_UP
        self.unit = _unit(series, self.first)
        values = series.values.astype(float)
        self.values: Values = np.arcsinh(values / self.unit) if self.unit else values
        self.noise = SHARED_NOISE + (1.0 - SHARED_NOISE) / np.maximum(series.counts, 1)
        self.jump = jump
        self._grid: Grid | None = None
        self._constant: Values = np.zeros(0)

    def grid(self) -> Grid:
        """White noise, values that wander, and levels that wander below noise; two tails each."""
        rows = [(1.0, 1e-9, 1.0)]
        rows += [(one, 1.0, BARE_NOISE * (1 - 0.25 ** (1 / one))) for one in HALF_LIVES]
        rows += [(half_life, swing, 1.0) for half_life in HALF_LIVES[1:] for swing in SWINGS]
        table = np.array([(*row, tail) for row in rows for tail in TAILS])
        white, bare = table[:, 1] < 1e-6, table[:, 2] < 1.0
        weight = np.where(bare, BARE_WEIGHT / bare.sum(), MIXED_WEIGHT / (~bare & ~white).sum())
        weight[white] = (1 - BARE_WEIGHT - MIXED_WEIGHT) / white.sum()
        half_life, swing, noise, tail = table.T.copy()
        return Grid(half_life, swing, noise, tail, weight)

    def start(self, grid: Grid, runs: int) -> State:
        """Median and spread of the warm-up; shape (runs, hypotheses)."""
        state = State.empty(runs, len(grid.weight))
        early = self.values[: self.first]
        middle = float(np.median(early))
        spread = MAD_TO_SD * float(np.median(np.abs(early - middle))) or float(early.std()) or 1.0
        state.mu[0] = middle
        state.pmm[0] = 1.0 + grid.swing
        state.pxx[0] = grid.swing
        state.a[:] = 3.0
        state.b[:] = 3.0 * spread**2 / (grid.noise + grid.swing)
        return state

    def read(self, at: int, state: State, grid: Grid) -> Values:
        """Student log likelihood; an outlying value counts less and widens the scale less.

        The scale is the running maximum of the Student likelihood by reweighting, as for the
        levels, over about 150 readings.
        """
        if self._grid is not grid:
            self._grid, self._constant = grid, _constant(grid.tail)
        noise = grid.noise * self.noise[at]
        through = state.through()
        spread = through[0] + through[1]
        scale = state.b / state.a
        error = self.values[at] - state.mu - state.x
        more = grid.tail + 1.0
        variance = (spread + noise) * scale
        off = error**2 / variance
        found: Values = self._constant - 0.5 * np.log(variance)
        found -= (0.5 * more) * np.log1p(off / grid.tail)
        trust = more / (grid.tail + off)
        state.stack[5:] *= 1.0 - 1.0 / SCALE_MEMORY
        state.a += 0.5
        off *= trust
        off *= scale
        off *= 0.5
        state.b += off
        state.correct(error, spread + noise / np.minimum(trust, 1.0), through)
        return found

    def jump_variance(self, grid: Grid) -> Values:
        """In units of the scale."""
        variance: Values = self.jump**2 * (grid.noise + grid.swing)
        return variance


def _constant(tail: Values) -> Values:
    values = [lgamma((one + 1) / 2) - lgamma(one / 2) - 0.5 * log(one * pi) for one in tail]
    return np.array(values, dtype=np.float64)


def _unit(series: Series, first: int) -> float:
    """Below which scores count in proportion and beyond which by their logarithm; 0 for acts.

    Scores that add up all reports of a day grow with the attention that a day gets.
    """
    if series.kind != "score":
        return 0.0
    return float(np.median(np.abs(series.values[:first]))) or float(series.values.std())
