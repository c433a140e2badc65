"""Levels of any number of dyads: batches that fit into memory, the longest series first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from detente.relations.filtering import (
    Board,
    State,
    begin,
    lay_out,
    likeliest,
    mixed,
    probabilities,
    walk,
)
from detente.relations.lanes import Prior
from detente.relations.packed import Packed
from detente.relations.smoothing import Hindsight, look_back
from detente.series import Days, Values

# Numbers that the second pass keeps for a batch, and dyads that keep the arrays in the cache.
MOST_CELLS = 600_000
MOST_DYADS = 200
# After so many readings most lanes are out of the question; the likeliest go on, and fewer back;
# a short series leaves more of them open.
EARLY_STEPS = 50
LATER_LANES = 16
FEWEST_LANES, MOST_LANES = 8, 24
LANE_STEPS = 8_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How levels are looked at, in the series' own scale.

    Attributes:
        horizon_days: over which a change is told.
        steady: a change within plus or minus this is none.
        threads: how many batches are worked on at a time.
    """

    horizon_days: int
    steady: float
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Estimates:
    """Levels of packed series, row by row, and how each dyad moves.

    Attributes:
        level, sd: shape (rows,), filtered.
        smooth, smooth_sd, change, rising, falling: shape (rows,); see `Hindsight`.
        shares: shape (dyads, lanes), probability of each lane after the last reading.
        noise, mean: shape (dyads,), scale of single readings, and the mean returned to.
    """

    level: Values
    sd: Values
    smooth: Values
    smooth_sd: Values
    change: Values
    rising: Values
    falling: Values
    shares: Values
    noise: Values
    mean: Values


def estimate_levels(packed: Packed, prior: Prior, plan: Plan) -> Estimates:
    """Filter and smooth the levels of all dyads.

    Args:
        packed: in the series' own scale; days of count 0 are days without a reading.
        prior: of every dyad.
    """
    rows = np.zeros((7, len(packed.days)))
    shares = np.zeros((packed.dyads, len(prior.shares)))
    noise, mean = np.zeros(packed.dyads), np.zeros(packed.dyads)

    def work(chosen: Days) -> None:
        """Filter and smooth one batch of dyads into its places."""
        batch = packed.only(chosen)
        board = lay_out(batch, prior)
        first, ended = _forwards(board, prior)
        shares[chosen] = probabilities(ended.weight)
        noise[chosen] = np.sqrt((shares[chosen] * ended.noise).sum(axis=1))
        mean[chosen] = (shares[chosen] * ended.mean).sum(axis=1)
        lanes = np.clip(LANE_STEPS // len(board.days), FEWEST_LANES, MOST_LANES)
        second = look_back(
            board,
            prior,
            likeliest(ended.weight, int(lanes)),
            horizon_days=plan.horizon_days,
            steady=plan.steady,
        )
        inside = (np.arange(len(board.days))[:, None] < board.lengths).T
        places = np.arange(batch.offsets[-1]) + np.repeat(
            packed.offsets[chosen] - batch.offsets[:-1], batch.lengths
        )
        for row, table in enumerate((*first, *_tables(second))):
            rows[row, places] = table.T[inside]

    each_of(work, batches_of(packed.lengths), plan.threads)
    level, sd, *later = rows
    smooth, smooth_sd, change, rising, falling = later
    return Estimates(level, sd, smooth, smooth_sd, change, rising, falling, shares, noise, mean)


def batches_of(lengths: Days) -> Iterator[Days]:
    """Numbers of dyads, the longest first, in batches; dyads without rows are left out."""
    order = np.argsort(-lengths, kind="stable")
    order = order[lengths[order] > 0]
    at = 0
    while at < len(order):
        size = int(np.clip(MOST_CELLS // int(lengths[order[at]]), 1, MOST_DYADS))
        yield order[at : at + size]
        at += size


@dataclass(frozen=True, slots=True)
class _Ended:
    """All lanes after the last reading, each of shape (dyads, lanes)."""

    weight: Values
    noise: Values
    mean: Values


def _forwards(board: Board, prior: Prior) -> tuple[tuple[Values, Values], _Ended]:
    """Filtered mean and standard deviation, (steps, dyads), and the end of each lane."""
    logs = np.log(np.maximum(prior.shares, 1e-12))
    state = begin(board, prior, prior.lanes, weight=logs, marks=0)
    told = np.zeros((2, *board.days.shape))

    def note(step: int, now: State) -> None:
        told[:, step, : len(now.weight)] = mixed(
            probabilities(now.weight), now.mean[0], now.cov[0, 0] * now.noise
        )

    for step, now in walk(board, state, prior.lanes, after=EARLY_STEPS):
        note(step, now)
    ended = _Ended(state.weight, state.noise, state.mean[1])
    if len(board.days) > EARLY_STEPS:
        going = int(board.active[EARLY_STEPS])
        chosen = likeliest(state.weight[:going], LATER_LANES)
        later = state.first(going).only(chosen)
        for step, now in walk(board, later, prior.lanes.only(chosen), first=EARLY_STEPS):
            note(step, now)
        ended.weight[:going] = -np.inf
        np.put_along_axis(ended.weight[:going], chosen, later.weight, axis=1)
        np.put_along_axis(ended.noise[:going], chosen, later.noise, axis=1)
        np.put_along_axis(ended.mean[:going], chosen, later.mean[1], axis=1)
    return (told[0], told[1]), ended


def _tables(second: Hindsight) -> tuple[Values, ...]:
    return second.mean, second.sd, second.change, second.rising, second.falling


def each_of(work: Callable[[Days], None], batches: Iterable[Days], threads: int) -> None:
    """Do the work for each batch of dyads; numpy lets other threads go on meanwhile."""
    if threads <= 1:
        for batch in batches:
            work(batch)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, batch) for batch in batches]:
            done.result()
