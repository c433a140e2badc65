"""What the calendar holds: occurrences with a date ahead, told by a noun or in the present."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement


@pytest.mark.parametrize(
    ("text", "wanted", "time"),
    [
        (
            "The party congress in Laos in January 2026 is likely to confirm this course.",
            "scheduled LAO *|scheduled LAO>* *",
            "2026-01",
        ),
        ("Nigeria's president travels to Benin on 22 May.", "scheduled NGA>BEN *", "2025-05-22"),
        ("Elections in Kosovo are scheduled for 7 June 2025.", "scheduled XKX>* *", "2025-06-07"),
        (
            "Kenya takes over the presidency of the African Union in July.",
            "scheduled KEN>AU *",
            "2025-07",
        ),
        (
            "The agreement between Peru and Chile will enter into force on 1 July 2025.",
            "scheduled CHL=PER *",
            "2025-07-01",
        ),
        (
            "The truce between India and Pakistan ends on 10 November 2025.",
            "scheduled IND=PAK *",
            "2025-11-10",
        ),
        (
            "If it is adopted at the party congress in June, Laos may trade with Palau.",
            "scheduled LAO>* *",
            "2025-06",
        ),
    ],
)
def test_a_dated_occurrence_ahead_is_scheduled(
    found: Callable[..., Statement], text: str, wanted: str, time: str
) -> None:
    assert found(text, wanted).time == time


def test_a_host_and_the_summit_it_hosts_are_one_entry(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("Brazil hosts the BRICS summit in July.")
    assert [row.kind for row in rows] == ["scheduled"]


@pytest.mark.parametrize(
    "text",
    [
        "Ties between Peru and Chile will deepen in 2026.",
        "Peru holds Chile responsible for the vote of July 2024.",
        "Fiji's mandate ended on 3 May 2025.",
    ],
)
def test_what_is_past_or_only_judged_is_no_entry(
    code: Callable[..., tuple[Statement, ...]], text: str
) -> None:
    assert "scheduled" not in {row.kind for row in code(text)}
