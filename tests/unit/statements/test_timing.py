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
def test_a_perfect_or_a_distant_sentence_answers_between_fresh_news_and_the_document(
    found: Find, then: str
) -> None:
    text = "Eritrea shelled a port of Djibouti on 3 February 2024. " + then
    assert found(text, "event DJI>ERI ACCUSE", published=DAY).time == "2024-02/2024-03"


@pytest.mark.parametrize(
    "text",
    [
        "Eritrea shelled a port of Djibouti on 3 June 2021. It is old. Ships of many states call. "
        "The harbour is deep. It has piers. Djibouti denounced Eritrea.",
        "Eritrea shelled a port of Djibouti on 3 February 2024. Djibouti had denounced Eritrea.",
    ],
)
def test_old_news_and_a_glance_back_leave_an_act_undated(found: Find, text: str) -> None:
    assert found(text, "event DJI>ERI ACCUSE", published=DAY).time in ("", "2024-02")


def test_what_has_not_been_done_is_of_the_documents_month(found: Find) -> None:
    text = "Peru has not replied to Chile's letter."
    assert found(text, "omission PER>CHL *", published=DAY).time == "2024-03"


def test_a_year_told_of_one_act_does_not_take_a_later_month_with_it(found: Find) -> None:
    text = "Peru recalled its ambassador from Chile in 2023. In January Chile condemned Peru."
    assert found(text, "event CHL>PER *", published=DAY).time == "2024-01"


def test_an_old_story_ends_with_its_paragraph(found: Find) -> None:
    text = "Peru invaded Chile in May 2019. It lost.\n\nIn November Chile condemned Peru."
    assert found(text, "event CHL>PER *", published=DAY).time == "2023-11"
    assert found(text.replace("\n\n", " "), "event CHL>PER *", published=DAY).time == "2019-11"


def test_a_glance_back_does_not_move_the_story(found: Find) -> None:
    text = (
        "Peru recalled its ambassador from Chile on 3 February 2024. "
        "Chile had threatened Bolivia in May 2021. Two days later Chile condemned Peru."
    )
    assert found(text, "event CHL>PER *", published=DAY).time == "2024-02-05"


def test_last_year_does_not_reach_across_a_sentence(found: Find) -> None:
    text = (
        "Trade between the two grew by a third last year, and the foreign minister of Ghana came "
        "in February to thank Togo."
    )
    assert found(text, "event GHA>TGO *", published=DAY).time == "2024-02"


def test_within_two_days_counts_from_what_was_told_before(found: Find) -> None:
    text = (
        "Eritrea shelled a port of Djibouti on 3 February 2024. "
        "Within two days Djibouti had condemned Eritrea."
    )
    assert found(text, "event DJI>ERI *", published=DAY).time == "2024-02-03/2024-02-05"


def test_a_forecast_is_bounded_by_what_a_date_in_its_limit_dates(found: Find) -> None:
    text = "Ghana is unlikely to meet Togo before the congress, which opens on 4 May."
    assert found(text, "forecast GHA~TGO *", published=DAY).time == "2024-03/2024-05"


def test_a_past_that_looks_like_a_present_is_past(found: Find) -> None:
    text = (
        "On 20 June the Ghanaian president, on his second visit to Togo in a year, put his name "
        "under a treaty with Togo."
    )
    assert found(text, "event GHA~TGO *", published=DAY).time == "2023-06-20"


def test_a_visit_that_was_criticised_has_taken_place(found: Find) -> None:
    text = "The year began with Ghana's visit to Togo in April, which was marked by a quarrel."
    assert found(text, "event GHA~TGO *", published=DAY).time == "2023-04"


def test_a_forecast_for_this_year_is_for_what_is_left_of_it(found: Find) -> None:
    row = found(
        "Peru is unlikely to meet Chile this year.",
        "forecast PER~CHL *",
        published=date(2024, 8, 20),
    )
    assert row.time == "2024-08/2024-12"


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("The following Monday Ghana sued Togo.", "2024-02-05"),
        ("The previous Friday Ghana had sued Togo.", "2024-01-26"),
        ("That Friday Ghana sued Togo.", "2024-02-02"),
        ("The following March Ghana sued Togo.", "2024-03"),
    ],
)
def test_a_weekday_of_a_story_counts_from_what_was_told_before(
    found: Find, words: str, time: str
) -> None:
    text = f"On 1 February Ghana expelled envoys of Togo. {words}"
    assert found(text, "event GHA>TGO ACCUSE", published=DAY).time == time


def test_a_day_told_of_others_dates_the_story_that_goes_on(found: Find) -> None:
    text = (
        "On 1 February the commission of the bloc let its quotas lapse. "
        "Ghana sued Togo the following Monday."
    )
    assert found(text, "event GHA>TGO ACCUSE", published=DAY).time == "2024-02-05"


def test_what_was_done_is_never_dated_after_the_document(
    code: Callable[..., list[Statement]],
) -> None:
    rows = code("Ghana sued Togo the following Monday.", published=DAY)
    assert not [row for row in rows if row.begins_on is not None and row.begins_on > DAY]
