"""Verbs of one list have one subject, however long the sentence is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

Code = Callable[..., tuple[Statement, ...]]


def acts(rows: tuple[Statement, ...]) -> set[tuple[str, str, str]]:
    """Source, code and target of the events."""
    return {("".join(r.source), r.codes[0], "".join(r.target)) for r in rows if r.kind == "event"}


def test_every_verb_of_a_list_is_told_of_its_subject(code: Code) -> None:
    rows = code(
        "Lima demanded an apology from Santiago, accused Chile of a breach of trust "
        "and banned imports of Chilean wine."
    )
    assert ("PER", "REQUEST", "CHL") in acts(rows)
    assert {target for _, _, target in acts(rows)} == {"CHL"}
    assert len(acts(rows)) >= 2


def test_an_actor_behind_a_date_acts(code: Code) -> None:
    rows = code("On 9 April Nairobi restricted the export of maize to Uganda.")
    assert acts(rows) == {("KEN", "SANCTION", "UGA")}


def test_all_of_a_list_view_it_so(code: Code) -> None:
    rows = code(
        "The region is alarmed, with Kenya, Uganda and Rwanda viewing Ethiopia as a threat."
    )
    sides = [(set(r.source), set(r.target)) for r in rows if r.kind == "assessment"]
    assert ({"KEN", "UGA", "RWA"}, {"ETH"}) in sides


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru imposed a tariff on Chilean wine in April and paused it in May.",
            ("PER", "CONCEDE", "CHL"),
        ),
        (
            "Oslo answered with a ban on imports from Denmark.",
            ("NOR", "SANCTION", "DNK"),
        ),
        (
            "Chile did not hesitate to expel the Peruvian ambassador.",
            ("CHL", "SANCTION", "PER"),
        ),
        (
            "Peru and Chile resumed diplomatic relations on Tuesday.",
            ("PERCHL", "SUPPORT", "PERCHL"),
        ),
    ],
)
def test_acts_told_in_a_roundabout_way(
    code: Code, text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in acts(code(text))


def test_force_sent_to_help_is_help(code: Code) -> None:
    rows = code("Kenya deployed 200 police to help Haiti.")
    assert acts(rows) == {("KEN", "AID", "HTI")}
    rows = code("Kenya deployed 200 police to the border with Somalia.")
    assert acts(rows) == {("KEN", "MOBILIZE", "SOM")}


def test_a_region_is_where_a_power_is(code: Code) -> None:
    rows = code("The biggest power in South Asia, India, distrusts Nepal.")
    assert rows and all("SOUTHASIA" not in (*r.source, *r.target) for r in rows)


def test_a_condition_may_turn_round_in_the_middle(code: Code) -> None:
    rows = code("A larger share will be granted to Egypt should it choose to side with Libya.")
    assert {r.kind for r in rows} == {"forecast"}
    assert any("should it choose" in r.condition for r in rows)
