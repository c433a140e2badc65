"""Who answers what the sentence before has said, and whose side "the other side" is."""

from __future__ import annotations

import pytest

BEFORE = "Ghana expelled Senegal's ambassador in March. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nepal asked India for a loan. The request was turned down.", "event IND>NPL REJECT"),
        ("Nepal offered India a truce. The offer was rejected.", "event IND>NPL REJECT"),
        (
            "Nepal offered India a truce. The offer is likely to be rejected.",
            "forecast IND>NPL REJECT",
        ),
        ("Nepal accused India of spying. The accusation was denied.", "event IND>NPL REJECT"),
        ("Nepal asked India for a loan. The request has gone unanswered.", "omission IND>NPL *"),
        (
            "Kenya urged Chad and Niger to talk. Neither government replied.",
            "omission NER+TCD>KEN *",
        ),
        ("Nepal invited India's president. He accepted.", "event IND>NPL AGREE"),
    ],
)
def test_an_answer_is_of_the_one_to_whom_it_was_said(found, text, wanted):
    found(text, wanted)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The neighbour has not responded.", "omission SEN>GHA *"),
        ("The other side may retaliate.", "forecast SEN>GHA *"),
        ("The other government denied the charge.", "event SEN>GHA REJECT"),
        ("The two have been rivals for decades.", "assessment GHA=SEN *"),
        ("They have not spoken since.", "omission GHA=SEN *"),
        ("The two governments have not spoken since.", "omission GHA=SEN *"),
        ("Neither government has published the note.", "omission GHA=SEN *"),
        ("A response is expected within days.", "forecast GHA~SEN *"),
        ("The truce is fragile.", "assessment GHA=SEN *"),
        ("Mutual trust is low.", "assessment GHA=SEN *"),
    ],
)
def test_the_next_sentence_goes_on_about_both(found, sentence, wanted):
    found(BEFORE + sentence, wanted)


def test_an_offer_that_names_its_sides_keeps_them(code):
    rows = code("Nepal offered India a truce. The offer was rejected by Bhutan.")
    assert (("BTN",), "REJECT") in {(s.source, s.action) for s in rows}


def test_a_truce_whose_clause_names_its_parties_is_not_the_texts_own(code):
    text = BEFORE + "The truce that the Malian and Chadian presidents agreed runs until July."
    rows = [s for s in code(text) if s.sentence_start >= len(BEFORE)]
    assert all(s.parties != {"GHA", "SEN"} for s in rows)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Although Egypt has not answered Japan's offer, it will host Japan's envoy on 3 June.",
            "scheduled EGY>JPN CONSULT",
        ),
        ("Because Spain depends on Italy's gas, it will probably abstain.", "forecast ESP>ITA *"),
        (
            "Chad freed two Kenyan pilots, though it is unlikely to lift its ban on Kenya.",
            "forecast TCD>KEN CONCEDE",
        ),
        (
            "Mali halted exports to Togo, and the latter expelled two Malians.",
            "event TGO>MLI SANCTION",
        ),
        ("Neither the African Union nor IGAD has offered to mediate.", "omission AU=IGAD *"),
        ("The offer of Kenya to Chad has been rejected by neither side.", "omission TCD~KEN *"),
        ("Chad has not stopped sending arms to Mali.", "event TCD>MLI AID"),
    ],
)
def test_who_acts_in_the_clause_beside(found, text, wanted):
    found(text, wanted)


def test_demanding_that_one_act_against_another_asks_the_first(found):
    found("Ghana demanded that the EU impose sanctions on Togo.", "event GHA>EU REQUEST")


def test_a_council_of_a_union_is_not_the_united_nations(found):
    entry = found(
        "The AU's Peace and Security Council meets on 4 December.",
        "scheduled AU>* *|scheduled AU=AU *|scheduled AU *",
    )
    assert entry.parties == {"AU"}
