from __future__ import annotations

import pytest

from detente.codebook import load_codebook
from detente.codebook.bearing import bearing, trend
from detente.codebook.name_stems import name_stems
from detente.codebook.stems import salient_stems, stem
from detente.codebook.terms import TermIndex, is_taken_back, relation_index, relation_level


@pytest.fixture(scope="module")
def terms():
    return relation_index(load_codebook().lexicon)


def test_terms_are_found_whatever_their_inflection():
    index = TermIndex([("hostile state", 1), ("state", 2)])
    found = index.find("They are two Hostile States, no mere state.")
    assert [row.value for row in found] == [1, 2]


def test_longest_term_wins_and_terms_do_not_overlap():
    index = TermIndex([("power", 1), ("power plant", 2), ("plant", 3)])
    assert [row.value for row in index.find("a power plant")] == [2]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("treats it as its principal enemy", -1),
        ("calls it a close ally", 1),
        ("deepening into a relation of distrust and hostility", -1),
    ],
)
def test_words_for_a_relation_have_a_sign(terms, text, sign):
    found = relation_level(text, terms)
    assert found is not None
    assert found[0] * sign > 1


@pytest.mark.parametrize(
    "text", ["is no longer a partner", "offers for a partnership", "went for a walk"]
)
def test_negated_or_wished_for_relations_say_nothing(terms, text):
    assert relation_level(text, terms) is None


def test_negation_before_the_span_still_counts(terms):
    text = "not as an ally but as an enemy"
    assert relation_level(text, terms, within=(7, 14)) is None
    found = relation_level(text, terms, within=(15, len(text)))
    assert found is not None
    assert found[0] < 0


def test_but_ends_a_negation():
    assert is_taken_back("not as a friend", 9)
    assert not is_taken_back("not as a friend but as a rival", 25)


def test_code_that_holds_the_change_is_not_reversed_again():
    intensity = load_codebook().intensity
    assert bearing(intensity, "SANCTION", "halt") == intensity.weight("SANCTION")
    assert bearing(intensity, "CONCEDE", "halt") == intensity.weight("CONCEDE")
    assert bearing(intensity, "COOPERATE", "halt") == intensity.weight("COOPERATE", "halt")
    assert trend(intensity, "SANCTION", "halt") == -1
    assert trend(intensity, "CONCEDE", "fall") == 1
    assert trend(intensity, "COERCE", "rise") == -1
    assert trend(intensity, "", "rise") == 1
    assert trend(intensity, "COOPERATE", "hold") == 0


def test_inflections_share_a_stem_and_empty_words_have_none():
    assert len({stem(word) for word in ("supply", "supplies", "supplied")}) == 1
    assert salient_stems("The presidents said on Monday that they halted the ferries") == (
        "halt",
        "ferry",
    )


def test_names_of_an_actor_cover_its_capital_and_leave_others_out():
    stems = name_stems(load_codebook().actors, ["CHL"])
    assert {stem("Chile"), stem("Santiago")} <= stems
    assert stem("Peru") not in stems


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Relations have never been warmer.", 1),
        ("Ties have never been so close.", 1),
        ("The alliance is stronger than ever.", 1),
        ("Relations have never been worse.", -1),
        ("They have never been more hostile to each other.", -1),
        ("Relations are at their lowest ebb since 2010.", -1),
        ("Ties hit rock bottom in May.", -1),
    ],
)
def test_the_utmost_said_with_never_is_no_denial(text: str, sign: int) -> None:
    index = relation_index(load_codebook().lexicon)
    found = relation_level(text, index)
    assert found is not None
    assert found[0] * sign > 0


@pytest.mark.parametrize("text", ["They have never been partners.", "Ties were never warm."])
def test_what_never_was_is_denied(text: str) -> None:
    assert relation_level(text, relation_index(load_codebook().lexicon)) is None
