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
