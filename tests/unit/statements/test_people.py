"""Leaders act for their state at the date; others are known by how the text introduces them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Marta Solano, the foreign minister of Ecuador, met officials of Peru. "
            "Solano criticised Peru.",
            "event ECU>PER ACCUSE",
        ),
        ("Defence Minister Tomas Ruuda of Estonia praised Latvia.", "event EST>LVA SUPPORT"),
        ("Premier Li Qiang visited Canberra in June 2024.", "event CHN>AUS CONSULT"),
        (
            "Uruguay's president, Rosa Medina, threatened Argentina with a lawsuit.",
            "event URY>ARG THREATEN",
        ),
        ("Barack Obama visited Havana in March 2016.", "event USA>CUB CONSULT"),
        ("Angela Merkel met Theresa May in Berlin in 2018.", "event DEU=GBR CONSULT"),
        ("Jacinda Ardern visited Suva in February 2020.", "event NZL>FJI CONSULT"),
        ("Joe Biden and Yoon Suk Yeol met in Washington in April 2023.", "event KOR=USA CONSULT"),
    ],
)
def test_people_act_for_whom_they_serve(found, text, wanted):
    assert found(text, wanted)
