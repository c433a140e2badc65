"""Publication dates as written in manifests, headers, addresses, file names and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from detente.documents.draft import Dated

# The smaller, the more it is believed. A file's own properties are often those of the day on
# which somebody saved or printed it, so a date line in the text outranks them.
MANIFEST, FRONT_MATTER, STATED, ADDRESS, DATE_LINE, FILE_NAME, PROPERTY, DATELINE, FILE_CHANGED = (
    range(9)
)

FIRST_YEAR, LAST_YEAR = 1900, 2199

MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WRITTEN = (
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>\d{4})(?P<sep>[-/.])(?P<num>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I),
)
_COMPACT = re.compile(r"(?:D:)?(?P<year>\d{4})(?P<num>\d{2})(?P<day>\d{2})(?:\d{6}|T|Z|\b)")
_COARSE = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<num>\d{1,2}))?")
_SLASHED = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})\b")
_PATH = re.compile(
    r"/(?P<year>(?:19|20|21)\d{2})[/-](?P<num>\d{1,2})(?:[/-](?P<day>\d{1,2}))?(?=[/_.-]|$)"
)
_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20|21)\d{2})[-_.]?(?P<num>0[1-9]|1[0-2])[-_.]?"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_PREFIX = re.compile(
    r"^[\W_]*(?:(?:first |last )?(?:published|posted|updated|released|issued|dated?|"
    r"pub(?:lication)?\.? date|release date)(?:\s+(?:on|at))?\s*:?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?",
    re.I,
)
_DATELINE = re.compile(
    rf"^[A-Z][\w .,'’/-]{{2,60}}?[,(]?\s*(?:\([A-Z][\w ]{{1,30}}\)\s*)?\b(?i:{_MONTH})"
    r"\s+(?P<day>\d{1,2})(?:,?\s+(?P<year>\d{4}))?\b(?=[^\n.]{0,40}(?:--|\s[-–—]|[–—]))",
)
_HEADING_DATE = re.compile(
    r"[^.!?\n]*(?:\b[A-Z]\.[^.!?\n]*)*?\w.?[\s]*[,|:(·•–—-]\s*"
    r"(?P<date>(?:[A-Z][a-z]+day,?\s+)?[A-Z0-9][^,|:(·•–—]{2,14},?\s+\d{4}|\d{4}-\d\d-\d\d)\)?$"
)
_YEAR = re.compile(r"\b(?:19|20|21)\d{2}\b")
_CLOCK = re.compile(r"[\s,|•·]*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,20}$")


def parse_date(written: str) -> tuple[date, str] | None:
    """The day that a metadata value names, and its precision; None where it names none.

    Reads ISO 8601 (also ``2025-01`` and ``2025``), e-mail dates, seconds or milliseconds since
    1970, PDF dates and dates in English words. A date such as 03/04/2025, which two conventions
    read differently, is None; 13/04/2025 is not.

    >>> parse_date("30 January 2025")
    (datetime.date(2025, 1, 30), 'day')
    >>> parse_date("2025-01")
    (datetime.date(2025, 1, 1), 'month')
    >>> parse_date("2025-13-45") is None
    True
    """
    value = written.strip()[:100]
    if not value:
        return None
    for reader in (_iso, _coarse, _epoch, _compact, _words, _slashed, _mail):
        found = reader(value)
        if found is not None:
            return found
    return None


def date_in_address(url: str) -> Dated | None:
    """The date in the path of an address such as ``/2024/05/12/``."""
    found = _from_match(_PATH.search(url[:2_000]))
    if found is None:
        return None
    return Dated(found[0], found[1], "url", "date inferred from the address", ADDRESS)


def date_in_name(name: str) -> Dated | None:
    """The date in a file name such as ``2024-05-12-readout.txt``."""
    found = _from_match(_NAME.search(name[-300:]))
    if found is None:
        return None
    return Dated(found[0], found[1], "file", "date inferred from the file's name", FILE_NAME)


def dates_in_text(text: str, *, latest: date | None) -> Iterator[Dated]:
    """Dates that the head of a text gives for itself: a line that is or ends in one, a dateline.

    Args:
        text: the whole text; only its first lines are looked at.
        latest: a day on which it existed already; the year of a dateline without one is the
            newest year named in the text that is not after it.
    """
    own = [*date_lines(text, 15), *_datelines(text, latest)]
    yield from own or _heading_dates(text)


def _datelines(text: str, latest: date | None) -> Iterator[Dated]:
    for line in _head(text, 8):
        match = _DATELINE.match(line)
        if match:
            yield from _from_dateline(match, text, latest)
            return


def date_lines(text: str, n_lines: int) -> Iterator[Dated]:
    """The date of the first line that is nothing but one, among the first `n_lines`."""
    for line in _head(text, n_lines):
        found = _date_line(line)
        if found is not None:
            yield Dated(*found, "text", f"date inferred from the line {line!r}", DATE_LINE)
            return


def _heading_dates(text: str) -> Iterator[Dated]:
    """The day at the end of a short line of the head: place, series or title, then the date.

    Believed less than a line of its own, for a title may name the day of what it is about.
    """
    for line in _head(text, 6):
        match = _HEADING_DATE.match(line.strip("*_# ")) if len(line) <= 120 else None
        found = _date_line(match["date"]) if match else None
        if found is not None and found[1] == "day":
            yield Dated(*found, "text", f"date inferred from the line {line!r}", DATELINE)
            return


def _head(text: str, n_lines: int) -> list[str]:
    lines = text[: 200 * n_lines].splitlines()
    return [line.strip() for line in lines if line.strip()][:n_lines]


def _date_line(line: str) -> tuple[date, str] | None:
    if len(line) > 80:
        return None
    bare = _CLOCK.sub("", _PREFIX.sub("", line.strip("*_() "), count=1)).strip(" .,|")
    for pattern in _WRITTEN:
        match = pattern.fullmatch(bare)
        if match:
            return _from_match(match)
    return None


def _from_dateline(match: re.Match[str], text: str, latest: date | None) -> Iterator[Dated]:
    if match["year"]:
        found = _from_match(match)
        if found:
            yield Dated(*found, "text", "date inferred from the dateline", DATE_LINE)
        return
    last = latest.year if latest else LAST_YEAR
    years = [int(year) for year in _YEAR.findall(text) if int(year) <= last]
    if not years and latest is None:
        return
    year = max(years) if years else last
    found = _day(year, _month_number(match["month"]), int(match["day"]))
    if found:
        origin = "the newest year in the text" if years else "the file's own date"
        yield Dated(*found, "text", f"date inferred from the dateline and {origin}", DATELINE)


def _iso(value: str) -> tuple[date, str] | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        instant = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return _from_match(re.match(r"(?P<year>\d{4})-(?P<num>\d{2})-(?P<day>\d{2})(?!\d)", value))
    return _day(instant.year, instant.month, instant.day)


def _coarse(value: str) -> tuple[date, str] | None:
    return _from_match(_COARSE.fullmatch(value))


def _epoch(value: str) -> tuple[date, str] | None:
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", value):
        return None
    seconds = float(value)
    instant = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    return _day(instant.year, instant.month, instant.day)


def _compact(value: str) -> tuple[date, str] | None:
    return _from_match(_COMPACT.match(value))


def _words(value: str) -> tuple[date, str] | None:
    for pattern in _WRITTEN:
        match = pattern.search(value)
        if match:
            return _from_match(match)
    return None


def _slashed(value: str) -> tuple[date, str] | None:
    match = _SLASHED.match(value)
    if not match:
        return None
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first > 12:
        return _day(year, second, first)
    if second > 12 or first == second:
        return _day(year, first, second)
    return None


def _mail(value: str) -> tuple[date, str] | None:
    try:
        instant = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(instant.year, instant.month, instant.day)


def _from_match(match: re.Match[str] | None) -> tuple[date, str] | None:
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts["year"])
    month = int(parts["num"]) if parts.get("num") else _month_number(parts.get("month") or "")
    return _day(year, month, int(parts["day"]) if parts.get("day") else 0)


def _day(year: int, month: int, day: int) -> tuple[date, str] | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    precision = "day" if day else "month" if month else "year"
    try:
        return date(year, month or 1, day or 1), precision
    except ValueError:
        return None


def _month_number(written: str) -> int:
    start = written[:3].lower()
    return next((n for n, name in enumerate(MONTHS, 1) if start and name.startswith(start)), 0)
