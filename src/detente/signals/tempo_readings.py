"""Events a week as readings of a tempo: Poisson counts of a rate that scatters and wanders.

``count ~ Poisson(rate * exposure)``, ``log rate = mu + x + noise``. The normal belief about the
log rate is turned into a gamma with the same mean and spread, which gives a negative binomial for
the count and is corrected in closed form (M. West, P. J. Harrison and H. S. Migon, JASA 80, 1985,
doi:10.1080/01621459.1985.10477131). Weeks leave no rhythm of weekdays. Where nobody looked there
is no reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np

from detente.series import Coverage, Series
from detente.signals.filters import Days, Grid, State, Values

WEEK_DAYS = 7
HALF_LIVES = (7.0, 21.0, 60.0, 150.0, 400.0)
SWINGS = (0.15, 0.8)
NOISES = (0.01, 0.2, 0.8, 3.0, 10.0)
STEADY_WEIGHT = 0.9
# A tempo that doubles or halves is a jump.
JUMP = 1.0
WARM_UP = 8
# Below a tenth of the usual coverage a week says nothing.
LEAST_EXPOSURE = 0.1
FIRST_VARIANCE = 1.0
# Factors of which the product is surely a number.
FEW = 12


@dataclass(frozen=True, slots=True)
class Weeks:
    """Counts by week: first and last day of each, events, exposure in days at usual coverage."""

    first: Days
    last: Days
    counts: Values
    exposure: Values


def weeks_of(series: Series) -> Weeks:
    """Weeks from the first day covered on; without those in which hardly anybody looked."""
    coverage: Coverage = series.coverage
    total = len(coverage.exposure)
    if total == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Weeks(nothing, nothing, np.zeros(0), np.zeros(0))
    edges = np.arange(0, total, WEEK_DAYS)
    exposure = np.add.reduceat(coverage.exposure, edges)
    places = (series.days - coverage.first_day) // WEEK_DAYS
    inside = (series.days >= coverage.first_day) & (series.days <= coverage.last_day)
    counts = np.bincount(
        places[inside], weights=series.counts[inside], minlength=len(edges)
    ).astype(np.float64)
    lengths = np.diff([*edges, total])
    watched = exposure >= LEAST_EXPOSURE * lengths
    first = edges + coverage.first_day
    last = first + lengths - 1
    return Weeks(first[watched], last[watched], counts[watched], exposure[watched])


class TempoReadings:
    """Readings of the logarithm of events a day at usual coverage.

    Attributes:
        days: last day of each week, shape (n,).
        first: place of the first reading after the warm-up.
    """

    def __init__(self, weeks: Weeks) -> None:
        self.weeks = weeks
        self.days: Days = weeks.last
        self.first = WARM_UP
        self._logs = np.array([lgamma(count + 1.0) for count in weeks.counts])

    def grid(self) -> Grid:
        """Steady rates, and rates that wander, with little or much scatter beyond Poisson's."""
        rows = [(1.0, 1e-9, noise) for noise in NOISES]
        rows += [
            (half_life, swing, noise)
            for half_life in HALF_LIVES
            for swing in SWINGS
            for noise in NOISES
        ]
        half_life, swing, noise = np.array(rows).T.copy()
        steady = swing < 1e-6
        weight = np.where(
            steady, STEADY_WEIGHT / steady.sum(), (1 - STEADY_WEIGHT) / (~steady).sum()
        )
        return Grid(half_life, swing, noise, np.full(len(weight), np.inf), weight)

    def start(self, grid: Grid, runs: int) -> State:
        """The rate of the warm-up."""
        state = State.empty(runs, len(grid.weight))
        early = slice(0, self.first)
        rate = (self.weeks.counts[early].sum() + 0.5) / self.weeks.exposure[early].sum()
        state.mu[0] = np.log(rate)
        state.pmm[0] = FIRST_VARIANCE + grid.swing
        state.pxx[0] = grid.swing
        return state

    def read(self, at: int, state: State, grid: Grid) -> Values:
        """Negative binomial log likelihood."""
        count, exposure = float(self.weeks.counts[at]), float(self.weeks.exposure[at])
        through = state.through()
        spread = through[0] + through[1]
        variance = np.maximum(spread + grid.noise, 1e-6)
        shape = 1.0 / variance
        foreseen = np.exp(state.mu + state.x) * exposure
        odds = foreseen * variance
        found: Values = log_rising(shape, count) - self._logs[at]
        found = found - (shape + count) * np.log1p(odds)
        if count:
            found = found + count * np.log(odds)
        # A count that scatters more than Poisson's counts for less.
        part = 1.0 / (1.0 + foreseen * grid.noise)
        sure = 1.0 / np.maximum(spread, 1e-6)
        error = np.log((sure + part * count) / (sure + part * foreseen))
        state.correct(error, 1.0 / sure, through, shrink=part * count / (sure + part * count))
        return found

    def log_none(self, at: int, state: State, grid: Grid) -> Values:
        """Log probability that a week has no event under each hypothesis."""
        variance = np.maximum(state.through().sum(axis=0) + grid.noise, 1e-6)
        odds = np.exp(state.mu + state.x) * float(self.weeks.exposure[at]) * variance
        found: Values = -np.log1p(odds) / variance
        return found

    def jump_variance(self, grid: Grid) -> Values:
        """In logarithms."""
        return np.full(len(grid.weight), JUMP**2)


def log_rising(shape: Values, count: float) -> Values:
    """``log(Gamma(shape + count) / Gamma(shape))`` to eight digits, for a shape above 0."""
    if count <= FEW:
        return np.log(_product(shape, int(count)))
    return _log_gamma(shape + count) - _log_gamma(shape)


def _product(values: Values, steps: int) -> Values:
    """``values (values + 1) (values + 2) …``, so many factors; 1 for none."""
    found = np.ones_like(values)
    for step in range(steps):
        found *= values + step
    return found


def _log_gamma(values: Values) -> Values:
    """Stirling's series after eight steps up."""
    up = values + 8.0
    found: Values = (up - 0.5) * np.log(up) - up + 0.9189385332046727
    return found + 1.0 / (12.0 * up) - 1.0 / (360.0 * up**3) - np.log(_product(values, 8))
