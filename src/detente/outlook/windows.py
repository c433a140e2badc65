"""When a forecast can come true: its own dates, or the horizon that its words and document give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from detente.model import Document, Statement
from detente.outlook.dates import DATED, future_dates
from detente.outlook.wording import MONTHS, last_of_month

DEFAULT_MONTHS = 12
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_UNIT_MONTHS = {"week": 0.25, "month": 1.0, "year": 12.0, "decade": 120.0}
_SOME = (
    r"(?:with)?in|in (?:a|the) matter of|(?:with)?in a few|coming(?: few)?|next few|"
    r"next couple of|(?:with)?in a couple of"
)
# Readers of policy prose take "short term" as the coming year and "medium term" as about three.
_TERMS = (
    (re.compile(r"\b(?:mid|medium)[- ]to[- ]long[- ](?:term|run)\b", re.I), 60),
    (re.compile(r"\bshort[- ]to[- ](?:mid|medium)[- ](?:term|run)\b", re.I), 24),
    (re.compile(r"\b(?:short|near)(?:er)?[- ](?:term|run)\b|\bnear future\b", re.I), 12),
    (re.compile(r"\b(?:mid|medium)[- ](?:term|run)\b", re.I), 36),
    (re.compile(r"\blong(?:er)?[- ](?:term|run)\b", re.I), 60),
    (
        re.compile(
            rf"\b(?:{_SOME}) days\b|\bimminent(?:ly)?\b|\bany (?:day|moment|time now)\b", re.I
        ),
        1,
    ),
    (re.compile(rf"\b(?:{_SOME}) weeks\b|\bshortly\b", re.I), 2),
    (
        re.compile(
            rf"\b(?:{_SOME}) months\b|\bsoon\b|"
            r"\bwithin (?:the (?:next|coming) )?half[- ](?:a )?year\b",
            re.I,
        ),
        6,
    ),
    (re.compile(rf"\b(?:{_SOME}) years\b", re.I), 36),
    (re.compile(r"\b(?:coming|next) decade\b", re.I), 120),
)
_COUNTED = re.compile(
    r"\b(?:with)?in\s+(?:less\s+than\s+|under\s+|at\s+most\s+|(?:no|not)\s+more\s+than\s+|"
    r"about\s+|around\s+|some\s+)?(?:the\s+)?(?:next\s+|coming\s+)?(\d{1,3}|a|one|two|three|four|five|six|ten)"
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
    r"\b(this|next)\s+year\b|\b(?:by|before)\s+(?:the\s+)?year[’']?s?[- ]end\b|"
    r"\bbefore\s+the\s+year\s+(?:is\s+(?:out|over|through)|ends|closes)\b",
    re.I,
)
_QUARTER = re.compile(
    r"\b(?:in|by|before|during)\s+(?:the\s+)?(?:end\s+of\s+the\s+)?(first|second|third|fourth|last)"
    r"\s+quarter\b(?!\s+of\s+(?:a|the)\s+century)",
    re.I,
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
# What lies between such a word and a date dates an event of its own: "before the summit in May".
_BOUNDED = re.compile(
    r"\b(?P<not>(?:not|no|only|never)\s+)?(?P<word>before|ahead\s+of|prior\s+to|after|following|"
    r"earlier\s+than|sooner\s+than)\s+(?P<what>[^,;:.()]{0,70}?)\s*(?:\b(?:in|on|of|at|next|this)\s+)?$",
    re.I,
)
_VERBAL = re.compile(
    r"\b(?:will|would|may|might|could|can|shall|should|likely|probably|expected|not)\b", re.I
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
            bound = _bound(statement, document)
            if bound in ("after", "not before"):
                # "Before 2026" was read to end with 2025: what comes not before it opens then.
                opens = last + timedelta(days=1) if bound == "not before" else opens
                closes = max(last, _later(opens, DEFAULT_MONTHS) - timedelta(1))
                return Window(opens, closes, True, statement.time)
            if bound == "before" and published is not None:
                opens, last = published, last - timedelta(days=int(first == last))
            return Window(opens, max(opens, last), _is_vague(statement, document), statement.time)
    if published is None:
        return None
    text = document.text[statement.sentence_start : statement.sentence_end]
    return _from_words(text, published)


def _bound(statement: Statement, document: Document) -> str:
    """``before`` or ``after`` where the date of a forecast is that of an event before or after
    which it can come true ("after the election in May"), or the first day ("no earlier than
    2026"), ``not before`` for that; else empty. The coder has read "before May" already."""
    text = document.text[statement.sentence_start : statement.sentence_end]
    for start in _places(statement, text):
        hit = _BOUNDED.search(text[:start])
        if hit is None or _VERBAL.search(hit["what"]):
            continue
        word, denied = hit["word"].split()[0].lower(), (hit["not"] or "").strip().lower()
        if word in ("after", "following"):
            return "after" if hit["what"] and denied in ("", "only") else ""
        if word in ("earlier", "sooner") or denied:
            if hit["what"] or denied not in ("not", "no"):
                return ""
            return "not before" if word == "before" else "after"
        return "before" if hit["what"] else ""
    return ""


def _places(statement: Statement, text: str) -> list[int]:
    """Where the day or month of a forecast's dates stands in its sentence."""
    found = [hit.start() for hit in DATED.finditer(text) if _names(hit, statement)]
    days = [day for day in (statement.begins_on, statement.ends_on) if day]
    # "Before 2026" ends with the last day of 2025.
    years = {day.year for day in days} | {(day + timedelta(days=1)).year for day in days}
    named = re.compile(rf"\b(?:{'|'.join(map(str, sorted(years)))})\b")
    return found or [hit.start() for hit in named.finditer(text)]


def _names(hit: re.Match[str], statement: Statement) -> bool:
    """Whether a date that is written out is in the month in which a forecast begins or ends."""
    month = MONTHS.index(hit["month"]) + 1
    return any(day and day.month == month for day in (statement.begins_on, statement.ends_on))


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
    elsewhere = {
        end
        for when in future_dates(outside, document.published)
        for end in (when.begins_on, when.ends_on)
    }
    # "By December" begins with publication and only its end is a date of the words.
    return not dates.isdisjoint({statement.begins_on, statement.ends_on}) and (
        elsewhere.isdisjoint({statement.begins_on, statement.ends_on})
    )


def _from_words(text: str, published: date) -> Window:
    """The window that horizon words open, else twelve months."""
    for year, words, ends_only in _years(text, published):
        if year >= published.year:
            start = published if ends_only else max(published, date(year, 1, 1))
            return Window(start, date(year, 12, 31), True, words)
    quarter = _QUARTER.search(text)
    if quarter:
        ends = _quarter_end(_QUARTERS[quarter[1].lower()], published)
        return Window(published, ends, True, quarter[0])
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


def _quarter_end(number: int, published: date) -> date:
    """The last day of the next such quarter that is not over."""
    for year in (published.year, published.year + 1):
        ends = last_of_month(date(year, 3 * number, 1))
        if ends >= published:
            return ends
    return ends


def _years(text: str, published: date) -> list[tuple[int, str, bool]]:
    """Years that the text names as a horizon, with the words, and whether they only end it."""
    found = [
        # "Before 2026" ends with 2025, "before the end of 2026" does not.
        (int(hit[1]) - (hit[0].lower().split()[:2] == ["before", hit[1]]), hit[0], True)
        for hit in _UNTIL_YEAR.finditer(text)
    ]
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
