"""How things stand between two, told by a noun."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Tensions between Lima and Santiago have escalated over the fishing grounds.",
            "assessment CHL=PER -",
        ),
        (
            "The decision has exacerbated friction between Algeria and Spain.",
            "assessment DZA=ESP -",
        ),
        (
            "Oman's dependence on Iran for gas shapes the debate.",
            "assessment OMN~IRN -",
        ),
        (
            "The new law reflects Finland's fear of Russia.",
            "assessment FIN~RUS -",
        ),
    ],
)
def test_a_noun_of_relation_or_motive_is_an_assessment(found, text, wanted):
    assert found(text, wanted)


def test_a_relation_inside_a_forecast_is_not_said_twice(code):
    rows = code("Tensions between Lima and Santiago may escalate next year.")
    assert [row.kind for row in rows] == ["forecast"]


def test_the_pair_a_document_is_about_outlasts_a_passing_one(found):
    text = (
        "Peru and Chile signed a treaty. Peru praised Chile. Chile thanked Peru. "
        "Spain once ruled Mexico. Ghana has a harbour. "
        "The deal was a landmark."
    )
    assert found(text, "assessment CHL=PER *")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("For Malta, Libya is a difficult neighbour.", "assessment MLT>LBY *"),
        (
            "Oman's foreign policy has served it well. It faces a choice between Iran and Qatar.",
            "assessment OMN>IRN+QAT *|IRN+QAT>OMN",
        ),
        ("Chad met Niger. Chadians are the losers.", "assessment TCD>NER -"),
    ],
)
def test_a_sentence_of_analysis_says_how_things_stand(found, text, wanted):
    assert found(text, wanted)


def test_a_governments_own_text_is_not_read_as_analysis(code):
    text = "Like Qatar, the country has seen a push for more schools."
    assert not code(text, publisher="Ministry of Foreign Affairs of Oman")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Peru and Chile quarrelled over a border. "
            "A land-boundary agreement was concluded in 1974.",
            "event CHL=PER SUPPORT",
        ),
        (
            "Hostility between Chad and Niger threatens a return to war.",
            "forecast NER=TCD *",
        ),
        (
            "The Kenyan-Ugandan relationship has been bolstered by shared interests.",
            "assessment KEN=UGA -",
        ),
        (
            "Kenya and Uganda strengthened their relationship in 2019.",
            "event KEN=UGA SUPPORT",
        ),
    ],
)
def test_what_no_one_does_is_told_as_what_it_is(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The deal has raised Kenya's isolation, drawing criticism from Uganda, Tanzania "
            "and other states.",
            "event TZA+UGA>KEN ACCUSE",
        ),
        (
            "Kenya is well-positioned to facilitate dialogue between Uganda and Tanzania.",
            "assessment KEN=TZA=UGA -",
        ),
        (
            "Peru met Chile. Peru expelled a Chilean diplomat, accusing him of meddling.",
            "event PER>CHL ACCUSE",
        ),
        (
            "Chad and Niger quarrel. Chad fears Niger. Turkey is mediating between Chad and "
            "Niger. The dispute between the two nations is old.",
            "assessment NER=TCD *",
        ),
        (
            "US Secretary of State Antony Blinken spoke with Kenyan President William Ruto, "
            "emphasizing the need for peace.",
            "event USA>KEN REQUEST",
        ),
    ],
)
def test_whom_a_participle_or_a_pair_means(found, text, wanted):
    assert found(text, wanted)


def test_a_view_is_no_plan(code):
    rows = code("Kenya has always considered itself the regional hegemon of Uganda.")
    assert all(row.kind == "assessment" for row in rows)
