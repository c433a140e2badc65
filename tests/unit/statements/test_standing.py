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
