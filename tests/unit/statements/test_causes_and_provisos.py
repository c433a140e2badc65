"""Who acts where a thing brings them to it, and what provisos condition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

Code = Callable[..., tuple[Statement, ...]]
BEFORE = "Vietnam and Laos met in May. "


def _read(code: Code, text: str) -> set[tuple[str, str, str, str]]:
    rows = code(BEFORE + text)
    return {(r.kind, "+".join(r.source), "+".join(r.target), r.action) for r in rows}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "A Cambodian attack would lead Laos to close its border with Cambodia.",
            ("forecast", "LAO", "KHM", "SANCTION"),
        ),
        (
            "Sanctions could force Laos to withdraw its troops from Cambodia.",
            ("forecast", "LAO", "KHM", "CONCEDE"),
        ),
        (
            "The attack by Cambodia prompted Laos to expel its ambassador.",
            ("event", "LAO", "KHM", "SANCTION"),
        ),
    ],
)
def test_what_a_thing_brings_about_is_the_act_of_whom_it_moves(
    code: Code, text: str, wanted: tuple[str, str, str, str]
) -> None:
    found = _read(code, text)
    assert wanted in found
    kind, source, target, action = wanted
    assert (kind, target, source, action) not in found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Cambodia forced Laos to expel its ambassador.", ("event", "KHM", "LAO", "COERCE")),
        ("Laos pressed Cambodia to free the sailors.", ("event", "LAO", "KHM", "REQUEST")),
    ],
)
def test_who_presses_another_acts(code: Code, text: str, wanted: tuple[str, str, str, str]) -> None:
    assert wanted in _read(code, text)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "Norway would call in its allies in the case of an attack by Russia.",
            "in the case of an attack by Russia",
        ),
        (
            "Provided Vietnam ends its support for the rebels, Laos may resume talks.",
            "Provided Vietnam ends its support for the rebels",
        ),
        (
            "Vietnam and Laos will meet, provided Laos ends its attacks.",
            "provided Laos ends its attacks",
        ),
    ],
)
def test_a_proviso_conditions_the_judgement_and_is_none(
    code: Code, text: str, condition: str
) -> None:
    judged = [row for row in code(BEFORE + text) if row.kind == "forecast"]
    assert [row.condition for row in judged] == [condition]


@pytest.mark.parametrize(
    "text",
    [
        "In the case of Russia, Norway would call in its allies.",
        "Vietnam will sign the deal with Laos, providing weapons that Cambodia needs.",
        "Provided with weapons by Vietnam, Laos will attack Cambodia.",
    ],
)
def test_of_whom_and_with_what_are_no_conditions(code: Code, text: str) -> None:
    assert not any(row.condition for row in code(BEFORE + text))
