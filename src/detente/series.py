"""Dated numbers of a relation: what levels, shifts and couplings are estimated from.

Many events make a series: a day's weights become one mean with the number of events behind it.
How much was watched lies beside it, because a day without events says something only where
somebody looked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
Values = NDArray[np.float64]
EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 31))
    30
    """
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day with that number of days since 1970-01-01.

    >>> day_of(30).isoformat()
    '1970-01-31'
    """
    return date.fromordinal(int(number) + EPOCH.toordinal())


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was watched, by day.

    Attributes:
        first_day: number of the day that the first exposure belongs to.
        exposure: shape (n,), at least 0: 1 is the usual coverage, 0.5 half of it, 0 means that
            nobody looked. Days outside aren't covered.
    """

    first_day: int
    exposure: Values

    def at(self, days: Days) -> Values:
        """Exposure of each day, 0 outside the days covered.

        >>> Coverage(10, np.array([1.0, 0.5])).at(np.array([9, 10, 11, 12])).tolist()
        [0.0, 1.0, 0.5, 0.0]
        """
        places = days - self.first_day
        inside = (places >= 0) & (places < len(self.exposure))
        found = np.zeros(len(days))
        found[inside] = self.exposure[places[inside]]
        return found

    @property
    def last_day(self) -> int:
        """Number of the last day covered; one before the first where nothing is."""
        return self.first_day + len(self.exposure) - 1


@dataclass(frozen=True, slots=True)
class Series:
    """One directed dyad and sector in a dataset, day by day.

    Attributes:
        dataset: name of the dataset that it was drawn from.
        source, target: actor codes; for a series without direction in alphabetical order.
        directed: False where it isn't known who acts.
        sector: one of the codebook's sectors, ``unspecified``, or empty for all together.
        kind: ``events`` (values are weights of acts, -10 to 10) or ``score`` (values are in the
            dataset's own unit).
        quad: quad class of the acts counted (``material conflict`` …); empty for all together.
        days: shape (n,), days since 1970-01-01, strictly increasing; only days with a reading.
        values: shape (n,), mean of the day's events, or the day's score.
        counts: shape (n,), how many events the day has, at least 1; 1 for a score.
        reports: shape (n,), how many reports told of them, at least ``counts``.
        rows: a row of the dataset for each day, for evidence.
        coverage: how much of what happened the dataset could see.
    """

    dataset: str
    source: str
    target: str
    days: Days
    values: Values
    counts: Days
    reports: Days
    coverage: Coverage
    rows: tuple[str, ...] = ()
    directed: bool = True
    sector: str = ""
    kind: str = "events"
    quad: str = ""

    @property
    def dyad(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target

    def until(self, day: int) -> Series:
        """What was known of it on a day: later readings and coverage are cut off.

        >>> every = Coverage(0, np.ones(9))
        >>> days = np.array([1, 4, 8])
        >>> one = Series("x", "FRA", "DEU", days, days * 1.0, days, days, every, ("a", "b", "c"))
        >>> one.until(5).rows, one.until(5).coverage.last_day
        (('a', 'b'), 5)
        """
        known = int(np.searchsorted(self.days, day, side="right"))
        seen = max(0, day - self.coverage.first_day + 1)
        return replace(
            self,
            days=self.days[:known],
            values=self.values[:known],
            counts=self.counts[:known],
            reports=self.reports[:known],
            coverage=Coverage(self.coverage.first_day, self.coverage.exposure[:seen]),
            rows=self.rows[:known],
        )

    def since(self, day: int) -> Series:
        """What it says from a day on: earlier readings and coverage are cut off.

        >>> every = Coverage(0, np.ones(9))
        >>> days = np.array([1, 4, 8])
        >>> one = Series("x", "FRA", "DEU", days, days * 1.0, days, days, every, ("a", "b", "c"))
        >>> one.since(4).rows, one.since(4).coverage.first_day, one.since(4).coverage.last_day
        (('b', 'c'), 4, 8)
        """
        gone = int(np.searchsorted(self.days, day))
        unseen = max(0, day - self.coverage.first_day)
        return replace(
            self,
            days=self.days[gone:],
            values=self.values[gone:],
            counts=self.counts[gone:],
            reports=self.reports[gone:],
            coverage=Coverage(max(day, self.coverage.first_day), self.coverage.exposure[unseen:]),
            rows=self.rows[gone:],
        )
