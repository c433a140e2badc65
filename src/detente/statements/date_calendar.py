"""Places calendar dates ("October", "Tuesday", "Q3") and pointers ("last month", "that year")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from detente.statements.date_context import Context, Value
from detente.statements.date_expressions import Calendar, Deictic, Reported
from detente.statements.date_feasts import feast_day
from detente.statements.date_spans import Days, add, month_days, unit_days, year_days

_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# An unclear tense prefers the past: a coming date must be more than twice as near as the past one.
_PAST_PREFERENCE = 2
# Beyond this many days a text's earlier date starts a story of its own, told forwards.
STORY_DAYS = 370
# A tense taken from further up says less: the other side must be that many times as near.
_PULLED = {False: (1, 4), True: (2, 1), None: (1, 2)}
# A dateline or another clock may run ahead of the document's date.
_AHEAD_OF_CLOCK = timedelta(days=2)
_REPORTED_UNITS = frozenset({"quarter", "half"})


def calendar_value(says: Calendar, context: Context) -> Value:
    """The days of a calendar date; the year from the text, an earlier date or the tense."""
    if says.unit == "century":
        return Value(None, "vague", "text", "DATE", str(says.number - 1))
    if says.unit == "weekday":
        return _weekday(says, context)
    if says.unit == "year":
        return _whole(year_days(says.number), "absolute", "text", says)
    if says.unit == "decade":
        return _whole(year_days(says.number, 10), "absolute", "text", says)
    if isinstance(says.year, int):
        return _whole(_in_year(says, says.year), "absolute", "text", says)
    if isinstance(says.year, Deictic):
        return _in_pointed(says, says.year, context)
    if says.which is not None:
        return _pointed_name(says, says.which, context)
    chosen = _choose_year(says, lambda year: _in_year(says, year), context)
    if chosen is None:
        return Value(None, "absolute", "document", "DATE", _open_value(says))
    return _whole(chosen[0], "absolute", chosen[1], says)


def deictic_value(says: Deictic, context: Context) -> Value:
    """The days of "last month", "this week", "the following day", "that year"."""
    if says.anchor == "hint":
        return _hinted(says, context)
    if says.anchor == "tense":
        return _weekend(context)
    base = _base(says.anchor, says.unit, context)
    if base is None:
        return Value(None, "relative", says.anchor, "DATE", _open_unit(says.unit))
    days, anchor = base
    if says.unit == "century":
        number = days.first.year // 100 + says.offset
        return Value(None, "vague", anchor, "DATE", f"{number:02d}")
    if says.anchor == "previous" and anchor != "document":
        placed = _beside(days, says)
        return Value(placed, "relative", anchor, "DATE", unit_value(placed, says.unit))
    assert context.published is not None
    placed = _from_document(says, context.published)
    value = unit_value(placed, says.unit)
    if says.unit in ("week", "weekend") and says.offset == 0 and context.future is False:
        placed = Days(placed.first, max(placed.first, min(placed.last, context.published)))
    return Value(context.rough(placed), "relative", "document", "DATE", value)


def reported_value(says: Reported, context: Context) -> Value:
    """The days of "the quarter" or "the year-ago period": after the one told, else the latest."""
    if says.unit not in _REPORTED_UNITS:
        return _hinted(Deictic(says.unit, 0, "hint"), context)
    known = context.quarter
    if known is None:
        if context.published is None:
            return Value(None, "relative", "document", "DATE", "XXXX-QX")
        known = unit_days(add(context.published, says.unit, -1), says.unit)
    placed = unit_days(add(known.first, "year", says.offset), says.unit)
    return Value(placed, "relative", "document", "DATE", unit_value(placed, says.unit))


def unit_value(days: Days, unit: str) -> str:
    """The TIMEX3 value of a span that is one unit."""
    first = days.first
    if days.length == 1:
        return first.isoformat()
    if days.grain == "year" and first.year == days.last.year:
        return f"{first.year:04d}"
    if unit in ("week", "weekend"):
        year, week, _ = first.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "quarter":
        return f"{first.year:04d}-Q{(first.month + 2) // 3}"
    if unit == "half":
        return f"{first.year:04d}-H{1 if first.month <= 6 else 2}"
    if unit == "season":
        return f"{first.year:04d}-{_SEASON_CODES.get(first.month, 'XX')}"
    if unit == "decade":
        return f"{first.year // 10:03d}"
    return first.isoformat()[: {"day": 10, "month": 7, "year": 4}[days.grain]]


def _whole(days: Days, kind: str, anchor: str, says: Calendar) -> Value:
    return Value(days, kind, anchor, "DATE", unit_value(days, says.unit))


def _in_year(says: Calendar, year: int) -> Days:
    """The occurrence of an open date in a year; 29 February moves to the next leap year."""
    if says.unit == "day":
        month = says.month
        while (month, says.number) == (2, 29) and year % 4:
            year += 1
        day = date(year, month, says.number)
        return Days(day, day)
    if says.unit == "feast":
        day = feast_day(says.number, year)
        return Days(day, day)
    first, count = {
        "month": (says.number, 1),
        "season": (says.number, 3),
        "quarter": (says.number * 3 - 2, 3),
        "half": (says.number * 6 - 5, 6),
    }[says.unit]
    return month_days(year, first, count)


def _in_pointed(says: Calendar, pointer: Deictic, context: Context) -> Value:
    value = deictic_value(pointer, context)
    if value.days is None:
        return Value(None, "relative", value.anchor, "DATE", _open_value(says))
    first = value.days.first
    if pointer.unit != "month":
        return _whole(_in_year(says, first.year), "relative", value.anchor, says)
    if value.days.length < 28:
        first = unit_days(first, "month").first
    last = unit_days(first, "month").last
    day = first.replace(day=min(says.number, last.day))
    return Value(Days(day, day), "relative", value.anchor, "DATE", day.isoformat())


def _pointed_name(says: Calendar, which: int, context: Context) -> Value:
    """ "last October", "this fall", "next spring"."""
    published = context.published
    if says.told and context.before is not None:
        published = context.before[0].last if which > 0 else context.before[0].first
    if published is None:
        return Value(None, "relative", "document", "DATE", _open_value(says))
    around = [_in_year(says, published.year + step) for step in (-2, -1, 0, 1, 2)]
    if which < 0:
        chosen = [days for days in around if days.last < published][-1]
    elif which > 0:
        chosen = next(days for days in around if days.first > published)
    elif says.unit == "season" and says.number == 12:
        chosen = min(around, key=lambda days: _distance(days, published))
    else:
        chosen = around[2]
    return _whole(chosen, "relative", "document", says)


def _distance(days: Days, day: date) -> int:
    if days.first <= day <= days.last:
        return 0
    return (days.first - day).days if day < days.first else (day - days.last).days


def _choose_year(
    says: Calendar, occurrence: Callable[[int], Days], context: Context
) -> tuple[Days, str] | None:
    if context.year is not None:
        return occurrence(context.year), "text"
    told = _told_year(occurrence, context)
    if told is not None:
        return told, "previous"
    document = context.document
    if document is None:
        return None
    year = document.first.year
    around = [occurrence(year + step) for step in (-1, 0, 1)]
    if not context.sure or says.unit in _REPORTED_UNITS:
        return min(around, key=lambda days: _weighed(days, document, context)), "document"
    if context.future is False:
        limit = document.last + _AHEAD_OF_CLOCK if says.unit == "day" else document.last
        before = [days for days in around if days.first <= limit]
        # A leap day can lie eight years off; every other day comes round within one.
        before = before or [occurrence(year + step) for step in (-8, -4, -2)]
        return max(before, key=lambda days: (days.first <= limit, days.first)), "document"
    if context.future:
        after = [days for days in around if days.last >= document.first]
        after = after or [occurrence(year + step) for step in (2, 4, 8)]
        return min(after, key=lambda days: (days.last < document.first, days.first)), "document"
    return min(around, key=lambda days: _weighed(days, document, context)), "document"


def _weighed(days: Days, document: Days, context: Context) -> int:
    behind, ahead = (1, 1) if context.even else _PULLED[context.future]
    if days.first > document.last:
        return ahead * (days.first - document.last).days
    return max(0, behind * (document.first - days.last).days)


def _told_year(occurrence: Callable[[int], Days], context: Context) -> Days | None:
    """The date in the year that the text is about, where it is about one."""
    previous, document = context.previous, context.document
    if previous is None or not (context.sure or document is None) or previous.length > 366:
        return None
    year = previous.first.year
    if previous.grain == "year" and previous.last.year == year:
        days = occurrence(year)
        behind = context.future and document is not None and days.last < document.first
        return None if behind else days
    if document is None:
        return _onward(occurrence, previous)
    if context.future or (document.first - previous.last).days <= STORY_DAYS:
        return None
    days = _onward(occurrence, previous)
    return days if days.first <= document.last else None


def _onward(occurrence: Callable[[int], Days], previous: Days) -> Days:
    days = occurrence(previous.first.year)
    return days if days.last >= previous.first else occurrence(previous.first.year + 1)


def _weekday(says: Calendar, context: Context) -> Value:
    base = context.published
    if isinstance(says.year, Deictic):
        week = deictic_value(says.year, replace(context, precision="day", future=None)).days
        day = week.first + timedelta(days=says.number) if week else None
        return _weekday_value(day, context)
    if base is None:
        return Value(None, "relative", "document", "DATE", "XXXX-XX-XX")
    ahead = (says.number - base.weekday()) % 7
    if says.told and (context.before is not None or context.future is False):
        return _told_weekday(says, context)
    if says.which == 0:
        return _weekday_value(base + timedelta(days=says.number - base.weekday()), context)
    if says.which is not None:
        step = (ahead or 7) if says.which > 0 else ahead - 7
        return _weekday_value(base + timedelta(days=step), context)
    nearer = 0 < ahead * _PAST_PREFERENCE < 7 - ahead
    if context.future and not context.sure:
        nearer = ahead < 7 - ahead
        context = replace(context, future=None)
    forward = context.future or (context.future is None and (nearer or context.even))
    step = ahead if forward or ahead == 0 else ahead - 7
    return _weekday_value(base + timedelta(days=step), context)


def _told_weekday(says: Calendar, context: Context) -> Value:
    """ "The following Monday", "that Friday": from what was told before, else nowhere."""
    if context.before is None:
        return Value(None, "relative", "previous", "DATE", "XXXX-XX-XX")
    told = context.before[0]
    base = told.first if says.which == -1 else told.last
    ahead = (says.number - base.weekday()) % 7
    step = {1: ahead or 7, -1: ahead - 7, 0: says.number - base.weekday()}[says.which or 0]
    day = base + timedelta(days=step)
    if told.length > 1:
        return Value(told, "relative", "text", "DATE", "XXXX-XX-XX")
    return Value(Days(day, day), "relative", "text", "DATE", day.isoformat())


def _weekday_value(day: date | None, context: Context) -> Value:
    if day is None:
        return Value(None, "relative", "document", "DATE", "XXXX-XX-XX")
    return Value(context.rough(Days(day, day)), "relative", "document", "DATE", day.isoformat())


def _weekend(context: Context) -> Value:
    """The weekend that is on, else the next one in a clause about the future, else the last."""
    day = context.published
    ahead = day is not None and (context.future is True or day.weekday() >= 5)
    return deictic_value(Deictic("weekend", 0 if ahead else -1), replace(context, future=True))


def _hinted(says: Deictic, context: Context) -> Value:
    """ "the year" of "the second half of the year": the one the text is about."""
    base = context.before
    about = (
        base is not None
        and base[0].first.year == base[0].last.year
        and (base[0].grain == "year" or context.published is None or says.unit == "month")
    )
    if context.year is not None and says.unit == "year":
        return deictic_value(
            Deictic("year", 0, "previous"), replace(context, nearby=year_days(context.year))
        )
    anchor = "previous" if about else "document"
    return deictic_value(Deictic(says.unit, says.offset, anchor), context)


def _base(anchor: str, unit: str, context: Context) -> tuple[Days, str] | None:
    if anchor == "previous":
        before = context.before
        if before is not None or unit not in ("year", "month", "week", "quarter", "decade"):
            return before
    document = context.document
    return None if document is None else (document, "document")


def _from_document(says: Deictic, published: date) -> Days:
    if says.unit == "weekend":
        return unit_days(add(published, "week", says.offset), "weekend")
    if says.unit == "fortnight":
        edge = add(published, "fortnight", says.offset)
        return Days(min(edge, published), max(edge, published))
    return unit_days(
        add(published.replace(day=min(published.day, 28)), says.unit, says.offset)
        if says.unit not in ("day", "week")
        else add(published, says.unit, says.offset),
        says.unit,
    )


def _beside(days: Days, says: Deictic) -> Days:
    """The unit counted from an earlier date; a date known less finely than the unit stays."""
    if days.length > unit_days(days.first, says.unit).length + 1:
        return days
    return unit_days(
        add(days.first if says.offset <= 0 else days.last, says.unit, says.offset), says.unit
    )


def _open_value(says: Calendar) -> str:
    if says.unit == "day" and says.month:
        return f"XXXX-{says.month:02d}-{says.number:02d}"
    if says.unit == "month":
        return f"XXXX-{says.number:02d}"
    if says.unit == "season":
        return f"XXXX-{_SEASON_CODES[says.number]}"
    if says.unit in ("quarter", "half"):
        return f"XXXX-{says.unit[0].upper()}{says.number}"
    return "XXXX-XX-XX"


def _open_unit(unit: str) -> str:
    return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX")
