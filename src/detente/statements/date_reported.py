"""Finds the periods that a report takes as known: "the quarter", "the year-ago period", "the week".

They are named after one told before, or after the one that the document's date lies in.
"""

from __future__ import annotations

from detente.statements.date_expressions import Found, Length, Reported, Shift
from detente.statements.date_tokens import Tokens

_COMPARED = frozenset("comparable corresponding same similar".split())
_LATEST = frozenset("latest current present".split())
_WHOLE = frozenset("full entire whole fiscal calendar financial".split())
_PERIODS = frozenset("quarter period half".split())
_BEFORE = frozenset(
    "in for during of over throughout through within well into by until this".split()
)
_ENDED = frozenset("ended ending to through begun beginning that".split())
_BARE = {"year": "year", "quarter": "quarter", "month": "month", "week": "week"}


def reported(tokens: Tokens, at: int) -> Found | None:
    """A period known from the report that begins at token `at`, or None."""
    start = at
    article = tokens.low(at) in ("the", "a")
    at += 1 if article else 0
    back = _year_back(tokens, at)
    if back:
        return back
    if tokens.low(start) != "the" and tokens.low(start) not in _LATEST:
        return None
    if tokens.match(start - 1, "over", "the", "years"):
        return start + 2, Length("year", None)
    if tokens.low(at) in _LATEST:
        return _latest(tokens, at + 1)
    whole = tokens.low(at) in _WHOLE
    at += 1 if whole else 0
    unit = _BARE.get(tokens.low(at))
    if unit is None or tokens.low(at + 1) in ("of", "-", "when", "before", "after"):
        return None
    if unit == "year" and tokens.low(at + 1) in _ENDED:
        return at + 1, Length("year", 1)
    if not whole and not _framed(tokens, start, at + 1):
        return None
    return at + 1, Reported(unit, 0)


def _framed(tokens: Tokens, start: int, behind: int) -> bool:
    """Whether "the year" stands where only a time can: behind a preposition, or owning."""
    if tokens.low(behind) == "'s":
        return True
    follower = tokens[behind]
    return tokens.low(start - 1) in _BEFORE and not (
        follower.kind in ("number", "ordinal") or follower.low == "'"
    )


def _latest(tokens: Tokens, at: int) -> Found | None:
    """ "the latest quarter", "the latest fiscal year", "the current period"."""
    at += 1 if tokens.low(at) in _WHOLE else 0
    low = tokens.low(at)
    if low == "period":
        return at + 1, Reported("quarter", 0)
    if low not in ("quarter", "half") or tokens.low(at - 1) in ("current", "present"):
        return None
    return at + 1, Reported(low, 0)


def _year_back(tokens: Tokens, at: int) -> Found | None:
    """ "year-ago quarter", "year-earlier period", "comparable 1988 quarter", "year-ago"."""
    compared = tokens.low(at) in _COMPARED
    at += 1 if compared else 0
    if tokens.low(at) != "year" or tokens.low(at + 1) != "-":
        return _compared(tokens, at) if compared else None
    if tokens.low(at + 2) not in ("ago", "earlier"):
        return None
    behind = at + 3
    low = tokens.low(behind)
    if low in _PERIODS or low in ("first", "second", "third", "fourth"):
        behind += 2 if low not in _PERIODS and tokens.low(behind + 1) in _PERIODS else 1
        return behind, Reported("quarter", -1)
    if low in ("month", "week"):
        return behind + 1, Shift("year", 1.0, -1, "document")
    return behind, Shift("year", 1.0, -1, "document")


def _compared(tokens: Tokens, at: int) -> Found | None:
    """ "the corresponding period last year", "the same quarter a year ago"."""
    if tokens.low(at) not in ("quarter", "period"):
        return None
    behind = at + 1
    behind += 1 if tokens.low(behind) in ("of", "in") else 0
    if tokens.match(behind, "last", "year"):
        return behind + 2, Reported("quarter", -1)
    if tokens.match(behind, "a", "year") and tokens.low(behind + 2) in ("ago", "earlier"):
        return behind + 3, Reported("quarter", -1)
    return None
