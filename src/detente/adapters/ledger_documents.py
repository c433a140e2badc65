"""Documents in the ledger: every version as received, and reading them as of a day."""

from __future__ import annotations

import dataclasses
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import DOCUMENTS, Receipt
from detente.model import Document
from detente.tables import cells, columns_of, from_cells, plain

LATEST = """
    SELECT digest, version, withdrawn_at FROM documents
    WHERE root = ? AND origin = ? ORDER BY version DESC LIMIT 1
"""
ELSEWHERE = """
    SELECT 1 FROM documents AS one
    WHERE origin = ? AND digest = ? AND withdrawn_at IS NULL AND version =
        (SELECT max(version) FROM documents AS other
         WHERE other.root = one.root AND other.origin = one.origin)
"""
INDEX_WORDS = "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)"
WITHDRAW = """
    UPDATE documents SET withdrawn_at = ?
    WHERE withdrawn_at IS NULL AND (origin = ? OR id = ? OR url = ?)
"""
AS_OF = """
    (coalesce(published, substr(received_at, 1, 10)) <= ?)
    AND received_at <= ? AND (withdrawn_at IS NULL OR withdrawn_at > ?)
"""
READ = f"""
    SELECT {DOCUMENTS.listed} FROM documents AS one
    WHERE {AS_OF} AND version =
        (SELECT max(version) FROM documents AS other
         WHERE other.root = one.root AND other.origin = one.origin AND {AS_OF})
    ORDER BY coalesce(published, substr(received_at, 1, 10)), origin, id, root
"""
UNDATED = """
    SELECT DISTINCT origin FROM documents
    WHERE published IS NULL AND substr(received_at, 1, 10) > ? AND received_at <= ?
        AND (withdrawn_at IS NULL OR withdrawn_at > ?)
    ORDER BY origin
"""
ORIGINS = """
    SELECT DISTINCT origin FROM documents
    WHERE root = ? AND withdrawn_at IS NULL ORDER BY origin
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the ledger together with how it came in."""

    receipt: Receipt
    document: Document


def holds(ledger: Ledger, *, root: str, origin: str, digest: str) -> bool:
    """Whether these bytes are already there as the newest version of this origin.

    The same origin with the same bytes under another root counts too: a folder that moved is
    not a second folder.
    """
    with ledger.reading() as database:
        return is_held(database, root, origin, digest)


def is_held(database: sqlite3.Connection, root: str, origin: str, digest: str) -> bool:
    """As `holds`, within a transaction."""
    latest = database.execute(LATEST, (root, origin)).fetchone()
    if latest is not None:
        return bool(latest[0] == digest and latest[2] is None)
    return database.execute(ELSEWHERE, (origin, digest)).fetchone() is not None


def append_document(ledger: Ledger, document: Document, receipt: Receipt) -> str:
    """Record a document as received.

    Returns:
        ``new``, ``changed`` (kept beside its older versions) or ``unchanged``.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        if is_held(database, receipt.root, document.origin, receipt.digest):
            return "unchanged"
        latest = database.execute(LATEST, (receipt.root, document.origin)).fetchone()
        version = 1 if latest is None else latest[1] + 1
        document = dataclasses.replace(document, version=version)
        added = database.execute(DOCUMENTS.insert, cells(receipt, document))
        database.execute(INDEX_WORDS, (added.lastrowid, document.title, document.text))
    return "new" if version == 1 else "changed"


def withdraw_document(ledger: Ledger, named: str, *, now: datetime) -> int:
    """Let a document no longer count, from `now` on; it stays recorded.

    Args:
        named: its origin, id or address.

    Returns:
        How many versions were withdrawn; 0 where nothing has that name.
    """
    with ledger.writing() as database:
        changed = database.execute(WITHDRAW, (plain(now), named, named, named))
        return changed.rowcount


def read_documents(
    ledger: Ledger, *, as_of: date = date.max, known_at: datetime | None = None
) -> list[Held]:
    """The newest version of each document that counted on a day, by day of publication.

    Args:
        as_of: last day of publication that counts. A document without a date counts from the
            day on which it was received, so that it never shows in an earlier picture.
        known_at: what had been received by then; everything where it is None.
    """
    bounds = bounds_of(as_of, known_at)
    with ledger.reading() as database:
        rows = database.execute(READ, bounds + bounds).fetchall()
    width = len(columns_of(Receipt))
    return [
        Held(from_cells(Receipt, row[:width]), from_cells(Document, row[width:])) for row in rows
    ]


def undated_origins(ledger: Ledger, *, as_of: date, known_at: datetime | None = None) -> list[str]:
    """Origins of documents without a date that were received only after a day."""
    bounds = bounds_of(as_of, known_at)
    with ledger.reading() as database:
        return [origin for (origin,) in database.execute(UNDATED, bounds)]


def bounds_of(as_of: date, known_at: datetime | None) -> tuple[str, str, str]:
    """The parameters of `AS_OF`; a text later than every instant where `known_at` is None."""
    moment = str(plain(known_at)) if known_at else "9999"
    return as_of.isoformat(), moment, moment


def origins_under(ledger: Ledger, root: str) -> set[str]:
    """Origins of all documents that count and came from one folder."""
    with ledger.reading() as database:
        return {origin for (origin,) in database.execute(ORIGINS, (root,))}
