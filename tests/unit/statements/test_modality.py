"""Likelihood phrases carry strength and polarity."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted", "phrase"),
    [
        ("Mali is likely to expel French diplomats.", "forecast MLI>FRA SANCTION", "likely"),
        ("Mali is unlikely to expel French diplomats.", "forecast MLI>FRA SANCTION", "unlikely"),
        (
            "Chile will almost certainly meet Bolivia.",
            "forecast CHL>BOL CONSULT|forecast BOL=CHL CONSULT",
            "almost certainly",
        ),
        (
            "There is little chance that Greece will recognise Kosovo.",
            "forecast GRC>XKX SUPPORT",
            "little chance",
        ),
        ("Benin might reopen its border with Niger.", "forecast BEN>NER *", "might"),
        (
            "Peru will very likely attend the summit with Brazil.",
            "forecast BRA=PER CONSULT|forecast PER>BRA CONSULT",
            "very likely",
        ),
        ("War between Pakistan and India is possible.", "forecast IND=PAK ASSAULT", "possible"),
    ],
)
def test_the_phrase_is_kept_as_written(found, text, wanted, phrase):
    assert phrase in found(text, wanted).phrase


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mali is likely to expel French diplomats.", "forecast MLI>FRA SANCTION"),
        (
            "Chile will almost certainly meet Bolivia.",
            "forecast CHL>BOL CONSULT|forecast BOL=CHL CONSULT",
        ),
        (
            "Peru will very likely attend the summit with Brazil.",
            "forecast BRA=PER CONSULT|forecast PER>BRA CONSULT",
        ),
        ("Indonesia can be expected to reject China's claim.", "forecast IDN>CHN REJECT"),
        ("The odds are that Finland will host Ukraine.", "forecast FIN>UKR CONSULT"),
    ],
)
def test_what_is_thought_likely_lies_above_one_half(found, text, wanted):
    low, high = found(text, wanted).likelihood
    assert (low + high) / 2 > 0.5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mali is unlikely to expel French diplomats.", "forecast MLI>FRA SANCTION"),
        ("There is little chance that Greece will recognise Kosovo.", "forecast GRC>XKX SUPPORT"),
        ("Poland probably will not reopen its consulate in Minsk.", "forecast BLR~POL *"),
        (
            "It is difficult to foresee talks between Morocco and Algeria.",
            "forecast DZA=MAR CONSULT",
        ),
        ("Japan is not likely to sanction India.", "forecast JPN>IND SANCTION"),
    ],
)
def test_what_is_thought_unlikely_lies_below_one_half(found, text, wanted):
    low, high = found(text, wanted).likelihood
    assert (low + high) / 2 < 0.5
