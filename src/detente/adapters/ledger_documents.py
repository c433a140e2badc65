"""Documents in the ledger: every version as received, and reading them as of a day."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from detente.adapters.ledger import Ledger
from detente.adapters.ledger_schema import DOCUMENTS, INTAKES, Intake, Receipt
from detente.model import Document
from detente.tables import Cell, canonical, cells, columns_of, from_cells, plain

LATEST = """
    SELECT digest, version FROM documents
    WHERE location = ? ORDER BY version DESC LIMIT 1
"""
ELSEWHERE = """
    SELECT 1 FROM documents AS one
    WHERE origin = ? AND digest = ? AND withdrawn_at IS NULL AND version =
        (SELECT max(version) FROM documents AS other WHERE other.location = one.location)
"""
LATEST_INTAKE = 'SELECT digest FROM intakes WHERE location = ? ORDER BY "row" DESC LIMIT 1'
SAME_INTAKE = "SELECT 1 FROM intakes WHERE received_from = ? AND digest = ?"
INDEX_WORDS = "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)"
WITHDRAW = """
    UPDATE documents SET withdrawn_at = ?
    WHERE withdrawn_at IS NULL AND (origin = ? OR id = ? OR url = ?)
"""
NEWEST_WITHDRAWN = f"""
    SELECT {DOCUMENTS.listed} FROM documents AS one
    WHERE withdrawn_at IS NOT NULL AND (origin = ? OR id = ? OR url = ?) AND version =
        (SELECT max(version) FROM documents AS other WHERE other.location = one.location)
"""
AS_OF = """
    (coalesce(published, substr(received_at, 1, 10)) <= ?)
    AND received_at <= ? AND (withdrawn_at IS NULL OR withdrawn_at > ?)
"""
READ = f"""
    SELECT {DOCUMENTS.listed} FROM documents AS one
    WHERE {AS_OF} AND version =
        (SELECT max(version) FROM documents AS other
         WHERE other.location = one.location AND {AS_OF})
    ORDER BY coalesce(published, substr(received_at, 1, 10)), origin, id, location
"""
LATER = """
    SELECT count(DISTINCT location) FROM documents AS one
    WHERE published > ? AND published_how <> 'file' AND received_at <= ?
        AND (withdrawn_at IS NULL OR withdrawn_at > ?)
        AND version =
        (SELECT max(version) FROM documents AS other WHERE other.location = one.location)
"""
BETWEEN = """
    SELECT min(published), max(published) FROM documents
    WHERE received_at <= ? AND (withdrawn_at IS NULL OR withdrawn_at > ?)
"""
VALIDATORS = """
    SELECT location, etag, last_modified FROM intakes
    WHERE (etag <> '' OR last_modified <> '') AND "row" IN
        (SELECT max("row") FROM intakes GROUP BY location)
"""
ONE = f"SELECT {DOCUMENTS.listed} FROM documents WHERE id = ? ORDER BY row DESC LIMIT 1"
VERSIONS = f"""
    SELECT {DOCUMENTS.listed} FROM documents
    WHERE location IN (SELECT location FROM documents WHERE id = ?) ORDER BY row
"""
UNDATED = """
    SELECT DISTINCT origin FROM documents
    WHERE ((published IS NULL AND substr(received_at, 1, 10) > ?1)
            OR (published_how = 'file' AND published > ?1))
        AND received_at <= ?2 AND (withdrawn_at IS NULL OR withdrawn_at > ?3)
    ORDER BY origin
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A document in the ledger together with how it came in."""

    receipt: Receipt
    document: Document


def document_digest(document: Document) -> str:
    """SHA-256 of a document's text and of what is known about it, wherever it lies.

    A note says how something was found out, which is no other document.
    """
    bare = dataclasses.replace(document, origin="", version=1, note="")
    return hashlib.sha256(canonical(bare).encode()).hexdigest()


def is_held(database: sqlite3.Connection, document: Document, receipt: Receipt) -> bool:
    """Whether this is the newest version of this document already.

    The same text under the same origin in another place counts too: a folder that moved is
    not a second folder.
    """
    latest = database.execute(LATEST, (receipt.location,)).fetchone()
    if latest is not None:
        return bool(latest[0] == receipt.digest)
    elsewhere = database.execute(ELSEWHERE, (document.origin, receipt.digest))
    return elsewhere.fetchone() is not None


def append_document(ledger: Ledger, document: Document, receipt: Receipt) -> str:
    """Record a document as received.

    Returns:
        ``new``, ``changed`` (kept beside its older versions) or ``unchanged``.

    Raises:
        LedgerError: if another process is writing, or the disk is full.
    """
    with ledger.writing() as database:
        if is_held(database, document, receipt):
            return "unchanged"
        latest = database.execute(LATEST, (receipt.location,)).fetchone()
        version = 1 if latest is None else latest[1] + 1
        insert_version(database, document, receipt, version)
    return "new" if version == 1 else "changed"


def insert_version(
    database: sqlite3.Connection, document: Document, receipt: Receipt, version: int
) -> None:
    """Add one version and its words; the caller holds the transaction."""
    document = dataclasses.replace(document, version=version)
    added = database.execute(DOCUMENTS.insert, cells(receipt, document))
    database.execute(INDEX_WORDS, (added.lastrowid, document.title, document.text))


def is_taken_in(ledger: Ledger, intake: Intake) -> bool:
    """Whether a file or page was recorded as a whole, and has not changed since."""
    with ledger.reading() as database:
        latest = database.execute(LATEST_INTAKE, (intake.location,)).fetchone()
        if latest is not None:
            return bool(latest[0] == intake.digest)
        elsewhere = database.execute(SAME_INTAKE, (intake.received_from, intake.digest))
        return elsewhere.fetchone() is not None


def append_intake(ledger: Ledger, intake: Intake) -> None:
    """Record that all documents of a file or page are in the ledger."""
    with ledger.writing() as database:
        database.execute(INTAKES.insert, cells(intake))


def withdraw_document(ledger: Ledger, named: str, *, now: datetime) -> int:
    """Let a document no longer count, from `now` on; it stays recorded.

    Adding the same text again does not bring it back: `restore_document` does.

    Args:
        named: its origin, id or address.

    Returns:
        How many versions were withdrawn; 0 where nothing has that name.
    """
    with ledger.writing() as database:
        changed = database.execute(WITHDRAW, (plain(now), named, named, named))
        return changed.rowcount


def restore_document(ledger: Ledger, named: str, *, now: datetime) -> int:
    """Let a withdrawn document count again, as a new version of the same text.

    Returns:
        How many documents were restored; 0 where nothing withdrawn has that name.
    """
    with ledger.writing() as database:
        held = [held_of(row) for row in database.execute(NEWEST_WITHDRAWN, (named,) * 3)]
        for one in held:
            receipt = dataclasses.replace(one.receipt, received_at=now, withdrawn_at=None)
            insert_version(database, one.document, receipt, one.document.version + 1)
    return len(held)


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
    return [held_of(row) for row in rows]


def read_document(ledger: Ledger, name: str) -> Held | None:
    """The newest row of a document by its id, withdrawn or not; None where there is none."""
    with ledger.reading() as database:
        row = database.execute(ONE, (name,)).fetchone()
    return held_of(row) if row else None


def read_versions(ledger: Ledger, name: str) -> list[Held]:
    """Every version of a document by the id of any of them, in the order of arrival."""
    with ledger.reading() as database:
        rows = database.execute(VERSIONS, (name,)).fetchall()
    return [held_of(row) for row in rows]


def held_of(row: Sequence[Cell]) -> Held:
    """A row of the documents table."""
    width = len(columns_of(Receipt))
    return Held(from_cells(Receipt, row[:width]), from_cells(Document, row[width:]))


def undated_origins(ledger: Ledger, *, as_of: date, known_at: datetime | None = None) -> list[str]:
    """Origins of documents without a date of their own that seem later than a day.

    They say nothing of when they were published, and were received, or last changed on disk,
    only after it.
    """
    bounds = bounds_of(as_of, known_at)
    with ledger.reading() as database:
        return [origin for (origin,) in database.execute(UNDATED, bounds)]


def count_later(ledger: Ledger, *, as_of: date, known_at: datetime | None = None) -> int:
    """How many documents say that they were published after a day."""
    with ledger.reading() as database:
        return int(database.execute(LATER, bounds_of(as_of, known_at)).fetchone()[0])


def published_between(
    ledger: Ledger, *, known_at: datetime | None = None
) -> tuple[date, date] | None:
    """First and last day of publication; None where no document says one."""
    _, moment, _ = bounds_of(date.max, known_at)
    with ledger.reading() as database:
        first, last = database.execute(BETWEEN, (moment, moment)).fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def validators(ledger: Ledger) -> dict[str, dict[str, str]]:
    """By address: what its server gave to ask again with."""
    with ledger.reading() as database:
        rows = database.execute(VALIDATORS).fetchall()
    return {url: {"etag": etag, "last_modified": changed} for url, etag, changed in rows}


def bounds_of(as_of: date, known_at: datetime | None) -> tuple[str, str, str]:
    """The parameters of `AS_OF`; a text later than every instant where `known_at` is None."""
    moment = str(plain(known_at)) if known_at else "9999"
    return as_of.isoformat(), moment, moment
