"""Questions and answers: what manages the talk or names nobody is no statement about the world."""

from __future__ import annotations

from datetime import date

import pytest

from detente.model import Document

DAY = date(2025, 3, 4)

BRIEFING = """Press briefing by the Foreign Minister of Kenya, 4 March 2025
MR. OTIENO: Good morning. Kenya hosted talks between Sudan and Chad in Nairobi last week.
Q    Thank you, minister. Ethiopia bought drones from Turkey. Has Kenya protested?
MR. OTIENO: {answer}
Q    And Uganda?
MR. OTIENO: Kenya signed a trade agreement with Uganda on Monday.
"""


@pytest.fixture
def answered(code):
    def ask(answer: str) -> list[str]:
        text = BRIEFING.format(answer=answer)
        begins = text.index(answer)
        rows = code(text, published=DAY)
        return [r.kind for r in rows if r.start < begins + len(answer) and r.end > begins]

    return ask


@pytest.mark.parametrize(
    "answer",
    [
        "I would not want to speak for Ethiopia on its purchases.",
        "I would refer you to Ethiopia for that.",
        "I don't want to get ahead of the talks with Ethiopia.",
        "We'll take two more questions on Ethiopia.",
        "I would let Ethiopia speak to that.",
        "I have nothing to add on Turkey.",
        "It does matter how we move forward.",
        "Our next question will go to the radio.",
        "And with that, we will conclude the call.",
        "I think it is going to be a very important speech.",
    ],
)
def test_the_talk_itself_is_no_statement(answered, answer):
    assert answered(answer) == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("Kenya summoned the ambassador of Ethiopia yesterday.", "event"),
        ("Our minister will go to Addis Ababa on 20 March for talks with Ethiopia.", "scheduled"),
        ("Ethiopia will probably return the drones to Turkey.", "forecast"),
        ("Ethiopia and Turkey are close allies.", "assessment"),
        ("Ethiopia met Turkey in Ankara. They signed a defence agreement there.", "event"),
    ],
)
def test_what_an_answer_tells_of_the_world_is_one(answered, answer, kind):
    assert kind in answered(answer)


def test_what_the_question_claims_is_no_statement(found, code):
    rows = code(BRIEFING.format(answer="No."), published=DAY)
    assert not any({"ETH", "TUR"} & set(row.parties) for row in rows)
    assert any(set(row.parties) == {"KEN", "UGA"} for row in rows)


def test_a_question_is_not_parsed_but_what_it_names_is_remembered(coder):
    text = "Has Kenya answered Chad? They signed a treaty on Monday."
    ready = coder.prepare(Document(id="d", origin="d.txt", published=DAY, text=text))
    assert [masked is None for _, masked, _ in ready.rows] == [True, False]
    parties = [set(row.parties) for row in coder.code(ready.document).rows]
    assert parties == [{"KEN", "TCD"}]


def test_whoever_was_named_long_ago_is_no_party_to_an_answer(code):
    turns = "".join(
        f"Q    And the budget of {year}?\nMR. OTIENO: The parliament discussed it at length.\n"
        for year in range(2010, 2022)
    )
    rows = code(BRIEFING.format(answer="No.") + turns, published=DAY)
    assert all(row.start < len(BRIEFING) for row in rows)


def test_our_own_is_the_state_whose_officials_answer(code):
    text = BRIEFING.format(
        answer="President William Ruto and Secretary Musalia Mudavadi of Kenya raised it. "
        "We have given more aid to Somalia than to anybody else."
    )
    title = "Press briefing by the Foreign Minister"
    rows = [r for r in code(text, published=DAY, title=title) if "SOM" in r.parties]
    assert rows
    assert all("KEN" in row.source for row in rows)


def test_a_text_without_questions_is_read_as_before(found):
    assert found("I think that Kenya will refer Somalia to the court.", "forecast KEN>SOM *")
