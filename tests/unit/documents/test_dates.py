"""Publication dates: how they are written, where they hide, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest

from detente.documents.dates import date_in_address, date_in_name, dates_in_text, parse_date
from detente.documents.reading import Received, read_received
from detente.settings import Settings


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-12",
        "2024-05-12T23:59:00Z",
        "2024/05/12",
        "12 May 2024",
        "May 12th, 2024",
        "Sunday, May 12, 2024 - 10:30",
        "Sun, 12 May 2024 10:30:00 +0000",
        "20240512",
        "D:20240512103000+00'00'",
        "1715509800",
        "1715509800000",
        "5/13/2024",
        "13.05.2024",
    ],
)
def test_day_is_read_in_every_usual_form(written: str) -> None:
    found = parse_date(written)
    assert found in ((date(2024, 5, 12), "day"), (date(2024, 5, 13), "day"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05", (date(2024, 5, 1), "month")),
        ("May 2024", (date(2024, 5, 1), "month")),
        ("2024", (date(2024, 1, 1), "year")),
    ],
)
def test_coarse_dates_keep_their_precision(written: str, expected: tuple[date, str]) -> None:
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    "written", ["", "soon", "2024-13-45", "31 February 2024", "03/04/2024", "0000-00-00", "1e99"]
)
def test_what_is_no_date_or_can_be_read_two_ways_is_none(written: str) -> None:
    assert parse_date(written) is None


def test_address_and_file_name_give_dates() -> None:
    address = date_in_address("https://wire.example/world/2024/05/12/lake-talks.html")
    assert address is not None
    assert (address.day, address.how) == (date(2024, 5, 12), "url")
    assert "inferred" in address.note
    month = date_in_address("https://wire.example/2024/05/lake-talks")
    assert month is not None
    assert month.precision == "month"
    name = date_in_name("readouts/2024-05-12-lake-talks.txt")
    assert name is not None
    assert (name.day, name.how) == (date(2024, 5, 12), "file")
    assert date_in_name("report-20249.txt") is None
    assert date_in_address("https://wire.example/article/123456/") is None


def test_line_that_is_a_date_dates_the_text() -> None:
    found = list(dates_in_text("Lake Talks\nPublished: 12 May 2024\n\nThey met.", latest=None))
    assert [(one.day, one.how) for one in found] == [(date(2024, 5, 12), "text")]


@pytest.mark.parametrize(
    "line",
    [
        "Department Press Briefing - March 6, 2025",
        "Accra, 6 March 2025",
        "# Remarks on the canal | March 6, 2025",
        "Washington, D.C., March 6, 2025",
        "The Daily Tribune (Thursday, 6 March 2025)",
        "Bulletin No 14: 2025-03-06",
    ],
)
def test_a_heading_that_ends_in_a_day_dates_the_text(line: str) -> None:
    found = list(dates_in_text(f"{line}\n\nGhana and Togo met.", latest=None))
    assert [one.day for one in found] == [date(2025, 3, 6)]


@pytest.mark.parametrize(
    "line",
    [
        "The war since March 2022",
        "Ghana and Togo met. They will meet again on Friday, 6 March 2026",
        "A pact of two neighbours, 2025",
        "Ghana signed the pact on 6 March 2025",
    ],
)
def test_a_heading_without_a_day_of_its_own_dates_nothing(line: str) -> None:
    assert list(dates_in_text(f"{line}\n\nGhana and Togo met.", latest=None)) == []


def test_a_line_that_is_a_date_is_no_title() -> None:
    text = b"Published: 5 May 2025\n\nGhana and Togo signed a pact on Friday. Togo paid for it."
    (document,) = read_received(Received("a.txt", text), settings=Settings()).rows
    assert (document.title, document.published) == ("", date(2025, 5, 5))


def test_date_inside_a_sentence_does_not_date_the_text() -> None:
    assert not list(dates_in_text("They met on 12 May 2024 at the lake.", latest=None))


def test_dateline_without_a_year_takes_the_newest_year_of_the_text() -> None:
    text = "NAIROBI, May 12 (Lake Press) - The envoys met after a pause that began in 2021."
    found = list(dates_in_text(text, latest=date(2023, 1, 1)))
    assert found[0].day == date(2021, 5, 12)
    assert "dateline" in found[0].note


def test_dateline_ignores_years_after_the_file_was_written() -> None:
    text = "NAIROBI, May 12 (Lake Press) - The plan of 2023 runs until 2040."
    assert next(iter(dates_in_text(text, latest=date(2024, 6, 1)))).day == date(2023, 5, 12)
