"""Whose attitude, motive or view a sentence of analysis tells."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oman and Kuwait have little confidence in Yemen's promises.", "assessment KWT+OMN>YEM -"),
        (
            "While keeping a hostile stance towards Peru, Chile reopened the consulate in Lima.",
            "assessment CHL>PER -",
        ),
        ("The pipeline gives Ankara influence over Sofia.", "assessment TUR>BGR -"),
        ("Finland's distrust of Russia shapes its budget.", "assessment FIN~RUS -"),
    ],
)
def test_an_attitude_is_its_holder_s(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("From Lima's perspective, Chile is a rival.", "assessment PER>CHL -"),
        ("In Dakar's eyes, Mali is an unreliable partner.", "assessment SEN>MLI -"),
        ("The turmoil in Chad was not beneficial to Niger.", "assessment NER>TCD -"),
        ("The plan alarms Ghana, though Togo defends its dam.", "assessment GHA>TGO -"),
        ("Danish officials are puzzled by Swedish caution.", "assessment DNK>SWE -"),
        ("The ruling underscores Peru's weakness towards Chile.", "assessment PER>CHL -"),
        ("Peru's leaders may have concluded that Chile was bluffing.", "assessment PER>CHL -"),
        ("Serbia does not recognise Kosovo.", "assessment SRB>XKX -"),
    ],
)
def test_a_view_is_told_of_whoever_holds_it(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "There have been several visits of Peruvian ministers to Chile.",
        "Peru attracted Chilean firms in 2019.",
    ],
)
def test_acts_told_by_a_copula_or_in_the_past_are_no_assessment(code, text):
    assert "assessment" not in [row.kind for row in code(text)]


def test_a_clause_that_only_says_which_is_no_forecast(code):
    rows = code("Peru is worried about the impact that the dam would have.")
    assert "forecast" not in [row.kind for row in rows]


def test_what_nobody_does_concerns_the_one_it_is_done_to(found):
    text = "Hunger and drought could lead Chadians to seek shelter in Niger."
    assert found(text, "forecast TCD>NER *")
