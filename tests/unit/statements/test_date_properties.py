"""What holds for every text: spans, order, consistency, speed, and shifting with the document."""

from __future__ import annotations

import time
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.statements.dates import find_dates

WORDS = (
    "in on of the a by since until from to between and or , . - – / ( ) ' ’s last next this that "
    "past coming previous following same early mid late end start first second third half quarter "
    "year years month months week weeks day days decade century two three several few ago later "
    "earlier before after within every annual now recently today yesterday tomorrow overnight "
    "January May March Aug. October Monday Fri. spring fall winter Q3 H1 FY2025 2024 1990s '90s "
    "2023-24 27 3rd 31 30 February 9 11 12:30 p.m. 2,019 $ % resolution talks met will may"
).split()
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
USUAL_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def interval(written: str) -> tuple[date, date]:
    """First and last day of a written time."""
    first, _, last = written.partition("/")
    return edge(first, last=False), edge(last or first, last=True)


def edge(written: str, *, last: bool) -> date:
    parts = [int(part) for part in written.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def check(text: str, published: date | None, **options: object) -> None:
    behind = 0
    for mention in find_dates(text, published=published, **options):  # type: ignore[arg-type]
        assert behind <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        behind = mention.end
        for part in mention.parts:
            assert mention.start <= part.start < part.end <= mention.end
        if mention.time:
            assert mention.begins_on is not None and mention.ends_on is not None
            assert mention.begins_on <= mention.ends_on
            assert interval(mention.time) == (mention.begins_on, mention.ends_on)
        else:
            assert mention.begins_on is None


@given(st.text(max_size=200), st.none() | DAYS)
def test_any_text_is_read_without_error(text: str, published: date | None) -> None:
    check(text, published)


@settings(max_examples=400)
@given(
    SENTENCES,
    st.none() | DAYS,
    st.sampled_from(["day", "month", "year"]),
    st.none() | st.tuples(DAYS, DAYS),
    st.none() | st.booleans(),
)
def test_any_words_of_dates_are_read_consistently(
    text: str,
    published: date | None,
    precision: str,
    previous: tuple[date, date] | None,
    future: bool | None,
) -> None:
    check(text, published, precision=precision, previous=previous, future=future)


@given(
    st.sampled_from(
        ["last year", "next month", "three years ago", "in October", "this fall", "in Q3"]
    ),
    USUAL_DAYS.filter(lambda day: (day.month, day.day) != (2, 29)),
    st.booleans(),
)
def test_a_year_later_the_same_words_mean_a_year_later(
    text: str, published: date, future: bool
) -> None:
    (before,) = find_dates(text, published=published, future=future)
    later = published.replace(year=published.year + 1)
    (after,) = find_dates(text, published=later, future=future)
    assert before.begins_on is not None and after.begins_on is not None
    assert after.begins_on == before.begins_on.replace(year=before.begins_on.year + 1)


@given(
    st.sampled_from(["last week", "on Tuesday", "two weeks ago", "yesterday", "next Friday"]),
    USUAL_DAYS,
    st.none() | st.booleans(),
)
def test_a_week_later_the_same_words_mean_a_week_later(
    text: str, published: date, future: bool | None
) -> None:
    week = timedelta(days=7)
    (before,) = find_dates(text, published=published, future=future)
    (after,) = find_dates(text, published=published + week, future=future)
    assert before.begins_on is not None and after.begins_on is not None
    assert after.begins_on - before.begins_on == week


@given(USUAL_DAYS, USUAL_DAYS)
def test_a_full_date_does_not_depend_on_the_document(day: date, published: date) -> None:
    (mention,) = find_dates(f"It was {day:%B} {day.day}, {day.year}.", published=published)
    assert mention.begins_on == mention.ends_on == day


@given(USUAL_DAYS)
def test_tense_puts_a_weekday_on_its_side(published: date) -> None:
    (past,) = find_dates("On Monday it ended.", published=published, future=False)
    (coming,) = find_dates("On Monday it ends.", published=published, future=True)
    assert past.begins_on is not None and coming.begins_on is not None
    assert timedelta(0) <= published - past.begins_on < timedelta(days=7)
    assert timedelta(0) <= coming.begins_on - published < timedelta(days=7)


@pytest.mark.parametrize(
    "piece",
    ["May ", "1-", "2019-", "from 2019 to ", "the end of ", "'", "1,", "two days after ", "Q3 ",
     "resolution 1718, ", "since at least ", "late ", "1 to ", "May 3-", "first half of "],
)  # fmt: skip
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        find_dates(text, published=date(2024, 8, 28))
        return time.process_time() - started

    small = min(seconds(4_000) for _ in range(2))
    large = min(seconds(24_000) for _ in range(2))
    assert large <= 0.2 + 15 * small
