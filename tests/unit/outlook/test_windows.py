"""When a forecast can come true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, Statement
from detente.outlook.windows import Window, window_of

PUBLISHED = date(2024, 3, 10)


def window(
    text: str, published: date | None = PUBLISHED, dates: tuple[date, date] | None = None
) -> Window | None:
    begins, ends = dates or (None, None)
    statement = Statement(
        "d", "forecast", ("NOR",), ("SWE",), 0, len(text), 0, len(text),
        begins_on=begins, ends_on=ends, time="2024",
    )  # fmt: skip
    return window_of(statement, Document("d", "d.txt", text, published=published))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Talks are unlikely.", date(2025, 3, 10)),
        ("Talks are unlikely in the short term.", date(2025, 3, 10)),
        ("In the medium term talks may resume.", date(2027, 3, 10)),
        ("In the mid-to-long term talks may resume.", date(2029, 3, 10)),
        ("Talks may resume in the coming months.", date(2024, 9, 10)),
        ("Talks may resume within two years.", date(2026, 3, 10)),
        ("Talks may resume by 2027.", date(2027, 12, 31)),
        ("Talks may resume this year.", date(2024, 12, 31)),
        ("Talks may resume next year.", date(2025, 12, 31)),
        ("Talks may resume before 2027.", date(2026, 12, 31)),
        ("Talks may resume before the end of 2027.", date(2027, 12, 31)),
        ("Talks may resume before the year is out.", date(2024, 12, 31)),
        ("Talks may resume by the third quarter.", date(2024, 9, 30)),
        ("Talks may resume in a matter of weeks.", date(2024, 5, 10)),
        ("Talks may resume within the next half year.", date(2024, 9, 10)),
        ("Talks may resume in less than three months.", date(2024, 6, 10)),
    ],
)
def test_words_of_horizon_close_the_window(text: str, ends: date) -> None:
    found = window(text)
    assert found is not None
    assert found.ends_on == ends
    assert found.derived


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Norway will hardly attack Sweden in 2024 or 2025.", date(2025, 12, 31)),
        ("Norway will hardly attack Sweden in 2024-2026.", date(2026, 12, 31)),
        ("Norway, at peace from 1905 to 2024, will hardly attack Sweden.", date(2024, 12, 31)),
    ],
)
def test_of_two_years_left_open_the_second_closes_the_window(text: str, ends: date) -> None:
    found = window(text, dates=(date(2024, 1, 1), date(2024, 12, 31)))
    assert found is not None and found.ends_on == ends


def test_next_year_opens_on_its_first_day() -> None:
    found = window("Talks may resume next year.")
    assert found is not None
    assert found.begins_on == date(2025, 1, 1)


def test_a_past_year_in_the_sentence_is_no_horizon() -> None:
    found = window("Since the rupture in 2019 talks are unlikely.")
    assert found is not None
    assert found.ends_on == date(2025, 3, 10)


def test_dates_of_the_statement_are_taken_as_they_are() -> None:
    dates = (date(2024, 5, 1), date(2024, 5, 31))
    assert window("Talks may open in May.", dates=dates) == Window(*dates, False, "2024")


def test_what_happened_earlier_in_the_year_is_no_part_of_its_forecast() -> None:
    found = window("Talks are likely in 2024.", dates=(date(2024, 1, 1), date(2024, 12, 31)))
    assert found == Window(PUBLISHED, date(2024, 12, 31), False, "2024")


def test_dates_that_stand_for_vague_words_are_derived() -> None:
    months = (date(2024, 3, 1), date(2024, 9, 30))
    vague = window("Talks may resume in the coming months.", dates=months)
    exact = window("Talks may resume in the next six months.", dates=months)
    assert vague is not None and exact is not None
    assert (vague.derived, exact.derived) == (True, False)


def test_dates_before_publication_belong_to_the_background() -> None:
    found = window("After 2019 talks are unlikely.", dates=(date(2019, 1, 1), date(2019, 12, 31)))
    assert found is not None
    assert (found.begins_on, found.derived) == (PUBLISHED, True)


def test_without_any_date_there_is_no_window() -> None:
    assert window("Talks are unlikely.", published=None) is None


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["in three weeks", "over the next ten years", "soon", "in 2031", ""]),
)
def test_a_derived_window_never_opens_before_publication(published: date, words: str) -> None:
    found = window(f"Talks may resume {words}.", published)
    assert found is not None
    assert published <= found.begins_on <= found.ends_on
    assert found.ends_on - published < timedelta(days=366 * 51)


MAY = (date(2024, 5, 1), date(2024, 5, 31))
VOTE, THAT_YEAR = date(2024, 5, 12), (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "dates", "opens", "closes", "derived"),
    [
        ("before the summit in May", MAY, PUBLISHED, MAY[1], False),
        ("ahead of the vote on 12 May", (VOTE, VOTE), PUBLISHED, date(2024, 5, 11), False),
        ("after the election in May", MAY, MAY[0], date(2025, 4, 30), True),
        ("only after the vote in May", MAY, MAY[0], date(2025, 4, 30), True),
        ("in May", MAY, *MAY, False),
        ("in May, before the summit", MAY, *MAY, False),
        ("no earlier than 2026", THAT_YEAR, *THAT_YEAR, True),
        ("not before 2026", (PUBLISHED, date(2025, 12, 31)), *THAT_YEAR, True),
    ],
)
def test_what_comes_before_or_after_an_event_is_not_bound_to_its_month(
    text: str, dates: tuple[date, date], opens: date, closes: date, derived: bool
) -> None:
    found = window(f"Norway will probably hold talks with Sweden {text}.", dates=dates)
    assert found is not None
    assert (found.begins_on, found.ends_on, found.derived) == (opens, closes, derived)


def test_a_date_behind_a_mere_word_of_time_stays() -> None:
    text = "After months of silence Norway will probably hold talks with Sweden in May."
    found = window(text, dates=MAY)
    assert found is not None and (found.begins_on, found.ends_on) == MAY


def test_the_end_that_only_a_condition_names_is_none_of_the_forecast() -> None:
    text = "Norway will raise its tariffs on Sweden, barring a deal by December."
    statement = Statement(
        "d", "forecast", ("NOR",), ("SWE",), 0, 40, 0, len(text), begins_on=PUBLISHED,
        ends_on=date(2024, 12, 31), condition="barring a deal by December",
    )  # fmt: skip
    found = window_of(statement, Document("d", "d.txt", text, published=PUBLISHED))
    assert found is not None and found.ends_on == date(2025, 3, 10) and found.derived
