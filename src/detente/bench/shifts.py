"""False alarms of the search for shifts on calm series, and its power on planted ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.bench.calm import CALM, PLANTED, PLANTED_AT
from detente.series import Series, day_number
from detente.signals.change_points import find_shifts, known_shifts
from detente.signals.surges import find_surges

AFTER_READINGS = 300
NEAR_DAYS = 30
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class CalmRow:
    """False alarms in ten years of one dyad: in hindsight, and as they would have been told."""

    simulator: str
    series: int
    in_hindsight: float
    online: float


@dataclass(frozen=True, slots=True)
class PowerRow:
    """What became of one planted shift.

    Attributes:
        found: share dated within a month in hindsight.
        soon: share known within thirty days.
        median_delay: days until it was known; NaN where that is later than the series.
    """

    simulator: str
    series: int
    found: float
    soon: float
    median_delay: float


def calm_rows(number: int, *, seed: int = 1) -> Iterator[CalmRow]:
    """False alarms by simulator over so many series of ten years each."""
    for place, (name, make) in enumerate(CALM.items()):
        told = online = 0
        for copy in range(number):
            series = make(np.random.default_rng([seed, place, copy]))
            # The same counts as acts of one kind, which are looked through for surges.
            told += len(find_shifts(series)) + len(find_surges(series))
            online += len(known_shifts(series))
        yield CalmRow(name, number, told / number, online / number)


def power_rows(number: int, *, seed: int = 1) -> Iterator[PowerRow]:
    """Power by kind of planted shift over so many series."""
    for place, (name, make) in enumerate(PLANTED.items()):
        planted = PLANTED_AT[name] or AFTER_READINGS
        what = "tempo" if name.startswith("tempo") else "level"
        seen = [
            _delay(make(np.random.default_rng([seed, 99, place, copy])), planted, what)
            for copy in range(number)
        ]
        delays = np.array([delay for _, delay in seen])
        middle = float(np.median(delays))
        yield PowerRow(
            simulator=name,
            series=number,
            found=float(np.mean([near for near, _ in seen])),
            soon=float(np.mean(delays <= SOON_DAYS)),
            median_delay=middle if np.isfinite(middle) else float("nan"),
        )


def _delay(series: Series, planted: int, what: str) -> tuple[bool, float]:
    """Whether hindsight dates it within a month, and after how many days it was known."""
    days = [day_number(one.first_day) for one in find_shifts(series) if one.what == what]
    known = [
        day - planted + 1
        for kind, day, _ in known_shifts(series)
        if kind == what and day >= planted
    ]
    return any(abs(day - planted) <= NEAR_DAYS for day in days), min(known, default=float("inf"))
