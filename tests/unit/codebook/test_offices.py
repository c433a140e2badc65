"""Nouns that act for a state."""

from __future__ import annotations

import pytest

from detente.codebook import load_codebook


@pytest.mark.parametrize(
    ("noun", "role"),
    [
        ("president", "leader"),
        ("Premier", "leader"),
        ("foreign ministry", "foreign ministry"),
        ("defense minister", "defence minister"),
        ("defence minister", "defence minister"),
        ("troops", "armed forces"),
        ("state media", "state media"),
        ("coast guard", "coast guard"),
        ("lawmakers", "parliament"),
        ("president's office", "government"),
        ("president’s office", "government"),
        ("banana", ""),
    ],
)
def test_noun_has_role(noun: str, role: str) -> None:
    assert load_codebook().offices.role(noun) == role


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("acting foreign minister", "foreign minister"),
        ("first vice minister of defence", "defence minister"),
        ("chief of the general staff", "armed forces"),
        ("the country's ruling party newspaper", "state media"),
        ("spokesperson for the ministry", "ministry"),
        ("green bananas", ""),
    ],
)
def test_longest_office_at_the_end_of_a_phrase_decides(phrase: str, role: str) -> None:
    assert load_codebook().offices.role_in(phrase) == role


def test_only_persons_take_a_name() -> None:
    offices = load_codebook().offices
    kinds = {noun: offices.lookup(noun) for noun in ("premier", "parliament", "army")}
    assert {noun: found.kind for noun, found in kinds.items() if found} == {
        "premier": "person",
        "parliament": "body",
        "army": "forces",
    }


def test_nouns_are_listed_longest_first() -> None:
    sizes = [len(noun.split()) for noun in load_codebook().offices.nouns]
    assert sizes == sorted(sizes, reverse=True)
