"""How cost grows with size, and what more workers would do: a power law and a small simulation."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np


@dataclass(frozen=True, slots=True)
class Simulated:
    """A run on some workers.

    Attributes:
        seconds: until the last part is written.
        busy: share of the workers' time that goes into coding, 0 to 1.
    """

    seconds: float
    busy: float


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power with which a cost grows with size: 1 where twice as much takes twice as long.

    Least squares on logarithms.

    >>> round(exponent([1000, 2000, 4000], [3.0, 6.0, 12.0]), 3)
    1.0

    Args:
        sizes, costs: above 0, as many of each and at least two different sizes.

    Raises:
        ValueError: if there are fewer.
    """
    if len(sizes) != len(costs) or len(set(sizes)) < 2:
        raise ValueError("an exponent takes two different sizes with a cost each")
    x = np.array([log(size) for size in sizes])
    y = np.array([log(cost) for cost in costs])
    x = x - x.mean()
    return float((x * (y - y.mean())).sum() / (x * x).sum())


def extrapolated(sizes: Sequence[float], costs: Sequence[float], size: float) -> float:
    """What a size that was not measured would cost by the power law through those that were.

    >>> round(extrapolated([1000, 2000, 4000], [3.0, 6.0, 12.0], 8000), 3)
    24.0

    Args:
        sizes, costs: as for `exponent`.
        size: above 0.

    Misleads far beyond the largest size: a share that hardly shows in the measured sizes, a
    square of something, may weigh most there, and memory may run out before.

    Raises:
        ValueError: as for `exponent`.
    """
    power = exponent(sizes, costs)
    middle = sum(log(one) for one in sizes) / len(sizes)
    level = sum(log(one) for one in costs) / len(costs)
    return exp(level + power * (log(size) - middle))


def simulate(
    parts: Sequence[float], workers: int, *, starting: float = 0.0, reading: float = 0.0
) -> Simulated:
    """Parts handed out in order, each to the worker that is free first.

    Args:
        parts: seconds that each takes one worker.
        workers: how many, at least 1; all start at once.
        starting: seconds until a worker has its coder.
        reading: seconds in which one process reads the corpus before any part is handed out;
            that share does not shrink with more workers.

    Misleads where workers slow each other down (one disk, one memory bus): it takes them for
    independent.
    """
    free = [reading + starting] * workers
    heapq.heapify(free)
    for seconds in parts:
        heapq.heappush(free, heapq.heappop(free) + seconds)
    ends = max(free) if parts else reading
    return Simulated(ends, sum(parts) / (workers * ends) if ends else 0.0)


def drawn_parts(measured: Sequence[float], number: int, *, seed: int) -> list[float]:
    """So many parts with the spread of those that were measured, drawn with replacement."""
    chance = np.random.default_rng(seed)
    return [float(value) for value in chance.choice(np.asarray(measured), size=number)]
