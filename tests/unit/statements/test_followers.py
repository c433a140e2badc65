"""Clauses that follow on others: participles, "the latter", what a cause lets someone do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ruto spoke with Uganda's President Yoweri Museveni, stressing the need for calm.",
            "event KEN>UGA REQUEST",
        ),
        (
            "Ruto spoke with Uganda's President Yoweri Museveni, stressing the need for calm and "
            "hailing the progress made.",
            "event KEN>UGA SUPPORT",
        ),
        ("Turkey shelled Syria, killing 12 soldiers.", "event TUR>SYR ASSAULT"),
        (
            "France and Turkey met in May. The latter has provided drones to Chad.",
            "event TUR>TCD AID",
        ),
        (
            "France and Turkey met in May. The former has provided drones to Chad.",
            "event FRA>TCD AID",
        ),
        (
            "The trip came weeks after David Cameron, the British Foreign Secretary, visited "
            "Kazakhstan.",
            "event GBR>KAZ CONSULT",
        ),
        (
            "Kenya has drawn closer to Oman, with which it normalised ties in December 2020.",
            "event KEN=OMN SUPPORT",
        ),
        (
            "When Madrid endorsed the Moroccan autonomy plan, Algeria recalled its ambassador.",
            "event DZA>ESP SANCTION",
        ),
        (
            "When Madrid endorsed the Moroccan autonomy plan, Algeria recalled its ambassador.",
            "event ESP>MAR SUPPORT",
        ),
        (
            "Spain and Italy could offer Algeria a gas contract.",
            "forecast ESP+ITA>DZA *",
        ),
        ("The new treaty enabled Peru to export copper to Chile.", "event PER>CHL COOPERATE"),
    ],
)
def test_a_clause_that_leans_on_another_finds_its_parties(
    found: Callable[..., Statement], text: str, wanted: str
) -> None:
    assert found(text, wanted, published=None)


def test_seeing_oneself_as_something_is_no_promise(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("Egypt has always considered itself the regional leader.")
    assert not [row for row in rows if row.kind == "event"]


def test_what_is_bound_up_with_something_is_not_foretold(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("For Algeria, the cause is bound up with the myth of the state of Morocco.")
    assert not [row for row in rows if row.kind == "forecast"]


def test_pronouns_that_ask_for_each_other_end_the_search(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    text = (
        "Peru and Chile met. Both know the price, and the costs of their old quarrels are felt "
        "across the region."
    )
    assert code(text)
