"""Finds years, quarters, halves, decades and centuries in tokens: "2019-21", "Q3", "the '90s"."""

from __future__ import annotations

from detente.statements.date_amounts import ordinal
from detente.statements.date_expressions import Calendar, Deictic, Found, Pair
from detente.statements.date_guards import blocked_number, is_year
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import DECADE_NAMES

YEAR_OFFSETS = {"last": -1, "this": 0, "next": 1}
HALVES = {"first": 1, "second": 2, "latter": 2, "last": 2, "1st": 1, "2nd": 2}


def year_behind(tokens: Tokens, at: int) -> tuple[int, int | Deictic] | None:
    """A year that completes the date before it: "2024", ", 2024", "of 2024", "last year"."""
    low = tokens.low(at)
    deictic = _deictic_year(tokens, at)
    if deictic:
        return deictic
    if low in (",", "of", "in", "("):
        at += 1
        deictic = _deictic_year(tokens, at) if low == "of" else None
        if deictic:
            return deictic
    if low == "(":
        return None
    token = tokens[at]
    plain = token.kind == "number" and len(token.low) == 4 and 1000 <= token.value <= 2199
    if plain and not blocked_number(tokens, at, dated=True):
        return at + 1, token.value
    return None


def _deictic_year(tokens: Tokens, at: int) -> tuple[int, Deictic] | None:
    low, then = tokens.low(at), tokens.low(at + 1)
    if low == "the":
        if then in ("same", "following", "previous", "next") and tokens.low(at + 2) == "year":
            offset = {"same": 0, "previous": -1}.get(then, 1)
            return at + 3, Deictic("year", offset, "previous")
        return None
    if then != "year":
        return None
    if low in YEAR_OFFSETS:
        return at + 2, Deictic("year", YEAR_OFFSETS[low])
    return (at + 2, Deictic("year", 0, "previous")) if low == "that" else None


def plain_year(tokens: Tokens, at: int) -> Found | None:
    return (at + 1, Calendar("year", tokens[at].value)) if is_year(tokens, at) else None


def year_span(tokens: Tokens, at: int) -> Found | None:
    """ "2019-2021", "2023-24", "2023/24", "2024-08"."""
    token, mark, then = tokens[at], tokens[at + 1], tokens[at + 2]
    if not (token.kind == "number" and len(token.low) == 4 and 1500 <= token.value <= 2150):
        return None
    if mark.low not in ("-", "/") or then.kind != "number" or blocked_number(tokens, at):
        return None
    if (tokens.low(at + 3) == "-" and tokens[at + 3].glued) or mark.glued != then.glued:
        return None
    first, last = token.value, then.value
    if len(then.low) == 2:
        if last <= first % 100:
            month = mark.glued and 1 <= last <= 12
            return (at + 3, Calendar("month", last, 0, first)) if month else None
        last += first - first % 100
    elif len(then.low) != 4 or not first < last <= 2199:
        return None
    return at + 3, Pair(Calendar("year", first), Calendar("year", last))


def decade(tokens: Tokens, at: int) -> Found | None:
    """A decade in figures ("the '90s"); also a century, or a year's own ("1990's")."""
    value = tokens[at].value
    owned = "'" in tokens[at].low
    if owned and value >= 1000 and tokens.low(at - 1) not in ("the", "early", "mid", "late", "-"):
        return at + 1, Calendar("year", value)
    if tokens.low(at - 1) in ("his", "her", "their", "my", "our", "your", "its"):
        return None
    if 1000 <= value <= 2190:
        hundred = value % 100 == 0 and value not in (2000, 2100) and tokens.low(at - 1) != "early"
        unit = "century" if hundred else "decade"
        return at + 1, Calendar(unit, value // 100 + 1 if hundred else value)
    before = tokens.low(at - 1)
    marked = before in ("'", "the", "early", "mid", "late", "-")
    # "in the 30s" counts percent or degrees at least as often as it means the years.
    if (50 if before != "'" else 10) <= value <= 90 and marked:
        return at + 1, Calendar("decade", value + (1900 if value > 20 else 2000))
    return None


def named_decade(tokens: Tokens, at: int) -> Found | None:
    value = DECADE_NAMES.get(tokens.low(at))
    if value is None or tokens.low(at - 1) not in ("the", "early", "mid", "late", "-"):
        return None
    return at + 1, Calendar("decade", 1900 + value)


def century(tokens: Tokens, at: int) -> Found | None:
    number = ordinal(tokens, at)
    if number is None:
        return None
    behind = number[0] + (1 if tokens.low(number[0]) == "-" else 0)
    return (behind + 1, Calendar("century", number[1])) if tokens.low(behind) == "century" else None


def worded_year(tokens: Tokens, at: int) -> Found | None:
    """ "the year 2024", "fiscal year 2025", "fiscal 2025" (read as the calendar year)."""
    low = tokens.low(at)
    behind = at
    if low in ("fiscal", "financial"):
        behind += 1
    if tokens.low(behind) in ("year", "years"):
        behind += 1
    if behind == at:
        return None
    if tokens[behind].kind == "number":
        return year_span(tokens, behind) or _bare_year(tokens, behind)
    return None


def _bare_year(tokens: Tokens, at: int) -> Found | None:
    token = tokens[at]
    fits = len(token.low) == 4 and 1000 <= token.value <= 2199
    return (at + 1, Calendar("year", token.value)) if fits else None


def short_period(tokens: Tokens, at: int) -> Found | None:
    """ "Q3", "Q1 2025", "H2 2024", "FY2025", "FY 2025"."""
    token = tokens[at]
    low = token.low
    if not token.capital or low[:1] not in ("q", "h", "f"):
        return None
    if low[:2] == "fy":
        digits = low[2:]
        if digits.isdecimal() and len(digits) in (2, 4):
            return at + 1, Calendar("year", int(digits) + (2000 if len(digits) == 2 else 0))
        return _bare_year(tokens, at + 1) if low == "fy" else None
    if len(low) != 2 or not ("q1" <= low <= "q4" or low in ("h1", "h2")):
        return None
    unit = "quarter" if low[0] == "q" else "half"
    year = year_behind(tokens, at + 1)
    if year:
        return year[0], Calendar(unit, int(low[1]), 0, year[1])
    lone = unit == "quarter" or tokens.low(at - 1) in (
        "in",
        "during",
        "by",
        "for",
        "since",
        "until",
    )
    return (at + 1, Calendar(unit, int(low[1]))) if lone else None


def quarter_or_half(tokens: Tokens, at: int) -> Found | None:
    """ "third quarter of 2024", "first half of last year", "first-quarter 2025"."""
    number = ordinal(tokens, at)
    behind, count = number or (at + 1, HALVES.get(tokens.low(at), 0))
    if tokens.low(at) in ("last", "final"):
        count = 4 if tokens.low(at + 2) == "of" else 0
    behind += 1 if tokens.low(behind) == "-" else 0
    unit = tokens.low(behind)
    if unit == "half":
        count = HALVES.get(tokens.low(at), 0)
    limit = {"quarter": 4, "half": 2}.get(unit, 0)
    if not 1 <= count <= limit:
        return None
    return _of_year(tokens, behind + 1, unit, count)


def _of_year(tokens: Tokens, at: int, unit: str, count: int) -> Found | None:
    year = year_behind(tokens, at)
    if year:
        return year[0], Calendar(unit, count, 0, year[1])
    if tokens.match(at, "of", "the", "year"):
        return at + 3, Calendar(unit, count, 0, Deictic("year", 0, "hint"))
    if tokens.low(at) == "of" and tokens.low(at + 1) in ("$", "€", "£", "¥"):
        return at, Calendar(unit, count)
    if tokens.low(at) == "of" or (unit == "half" and tokens.low(at) not in ("", ".", ",", ";")):
        return None
    return at, Calendar(unit, count)
