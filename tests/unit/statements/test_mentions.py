"""Names, capitals, demonyms, organisations and leaders stand for their states."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lima expelled the Mexican ambassador.", "event PER>MEX SANCTION"),
        ("Canberra halted coal sales to Beijing.", "event AUS>CHN *"),
        ("Addis Ababa accused Asmara of arming rebels.", "event ETH>ERI ACCUSE"),
        ("The Kremlin rejected the demand of Brussels.", "event RUS>EU REJECT"),
        ("The White House praised Jakarta.", "event USA>IDN SUPPORT"),
        ("Emmanuel Macron met Olaf Scholz in Berlin in March 2023.", "event DEU=FRA CONSULT"),
        ("Narendra Modi visited Colombo in April 2025.", "event IND>LKA CONSULT"),
        (
            "President William Ruto received Samia Suluhu Hassan in Nairobi.",
            "event KEN>TZA CONSULT",
        ),
        (
            "Foreign Minister Ana Torres of Bolivia met her Chilean counterpart.",
            "event BOL=CHL CONSULT",
        ),
        (
            "The Nigerian army trained soldiers from Benin.",
            "event NGA>BEN AID|event NGA=BEN COOPERATE|event BEN=NGA COOPERATE",
        ),
        ("Sino-Indian talks resumed in March 2025.", "event CHN=IND CONSULT"),
        ("Inter-Korean talks collapsed in 2019.", "event KOR=PRK *"),
        ("South Korea invited the North to talks.", "event KOR>PRK *"),
        ("NATO condemned Russia.", "event NATO>RUS ACCUSE"),
        ("The United Nations appealed to Yemen for access.", "event UN>YEM REQUEST"),
        ("ASEAN urged Myanmar to free prisoners.", "event ASEAN>MMR REQUEST"),
        ("Hamas fired rockets at Israel.", "event HAMAS>ISR ASSAULT"),
        ("Hezbollah attacked Israeli soldiers.", "event HEZBOLLAH>ISR ASSAULT"),
        ("The Taliban banned Pakistani trucks.", "event AFG>PAK *"),
        ("Kim Jong Un met Vladimir Putin in Vladivostok in April 2019.", "event PRK=RUS CONSULT"),
        ("Donald Trump threatened Denmark with tariffs in March 2025.", "event USA>DNK THREATEN"),
        ("Iranians attacked the British embassy.", "event IRN>GBR ASSAULT|event IRN>GBR PROTEST"),
        (
            "Georgia signed a trade agreement with China.",
            "event CHN=GEO SUPPORT|event CHN=GEO AGREE",
        ),
        ("Chad and Niger signed a defence pact.", "event NER=TCD SUPPORT"),
        ("Turkey sold drones to Ethiopia.", "event TUR>ETH *"),
        ("The Dutch government banned the export of machines to China.", "event NLD>CHN *"),
        ("The Philippine coast guard accused Chinese vessels of ramming.", "event PHL>CHN ACCUSE"),
        ("The two Koreas exchanged gunfire.", "event KOR=PRK ASSAULT"),
        ("China's foreign ministry protested to Japan.", "event CHN>JPN ACCUSE"),
        ("Morocco's king pardoned Spanish prisoners.", "event MAR>ESP CONCEDE"),
        ("The Vatican offered to mediate between Russia and Ukraine.", "event VAT>* AGREE"),
        ("New Zealand sent relief to Tonga.", "event NZL>TON AID"),
        ("Côte d'Ivoire recalled its ambassador from Ouagadougou.", "event CIV>BFA *"),
        (
            "The Democratic Republic of the Congo accused Rwanda of supporting rebels.",
            "event COD>RWA ACCUSE",
        ),
        ("The Houthis attacked Saudi ships.", "event *>SAU ASSAULT"),
    ],
)
def test_every_form_of_an_actor_resolves(found, text, wanted):
    assert found(text, wanted)
