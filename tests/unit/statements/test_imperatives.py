"""Advice in lists, labels and set phrases."""

from __future__ import annotations

import pytest

LIST = """Kenya and Uganda have quarrelled over fish for years.

To the government of Kenya:

- Establish a joint commission with Uganda.
- Do not close the border with Tanzania again.

For Uganda:

1. Offer Kenya a hotline.
"""


def test_a_list_in_the_imperative_is_advice_to_whom_its_heading_names(code):
    rows = [row for row in code(LIST) if row.kind == "recommendation"]
    assert [(row.source, row.target) for row in rows] == [
        (("KEN",), ("UGA",)),
        (("KEN",), ("TZA",)),
        (("UGA",), ("KEN",)),
    ]


def test_an_imperative_to_nobody_known_is_no_act(code):
    assert "event" not in [row.kind for row in code("Offer Peru a seat at the table.")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway: Invite Iceland to the talks.", "recommendation NOR>ISL *"),
        (
            "Chad should act. First, open a hotline with Niger.",
            "recommendation TCD~NER *",
        ),
        (
            "Vietnam ought to put an offer of credit to Laos on the table.",
            "recommendation VNM>LAO *",
        ),
        ("Riyadh ought not to punish Oman for its neutrality.", "recommendation SAU>OMN *"),
        (
            "It would be wise for Manama to restore its relations with Doha.",
            "recommendation BHR=QAT *",
        ),
        (
            "What is needed now is a candid conversation between Kuwait and Iraq.",
            "recommendation IRQ=KWT *",
        ),
        (
            "There is a strong case for Oman to mediate between Bahrain and Iran.",
            "recommendation OMN>BHR+IRN *|OMN~BHR+IRN",
        ),
        ("Norway had better prepare for a long quarrel with Russia.", "recommendation NOR>RUS *"),
        (
            "A first step would be for France to open its archives to Algeria.",
            "recommendation FRA>DZA *",
        ),
        ("It is in Sweden's interest to meet Turkey halfway.", "recommendation SWE>TUR *"),
        ("Ottawa could start by returning its envoy to India.", "recommendation CAN>IND *"),
        ("NATO must make clear to Georgia what it can expect.", "recommendation NATO>GEO *"),
    ],
)
def test_advice_is_read_from_its_form(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Read more about Peru and Chile.",
        "There is no case for Oman to attack Iran.",
    ],
)
def test_what_advises_nothing_is_no_recommendation(code, text):
    assert "recommendation" not in [row.kind for row in code(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The likeliest outcome is a quiet deal between Laos and Vietnam.",
            "forecast LAO=VNM AGREE",
        ),
        ("Don't bet on a swift accord between Iraq and Kuwait.", "forecast IRQ=KWT AGREE"),
        (
            "It is only a matter of time before Venezuela attacks Guyana.",
            "forecast VEN>GUY ASSAULT",
        ),
        ("Peru and Chile are heading for a confrontation.", "forecast CHL=PER *"),
        ("Buenos Aires looks set to drop its claims on Chile.", "forecast ARG~CHL *"),
        (
            "Whether the truce between Yemen and Oman survives is an open question.",
            "forecast OMN=YEM *|OMN~YEM",
        ),
        ("Peru's next move might be to close the crossing to Chile.", "forecast PER>CHL SANCTION"),
        (
            "Trade between Colombia and Venezuela should pick up next year.",
            "forecast COL=VEN *",
        ),
    ],
)
def test_a_judgement_of_what_comes_is_a_forecast(found, text, wanted):
    assert found(text, wanted)


def test_a_country_that_is_heading_somewhere_travels(code):
    rows = code("Chad's president is heading for Paris.")
    assert "forecast" not in [row.kind for row in rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Omani statement made no mention of Kuwait.", "omission OMN>KWT *"),
        ("Astana has so far stopped short of threatening Kyrgyzstan.", "omission KAZ>KGZ *"),
        ("The Thai delegation declined to raise the dam with Laos.", "omission THA>LAO *"),
        ("The Turkish parliament has still not voted on Sweden's accession.", "omission TUR>SWE *"),
        ("South Africa has been reluctant to criticise Russia.", "assessment ZAF>RUS *"),
    ],
)
def test_what_was_left_undone_or_is_done_unwillingly_is_no_act(found, text, wanted):
    assert found(text, wanted)


def test_a_silence_is_told_once(code):
    rows = code("China, which remained silent throughout the crisis, is an ally of Laos.")
    assert [row.kind for row in rows].count("omission") == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thailand has a general election later this year.", "scheduled THA *"),
        ("Bulgaria joins the euro on 1 January 2026.", "scheduled BGR *"),
        ("Ecuador's runoff is on 13 June.", "scheduled ECU *"),
    ],
)
def test_the_calendar_is_told_in_the_present(code, text, wanted):
    kind, state, _ = wanted.split()
    assert (kind, state) in [(row.kind, row.source[0]) for row in code(text)]


def test_a_habit_of_this_year_is_no_entry_of_the_calendar(code):
    rows = code("Peru hosts thousands of Venezuelan migrants this year.")
    assert "scheduled" not in [row.kind for row in rows]
