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
