"""Which statements are events for an event coder, and between whom."""

from __future__ import annotations

from detente.bench.triples import Triple, triples_of
from detente.codebook import load_codebook
from detente.model import Statement


def statement(kind="event", source=("CHL",), target=("PER",), code="CONSULT", **fields):
    codes = (code,) if code else ()
    return Statement("d", kind, tuple(source), tuple(target), 0, 9, 0, 9, codes=codes, **fields)


def triples(*statements):
    return triples_of(statements, codebook=load_codebook())


def test_a_mutual_act_goes_both_ways_and_counts_once():
    meeting = statement(source=("CHL", "PER"), target=("CHL", "PER"), directed=False)
    assert set(triples(meeting, meeting)) == {
        Triple("CHL", "PER", "CONSULT"),
        Triple("PER", "CHL", "CONSULT"),
    }


def test_a_directed_act_goes_from_every_source_to_every_target():
    found = triples(statement(source=("CHL", "BOL"), target=("PER", "ECU"), code="ACCUSE"))
    assert len(found) == 2 * 2


def test_an_act_within_a_state_keeps_it_on_both_sides():
    found = triples(statement(source=("PER",), target=("PER",), code="COERCE"))
    assert found == (Triple("PER", "PER", "COERCE"),)


def test_an_armed_group_stands_for_its_state():
    found = triples(statement(source=("HEZBOLLAH",), target=("ISR",), code="ASSAULT"))
    assert found == (Triple("LBN", "ISR", "ASSAULT"),)


def test_announced_acts_are_agreements_and_threats():
    assert triples(statement("scheduled", code="AID"))[0].code == "AGREE"
    assert triples(statement("scheduled", code="SANCTION"))[0].code == "THREATEN"


def test_an_analysts_forecast_is_no_event_and_a_governments_own_is():
    assert triples(statement("forecast", code="AID")) == ()
    assert triples(statement("forecast", code="AID", speaker_actor="CHL"))[0].code == "AGREE"


def test_a_government_that_says_should_requests():
    advice = statement("recommendation", code="AID", speaker_actor="BOL")
    assert triples(advice) == (Triple("BOL", "CHL", "REQUEST"),)
    assert triples(statement("recommendation", code="AID")) == ()


def test_only_a_refusal_among_omissions_is_an_event():
    assert triples(statement("omission", code="REJECT"))[0].code == "REJECT"
    assert triples(statement("omission", code="")) == ()
    assert triples(statement("assessment", code="")) == ()


def test_a_blow_that_an_official_alleges_is_an_accusation():
    told = ("told in the words of an official",)
    blow = statement(code="ASSAULT", speaker_actor="PER", reasons=told)
    assert triples(blow) == (Triple("PER", "CHL", "ACCUSE"),)
    assert triples(statement(code="ASSAULT", speaker_actor="PER"))[0].code == "ASSAULT"
    gift = statement(code="AID", speaker_actor="PER", reasons=told)
    assert triples(gift) == (Triple("CHL", "PER", "AID"),)


def test_a_plain_future_is_announced_and_a_likely_one_is_not():
    assert triples(statement("forecast", code="AID", phrase="will"))[0].code == "AGREE"
    assert triples(statement("forecast", code="ASSAULT", phrase="will"))[0].code == "THREATEN"
    assert triples(statement("forecast", code="AID", phrase="may")) == ()


def test_a_side_left_open_gives_way_to_one_that_is_filled():
    alone = statement(target=(), code="ACCUSE")
    assert triples(alone) == (Triple("CHL", "CHL", "ACCUSE"),)
    assert triples(alone, statement(code="ACCUSE")) == (Triple("CHL", "PER", "ACCUSE"),)


def test_parties_without_a_name_make_an_open_event_where_no_other_is_told():
    arrest = statement(source=("---",), target=("---",), code="COERCE")
    assert triples(arrest) == (Triple("", "", "COERCE"),)
    assert triples(arrest, statement(code="ACCUSE")) == (Triple("CHL", "PER", "ACCUSE"),)


def test_one_party_without_a_name_meets_nobody():
    assert triples(statement(source=("---",), target=(), code="CONSULT")) == ()
