"""What holds whatever a document says, and what a document as a whole decides."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.model import ACTIONS, CHANGES, KINDS, SECTORS, Document

WORDS = st.sampled_from(
    "Peru Chile Kenya's the a talks treaty if unless may not will should said and or "
    "visited attacked "
    'Moscow , . ; : " “ ” ( ) — - ? ! in May 2024 it they both sides 10,000 troops \n\n \n of with '
    "to that which denied unlikely to sign signed. NATO U.S.-China inter-Korean ’ ' % $5".split(" ")
)
QUIET = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(text: str, rows) -> None:
    plain = "".join(text.split())
    for row in rows:
        assert 0 <= row.sentence_start <= row.start < row.end <= row.sentence_end <= len(text)
        assert row.kind in KINDS
        assert set(row.codes) <= set(ACTIONS)
        assert set(row.sectors) <= set(SECTORS)
        assert row.change in ("", *CHANGES)
        assert row.source or row.target
        assert len(row.source) == len(row.source_roles)
        assert len(row.target) == len(row.target_roles)
        assert row.trigger
        for words in (row.condition, row.quantity):
            assert "".join(words.split()) in plain
        # "May those talks not fail": the words of a phrase need not stand side by side.
        assert all(word in plain for word in row.phrase.split())
        if row.likelihood is not None:
            assert 0 <= row.likelihood[0] <= row.likelihood[1] <= 1
        if row.begins_on and row.ends_on:
            assert row.begins_on <= row.ends_on


@QUIET
@given(st.text(max_size=400))
def test_any_text_is_coded_without_an_error(code, text):
    check(text, code(text))


@QUIET
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_row_points_into_the_text_and_holds_only_known_codes(code, text):
    check(text, code(text))


@QUIET
@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), st.dates(date(1950, 1, 1)))
def test_coding_twice_gives_the_same_rows(code, text, published):
    assert code(text, published=published) == code(text, published=published)


HOSTILE = {
    "no_end": "Peru spoke of the old port and the new road and the long winter and " * 1450,
    "many_names": "Peru attacked Chile and " * 500,
    "no_blank": "Peru" * 2_000,
    "parentheses": "Peru said " + "(" * 800 + "Chile attacked Bolivia" + ")" * 800 + ".",
    "quotes": 'Peru said "' * 400 + "Chile attacked Bolivia" + '"' * 400,
    "commas": "Peru, Chile, Kenya, Togo, " * 300,
    "conditions": "if Peru attacks Chile, " * 300,
    "dashes": "Peru — Chile — " * 400,
    "stops": ". " * 20_000 + "Peru attacked Chile.",
    "newlines": "Peru\nattacked\nChile\n" * 300,
    "apostrophes": "Peru's " * 1000,
    "titles": "President Prime Minister Foreign Minister " * 500,
    "capitals": "Aaaa Bbbb Cccc Dddd " * 1000 + "of Peru",
    "numbers": "1,000,000 " * 1000 + "Peru attacked Chile",
    "zero_bytes": "Peru\0attacked\0Chile. " * 200,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_seconds(coder, name):
    text = HOSTILE[name]
    document = Document(id="d", origin="d.txt", text=text, published=date(2025, 5, 15))
    began = time.process_time()
    rows = coder.code(document).rows
    assert time.process_time() - began < 20
    check(text, rows)


def test_an_empty_document_holds_nothing(code):
    assert code("") == ()


def test_several_documents_are_coded_as_each_alone(coder):
    texts = ["Peru attacked Chile. It apologised.", "It was late.", "They met Kenya in Nairobi."]
    documents = [
        Document(id=str(n), origin=f"{n}.txt", text=text, published=date(2025, 5, 15))
        for n, text in enumerate(texts)
    ]
    together = [result.rows for _, result in coder.code_many(documents)]
    assert together == [coder.code(document).rows for document in documents]


def test_the_page_is_that_of_the_words(code):
    first = "Peru attacked Chile. "
    rows = code(first + "Kenya attacked Togo.", pages=(0, len(first)))
    assert {row.source: row.page for row in rows} == {("PER",): 1, ("KEN",): 2}


def test_a_document_without_pages_gives_none(code):
    assert [row.page for row in code("Peru attacked Chile.")] == [None]


def test_furniture_holds_no_statement(code):
    from detente.model import Span

    text = "Peru attacked Chile. Kenya attacked Togo."
    rows = code(text, furniture=(Span(0, 20, "title"),))
    assert [row.source for row in rows] == [("KEN",)]


def test_dates_are_read_against_the_day_of_publication(code):
    text = "Kenya attacked Togo last month."
    assert [row.time for row in code(text, published=date(2011, 1, 9))] == ["2010-12"]
    assert [row.time for row in code(text, published=date(2019, 7, 2))] == ["2019-06"]


def test_the_same_name_is_another_leader_at_another_time(code):
    text = "Donald Tusk visited Kyiv."
    assert [row.source for row in code(text, published=date(2024, 1, 30))] == [("POL",)]
    assert [row.source for row in code(text, published=date(2016, 1, 30))] == [("EU",)]


def test_they_that_opens_a_sentence_goes_on_about_parties_named_long_before(found):
    quiet = "The weather in the valley was fine. " * 5
    text = "Chile hosted Peru in Lima. " + quiet + "They agreed to reopen the mountain road."
    found(text, "event CHL=PER AGREE|CONCEDE")


def test_a_verb_behind_its_own_actor_closes_no_circle(code):
    text = (
        "MS. DIOP: So, look, as I said at the top, the relationship — right? — with Norway is a "
        "lifelong — is a lifelong friendship — right? — a relationship that the President "
        "specifically has had since she entered politics, and that's going to continue."
    )
    assert code(text, publisher="Government of Senegal") is not None
