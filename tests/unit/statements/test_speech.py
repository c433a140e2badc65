"""What is said is coded as what the speaker did in saying it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted", "speaker"),
    [
        ("According to Kyiv, Russia shelled Kharkiv.", "event RUS>UKR ASSAULT", "Kyiv"),
        (
            "Ida Holm, an analyst, said that Norway is unlikely to join the EU.",
            "forecast NOR>EU *",
            "Ida Holm",
        ),
    ],
)
def test_the_speaker_is_named(found, text, wanted, speaker):
    assert found(text, wanted).speaker == speaker


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Iran denied attacking Saudi Arabia.", "event IRN>SAU REJECT"),
        ("Israel accused Iran of bombing an embassy.", "event ISR>IRN ACCUSE"),
        ("Beijing warned that it would retaliate against Canada.", "event CHN>CAN THREATEN"),
        ("Egypt told Ethiopia to stop filling the dam.", "event EGY>ETH REQUEST"),
        ("Finland promised Ukraine new air defences.", "event FIN>UKR AGREE"),
        ("Mexico thanked Cuba for its doctors.", "event MEX>CUB SUPPORT"),
        ("Algeria announced that it would close its airspace to Mali.", "event DZA>MLI *"),
    ],
)
def test_a_speech_act_is_the_act_of_its_speaker(found, text, wanted):
    assert not found(text, wanted).speaker
