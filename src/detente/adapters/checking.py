"""Whether a project is sound: its ledger, its documents, the files of its datasets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.adapters.datasets.grouping import event_files
from detente.adapters.datasets.keeping import MERGED, digits_of
from detente.adapters.datasets.rows import ROW_ID_DIGITS
from detente.adapters.datasets.soundness import (
    finished_parts,
    is_whole,
    lost_files,
    rows_by_file,
)
from detente.adapters.datasets.writing import FILES, NAME_DIGITS, FileRecord, file_records
from detente.adapters.ledger import Ledger
from detente.adapters.ledger_documents import document_digest, held_of
from detente.adapters.ledger_schema import DOCUMENTS, TABLES
from detente.tables import Cell, Table, columns_of, from_cells, quoted

MOST_TOLD = 50
PAGE = 200
RESTORE = "restore the last backup: detente restore FILE --project NEW"


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
    try:
        with ledger.reading() as database:
            for (told,) in database.execute(f"PRAGMA integrity_check({MOST_TOLD})").fetchall():
                if told != "ok":
                    yield Finding(ledger.path.name, str(told), RESTORE)
            for row in database.execute("PRAGMA foreign_key_check").fetchall():
                where = f"{row[0]}, row {row[1]}"
                mend = "compute what is derived again: detente rebuild"
                yield Finding(where, f"it points at a row of {row[2]} that is not there", mend)
            told = list(_unreadable_rows(database))
            yield from told
            # A document that can't be read has no digest to compare.
            if not told:
                yield from _changed_documents(database)
    except sqlite3.DatabaseError as error:
        yield Finding(ledger.path.name, str(error), RESTORE)


def _unreadable_rows(database: sqlite3.Connection) -> Iterator[Finding]:
    """Rows that hold what no program wrote: text that is none, broken JSON, days that don't exist.

    SQLite's own check looks at the structure of the file and not at what its cells say.
    """
    usual, database.text_factory = database.text_factory, _text_or_marks
    try:
        for table in TABLES:
            rows = database.execute(f'SELECT "row", {table.listed} FROM {quoted(table.name)}')
            while page := rows.fetchmany(PAGE):
                for number, *row in page:
                    try:
                        "".join(cell for cell in row if isinstance(cell, str)).encode()
                        _nouns_of(table, row)
                    except (ValueError, TypeError, KeyError, AttributeError):
                        mend = RESTORE if table.recorded else "compute it again: detente rebuild"
                        where = f"{table.name}, row {number}"
                        yield Finding(where, "it holds what this program never wrote", mend)
    finally:
        database.text_factory = usual


def _nouns_of(table: Table, row: Sequence[Cell]) -> list[object]:
    """What a row says; raises what the conversions raise where it says nothing."""
    made: list[object] = []
    start = 0
    for noun in table.nouns:
        end = start + len(columns_of(noun))
        made.append(from_cells(noun, row[start:end]))
        start = end
    return made


def _text_or_marks(content: bytes) -> str:
    """Text, with a mark that can't be encoded for each byte that is none."""
    return content.decode("utf-8", "surrogateescape")


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
    for folder in sorted(one for one in root.glob("*") if one.is_dir()):
        if not (folder / FILES).is_dir():
            mend = "import again or remove the folder"
            yield Finding(folder.name, "no file of it has been recorded", mend)
            continue
        try:
            records = file_records(folder)
        except (ValueError, TypeError, KeyError) as error:
            what = f"a record can't be read ({error})"
            mend = "remove the record and import its file again"
            yield Finding(f"{folder.name}/{FILES}", what, mend)
            continue
        yield from _check_rows(folder, records)
        for path in event_files(folder):
            if not is_whole(path):
                where = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                mend = "import any file of the dataset again: events are made anew"
                yield Finding(where, "it is cut short", mend)


def _check_rows(folder: Path, records: Sequence[FileRecord]) -> Iterator[Finding]:
    """Parts that can't be opened or that nothing names, and imported files that lost rows."""
    known = {one.digest[:NAME_DIGITS] for one in records} | {MERGED}
    for part in finished_parts(folder):
        where = f"{folder.name}/{part.relative_to(folder).as_posix()}"
        if digits_of(part) not in known:
            what = "no record names it, so that it does not count"
            yield Finding(where, what, "it is removed by the next import")
        elif not is_whole(part):
            yield Finding(where, "it is cut short or damaged", "import its files again")
    there = rows_by_file(folder)
    for one in lost_files(folder, records):
        rows = there.get(one.digest[:ROW_ID_DIGITS], 0)
        yield Finding(
            f"{folder.name}: {one.file}",
            f"{one.taken} rows were recorded, {rows} are there, the others are gone",
            f"import it again: detente import {one.kind} {one.path} --name {folder.name}",
        )
