"""Advice in turns of phrase is a recommendation."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "frame",
    [
        "Let Kenya {0}.",
        "It would make sense for Kenya to {0}.",
        "Kenya could do worse than {0}.",
        "Kenya might want to {0}.",
        "Kenya may wish to {0}.",
        "It is up to Kenya to {0}.",
        "It falls to Kenya to {0}.",
        "We urge Kenya to {0}.",
        "I would advise Kenya to {0}.",
        "What Kenya should do is {0}.",
        "It would be a mistake for Kenya to {0}.",
    ],
)
@pytest.mark.parametrize(
    ("act", "root"),
    [
        ("condemn Peru", "ACCUSE"),
        ("lift its embargo on Peru", "CONCEDE"),
        ("praise Peru", "SUPPORT"),
    ],
)
def test_advice_is_a_recommendation(found, frame, act, root):
    assert found(frame.format(act), f"recommendation KEN>PER {root}")


def test_what_a_government_urges_is_its_own_act(found):
    text = "We urge Kenya to lift its embargo on Peru."
    assert found(text, "event NOR>KEN *", publisher="Ministry of Foreign Affairs of Norway")


@pytest.mark.parametrize("text", ["Let me turn to Peru.", "Kenya did not let Peru vote."])
def test_other_uses_are_none(code, text):
    assert not [row for row in code(text) if row.kind == "recommendation"]
