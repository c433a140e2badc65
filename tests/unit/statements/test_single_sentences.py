"""One sentence of news alone: whose act it is, whom it hits, and what is no act at all."""

from __future__ import annotations

import pytest

from detente.adapters.parser import load_coder
from detente.codebook import load_codebook
from detente.model import Document
from detente.settings import Settings


def acts(rows):
    return {(s.source, s.target, s.action) for s in rows if s.kind == "event"}


@pytest.mark.parametrize(
    ("text", "source", "target", "action"),
    [
        ("Peruvian police detained 20 demonstrators in Cusco.", "PER", "PER", "COERCE"),
        ("Kenya's president dismissed the Kenyan interior minister.", "KEN", "KEN", "COERCE"),
        ("Thousands of teachers marched in Quito.", "ECU", "", "PROTEST"),
        ("Envoys of Jordan were expelled from Chad.", "TCD", "JOR", "SANCTION"),
        ("Gunmen in southern Lebanon fired rockets at Haifa.", "LBN", "ISR", "ASSAULT"),
        ("Chad's government and the rebels signed an accord.", "TCD", "TCD", "SUPPORT"),
        ("Chad sent peacekeepers to Haiti.", "TCD", "HTI", "AID"),
        ("Rwanda waged war on Burundi in 2001.", "RWA", "BDI", "ASSAULT"),
        ("Ghana's withdrawal from the treaty with Togo began.", "GHA", "TGO", "REJECT"),
        (
            "Finland warned Russia that more flights would have consequences.",
            "FIN",
            "RUS",
            "THREATEN",
        ),
    ],
)
def test_an_act_has_its_sides(code, text, source, target, action):
    sides = (source,), (target,) if target else ()
    assert (*sides, action) in acts(code(text))


def test_an_act_inside_a_state_takes_no_target_from_the_rest_of_the_sentence(code):
    rows = code("Turkish police detained 12 students suspected of links to Syria.")
    assert (("TUR",), ("TUR",), "COERCE") in acts(rows)
    assert not any(s.source == ("TUR",) and "SYR" in s.target for s in rows)


def test_what_was_refused_is_not_done(code):
    rows = code("Georgia refused to withdraw its troops from Armenia.")
    assert {s.action for s in rows} == {"REJECT"}


def test_willingness_is_a_promise(code):
    rows = code("Sweden is willing to provide training to Jordan.")
    assert acts(rows) == {(("SWE",), ("JOR",), "AGREE")}


def test_a_blow_told_in_an_officials_words_is_marked(code):
    led = code("A spokesman for the Iraqi army said Turkish jets had bombed Iraqi villages.")
    trailing = code("Turkish jets bombed Iraqi villages, Iraqi police said.")
    marked = "told in the words of an official"
    assert any(marked in s.reasons for s in led)
    assert not any(marked in s.reasons for s in trailing)


@pytest.mark.parametrize(
    "text",
    [
        "Ireland beat Wales 24-18 in Dublin on Friday.",
        "Canada beat Sweden to win the Olympic ice hockey gold medal in Sochi.",
        "The Pakistani batsman hit his first six before lunch.",
        "Peru's gold reached a record price in March.",
    ],
)
def test_sport_and_markets_are_no_acts(code, text):
    assert not acts(code(text))


def test_a_dateline_is_no_party(code):
    rows = code("MOGADISHU, Somalia -- A Kenyan airstrike killed three fighters.")
    assert {s.source for s in rows} == {("KEN",)}


def test_a_text_without_names_is_coded_only_on_request(code):
    text = "The rebels released six hostages."
    assert not code(text)
    asked = load_coder(load_codebook(), Settings(nameless_parties=True))
    rows = asked.code(Document(id="d", origin="d.txt", text=text)).rows
    assert {(s.source, s.action) for s in rows} == {(("---",), "CONCEDE")}
