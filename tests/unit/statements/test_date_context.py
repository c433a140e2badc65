"""How the same words move with tense, document date, earlier dates and named spans."""

from __future__ import annotations

from datetime import date

import pytest

from detente.statements.dates import DateMention, find_dates

PUBLISHED = date(2024, 8, 28)
YEAR_2010 = (date(2010, 1, 1), date(2010, 12, 31))
DAY_IN_2010 = (date(2010, 3, 26), date(2010, 3, 26))


def only(text: str, **options: object) -> DateMention:
    (mention,) = find_dates(text, **{"published": PUBLISHED, **options})  # type: ignore[arg-type]
    return mention


@pytest.mark.parametrize(
    ("text", "past", "future", "unknown"),
    [
        ("It ends on Tuesday.", "2024-08-27", "2024-09-03", "2024-08-27"),
        ("It ends on Wednesday.", "2024-08-28", "2024-08-28", "2024-08-28"),
        ("It ends in October.", "2023-10", "2024-10", "2024-10"),
        ("It ends in February.", "2024-02", "2025-02", "2024-02"),
        ("It ends in August.", "2024-08", "2024-08", "2024-08"),
        ("It ends on 7 December.", "2023-12-07", "2024-12-07", "2024-12-07"),
        ("It ends in the fall.", "2023-09/2023-11", "2024-09/2024-11", "2024-09/2024-11"),
        ("It ends over the weekend.", "2024-08-24/2024-08-25", "2024-08-31/2024-09-01",
         "2024-08-24/2024-08-25"),
        ("It ends this week.", "2024-08-26/2024-08-28", "2024-08-26/2024-09-01",
         "2024-08-26/2024-09-01"),
        ("It ends in late October.", "2023-10-21/2023-10-31", "2024-10-21/2024-10-31",
         "2024-10-21/2024-10-31"),
    ],
)  # fmt: skip
def test_tense_decides_which_year(text: str, past: str, future: str, unknown: str) -> None:
    assert only(text, future=False).time == past
    assert only(text, future=True).time == future
    assert only(text).time == unknown


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The following day they met.", "2010-03-27"),
        ("A day earlier they met.", "2010-03-25"),
        ("A week later they met.", "2010-04-02"),
        ("Two months later they met.", "2010-05"),
        ("Three years later they met.", "2013"),
        ("That month they met.", "2010-03"),
        ("That same year they met.", "2010"),
        ("The same day they met.", "2010-03-26"),
        ("The next day they met.", "2010-03-27"),
        ("The previous week they met.", "2010-03-15/2010-03-21"),
        ("Earlier that week they met.", "2010-03-22/2010-03-26"),
        ("Later that year they met.", "2010-03/2010-12"),
        ("The year before, they met.", "2009"),
        ("Days later they met.", "2010-03/2010-04"),
        ("Since then they have met.", "2010-03-26/2024-08-28"),
        ("In June they met.", "2010-06"),
        ("In February they met.", "2011-02"),
    ],
)
def test_earlier_sentence_anchors_what_follows(text: str, time: str) -> None:
    assert only(text, previous=DAY_IN_2010, future=False).time == time


def test_previous_may_be_a_mention() -> None:
    before = only("They met on 26 March 2010.")
    after = only("The following day they signed.", previous=before)
    assert after.begins_on == date(2010, 3, 26 + 1)
    assert after.anchor == "previous"


def test_day_after_a_month_stays_in_the_month() -> None:
    first, second = find_dates(
        "After it stopped in June 2023, they answered the following day.", published=PUBLISHED
    )
    assert (first.time, second.time, second.anchor) == ("2023-06", "2023-06", "text")


def test_month_in_a_text_about_a_year_is_of_that_year() -> None:
    assert only("In late October they met.", previous=YEAR_2010).time == "2010-10-21/2010-10-31"


def test_future_month_is_not_drawn_into_a_past_year() -> None:
    assert only("In October they will meet.", previous=YEAR_2010, future=True).time == "2024-10"


def test_year_earlier_in_the_sentence_holds_for_months_behind_it() -> None:
    found = find_dates("In 2019 they met in May and in July.", published=PUBLISHED)
    assert [mention.time for mention in found] == ["2019", "2019-05", "2019-07"]


def test_year_of_a_joined_date_holds_for_the_one_before() -> None:
    found = find_dates("Tests on February 26 and March 4, 2022 failed.", published=PUBLISHED)
    assert [mention.time for mention in found] == ["2022-02-26", "2022-03-04"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("They met today.", "2024-08"),
        ("They met last week.", "2024-08"),
        ("They met last month.", "2024-07"),
        ("They met on Tuesday.", "2024-08"),
        ("They have met since 2019.", "2019/2024-08"),
        ("They met on 3 May 2024.", "2024-05-03"),
        ("They met this year.", "2024"),
    ],
)
def test_month_of_publication_gives_no_finer_relative_dates(text: str, time: str) -> None:
    assert only(text, precision="month").time == time


def test_year_of_publication_gives_years() -> None:
    assert only("They met last month.", precision="year").time == "2024"


@pytest.mark.parametrize(
    "text", ["They met today.", "They met last week.", "They met on Tuesday.", "The next day."]
)
def test_without_document_date_relative_dates_have_no_time(text: str) -> None:
    mention = only(text, published=None)
    assert (mention.time, mention.begins_on, mention.ends_on) == ("", None, None)


def test_without_document_date_full_dates_stand() -> None:
    assert only("They met on 3 May 2024.", published=None).time == "2024-05-03"
    assert only("They met in May.", published=None, previous=YEAR_2010).time == "2010-05"


TERMS = {
    "the first term": (date(2017, 1, 20), date(2021, 1, 20)),
    "the minister’s inauguration": (date(2025, 1, 20), date(2025, 1, 20)),
    "the war": (date(2022, 2, 24), None),
}


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("During the first term they met.", "the first term", "2017-01-20/2021-01-20"),
        ("Since the war they met.", "Since the war", "2022-02-24/2025-02-01"),
        ("In the war they met.", "the war", "2022-02-24/2025-02-01"),
        ("Just days after the Minister's inauguration they met.",
         "days after the Minister's inauguration", "2025-01"),
        ("Two days before the minister’s inauguration.",
         "Two days before the minister’s inauguration", "2025-01-18"),
        ("Late in the first term they met.", "Late in the first term",
         "2019-09-21/2021-01-20"),
    ],
)  # fmt: skip
def test_named_span_stands_for_its_days(text: str, words: str, time: str) -> None:
    mention = only(text, published=date(2025, 2, 1), named_spans=TERMS)
    assert (mention.words, mention.time) == (words, time)


def test_in_some_weeks_is_a_length_in_a_past_clause() -> None:
    assert only("They built it in three weeks.", future=False).kind == "duration"


def test_last_possible_days_do_not_break() -> None:
    assert only("They meet next year.", published=date(9999, 12, 31)).time == ""
    assert only("They met last century.", published=date(1, 1, 1)).time == ""


CLOSED = "Paraguay closed its embassy in Sanaa in 2019. "


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("The following year, Yemen expelled two Paraguayan envoys.", "2020"),
        ("A year earlier, Yemen had expelled two Paraguayan envoys.", "2018"),
        ("Later that year, Yemen expelled two Paraguayan envoys.", "2019"),
        ("That summer, Yemen expelled two Paraguayan envoys.", "2019-06/2019-08"),
        ("Three years later Yemen expelled two Paraguayan envoys.", "2022"),
        ("In May, Yemen expelled two Paraguayan envoys.", "2025-05"),
    ],
)
def test_a_year_told_before_anchors_what_points_to_it(found, sentence, time):
    assert found(CLOSED + sentence, "event YEM>PRY SANCTION").time == time


def test_a_year_that_opens_a_sentence_is_that_of_the_months_after_it(found):
    text = (
        "In 2019, Kenya and Chad broke off relations. Kenya closed its border with Chad in March. "
        "Chad expelled Kenya's envoy in June."
    )
    assert found(text, "event KEN>TCD SANCTION").time == "2019-03"
    assert found(text, "event TCD>KEN SANCTION").time == "2019-06"


def test_what_is_done_was_not_done_on_a_day_to_come(found):
    act = found("Kenya freed ten Chadians ahead of the June summit.", "event KEN>TCD CONCEDE")
    assert not act.time.startswith("2025-06")


def test_talks_later_this_month_are_an_entry_of_the_calendar(found):
    found("Kenya and Chad will hold talks later this month.", "scheduled KEN=TCD CONSULT")
