"""Quotations keep the words that decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, Statement
from detente.outlook.quoting import LONGEST_QUOTE_CHARS, quote, without_confidence


def quoted(text: str, words: str, holds: str = "") -> str:
    start = text.index(words)
    row = Statement("d", "forecast", (), (), 0, len(text), start, start + len(words))
    return quote(row, Document("d", "d.txt", text), holds=holds)


def test_a_scrap_gives_way_to_its_sentence() -> None:
    text = "However, the two are likely to remain close."
    assert quoted(text, "to remain close", "likely") == "“the two are likely to remain close”"


def test_words_without_the_deciding_phrase_give_way_to_the_sentence() -> None:
    text = "It is likely, said one, that the two states keep their old and quiet channel."
    words = "the two states keep their old and quiet channel"
    assert "likely" in quoted(text, words, "likely")


def test_quotation_marks_inside_become_single() -> None:
    text = 'They may call it the "old line" in the talks to come.'
    assert quoted(text, text) == "“They may call it the ‘old line’ in the talks to come”"


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_phrase_deep_in_a_long_sentence_stays_in_the_quotation(before: int, after: int) -> None:
    text = f"{'word and clause, ' * before}trade is unlikely to grow{', more words' * after}."
    found = quoted(text, text, "unlikely")
    assert "unlikely" in found
    assert len(found) <= LONGEST_QUOTE_CHARS + 2


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        (
            "“We judge with moderate to high confidence that Peru will likely sign”",
            "“… Peru will likely sign”",
        ),
        ("“With low confidence, we judge that Peru may sign”", "“… we judge that Peru may sign”"),
        ("“Peru, we assess with low confidence, is likely to sign”", "“Peru … is likely to sign”"),
        ("“Peru will probably sign (high confidence)”", "“Peru will probably sign …”"),
        ("“Peru may meet investors with new confidence”",) * 2,
        ("“Peru is likely to lose a vote of confidence”",) * 2,
    ],
)
def test_how_sure_an_author_is_does_not_stand_beside_a_likelihood(quoted: str, shown: str) -> None:
    assert without_confidence(quoted) == shown
