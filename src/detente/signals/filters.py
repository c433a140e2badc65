"""A mean that may jump and a deviation that fades, followed reading by reading by many hypotheses.

State of each hypothesis: ``mu``, constant between jumps, and ``x``, an Ornstein-Uhlenbeck process
around zero: ``x_t = 2 ** (-gap / half_life) x_s + noise``, stationary variance ``swing``. What is
read is ``mu + x`` and noise. A series whose level wanders by itself is followed by hypotheses with
a large swing, and then no jump has to be made up for it.

All arrays have the shape (runs, hypotheses): a run is a day of the last jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Days = NDArray[np.int64]
Places = NDArray[np.intp]
PARTS = ("mu", "x", "pmm", "pmx", "pxx", "a", "b")


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


class State:
    """Mean and covariance of ``(mu, x)``, and the sums ``a, b`` of which b / a is the scale.

    Each of ``mu, x, pmm, pmx, pxx, a, b`` has the shape (runs, hypotheses). They lie one after
    the other in `stack`, so that most steps are one operation on several of them.
    """

    __slots__ = ("a", "b", "mu", "pmm", "pmx", "pxx", "stack", "x")

    def __init__(self, stack: Values) -> None:
        self.stack = stack
        self.mu, self.x, self.pmm, self.pmx, self.pxx, self.a, self.b = stack

    @staticmethod
    def empty(runs: int, hypotheses: int) -> State:
        """A state of zeros."""
        return State(np.zeros((len(PARTS), runs, hypotheses)))

    def columns(self, places: Places) -> State:
        """Some of the hypotheses."""
        return State(np.ascontiguousarray(self.stack[:, :, places]))

    def merge_into(self, slot: int, weight: Values) -> None:
        """Put the mixture of all runs, weights summing to 1 by column, into one run.

        The first two moments are kept.
        """
        mixed = np.einsum("rh,krh->kh", weight, self.stack)
        off_mu, off_x = self.stack[:2] - mixed[:2, None]
        weighed = weight * off_mu
        mixed[2] += np.einsum("rh,rh->h", weighed, off_mu)
        mixed[3] += np.einsum("rh,rh->h", weighed, off_x)
        mixed[4] += np.einsum("rh,rh,rh->h", weight, off_x, off_x)
        self.stack[:, slot] = mixed

    def fade(self, kept: Values, swing: Values) -> None:
        """Let time pass: `kept` is the share of a deviation that is left."""
        squared = kept**2
        self.x *= kept
        self.pmx *= kept
        self.pxx *= squared
        self.pxx += (1.0 - squared) * swing

    def through(self) -> Values:
        """Covariance of ``mu`` and of ``x`` with their sum; shape (2, runs, hypotheses)."""
        found: Values = self.stack[2:4] + self.stack[3:5]
        return found

    def correct(
        self, error: Values, variance: Values, through: Values, *, shrink: Values | float = 1.0
    ) -> None:
        """Move towards a reading that is `error` away and has that variance in all.

        Of the variance that a normal reading would take away, the share `shrink` goes.

        Args:
            through: from `through`, before the reading.
        """
        gain = through / variance
        self.stack[:2] += gain * error
        gain *= shrink
        self.stack[2:4] -= gain[0] * through
        self.pxx -= gain[1] * through[1]


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
