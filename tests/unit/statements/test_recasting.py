"""What stands around an act may make another act of it, or say who did it."""

from __future__ import annotations

import pytest

from detente.adapters.parser import load_coder
from detente.bench.triples import triples_of
from detente.codebook import load_codebook
from detente.model import Document
from detente.settings import Settings


@pytest.fixture(scope="module")
def triples():
    codebook = load_codebook()
    coder = load_coder(codebook, Settings(nameless_parties=True))

    def read(text):
        found = coder.code(Document(id="d", origin="d", text=text)).rows
        return {(t.source, t.target, t.code) for t in triples_of(found, codebook=codebook)}

    return read


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Nigerien troops were moved to Gaya, near the border with Benin.",
            ("NER", "BEN", "MOBILIZE"),
        ),
        (
            "Paraguayan soldiers were flown to posts along the border with Argentina.",
            ("PRY", "ARG", "MOBILIZE"),
        ),
        ("Two French tourists held by Iran regained their freedom.", ("IRN", "FRA", "CONCEDE")),
        ("Three Americans jailed in Venezuela walked free.", ("VEN", "USA", "CONCEDE")),
        ("Iran's ambassador in Kuwait was told to leave by Friday.", ("KWT", "IRN", "SANCTION")),
        ("The Belarusian consul in Latvia was asked to leave.", ("LVA", "BLR", "SANCTION")),
        ("A team of 50 Cuban doctors arrived in Italy.", ("CUB", "ITA", "AID")),
        ("In a U-turn, the French government shelved the fuel tax.", ("FRA", "FRA", "CONCEDE")),
        ("Rebels in Mozambique handed their rifles over to the army.", ("MOZ", "MOZ", "CONCEDE")),
        ("Police in Arusha closed the offices of a Tanzanian party.", ("TZA", "TZA", "COERCE")),
        ("Students in Morocco burned Israeli flags over Gaza.", ("MAR", "ISR", "PROTEST")),
        ("Worshippers in Pakistan tore up Swedish flags.", ("PAK", "SWE", "PROTEST")),
    ],
)
def test_the_manner_and_the_doer_decide_the_act(triples, text, event):
    assert event in triples(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The border with Sudan was closed on the orders of Chad.", ("TCD", "SDN", "SANCTION")),
        ("Two Danish boats were seized at the behest of Panama.", ("PAN", "DNK", "COERCE")),
        (
            "Five Somalis were arrested, among them a woman, by Kenyan police.",
            ("KEN", "SOM", "COERCE"),
        ),
    ],
)
def test_who_orders_a_passive_act_or_stands_behind_an_aside_did_it(triples, text, event):
    assert event in triples(text)


def test_a_drill_known_by_its_name_is_of_those_who_take_part(triples):
    for text in (
        "Exercise Varuna, involving Indian and French warships, kicked off on Monday.",
        "The drill Medusa, in which Indian and French frigates take part, began on Monday.",
    ):
        assert triples(text) == {("IND", "FRA", "COOPERATE"), ("FRA", "IND", "COOPERATE")}


def test_face_to_face_is_a_meeting(triples):
    found = triples("Envoys from Chad and Niger came face to face in Algiers.")
    assert ("TCD", "NER", "CONSULT") in found


@pytest.mark.parametrize(
    "text",
    [
        "The lender, Spain's largest, posted a profit, beating analysts' forecasts.",
        "A lorry carrying cement overturned in Zambia after its brakes failed.",
        "Heavy rains killed at least 47 people in southern Ethiopia, officials said.",
        "A landslide killed 12 people in northern Peru, officials said.",
        "The Swede broke the national record at a meeting in Oslo.",
    ],
)
def test_records_forecasts_and_accidents_are_no_acts(triples, text):
    assert not triples(text)


def test_a_penalty_on_another_state_stays_one(triples):
    assert triples("Norway froze the accounts of Russian banks.") == {("NOR", "RUS", "SANCTION")}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Peru called on Chilean President Gabriel Boric to free them.", ("PER", "CHL", "REQUEST")),
        ("A Turkish plane carrying 12 tonnes of tents landed in Mogadishu.", ("TUR", "SOM", "AID")),
        ("The last French soldiers left Mali on Tuesday.", ("FRA", "MLI", "CONCEDE")),
        ("Russian paratroopers began leaving Kazakhstan.", ("RUS", "KAZ", "CONCEDE")),
        ("A Russian bomb tore through a house in Ukraine.", ("RUS", "UKR", "ASSAULT")),
        ("An Israeli missile slammed into a car in Lebanon.", ("ISR", "LBN", "ASSAULT")),
        ("Shells fired from Myanmar landed in Bangladesh.", ("MMR", "BGD", "ASSAULT")),
        ("An Iranian hacking group crippled an Israeli hospital.", ("IRN", "ISR", "COERCE")),
        ("Peru's truckers gave the government 48 hours to act.", ("PER", "PER", "THREATEN")),
        ("Roadside bombs killed three soldiers in northern Mali.", ("MLI", "MLI", "ASSAULT")),
        ("Danish farmers drove to Copenhagen to protest.", ("DNK", "DNK", "PROTEST")),
        ("Greek nurses gathered in Athens to demonstrate.", ("GRC", "GRC", "PROTEST")),
        ("Algerian nurses went on strike to demand better pay.", ("DZA", "DZA", "PROTEST")),
    ],
)
def test_who_or_what_acts_decides_the_act(triples, text, event):
    assert event in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Police from India and Nepal arrested 30 people in a joint raid on illegal mines.",
        "Indian and Nepali soldiers patrolled the border together on Sunday.",
        "Indian and Nepali pilots trained side by side over the plain.",
    ],
)
def test_what_two_states_do_jointly_is_between_them(triples, text):
    assert triples(text) == {("IND", "NPL", "COOPERATE"), ("NPL", "IND", "COOPERATE")}


def test_two_who_strike_a_third_together_strike_it(triples):
    found = triples("Indian and French jets jointly bombed Yemen.")
    assert ("IND", "YEM", "ASSAULT") in found


def test_two_who_meet_together_only_meet(triples):
    found = triples("The ministers of India and Nepal met together in Pokhara.")
    assert {code for _, _, code in found} == {"CONSULT"}
