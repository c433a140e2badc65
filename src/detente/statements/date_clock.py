"""Finds times of day: "9:30 p.m.", "noon", "in the morning", "mid-afternoon"."""

from __future__ import annotations

from detente.statements.date_amounts import cardinal, clock_time
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import TIMES_OF_DAY

_EXACT = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_BEFORE_DAYPART = frozenset("in during by through throughout until of into since for".split())
_BEFORE_CLOCK = frozenset("at by until till around about from before after since between".split())
_PARTED = frozenset({"early", "mid", "late"})


def time_at(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A time of day by itself: (index behind it, ``T09:30`` or ``TMO``)."""
    low = tokens.low(at)
    if low in _EXACT:
        return at + 1, _EXACT[low]
    hour = clock_time(tokens, at)
    if hour is not None:
        worded = hour[0] > at + 1 or tokens.low(at - 1) in _BEFORE_CLOCK
        return hour if worded else None
    if tokens[at].kind == "number" or low in ("one", "two", "three", "four", "five", "six"):
        return _hour_of_part(tokens, at)
    if low in _PARTED:
        behind = at + 2 if tokens.low(at + 1) == "-" else at + 1
        part = tokens.low(behind)
        if part in _PARTS_OF_DAY:
            return behind + 1, "T" + TIMES_OF_DAY[part]
        return None
    if low == "the" and tokens.low(at - 1) in _BEFORE_DAYPART:
        return _part_of_day(tokens, at + 1)
    return None


def time_behind(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A time of day behind a day: "morning", "at 9:30 p.m.", "at noon", ", around midnight"."""
    code = TIMES_OF_DAY.get(tokens.low(at))
    if code:
        return at + 1, _EXACT.get(tokens.low(at), "T" + code)
    at += 1 if tokens.low(at) in ("at", "around", ",") else 0
    at += 1 if tokens.low(at) in ("at", "around") else 0
    if tokens.low(at) in _EXACT:
        return at + 1, _EXACT[tokens.low(at)]
    return clock_time(tokens, at)


def _part_of_day(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """ "morning" of "in the morning"; the morning session is none."""
    low, then = tokens.low(at), tokens[at + 1]
    if low in _PARTED:
        return _part_of_day(tokens, at + 1)
    if low not in _PARTS_OF_DAY or (then.kind == "word" and then.low in ("of", "session")):
        return None
    return at + 1, "T" + TIMES_OF_DAY[low]


def _hour_of_part(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """ "4 in the morning", "ten o'clock"."""
    number = cardinal(tokens, at)
    if number is None or not 1 <= number[1] <= 12:
        return None
    behind, hour = number[0], int(number[1])
    if tokens.match(behind, "in", "the") and tokens.low(behind + 2) in _PARTS_OF_DAY:
        later = tokens.low(behind + 2) != "morning" and hour < 12
        return behind + 3, f"T{hour + 12 if later else hour:02d}:00"
    return None
