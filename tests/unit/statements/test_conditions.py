"""A condition belongs to what it conditions and is no event itself."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted", "condition"),
    [
        (
            "If Iran enriches more uranium, Israel will attack.",
            "forecast ISR>IRN ASSAULT",
            "If Iran enriches more uranium",
        ),
        (
            "As long as Russia occupies Crimea, Ukraine will not join talks with Moscow.",
            "forecast UKR>RUS CONSULT",
            "As long as Russia occupies Crimea",
        ),
        (
            "Turkey will probably sell drones to Sudan even if Egypt objects.",
            "forecast TUR>SDN *",
            "even if Egypt objects",
        ),
        (
            "Should Guatemala close the border, Mexico would retaliate.",
            "forecast MEX>GTM *",
            "Should Guatemala close the border",
        ),
        (
            "Once Serbia reforms its courts, the EU should open talks with Serbia.",
            "recommendation EU~SRB *",
            "Once Serbia reforms its courts",
        ),
        (
            "Provided that Cuba frees the prisoners, the United States may lift the sanctions.",
            "forecast USA>CUB CONCEDE",
            "Provided that Cuba frees the prisoners",
        ),
        (
            "Venezuela may attack Guyana if the court rules against it.",
            "forecast VEN>GUY ASSAULT",
            "if the court rules against it",
        ),
        (
            "Were Japan to buy the missiles, China would protest.",
            "forecast CHN>JPN *",
            "Were Japan to buy the missiles",
        ),
        (
            "Armenia could sign the treaty with Azerbaijan only if Baku drops its demands.",
            "forecast ARM=AZE SUPPORT|forecast ARM>AZE SUPPORT",
            "only if Baku drops its demands",
        ),
        (
            "In the event of a blockade, the United States would probably assist Taiwan.",
            "forecast USA>TWN *",
            "In the event of a blockade",
        ),
    ],
)
def test_a_condition_is_kept_as_written(found, text, wanted, condition):
    assert found(text, wanted).condition == condition


@pytest.mark.parametrize(
    ("text",),
    [
        ("If Iran enriches more uranium, Israel will attack.",),
        ("As long as Russia occupies Crimea, Ukraine will not join talks with Moscow.",),
        ("Turkey will probably sell drones to Sudan even if Egypt objects.",),
        ("Should Guatemala close the border, Mexico would retaliate.",),
        ("Provided that Cuba frees the prisoners, the United States may lift the sanctions.",),
        ("Venezuela may attack Guyana if the court rules against it.",),
        ("Were Japan to buy the missiles, China would protest.",),
        ("Armenia could sign the treaty with Azerbaijan only if Baku drops its demands.",),
        ("In the event of a blockade, the United States would probably assist Taiwan.",),
    ],
)
def test_the_condition_is_no_event(code, text):
    assert not [row for row in code(text) if row.kind == "event"]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Absent a deal, Armenia will leave the talks with Georgia.", "Absent a deal"),
        ("Failing that, Benin may sue Niger.", "Failing that"),
        ("In the absence of a truce, Oman could arm Yemen.", "In the absence of a truce"),
        (
            "In a situation where talks are blocked, Peru may sanction Chile.",
            "In a situation where talks are blocked",
        ),
        ("The longer the war lasts, the more Mali will arm Niger.", "The longer the war lasts"),
        (
            "Kenya might help Sudan, provided both sides ask for it.",
            "provided both sides ask for it",
        ),
        (
            "Relations between Peru and Chile are likely to remain good as long as trade grows.",
            "as long as trade grows",
        ),
    ],
)
def test_conditions_of_every_form_are_kept(code, text: str, condition: str) -> None:
    rows = [row for row in code(text) if row.kind == "forecast"]
    assert [row.condition for row in rows] == [condition]
