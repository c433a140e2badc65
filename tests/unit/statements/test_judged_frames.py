"""Likelihood and advice in set phrases, with the phrase as written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement


@pytest.mark.parametrize(
    ("text", "wanted", "phrase"),
    [
        (
            "Whether Angola will host Namibia is anyone's guess.",
            "forecast AGO>NAM CONSULT",
            "is anyone's guess",
        ),
        (
            "It remains to be seen whether Peru will recognise Kosovo.",
            "forecast PER>XKX *",
            "remains to be seen",
        ),
        ("It is unclear whether Serbia will help Hungary.", "forecast SRB>HUN *", "is unclear"),
        (
            "The odds are that Nepal will keep buying Indian fuel.",
            "forecast NPL>IND COOPERATE",
            "The odds are",
        ),
        (
            "We put the probability of a summit between Peru and Chile at 40 percent.",
            "forecast CHL=PER CONSULT",
            "put the probability",
        ),
        (
            "The bank estimates the risk of a clash between India and Pakistan at one in five.",
            "forecast IND=PAK *",
            "estimates the risk",
        ),
        (
            "The odds are three to one in favour of a deal between Kenya and Uganda.",
            "forecast KEN=UGA AGREE",
            "The odds are",
        ),
        ("Finland risks alienating Turkey.", "forecast FIN>TUR *", "risks"),
        (
            "Prospects for an accord between Peru and Chile are dim.",
            "forecast CHL=PER AGREE",
            "Prospects are dim",
        ),
        (
            "A Saudi withdrawal from Yemen is out of the question.",
            "forecast SAU>YEM CONCEDE",
            "is out of the question",
        ),
        (
            "War between Sudan and Ethiopia is looming.",
            "forecast ETH=SDN ASSAULT",
            "is looming",
        ),
        (
            "Armenia is on the verge of signing a treaty with Georgia.",
            "forecast ARM=GEO SUPPORT",
            "is on the verge",
        ),
        (
            "Nobody expects Israel to accept the offer from Lebanon.",
            "forecast ISR>LBN AGREE",
            "Nobody expects",
        ),
        (
            "An attack by Eritrea on Djibouti cannot be ruled out.",
            "forecast ERI>DJI ASSAULT",
            "cannot be ruled out",
        ),
        (
            "Kenya is hardly going to break with Uganda.",
            "forecast KEN>UGA *",
            "hardly going to",
        ),
    ],
)
def test_a_set_phrase_of_likelihood_is_a_forecast(
    found: Callable[..., Statement], text: str, wanted: str, phrase: str
) -> None:
    assert found(text, wanted).phrase == phrase


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya would do well to support Rwanda.", "recommendation KEN>RWA SUPPORT"),
        (
            "It is time for Chile to lift its ban on Bolivian trucks.",
            "recommendation CHL>BOL CONCEDE",
        ),
        ("The best course for Norway is to consult Iceland.", "recommendation ISL=NOR CONSULT"),
        ("Brussels would be wise to praise Nigeria.", "recommendation EU>NGA SUPPORT"),
        (
            "The crisis calls for a dialogue between Mali and Niger.",
            "recommendation MLI=NER CONSULT",
        ),
        ("Kenya has to strengthen its ties with Uganda.", "recommendation KEN=UGA SUPPORT"),
        ("Kenya cannot afford to neglect Uganda.", "recommendation KEN>UGA *"),
        (
            "Engagement between Peru and Chile is badly needed.",
            "recommendation CHL=PER CONSULT",
        ),
        ("We recommend that Kenya open talks with Uganda.", "recommendation KEN=UGA CONSULT"),
        (
            "The report urges Kenya to lift its ban on Ugandan maize.",
            "recommendation KEN>UGA CONCEDE",
        ),
    ],
)
def test_a_set_phrase_of_advice_is_a_recommendation(
    found: Callable[..., Statement], text: str, wanted: str
) -> None:
    found(text, wanted)


def test_what_is_due_is_an_entry_of_the_calendar(found: Callable[..., Statement]) -> None:
    row = found(
        "Ghana is due to host Togo's president in late August.", "scheduled GHA>TGO CONSULT"
    )
    assert row.time.startswith("2025-08")


@pytest.mark.parametrize(
    "text",
    [
        "One of the aims of the visit is to prevent a rift between Peru and Chile.",
        "It is unclear whether Serbia helped Hungary.",
        "Vietnam needs Laos's support.",
        "Fiji raised the chance of a deal with Tonga in 2024.",
    ],
)
def test_aims_doubts_about_the_past_and_needs_of_others_foretell_and_advise_nothing(
    code: Callable[..., tuple[Statement, ...]], text: str
) -> None:
    kinds = {row.kind for row in code(text)}
    assert not kinds & {"forecast", "recommendation", "scheduled"}


def test_an_indirect_question_is_no_condition(found: Callable[..., Statement]) -> None:
    row = found("It is unclear whether Serbia will help Hungary.", "forecast SRB>HUN *")
    assert row.condition == ""


def test_a_seeming_act_in_the_past_is_a_hedged_event(found: Callable[..., Statement]) -> None:
    row = found("Oman appears to have signed a treaty with Iraq.", "event IRQ=OMN SUPPORT")
    assert row.phrase.startswith("appears")


def test_what_should_come_by_itself_is_expected(found: Callable[..., Statement]) -> None:
    row = found("Trade between Peru and Chile should grow quickly.", "forecast CHL=PER COOPERATE")
    assert row.phrase == "should"


def test_a_governments_own_urging_is_a_demand(found: Callable[..., Statement]) -> None:
    publisher = "Ministry of Foreign Affairs of Kenya"
    found("We urge Uganda to lift its ban.", "event KEN>UGA REQUEST", publisher=publisher)


@pytest.mark.parametrize(
    ("text", "wanted", "phrase"),
    [
        (
            "I do not think that Peru will sign the treaty with Chile.",
            "forecast CHL=PER *|forecast PER>CHL *",
            "do not think will",
        ),
        (
            "Analysts no longer believe that Kenya will close its border with Uganda.",
            "forecast KEN>UGA *",
            "no longer believe will",
        ),
    ],
)
def test_a_belief_denied_makes_what_is_believed_unlikely(
    found: Callable[..., Statement], text: str, wanted: str, phrase: str
) -> None:
    row = found(text, wanted)
    assert row.phrase == phrase
    assert row.likelihood is not None and row.likelihood[1] < 0.5


def test_a_belief_held_leaves_the_likelihood_to_its_words(
    found: Callable[..., Statement],
) -> None:
    row = found("I think that Kenya will close its border with Uganda.", "forecast KEN>UGA *")
    assert row.likelihood is not None and row.likelihood[0] > 0.5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya is set to sign a treaty with Peru on 12 June.", "scheduled KEN=PER *"),
        ("Kenya is set to recognise Peru next year.", "forecast KEN>PER *"),
        ("Kenya looks set to expel Peruvian diplomats.", "forecast KEN>PER *"),
    ],
)
def test_what_is_set_for_a_day_is_of_the_calendar(found, text, wanted):
    assert found(text, wanted)
