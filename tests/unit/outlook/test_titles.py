"""Names of planned occasions, taken from the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.outlook.titles import best_title, titles


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("At the 12th National Congress in March a line is set.", "12th National Congress"),
        ("While trade slows, the June 2025 Peru-Chile summit matters.", "Peru-Chile summit"),
        ("The presidential election in Ghana falls in December.", "presidential election in Ghana"),
        ("Minister Diallo’s visit to Dakar is due.", "Minister Diallo’s visit to Dakar"),
        ("The joint military exercise starts in May.", "joint military exercise"),
    ],
)
def test_a_title_is_the_noun_phrase_of_the_occasion(sentence: str, title: str) -> None:
    assert [found.text for found in titles(sentence)] == [title]


def test_plain_talk_of_talks_is_no_title() -> None:
    assert titles("They said that talks resumed and a visit was welcome.") == []


def test_the_title_nearest_to_the_words_is_taken() -> None:
    sentence = "The Lima summit precedes the Quito congress in July."
    start = sentence.index("Quito")
    found = best_title(sentence, start=start, end=len(sentence))
    assert found is not None
    assert found.text == "Quito congress"


@given(st.text(max_size=200))
def test_a_title_stands_where_it_says(sentence: str) -> None:
    for found in titles(sentence):
        assert found.text.split() == sentence[found.start : found.end].rstrip(".,").split()
