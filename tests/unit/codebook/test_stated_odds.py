"""Probabilities that authors write as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook.stated_odds import stated_odds


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("There is a 70 percent chance of a pact.", 0.7, 0.7),
        ("It has a 20% chance of failing.", 0.2, 0.2),
        ("The 60-70 % probability is ours.", 0.6, 0.7),
        ("We put the probability that talks fail by May at 35 percent.", 0.35, 0.35),
        ("The chances that they meet before May are one in three.", 0.3333, 0.3333),
        ("A one-in-four chance remains.", 0.25, 0.25),
        ("They have a fifty-fifty chance.", 0.5, 0.5),
        ("Odds of 3 to 1 against a deal are fair.", 0.25, 0.25),
        ("There is less than a 20 percent chance of war.", 0.0, 0.2),
        ("At least a 40 percent chance is left.", 0.4, 1.0),
        ("The likelihood stands at roughly 45 percent, up from 20 percent.", 0.4, 0.5),
        ("It is 90 percent certain that they leave.", 0.9, 0.9),
    ],
)
def test_numbers_are_read_as_written(text: str, low: float, high: float) -> None:
    (found,) = stated_odds(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "They will probably cut tariffs by 20 percent.",
        "The risk that tariffs rise by 20 percent is real.",
        "There is a risk that inflation is 35 percent.",
        "The odds are 3 to 1 that they sign.",
        "A 150 percent chance is none.",
        "One in three workers is likely to leave.",
    ],
)
def test_other_percentages_and_bookmakers_odds_are_no_probability(text: str) -> None:
    assert stated_odds(text) == []


@given(st.integers(0, 100))
def test_every_percentage_comes_back(percent: int) -> None:
    (found,) = stated_odds(f"There is a {percent} percent chance of rain.")
    assert found.low == found.high == percent / 100
