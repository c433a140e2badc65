from datetime import UTC, datetime, timedelta

import pytest

from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_records import (
    append_judgements,
    append_run,
    finish_run,
    open_rejections,
    read_judgements,
    read_runs,
    replace_rejections,
)
from detente.adapters.ledger_schema import Run
from detente.adapters.ledger_search import search_statements
from detente.adapters.ledger_statements import (
    codings,
    count_statements,
    drop_derived,
    read_copies,
    read_statements,
    write_copies,
    write_statements,
)
from detente.model import Document, Judgement, Rejection, Result, Statement

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = "Peru met Chile. Chile thanked Peru."
DOCUMENT = Document("d1", "a.txt", TEXT)


def statement(start, end, document="d1"):
    return Statement(document, "event", ("PER",), ("CHL",), start, end, start, end)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path) as opened:
        yield opened


def test_coding_again_replaces_statements_and_their_words(ledger):
    write_statements(ledger, DOCUMENT, Result((statement(0, 15), statement(16, 35))), coding="c1")
    write_statements(ledger, DOCUMENT, Result((statement(16, 35),)), coding="c2")
    assert read_statements(ledger, ["d1"]).rows == (statement(16, 35),)
    assert search_statements(ledger, "met") == set()
    assert search_statements(ledger, "thanked") == {statement(16, 35).key}
    assert codings(ledger) == {"d1": "c2"}
    assert count_statements(ledger) == {"d1": 1}


def test_a_document_without_statements_counts_as_coded(ledger):
    write_statements(ledger, DOCUMENT, Result(()), coding="c")
    assert codings(ledger) == {"d1": "c"}
    assert count_statements(ledger) == {"d1": 0}


def test_what_was_left_out_in_coding_is_kept_beside(ledger):
    dropped = Rejection("sentence", "d1:0-15", "too long")
    write_statements(ledger, DOCUMENT, Result((), (dropped,)), coding="c")
    assert read_statements(ledger, ["d1"]).rejected == (dropped,)


def test_statements_come_in_the_order_of_the_documents_asked_for(ledger):
    for name in ("d1", "d2", "d3"):
        rows = Result((statement(0, 15, name),))
        write_statements(ledger, Document(name, name, TEXT), rows, coding="c")
    rows = read_statements(ledger, ["d3", "d1"]).rows
    assert [row.document for row in rows] == ["d3", "d1"]


def test_copies_are_remembered_for_one_set_of_documents(ledger):
    assert read_copies(ledger, "set") is None
    write_copies(ledger, {}, among="set")
    assert read_copies(ledger, "set") == {}
    write_copies(ledger, {"b": "a"}, among="wider set")
    assert read_copies(ledger, "wider set") == {"b": "a"}
    assert read_copies(ledger, "set") == {}


def test_dropping_derived_rows_keeps_the_recorded_ones(ledger):
    write_statements(ledger, DOCUMENT, Result((statement(0, 15),)), coding="c")
    write_copies(ledger, {}, among="set")
    append_judgements(ledger, [Judgement("k", "accept", "me", NOW)])
    drop_derived(ledger)
    assert read_statements(ledger, ["d1"]) == Result(())
    assert read_copies(ledger, "set") is None
    assert search_statements(ledger, "met") == set()
    assert len(read_judgements(ledger)) == 1


def test_judgements_are_a_log_that_can_be_read_as_of_a_moment(ledger):
    first = Judgement("k", "accept", "me", NOW)
    second = Judgement("k", "correct", "me", NOW + timedelta(days=1), "why", (("kind", "event"),))
    append_judgements(ledger, [first])
    append_judgements(ledger, [second])
    assert read_judgements(ledger) == [first, second]
    assert read_judgements(ledger, known_at=NOW) == [first]


def test_a_refusal_is_recorded_once_and_gone_when_the_file_was_read(ledger):
    refusal = Rejection("a.pdf", "a.pdf", "encrypted")
    replace_rejections(ledger, [refusal, refusal], location="/docs/a.pdf", now=NOW)
    replace_rejections(ledger, [refusal], location="/docs/a.pdf", now=NOW + timedelta(days=1))
    assert open_rejections(ledger) == [refusal]
    replace_rejections(ledger, [], location="/docs/a.pdf", now=NOW + timedelta(days=2))
    assert open_rejections(ledger) == []
    assert open_rejections(ledger, known_at=NOW + timedelta(days=1)) == [refusal]


def test_a_run_that_was_killed_has_no_end(ledger):
    run = Run("add", NOW, "0.1.0")
    append_run(ledger, run)
    second = append_run(ledger, run)
    done = Run("add", NOW, "0.1.0", "c1", NOW + timedelta(seconds=3), {"new": 2})
    finish_run(ledger, second, done)
    assert read_runs(ledger) == [run, done]
