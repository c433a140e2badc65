import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Coding, Document, Event, Evidence, Judgement, Rejection, Span, Statement
from detente.tables import (
    Table,
    canonical,
    cells,
    from_cells,
    from_plain,
    mismatch,
    plain,
    to_frame,
)

STATEMENT = Statement(
    document="d1",
    kind="forecast",
    source=("CHL", "ARG"),
    target=(),
    sentence_start=0,
    sentence_end=40,
    start=3,
    end=9,
    directed=False,
    quantity="40 %",
    quantity_value=40.0,
    begins_on=date(2024, 2, 29),
    likelihood=(0.2, 0.45),
    condition_coding=Coding(source=("PER",), action="AID"),
    page=None,
)


def test_a_statement_survives_its_row():
    assert from_cells(Statement, cells(STATEMENT)) == STATEMENT


def test_a_statement_survives_its_json_form():
    assert from_plain(Statement, plain(STATEMENT)) == STATEMENT


def test_a_document_keeps_its_spans_and_pages():
    document = Document("id", "a.txt", "text", pages=(0, 12), furniture=(Span(0, 3, "title"),))
    assert from_cells(Document, cells(document)) == document


def test_an_event_keeps_its_evidence_with_days():
    event = Event(
        "e", ("CHL",), ("ARG",), "AID", evidence=(Evidence("d", 1, 4, "abc", date(2020, 1, 2)),)
    )
    assert from_cells(Event, cells(event)) == event


def test_corrections_of_a_judgement_come_back_as_pairs():
    judgement = Judgement(
        "s", "correct", "me", datetime(2024, 1, 1, tzinfo=UTC), corrected=(("kind", "event"),)
    )
    assert from_cells(Judgement, cells(judgement)) == judgement


def test_instants_sort_as_text_whatever_their_zone():
    east = datetime(2024, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=9)))
    west = datetime(2024, 1, 1, 0, 0, 0, 5, tzinfo=UTC)
    assert plain(east) < plain(west)


def test_ddl_is_accepted_and_refuses_a_wrong_type():
    table = Table("statements", (Statement,), key=("document", "start"))
    database = sqlite3.connect(":memory:")
    database.execute(table.ddl)
    database.execute(table.insert, cells(STATEMENT))
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(table.insert, cells(STATEMENT))
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE statements SET start = 'three'")


def test_reserved_words_are_columns_too():
    table = Table("rejections", (Rejection,))
    database = sqlite3.connect(":memory:")
    database.execute(table.ddl)
    database.execute(table.insert, cells(Rejection("a", "b", "c")))
    row = database.execute(f"SELECT {table.listed} FROM rejections").fetchone()
    assert from_cells(Rejection, row) == Rejection("a", "b", "c")


def test_a_missing_column_is_named():
    table = Table("rejections", (Rejection,))
    assert mismatch(table, ["row", "what", "reason"]) == ("where",)


def test_a_frame_has_typed_columns():
    frame = to_frame([STATEMENT], Statement)
    assert frame["begins_on"].to_list() == [date(2024, 2, 29)]
    assert frame["source"].to_list() == [["CHL", "ARG"]]
    assert frame["condition_coding"].to_list() == [canonical(Coding(source=("PER",), action="AID"))]


def test_a_frame_of_no_rows_keeps_its_types():
    assert to_frame([], Statement).schema == to_frame([STATEMENT], Statement).schema


def test_what_has_no_json_form_is_refused():
    with pytest.raises(TypeError, match="bytes"):
        plain(b"x")


@given(
    st.tuples(
        st.text(), st.lists(st.text()), st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1))
    )
)
def test_any_text_survives_a_row(drawn):
    quantity, objects, likelihood = drawn
    statement = Statement(
        "d",
        "event",
        (),
        (),
        0,
        1,
        0,
        1,
        quantity=quantity,
        objects=tuple(objects),
        likelihood=likelihood,
    )
    assert from_cells(Statement, cells(statement)) == statement


def test_a_short_text_that_stands_in_many_rows_is_held_once():
    words = "2025-03-" + "".join(("0", "4"))
    rows = [
        from_cells(Rejection, tuple("".join(list(cell)) for cell in (words, long, words)))
        for long in ("a long text " * 9, "a long text " * 9)
    ]
    assert rows[0] == rows[1]
    assert rows[0].what is rows[1].what is rows[1].reason
    assert rows[0].where is not rows[1].where
