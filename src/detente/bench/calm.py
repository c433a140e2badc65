"""Made-up series without any shift, and with one, to count false alarms and missed shifts.

Ten years, a reading a day unless said otherwise; the noise has standard deviation 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.series import Coverage, Series

Values = NDArray[np.float64]
YEARS = 10
DAYS = 3652
Chance = np.random.Generator


def wandering(chance: Chance, memory: float, *, tail: float = 0.0, days: int = DAYS) -> Values:
    """An autoregressive series of variance 1; `tail` degrees of freedom of its steps, 0 normal."""
    steps = student(chance, tail, days + 400) if tail else chance.standard_normal(days + 400)
    found = np.zeros(days + 400)
    for day in range(1, days + 400):
        found[day] = memory * found[day - 1] + np.sqrt(1 - memory**2) * steps[day]
    return found[400:]


def student(chance: Chance, tail: float, number: int) -> Values:
    """Student noise of variance 1."""
    found: Values = chance.standard_t(tail, number) / np.sqrt(tail / (tail - 2.0))
    return found


def levels(values: Values, *, kind: str = "events", read: Values | None = None) -> Series:
    """A series with one act on each day, or on the days that were read."""
    days = np.flatnonzero(np.ones(len(values)) if read is None else read)
    ones = np.ones(len(days), dtype=np.int64)
    return made(days, values[days], ones, exposure=np.ones(len(values)), kind=kind)


def counts(daily: NDArray[np.int64], exposure: Values | None = None) -> Series:
    """A series with some acts of weight 0 a day."""
    days = np.flatnonzero(daily)
    watched = np.ones(len(daily)) if exposure is None else exposure
    return made(days, np.zeros(len(days)), daily[days], exposure=watched)


def made(
    days: NDArray[np.int64],
    values: Values,
    numbers: NDArray[np.int64],
    *,
    exposure: Values,
    kind: str = "events",
) -> Series:
    """A series of two made-up parties."""
    return Series(
        dataset="made",
        source="AAA",
        target="BBB",
        days=days.astype(np.int64),
        values=values.astype(np.float64),
        counts=numbers.astype(np.int64),
        reports=numbers.astype(np.int64),
        coverage=Coverage(0, exposure),
        rows=tuple(f"day:{day}" for day in days),
        kind=kind,
    )


def acts(chance: Chance, level: Values, rate: Values) -> Series:
    """Acts of a rate by day around a level, their noise Student's with four degrees of freedom."""
    daily = chance.poisson(rate)
    days = np.flatnonzero(daily)
    means = np.array([student(chance, 4.0, daily[day]).mean() for day in days])
    return made(days, level[days] + means, daily[days], exposure=np.ones(len(rate)))


def _dropout(chance: Chance) -> Series:
    """Half of the reports stop after six years."""
    exposure = np.where(np.arange(DAYS) < 0.6 * DAYS, 1.0, 0.5)
    return counts(chance.poisson(0.6 * exposure), exposure)


def _clusters(chance: Chance) -> Series:
    """Seven times a year a cluster of four acts on average on one day."""
    daily = np.where(chance.random(DAYS) < 0.02, 1 + chance.geometric(0.25, DAYS), 0)
    return counts(daily)


def _weekly(chance: Chance) -> Series:
    """Few acts on Saturdays and Sundays."""
    return counts(chance.poisson(np.where(np.arange(DAYS) % 7 < 5, 0.8, 0.1)))


def _one_in_six(chance: Chance) -> Series:
    """Values that wander, with a reading on one day of six."""
    return levels(wandering(chance, 0.95), read=(chance.random(DAYS) < 1 / 6).astype(float))


def _zeros(rate: float) -> Values:
    return np.full(DAYS, rate)


CALM: dict[str, Callable[[Chance], Series]] = {
    "white noise": lambda chance: levels(chance.standard_normal(DAYS)),
    "Student noise, 3 d.f.": lambda chance: levels(student(chance, 3.0, DAYS)),
    "AR(1) 0.90": lambda chance: levels(wandering(chance, 0.9)),
    "AR(1) 0.97": lambda chance: levels(wandering(chance, 0.97)),
    "AR(1) 0.99": lambda chance: levels(wandering(chance, 0.99)),
    "AR(1) 0.95, Student steps": lambda chance: levels(wandering(chance, 0.95, tail=3.0)),
    "AR(1) 0.98 below Student noise": lambda chance: levels(
        wandering(chance, 0.98) + 2.5 * student(chance, 4.0, DAYS)
    ),
    "AR(1) 0.99 below noise": lambda chance: levels(
        wandering(chance, 0.99) + chance.standard_normal(DAYS)
    ),
    "AR(1) 0.95, one day of six": _one_in_six,
    "acts, 0.7 a day, level AR(1) 0.98": lambda chance: acts(
        chance, 0.4 * wandering(chance, 0.98), _zeros(0.7)
    ),
    "scores, Student steps": lambda chance: levels(
        50 * wandering(chance, 0.8, tail=3.0) + 30, kind="score"
    ),
    "counts, Poisson 0.05 a day": lambda chance: counts(chance.poisson(_zeros(0.05))),
    "counts, negative binomial": lambda chance: counts(
        chance.poisson(0.3 * chance.gamma(0.3, 1 / 0.3, DAYS))
    ),
    "counts, log rate AR(1) 0.99": lambda chance: counts(
        chance.poisson(0.3 * np.exp(wandering(chance, 0.99)))
    ),
    "counts in clusters": _clusters,
    "counts by weekday": _weekly,
    "half of the reports drop out": _dropout,
}


def stepped(chance: Chance, size: float, *, before: int, noise: Values) -> Series:
    """A step after some readings."""
    return levels(noise + size * (np.arange(len(noise)) >= before))


PLANTED: dict[str, Callable[[Chance], Series]] = {
    "step of 1 after 100 readings": lambda chance: stepped(
        chance, 1.0, before=100, noise=chance.standard_normal(300)
    ),
    "step of 1 after 300 readings": lambda chance: stepped(
        chance, 1.0, before=300, noise=chance.standard_normal(500)
    ),
    "step of 1 after 300, Student noise": lambda chance: stepped(
        chance, 1.0, before=300, noise=student(chance, 3.0, 500)
    ),
    "step of 2 after 300, AR(1) 0.5": lambda chance: stepped(
        chance, 2.0, before=300, noise=wandering(chance, 0.5, days=500)
    ),
    "tempo times 3 after 1200 days, 0.3 a day": lambda chance: counts(
        chance.poisson(np.where(np.arange(1600) < 1200, 0.3, 0.9))
    ),
    "tempo halved after 1200 days, 1 a day": lambda chance: counts(
        chance.poisson(np.where(np.arange(1600) < 1200, 1.0, 0.5))
    ),
}
PLANTED_AT = {name: 1200 if name.startswith("tempo") else None for name in PLANTED} | {
    "step of 1 after 100 readings": 100
}
