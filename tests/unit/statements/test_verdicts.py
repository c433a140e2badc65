"""What is alleged, blamed and felt: acts of words and views told by names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

Code = Callable[..., tuple[Statement, ...]]


def told(rows: tuple[Statement, ...]) -> set[tuple[str, str, str, str]]:
    """Kind, source, first code and target."""
    return {
        (r.kind, "+".join(r.source), r.codes[0] if r.codes else "", "+".join(r.target))
        for r in rows
    }


def test_an_accusation_tells_the_deed_that_it_alleges(code: Code) -> None:
    rows = code("Nairobi accused Somalia of arming Ethiopia in May 2025.")
    assert told(rows) == {
        ("event", "KEN", "ACCUSE", "SOM"),
        ("event", "SOM", "AID", "ETH"),
    }
    alleged = next(r for r in rows if r.codes[0] == "AID")
    assert alleged.speaker and alleged.speaker_actor == "KEN"


def test_what_is_alleged_is_not_the_act_of_the_accuser(code: Code) -> None:
    rows = code("Tanzania condemned Kenya for closing the border crossing at Namanga.")
    assert told(rows) == {
        ("event", "TZA", "ACCUSE", "KEN"),
        ("event", "KEN", "SANCTION", "TZA"),
    }


def test_an_accusation_of_no_deed_stands_alone(code: Code) -> None:
    rows = code("Nairobi accused Somalia of being a bad neighbour.")
    assert told(rows) == {("event", "KEN", "ACCUSE", "SOM")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile's president described Peru's stance as \"disappointing\".", "ACCUSE"),
        ("Chile branded Peru's decision illegal.", "ACCUSE"),
        ("Chile hailed Peru's decision as historic.", "SUPPORT"),
    ],
)
def test_names_blame_and_praise(code: Code, text: str, expected: str) -> None:
    assert told(code(text)) == {("event", "CHL", expected, "PER")}


def test_a_name_without_blame_is_a_view(code: Code) -> None:
    rows = code('Chile calls Peru "a second home".')
    assert {r.kind for r in rows} == {"assessment"}


def test_a_thing_is_a_blow_to_the_one_it_is_so_for(code: Code) -> None:
    rows = code("Peru's withdrawal represents a blow to Bolivia.")
    assert told(rows) == {("assessment", "BOL", "", "PER")}


def test_the_killed_are_no_killers(code: Code) -> None:
    rows = code("Peru protested. The killing of Chilean officers by Peru angered Santiago.")
    assert ("event", "PER", "ASSAULT", "CHL") in told(rows)
    assert not any(kind == "event" and source == "CHL" for kind, source, _, _ in told(rows))


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Kenya and Uganda assert that Rwanda arms Somalia.", "RWA"),
        ("Chile's president emphasized that Peru's claim is absurd.", "PER"),
    ],
)
def test_what_is_asserted_of_another_may_accuse(code: Code, text: str, accused: str) -> None:
    rows = code(text)
    assert any(
        kind == "event" and action == "ACCUSE" and target == accused
        for kind, _, action, target in told(rows)
    )


def test_praise_told_by_another_accuses_no_one(code: Code) -> None:
    rows = code("Chile's president emphasized that Peru's claim is well founded.")
    assert all(r.codes[:1] != ("ACCUSE",) for r in rows)


def test_what_one_expected_then_is_no_forecast(code: Code) -> None:
    rows = code("Lima had expected to isolate Chile, and it was counting on Bolivia.")
    assert {r.kind for r in rows} == {"assessment"}


def test_what_is_noted_is_told(code: Code) -> None:
    rows = code("It should be noted that Peru recalled its ambassador from Chile.")
    assert told(rows) == {("event", "PER", "SANCTION", "CHL")}
