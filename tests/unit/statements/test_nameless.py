"""Parties without a name of their own in a text of one state, and words that are no party."""

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
        ("Hundreds of nurses marched through central Accra.", ("GHA", "GHA", "PROTEST")),
        ("Rebels surrendered to the Peruvian army in Ayacucho.", ("PER", "PER", "CONCEDE")),
        (
            "Togo's federal government undertook to pay the soldiers their back wages.",
            ("TGO", "TGO", "AGREE"),
        ),
        (
            "The Chadian opposition leaders met the ruling generals in N'Djamena.",
            ("TCD", "TCD", "CONSULT"),
        ),
    ],
)
def test_who_has_no_name_is_at_home_in_the_one_state_named(triples, text, event):
    assert event in triples(text)


def test_two_states_leave_a_nameless_party_open(triples):
    found = triples("Nurses marched in Accra, and Togo closed its border with Benin.")
    assert ("GHA", "GHA", "PROTEST") not in found or ("TGO", "BEN", "SANCTION") in found
    assert not any(source == "TGO" and code == "PROTEST" for source, _, code in found)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Portuguese-speaking gunmen attacked a bank in Malawi.", "PRT"),
        ("Police in Malawi seized three German-made rifles.", "DEU"),
        ("Moldova banned the pro-Russian movement.", "RUS"),
    ],
)
def test_a_language_an_origin_and_a_leaning_are_no_party(triples, text, nobody):
    assert not any(nobody in event for event in triples(text))


def test_who_is_asked_to_act_is_asked_and_accuses_nobody(triples):
    found = triples("Ghana requested that Togo recall its ambassador.")
    assert ("GHA", "TGO", "REQUEST") in found


def test_what_one_is_warned_of_is_a_threat_though_its_words_are_unknown(triples):
    found = triples("Ghana warned that it would turn Togo's billboards into scrap unless they go.")
    assert {code for _, _, code in found} == {"THREATEN"}


def test_a_conversation_by_telephone_has_an_actor(triples):
    found = triples("Ghana's president spoke by telephone with Togo's prime minister.")
    assert ("GHA", "TGO", "CONSULT") in found


def test_what_praise_is_about_is_not_reported_beside_it(triples):
    found = triples("Ghana praised Togo for sending food to Benin.")
    assert not any(code == "AID" for _, _, code in found)
