"""Readouts and joint statements: several officials named by their office, and what they bind to."""

from __future__ import annotations

import pytest

TALKS = "The foreign ministers of Ghana and Togo held talks in Accra on Monday. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Ministers call on Benin to free the envoys.", "event GHA+TGO>BEN REQUEST"),
        ("Both ministers committed to train Malian police.", "event GHA+TGO>MLI AGREE"),
        (
            "They reaffirmed their commitment to help Mali defend itself.",
            "event GHA+TGO>MLI SUPPORT",
        ),
        ("Ghana and Togo welcome Benin's reforms.", "event GHA+TGO>BEN SUPPORT"),
        ("They pledged humanitarian assistance for Mali.", "event GHA+TGO>MLI AGREE"),
        ("Both sides underscored the importance of a free press.", "event GHA=TGO AGREE"),
    ],
)
def test_officials_named_together_act_together(found, text, wanted):
    assert found(TALKS + text, wanted)


def test_examples_of_what_is_to_be_done_are_no_parties(code):
    text = "Both sides committed to continue work on Mali, including to train the Malian police."
    rows = code(TALKS + text)
    assert all("MLI" not in row.source for row in rows)


def test_a_commitment_reaffirmed_is_one_act(code):
    assert len(code("Peru reaffirmed its commitment to Chile on Friday.")) == 1


def test_an_act_told_in_the_present_by_saying_it_is_an_event(found):
    assert found("Norway commends Chad's reforms.", "event NOR>TCD SUPPORT")
    assert found("Norway arms Chad.", "assessment NOR>TCD *")


def test_who_is_met_is_met_whatever_the_meeting_is_for(found):
    text = "President Boakai of Liberia met yesterday with Narendra Modi of India to review a pact."
    assert found(text, "event IND=LBR CONSULT")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad de-escalated its dispute with Niger.", "event TCD>NER CONCEDE"),
        ("Peru re-opened its embassy in Bolivia.", "event BOL=PER SUPPORT"),
        ("Peru and Bolivia are co-operating on mining.", "event BOL=PER COOPERATE"),
        ("Niger re-imposed sanctions on Benin.", "event NER>BEN SANCTION"),
    ],
)
def test_a_word_with_a_hyphened_prefix_is_one_word(found, text, wanted):
    assert found(text, wanted)


def test_clauses_apart_at_a_semicolon_are_two_acts_with_their_own_voices(found):
    text = "Oslo summoned the Chadian ambassador; Chad replied that Norway had broken the treaty."
    assert found(text, "event NOR>TCD ACCUSE").speaker == ""


def test_should_turned_round_opens_a_condition_whatever_its_subject(found, code):
    text = "Should violence spread to Niger, Chad would close its border with Niger."
    row = found(text, "forecast TCD>NER SANCTION")
    assert row.condition == "Should violence spread to Niger"
    assert [r.kind for r in code(text)] == ["forecast"]


def test_neither_before_a_subject_denies_the_act(code):
    text = "Neither Peru, whose envoy is ill, nor Chile, which is busy, has offered to mediate."
    assert "event" not in [row.kind for row in code(text)]


def test_the_holders_of_two_offices_who_met_are_of_two_states(found):
    text = "Ghana and Togo held talks on Monday. The President and Prime Minister discussed Mali."
    assert found(text, "event GHA=TGO CONSULT")


def test_ministers_named_only_by_their_office_are_read(found):
    text = TALKS + "The Foreign Ministers also agreed to increase coordination against piracy."
    assert found(text, "event GHA=TGO AGREE")


def test_what_has_not_been_stopped_goes_on(found):
    assert found("Chile has not stopped arming the rebels in Peru.", "event CHL>PER AID")


def test_a_curly_apostrophe_is_read_as_a_straight_one(found):
    assert found("It’s time for Chad to leave Niger.", "recommendation TCD>NER *")
