"""What a sentence makes a point of as left undone."""

from __future__ import annotations

import pytest

PAIR = "Peru and Chile signed a treaty. Peru praised Chile. Chile thanked Peru. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana neither admitted nor denied the raid on Togo.", "omission GHA>TGO *"),
        (PAIR + "The joint commission has not been convened since 2022.", "omission PER=CHL *"),
        ("Chad has never withdrawn its men from Niger.", "omission TCD>NER *"),
        ("There has been no reply from Oman to the letters of Qatar.", "omission OMN>QAT *"),
        ("Kenya noted the vote in Uganda without a word of welcome.", "omission KEN>UGA *"),
    ],
)
def test_a_stressed_negation_is_an_omission(found, text, wanted):
    assert found(text, wanted)


def test_the_second_verb_under_nor_is_no_act(code):
    rows = code("Ghana has neither admitted sending the boats to Togo nor recalled them.")
    assert "recalled" not in [row.trigger for row in rows if row.kind == "event"]


def test_a_reply_that_came_is_no_silence(code):
    rows = code("There has been a reply from Oman to the letters of Qatar.")
    assert "omission" not in [row.kind for row in rows]
