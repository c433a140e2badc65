"""Finds calendar dates in tokens: "27 August 2024", "May 3-5", "Q3", "the summer of 2023".

Every rule looks at a bounded number of tokens, so the whole is linear in the sentence.
"""

from __future__ import annotations

from datetime import date

from detente.statements.date_amounts import ordinal
from detente.statements.date_expressions import Calendar, Deictic, Found, Pair
from detente.statements.date_feasts import NAMES
from detente.statements.date_guards import (
    blocked_number,
    is_month,
    is_season,
    is_weekday,
)
from detente.statements.date_periods import (
    HALVES,
    YEAR_OFFSETS,
    century,
    decade,
    named_decade,
    plain_year,
    quarter_or_half,
    short_period,
    worded_year,
    year_behind,
    year_span,
)
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import (
    DECADE_NAMES,
    FIXED_DAYS,
    MONTHS,
    SEASONS,
    SHORT_MONTHS,
    WEEKDAYS,
)

_FEASTS = tuple(
    (tuple(words.replace("'s", " 's").replace("s'", "s '").split()), month, day)
    for words, month, day in FIXED_DAYS
)
_MOVABLE = tuple(
    (tuple(name.replace("'s", " 's").split()), number) for number, name in enumerate(NAMES)
)
_FEAST_STARTS = frozenset({words[0] for words, _, _ in _FEASTS} | {w[0] for w, _ in _MOVABLE})


def calendar(tokens: Tokens, at: int) -> Found | None:
    """The longest calendar date that begins at token `at`, or None."""
    token = tokens[at]
    if token.kind == "word":
        return _word_date(tokens, at)
    if token.kind in ("number", "ordinal"):
        if tokens.match(at, "9", "/", "11") and tokens.low(at + 3) != "/":
            return at + 3, _day(11, 9, 2001)
        if token.kind == "ordinal":
            exact = _day_month(tokens, at)
            return exact or quarter_or_half(tokens, at) or century(tokens, at)
        if len(token.low) == 4:
            return year_span(tokens, at) or plain_year(tokens, at)
        return _day_month(tokens, at) if token.value <= 31 else None
    if token.kind in ("iso", "slashed"):
        return _numeric(tokens, at)
    if token.kind == "decade":
        return decade(tokens, at)
    if token.low == "'" and tokens[at + 1].kind == "decade" and tokens[at + 1].glued:
        return decade(tokens, at + 1)
    return None


def _word_date(tokens: Tokens, at: int) -> Found | None:
    low = tokens.low(at)
    if low in _FEAST_STARTS:
        feast = _feast(tokens, at)
        if feast:
            return feast
    if low in MONTHS:
        return _month_day(tokens, at) or _month(tokens, at)
    if low in WEEKDAYS:
        return _weekday(tokens, at)
    if low in SEASONS:
        return _season(tokens, at)
    if low == "the":
        inner = calendar(tokens, at + 1) if _after_article(tokens, at + 1) else None
        return inner or _numbered_day(tokens, at + 1)
    if low[-1].isdecimal() or low == "fy":
        return short_period(tokens, at)
    return (
        quarter_or_half(tokens, at)
        or century(tokens, at)
        or named_decade(tokens, at)
        or worded_year(tokens, at)
    )


def _after_article(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    return (
        token.kind in ("decade", "ordinal")
        or token.low == "'"
        or token.low in SEASONS
        or token.low in DECADE_NAMES
        or token.low in ("year", "fiscal", "financial", "weekend")
        or token.low in HALVES
        or token.low in ("third", "fourth", "final")
        or ordinal(tokens, at) is not None
    )


def _dotted(tokens: Tokens, at: int) -> int:
    """The index behind a month or weekday name and the full stop of its short form."""
    token = tokens[at]
    short = token.low in SHORT_MONTHS or (len(token.low) <= 5 and token.low in WEEKDAYS)
    stop = tokens[at + 1]
    return at + 2 if short and stop.low == "." and stop.glued else at + 1


def _day_number(tokens: Tokens, at: int) -> int:
    token = tokens[at]
    if token.kind in ("number", "ordinal") and 1 <= token.value <= 31 and len(token.low) != 4:
        return token.value
    return token.value if token.kind == "ordinal" and 1 <= token.value <= 31 else 0


def _valid(day: int, month: int, year: int | Deictic | None) -> bool:
    try:
        date(year if isinstance(year, int) and year >= 1 else 2024, month, day)
    except ValueError:
        return False
    return True


def _day(day: int, month: int, year: int | Deictic | None) -> Calendar:
    return Calendar("day", day, month, year)


def _day_month(tokens: Tokens, at: int) -> Found | None:
    """ "27 August 2024", "27th of August", "27-28 August", "27 and 28 August"."""
    day = _day_number(tokens, at)
    if not day or blocked_number(tokens, at, dated=True):
        return None
    behind, last = at + 1, 0
    if tokens.low(behind) in ("-", "and", "to", "/"):
        last = _day_number(tokens, behind + 1)
        behind += 2 if last else 0
    if tokens.match(behind, "day", "of"):
        behind += 1
    if tokens.low(behind) == "of":
        behind += 1
    if tokens.low(behind) not in MONTHS:
        return None
    month = MONTHS[tokens.low(behind)]
    lower_doubtful = not tokens[behind].capital and tokens.low(behind) in ("may", "march")
    behind = _dotted(tokens, behind)
    year = year_behind(tokens, behind)
    if (lower_doubtful and year is None) or not _valid(last or day, month, year and year[1]):
        return None
    return _with_last(day, last, month, (behind, None) if year is None else year)


def _with_last(
    day: int, last: int, month: int, year: tuple[int, int | Deictic | None]
) -> Found | None:
    behind, which = year
    if not last:
        return behind, _day(day, month, which)
    if last <= day:
        return None
    return behind, Pair(_day(day, month, which), _day(last, month, which))


def _month_day(tokens: Tokens, at: int) -> Found | None:
    """ "August 27, 2024", "Aug. 27-28", "August 27 and 28, 2024"."""
    month = MONTHS[tokens.low(at)]
    if not tokens[at].capital and tokens.low(at) in ("may", "march"):
        return None
    behind = _dotted(tokens, at)
    if tokens.low(behind) == "the" and tokens[behind + 1].kind == "ordinal":
        behind += 1
    day = _day_number(tokens, behind)
    if not day or blocked_number(tokens, behind, dated=True):
        return None
    if tokens.low(at - 1) == "in" and tokens[behind].kind == "number":
        follower = tokens[behind + 1]
        if follower.kind == "word" and not follower.capital:
            return None
    behind += 1
    last = 0
    if tokens.low(behind) in ("-", "and", "to", "through", "/"):
        last = _day_number(tokens, behind + 1)
        if last > day and not _counts(tokens, behind + 2):
            behind += 2
        else:
            last = 0
    year = year_behind(tokens, behind)
    if not _valid(last or day, month, year and year[1]):
        return None
    return _with_last(day, last, month, (behind, None) if year is None else year)


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether the token makes the number before it a day of another month or a count."""
    low = tokens.low(at)
    return (low in MONTHS and tokens[at].capital) or low in ("%", "percent")


def _month(tokens: Tokens, at: int) -> Found | None:
    """ "August", "August 2024", "October last year", "December-January"."""
    month = MONTHS[tokens.low(at)]
    behind = _dotted(tokens, at)
    year = year_behind(tokens, behind)
    if year is not None and (tokens[at].capital or tokens.low(at) != "may" or year[0] <= at + 2):
        return year[0], Calendar("month", month, 0, year[1])
    if not is_month(tokens, at, behind):
        return None
    return behind, Calendar("month", month)


def _weekday(tokens: Tokens, at: int) -> Found | None:
    """ "Tuesday", "Tuesday, August 27", "Tuesday (Aug. 27)", "Friday next week"."""
    if not is_weekday(tokens, at):
        return None
    behind = _dotted(tokens, at)
    then = behind
    mark = tokens.low(then)
    if mark in (",", "(", "the"):
        then += 1
    if tokens.low(then) == "the":
        then += 1
    token = tokens[then]
    exact: Found | None = None
    if token.low in MONTHS:
        exact = _month_day(tokens, then)
    elif token.kind in ("number", "ordinal"):
        exact = _day_month(tokens, then)
    if exact and isinstance(exact[1], Calendar):
        closing = mark == "(" and tokens.low(exact[0]) == ")"
        return exact[0] + (1 if closing else 0), exact[1]
    number = WEEKDAYS[tokens.low(at)]
    low = tokens.low(behind)
    if low in YEAR_OFFSETS and tokens.low(behind + 1) == "week":
        return behind + 2, Calendar("weekday", number, 0, Deictic("week", YEAR_OFFSETS[low]))
    if len(tokens.low(at)) <= 5 and not tokens.low(at).endswith("day"):
        return None
    return behind, Calendar("weekday", number)


def _season(tokens: Tokens, at: int) -> Found | None:
    """ "spring 2018", "summer of 2023", "winter 2023-24", "the fall"."""
    number = SEASONS[tokens.low(at)]
    year = year_behind(tokens, at + 1)
    if year is not None and tokens.low(at + 1) != "in":
        behind, which = year
        if number == 12 and tokens.low(behind) in ("-", "/") and len(tokens.low(behind + 1)) == 2:
            behind += 2
        return behind, Calendar("season", number, 0, which)
    return (at + 1, Calendar("season", number)) if is_season(tokens, at) else None


def _feast(tokens: Tokens, at: int) -> Found | None:
    for words, month, day in _FEASTS:
        if tokens.match(at, *words) and tokens[at].capital:
            behind = at + len(words)
            year = year_behind(tokens, behind)
            return year[0] if year else behind, _day(day, month, year[1] if year else None)
    for words, number in _MOVABLE:
        if tokens.match(at, *words) and tokens[at].capital:
            behind = at + len(words)
            if tokens[behind].kind == "word" and tokens[behind].capital:
                return None
            year = year_behind(tokens, behind)
            which = year[1] if year else None
            return year[0] if year else behind, Calendar("feast", number, 0, which)
    return None


def _numbered_day(tokens: Tokens, at: int) -> Found | None:
    """ "the 15th of last month", "the 15th of August" (the article is before `at`)."""
    token = tokens[at]
    if token.kind != "ordinal" or not 1 <= token.value <= 31:
        return None
    if tokens.low(at + 1) == "of" and tokens.low(at + 3) == "month":
        offset = YEAR_OFFSETS.get(tokens.low(at + 2))
        if offset is not None:
            return at + 4, Calendar("day", token.value, 0, Deictic("month", offset))
    if tokens.low(at - 2) == "on" and tokens.low(at + 1) in ("", ".", ",", ";", ")"):
        return at + 1, Calendar("day", token.value, 0, Deictic("month", 0, "hint"))
    return None


def _numeric(tokens: Tokens, at: int) -> Found | None:
    """ISO dates, and dates in figures where only one order of day and month is possible."""
    low = tokens.low(at)
    if tokens[at].kind == "iso":
        year, month, day = (int(part) for part in low[:10].split("-"))
    else:
        first, second, year = (int(part) for part in low.replace(".", "/").split("/"))
        if first <= 12 and second <= 12 and first != second and "." not in low:
            return None
        day, month = (first, second) if second <= 12 else (second, first)
    if year < 1000 or month > 12 or not _valid(day, month, year):
        return None
    return at + 1, _day(day, month, year)
