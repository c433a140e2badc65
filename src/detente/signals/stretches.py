"""What a series was like between two jumps: its level or its tempo, with a variance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.series import Series
from detente.signals.filters import Grid, Values
from detente.signals.level_readings import SHARED_NOISE
from detente.signals.tempo_readings import Weeks

DAYS_PER_MONTH = 365.25 / 12
HUBER = 1.5
MAD_TO_SD = 1.4826
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Readings between two jumps.

    Attributes:
        first, last: places of readings, both inclusive.
        mean: level in the unit of the series, or events a month.
        variance: of the mean; of its logarithm for a tempo.
    """

    first: int
    last: int
    mean: float
    variance: float


def level_stretch(series: Series, places: tuple[int, int], grid: Grid) -> Stretch:
    """Level of the readings ``[first, end)``.

    Huber's mean, weighted by the number of acts. A deviation that fades adds to its variance as
    long as it lasts.
    """
    first, end = places
    values = series.values[first:end].astype(np.float64)
    counts = np.maximum(series.counts[first:end], 1)
    weights = 1.0 / (SHARED_NOISE + (1.0 - SHARED_NOISE) / counts)
    mean, scale = huber(values, weights)
    span = float(series.days[end - 1] - series.days[first]) + 1.0
    variance = scale**2 * _shrinkage(grid, len(values), span)
    return Stretch(first, end - 1, mean, float((grid.weight * variance).sum()))


def _shrinkage(grid: Grid, readings: int, span_days: float) -> Values:
    """Variance of a mean in units of the variance of a reading, under each hypothesis."""
    memory = 2.0 / (1.0 - np.exp2(-1.0 / grid.half_life))
    alike = np.clip(memory / span_days, 1.0 / readings, 1.0)
    share = grid.swing / (grid.swing + grid.noise)
    found: Values = (1.0 - share) / readings + share * alike
    return found


def huber(values: Values, weights: Values) -> tuple[float, float]:
    """Huber's mean with bounds at 1.5 and its scale (doi:10.1214/aoms/1177703732)."""
    mean = float(np.median(values))
    scale = MAD_TO_SD * float(np.median(np.abs(values - mean))) or float(values.std()) or 1e-9
    for _ in range(ROUNDS):
        off = np.abs(values - mean) / scale
        trust = weights * np.minimum(1.0, HUBER / np.maximum(off, 1e-9))
        mean = float((trust * values).sum() / trust.sum())
    return mean, scale


def tempo_stretch(weeks: Weeks, places: tuple[int, int], grid: Grid) -> Stretch:
    """Events a month at usual coverage in the weeks ``[first, end)``.

    The variance of its logarithm is Poisson's with the scatter and the memory of the hypotheses.
    """
    first, end = places
    events = float(weeks.counts[first:end].sum()) + 0.5
    watched = float(weeks.exposure[first:end].sum())
    span = float(weeks.last[end - 1] - weeks.first[first]) + 1.0
    memory = 2.0 / (1.0 - np.exp2(-1.0 / grid.half_life))
    alike = np.clip(memory / span, 1.0 / (end - first), 1.0)
    scatter = grid.noise / (end - first) + grid.swing * alike
    variance = 1.0 / events + float((grid.weight * scatter).sum())
    return Stretch(first, end - 1, events / watched * DAYS_PER_MONTH, variance)
