"""TIMEX3 types and values of mentions, read on Wednesday 28 August 2024."""

from __future__ import annotations

from datetime import date

import pytest

from detente.statements.dates import find_dates, timex

PUBLISHED = date(2024, 8, 28)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("on 27 August 2024", "DATE", "2024-08-27"),
        ("in August 2023", "DATE", "2023-08"),
        ("in 2019", "DATE", "2019"),
        ("in the 1990s", "DATE", "199"),
        ("in the 20th century", "DATE", "19"),
        ("this week", "DATE", "2024-W35"),
        ("last weekend", "DATE", "2024-W34-WE"),
        ("last month", "DATE", "2024-07"),
        ("last year", "DATE", "2023"),
        ("two weeks ago", "DATE", "2024-W33"),
        ("three years ago", "DATE", "2021"),
        ("a decade ago", "DATE", "2014"),
        ("in the third quarter of 2024", "DATE", "2024-Q3"),
        ("in the first half of 2025", "DATE", "2025-H1"),
        ("in the summer of 2023", "DATE", "2023-SU"),
        ("last winter", "DATE", "2023-WI"),
        ("in late October 2023", "DATE", "2023-10"),
        ("at the end of 2023", "DATE", "2023"),
        ("on Tuesday", "DATE", "2024-08-27"),
        ("on Tuesday morning", "TIME", "2024-08-27TMO"),
        ("last night", "TIME", "2024-08-27TNI"),
        ("at 8 p.m. on 3 May 2024", "TIME", "2024-05-03T20:00"),
        ("for three years", "DURATION", "P3Y"),
        ("for two weeks", "DURATION", "P2W"),
        ("for 90 minutes", "DURATION", "PT90M"),
        ("in the past three years", "DURATION", "P3Y"),
        ("in the coming weeks", "DURATION", "PXW"),
        ("every two weeks", "SET", "P2W"),
        ("each October", "SET", "P1Y"),
        ("they now agree", "DATE", "PRESENT_REF"),
        ("they recently agreed", "DATE", "PAST_REF"),
        ("they will soon agree", "DATE", "FUTURE_REF"),
        ("these days", "DATE", "PRESENT_REF"),
        ("last Oct. 23", "DATE", "2023-10-23"),
        ("in this year's second quarter", "DATE", "2024-Q2"),
        ("in the year-ago period", "DATE", "2023-Q2"),
        ("in the latest quarter", "DATE", "2024-Q2"),
        ("for the week", "DATE", "2024-W35"),
        ("early last century", "DATE", "19"),
        ("on Easter Monday", "DATE", "2024-04-01"),
        ("on Thanksgiving Day", "DATE", "2024-11-28"),
        ("at 10:15 p.m.", "TIME", "2024-08-28T22:15"),
        ("at noon on Tuesday", "TIME", "2024-08-27T12:00"),
        ("early Tuesday morning", "TIME", "2024-08-27TMO"),
        ("in the evening", "TIME", "2024-08-28TEV"),
        ("by mid-afternoon", "TIME", "2024-08-28TAF"),
        ("at 4 in the morning", "TIME", "2024-08-28T04:00"),
        ("for 2 1/2 years", "DURATION", "P2Y6M"),
        ("for two hundred years", "DURATION", "P200Y"),
        ("over the years", "DURATION", "PXY"),
        ("at an hourly rate", "SET", "PT1H"),
    ],
)
def test_timex_value(text: str, kind: str, value: str) -> None:
    (mention,) = find_dates(f"It was so, {text}.", published=PUBLISHED)
    assert timex(mention) == (kind, value)


def test_open_date_without_document_date_keeps_x() -> None:
    (mention,) = find_dates("They met on 27 August.", published=None)
    assert timex(mention) == ("DATE", "XXXX-08-27")
    assert mention.time == ""


def test_limit_has_the_date_as_part() -> None:
    (mention,) = find_dates("It has held since 2019.", published=PUBLISHED)
    (part,) = mention.parts
    assert (part.words, timex(part)) == ("2019", ("DATE", "2019"))


@pytest.mark.parametrize(
    "text",
    [
        "A 44-year-old envoy came.",
        "Ms. Sato, 52 years old, resigned.",
        "The six-month-old truce held.",
        "They lost at the high noon saloon by 3:2.",
        "Its quarterly dividend fell.",
    ],
)
def test_ages_scores_and_names_are_no_dates(text: str) -> None:
    assert [m.words for m in find_dates(text, published=PUBLISHED) if m.words != "noon"] == []


def test_counted_part_of_a_year_is_a_length_and_the_year() -> None:
    (mention,) = find_dates("In the first nine months of 2023 it fell.", published=PUBLISHED)
    assert mention.time == "2023-01/2023-09"
    assert [timex(part) for part in mention.parts] == [("DURATION", "P9M"), ("DATE", "2023")]


def test_year_earlier_behind_a_quarter_is_the_quarter() -> None:
    text = "In the second quarter it earned 3 million, against 2 million a year earlier."
    first, second = find_dates(text, published=PUBLISHED)
    assert (first.value, second.value) == ("2024-Q2", "2023-Q2")


@pytest.mark.parametrize(
    ("text", "future", "sure", "value"),
    [
        ("payable 7 September", False, False, "2024-09-07"),
        ("signed on 7 September", False, True, "2023-09-07"),
        ("said on 29 August", False, True, "2024-08-29"),
        ("a vote in December", True, False, "2024-12"),
        ("a vote in July", True, False, "2024-07"),
        ("Monday's vote", True, False, "2024-08-26"),
        ("it will vote on Monday", True, True, "2024-09-02"),
        ("its third-quarter loss", True, False, "2024-Q3"),
    ],
)
def test_a_tense_from_further_up_only_leans(
    text: str, future: bool, sure: bool, value: str
) -> None:
    (mention,) = find_dates(text, published=PUBLISHED, future=lambda _: (future, sure))
    assert mention.value == value
