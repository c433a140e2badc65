"""Finds amounts of time in tokens: "two weeks ago", "a day later", "for three years"."""

from __future__ import annotations

from detente.statements.date_amounts import amount, unit_at
from detente.statements.date_expressions import Deictic, Expression, Found, Length, Shift, Window
from detente.statements.date_starts import NUMBER_FOLLOWERS
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import PLURAL_UNITS, UNITS

_SPEECH_END = frozenset(
    {"", ".", ",", ";", ":", ")", "!", "?", "and", "but", '"', "”", "-", "—", "when"}
)

# Words before "years" or "weeks" alone that make it a length of time.
_BEFORE_BARE = frozenset("for in after within waited took takes take spent lasted".split())
# More of them are another number: "the 1988 quarter", "2019 quarters".
_MOST_UNITS = {"quarter": 400, "half": 100, "weekend": 1000}


def counted(tokens: Tokens, at: int) -> Found | None:
    """Phrases that begin with an amount: "two weeks ago", "a day later", "for three years"."""
    number: tuple[int, float | None] | None
    low = tokens.low(at)
    if low == "the" and tokens.low(at + 1) in ("day", "week", "month", "year"):
        return _shifted(tokens, at + 2, UNITS[tokens.low(at + 1)], 1.0, article=True)
    if tokens[at].kind == "number" and tokens.low(at + 1) not in NUMBER_FOLLOWERS:
        return None
    number = amount(tokens, at)
    if number is None and low in PLURAL_UNITS:
        number = (at, None)
    if number is None:
        return _long_word(tokens, at)
    behind = number[0]
    dashed = tokens.low(behind) == "-"
    unit = unit_at(tokens, behind + 1 if dashed else behind)
    if unit is None:
        return None
    if unit[1] == "quarter" and (tokens.low(unit[0]) == "of" or number[1] == 1):
        return None
    if _is_age(tokens, unit[0]) or (number[1] or 0) > _MOST_UNITS.get(unit[1], 100_000):
        return None
    if dashed:
        return unit[0], Length(unit[1], number[1])
    if number[1] is not None and tokens.match(unit[0], "and", "a", "half"):
        unit, number = (unit[0] + 3, unit[1]), (behind, number[1] + 0.5)
    return _shifted(tokens, unit[0], unit[1], number[1]) or _span(tokens, at, unit, number[1])


def _is_age(tokens: Tokens, at: int) -> bool:
    """Whether an amount says how old something is: "a 44-year-old", "six years old"."""
    at += 1 if tokens.low(at) == "-" else 0
    return tokens.low(at) in ("old", "olds", "older", "younger")


def _span(tokens: Tokens, at: int, unit: tuple[int, str], number: float | None) -> Found | None:
    """ "in two weeks", "within three months", else a length."""
    before, behind = tokens.low(at - 1), unit[0]
    if tokens.low(behind) == "'" and tokens.low(behind + 1) == "time":
        return behind + 2, Shift(unit[1], number, 1, "document")
    bare = tokens.low(at) in PLURAL_UNITS
    if bare and before not in _BEFORE_BARE:
        return None
    if before in ("just", "about", "around", "only", "roughly", "some"):
        before = tokens.low(at - 2)
    first_time = any(tokens.low(at - step) in ("time", "first", "once") for step in (2, 3))
    if before == "in" and not first_time and not bare:
        return behind, Shift(unit[1], number, 1, "coming")
    if before == "within" and tokens.low(behind) not in ("of", "after"):
        return behind, Window(unit[1], number, 1)
    return behind, Length(unit[1], number)


def _long_word(tokens: Tokens, at: int) -> Found | None:
    """ "year-long", "decades-long"."""
    unit = UNITS.get(tokens.low(at))
    if unit and tokens.match(at + 1, "-", "long"):
        return at + 3, Length(unit, None if tokens.low(at) in PLURAL_UNITS else 1)
    return None


def _shifted(
    tokens: Tokens, at: int, unit: str, number: float | None, *, article: bool = False
) -> Found | None:
    """What stands behind an amount: "ago", "earlier", "later", "before", "after", "from now"."""
    at += 2 if tokens.match(at, "or", "so") else 0
    low = tokens.low(at)
    back = low == "back" and tokens.low(at + 1) in _SPEECH_END
    if (low == "ago" or back) and not article:
        return at + 1, Shift(unit, number, -1, "document")
    if tokens.match(at, "from", "now") and not article:
        return at + 2, Shift(unit, number, 1, "document")
    if low in ("earlier", "later") or (low == "on" and tokens.low(at + 1) in (",", ".")):
        if article or (low == "on" and unit != "year"):
            return None
        if tokens.low(at + 1) == "than":
            return None
        return at + 1, Shift(unit, number, -1 if low == "earlier" else 1, "previous")
    if low not in ("before", "after", "prior", "following"):
        return None
    sign = -1 if low in ("before", "prior") else 1
    if low == "prior" and tokens.low(at + 1) == "to":
        return at + 2, Shift(unit, number, sign, "open")
    if low in ("before", "after") and tokens.low(at + 1) in _SPEECH_END:
        if article:
            return at + 1, Deictic(unit, sign, "previous")
        return at + 1, Shift(unit, number, sign, "previous")
    return at + 1, Shift(unit, number, sign, "open")


def anchored(shift: Shift, origin: Expression) -> Shift:
    """The shift counted from a date that the text names: "two days after 3 May"."""
    return Shift(shift.unit, shift.amount, shift.sign, "text", origin)
