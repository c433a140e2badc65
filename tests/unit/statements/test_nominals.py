"""Events that stand in noun phrases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Lula's visit to Buenos Aires in January 2023 eased the tension.",
            "event BRA>ARG CONSULT",
        ),
        (
            "The summit of Kazakhstan and Uzbekistan in Astana lasted a day.",
            "event KAZ=UZB CONSULT",
        ),
        (
            "After the signing of the treaty with Vietnam, Laos opened a port.",
            "event LAO=VNM SUPPORT",
        ),
        (
            "Talks between Armenia and Azerbaijan took place in Tirana in May 2025.",
            "event ARM=AZE CONSULT",
        ),
        ("Ukraine's attack on Russia in August 2024 surprised observers.", "event UKR>RUS ASSAULT"),
        ("Russia's invasion of Ukraine in 2022 changed Finland's policy.", "event RUS>UKR ASSAULT"),
        ("China's sanctions against Lithuania were lifted in 2024.", "event CHN>LTU *"),
        ("Joint exercises of Egypt and China began in April 2025.", "event CHN=EGY COOPERATE"),
        ("Norway's aid to Palestine grew in 2024.", "event NOR>PSE AID"),
        ("Trade between Ghana and China rose by 12 per cent in 2024.", "event CHN=GHA COOPERATE"),
        (
            "A meeting of the foreign ministers of Japan and South Korea was held in "
            "Tokyo in March 2025.",
            "event JPN=KOR CONSULT",
        ),
        ("Hungary's veto of the EU's sanctions angered Poland.", "event HUN>EU REJECT"),
        ("The Saudi embargo on Qatar ended in January 2021.", "event SAU>QAT *"),
        ("Sudan's president defended Egypt's blockade of Gaza.", "event EGY>PSE COERCE"),
        (
            "Brazil condemned the deployment of thousands of Chadian troops to Niger.",
            "event TCD>NER MOBILIZE",
        ),
    ],
)
def test_a_noun_that_names_an_act_is_an_event(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted", "time"),
    [
        (
            "Lula's visit to Buenos Aires in January 2023 eased the tension.",
            "event BRA>ARG CONSULT",
            "2023-01",
        ),
        (
            "Talks between Armenia and Azerbaijan took place in Tirana in May 2025.",
            "event ARM=AZE CONSULT",
            "2025-05",
        ),
        (
            "Ukraine's attack on Russia in August 2024 surprised observers.",
            "event UKR>RUS ASSAULT",
            "2024-08",
        ),
        (
            "Russia's invasion of Ukraine in 2022 changed Finland's policy.",
            "event RUS>UKR ASSAULT",
            "2022",
        ),
        (
            "Joint exercises of Egypt and China began in April 2025.",
            "event CHN=EGY COOPERATE",
            "2025-04",
        ),
        (
            "A meeting of the foreign ministers of Japan and South Korea was held in "
            "Tokyo in March 2025.",
            "event JPN=KOR CONSULT",
            "2025-03",
        ),
    ],
)
def test_a_nominal_event_takes_its_own_date(found, text, wanted, time):
    assert found(text, wanted).time == time


def test_verdict_on_a_possible_act_tells_of_no_act(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("Sudan's president condemned a possible Egyptian blockade of Libya.")
    assert not [row for row in rows if row.action == "COERCE"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bolivia's army bought trucks with the help of Portugal.", "event PRT>BOL AID"),
        ("Peru bought jets from Denmark with Chilean backing.", "event CHL>PER SUPPORT"),
    ],
)
def test_help_that_an_act_was_done_with_is_told(
    found: Callable[..., Statement], text: str, wanted: str
) -> None:
    found(text, wanted)
