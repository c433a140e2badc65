"""Acts told in words that the tables do not know, and acts that name neither party."""

from __future__ import annotations

import pytest

PAIR = "Peru and Chile signed a treaty. Peru praised Chile. Chile thanked Peru. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana stunned Togo with its bid last week.", "event GHA>TGO *"),
        ("Peru hurried to Brazil on Friday.", "event PER>BRA CONSULT"),
        ("Chad exchanged rockets with Niger on Monday.", "event TCD=NER ASSAULT"),
        (PAIR + "The crossings were closed again in May.", "event PER=CHL SANCTION"),
    ],
)
def test_a_finite_clause_in_the_past_tells_an_act(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana did not stun Togo.",
        "Ghana stunning Togo is a dream.",
        "If Ghana stunned Togo, nobody noticed.",
    ],
)
def test_what_is_denied_supposed_or_unfinished_is_no_act(code, text):
    assert not [row for row in code(text) if row.kind == "event"]


def test_a_government_text_tells_its_acts_in_known_words(code):
    rows = code("Togo stunned Ghana.", publisher="Ministry of Foreign Affairs of Togo")
    assert not [row for row in rows if row.kind == "event"]
