"""Finds and resolves the dates of a sentence of political prose.

Everything relative is counted from the document's date or from an earlier date of the text, which
the caller passes in; there is no clock. The grammar is a set of rules over tokens, each of which
looks at a bounded number of them, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from detente.statements.date_context import Context, Value
from detente.statements.date_expressions import (
    Bound,
    Calendar,
    Deictic,
    Expression,
    Fixed,
    Pair,
    Reported,
    Shift,
)
from detente.statements.date_phrases import Phrase, Phrases
from detente.statements.date_spans import Days, grain_of, unit_days
from detente.statements.date_starts import CANDIDATES
from detente.statements.date_tokens import Tokens, tokenize
from detente.statements.date_values import is_open, place, place_pair, stated_year

# Whether a date lies ahead, and whether its own verb says so.
Told = tuple[bool | None, bool]
Future = bool | None | Callable[[int], Told]

_JOINED_TOKENS = 9
# "Last year" says so of "in April" a few words on; further on April is the latest one.
_POINTED_TOKENS = 6
_DIGIT = re.compile("[0-9]")
_WORD = re.compile("[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date as a sentence gives it, and the days it stands for.

    Attributes:
        start, end: span in the text; `words` is exactly ``text[start:end]``.
        time: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``, each edge at the precision
            that the words support; empty where it can't be placed.
        begins_on, ends_on: the same as days, both inclusive. Where `time` is empty one of them
            may still be known ("before 2014" ends).
        kind: ``absolute`` (the words name a place in the calendar), ``relative``, ``since``,
            ``until`` (also "by" and "before"), ``duration``, ``set`` or ``vague``.
        anchor: what it was counted from: the ``document``'s date, a ``previous`` sentence's, or
            the ``text`` of the sentence itself.
        type, value: TIMEX3 type and value.
        unit, amount, direction: of "two days after X" where X is no date: ``day``, 2.0, 1; the
            amount is None where it is vague ("days after").
        parts: the single dates of a range or behind a preposition, with spans of their own.
    """

    start: int
    end: int
    words: str
    time: str
    begins_on: date | None
    ends_on: date | None
    kind: str
    anchor: str
    type: str = "DATE"
    value: str = ""
    unit: str = ""
    amount: float | None = None
    direction: int = 0
    parts: tuple[DateMention, ...] = ()


def find_dates(
    text: str,
    *,
    published: date | None,
    precision: str = "day",
    previous: DateMention | tuple[date, date] | None = None,
    frame: tuple[date, date] | None = None,
    future: Future = None,
    named_spans: Mapping[str, tuple[date, date | None]] | None = None,
) -> tuple[DateMention, ...]:
    """The dates that a sentence mentions, in its order, without overlap.

    Args:
        text: one sentence.
        published: day of publication; None leaves relative dates without a time.
        precision: how well `published` is known: ``day``, ``month`` or ``year``.
        previous: the last resolved date of earlier sentences, for "the following day".
        frame: what earlier sentences told of, for "the following year", where it is not `previous`.
        future: True in a clause in the future tense, False in a past one, None where unknown;
            decides between the last and the next "Tuesday" or "October". Where unknown the nearer
            one is taken, with a preference for the past. A function answers for the offset in
            `text` at which a date begins, and says whether the date's own verb tells it.
        named_spans: days that a phrase in lower case stands for ("the first term"); an end of
            None means that it lasts until the document's date.

    Misleads when a sentence speaks of two years and leaves out one of them, with seasons of the
    southern hemisphere, and with dates in figures such as 03/04/2024, which are not read.

    >>> [m.time for m in find_dates("Talks resumed last month.", published=date(2024, 8, 28))]
    ['2024-07']
    >>> [m.time for m in find_dates("They may meet in early 2025.", published=date(2024, 8, 28))]
    ['2025-01/2025-04']
    """
    names = _names(named_spans)
    if not names and not may_hold_date(text):
        return ()
    tokens = tokenize(text)
    phrases = _phrases(tokens, names)
    if not phrases:
        return ()
    known = None if callable(future) else future
    before = _days(previous)
    context = Context(published, precision, before, None, None, known, quarter=_quarter(before))
    context = replace(context, frame=_days(frame))
    ahead = future if callable(future) else None
    return tuple(_mentions(text, tokens, phrases, context, ahead))


def may_hold_date(text: str) -> bool:
    """Whether a sentence has a digit or a word of time; one without holds no date.

    >>> may_hold_date("Talks failed."), may_hold_date("Talks failed on Monday.")
    (False, True)
    """
    return bool(_DIGIT.search(text)) or not CANDIDATES.isdisjoint(_WORD.findall(text))


def single_dates(mention: DateMention) -> tuple[DateMention, ...]:
    """The mentions that TimeML marks: the parts of a range or a limit, else the mention itself.

    >>> (since,) = find_dates("It has held since 2019.", published=None)
    >>> [(one.words, one.value) for one in single_dates(since)]
    [('2019', '2019')]
    """
    if not mention.parts:
        return (mention,)
    return tuple(single for part in mention.parts for single in single_dates(part))


def timex(mention: DateMention) -> tuple[str, str]:
    """TIMEX3 type and value of a mention: ``("DATE", "2024-08-27")``, ``("DURATION", "P3Y")``.

    A mention with `parts` ("since 2019", "from May to July") annotates each part on its own in
    TimeML; the value of the whole is the limit's or the range's.
    """
    return mention.type, mention.value


def _names(
    spans: Mapping[str, tuple[date, date | None]] | None,
) -> dict[str, tuple[tuple[tuple[str, ...], Fixed], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Fixed]]] = {}
    for phrase, (first, last) in (spans or {}).items():
        tokens = tokenize(phrase)
        words = tuple(token.low for token in tokens[: tokens.size])
        if words:
            found.setdefault(words[0], []).append((words, Fixed(first, last)))
    return {
        word: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for word, entries in found.items()
    }


def _days(previous: DateMention | tuple[date, date] | None) -> Days | None:
    if previous is None:
        return None
    if isinstance(previous, DateMention):
        first, last = previous.begins_on, previous.ends_on
        if first is None or last is None:
            return None
    else:
        first, last = previous
    first, last = min(first, last), max(first, last)
    return Days(first, last, grain_of(first, last))


def _phrases(
    tokens: Tokens, names: Mapping[str, tuple[tuple[tuple[str, ...], Fixed], ...]]
) -> list[Phrase]:
    reader = Phrases(tokens, names)
    found: list[Phrase] = []
    at = 0
    while at < tokens.size:
        phrase = reader.at(at)
        if phrase is None or phrase.behind <= at:
            at += 1
            continue
        found.append(phrase)
        at = phrase.behind
    return found


def _mentions(
    text: str,
    tokens: Tokens,
    phrases: list[Phrase],
    context: Context,
    ahead: Callable[[int], Told] | None,
) -> Iterable[DateMention]:
    years = _years_behind(tokens, phrases)
    for phrase, year, then in zip(phrases, years, [*phrases[1:], None], strict=True):
        if ahead is not None:
            future, sure = ahead(tokens[phrase.first].start)
            context = replace(context, future=future, sure=sure)
        local = context
        if year is not None and is_open(phrase.says):
            local = replace(context, year=year)
        value = place(phrase.says, local)
        yield _mention(text, tokens, phrase, value, local)
        known = context.year
        context = _onward(context, phrase.says, value)
        far = then is not None and then.first - phrase.behind > _POINTED_TOKENS
        if far and isinstance(phrase.says, Deictic):
            context = replace(context, year=known)


def _years_behind(tokens: Tokens, phrases: list[Phrase]) -> list[int | None]:
    """For each phrase the year of the next one joined to it: "3 May and 4 June 2022".

    A clause may stand between two in order: "the visit in May and that in June 2022".
    """
    years: list[int | None] = [None] * len(phrases)
    for index in range(len(phrases) - 2, -1, -1):
        phrase, then = phrases[index], phrases[index + 1]
        if then.first - phrase.behind > _JOINED_TOKENS:
            continue
        between = [token.low for token in tokens[phrase.behind : then.first]]
        near = len(between) <= 2 and all(word in (",", "and", "or") for word in between)
        if between and (near or ("and" in between and _in_order(phrase.says, then.says))):
            years[index] = stated_year(then.says) or years[index + 1]
    return years


def _in_order(first: Expression, last: Expression) -> bool:
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return False
    if first.unit != last.unit or first.unit not in ("day", "month") or first.year is not None:
        return False
    return (first.month, first.number) < (last.month, last.number)


def _onward(context: Context, says: Expression, value: Value) -> Context:
    """The context behind a mention: what "the following day" and "in May" then refer to."""
    if value.days is None or value.kind in ("vague", "set", "duration"):
        return context
    if isinstance(says, Bound):
        return context if context.nearby is not None else replace(context, nearby=value.days)
    days = value.days
    year = stated_year(says)
    counted = isinstance(says, Shift | Reported)
    if year is None and days.grain == "year" and days.first.year == days.last.year and not counted:
        year = days.first.year
    if year is None:
        year = context.year
    quarter = context.quarter if counted else _quarter(days) or context.quarter
    if (context.nearby, context.year, context.quarter) == (days, year, quarter):
        return context
    return replace(context, nearby=days, year=year, quarter=quarter)


def _quarter(days: Days | None) -> Days | None:
    """The days themselves where they are a quarter of a year."""
    if days is None or days.grain != "month" or days.last_grain:
        return None
    return days if 90 <= days.length <= 92 and days == unit_days(days.first, "quarter") else None


def _part_values(phrase: Phrase, context: Context) -> tuple[Value, ...]:
    if not phrase.parts:
        return ()
    if isinstance(phrase.says, Pair) and len(phrase.parts) == 2:
        try:
            return place_pair(phrase.says, context)
        except (ValueError, OverflowError):
            pass
    return tuple(place(says, context) for _, _, says in phrase.parts)


def _mention(
    text: str, tokens: Tokens, phrase: Phrase, value: Value, context: Context
) -> DateMention:
    start, end = tokens[phrase.first].start, tokens[phrase.behind - 1].end
    days = value.days
    open_shift = phrase.says if isinstance(phrase.says, Shift) else None
    open_shift = open_shift if open_shift and open_shift.anchor == "open" else None
    parts = tuple(
        _mention(text, tokens, Phrase(*part), inner, context)
        for part, inner in zip(phrase.parts, _part_values(phrase, context), strict=True)
    )
    return DateMention(
        start=start,
        end=end,
        words=text[start:end],
        time=days.time if days else "",
        begins_on=days.first if days else None,
        ends_on=days.last if days else value.ends,
        kind=value.kind,
        anchor=value.anchor,
        type=value.type,
        value=value.value,
        unit=open_shift.unit if open_shift else "",
        amount=open_shift.amount if open_shift else None,
        direction=open_shift.sign if open_shift else 0,
        parts=parts,
    )
