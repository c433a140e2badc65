from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from detente.adapters.ledger import open_ledger
from detente.adapters.ledger_documents import (
    append_document,
    append_intake,
    document_digest,
    is_taken_in,
    read_documents,
    restore_document,
    undated_origins,
    withdraw_document,
)
from detente.adapters.ledger_schema import Intake, Receipt
from detente.adapters.ledger_search import search_documents
from detente.errors import InputError
from detente.model import Document, Span

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path) as opened:
        yield opened


def put(ledger, origin="a.txt", text="Peru met Chile.", *, at=NOW, root="/docs", **fields):
    fields.setdefault("published", date(2024, 4, 1))
    document = Document(f"id-{text}-{fields['published']}", origin, text, **fields)
    digest = document_digest(document)
    return append_document(ledger, document, Receipt(f"{root}/{origin}", digest, "bytes", at))


def texts(held):
    return [one.document.text for one in held]


def test_the_same_bytes_again_change_nothing(ledger):
    assert put(ledger) == "new"
    assert put(ledger, at=NOW + timedelta(days=1)) == "unchanged"
    assert len(read_documents(ledger)) == 1


def test_a_changed_document_is_a_new_version_and_the_old_one_stays(ledger):
    put(ledger)
    assert put(ledger, text="Peru left.", at=NOW + timedelta(days=1)) == "changed"
    assert [one.document.version for one in read_documents(ledger)] == [2]
    assert texts(read_documents(ledger, known_at=NOW)) == ["Peru met Chile."]


def test_a_document_that_changed_back_is_a_third_version(ledger):
    put(ledger)
    put(ledger, text="Peru left.")
    assert put(ledger) == "changed"
    assert [one.document.version for one in read_documents(ledger)] == [3]


def test_equal_names_in_two_folders_are_two_documents(ledger):
    put(ledger, root="/one")
    assert put(ledger, root="/two", text="Other text.") == "new"
    assert len(read_documents(ledger)) == 2


def test_a_folder_that_moved_is_not_added_twice(ledger):
    put(ledger, root="/one")
    assert put(ledger, root="/moved") == "unchanged"


def test_a_file_is_known_by_its_bytes_until_it_changes(ledger):
    intake = Intake("/docs/a.csv", "a.csv", "digest one", NOW)
    assert not is_taken_in(ledger, intake)
    append_intake(ledger, intake)
    assert is_taken_in(ledger, intake)
    assert is_taken_in(ledger, replace(intake, location="/moved/a.csv"))
    append_intake(ledger, replace(intake, digest="digest two"))
    assert not is_taken_in(ledger, intake)


def test_where_a_document_lies_is_no_part_of_its_digest():
    one, two = Document("i", "a.txt", "T"), Document("i", "b.txt", "T", version=4, note="n")
    assert document_digest(one) == document_digest(two)
    assert document_digest(one) != document_digest(replace(one, publisher="P"))


def test_a_picture_of_a_day_holds_nothing_published_later(ledger):
    put(ledger, "a.txt", "Old.", published=date(2023, 1, 1))
    put(ledger, "b.txt", "New.", published=date(2024, 1, 1))
    assert texts(read_documents(ledger, as_of=date(2023, 12, 31))) == ["Old."]
    assert texts(read_documents(ledger, as_of=date(2024, 1, 1))) == ["Old.", "New."]


def test_an_earlier_version_counts_where_the_newer_is_too_late(ledger):
    put(ledger, text="First.", published=date(2023, 1, 1))
    put(ledger, text="Second.", published=date(2024, 1, 1))
    assert texts(read_documents(ledger, as_of=date(2023, 6, 1))) == ["First."]


def test_an_undated_document_counts_from_the_day_it_came_in(ledger):
    put(ledger, published=None)
    assert read_documents(ledger, as_of=NOW.date() - timedelta(days=1)) == []
    assert undated_origins(ledger, as_of=NOW.date() - timedelta(days=1)) == ["a.txt"]
    assert len(read_documents(ledger, as_of=NOW.date())) == 1


def test_a_withdrawn_document_counts_only_before(ledger):
    put(ledger)
    assert withdraw_document(ledger, "a.txt", now=NOW + timedelta(days=2)) == 1
    assert read_documents(ledger) == []
    assert len(read_documents(ledger, known_at=NOW + timedelta(days=1))) == 1


def test_a_withdrawn_document_comes_back_only_when_it_is_restored(ledger):
    put(ledger)
    assert restore_document(ledger, "a.txt", now=NOW) == 0
    withdraw_document(ledger, "a.txt", now=NOW)
    assert put(ledger, at=NOW + timedelta(days=1)) == "unchanged"
    assert read_documents(ledger) == []
    assert restore_document(ledger, "a.txt", now=NOW + timedelta(days=2)) == 1
    assert texts(read_documents(ledger)) == ["Peru met Chile."]
    assert read_documents(ledger, known_at=NOW + timedelta(days=1)) == []


def test_everything_about_a_document_comes_back(ledger):
    put(ledger, title="T", furniture=(Span(0, 2, "title"),), pages=(0, 5), language="fr")
    (held,) = read_documents(ledger)
    assert held.document.furniture == (Span(0, 2, "title"),)
    assert held.document.pages == (0, 5)
    assert held.receipt.location == "/docs/a.txt"
    assert held.receipt.received_at == NOW


def test_search_takes_words_and_phrases(ledger):
    put(ledger, "a.txt", "The grain deal was extended.")
    put(ledger, "b.txt", "The deal on grain, again.")
    assert len(search_documents(ledger, "grain deal")) == 2
    assert len(search_documents(ledger, '"grain deal"')) == 1
    assert len(search_documents(ledger, "exten*")) == 1


@pytest.mark.parametrize("text", ["AND OR NOT", "NEAR(", '"unclosed', "a:b", "(", "it's"])
def test_no_search_text_is_a_syntax_error(ledger, text):
    try:
        assert search_documents(ledger, text) == {}
    except InputError as error:
        assert "nothing to search for" in str(error)
