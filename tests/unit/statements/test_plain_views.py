"""Judgements in words that the tables do not know."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana overshadows Togo in every respect.", "assessment GHA>TGO *"),
        ("Oman has become the armourer of Qatar.", "assessment OMN>QAT *|OMN=QAT"),
    ],
)
def test_a_main_clause_says_how_things_stand(found, text, wanted):
    assert found(text, wanted)


def test_a_government_text_tells_acts(code):
    rows = code("Togo overshadows Ghana.", publisher="Ministry of Foreign Affairs of Togo")
    reasons = [reason for row in rows for reason in row.reasons]
    assert "a main clause that says how things stand" not in reasons
