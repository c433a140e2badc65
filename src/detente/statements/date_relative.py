"""Finds relative dates in tokens: "last month", "two weeks ago", "the past three years", "today".

Each function takes the tokens and an index and looks at a bounded number of tokens.
"""

from __future__ import annotations

from dataclasses import replace

from detente.statements.date_amounts import amount, unit_at
from detente.statements.date_counted import counted
from detente.statements.date_expressions import (
    Bound,
    Calendar,
    Clocked,
    Deictic,
    Found,
    Repeated,
    Rest,
    Vague,
    Window,
)
from detente.statements.date_guards import is_season, is_weekday
from detente.statements.date_periods import quarter_or_half
from detente.statements.date_reported import reported
from detente.statements.date_starts import RELATIVE_STARTS
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import (
    CLOCK_UNITS,
    MONTH_LENGTHS,
    MONTHS,
    NARRATIVE,
    NEAR_DAYS,
    PLURAL_UNITS,
    POINTERS,
    REPEATING,
    SEASONS,
    SHORT_MONTHS,
    TIMES_OF_DAY,
    UNITS,
    VAGUE,
    VAGUE_PHRASES,
    WEEKDAYS,
)

_BEFORE_VERB = frozenset("to will would could may might can should must cannot not ll".split())
_BEHIND_TIME = frozenset(
    "and but as to by for when with of is was has in that which will or if are were while".split()
)
_ANY = frozenset("any no all some other every each".split())


def relative(tokens: Tokens, at: int) -> Found | None:
    """The relative date that begins at token `at`, or None."""
    token = tokens[at]
    if token.kind in ("number", "figure"):
        return counted(tokens, at)
    if token.low not in RELATIVE_STARTS:
        return None
    return (
        _named_day(tokens, at)
        or reported(tokens, at)
        or _pointed(tokens, at)
        or _rest(tokens, at)
        or _weekend(tokens, at)
        or _repeated(tokens, at)
        or _vague(tokens, at)
        or counted(tokens, at)
    )


def _named_day(tokens: Tokens, at: int) -> Found | None:
    low = tokens.low(at)
    if low == "the":
        for words, offset in ((("day", "before"), -2), (("day", "after"), 2)):
            name = "yesterday" if offset < 0 else "tomorrow"
            if tokens.match(at + 1, *words, name):
                return at + 4, Deictic("day", offset)
        return None
    if low in NEAR_DAYS:
        time = TIMES_OF_DAY.get(tokens.low(at + 1))
        day = Deictic("day", NEAR_DAYS[low])
        return (at + 2, Clocked(day, "T" + time)) if time else (at + 1, day)
    if low == "tonight":
        return at + 1, Clocked(Deictic("day", 0), "TNI")
    if low == "overnight":
        return at + 1, Clocked(Deictic("day", 0), "TNI")
    if low in ("this", "last") and tokens.low(at + 1) in TIMES_OF_DAY:
        time = TIMES_OF_DAY[tokens.low(at + 1)]
        return at + 2, Clocked(Deictic("day", 0 if low == "this" else -1), "T" + time)
    if low in ("that", "same") and tokens.low(at + 1) in (
        "morning",
        "afternoon",
        "evening",
        "night",
    ):
        return at + 2, Clocked(
            Deictic("day", 0, "previous"), "T" + TIMES_OF_DAY[tokens.low(at + 1)]
        )
    return None


def _pointed(tokens: Tokens, at: int) -> Found | None:
    """ "last month", "this fall", "next Friday", "the following day", "the past three years"."""
    start = at
    article = tokens.low(at) == "the"
    at += 1 if article else 0
    low = tokens.low(at)
    if low not in POINTERS:
        return _recent(tokens, at)
    then = tokens.low(at + 1)
    if _verb_or_any(tokens, at):
        return None
    if (low == "this" and then in ("past", "coming", "last", "next", "same")) or (
        low == "that" and then == "same"
    ):
        at, low, then = at + 1, then, tokens.low(at + 2)
    offset = POINTERS[low]
    anchor = "previous" if low in NARRATIVE else "document"
    unit = UNITS.get(then)
    if unit in CLOCK_UNITS or then in PLURAL_UNITS or (unit is None and then not in SEASONS):
        named = _pointed_name(tokens, at + 1, offset, anchor)
        return named or _window(tokens, at + 1, offset, low)
    if then in SEASONS:
        season = Calendar("season", SEASONS[then], 0, None, offset, anchor == "previous")
        return (at + 2, season) if is_season(tokens, at + 1) else None
    assert unit is not None
    if not article and tokens.low(start - 1) == "the":
        return None
    if low == "past" or (low == "coming" and article and unit in ("year", "decade", "month")):
        return at + 2, Window(unit, 1, offset)
    if article and low in ("last", "next"):
        return _the_last(tokens, start, at + 2, unit, offset)
    owned = _owned_period(tokens, at + 2) if unit == "year" else None
    if owned is not None:
        return owned[0], replace(owned[1], year=Deictic(unit, offset, anchor))
    return at + 2, Deictic(unit, offset, anchor)


def _owned_period(tokens: Tokens, at: int) -> tuple[int, Calendar] | None:
    """ "third quarter" of "this year's third quarter"."""
    if tokens.low(at) != "'s":
        return None
    found = quarter_or_half(tokens, at + 1)
    if found is None or not isinstance(found[1], Calendar) or found[1].year is not None:
        return None
    return found[0], found[1]


def _verb_or_any(tokens: Tokens, at: int) -> bool:
    """Whether "last" is the verb ("will last") or the unit any one ("any previous year")."""
    low, before = tokens.low(at), tokens.low(at - 1)
    if low == "last":
        return before in _BEFORE_VERB
    return low in ("previous", "following", "same", "current") and before in _ANY


def _the_last(tokens: Tokens, start: int, behind: int, unit: str, offset: int) -> Found | None:
    """ "over the last year" reaches back from now; "the next day" follows what was told before."""
    before = tokens.low(start - 1)
    if tokens.low(behind) == "of" and before not in ("over", "throughout"):
        return None
    if before in ("over", "during", "in", "within", "for", "throughout", "of"):
        return behind, Window(unit, 1, offset)
    if offset > 0:
        return behind, Deictic(unit, 1, "previous")
    return behind, Window(unit, 1, offset)


def _pointed_name(tokens: Tokens, at: int, offset: int, anchor: str) -> Found | None:
    """A month, weekday or part of the year behind "last", "this", "next"."""
    low, told = tokens.low(at), anchor == "previous"
    if low in WEEKDAYS and is_weekday(tokens, at):
        return at + 1, Calendar("weekday", WEEKDAYS[low], 0, None, offset, told)
    if low in MONTHS and tokens[at].capital and told and offset > 0:
        return at + 1, Calendar("month", MONTHS[low], 0, None, offset, told)
    if low in MONTHS and tokens[at].capital and not told:
        behind = at + 1
        behind += 1 if low in SHORT_MONTHS and tokens.low(behind) == "." else 0
        if tokens[behind].kind in ("number", "ordinal"):
            day = tokens[behind].value
            fits = 1 <= day <= MONTH_LENGTHS[MONTHS[low] - 1] and offset != 0
            month = MONTHS[low]
            return (behind + 1, Calendar("day", day, month, None, offset)) if fits else None
        return behind, Calendar("month", MONTHS[low], 0, None, offset)
    if low in ("fiscal", "calendar", "financial") and tokens.low(at + 1) == "year":
        return at + 2, Deictic("year", offset, anchor)
    return None


def _window(tokens: Tokens, at: int, offset: int, low: str) -> Found | None:
    """ "past three years", "next few months", "coming weeks"; `at` is behind the pointer."""
    number: tuple[int, float | None] | None = amount(tokens, at)
    if number is None and tokens.low(at) in PLURAL_UNITS:
        number = (at, None)
    if number is None or low in ("that", "same", "current"):
        return None
    unit = unit_at(tokens, number[0])
    if unit is None or low == "this" or offset == 0:
        return None
    anchor = "previous" if low in NARRATIVE else "document"
    return unit[0], Window(unit[1], number[1], offset, anchor)


def _recent(tokens: Tokens, at: int) -> Found | None:
    if tokens.low(at) == "recent" and tokens.low(at + 1) in PLURAL_UNITS:
        return at + 2, Window(UNITS[tokens.low(at + 1)], None, -1)
    return None


def _rest(tokens: Tokens, at: int) -> Found | None:
    """ "later this year", "earlier in the week", "the rest of the year", "so far this year"."""
    low = tokens.low(at)
    if low in ("later", "earlier"):
        sign, whole = (1 if low == "later" else -1), _whole(tokens, at + 1)
    elif tokens.match(at, "so", "far"):
        sign, whole = -1, _whole(tokens, at + 2)
    else:
        at += 1 if low == "the" else 0
        if tokens.low(at) not in ("rest", "remainder") or tokens.low(at + 1) != "of":
            return None
        sign, whole = 1, _whole(tokens, at + 1)
    return (whole[0], Rest(whole[1], sign)) if whole else None


def _weekend(tokens: Tokens, at: int) -> Found | None:
    """ "the weekend" is the last or the next one, by the tense."""
    if tokens.match(at, "the", "weekend") and tokens.low(at + 2) not in ("of", "before", "after"):
        return at + 2, Deictic("weekend", 0, "tense")
    return None


def _whole(tokens: Tokens, at: int) -> Found | None:
    linked = tokens.low(at) in ("in", "of")
    if tokens.low(at) == "on" and tokens.low(at + 1) in WEEKDAYS and is_weekday(tokens, at + 1):
        return at + 2, Calendar("weekday", WEEKDAYS[tokens.low(at + 1)])
    at += 1 if linked else 0
    if linked and tokens.low(at) == "the" and tokens.low(at + 1) in UNITS:
        unit = UNITS[tokens.low(at + 1)]
        if tokens.low(at + 1) in PLURAL_UNITS or unit in CLOCK_UNITS:
            return None
        anchor = "document" if unit in ("year", "decade") else "previous"
        return at + 2, Deictic(unit, 0, "hint" if anchor == "document" else anchor)
    if tokens.low(at) in NEAR_DAYS:
        return at + 1, Deictic("day", NEAR_DAYS[tokens.low(at)])
    pointed = _pointed(tokens, at) if tokens.low(at) in ("this", "that", "the", "next") else None
    if pointed and isinstance(pointed[1], Deictic | Calendar):
        return pointed
    token = tokens[at]
    if linked and token.kind == "number" and 1900 <= token.value <= 2100:
        return at + 1, Calendar("year", token.value)
    if linked and token.low in MONTHS and token.capital:
        return at + 1, Calendar("month", MONTHS[token.low])
    return None


def _repeated(tokens: Tokens, at: int) -> Found | None:
    """ "every year", "each October", "every two weeks", "annually"."""
    low = tokens.low(at)
    if low in REPEATING:
        # "the Daily News" is a name.
        named = tokens[at].capital and tokens[at + 1].capital
        return None if named else (at + 1, Repeated(REPEATING[low]))
    if low == "a" and tokens.low(at - 1) in ("once", "twice", "times"):
        often = unit_at(tokens, at + 1)
        return (often[0], Repeated(often[1])) if often else None
    if low not in ("every", "each"):
        return None
    then = tokens.low(at + 1)
    if (then in MONTHS and tokens[at + 1].capital) or then in SEASONS:
        return at + 2, Repeated("year")
    if then in WEEKDAYS and tokens[at + 1].capital:
        return at + 2, Repeated("week")
    number = amount(tokens, at + 1)
    unit = unit_at(tokens, number[0] if number else at + 1)
    if unit is None or unit[1] in CLOCK_UNITS:
        return None
    return unit[0], Repeated(unit[1], (number[1] if number else 1) or 1)


def _vague(tokens: Tokens, at: int) -> Found | None:
    low = tokens.low(at)
    if low in VAGUE and tokens.low(at + 1) != "-":
        relative_to = low == "soon" and (
            tokens.low(at - 1) == "as" or tokens.low(at + 1) in ("after", "before")
        )
        return None if relative_to else (at + 1, Vague(VAGUE[low]))
    if low in ("since", "until", "till", "by"):
        then = tokens.low(at + 1)
        if then == "then":
            word = "since" if low == "since" else "until"
            return at + 2, Bound(word, Deictic("day", 0, "previous"))
        return None
    for words, reference in VAGUE_PHRASES:
        if words[0] == low and tokens.match(at, *words):
            behind = at + len(words)
            follower = tokens[behind]
            # "the past president" and "the future treaty" describe a thing, not a time.
            described = (
                low == "the"
                and follower.kind == "word"
                and follower.low not in _BEHIND_TIME
                and not (reference == "PAST_REF" and tokens.low(at - 1) == "in")
            )
            return None if described else (behind, Vague(reference))
    return None
