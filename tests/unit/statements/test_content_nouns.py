"""Acts told by a noun with an infinitive, and acts that another act is about."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Kenya's decision to side with Ethiopia has sparked a crisis with Somalia.",
            "event KEN>ETH SUPPORT",
        ),
        (
            "Malawi has voiced frustration over Zambia's persistent refusal to commit to a pact.",
            "event ZMB>MWI REJECT",
        ),
        (
            "Norway's readiness to lend Ukraine aircraft surprised many.",
            "event NOR>UKR AGREE",
        ),
        (
            "Ghana condemned Togo's test of a missile.",
            "event TGO> MOBILIZE",
        ),
        (
            "Peru's foreign minister criticised Bolivia's raid on the border town.",
            "event BOL>PER ASSAULT",
        ),
        (
            "Sudan has repeatedly accused Ethiopia of bad faith since the border clashes of 2020.",
            "event ETH=SDN ASSAULT",
        ),
        (
            "Peru condemned Chile after the raid.",
            "event CHL>PER ASSAULT",
        ),
        (
            "After 30 hours of talks, Chad agreed to free Nigerien soldiers.",
            "event NER=TCD CONSULT",
        ),
        (
            "Tensions have risen because of Denmark's support for the Finnish plan.",
            "event DNK>FIN SUPPORT",
        ),
    ],
)
def test_an_act_behind_a_noun_is_told(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya needs support.",
        "A decision to side with Ethiopia would anger Somalia.",
        "West Bengal objected to Bangladesh.",
    ],
)
def test_a_noun_alone_tells_no_act(code, text):
    assert not [row for row in code(text) if row.kind == "event" and row.codes[:1] == ("SUPPORT",)]
    assert not [row for row in code(text) if "WEST" in row.parties]
