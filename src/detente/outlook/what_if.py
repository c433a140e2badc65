"""What would follow from an act: the fitted process run forward with it and without.

Both runs share all chance, so that what differs is the assumption's doing; the parameters are drawn
anew for each run, so that what isn't known about them shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.outlook.event_process import FIRST, KINDS, Process, keeps
from detente.outlook.rate_weights import FLOOR

Values = NDArray[np.float64]
Counts = NDArray[np.int64]
NOMINAL = 0.90


@dataclass(frozen=True, slots=True)
class Pulse:
    """An assumed act: so many of relation `node` on a day, counted from 0 after the last day."""

    node: int
    day: int
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Halt:
    """An assumed state: no act of relation `node` from a day on, counted as for a `Pulse`."""

    node: int
    day: int


@dataclass(frozen=True, slots=True)
class Assumed:
    """Everything that is assumed: single acts, and relations whose acts stop."""

    pulses: Sequence[Pulse] = ()
    halts: Sequence[Halt] = ()

    @property
    def nodes(self) -> list[int]:
        """The relations that the assumption begins with."""
        return [one.node for one in self.pulses] + [one.node for one in self.halts]

    def stopped(self, day: int) -> list[int]:
        """The relations without acts on a day."""
        return sorted({one.node for one in self.halts if one.day <= day})


@dataclass(frozen=True, slots=True)
class Difference:
    """What an assumption changes in one relation, over the whole span.

    Attributes:
        node: the relation.
        without, with_it: acts expected; the assumed acts themselves aren't counted.
        without_interval, with_interval: 0.90 intervals of the number of acts.
        difference: expected acts more (or fewer) along relations that the data support, with a
            0.90 interval over all that is uncertain of the process, what isn't supported too.
        told: whether the data can tell: a chain of supported relations leads from the assumed
            acts here, and the interval leaves out 0.
        p_more: share of runs in which there were more acts with the assumption than without.
        assumed: whether the assumption itself says what differs: the relation's acts stop.
    """

    node: int
    without: float
    with_it: float
    without_interval: tuple[int, int]
    with_interval: tuple[int, int]
    difference: float
    low: float
    high: float
    told: bool
    p_more: float
    assumed: bool = False


def respond(process: Process, assumed: Assumed, *, days: int, supported: bool = False) -> Values:
    """Expected acts more on each day in answer to what is assumed, for each draw of the parameters.

    A relation whose acts stop has as many fewer as it was expected to have: an intervention on the
    process, which leaves open why they stop. What follows from it follows from the weights, and
    nowhere does more vanish than was expected.

    Args:
        supported: only along relations that the data support, and within each relation.

    The process is linear, so the answer follows from the weights alone; answers to answers are in
    it. What everyone's acts do to a relation is a shared shock and no answer: it is left out.

    Returns:
        Shape (draws, days, n).
    """
    draws, n = process.draws.shape[:2]
    weight = _weights(process, supported=supported)
    kept = keeps()
    state = np.zeros((draws, n, KINDS))
    found = np.zeros((draws, days, n))
    usual = expected(process, days=days) if assumed.halts else None
    for day in range(days):
        found[:, day] = np.einsum("dijb,djb->di", weight, state)
        if usual is not None:
            found[:, day] = np.maximum(found[:, day], -usual[:, day])
            stopped = assumed.stopped(day)
            found[:, day, stopped] = -usual[:, day, stopped]
        acts = found[:, day].copy()
        for pulse in assumed.pulses:
            if pulse.day == day:
                acts[:, pulse.node] += pulse.size
        state = state * kept + acts[:, :, None] * (1 - kept)
    return found


def expected(process: Process, *, days: int) -> Values:
    """The acts to be expected on each day without any assumption, for each draw of the parameters,
    along supported relations; shape (draws, days, n)."""
    draws, n = process.draws.shape[:2]
    weight, kept = _weights(process, supported=True), keeps()
    state, own = np.tile(process.state, (draws, 1, 1)), _own(process)
    found = np.zeros((draws, days, n))
    for day in range(days):
        rate = own + np.einsum("dijb,djb->di", weight, state)
        found[:, day] = np.clip(rate, FLOOR, process.most)
        state = state * kept + found[:, day][:, :, None] * (1 - kept)
    return found


def _own(process: Process) -> Values:
    """Acts a day that don't come along supported steps, (draws, n).

    Everyone else, and what isn't supported as a step, goes on as of late: it is no answer, but part
    of the level that was seen.
    """
    shared = np.repeat(process.shared[1], 2)
    beside = _weights(process, supported=False) - _weights(process, supported=True)
    found: Values = process.draws[:, :, 0] + process.draws[:, :, 1:FIRST] @ shared
    found += np.einsum("dijb,j->di", beside, process.state[:, -1])
    return found


def compare(process: Process, assumed: Assumed, *, days: int, seed: int = 0) -> list[Difference]:
    """What an assumption changes in each relation in the days ahead, against the same without them.

    A run draws the parameters, then every day's acts around their rate with the relation's own
    scatter. The run with the assumption takes the same acts, adds those that higher rates bring,
    and takes away those that lower rates would not have brought. No rate goes beyond the busiest
    week that was ever seen.
    """
    without, with_it = _runs(process, assumed, days=days, seed=seed)
    answer = respond(process, assumed, days=days).sum(axis=1)
    known = respond(process, assumed, days=days, supported=True).sum(axis=1).mean(axis=0)
    tails = [(1 - NOMINAL) / 2, (1 + NOMINAL) / 2]
    low, high = np.quantile(answer, tails, axis=0)
    reached = reachable(process, assumed.nodes)
    stopped = set(assumed.stopped(days - 1))
    found = []
    # What counts as known lies within what may be.
    low, high = np.minimum(low, known), np.maximum(high, known)
    for node in range(without.shape[1]):
        ends = [
            np.quantile(run[:, node], tails, method="inverted_cdf") for run in (without, with_it)
        ]
        found.append(
            Difference(
                node=node,
                without=float(without[:, node].mean()),
                with_it=float(with_it[:, node].mean()),
                without_interval=(int(ends[0][0]), int(ends[0][1])),
                with_interval=(int(ends[1][0]), int(ends[1][1])),
                difference=float(known[node]),
                low=float(low[node]),
                high=float(high[node]),
                told=bool(reached[node] and (low[node] > 0 or high[node] < 0)),
                p_more=float(np.mean(with_it[:, node] > without[:, node])),
                assumed=node in stopped,
            )
        )
    return found


def _weights(process: Process, *, supported: bool) -> Values:
    """The drawn weights, shape (draws, n, n, half-lives); where asked only what counts as known."""
    draws, n = process.draws.shape[:2]
    weight: Values = process.draws[:, :, FIRST:].reshape(draws, n, n, KINDS)
    if supported:
        known = process.supported | np.eye(n, dtype=bool)
        weight = weight * known[None, :, :, None]
    return weight


def reachable(process: Process, nodes: Sequence[int]) -> NDArray[np.bool_]:
    """Which relations supported steps lead to from some, these included."""
    found = np.zeros(len(process.base), dtype=bool)
    found[list(nodes)] = True
    for _ in range(len(found)):
        found |= process.supported[:, found].any(axis=1)
    return found


def _runs(process: Process, assumed: Assumed, *, days: int, seed: int) -> tuple[Counts, Counts]:
    """Acts of each relation over the span, without and with the assumption, shape (draws, n)."""
    draws, n = process.draws.shape[:2]
    chance = np.random.default_rng(seed)
    weight = _weights(process, supported=True)
    kept = keeps()
    state = np.tile(process.state, (draws, 1, 1))
    own = _own(process)
    more = np.zeros((draws, n, KINDS))
    plain, changed = np.zeros((draws, n), dtype=np.int64), np.zeros((draws, n), dtype=np.int64)
    for day in range(days):
        rate = np.clip(own + np.einsum("dijb,djb->di", weight, state), FLOOR, process.most)
        shift = np.einsum("dijb,djb->di", weight, more)
        acts = _drawn(rate, process.scatter, chance)
        added = chance.poisson(np.maximum(shift, 0.0))
        dropped = chance.binomial(acts, np.clip(-shift / rate, 0.0, 1.0))
        # Chance is drawn for relations that stop too, so that both runs share all of it.
        stopped = assumed.stopped(day)
        added[:, stopped], dropped[:, stopped] = 0, acts[:, stopped]
        plain += acts
        changed += acts + added - dropped
        extra = (added - dropped).astype(float)
        for pulse in assumed.pulses:
            if pulse.day == day:
                extra[:, pulse.node] += pulse.size
        state = state * kept + acts[:, :, None] * (1 - kept)
        more = more * kept + extra[:, :, None] * (1 - kept)
    return plain, changed


def _drawn(rate: Values, scatter: Values, chance: np.random.Generator) -> Counts:
    """A day's acts: Poisson, or negative binomial with a variance of scatter times the rate."""
    wide = np.maximum(scatter - 1.0, 1e-6)
    drawn: Counts = chance.poisson(chance.gamma(np.maximum(rate / wide, 1e-9), wide))
    return drawn
