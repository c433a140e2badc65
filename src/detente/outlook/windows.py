"""When a forecast can come true: its own dates, or the horizon that its words and document give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from detente.model import Document, Statement
from detente.outlook.dates import future_dates
from detente.outlook.wording import last_of_month

DEFAULT_MONTHS = 12
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_UNIT_MONTHS = {"week": 0.25, "month": 1.0, "year": 12.0, "decade": 120.0}
# Readers of policy prose take "short term" as the coming year and "medium term" as about three.
_TERMS = (
    (re.compile(r"\b(?:mid|medium)[- ]to[- ]long[- ](?:term|run)\b", re.I), 60),
    (re.compile(r"\bshort[- ]to[- ](?:mid|medium)[- ](?:term|run)\b", re.I), 24),
    (re.compile(r"\b(?:short|near)(?:er)?[- ](?:term|run)\b|\bnear future\b", re.I), 12),
    (re.compile(r"\b(?:mid|medium)[- ](?:term|run)\b", re.I), 36),
    (re.compile(r"\blong(?:er)?[- ](?:term|run)\b", re.I), 60),
    (re.compile(r"\b(?:coming|next few) days\b|\bimminent(?:ly)?\b|\bany day\b", re.I), 1),
    (re.compile(r"\b(?:coming|next few) weeks\b|\bshortly\b", re.I), 2),
    (re.compile(r"\b(?:coming|next few) months\b|\bsoon\b", re.I), 6),
    (re.compile(r"\b(?:coming|next few) years\b", re.I), 36),
    (re.compile(r"\b(?:coming|next) decade\b", re.I), 120),
)
_COUNTED = re.compile(
    r"\b(?:with)?in\s+(?:the\s+)?(?:next\s+|coming\s+)?(\d{1,3}|a|one|two|three|four|five|six|ten)"
    r"\s+(week|month|year|decade)s?\b|\b(?:over|for)\s+the\s+(?:next|coming)\s+"
    r"(\d{1,3}|one|two|three|four|five|six|ten)\s+(week|month|year|decade)s?\b",
    re.I,
)
_UNTIL_YEAR = re.compile(
    r"\b(?:by|until|through|before)\s+(?:the\s+end\s+of\s+)?((?:20)\d\d)\b", re.I
)
_IN_YEAR = re.compile(r"\b(?:in|during|throughout|for|of)\s+(?:\w+\s+)?((?:20)\d\d)\b", re.I)
_EXACT = re.compile(
    r"\d|\b(?:this|next|coming)\s+(?:week|month|year|quarter|spring|summer|autumn|fall|winter)\b|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:week|month|year)s?\b|"
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.I,
)
_TWO_YEARS = re.compile(r"\b(20\d\d)\s*(?:,?\s*(?:or|and|to)(?:\s+in)?\s|[-–/])\s*(20\d\d)\b")
MOST_YEARS = 30
_THIS_YEAR = re.compile(
    r"\b(this|next)\s+year\b|\b(?:by|before)\s+(?:the\s+)?year[’']?s?[- ]end\b", re.I
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both inclusive, in which a forecast can come true.

    Attributes:
        derived: True where the text names no date and the days come from the document's.
        why: the words or the rule that gave the days.
    """

    begins_on: date
    ends_on: date
    derived: bool
    why: str


def window_of(statement: Statement, document: Document) -> Window | None:
    """The window of a forecast; None where neither it nor its document has a date.

    The statement's own dates are taken unless they lie wholly before publication: then they date
    the background of the sentence and not the forecast. No window opens before publication: what
    happened earlier in the year doesn't make a forecast for "this year" true. A derived window
    lasts twelve months where no word says otherwise, which is a convention and not the author's;
    dates that stand for words such as "in the coming months" are derived too.
    """
    published = document.published
    begins, ends = statement.begins_on, statement.ends_on
    if (begins or ends) and not _dates_the_condition(statement, document):
        first = begins or ends
        last = ends or begins
        assert first is not None and last is not None
        if published is None or last >= published:
            last = _later_year(statement, document, last)
            opens = max(first, published) if published else first
            return Window(opens, max(opens, last), _is_vague(statement, document), statement.time)
    if published is None:
        return None
    text = document.text[statement.sentence_start : statement.sentence_end]
    return _from_words(text, published)


def _later_year(statement: Statement, document: Document, last: date) -> date:
    """The end of the second year where a sentence leaves open which of two it is ("in 2025 or
    2026") and its date ends with the first."""
    text = document.text[statement.sentence_start : statement.sentence_end]
    for hit in _TWO_YEARS.finditer(text):
        one, other = int(hit[1]), int(hit[2])
        if last == date(one, 12, 31) and one < other <= one + MOST_YEARS:
            return date(other, 12, 31)
    return last


def _is_vague(statement: Statement, document: Document) -> bool:
    """Whether a statement's dates stand for words that name none, such as "soon"."""
    text = document.text[statement.sentence_start : statement.sentence_end]
    return not _EXACT.search(text) and any(pattern.search(text) for pattern, _ in _TERMS)


def _dates_the_condition(statement: Statement, document: Document) -> bool:
    """True where the statement's date stands in its condition and nowhere else in the sentence.

    "If the ban falls at the congress in May, trade may grow" forecasts nothing for May.
    """
    if not statement.condition or document.published is None:
        return False
    found = future_dates(statement.condition, document.published)
    dates = {when.begins_on for when in found} | {when.ends_on for when in found}
    outside = document.text[statement.sentence_start : statement.sentence_end].replace(
        statement.condition, ""
    )
    elsewhere = {when.begins_on for when in future_dates(outside, document.published)}
    return statement.begins_on in dates - elsewhere


def _from_words(text: str, published: date) -> Window:
    """The window that horizon words open, else twelve months."""
    for year, words, ends_only in _years(text, published):
        if year >= published.year:
            start = published if ends_only else max(published, date(year, 1, 1))
            return Window(start, date(year, 12, 31), True, words)
    counted = _COUNTED.search(text)
    if counted:
        number = (counted[1] or counted[3]).lower()
        months = (_COUNTS.get(number) or int(number)) * _UNIT_MONTHS[
            (counted[2] or counted[4]).lower()
        ]
        return Window(published, _later(published, months), True, counted[0])
    for pattern, term in _TERMS:
        found = pattern.search(text)
        if found:
            return Window(published, _later(published, term), True, found[0])
    return Window(published, _later(published, DEFAULT_MONTHS), True, "no horizon named")


def _years(text: str, published: date) -> list[tuple[int, str, bool]]:
    """Years that the text names as a horizon, with the words, and whether they only end it."""
    found = [(int(hit[1]), hit[0], True) for hit in _UNTIL_YEAR.finditer(text)]
    found += [(int(hit[1]), hit[0], False) for hit in _IN_YEAR.finditer(text)]
    for hit in _THIS_YEAR.finditer(text):
        step = 1 if (hit[1] or "").lower() == "next" else 0
        found.append((published.year + step, hit[0], False))
    return found


def _later(start: date, months: float) -> date:
    """The day ``months`` after, on the last day of a shorter month."""
    if months < 1:
        return start + timedelta(days=round(months * 30))
    whole = start.year * 12 + start.month - 1 + round(months)
    if whole // 12 > 9998:
        return date(9998, 12, 31)
    first = date(whole // 12, whole % 12 + 1, 1)
    return first.replace(day=min(start.day, last_of_month(first).day))
