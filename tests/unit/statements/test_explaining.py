"""What an explanation says of a statement, and that asking for one changes nothing."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import detente
from detente.model import Document

PUBLISHED = date(2025, 5, 15)


def document(text):
    return Document("d", "d.txt", text, published=PUBLISHED)


@pytest.fixture
def explain(coder):
    """The first statement of a text with its explanation."""

    def explain_first(text):
        return coder.explain(document(text))[0]

    return explain_first


def words(explanation, part=None):
    return [t.words for t in explanation.triggers if part in (None, t.part)]


def test_the_deciding_words_are_named_with_their_place(explain):
    text = "Chile broke off talks with Peru on Monday."
    _, explanation = explain(text)
    assert words(explanation) == ["broke", "off", "talks"]
    assert all(text[t.start : t.end] == t.words for t in explanation.triggers)


def test_a_sense_is_traced_to_its_line_in_the_table(explain):
    statement, explanation = explain("Ghana condemned Togo.")
    step = explanation.decided("code")
    file, _, line = step.place.partition(":")
    table = files("detente").joinpath("codebook", "data", file).read_text("utf-8").splitlines()
    assert table[int(line) - 1].split("\t")[0] == "condemn"
    assert step.value == statement.action


def test_a_named_object_wins_by_a_margin_over_any_object(explain):
    _, explanation = explain("Chile broke off talks with Peru on Monday.")
    step = explanation.decided("code")
    assert step.score == pytest.approx(10 * 1 + 2 - 0.1)
    assert step.margin == pytest.approx(2)
    assert all(other.score < step.score for other in step.instead_of)


def test_a_rule_is_traced_to_its_line(explain):
    _, explanation = explain("Kenya's president said Uganda should reopen the border.")
    step = explanation.decided("kind")
    file, _, line = step.place.partition(":")
    source = Path(detente.__file__).parent.joinpath(file).read_text("utf-8").splitlines()
    assert step.value == "event"
    assert ".kind = " in source[int(line) - 1]
    assert step.why


def test_an_operator_is_explained_by_what_it_works_on(explain):
    statement, explanation = explain("Kenya agreed to supply grain to Uganda.")
    codes = [step.value for step in explanation.steps if step.field == "code"]
    assert codes[0].startswith("=")
    assert codes[-1].split("/") == list(statement.codes)
    assert "supply" in words(explanation, "complement")


def test_other_parties_that_could_have_been_meant_are_listed(explain):
    text = "Kenya sanctioned Uganda in a dispute with Tanzania."
    statement, explanation = explain(text)
    step = explanation.decided("target")
    assert statement.target == ("UGA",)
    assert any("TZA" in other.value for other in step.instead_of)
    assert step.margin > 0


def test_the_verb_of_saying_counts_where_saying_so_was_the_act(explain):
    statement, explanation = explain("Kenya's president said Uganda should reopen the border.")
    assert statement.kind == "event"
    assert words(explanation, "speech") == ["said"]


def test_a_forecast_is_explained_by_its_phrase(explain):
    _, explanation = explain("Ghana is likely to condemn Togo.")
    assert words(explanation, "mood") == ["is", "likely", "to"]
    assert explanation.decided("mood").value == "forecast"


def test_a_draft_that_came_to_nothing_names_the_rule_that_dropped_it(coder):
    rows = coder.explain(document("Ghana condemned Togo, and tensions eased."))
    dropped = [one for _, explanation in rows for one in explanation.dropped]
    assert [one.words for one in dropped] == ["eased"]
    assert dropped[0].place.startswith("statements/")
    assert dropped[0].why


TEXTS = (
    "Chile hosted Peru in Santiago. It also sanctioned Bolivia over the river. Both sides met.",
    "Kenya condemned the drills. Uganda, which held them, is likely to hold talks with Kenya.",
    "“We will halt exports to Mali,” the foreign minister of Niger said. Mali did not respond.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_asking_changes_no_statement(coder, text):
    told = coder.explain(document(text))
    assert [statement for statement, _ in told] == list(coder.code(document(text)).rows)
    assert coder.trace is None


@pytest.mark.parametrize("text", TEXTS)
def test_the_last_step_of_each_field_is_what_the_statement_says(coder, text):
    for statement, explanation in coder.explain(document(text)):
        assert explanation.decided("kind").value == statement.kind
        if statement.directed:
            assert explanation.decided("source").value == ",".join(statement.source)
            assert explanation.decided("target").value == ",".join(statement.target)
