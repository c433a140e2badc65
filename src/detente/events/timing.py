"""When a reported happening took place, as a window of days, and whether two windows fit."""

from __future__ import annotations

from datetime import date

from detente.model import Statement

Window = tuple[date, date]

DAYS_OF_A_DAY = 2
DAYS_OF_A_MONTH = 31
DAYS_OF_A_YEAR = 366


def window_of(statement: Statement) -> Window | None:
    """First and last day, both inclusive; None where the text gives no date."""
    first = statement.begins_on or statement.ends_on
    last = statement.ends_on or statement.begins_on
    if first is None or last is None:
        return None
    return (first, last) if first <= last else (last, first)


def days_in(window: Window) -> int:
    """Length in days, at least 1."""
    return (window[1] - window[0]).days + 1


def meet(first: Window, second: Window, *, slack_days: int = 0) -> Window | None:
    """The days that two windows share, None where they share none.

    With `slack_days`, two single days that miss each other by no more than that still meet, in
    the earlier one: a night's difference between two time zones is not a contradiction. Two
    months that border on each other are.
    """
    begin, end = max(first[0], second[0]), min(first[1], second[1])
    if begin <= end:
        return begin, end
    single = days_in(first) <= DAYS_OF_A_DAY and days_in(second) <= DAYS_OF_A_DAY
    return min(first, second) if single and (begin - end).days <= slack_days else None


def grain(window: Window | None) -> str:
    """``day``, ``month``, ``year`` or ``era`` by length; ``none`` for no date."""
    if window is None:
        return "none"
    days = days_in(window)
    if days <= DAYS_OF_A_DAY:
        return "day"
    if days <= DAYS_OF_A_MONTH:
        return "month"
    return "year" if days <= DAYS_OF_A_YEAR else "era"
