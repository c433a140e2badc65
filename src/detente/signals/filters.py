"""A mean that may jump and a deviation that fades, followed reading by reading by many hypotheses.

State of each hypothesis: ``mu``, constant between jumps, and ``x``, an Ornstein-Uhlenbeck process
around zero: ``x_t = 2 ** (-gap / half_life) x_s + noise``, stationary variance ``swing``. What is
read is ``mu + x`` and noise. A series whose level wanders by itself is followed by hypotheses with
a large swing, and then no jump has to be made up for it.

All arrays have the shape (runs, hypotheses): a run is a day of the last jump.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Days = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Grid:
    """Hypotheses about noise and memory, each array of shape (hypotheses,).

    Attributes:
        half_life: days after which half of a deviation is left.
        swing: stationary variance of the deviation.
        noise: variance of the noise of one reading.
        tail: degrees of freedom of the noise; unused for counts.
        weight: prior probability, summing to 1.
    """

    half_life: Values
    swing: Values
    noise: Values
    tail: Values
    weight: Values

    @property
    def calmness(self) -> Values:
        """How much rarer jumps are taken to be where a level wanders by itself, 0.001 to 1."""
        return np.maximum((self.noise / (self.noise + self.swing)) ** 2, 0.001)

    def take(self, places: Places, weight: Values) -> Grid:
        """Some of the hypotheses, with new probabilities."""
        return Grid(
            self.half_life[places],
            self.swing[places],
            self.noise[places],
            self.tail[places],
            weight / weight.sum(),
        )


@dataclass(slots=True)
class State:
    """Mean and covariance of ``(mu, x)``, and the sums ``a, b`` of which b / a is the scale."""

    mu: Values
    x: Values
    pmm: Values
    pmx: Values
    pxx: Values
    a: Values
    b: Values

    @staticmethod
    def empty(runs: int, hypotheses: int) -> State:
        """A state of zeros."""
        return State(*(np.zeros((runs, hypotheses)) for _ in fields(State)))

    def columns(self, places: Places) -> State:
        """Some of the hypotheses."""
        return State(*(getattr(self, one.name)[:, places] for one in fields(self)))

    def merge_into(self, slot: int, weight: Values) -> None:
        """Put the mixture of all runs, weights summing to 1 by column, into one run.

        The first two moments are kept.
        """
        mu, x = (weight * self.mu).sum(axis=0), (weight * self.x).sum(axis=0)
        off_mu, off_x = self.mu - mu, self.x - x
        pmm = (weight * (self.pmm + off_mu**2)).sum(axis=0)
        pmx = (weight * (self.pmx + off_mu * off_x)).sum(axis=0)
        pxx = (weight * (self.pxx + off_x**2)).sum(axis=0)
        a, b = (weight * self.a).sum(axis=0), (weight * self.b).sum(axis=0)
        for one, value in zip(fields(self), (mu, x, pmm, pmx, pxx, a, b), strict=True):
            getattr(self, one.name)[slot] = value

    def fade(self, kept: Values, swing: Values) -> None:
        """Let time pass: `kept` is the share of a deviation that is left."""
        self.x *= kept
        self.pmx *= kept
        self.pxx *= kept**2
        self.pxx += (1.0 - kept**2) * swing

    def correct(self, error: Values, variance: Values, shrink: Values | float = 1.0) -> None:
        """Move towards a reading that is `error` away and has that variance in all.

        Of the variance that a normal reading would take away, the share `shrink` goes.
        """
        gain_mu = (self.pmm + self.pmx) / variance
        gain_x = (self.pmx + self.pxx) / variance
        self.mu += gain_mu * error
        self.x += gain_x * error
        through_mu, through_x = self.pmm + self.pmx, self.pmx + self.pxx
        self.pmm -= shrink * gain_mu * through_mu
        self.pmx -= shrink * gain_mu * through_x
        self.pxx -= shrink * gain_x * through_x

    @property
    def spread(self) -> Values:
        """Variance of ``mu + x``."""
        return self.pmm + 2.0 * self.pmx + self.pxx


class Readings(Protocol):
    """What a filter needs to know of a series."""

    days: Days
    first: int

    def start(self, grid: Grid, runs: int) -> State:
        """The state before the first reading, in run 0."""
        ...

    def grid(self) -> Grid:
        """The hypotheses that are tried."""
        ...

    def read(self, at: int, state: State, grid: Grid) -> Values:
        """Log likelihood of a reading under each hypothesis; corrects the state."""
        ...

    def jump_variance(self, grid: Grid) -> Values:
        """Variance that a jump adds to the mean, in the units of the state."""
        ...
