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
        (
            '"Peru should sign the treaty with Chile," said Elena Cruz, a professor in Lima.',
            "recommendation PER~CHL *",
            "Elena Cruz",
        ),
        (
            '"The truce will probably hold," said Nora Lind, who studies Armenia and '
            "Azerbaijan at a university in Oslo.",
            "forecast ARM=AZE *",
            "Nora Lind",
        ),
    ],
)
def test_the_speaker_is_named(found, text, wanted, speaker):
    assert found(text, wanted).speaker == speaker


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ethiopia denied that it had armed Somali rebels.", "event ETH>SOM REJECT"),
        ("Iran denied attacking Saudi Arabia.", "event IRN>SAU REJECT"),
        ("Israel accused Iran of bombing an embassy.", "event ISR>IRN ACCUSE"),
        ("Beijing warned that it would retaliate against Canada.", "event CHN>CAN THREATEN"),
        ("Egypt told Ethiopia to stop filling the dam.", "event EGY>ETH REQUEST"),
        ("Finland promised Ukraine new air defences.", "event FIN>UKR AGREE"),
        ("Mexico thanked Cuba for its doctors.", "event MEX>CUB SUPPORT"),
        ("Algeria announced that it would close its airspace to Mali.", "event DZA>MLI *"),
        (
            "SPOKESPERSON: Estonia condemned the attack on its ship by "
            "Russia.\nQUESTION: Will Estonia expel the Russian ambassador?\n"
            "SPOKESPERSON: We will summon the Russian ambassador tomorrow.",
            "event EST>RUS ACCUSE",
        ),
        (
            '"Bolivia must return the trucks to Chile," Chilean Foreign Minister Pablo Arce said.',
            "event CHL>BOL REQUEST|recommendation BOL>CHL *",
        ),
    ],
)
def test_a_speech_act_is_the_act_of_its_speaker(found, text, wanted):
    assert not found(text, wanted).speaker


@pytest.mark.parametrize(
    "frame",
    [
        "In the view of Ana Ruiz, {0}.",
        "In Ana Ruiz's opinion, {0}.",
        "For Ana Ruiz, a historian, {0}.",
        "As Ana Ruiz puts it, {0}.",
        "As Ana Ruiz argues, {0}.",
        "Ana Ruiz, who teaches in Lima, is convinced that {0}.",
        "Ana Ruiz is confident that {0}.",
    ],
)
@pytest.mark.parametrize(
    ("view", "wanted"),
    [
        ("Norway will probably join the pact with Finland", "forecast NOR~FIN *"),
        ("Norway should return the islands to Finland", "recommendation NOR>FIN *"),
    ],
)
def test_a_view_has_the_one_whose_it_is(found, frame, view, wanted):
    assert found(frame.format(view), wanted).speaker == "Ana Ruiz"


def test_a_relation_told_by_an_analyst_is_the_analysts_judgement(found):
    text = "Ana Ruiz, an analyst in Lima, says that relations between Norway and Finland are bad."
    assert found(text, "assessment NOR=FIN *").speaker == "Ana Ruiz"
