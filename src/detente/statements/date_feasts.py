"""Feasts and election days that move from year to year, by the rules of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

_MONDAY, _THURSDAY, _SUNDAY = 0, 3, 6
_EASTER_OFFSETS = {
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ascension day": 39,
    "pentecost": 49,
}
# Name: month, weekday, and which of that weekday in the month; -1 is the last.
_NTH_WEEKDAYS = {
    "thanksgiving day": (11, _THURSDAY, 4),
    "thanksgiving": (11, _THURSDAY, 4),
    "memorial day": (5, _MONDAY, -1),
    "labor day": (9, _MONDAY, 1),
    "columbus day": (10, _MONDAY, 2),
    "mother's day": (5, _SUNDAY, 2),
    "martin luther king day": (1, _MONDAY, 3),
}
_ELECTION_DAY = "election day"
NAMES = (*_EASTER_OFFSETS, *_NTH_WEEKDAYS, _ELECTION_DAY)


def feast_day(number: int, year: int) -> date:
    """The day in a year of the feast with this place in `NAMES`.

    Easter is the western one, election day that of the United States.

    >>> feast_day(NAMES.index("easter"), 2024), feast_day(NAMES.index("thanksgiving"), 2023)
    (datetime.date(2024, 3, 31), datetime.date(2023, 11, 23))
    """
    name = NAMES[number]
    if name in _EASTER_OFFSETS:
        return _easter(year) + timedelta(days=_EASTER_OFFSETS[name])
    if name == _ELECTION_DAY:
        return _nth(year, 11, _MONDAY, 1) + timedelta(days=1)
    return _nth(year, *_NTH_WEEKDAYS[name])


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - shift + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
