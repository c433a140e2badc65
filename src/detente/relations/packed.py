"""The series of many dyads in a few arrays, and the days on which their levels are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.series import Coverage, Days, Series, Values


@dataclass(frozen=True, slots=True)
class Packed:
    """Series of many dyads, one after the other.

    Attributes:
        offsets: shape (dyads + 1,), where each begins; the last is the number of rows.
        days: shape (n,), days since 1970-01-01, strictly increasing within a dyad.
        values: shape (n,), mean of the day.
        counts: shape (n,), events of the day, at least 1.
        coverage: of the dataset.
    """

    offsets: Days
    days: Days
    values: Values
    counts: Days
    coverage: Coverage

    @property
    def dyads(self) -> int:
        """How many series there are."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Days:
        """Days with readings of each dyad."""
        return np.diff(self.offsets)

    def only(self, chosen: Days) -> Packed:
        """These dyads, in this order."""
        lengths = self.lengths[chosen]
        offsets = np.r_[0, np.cumsum(lengths)]
        rows = np.arange(offsets[-1]) + np.repeat(self.offsets[chosen] - offsets[:-1], lengths)
        return Packed(offsets, self.days[rows], self.values[rows], self.counts[rows], self.coverage)


def pack(series: Sequence[Series]) -> Packed:
    """Series of one dataset in a few arrays; the coverage is that of the first."""
    none = np.zeros(0, dtype=np.int64)
    return Packed(
        offsets=np.r_[0, np.cumsum([len(one.days) for one in series])].astype(np.int64),
        days=np.concatenate([none, *(one.days for one in series)]),
        values=np.concatenate([np.zeros(0), *(one.values for one in series)]),
        counts=np.concatenate([none, *(one.counts for one in series)]),
        coverage=series[0].coverage if series else Coverage(0, np.zeros(0)),
    )


def with_ticks(packed: Packed, *, every: int, until: int) -> Packed:
    """The same series with days without readings (count 0) wherever ``every`` days have none.

    After the last reading ticks go on to the day ``until``, which is one itself.
    """
    following = np.r_[packed.days[1:], 0]
    lasts = packed.offsets[1:] - 1
    following[lasts] = np.maximum(until + 1, packed.days[lasts] + 1)
    more = (following - packed.days - 1) // every
    # The day looked from is always there, even right after a reading.
    ends = (packed.days[lasts] < until) & ((until - packed.days[lasts]) % every != 0)
    more[lasts] += ends
    starts = np.r_[0, np.cumsum(1 + more)]
    row = np.repeat(np.arange(len(packed.days)), 1 + more)
    place = np.arange(starts[-1]) - starts[row]
    days = packed.days[row] + place * every
    closing = starts[lasts + 1][ends] - 1
    days[closing] = until
    counts = np.where(place == 0, packed.counts[row], 0)
    values = np.where(place == 0, packed.values[row], 0.0)
    return Packed(starts[packed.offsets], days, values, counts, packed.coverage)
