"""Relations as states over time: level, tempo and direction of directed dyads, day by day.

Each dyad and sector of a dataset gets a track from its series. Level: `detente.relations.lanes` and
`detente.relations.filtering`; in hindsight and direction: `detente.relations.smoothing`; tempo:
`detente.relations.tempo_states`. Method: docs/methods/levels.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError, NotEnoughData
from detente.relations.tempo_states import Tempo
from detente.series import Days, Series, Values, day_of

LEAST_CHANCE = 0.5


@dataclass(frozen=True, slots=True)
class Motion:
    """How a level moves, as far as its readings tell; all in the series' own unit.

    Attributes:
        noise: scale of the t-distribution of single readings around the level.
        tail: its degrees of freedom.
        daily_sd: standard deviation of the level's change in a day.
        swing_sd, half_life_days: of a level drawn back to its mean: how far it strays in the long
            run, and days until half of a deviation is gone; expected over the lanes of that kind.
        mean: that it returns to.
        constant, wandering, drawn: probabilities of the kinds of motion; they sum to 1.
    """

    noise: float
    tail: float
    daily_sd: float
    swing_sd: float
    half_life_days: float
    mean: float
    constant: float
    wandering: float
    drawn: float


@dataclass(frozen=True, slots=True)
class Track:
    """Level, tempo and direction of one series over time.

    All arrays have a place for each of ``days``. Intervals hold 0.90.

    Attributes:
        series: what it was estimated from, with coverage and rows for evidence.
        days: days with readings, and days between at least every 30 days, strictly increasing; the
            last is the day it was estimated for.
        read: which of the days have a reading.
        level, sd: filtered mean and standard deviation, as known on the day.
        low, high: interval of ``level``; for events cut at the ends of the scale.
        smooth, smooth_sd, smooth_low, smooth_high: the same in hindsight, from all readings.
        change: expected change of the level over the horizon, as known on the day.
        rising, falling: probabilities (0 to 1) of a change beyond the steady band; the rest is
            steady.
        tempo: events a month at the usual coverage, week by week; without weeks for scores, which
            have no events to count.
        horizon_days: over which changes are told.
        motion: the parameters of the level.
    """

    series: Series
    days: Days
    read: NDArray[np.bool_]
    level: Values
    sd: Values
    low: Values
    high: Values
    smooth: Values
    smooth_sd: Values
    smooth_low: Values
    smooth_high: Values
    change: Values
    rising: Values
    falling: Values
    tempo: Tempo
    horizon_days: int
    motion: Motion


@dataclass(frozen=True, slots=True)
class State:
    """A relation as known on a day.

    Attributes:
        day: days since 1970-01-01.
        level, low, high: filtered mean and 0.90 interval, in the series' unit.
        tempo, tempo_low, tempo_high: events a month; None where there are none to count.
        tempo_change: events a month more than a horizon before; None like ``tempo``.
        direction: ``rising``, ``falling`` or ``steady``, the likeliest of the three, but steady
            where none has an even chance.
        p_direction: its probability.
        days_since_reading: how old the newest reading is.
    """

    day: int
    level: float
    low: float
    high: float
    tempo: float | None
    tempo_low: float | None
    tempo_high: float | None
    tempo_change: float | None
    direction: str
    p_direction: float
    days_since_reading: int


def state_on(track: Track, day: int) -> State:
    """The relation as known on a day.

    Levels are those of the newest of the track's days up to then, which is at most 30 days before
    (a reading since would be one of its days); tempo is that of the last whole week.

    Raises:
        NotEnoughData: if the first reading is later.
        InputError: if the track ends before.
    """
    place = int(np.searchsorted(track.days, day, side="right")) - 1
    if place < 0:
        raise NotEnoughData(f"the level on {day_of(day).isoformat()}", seen=0, needed=1)
    if day > track.days[-1]:
        raise InputError(
            f"the track ends on {day_of(int(track.days[-1])).isoformat()}, before "
            f"{day_of(day).isoformat()}; estimate it until that day"
        )
    rising, falling = float(track.rising[place]), float(track.falling[place])
    chances = {"steady": 1.0 - rising - falling, "rising": rising, "falling": falling}
    best = max(chances, key=lambda name: chances[name])
    direction = best if chances[best] >= LEAST_CHANCE else "steady"
    week = int(np.searchsorted(track.tempo.days, day, side="right")) - 1

    def weekly(values: Values) -> float | None:
        return float(values[week]) if week >= 0 else None

    return State(
        day=day,
        level=float(track.level[place]),
        low=float(track.low[place]),
        high=float(track.high[place]),
        tempo=weekly(track.tempo.rate),
        tempo_low=weekly(track.tempo.low),
        tempo_high=weekly(track.tempo.high),
        tempo_change=weekly(track.tempo.change),
        direction=direction,
        p_direction=chances[direction],
        days_since_reading=day - int(track.days[: place + 1][track.read[: place + 1]][-1]),
    )
