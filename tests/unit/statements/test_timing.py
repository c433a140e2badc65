"""Which date of a text a statement carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from detente.model import Statement

DAY = date(2024, 3, 16)
OFFICE = "The White House"
Find = Callable[..., Statement]


@pytest.mark.parametrize(
    ("text", "wanted", "time"),
    [
        (
            "On 14 March, Chile's president met Peru's president in Lima for their third talks "
            "since 2021.",
            "event CHL=PER CONSULT",
            "2024-03-14",
        ),
        (
            "Germany and Poland signed a treaty in Warsaw on 3 March 2024 that replaces the "
            "accord of 1991.",
            "event DEU=POL SUPPORT",
            "2024-03-03",
        ),
        ("Turkey has met Greece five times since 2022.", "event TUR=GRC *", "2022/2024-03-16"),
    ],
)
def test_an_act_takes_the_date_on_its_own_verb(
    found: Find, text: str, wanted: str, time: str
) -> None:
    assert found(text, wanted, published=DAY).time == time


@pytest.mark.parametrize(
    "then",
    [
        "The two presidents reviewed trade over the past four years.",
        "Both sides welcomed plans for a summit in the coming weeks.",
        "They praised the work done since the accord of May 2019.",
    ],
)
def test_what_is_said_in_a_meeting_has_its_day_not_that_of_the_matter(
    code: Callable[..., tuple[Statement, ...]], then: str
) -> None:
    met = "On 14 March, President Boric of Chile met President Boluarte of Peru in Lima. "
    rows = code(met + then, published=DAY)
    said = [row for row in rows if row.sentence_start >= len(met) - 1 and row.kind == "event"]
    assert said
    assert {row.time for row in said[:1]} == {"2024-03-14"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The United States strongly condemns Eritrea for its raid.", "event USA>ERI ACCUSE"),
        ("We urge Eritrea to stop.", "event USA>ERI REQUEST"),
    ],
)
def test_what_a_government_does_in_saying_so_is_of_the_day(
    found: Find, text: str, wanted: str
) -> None:
    assert found(text, wanted, published=DAY, publisher=OFFICE).time == "2024-03-16"


def test_a_week_that_opens_an_official_text_frames_what_follows(found: Find) -> None:
    text = (
        "This week, President Biden met Prime Minister Modi of India in Delhi. "
        "India approved the purchase of engines from the United States."
    )
    row = found(text, "event IND>USA *", published=DAY, publisher=OFFICE)
    assert row.time == "2024-03-11/2024-03-16"


def test_a_known_month_of_publication_gives_no_day(found: Find) -> None:
    row = found(
        "The United States strongly condemns Eritrea for its raid.",
        "event USA>ERI ACCUSE",
        published=DAY,
        publisher=OFFICE,
        published_precision="month",
    )
    assert row.time == "2024-03"


def test_an_answer_told_after_a_dated_act_is_of_its_month(found: Find) -> None:
    text = "Eritrea shelled a port of Djibouti on 3 February 2024. Djibouti denounced Eritrea."
    assert found(text, "event DJI>ERI ACCUSE", published=DAY).time == "2024-02"


@pytest.mark.parametrize(
    "then",
    [
        "Djibouti has denounced Eritrea.",
        "The port is old. It has two piers. Ships of many states call. The harbour is deep. "
        "Djibouti denounced Eritrea.",
    ],
)
def test_a_perfect_or_a_distant_sentence_takes_no_month_from_a_story(
    found: Find, then: str
) -> None:
    text = "Eritrea shelled a port of Djibouti on 3 February 2024. " + then
    assert found(text, "event DJI>ERI ACCUSE", published=DAY).time == ""


def test_a_forecast_for_this_year_is_for_what_is_left_of_it(found: Find) -> None:
    row = found(
        "Peru is unlikely to meet Chile this year.",
        "forecast PER~CHL *",
        published=date(2024, 8, 20),
    )
    assert row.time == "2024-08/2024-12"
