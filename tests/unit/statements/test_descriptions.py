"""Actors that a text describes instead of naming them again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

Found = Callable[..., Statement]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Chad took Niger to the International Court of Justice last year. "
            "The court rejected the complaint on Monday.",
            "event ICJ>* REJECT",
        ),
        (
            "Ghana asked the International Monetary Fund for a loan in March. "
            "The fund condemned Ghana's budget on Friday.",
            "event IMF>GHA ACCUSE",
        ),
        (
            "Peru and Morocco quarrelled for months over a shipment. "
            "In May the kingdom expelled the Peruvian ambassador.",
            "event MAR>PER *",
        ),
        (
            "Congolese troops clashed with the M23 in January. "
            "On Tuesday the rebels attacked the Congolese army near Sake.",
            "event M23>COD ASSAULT",
        ),
        (
            "Canada, Mexico and the United States met in Ottawa. "
            "On Friday Canada accused its southern neighbour of dumping steel.",
            "event CAN>USA ACCUSE",
        ),
        (
            "Belarus and Latvia closed a crossing. Estonia condemned the regime in Minsk.",
            "event EST>BLR ACCUSE",
        ),
    ],
)
def test_description_stands_for_the_actor(found: Found, text: str, wanted: str) -> None:
    found(text, wanted)


def test_an_ally_is_never_the_one_whose_ally_it_is(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code("Kenya and Uganda met on Sunday. On Monday Kenya criticised its ally.")
    assert not [row for row in rows if row.source == row.target and row.directed]


def test_what_the_text_calls_an_actor_is_learnt(found: Found) -> None:
    found(
        "Burkina Faso's junta met envoys from Togo and Benin on Monday. "
        "On Tuesday the junta expelled a diplomat of France.",
        "event BFA>FRA *",
    )
