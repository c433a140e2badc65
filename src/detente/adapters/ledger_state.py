"""Whether a project has changed: a short text that is another after every recorded change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from detente.adapters.ledger import Ledger

_COUNTED = (
    "SELECT count(*), max(rowid), max(withdrawn_at) FROM documents",
    "SELECT count(*), max(rowid), max(settled_at) FROM rejections",
    "SELECT count(*), max(rowid) FROM judgements",
    "SELECT count(*), max(rowid) FROM grades",
    "SELECT count(*), max(rowid) FROM forecasts",
    "SELECT count(*), max(rowid) FROM resolutions",
    "SELECT count(*), max(rowid) FROM scenarios",
)


# A document's digest covers its text and all that is known about it.
_WHOLE = (
    "SELECT location, digest, received_at, withdrawn_at FROM documents ORDER BY row",
    "SELECT * FROM rejections ORDER BY row",
    "SELECT * FROM judgements ORDER BY row",
    "SELECT * FROM grades ORDER BY row",
    "SELECT * FROM forecasts ORDER BY row",
    "SELECT * FROM resolutions ORDER BY row",
    "SELECT * FROM scenarios ORDER BY row",
)


def content_state(ledger: Ledger) -> str:
    """A digest of every recorded row that a picture may rest on.

    Unlike `ledger_state` it tells apart two ledgers that hold as many rows, as where a project was
    restored from an archive and went on differently.
    """
    whole = hashlib.sha256()
    with ledger.reading() as database:
        for line in _WHOLE:
            for row in database.execute(line):
                whole.update(repr(tuple(row)).encode())
            whole.update(b"\n")
    return whole.hexdigest()


def ledger_state(ledger: Ledger) -> str:
    """A digest of how many rows each recorded table has, and of its newest.

    Recorded rows are only ever appended, or marked once as withdrawn or settled, so that equal
    digests mean equal rows. What a command derives or notes about itself does not count.
    """
    with ledger.reading() as database:
        rows = [tuple(database.execute(line).fetchone()) for line in _COUNTED]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:24]


def count_documents(ledger: Ledger) -> int:
    """How many versions of documents have ever been received."""
    with ledger.reading() as database:
        return int(database.execute("SELECT count(*) FROM documents").fetchone()[0])


def received_after(ledger: Ledger, count: int) -> datetime | None:
    """When the first of the versions came in that followed so many others, UTC; None for none.

    The earliest of their days is given: what is received together is recorded in any order.
    """
    with ledger.reading() as database:
        (found,) = database.execute(
            "SELECT min(received_at) FROM "
            "(SELECT received_at FROM documents ORDER BY rowid LIMIT -1 OFFSET ?)",
            (count,),
        ).fetchone()
    return datetime.fromisoformat(found) if found else None


def documents_state(ledger: Ledger) -> str:
    """A digest of which documents came in and which were withdrawn, whatever was decided."""
    with ledger.reading() as database:
        row = tuple(database.execute(_COUNTED[0]).fetchone())
    return hashlib.sha256(repr(row).encode()).hexdigest()[:24]


def decisions_state(ledger: Ledger) -> str:
    """A digest of what people decided, whatever documents came in."""
    with ledger.reading() as database:
        rows = [tuple(database.execute(line).fetchone()) for line in _COUNTED[2:]]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


def files_state(paths: Iterable[Path]) -> str:
    """A digest of the names, sizes and times of some files; one that is not there tells nothing."""
    found = []
    for path in paths:
        try:
            told = path.stat()
        except FileNotFoundError:
            continue
        found.append((f"{path.parent.name}/{path.name}", told.st_size, told.st_mtime_ns))
    return hashlib.sha256(repr(found).encode()).hexdigest()[:24]
