"""Places amounts of time: "two weeks ago", "a year later", "the past three years"."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from detente.statements.date_calendar import unit_value
from detente.statements.date_context import Context, Value
from detente.statements.date_expressions import Shift, Window
from detente.statements.date_spans import Days, add, unit_days, widen

_LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "weekend": "WE",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "half": "H",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
# How far "coming weeks" or "recent months" reach, and the grain they are told with.
_VAGUE_REACH = {
    "day": ("day", 7, "day"),
    "week": ("week", 6, "month"),
    "month": ("month", 6, "month"),
    "year": ("year", 5, "year"),
    "decade": ("decade", 3, "year"),
}
_YEARS_TOLD_ROUGHLY = 5
_HOURS_IN = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}


def duration(unit: str, amount: float | None) -> str:
    """TIMEX3 value of a length: ``P3Y``, ``PT40H``, ``PXW``.

    >>> duration("year", 3), duration("hour", 40), duration("week", None), duration("year", 1.5)
    ('P3Y', 'PT40H', 'PXW', 'P1Y6M')
    """
    if unit == "year" and amount is not None and amount % 1 == 0.5 and amount > 1:
        return f"P{int(amount)}Y6M"
    if unit == "fortnight":
        unit, amount = "week", None if amount is None else 2 * amount
    clock = "T" if unit in ("second", "minute", "hour") else ""
    number = "X" if amount is None else f"{amount:g}"
    return f"P{clock}{number}{_LETTERS.get(unit, 'D')}"


def window_value(says: Window, context: Context) -> Value:
    """The days of "the past three years", "the coming weeks".

    What came about "within two days" did so after what was told before.
    """
    value = duration(says.unit, says.amount)
    kind = "vague" if says.amount is None else "relative"
    told = says.sign > 0 and says.anchor == "document" and context.future is False
    base = context.before if told else _base(says.anchor, context)
    if base is None:
        return Value(None, kind, says.anchor, "DURATION", value)
    days, anchor = base
    if told and days.grain == "year":
        # "Within a week" of an act of which no more than the year is known.
        return Value(days, kind, anchor, "DURATION", value)
    reach = _reach(says)
    if reach is None:
        return Value(None, kind, anchor, "DURATION", value)
    unit, amount, grain = reach
    if says.sign < 0:
        placed = Days(add(days.last, unit, -amount), days.last)
    else:
        placed = Days(days.first, add(days.first, unit, amount))
    return Value(context.rough(widen(placed, grain)), kind, anchor, "DURATION", value)


def _reach(says: Window) -> tuple[str, float, str] | None:
    if says.amount is None:
        return _VAGUE_REACH.get(says.unit)
    if says.unit in _HOURS_IN:
        return "day", ceil(says.amount * _HOURS_IN[says.unit] / 24), "day"
    if says.unit in ("day", "week", "fortnight", "weekend"):
        return says.unit, says.amount, "day"
    if says.unit in ("month", "quarter", "half", "year"):
        rough = says.unit == "year" and says.amount >= _YEARS_TOLD_ROUGHLY
        return says.unit, says.amount, "year" if rough else "month"
    if says.unit in ("decade", "century"):
        return says.unit, says.amount, "year"
    return None


def shift_value(says: Shift, origin: Days | None, context: Context) -> Value:
    """The days of "two weeks ago", "a day later", "days after X"."""
    if says.anchor == "open":
        return Value(None, "vague", "text", "DURATION", duration(says.unit, says.amount))
    if says.anchor == "coming":
        if context.future is False:
            value = duration(says.unit, says.amount)
            return Value(None, "duration", "text", "DURATION", value)
        base = _base("document", context)
    else:
        base = (origin, "text") if origin is not None else _base(says.anchor, context)
        if base is None and says.anchor == "previous" and says.sign < 0 and says.unit != "day":
            base = _base("document", context)
    if base is None:
        return Value(None, "relative", says.anchor, "DATE", "")
    days, anchor = base
    if (
        says.unit == "year"
        and says.amount
        and says.amount == 1
        and context.quarter
        and says.sign < 0
    ):
        placed = unit_days(add(context.quarter.first, "year", -1), "quarter")
        return Value(placed, "relative", "text", "DATE", unit_value(placed, "quarter"))
    if says.amount is None and says.anchor == "coming":
        return window_value(Window(says.unit, None, 1), context)
    if says.amount is None:
        return _vaguely(says, days, anchor, context)
    placed = shifted(days, says, exact=anchor != "document")
    if anchor == "document":
        placed = context.rough(placed)
    return Value(placed, "relative", anchor, "DATE", unit_value(placed, says.unit))


def shifted(days: Days, says: Shift, *, exact: bool) -> Days:
    """A span moved by a known amount.

    A week's step lands on its whole week unless `exact`; a date known less finely than the step is
    long stays where it is.
    """
    assert says.amount is not None
    if says.unit in _HOURS_IN:
        hours = says.amount * _HOURS_IN[says.unit]
        return shifted(days, replace(says, unit="day", amount=hours // 24), exact=exact)
    step = says.sign * says.amount
    edge = days.first if says.sign < 0 else days.last
    there = add(edge, says.unit, step)
    if days.length > 1 and abs((there - edge).days) < days.length:
        return days
    if says.unit in ("week", "fortnight", "weekend"):
        return Days(there, there) if exact else unit_days(there, "week")
    if says.unit in ("quarter", "half"):
        return unit_days(there, "month")
    if says.unit in ("decade", "century"):
        return unit_days(there, "year")
    if says.unit == "year" and says.amount % 1:
        return unit_days(there, "month")
    return unit_days(there, says.unit)


def _vaguely(says: Shift, days: Days, anchor: str, context: Context) -> Value:
    """ "days later" within the week after, told by the month; "years ago" is not placed."""
    reference = "PAST_REF" if says.sign < 0 else "FUTURE_REF"
    reach = _VAGUE_REACH.get(says.unit)
    if says.anchor in ("document", "coming") or reach is None:
        return Value(None, "vague", anchor, "DATE", reference)
    unit, amount, grain = reach
    if days.length > (add(days.first, unit, amount) - days.first).days:
        placed = days
    elif says.sign > 0:
        placed = widen(Days(days.last, add(days.last, unit, amount)), grain)
    else:
        placed = widen(Days(add(days.first, unit, -amount), days.first), grain)
    if grain == "day":
        placed = widen(placed, "month")
    return Value(placed, "vague", anchor, "DATE", reference)


def _base(anchor: str, context: Context) -> tuple[Days, str] | None:
    if anchor == "previous":
        return context.before
    document = context.document
    return None if document is None else (document, "document")
