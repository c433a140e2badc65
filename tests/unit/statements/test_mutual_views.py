"""How things stand between two whom the sentence does not name."""

from __future__ import annotations

import pytest

BEFORE = "Togo and Benin held talks in March. "


@pytest.mark.parametrize(
    "sentence",
    [
        "A breakthrough remains elusive.",
        "Trust is in short supply.",
        "There is no trust.",
        "The outlook is bleak.",
        "Full normalisation is years away.",
    ],
)
def test_what_is_shared_or_missing_is_between_the_last_two(found, sentence):
    entry = found(BEFORE + sentence, "assessment BEN=TGO *")
    assert entry.codes == ()


@pytest.mark.parametrize(
    "text",
    [
        "A breakthrough remains elusive.",
        "Togo held an election in March. The outlook is bleak.",
        "Togo, Benin and Ghana held talks in March. The outlook is bleak.",
        BEFORE + "The harvest was poor.",
    ],
)
def test_without_two_to_share_it_nothing_is_said(code, text):
    assert not any(s.kind == "assessment" for s in code(text))
