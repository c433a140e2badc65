"""Levels as known on each day: a robust Kalman filter for many dyads on many lanes at once.

State of a lane: the level x, the mean m that it returns to, and levels of earlier days (marks) that
a change is measured from. Over ``d`` days ``x - m`` keeps ``exp(-decay d)`` of itself and takes
up new variance. A reading is ``y = x + e``, e a mixture of three normal distributions near to a
t-distribution; the state after a reading has the exact mean and variance of its mixture and is
taken as normal. The noise's own scale is learned on the way. Everything that a step uses lies
before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.relations.lanes import Lanes, Prior, noise_of
from detente.relations.packed import Packed
from detente.series import Days, Values

Number = TypeVar("Number", np.int64, np.float64)
TINY = 1e-300
# Keeps a constant level's covariance from becoming singular; far below what shows.
JITTER = 1e-9


@dataclass(frozen=True, slots=True)
class Board:
    """Series side by side, the longest first; column ``j`` is over after ``lengths[j]`` steps.

    Attributes:
        days, values, counts: shape (steps, dyads); counts are 0 on days without a reading.
        shares, variances: shape (steps, 3, dyads), the noise of each reading.
        active: shape (steps,), how many columns still go on.
        lengths: shape (dyads,), descending.
    """

    days: Days
    values: Values
    counts: Days
    shares: Values
    variances: Values
    active: Days
    lengths: Days


def lay_out(packed: Packed, prior: Prior) -> Board:
    """Lay series side by side; they must be in order of length, the longest first."""
    lengths = packed.lengths
    steps = int(lengths[0]) if len(lengths) else 0
    inside = np.arange(steps)[:, None] < lengths[None, :]

    def spread(rows: NDArray[Number]) -> NDArray[Number]:
        table: NDArray[Number] = np.zeros((len(lengths), steps), dtype=rows.dtype)
        table[inside.T] = rows
        return np.ascontiguousarray(table.T)

    counts = spread(packed.counts)
    shares, variances = noise_of(np.maximum(counts, 1), tail=prior.tail, together=prior.together)
    return Board(
        days=spread(packed.days),
        values=spread(packed.values),
        counts=counts,
        shares=np.ascontiguousarray(np.moveaxis(shares, -1, 1)),
        variances=np.ascontiguousarray(np.moveaxis(variances, -1, 1)),
        active=inside.sum(axis=1),
        lengths=lengths,
    )


@dataclass(slots=True)
class State:
    """Where every lane of every dyad stands.

    Attributes:
        mean: shape (2 + marks, dyads, lanes): level, mean, marks.
        cov: shape (2, 2 + marks, dyads, lanes), of level and mean with each, in units of the
            noise's variance.
        own: shape (marks, dyads, lanes), variances of the marks; what two of them share is never
            asked for.
        noise: shape (dyads, lanes), estimated variance of a single reading.
        seen: shape (dyads, lanes), how many readings that estimate counts as.
        weight: shape (dyads, lanes), log of each lane's probability, not normalised.
    """

    mean: Values
    cov: Values
    own: Values
    noise: Values
    seen: Values
    weight: Values

    def first(self, active: int) -> State:
        """A view of the first columns."""
        return State(
            self.mean[:, :active],
            self.cov[:, :, :active],
            self.own[:, :active],
            self.noise[:active],
            self.seen[:active],
            self.weight[:active],
        )

    def only(self, chosen: Days) -> State:
        """A copy with some lanes of each dyad, by number, shape (dyads, k)."""
        return State(
            np.take_along_axis(self.mean, chosen[None], axis=-1),
            np.take_along_axis(self.cov, chosen[None, None], axis=-1),
            np.take_along_axis(self.own, chosen[None], axis=-1),
            np.take_along_axis(self.noise, chosen, axis=-1),
            np.take_along_axis(self.seen, chosen, axis=-1),
            np.take_along_axis(self.weight, chosen, axis=-1),
        )


def likeliest(weight: Values, number: int) -> Days:
    """The lanes of each dyad with the highest weight, shape (dyads, at most ``number``)."""
    number = min(number, weight.shape[1])
    if number == weight.shape[1]:
        return np.broadcast_to(np.arange(number), weight.shape).copy()
    return np.argpartition(-weight, number - 1, axis=1)[:, :number]


def begin(board: Board, prior: Prior, lanes: Lanes, *, weight: Values, marks: int) -> State:
    """The state before the first reading; ``lanes`` have shape (lanes,) or (dyads, lanes)."""
    dyads = len(board.lengths)
    size = (dyads, lanes.decay.shape[-1])
    mean = np.full((2 + marks, *size), prior.mean)
    spread = (prior.spread / prior.noise) ** 2
    cov = np.full((2, 2 + marks, *size), spread)
    own = np.full((marks, *size), spread)
    for part in (cov[0, 0], cov[0, 2:], own):
        part += lanes.swing**2 + JITTER
    return State(
        mean,
        cov,
        own,
        np.full(size, prior.noise**2),
        np.full(size, prior.surety),
        np.broadcast_to(weight, size).copy(),
    )


def advance(state: State, lanes: Lanes, passed: Values) -> None:
    """Let days pass (shape (dyads, 1)), without a reading."""
    keep = np.exp(-lanes.decay * passed)
    mean, cov = state.mean, state.cov
    mean[0] -= mean[1]
    mean[0] *= keep
    mean[0] += mean[1]
    cov[0] -= cov[1]
    cov[0] *= keep
    cov[0] += cov[1]
    cov[1, 0] = cov[0, 1]
    # The level's own variance takes the factor twice, once for each side.
    own = cov[0, 0]
    own -= cov[0, 1]
    own *= keep
    own += cov[0, 1]
    keep *= keep
    own += lanes.swing**2 * (1.0 - keep)
    own += lanes.step**2 * passed
    own += JITTER


def read(state: State, board: Board, step: int) -> None:
    """Take in the readings of a step; where there is none, nothing changes."""
    active = len(state.weight)
    told = board.counts[step, :active, None] > 0
    off = np.where(told, board.values[step, :active, None] - state.mean[0], 0.0)
    squared = off * off
    squared /= state.noise
    # The three normal distributions of the noise lie along the first axis.
    inverse = state.cov[0, 0] + board.variances[step, :, :active, None]
    np.reciprocal(inverse, out=inverse)
    chance = inverse * squared
    chance *= -0.5
    np.exp(chance, out=chance)
    chance *= np.sqrt(inverse)
    chance *= board.shares[step, :, :active, None]
    total = chance.sum(axis=0)
    total += TINY
    chance *= inverse
    first = chance.sum(axis=0)
    first /= total
    chance *= inverse
    second = chance.sum(axis=0)
    second /= total
    pull = np.multiply(first, told)
    second -= first * first
    second *= squared
    shrink = np.subtract(first, second, out=second)
    shrink *= told
    gain = state.cov[0].copy()
    pulled = gain * shrink
    for row in range(len(state.cov)):
        state.cov[row] -= gain[row] * pulled
    state.own -= gain[2:] * pulled[2:]
    off *= pull
    gain *= off
    state.mean += gain
    np.log(total, out=total)
    total -= 0.5 * np.log(state.noise)
    total *= told
    state.weight += total
    # In place: columns that are over keep what they had, and the whole state sees the rest.
    squared *= pull
    squared += state.seen
    state.seen += told
    squared /= state.seen
    np.multiply(state.noise, squared, out=state.noise, where=told)


def probabilities(weight: Values) -> Values:
    """Probabilities of lanes from their logs; the last axis sums to 1.

    >>> probabilities(np.log(np.array([[1.0, 3.0]]))).tolist()
    [[0.25, 0.75]]
    """
    raised = np.exp(weight - weight.max(axis=-1, keepdims=True))
    shares: Values = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def mixed(shares: Values, mean: Values, variance: Values) -> tuple[Values, Values]:
    """Mean and standard deviation of a mixture over the last axis."""
    middle = (shares * mean).sum(axis=-1)
    # Around the middle, lest a small variance drown in the square of a large mean.
    spread = (shares * (variance + (mean - middle[..., None]) ** 2)).sum(axis=-1)
    return middle, np.sqrt(np.maximum(spread, 0.0))


def walk(
    board: Board, state: State, lanes: Lanes, *, first: int = 0, after: int | None = None
) -> Iterator[tuple[int, State]]:
    """Go through the steps from ``first`` to before ``after``, by default all.

    Yields each with the state after its readings: a view of the columns that still go on, which
    changes with the next step. ``state`` itself is at the end what each column ended with.
    """
    for step in range(first, len(board.days) if after is None else min(after, len(board.days))):
        active = int(board.active[step])
        if active < len(state.weight):
            state, lanes = state.first(active), lanes.first(active)
        if step:
            passed = (board.days[step, :active] - board.days[step - 1, :active]).astype(np.float64)
            advance(state, lanes, passed[:, None])
        read(state, board, step)
        yield step, state
