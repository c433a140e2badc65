"""Whether a project is sound: its ledger, its documents, the files of its datasets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from detente.adapters.datasets.writing import FILES, ROWS, file_records
from detente.adapters.ledger import Ledger
from detente.adapters.ledger_documents import document_digest, held_of
from detente.adapters.ledger_schema import DOCUMENTS

MOST_TOLD = 50
PAGE = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        where: the file, table or row.
        what: what is wrong with it.
        mend: what to do, one sentence.
    """

    where: str
    what: str
    mend: str


def check_ledger(ledger: Ledger) -> Iterator[Finding]:
    """What is wrong with the file of the ledger, its references, and the documents in it."""
    damaged = "restore the last backup: detente restore FILE --project NEW"
    try:
        with ledger.reading() as database:
            for (told,) in database.execute(f"PRAGMA integrity_check({MOST_TOLD})").fetchall():
                if told != "ok":
                    yield Finding(ledger.path.name, str(told), damaged)
            for row in database.execute("PRAGMA foreign_key_check").fetchall():
                where = f"{row[0]}, row {row[1]}"
                mend = "compute what is derived again: detente rebuild"
                yield Finding(where, f"it points at a row of {row[2]} that is not there", mend)
            yield from _changed_documents(database)
    except sqlite3.DatabaseError as error:
        yield Finding(ledger.path.name, str(error), damaged)


def _changed_documents(database: sqlite3.Connection) -> Iterator[Finding]:
    """Documents that are no longer what was received."""
    rows = database.execute(f"SELECT {DOCUMENTS.listed} FROM documents ORDER BY row")
    while page := rows.fetchmany(PAGE):
        for row in page:
            held = held_of(row)
            if document_digest(held.document) != held.receipt.digest:
                yield Finding(
                    f"document {held.document.id} ({held.document.origin})",
                    "its text or what is known about it is not what was recorded",
                    "restore a backup, or withdraw it and add the document again",
                )


def check_datasets(root: Path) -> Iterator[Finding]:
    """What is wrong with the datasets below a folder: files that are gone, cut short or changed."""
    again = "import the file again; what is whole is kept"
    for folder in sorted(one for one in root.glob("*") if one.is_dir()):
        if not (folder / FILES).is_dir():
            mend = "import again or remove the folder"
            yield Finding(folder.name, "no file of it has been recorded", mend)
            continue
        try:
            records = file_records(folder)
        except (ValueError, TypeError, KeyError) as error:
            yield Finding(f"{folder.name}/{FILES}", f"a record can't be read ({error})", again)
            continue
        named = sorted({part for record in records for part in record.parts})
        wrong = [part for part in named if _is_broken(folder / part)]
        for part in wrong:
            yield Finding(f"{folder.name}/{part}", "it is gone or cut short", again)
        rows = sum(_rows(folder / part) for part in named if part.startswith(ROWS))
        taken = sum(record.taken for record in records)
        if not wrong and rows != taken:
            what = f"{taken} rows were recorded, {rows} are there"
            yield Finding(folder.name, what, again)
        for path in sorted(folder.glob("events/year=*/*.parquet")):
            if _is_broken(path):
                where = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                mend = "remove this file and import any file of the dataset again"
                yield Finding(where, "it is cut short", mend)
        for path in sorted(folder.glob("rows/year=*/*.parquet")):
            part = path.relative_to(folder).as_posix()
            if part not in named:
                what = "no record names it, so that it does not count"
                yield Finding(f"{folder.name}/{part}", what, "it may be removed")


def _is_broken(path: Path) -> bool:
    try:
        pl.scan_parquet(path).select(pl.len()).collect()
    except (OSError, pl.exceptions.PolarsError):
        return True
    return False


def _rows(path: Path) -> int:
    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (OSError, pl.exceptions.PolarsError):
        return 0
