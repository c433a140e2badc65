"""Who does what to whom, whatever the order of the words."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gambia was attacked by Senegal.", "event SEN>GMB ASSAULT"),
        ("Three Mexican diplomats were expelled by Peru in April 2024.", "event PER>MEX SANCTION"),
        ("Lebanon was bombed by Israel in 2024.", "event ISR>LBN ASSAULT"),
        ("An agreement was signed by Kenya and Rwanda.", "event KEN=RWA SUPPORT"),
        ("Egypt and Sudan held a joint exercise.", "event EGY=SDN COOPERATE"),
        (
            "India and Pakistan accused each other of violating the ceasefire.",
            "event IND=PAK ACCUSE",
        ),
        ("Chile, Peru and Colombia met in Bogota.", "event CHL=COL=PER CONSULT"),
        ("Uganda met with Kenya and signed a treaty with Tanzania.", "event TZA=UGA SUPPORT"),
        ("Vietnam received the president of Laos.", "event VNM>LAO CONSULT"),
        ("Romania sent weapons to Moldova and trained its soldiers.", "event ROU>MDA AID"),
        ("By closing the strait, Turkey angered Greece.", "event TUR>GRC *"),
        ("Japan lent Sri Lanka 200 million dollars.", "event JPN>LKA AID"),
        ("Mongolia exchanged ambassadors with Peru.", "event MNG=PER SUPPORT|event MNG=PER *"),
        ("Nigeria cut off electricity to Niger in August 2023.", "event NGA>NER SANCTION"),
        ("Spain recognised Palestine in May 2024.", "event ESP>PSE SUPPORT"),
        ("Belarus shot down a Polish balloon.", "event BLR>POL ASSAULT"),
        ("Iran seized a Greek tanker in 2022.", "event IRN>GRC COERCE"),
        ("North Macedonia and Greece restored relations.", "event GRC=MKD SUPPORT"),
        (
            "Honduras broke off relations with Taiwan and recognised China in March 2023.",
            "event HND>TWN *",
        ),
        (
            "China resumed imports of Australian barley.",
            "event CHN>AUS COOPERATE|event AUS=CHN COOPERATE",
        ),
        ("Ecuador granted asylum to a Russian dissident.", "event ECU>RUS *"),
        (
            "Tajikistan and Kyrgyzstan signed a border agreement in March 2025.",
            "event KGZ=TJK SUPPORT",
        ),
        ("Fiji received the Indian defence minister last month.", "event FJI>IND CONSULT"),
        ("Yesterday Iraq hosted the Iranian president.", "event IRQ>IRN CONSULT"),
        ("Togo will host Ghana's president next week.", "scheduled TGO>GHA CONSULT"),
    ],
)
def test_roles_follow_grammar_not_order(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted", "time"),
    [
        (
            "Three Mexican diplomats were expelled by Peru in April 2024.",
            "event PER>MEX SANCTION",
            "2024-04",
        ),
        (
            "Nigeria cut off electricity to Niger in August 2023.",
            "event NGA>NER SANCTION",
            "2023-08",
        ),
        ("Spain recognised Palestine in May 2024.", "event ESP>PSE SUPPORT", "2024-05"),
        ("Iran seized a Greek tanker in 2022.", "event IRN>GRC COERCE", "2022"),
        (
            "Tajikistan and Kyrgyzstan signed a border agreement in March 2025.",
            "event KGZ=TJK SUPPORT",
            "2025-03",
        ),
        (
            "Fiji received the Indian defence minister last month.",
            "event FJI>IND CONSULT",
            "2025-04",
        ),
        ("Yesterday Iraq hosted the Iranian president.", "event IRQ>IRN CONSULT", "2025-05-14"),
    ],
)
def test_an_event_takes_the_date_of_its_clause(found, text, wanted, time):
    assert found(text, wanted).time == time
