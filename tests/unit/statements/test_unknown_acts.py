"""Acts between two states in words that no table knows take their root from the model of pairs."""

from __future__ import annotations

import pytest

from detente.statements import unknown_acts

KNOWN_BY_NO_TABLE = [
    ("Chile committed itself to finance three clinics in Peru.", ("CHL", "PER", "AGREE")),
    ("Laos has put itself at the disposal of Nepal to train its pilots.", ("LAO", "NPL", "AID")),
    (
        "The return of the disputed islets was once more demanded of Norway by Iceland.",
        ("ISL", "NOR", "REQUEST"),
    ),
]
WHY = "no table knows the act"


@pytest.mark.parametrize(("text", "act"), KNOWN_BY_NO_TABLE)
def test_an_act_in_unknown_words_has_the_root_that_the_model_is_sure_of(code, text, act):
    (statement,) = code(text)
    assert (*statement.source, *statement.target, statement.action) == act
    assert any(WHY in reason for reason in statement.reasons)


def test_a_mutual_root_has_no_direction(code):
    (statement,) = code(
        "Bolivian ministers were in Lima for a working visit centred on fishing in Peru."
    )
    assert statement.action == "CONSULT"
    assert not statement.directed


def test_what_the_tables_know_is_left_to_them(code):
    (statement,) = code("Chile blamed Peru for the outbreak.")
    assert statement.action == "ACCUSE"
    assert not any(WHY in reason for reason in statement.reasons)


def test_nothing_is_given_where_the_model_doubts_that_anything_is_told(code):
    rows = code("Heavy snow is expected in southern Germany and Austria until Wednesday.")
    assert not any(statement.codes for statement in rows)


def test_without_the_weights_the_act_stays_open(code, monkeypatch):
    monkeypatch.setattr(unknown_acts, "load_pair_model", lambda: None)
    rows = code(KNOWN_BY_NO_TABLE[0][0])
    assert not any(statement.codes for statement in rows)
