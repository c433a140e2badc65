"""Shifts of one series: when its level jumped, how far, how surely, and when it was known.

Model and measured false alarms: ``docs/methods/shifts.md``. Online, a jump is known on the first
day on which the last jump lies after everything known before with a probability of at least
`least`; only readings up to that day count. In hindsight the whole series decides on days, sizes
and which jumps stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from detente.series import Series, day_of
from detente.signals.filters import Grid, Values
from detente.signals.hindsight import Jump, jumps_known, jumps_of, look_back, standing
from detente.signals.level_readings import SHARED_NOISE, LevelReadings
from detente.signals.run_lengths import run_filter

# A jump every three years, before anything is known.
HAZARD = 1.0 / 1000.0
LEAST = 0.9
LEAST_READINGS = 40
# What returns within a year has passed.
LONGEST_EPISODE_DAYS = 365
RETURNED_WITHIN = 0.35
EVIDENCE_ROWS = 5
Z_90 = 1.645


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of the level or the tempo of a series.

    Attributes:
        what: ``level`` or ``tempo``.
        first_day: first day after the change, where it is most probable.
        earliest, latest: days between which it lies with that probability.
        found_on: day on which it was known from what lay before; None where only hindsight shows
            it.
        lasting: False for an episode: the series went back to where it was.
        last_day: last day of an episode; None for a shift that lasts.
        before, after: the level on either side (of an episode: in it), in the unit of the series;
            for a tempo events a month.
        size: after minus before; for a tempo after divided by before.
        low, high: 0.90 interval of the size.
        probability: that there was a change, 0 to 1.
        rows: rows of the dataset around it.
    """

    what: str
    first_day: date
    earliest: date
    latest: date
    found_on: date | None
    lasting: bool
    last_day: date | None
    before: float
    after: float
    size: float
    low: float
    high: float
    probability: float
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is between two jumps: places of readings, and the level with its variance."""

    first: int
    last: int
    mean: float
    variance: float


def find_shifts(series: Series, *, least: float = LEAST, hazard: float = HAZARD) -> list[Shift]:
    """Shifts and episodes of one series in the order of days.

    Args:
        series: a series of acts or of scores; what is missing in it is not read as zero.
        least: probability from which a shift is told, 0.5 to 1.
        hazard: how probable a jump is on a day, before the series is looked at.

    Returns:
        Empty for fewer than 40 readings. False alarms and power by simulator:
        ``docs/methods/shifts.md``.
    """
    if len(series.days) < LEAST_READINGS:
        return []
    readings = LevelReadings(series)
    filtered = run_filter(readings, grid=readings.grid(), hazard=hazard)
    chances = look_back(readings, filtered, hazard=hazard)
    jumps = jumps_of(chances, least=least)
    known = jumps_known(filtered.beliefs, first=readings.first, least=least)
    found = _stretches(series, jumps, standing(filtered))
    return _told(series, jumps, found, known=known)


def _stretches(series: Series, jumps: Sequence[Jump], grid: Grid) -> list[Stretch]:
    """Level between the jumps, by the hypotheses that stand; shape of variance: unit squared."""
    cuts = [0, *(jump.place for jump in jumps), len(series.days)]
    found = []
    for first, end in pairwise(cuts):
        mean, variance = segment_level(series, (first, end), grid)
        found.append(Stretch(first, end - 1, mean, variance))
    return found


def segment_level(series: Series, places: tuple[int, int], grid: Grid) -> tuple[float, float]:
    """Level of some readings and its variance, with the memory that the hypotheses say.

    The mean is Huber's of the values; a deviation with variance `swing` and memory `half_life`
    adds ``swing * (1 + 2 sum_k (1 - k / m) rho ** k) / m`` to its variance, in units of the noise.
    """
    values = series.values[places[0] : places[1]]
    days = series.days[places[0] : places[1]]
    counts = np.maximum(series.counts[places[0] : places[1]], 1)
    weights = 1.0 / (SHARED_NOISE + (1.0 - SHARED_NOISE) / counts)
    mean, scale = _robust_mean(values, weights)
    span = float(days[-1] - days[0]) + 1.0
    memory = 1.0 / (1.0 - np.exp2(-1.0 / grid.half_life))
    alike = np.minimum(1.0, 2.0 * memory / span)
    share = grid.swing / (grid.swing + grid.noise)
    variance = scale**2 * ((1.0 - share) / len(values) + share * np.maximum(alike, 1 / len(values)))
    return mean, float((grid.weight * variance).sum())


def _robust_mean(values: Values, weights: Values) -> tuple[float, float]:
    """Huber's mean with bounds at 1.5 and its scale."""
    mean = float(np.median(values))
    scale = 1.4826 * float(np.median(np.abs(values - mean))) or float(values.std()) or 1e-9
    for _ in range(20):
        off = np.abs(values - mean) / scale
        trust = weights * np.minimum(1.0, 1.5 / np.maximum(off, 1e-9))
        mean = float((trust * values).sum() / trust.sum())
    return mean, scale


def _told(
    series: Series,
    jumps: Sequence[Jump],
    found: Sequence[Stretch],
    *,
    known: Sequence[tuple[int, int]],
) -> list[Shift]:
    shifts = []
    at = 0
    while at < len(jumps):
        passing = at + 1 < len(jumps) and _passes(series, found[at : at + 3])
        shifts.append(_shift(series, jumps[at], found[at : at + 2], known=known, passing=passing))
        at += 2 if passing else 1
    return shifts


def _passes(series: Series, around: Sequence[Stretch]) -> bool:
    """True where the third stretch is where the first was, within a year."""
    before, during, after = around
    lasted = series.days[after.first] - series.days[during.first]
    away, off = abs(during.mean - before.mean), abs(after.mean - before.mean)
    spread = Z_90 * (before.variance + after.variance) ** 0.5
    return bool(lasted <= LONGEST_EPISODE_DAYS and off <= max(RETURNED_WITHIN * away, 0.0)) or bool(
        lasted <= LONGEST_EPISODE_DAYS and off <= spread and off < 0.6 * away
    )


def _shift(
    series: Series,
    jump: Jump,
    sides: Sequence[Stretch],
    *,
    known: Sequence[tuple[int, int]],
    passing: bool,
) -> Shift:
    before, after = sides
    size = after.mean - before.mean
    reach = Z_90 * (before.variance + after.variance) ** 0.5
    found_at = next((at for at, place in known if jump.first - 10 <= place <= jump.last + 10), None)
    place = jump.place
    near = series.rows[max(0, place - EVIDENCE_ROWS) : place + EVIDENCE_ROWS]
    return Shift(
        what="level",
        first_day=day_of(series.days[place]),
        earliest=day_of(series.days[jump.first]),
        latest=day_of(series.days[jump.last]),
        found_on=None if found_at is None else day_of(series.days[found_at]),
        lasting=not passing,
        last_day=day_of(series.days[after.last]) if passing else None,
        before=before.mean,
        after=after.mean,
        size=size,
        low=size - reach,
        high=size + reach,
        probability=jump.probability,
        rows=near,
    )
