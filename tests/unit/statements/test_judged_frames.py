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


@pytest.mark.parametrize(
    ("text", "wanted", "low", "high"),
    [
        ("The likelihood that Kenya attacks Somalia this year is low.", "KEN>SOM ASSAULT", 0, 0.3),
        ("The probability that Peru will attack Chile is small.", "PER>CHL ASSAULT", 0, 0.3),
        ("The likelihood of a Kenyan attack on Somalia is high.", "KEN>SOM ASSAULT", 0.6, 1),
        ("The odds that Peru attacks Chile by 2027 are one in ten.", "PER>CHL ASSAULT", 0.1, 0.1),
        ("The odds of Peru attacking Chile are roughly one in five.", "PER>CHL ASSAULT", 0.2, 0.2),
        (
            "The chance of a ceasefire between Sudan and Chad by July 2026 is 30 percent.",
            "SDN=TCD CONCEDE",
            0.3,
            0.3,
        ),
        (
            "The probability that Kenya will attack Somalia in 2026 stands at 5 percent.",
            "KEN>SOM ASSAULT",
            0.05,
            0.05,
        ),
        ("There is one chance in four that Peru attacks Chile.", "PER>CHL ASSAULT", 0.25, 0.25),
        ("Peru has a 15 percent chance of attacking Chile.", "PER>CHL ASSAULT", 0.15, 0.15),
        (
            "Chances are roughly even that India and Pakistan will hold talks this year.",
            "IND=PAK CONSULT",
            0.45,
            0.55,
        ),
    ],
)
def test_a_likelihood_in_a_predicate_or_a_number_is_a_forecast_and_no_event(
    code: Callable[..., tuple[Statement, ...]],
    found: Callable[..., Statement],
    text: str,
    wanted: str,
    low: float,
    high: float,
) -> None:
    row = found(text, f"forecast {wanted}")
    assert row.likelihood is not None
    assert low <= row.likelihood[0] <= row.likelihood[1] <= high
    assert {one.kind for one in code(text)} == {"forecast"}


@pytest.mark.parametrize(
    ("text", "wanted", "phrase"),
    [
        (
            "We assess with moderate confidence that Peru will likely threaten Chile this year.",
            "PER>CHL THREATEN",
            "will likely",
        ),
        ("We judge with high confidence that Kenya will sanction Uganda.", "KEN>UGA *", "will"),
        (
            "We estimate with low confidence that Peru is unlikely to attack Chile.",
            "PER>CHL ASSAULT",
            "is unlikely to",
        ),
    ],
)
def test_how_sure_a_judgement_is_leaves_its_likelihood_as_it_is(
    found: Callable[..., Statement], text: str, wanted: str, phrase: str
) -> None:
    assert found(text, f"forecast {wanted}").phrase == phrase


def test_an_agreement_that_is_foretold_is_no_entry_of_the_calendar(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("Sudan and Chad are expected to sign a peace agreement in 2026.")
    assert {row.kind for row in rows} == {"forecast"}
