"""How long ago the last jump was: a filter over all days on which it may have been.

Model: between two readings `gap` days apart the mean jumps with probability
``1 - (1 - hazard) ** gap`` by a normal amount. A run is the hypothesis that the last jump came
before a certain reading; its probability is updated by what the run foretold of each reading
(R. P. Adams and D. J. C. MacKay, Bayesian online changepoint detection, 2007, arXiv:0710.3742;
P. Fearnhead and Z. Liu, JRSS B 69, 2007, doi:10.1111/j.1467-9868.2007.00601.x). Only the most
probable runs are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.signals.filters import Days, Grid, Readings, State, Values

MOST_RUNS = 32
LONGEST_GAP_DAYS = 30.0
NEGLIGIBLE = 1e-9
LEAST_HYPOTHESES = 8
PRUNE_EVERY = 50
PRUNE_FROM = 400
# Least logarithm of a probability that is told from nothing, and least sum of probabilities.
LOWEST_LOG = -690.0
SURELY_COUNTED = 1e-280


@dataclass(frozen=True, slots=True)
class Belief:
    """What was known after one reading.

    Attributes:
        starts: places of the readings at which the last jump may have come, 0 for none so far.
        weights: probability of each, summing to 1.
        means: of the level between jumps, for each.
        spread: standard deviation of all that moves without a jump, in the same unit.
    """

    starts: Days
    weights: Values
    means: Values
    spread: float

    def after(self, place: int) -> float:
        """Probability that the last jump came after a reading."""
        return float(self.weights[self.starts > place].sum())

    def size_after(self, place: int) -> float:
        """How far the mean moved after a reading, in units of the spread; 0 if it surely did not.

        Where it surely moved, nothing is left of what it was before: infinite.
        """
        later = self.starts > place
        new, old = float(self.weights[later].sum()), float(self.weights[~later].sum())
        if new <= 0.0 or old <= 0.0:
            return float("inf") if new > 0.0 else 0.0
        moved = (self.weights * self.means)[later].sum() / new
        stayed = (self.weights * self.means)[~later].sum() / old
        return float(abs(moved - stayed) / max(self.spread, 1e-12))


@dataclass(frozen=True, slots=True)
class Filtered:
    """Beliefs after every reading, hypotheses with their final weights."""

    beliefs: list[Belief]
    grid: Grid


def run_filter(readings: Readings, *, grid: Grid, hazard: float) -> Filtered:
    """Follow a series through all its readings.

    Args:
        hazard: jumps a day, as a probability.
    """
    tracks = _Tracks(readings, grid)
    beliefs = []
    for at in range(len(readings.days)):
        gap = float(readings.days[at] - readings.days[at - 1]) if at else 0.0
        tracks.state.fade(np.exp2(-gap / tracks.grid.half_life), tracks.grid.swing)
        if at >= readings.first:
            tracks.branch(at, 1.0 - (1.0 - hazard) ** min(gap, LONGEST_GAP_DAYS))
        beliefs.append(tracks.read(at))
        if at % PRUNE_EVERY == PRUNE_EVERY - 1 and at > PRUNE_FROM:
            tracks.prune()
    return Filtered(beliefs, tracks.weighed())


class _Tracks:
    """All runs under all hypotheses, with the logarithm of their probability."""

    def __init__(self, readings: Readings, grid: Grid) -> None:
        self.readings = readings
        self.state: State = readings.start(grid, MOST_RUNS)
        self.logs: Values = np.full((MOST_RUNS, len(grid.weight)), -np.inf)
        self.logs[0] = np.log(grid.weight)
        self.weights: Values = np.exp(self.logs)
        self.by_run: Values = self.weights.sum(axis=1)
        self.starts: Days = np.zeros(MOST_RUNS, dtype=np.int64)
        self._take(grid)

    def _take(self, grid: Grid) -> None:
        self.grid = grid
        self.jumps, self.calmness = self.readings.jump_variance(grid), grid.calmness

    def branch(self, at: int, chance: float) -> None:
        """Let the mean have jumped before a reading: a new run in the place of the weakest."""
        chances = chance * self.calmness
        slot = int(np.argmin(self.by_run))
        logs, shares = self._by_hypothesis()
        self.state.merge_into(slot, shares)
        self.state.pmm[slot] += self.jumps
        self.logs += np.log1p(-chances)
        self.logs[slot] = logs + np.log(chances)
        self.starts[slot] = at

    def _by_hypothesis(self) -> tuple[Values, Values]:
        """Logarithm of the probability of each hypothesis, and the share of each run in it."""
        total = self.weights.sum(axis=0)
        if total.min() > SURELY_COUNTED:
            return np.log(total), self.weights / total
        top = self.logs.max(axis=0)
        shares = np.exp(self.logs - top)
        total = shares.sum(axis=0)
        return top + np.log(total), shares / total

    def read(self, at: int) -> Belief:
        """Weigh all by what they foretold of a reading."""
        self.logs += self.readings.read(at, self.state, self.grid)
        top = float(self.logs.max())
        # What is smaller would be numbers that processors are slow with, and says nothing.
        weights = np.exp(np.maximum(self.logs - top, LOWEST_LOG))
        total = float(weights.sum())
        self.logs -= top + np.log(total)
        weights /= total
        self.weights, self.by_run = weights, weights.sum(axis=1)
        live = self.by_run > SURELY_COUNTED
        by_run = self.by_run[live]
        means = np.einsum("rh,rh->r", weights, self.state.mu)[live] / by_run
        return Belief(self.starts[live], by_run, means, self._spread())

    def _spread(self) -> float:
        """Of all that moves without a jump; a size of 1 is what a jump usually has."""
        if self.state.a[0, 0] > 0.0:
            moving = self.weights * (self.state.b / self.state.a)
            return float(np.sqrt(moving.sum(axis=0) @ self.jumps))
        return float(np.sqrt(self.weights.sum(axis=0) @ self.jumps))

    def prune(self) -> None:
        """Drop hypotheses that nothing speaks for any more."""
        weight = self.weighed().weight
        order = np.argsort(-weight, kind="stable")
        kept = max(LEAST_HYPOTHESES, int((weight > NEGLIGIBLE).sum()))
        if kept < len(order):
            places = np.sort(order[:kept])
            self.state, self.logs = self.state.columns(places), self.logs[:, places].copy()
            self.weights = self.weights[:, places]
            self._take(self.grid.take(places, weight[places]))

    def weighed(self) -> Grid:
        """The hypotheses with the probability that they have now."""
        weight = np.exp(self.logs - self.logs.max()).sum(axis=0)
        return self.grid.take(np.arange(len(weight)), weight)
