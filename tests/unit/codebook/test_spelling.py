"""Spelling variants meet in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook.spelling import fold


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("mobilise", "mobilize"),
        ("normalisation of ties", "normalization of ties"),
        ("honour", "honor"),
        ("programme", "program"),
        ("licence", "license"),
        ("dialogue", "dialog"),
        ("centre", "center"),
        ("cease–fire", "Cease-Fire"),
        ("people’s", "people's"),
    ],
)
def test_variants_meet(british: str, american: str) -> None:
    assert fold(british) == fold(american)


def test_short_words_stay_apart() -> None:
    assert fold("our") == "our"
    assert fold("four") == "four"


@given(st.text(alphabet="abceinorstuyz -'", max_size=20))
def test_folding_ignores_case_and_outer_space(words: str) -> None:
    assert fold(f"  {words.upper()} ") == fold(words)
