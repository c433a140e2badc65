"""Weeks in which daily scores lean to the other side than usual, whatever their size.

A score that adds up the reports of a day grows with attention, so that a month of moderate ill
will stands behind one loud day. Here each day counts by its side: ``tanh(score / size)``, `size`
the median size of the year around it. Means over two to thirteen weeks are compared with the year
around them; how far chance and memory carry them is counted in surrogates of the series itself.
"""

from __future__ import annotations

import numpy as np

from detente.series import Series
from detente.signals.episodes import Episode
from detente.signals.filters import Values
from detente.signals.surrogates import HALF_WINDOW_DAYS, rare_peaks, surrogates

LENGTHS_DAYS = (14, 21, 30, 45, 60, 90)
LEAST_READINGS = 300
# Where most days are missing, surrogates lose the memory of the series.
LEAST_READ_SHARE = 0.5
STEP_DAYS = 7
SURROGATES = 200
# As many true ones as every second year.
TRUE_IN_TEN_YEARS = 5.0


def find_leanings(series: Series, *, least: float) -> list[Episode]:
    """Episodes of a series of scores, by day; `found` is None, they show in hindsight only.

    Args:
        least: probability from which one is told.

    Returns:
        Nothing for acts, fewer than 300 readings, or readings on fewer than half of the days.
    """
    if series.kind != "score" or len(series.days) < LEAST_READINGS:
        return []
    days = int(series.days[-1] - series.days[0]) + 1
    if len(series.days) < LEAST_READ_SHARE * days:
        return []
    values = np.full(days, np.nan)
    values[series.days - series.days[0]] = series.values
    told = sides(values)
    found = rare_peaks(
        told,
        LENGTHS_DAYS,
        made=lambda: surrogates(told, number=SURROGATES),
        allowed=TRUE_IN_TEN_YEARS * (1.0 - least) / least,
    )
    origin = int(series.days[0])
    return [
        Episode(
            first=origin + one.first,
            last=origin + one.last,
            distance=one.distance,
            usual=_usual(values, one.first, one.last),
            found=None,
            false_in_ten_years=rate,
            true_in_ten_years=TRUE_IN_TEN_YEARS,
        )
        for one, rate in found
    ]


def sides(values: Values) -> Values:
    """On which side of zero each day lies, -1 to 1; NaN where there is no reading.

    >>> sides(np.array([-50.0, 2.0, 1.0])).round(1).tolist()
    [-1.0, 0.8, 0.5]
    """
    sizes = np.abs(values)
    days = len(values)
    width = 2 * HALF_WINDOW_DAYS + 1
    usual = np.ones(days)
    for place in range(0, days, STEP_DAYS):
        start = max(0, min(place + STEP_DAYS // 2 - HALF_WINDOW_DAYS, days - width))
        around = sizes[start : start + width]
        known = around[~np.isnan(around)]
        usual[place : place + STEP_DAYS] = float(np.median(known)) if len(known) else 1.0
    found: Values = np.tanh(values / np.maximum(usual, 1e-9))
    return found


def _usual(values: Values, first: int, last: int) -> float:
    """Median of the readings of the year around a window, without the window."""
    middle = (first + last) // 2
    start, end = max(0, middle - HALF_WINDOW_DAYS), middle + HALF_WINDOW_DAYS + 1
    around = np.concatenate([values[start:first], values[last + 1 : end]])
    return float(np.nanmedian(around)) if (~np.isnan(around)).any() else 0.0
