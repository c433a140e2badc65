"""Statements in the ledger: derived from one document by one coding, and replaced as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import (
    CODINGS,
    COPIES,
    STATEMENTS,
    UNCODED,
    Coded,
    Copy,
    Place,
    make_derived,
)
from detente.model import Document, Rejection, Result, Statement
from detente.tables import cells, columns_of, from_cells

FORGET_WORDS = """
    DELETE FROM statement_words
    WHERE rowid IN (SELECT "row" FROM statements WHERE row_document = ?)
"""
FORGET = "DELETE FROM codings WHERE document = ?"
INDEX_WORDS = "INSERT INTO statement_words (rowid, sentence) VALUES (?, ?)"
CODED = "SELECT document, coding FROM codings"
IS_CODED = "SELECT 1 FROM codings WHERE document = ?"
COUNT = "SELECT row_document, count(*) FROM statements GROUP BY row_document"
READ = f"SELECT {STATEMENTS.listed} FROM statements ORDER BY row_document, ordinal"
READ_UNCODED = f"SELECT {UNCODED.listed} FROM uncoded ORDER BY row_document, ordinal"
OF_ONE = f"SELECT {STATEMENTS.listed} FROM statements WHERE row_document = ? ORDER BY ordinal"
UNCODED_OF_ONE = f"SELECT {UNCODED.listed} FROM uncoded WHERE row_document = ? ORDER BY ordinal"
FORGET_COPIES = """
    DELETE FROM copies WHERE among NOT IN
        (SELECT among FROM copies WHERE copy = '' ORDER BY "row" DESC LIMIT ?)
"""
MOST_COPIED_SETS = 60
"""Sets of documents differ by the day looked at; a reader goes to and fro between days."""

FEW_DOCUMENTS = 200
PLACE_WIDTH = len(columns_of(Place))


def codings(ledger: Ledger) -> dict[str, str]:
    """By id of each document that has been coded: by which coding."""
    with ledger.reading() as database:
        return dict(database.execute(CODED).fetchall())


def count_statements(ledger: Ledger) -> dict[str, int]:
    """By id of each document that has been coded: how many statements it has."""
    with ledger.reading() as database:
        none = {document: 0 for document, _ in database.execute(CODED)}
        return none | dict(database.execute(COUNT).fetchall())


def write_statements(
    ledger: Ledger, document: Document, result: Result[Statement], *, coding: str
) -> None:
    """Replace the statements of a document, and what was left out of it, in one transaction.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        database.execute(FORGET_WORDS, (document.id,))
        database.execute(FORGET, (document.id,))
        database.execute(CODINGS.insert, cells(Coded(document.id, coding)))
        for ordinal, statement in enumerate(result.rows):
            place = Place(document.id, ordinal, statement.key)
            added = database.execute(STATEMENTS.insert, cells(place, statement))
            sentence = document.text[statement.sentence_start : statement.sentence_end]
            database.execute(INDEX_WORDS, (added.lastrowid, sentence))
        for ordinal, rejection in enumerate(result.rejected):
            database.execute(UNCODED.insert, cells(Place(document.id, ordinal), rejection))


def read_statements(ledger: Ledger, documents: Collection[str]) -> Result[Statement]:
    """The statements of some documents, as coded, with what was left out in coding them.

    They come in the order of `documents`, and within one document in the order of its text.
    """
    found = statements_by_document(ledger, documents)
    results = [found[name] for name in documents if name in found]
    return Result(
        rows=tuple(row for one in results for row in one.rows),
        rejected=tuple(row for one in results for row in one.rejected),
    )


def statements_by_document(
    ledger: Ledger, documents: Collection[str]
) -> dict[str, Result[Statement]]:
    """The statements of each of some documents that has any, and what was left out in coding."""
    wanted = set(documents)
    few = len(wanted) <= FEW_DOCUMENTS
    rows: dict[str, list[Statement]] = {}
    dropped: dict[str, list[Rejection]] = {}
    with ledger.reading() as database:
        for row in _rows_of(database, (READ, OF_ONE), wanted if few else None):
            if row[0] in wanted:
                rows.setdefault(row[0], []).append(from_cells(Statement, row[PLACE_WIDTH:]))
        for row in _rows_of(database, (READ_UNCODED, UNCODED_OF_ONE), wanted if few else None):
            if row[0] in wanted:
                dropped.setdefault(row[0], []).append(from_cells(Rejection, row[PLACE_WIDTH:]))
    return {
        name: Result(tuple(rows.get(name, ())), tuple(dropped.get(name, ())))
        for name in {*rows, *dropped}
    }


def _rows_of(
    database: sqlite3.Connection, questions: tuple[str, str], documents: Collection[str] | None
) -> Iterator[tuple[Any, ...]]:
    """All rows of a table, or those of a few documents, which an index finds."""
    everything, of_one = questions
    if documents is None:
        yield from database.execute(everything)
        return
    for name in sorted(documents):
        yield from database.execute(of_one, (name,))


def statements_of(ledger: Ledger, document: str) -> Result[Statement] | None:
    """The statements of one document, as coded, in order; None where it was not coded yet."""
    with ledger.reading() as database:
        if not database.execute(IS_CODED, (document,)).fetchone():
            return None
        rows = database.execute(OF_ONE, (document,)).fetchall()
        dropped = database.execute(UNCODED_OF_ONE, (document,)).fetchall()
    return Result(
        rows=tuple(from_cells(Statement, row[PLACE_WIDTH:]) for row in rows),
        rejected=tuple(from_cells(Rejection, row[PLACE_WIDTH:]) for row in dropped),
    )


def read_copies(ledger: Ledger, among: str) -> dict[str, str] | None:
    """Which documents of a set are copies of which; None where that was not computed yet."""
    with ledger.reading() as database:
        found = database.execute("SELECT copy, kept FROM copies WHERE among = ?", (among,))
        rows = found.fetchall()
    return {copy: kept for copy, kept in rows if copy} if rows else None


def write_copies(ledger: Ledger, copies: Mapping[str, str], *, among: str) -> None:
    """Keep the copies of one set of documents, and forget those of sets looked at long before.

    A row with empty ids says that the set was looked at, also where it has no copies.
    """
    with ledger.writing() as database:
        database.execute("DELETE FROM copies WHERE among = ?", (among,))
        database.execute(FORGET_COPIES, (MOST_COPIED_SETS - 1,))
        database.execute(COPIES.insert, cells(Copy(among, "", "")))
        for copy, kept in sorted(copies.items()):
            database.execute(COPIES.insert, cells(Copy(among, copy, kept)))


def drop_derived(ledger: Ledger) -> None:
    """Drop every derived row; what was recorded stays."""
    with ledger.writing() as database:
        make_derived(database)
