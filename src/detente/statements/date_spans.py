"""Calendar arithmetic on spans of days that know the precision they were told with."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_GRAINS = ("day", "month", "year")
_DAY = timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}
DAYS_IN = {"day": 1, "weekend": 2, "week": 7, "fortnight": 14}


class Days(NamedTuple):
    """From `first` to `last`, both inclusive; the grains say how precisely each edge is known.

    Where a grain is ``month`` or ``year`` the edge is the first or last day of one.
    """

    first: date
    last: date
    grain: str = "day"
    last_grain: str = ""

    @property
    def length(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def time(self) -> str:
        """``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or two of them joined by a slash."""
        first = _written(self.first, self.grain)
        last = _written(self.last, self.last_grain or self.grain)
        if first == last:
            return first
        return f"{first}/{last}"


def _written(day: date, grain: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]


@lru_cache(maxsize=4096)
def month_days(year: int, month: int, count: int = 1) -> Days:
    """`count` months from the given one on; `month` may lie outside 1 to 12.

    Raises:
        ValueError: outside the years 1 to 9999.
    """
    first = _month_first(year, month)
    behind = year * 12 + month - 1 + count
    if behind == 10_000 * 12:
        return Days(first, date.max, "month")
    return Days(first, _month_first(year, month + count) - _DAY, "month")


def _month_first(year: int, month: int) -> date:
    years, index = divmod(year * 12 + month - 1, 12)
    return date(years, index + 1, 1)


@lru_cache(maxsize=1024)
def year_days(year: int, count: int = 1) -> Days:
    """`count` calendar years from `year` on."""
    return Days(date(year, 1, 1), date(year + count - 1, 12, 31), "year")


def unit_days(day: date, unit: str) -> Days:
    """The week, month, quarter, half, year or decade that holds a day; weeks begin on Monday."""
    if unit == "week":
        first = day - _DAY * day.weekday()
        return Days(first, first + 6 * _DAY)
    if unit == "weekend":
        saturday = day + _DAY * (5 - day.weekday())
        return Days(saturday, saturday + _DAY)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit in ("quarter", "half"):
        size = MONTHS_IN[unit]
        return month_days(day.year, (day.month - 1) // size * size + 1, size)
    if unit == "year":
        return year_days(day.year)
    if unit == "decade":
        return year_days(max(1, day.year - day.year % 10), 10)
    if unit == "century":
        return year_days((day.year - 1) // 100 * 100 + 1, 100)
    return Days(day, day)


def add(day: date, unit: str, amount: float) -> date:
    """The day `amount` units later (earlier where negative); the month's last day at most.

    Raises:
        ValueError, OverflowError: where the result leaves the calendar.
    """
    if unit in DAYS_IN:
        return day + _DAY * round(amount * DAYS_IN[unit])
    months = round(amount * MONTHS_IN.get(unit, 1200))
    target = _month_first(day.year, day.month + months)
    last = month_days(target.year, target.month).last.day
    return target.replace(day=min(day.day, last))


def widen(days: Days, grain: str) -> Days:
    """The days rounded outwards to whole months or years where they are finer than `grain`."""
    if _GRAINS.index(grain) <= _GRAINS.index(days.grain) and not days.last_grain:
        return days
    first, last = days.first, days.last
    first_grain, last_grain = days.grain, days.last_grain or days.grain
    if _finer(first_grain, grain):
        first, first_grain = unit_days(first, grain).first, grain
    if _finer(last_grain, grain):
        last, last_grain = unit_days(last, grain).last, grain
    return Days(first, last, first_grain, last_grain)


def _finer(grain: str, than: str) -> bool:
    return _GRAINS.index(grain) < _GRAINS.index(than)


def grain_of(first: date, last: date) -> str:
    """The coarsest grain whose edges both days are."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return "year"
    if first.day == 1 and last == unit_days(last, "month").last:
        return "month"
    return "day"


def part_days(days: Days, part: str) -> Days:
    """``early``, ``mid``, ``late``, ``start`` or ``end`` of a stretch.

    Early, middle and late are thirds: of a year four months each, of a month the days to the
    10th, to the 20th and the rest. Start and end are a month of a year, a week of a month.
    """
    span = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    if days.grain == "day" or span < 1:
        return _part_of_week(days, part) if days.length >= 5 else days
    if span == 1:
        return _part_of_month(days, part)
    if span >= 60:
        return _part_of_decade(days, part, span // 12)
    third = max(1, span // 3)
    offset, count = {
        "early": (0, third),
        "mid": (third, span - 2 * third),
        "late": (span - third, third),
        "start": (0, 1),
        "end": (span - 1, 1),
    }[part]
    return month_days(days.first.year, days.first.month + offset, count)


def _part_of_week(days: Days, part: str) -> Days:
    third = max(2, days.length // 3)
    if part in ("early", "start"):
        return Days(days.first, days.first + _DAY * (third - 1))
    if part == "mid":
        return Days(days.first + _DAY * (third - 1), days.last - _DAY * third)
    return Days(days.last - _DAY * third, days.last)


def _part_of_month(days: Days, part: str) -> Days:
    first, last = {
        "early": (1, 10),
        "mid": (11, 20),
        "late": (21, 31),
        "start": (1, 7),
        "end": (days.last.day - 6, 31),
    }[part]
    return Days(days.first.replace(day=first), days.first.replace(day=min(last, days.last.day)))


def _part_of_decade(days: Days, part: str, years: int) -> Days:
    offset, last = {
        "early": (0, years * 4 // 10),
        "mid": (years * 4 // 10, years * 7 // 10),
        "late": (years * 7 // 10, years),
        "start": (0, 1),
        "end": (years - 1, years),
    }[part]
    return year_days(days.first.year + offset, last - offset)


def half_days(days: Days, number: int) -> Days:
    """The first or second half of a stretch, in whole units of the next finer kind."""
    span = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    if days.grain == "day" or span == 1:
        half = days.length // 2
        cut = days.first + _DAY * (15 if span == 1 and days.length > 20 else half)
        cut = min(cut, days.last)
        return (
            Days(days.first, cut - _DAY)
            if number == 1 and cut > days.first
            else Days(cut, days.last)
        )
    if span >= 60:
        years = span // 12
        start = days.first.year + (years // 2 if number == 2 else 0)
        return year_days(start, years // 2)
    half = span // 2
    return month_days(days.first.year, days.first.month + (half if number == 2 else 0), half)
