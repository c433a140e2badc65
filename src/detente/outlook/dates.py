"""Future dates that a sentence names in passing, beside the dates that its statements carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from detente.outlook.wording import MONTHS, last_of_month

_NAMES = "|".join(MONTHS)
DATED = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s+)?(?P<month>{_NAMES})\b(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"(?!\d))?(?:,?\s+(?P<year>20\d\d)\b)?"
)

_THIRD = re.compile(r"\b(?P<part>early|mid|late)[- ](?P<year>20\d\d)\b", re.IGNORECASE)
# As the coder reads them: the first four months, the middle four, the last four.
_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


@dataclass(frozen=True, slots=True)
class FutureDate:
    """A day or month after publication, and where it stands in the sentence."""

    begins_on: date
    ends_on: date
    start: int
    end: int


def future_dates(sentence: str, published: date, *, year_written: bool = False) -> list[FutureDate]:
    """Days and months named in a sentence that lie after the document's date.

    A month without a year is the next one, counted from publication, and only where a
    preposition shows that it is a date ("in February", "on 3 May"); "may" as a verb is none.
    With ``year_written``, a date without a year is never taken for a future one.
    """
    found = _thirds(sentence, published)
    for hit in DATED.finditer(sentence):
        before = sentence[: hit.start()].rstrip().rsplit(" ", 1)[-1].casefold()
        written = int(hit["year"]) if hit["year"] else None
        if written is None and (
            year_written
            or before
            not in {
                "in",
                "on",
                "for",
                "by",
                "late",
                "early",
                "mid",
                "this",
            }
        ):
            continue
        month = MONTHS.index(hit["month"]) + 1
        day = hit["d1"] or hit["d2"]
        year = written or _next_year(published, month)
        try:
            first = date(year, month, int(day) if day else 1)
        except ValueError:
            continue
        last = first if day else last_of_month(first)
        if first > published:
            found.append(FutureDate(first, last, hit.start(), hit.end()))
    return found


def _thirds(sentence: str, published: date) -> list[FutureDate]:
    """Thirds of a year that are not over ("late 2027")."""
    found = []
    for hit in _THIRD.finditer(sentence):
        first_month, last_month = _THIRDS[hit["part"].lower()]
        last = last_of_month(date(int(hit["year"]), last_month, 1))
        if last > published:
            first = date(int(hit["year"]), first_month, 1)
            found.append(FutureDate(first, last, hit.start(), hit.end()))
    return found


def _next_year(published: date, month: int) -> int:
    return published.year if month > published.month else published.year + 1
