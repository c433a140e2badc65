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
