"""Sectors, quantities and changes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted", "sector"),
    [
        ("Iran and Iraq opened a railway in 2024.", "event IRN=IRQ *", "infrastructure"),
        (
            "Kazakhstan raised its oil exports to Germany by 5 % in 2024.",
            "event KAZ>DEU COOPERATE|event DEU=KAZ COOPERATE",
            "energy",
        ),
        ("Estonia blocked Russian television channels.", "event EST>RUS COERCE", "information"),
        (
            "North Korea tested a nuclear weapon in September 2017.",
            "event PRK>* MOBILIZE",
            "nuclear",
        ),
        (
            "Nicaragua sued Germany at the International Court of Justice.",
            "event NIC>DEU ACCUSE",
            "legal",
        ),
        ("France and Senegal agreed to return looted art.", "event FRA=SEN AGREE", "culture"),
        (
            "The Netherlands restricted exports of chip machines to China.",
            "event NLD>CHN SANCTION",
            "technology",
        ),
        (
            "Kenya sold tea worth 90 million dollars to Pakistan.",
            "event KEN>PAK COOPERATE|event KEN=PAK COOPERATE",
            "economic",
        ),
        (
            "Turkey expanded its trade with Somalia.",
            "event TUR=SOM COOPERATE|event SOM=TUR COOPERATE",
            "economic",
        ),
    ],
)
def test_the_sector_is_that_of_the_matter(found, text, wanted, sector):
    assert sector in found(text, wanted).sectors


@pytest.mark.parametrize(
    ("text", "wanted", "quantity"),
    [
        (
            "Kazakhstan raised its oil exports to Germany by 5 % in 2024.",
            "event KAZ>DEU COOPERATE|event DEU=KAZ COOPERATE",
            "5 %",
        ),
        (
            "Kenya sold tea worth 90 million dollars to Pakistan.",
            "event KEN>PAK COOPERATE|event KEN=PAK COOPERATE",
            "90 million dollars",
        ),
    ],
)
def test_a_quantity_is_kept_with_its_unit(found, text, wanted, quantity):
    assert quantity in found(text, wanted).quantity


@pytest.mark.parametrize(
    ("text", "wanted", "change"),
    [
        ("Sino-Indian talks resumed in March 2025.", "event CHN=IND CONSULT", "resume"),
        ("Norway's aid to Palestine grew in 2024.", "event NOR>PSE AID", "rise"),
        (
            "Trade between Ghana and China rose by 12 per cent in 2024.",
            "event CHN=GHA COOPERATE",
            "rise",
        ),
        (
            "China resumed imports of Australian barley.",
            "event CHN>AUS COOPERATE|event AUS=CHN COOPERATE",
            "resume",
        ),
        (
            "Kazakhstan raised its oil exports to Germany by 5 % in 2024.",
            "event KAZ>DEU COOPERATE|event DEU=KAZ COOPERATE",
            "rise",
        ),
        (
            "Turkey expanded its trade with Somalia.",
            "event TUR=SOM COOPERATE|event SOM=TUR COOPERATE",
            "rise",
        ),
    ],
)
def test_how_it_moved_is_kept(found, text, wanted, change):
    assert found(text, wanted).change == change
