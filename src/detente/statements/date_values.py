"""Places what a date phrase says in time, with the document's date and the dates around it.

No clock: everything relative is counted from what is passed in. Where that is missing the value
has no days, and its TIMEX3 value keeps ``X`` for what is open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from detente.statements.date_calendar import (
    calendar_value,
    deictic_value,
    reported_value,
    unit_value,
)
from detente.statements.date_context import Context, Value
from detente.statements.date_expressions import (
    Bound,
    Calendar,
    Clocked,
    Deictic,
    Expression,
    Fixed,
    Length,
    Pair,
    Part,
    Repeated,
    Reported,
    Rest,
    Shift,
    Vague,
    Window,
)
from detente.statements.date_shifts import duration, shift_value, window_value
from detente.statements.date_spans import (
    MONTHS_IN,
    Days,
    add,
    grain_of,
    half_days,
    part_days,
    unit_days,
)

_ONE_DAY = timedelta(days=1)
_OPEN_UNITS = frozenset({"day", "feast", "month", "season", "quarter", "half"})


@lru_cache(maxsize=1024)
def place(says: Expression, context: Context) -> Value:
    """The days, kind, anchor and TIMEX3 value of an expression.

    A date that leaves the calendar (year 0, year 12000) comes back without days.
    """
    try:
        return _place(says, context)
    except (ValueError, OverflowError):
        return Value(None, "vague", "text")


def _place(says: Expression, context: Context) -> Value:
    match says:
        case Calendar():
            return calendar_value(says, context)
        case Deictic():
            return deictic_value(says, context)
        case Part():
            return _part(says, context)
        case Pair():
            return _pair(says, context)
        case Bound():
            return _bound(says, context)
        case Rest():
            return _rest(says, context)
        case Clocked():
            return _clocked(says, context)
        case Reported():
            return reported_value(says, context)
        case Fixed():
            return _fixed(says, context)
        case Length():
            return Value(None, "duration", "text", "DURATION", duration(says.unit, says.amount))
        case Repeated():
            return Value(None, "set", "text", "SET", duration(says.unit, says.amount))
        case Vague():
            return Value(None, "vague", "document", "DATE", says.reference)
        case Shift():
            origin = _place(says.origin, context).days if says.origin is not None else None
            return shift_value(says, origin, context)
        case Window():
            return window_value(says, context)


def is_open(says: Expression) -> bool:
    """Whether the expression leaves its year to the text around it."""
    match says:
        case Calendar():
            return says.unit in _OPEN_UNITS and says.year is None and says.which is None
        case Part():
            return is_open(says.whole)
        case Clocked():
            return says.day is not None and is_open(says.day)
        case Bound():
            return is_open(says.limit)
        case Pair():
            return is_open(says.first) and is_open(says.last)
    return False


def stated_year(says: Expression) -> int | None:
    """The year that the words themselves give, of a single date."""
    match says:
        case Calendar():
            if says.unit == "year":
                return says.number
            return says.year if isinstance(says.year, int) else None
        case Part():
            return stated_year(says.whole)
        case Clocked():
            return stated_year(says.day) if says.day is not None else None
        case Pair():
            return stated_year(says.last)
    return None


def _part(says: Part, context: Context) -> Value:
    whole = _place(says.whole, context)
    days = whole.days
    if days is None:
        return whole
    if says.part == "around":
        around = unit_days(days.first, says.unit)
        return whole._replace(days=around, value=unit_value(around, says.unit))
    if says.part == "half":
        value = whole.value
        if days.grain == "year" and days.first.year == days.last.year:
            value += f"-H{says.number}"
        return whole._replace(days=half_days(days, says.number), value=value)
    if says.part == "week":
        first = min(days.first + _ONE_DAY * 7 * (says.number - 1), days.last)
        return whole._replace(days=Days(first, min(first + 6 * _ONE_DAY, days.last)))
    if says.part in ("first", "last"):
        return whole._replace(days=_edge(days, says))
    return whole._replace(days=part_days(days, says.part))


def _edge(days: Days, says: Part) -> Days:
    if says.part == "first":
        first, last = days.first, add(days.first, says.unit, says.number) - _ONE_DAY
    else:
        first, last = add(days.last + _ONE_DAY, says.unit, -says.number), days.last
    first, last = max(first, days.first), min(last, days.last)
    return Days(first, last, grain_of(first, last) if says.unit in MONTHS_IN else "day")


def place_pair(says: Pair, context: Context) -> tuple[Value, Value]:
    """The two edges of a range; one without a year takes it from the other."""
    if is_open(says.first) and not is_open(says.last):
        last = _place(says.last, context)
        first = _place_before(says.first, last.days, context)
    else:
        first = _place(says.first, context)
        last = _place_after(says.last, first.days, context)
    return first, last


def _pair(says: Pair, context: Context) -> Value:
    first, last = place_pair(says, context)
    if first.days is None or last.days is None:
        return Value(None, first.kind, first.anchor, "DATE", first.value)
    days = _joined(first.days, last.days)
    known = first.kind == last.kind == "absolute"
    anchor = last.anchor if first.anchor == "text" else first.anchor
    return Value(days, "absolute" if known else "relative", anchor, "DATE", days.time)


def _place_before(says: Expression, last: Days | None, context: Context) -> Value:
    if last is None:
        return _place(says, context)
    value = _place(says, replace(context, year=last.first.year))
    if value.days is not None and value.days.first > last.last:
        value = _place(says, replace(context, year=last.first.year - 1))
    return value


def _place_after(says: Expression, first: Days | None, context: Context) -> Value:
    if first is None:
        return _place(says, context)
    inner = says.day if isinstance(says, Clocked) else says
    if isinstance(inner, Calendar) and inner.unit == "weekday":
        return _place(says, replace(context, published=first.first, precision="day", future=True))
    if not is_open(says):
        return _place(says, replace(context, nearby=first))
    value = _place(says, replace(context, year=first.first.year))
    if value.days is not None and value.days.last < first.first:
        value = _place(says, replace(context, year=first.first.year + 1))
    return value


def _joined(first: Days, last: Days) -> Days:
    if last.last < first.first:
        first, last = last, first
    end = max(first.last, last.last)
    return Days(first.first, end, first.grain, last.last_grain or last.grain)


def _bound(says: Bound, context: Context) -> Value:
    kind = "since" if says.word in ("since", "after") else "until"
    if says.word in ("until", "by"):
        # A time limit lies on either side of the text, whatever the tense of what it limits.
        context = replace(context, even=not context.future, future=context.future or None)
        context = replace(context, sure=context.sure and context.even)
    limit = _place(says.limit, context)
    if limit.days is None:
        return limit._replace(kind=kind)
    document = context.document
    if kind == "since":
        days = _since(limit.days, document)
        return Value(days, kind, limit.anchor, limit.type, limit.value)
    last = limit.days
    if says.word == "before" and isinstance(says.limit, Calendar):
        last = _day_before(last)
    if document is not None and last.last > document.last:
        reach = Days(document.first, last.last, document.grain, last.last_grain or last.grain)
        return Value(reach, kind, limit.anchor, limit.type, limit.value)
    if says.word == "before":
        return Value(None, kind, limit.anchor, limit.type, limit.value, last.last)
    return Value(last, kind, limit.anchor, limit.type, limit.value)


def _since(limit: Days, document: Days | None) -> Days:
    if document is None or document.last <= limit.last:
        return limit
    return Days(limit.first, document.last, limit.grain, document.grain)


def _day_before(days: Days) -> Days:
    last = days.first - _ONE_DAY
    unit = days.grain
    return unit_days(last, unit) if unit != "day" else Days(last, last)


def _rest(says: Rest, context: Context) -> Value:
    value = _place(says.whole, context)
    whole, document = value.days, context.document
    if whole is None:
        return value
    pivot = document if document and value.anchor == "document" else None
    if pivot is None and context.before is not None:
        pivot = context.before[0]
    if pivot is None or not _holds(whole, pivot):
        pivot = document
    if pivot is None or not _holds(whole, pivot):
        return value
    if pivot.length >= whole.length:
        return value
    edge = pivot.first if says.sign > 0 else pivot.last
    first, last = (edge, whole.last) if says.sign > 0 else (whole.first, edge)
    if whole.grain == "year":
        days = _in_months(first, last)
    else:
        days = Days(first, last, grain_of(first, last))
    return value._replace(days=context.rough(days))


def _holds(whole: Days, part: Days) -> bool:
    return whole.first <= part.first <= part.last <= whole.last


def _in_months(first: date, last: date) -> Days:
    return Days(unit_days(first, "month").first, unit_days(last, "month").last, "month")


def _clocked(says: Clocked, context: Context) -> Value:
    if says.day is None:
        return Value(None, "vague", "text", "TIME", _day_at_hand(context) + says.time)
    value = _place(says.day, context)
    return value._replace(type="TIME", value=(value.value or "XXXX-XX-XX") + says.time)


def _day_at_hand(context: Context) -> str:
    """The day that a bare time of day belongs to: the last one told here, else the document's."""
    if context.nearby is not None and context.nearby.length == 1:
        return context.nearby.first.isoformat()
    if context.published is not None and context.precision == "day":
        return context.published.isoformat()
    return "XXXX-XX-XX"


def _fixed(says: Fixed, context: Context) -> Value:
    last, grain = says.last, ""
    if last is None:
        document = context.document
        if document is None or document.last < says.first:
            return Value(None, "absolute", "text", "DATE", says.first.isoformat())
        last, grain = document.last, document.grain
    first, last = min(says.first, last), max(says.first, last)
    days = Days(first, last, "day", grain) if grain else Days(first, last, grain_of(first, last))
    return Value(days, "absolute", "text", "DATE", days.time)
