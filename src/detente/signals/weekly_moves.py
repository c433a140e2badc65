"""Moves of relations by week: what a week brought that the relation's past didn't foretell.

The mean weight of a week's events, ``s_w``, reads a level that swings around its mean:

    s_w = mean + x_w + e_w,   e_w ~ N(0, r / n_w);   x_w = phi x_(w-1) + d_w,   d_w ~ N(0, shock)

``n_w`` is the number of events. The filter of R. E. Kalman (Journal of Basic Engineering 82, 1960,
doi:10.1115/1.3662552) foretells each week from the weeks before; the move is what it missed, in
standard deviations, cut at three and a half. ``phi`` and ``shock / r`` are taken from a grid by the
likelihood, ``r`` follows. A week without events has no move: it isn't a calm one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.series import Series

Values = NDArray[np.float64]

DAYS = 7
MEMORIES = (0.0, 0.4, 0.7, 0.85, 0.93, 0.97, 0.99)
RATIOS = (0.01, 0.05, 0.2, 0.7, 2.0, 7.0)
MOST_SPREADS = 3.5
# Single wild weeks shall not set the mean and the spread that all others are seen by.
WILD_SPREADS = 5.0
MAD = 1.4826


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weekly means, a row for each relation; the last week ends on the last day.

    Attributes:
        first_day: number of the first day of the first week.
        means: shape (relations, weeks), 0 where there is none.
        events: shape (relations, weeks), how many events; 0 where there is none.
    """

    first_day: int
    means: Values
    events: Values


@dataclass(frozen=True, slots=True)
class Moves:
    """What each week brought.

    Attributes:
        moves: shape (relations, weeks), in standard deviations; 0 where nothing was seen.
        seen: shape (relations, weeks), True where the week had events.
        spread: shape (relations,), root mean square of a move in points of the scale.
        shock: shape (relations,), variance of what truly moves the level in a week.
        carried: shape (relations,), share of a true move that shows again in the next week's move:
            ``phi (1 - gain)``.
    """

    moves: Values
    seen: NDArray[np.bool_]
    spread: Values
    shock: Values
    carried: Values


def weeks_of(relations: Sequence[Sequence[Series]], span: tuple[int, int]) -> Weeks:
    """Weekly means of relations, each given by one or more series (both directions, say)."""
    first, last = span
    number = max(0, (last - first + 1) // DAYS)
    first = last + 1 - number * DAYS
    totals = np.zeros((len(relations), number))
    events = np.zeros((len(relations), number))
    for row, parts in enumerate(relations):
        for one in parts:
            inside = (one.days >= first) & (one.days <= last)
            week = (one.days[inside] - first) // DAYS
            counts = one.counts[inside]
            totals[row] += np.bincount(week, one.values[inside] * counts, number)
            events[row] += np.bincount(week, counts, number)
    means = np.where(events > 0, totals / np.where(events > 0, events, 1.0), 0.0)
    return Weeks(first, means, events)


def moves_of(weeks: Weeks) -> Moves:
    """Filter every relation at the parameters that fit it best; all at once."""
    seen = weeks.events > 0
    centred = _centred(weeks.means, seen)
    grid = np.array(list(product(MEMORIES, RATIOS)))
    rows, number = len(centred), len(grid)
    memory, ratio = np.tile(grid, (rows, 1)).T
    lanes = _filtered(
        np.repeat(centred, number, axis=0), np.repeat(weeks.events, number, axis=0), memory, ratio
    )
    best = lanes.cost.reshape(rows, number).argmin(axis=1)
    memory, ratio = grid[best].T
    final = _filtered(centred, weeks.events, memory, ratio)
    scale = np.sqrt(final.noise)
    moves = np.clip(
        final.missed / np.sqrt(final.variance) / scale[:, None], -MOST_SPREADS, MOST_SPREADS
    )
    count = np.maximum(seen.sum(axis=1), 1)
    spread = np.sqrt((final.variance * seen).sum(axis=1) / count) * scale
    gain = (final.gain * seen).sum(axis=1) / count
    return Moves(
        moves=np.where(seen, moves, 0.0),
        seen=seen,
        spread=spread,
        shock=ratio * final.noise,
        carried=memory * (1.0 - gain),
    )


def _centred(means: Values, seen: NDArray[np.bool_]) -> Values:
    """Means less their median, cut where they are wild; 0 where nothing was seen."""
    held = np.where(seen, means, np.nan)
    held[~seen.any(axis=1)] = 0.0
    centred = held - np.nanmedian(held, axis=1, keepdims=True)
    spread = MAD * np.nanmedian(np.abs(centred), axis=1, keepdims=True)
    usual = np.sqrt(np.nanmean(centred**2, axis=1, keepdims=True))
    limit = WILD_SPREADS * np.where(spread > 0, spread, usual)
    return np.asarray(np.nan_to_num(np.clip(centred, -limit, limit)))


@dataclass(frozen=True, slots=True)
class _Lanes:
    """What filters made: misses, their variance in units of the noise, gains, noise, cost."""

    missed: Values
    variance: Values
    gain: Values
    noise: Values
    cost: Values


def _filtered(values: Values, events: Values, memory: Values, ratio: Values) -> _Lanes:
    """Kalman filters side by side, a row each, with the noise of one event as the unit."""
    rows, number = values.shape
    level, doubt = np.zeros(rows), ratio / np.maximum(1.0 - memory**2, 1e-3)
    missed, variance, gains = (np.zeros((rows, number)) for _ in range(3))
    for week in range(number):
        level, doubt = memory * level, memory**2 * doubt + ratio
        there = events[:, week] > 0
        total = doubt + 1.0 / np.where(there, events[:, week], 1.0)
        gain = np.where(there, doubt / total, 0.0)
        miss = values[:, week] - level
        missed[:, week] = np.where(there, miss, 0.0)
        variance[:, week] = total
        gains[:, week] = gain
        level, doubt = level + gain * miss, (1.0 - gain) * doubt
    seen = events > 0
    count = np.maximum(seen.sum(axis=1), 1)
    noise = np.maximum((missed**2 / variance).sum(axis=1) / count, 1e-12)
    cost = count * np.log(noise) + np.log(np.where(seen, variance, 1.0)).sum(axis=1)
    return _Lanes(missed, variance, gains, noise, cost)
