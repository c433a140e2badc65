"""A capital behind "in": where something is, or whose view it is."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In Lima, Bolivia is seen as a threat.", "assessment PER>BOL *"),
        ("Bolivia is widely regarded in Lima as unreliable.", "assessment PER>BOL *"),
        ("In Tunis, the pact with Mali is viewed with suspicion.", "assessment TUN>MLI *"),
        ("Mali's election was welcomed in Tunis.", "event TUN>MLI SUPPORT"),
        ("In Tunis, officials accused Mali of lying.", "event TUN>MLI ACCUSE"),
        ("Many in Tunis blame Mali for the crisis.", "event TUN>MLI ACCUSE"),
        ("Mali's decision caused anger in Tunis.", "assessment TUN>MLI *"),
        ("Lima and La Paz distrust each other.", "assessment BOL=PER *"),
    ],
)
def test_a_capital_has_views(found, text, wanted):
    found(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Envoys of Mali and Chad met in Tunis.",
        "In Tunis, negotiators from Mali and Chad signed a truce.",
        "Mali's 3-0 win against Chad in Tunis was its first.",
    ],
)
def test_a_capital_where_others_meet_is_no_party(code, text):
    assert not any("TUN" in s.parties for s in code(text))
