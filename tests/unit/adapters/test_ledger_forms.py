"""Ledgers of every earlier form open: rows stay, a copy is kept, and a kill loses nothing.

``ledgers/`` holds small ledgers as SQL text, one for each form that the tables had. Whoever changes
the tables raises `SCHEMA_VERSION`, keeps the form that was (``version-N.sql``) and notes the
digest of the new one here.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from detente.adapters.checking import check_ledger
from detente.adapters.ledger import LEDGER_NAME, open_ledger
from detente.adapters.ledger_documents import append_document, document_digest, read_documents
from detente.adapters.ledger_records import read_judgements, read_runs
from detente.adapters.ledger_schema import (
    DOCUMENTS,
    JUDGEMENTS,
    RECORDED,
    SCHEMA_VERSION,
    TABLES,
    Receipt,
)
from detente.model import Document
from detente.tables import quoted

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FORMS = sorted((Path(__file__).parent / "ledgers").glob("version-*.sql"))
DIGESTS = {2: "9fa92a63ef25f6fd"}


def made(form: Path, folder: Path) -> Path:
    """A project with a ledger of an earlier form."""
    path = folder / LEDGER_NAME
    database = sqlite3.connect(path)
    database.executescript(form.read_text(encoding="utf-8"))
    database.close()
    return path


def recorded_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the recorded tables that a ledger has, with the columns that it has."""
    database = sqlite3.connect(path)
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    rows = {}
    for table in RECORDED:
        if table.name in there:
            told = database.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
            columns = ", ".join(quoted(name) for (name,) in told)
            rows[f"{table.name}: {columns}"] = database.execute(
                f"SELECT {columns} FROM {quoted(table.name)} ORDER BY row"
            ).fetchall()
    database.close()
    return rows


def same_rows(path: Path, before: dict[str, list[tuple[object, ...]]]) -> None:
    database = sqlite3.connect(path)
    for named, rows in before.items():
        table, _, columns = named.partition(": ")
        asked = f"SELECT {columns} FROM {quoted(table)} ORDER BY row"
        assert database.execute(asked).fetchall() == rows, table
    database.close()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_ledger_of_an_earlier_form_opens_with_all_its_rows(form: Path, tmp_path: Path) -> None:
    path = made(form, tmp_path)
    before = recorded_rows(path)
    assert sum(map(len, before.values())) > 8
    with open_ledger(tmp_path) as ledger:
        assert list(check_ledger(ledger)) == []
        assert [one.document.version for one in read_documents(ledger)] == [2]
        assert len(read_judgements(ledger)) == 2 and len(read_runs(ledger)) == 2
        for table in TABLES:
            ledger.database.execute(f"SELECT {table.listed} FROM {table.name}").fetchall()
        words = "SELECT count(*) FROM document_words WHERE document_words MATCH 'treaty'"
        assert ledger.database.execute(words).fetchone() == (2,)
        document = Document("f" * 16, "c.txt", "Chile met Peru.")
        receipt = Receipt("/new/c.txt", document_digest(document), "d" * 64, NOW)
        assert append_document(ledger, document, receipt) == "new"
        version = ledger.database.execute("PRAGMA user_version").fetchone()[0]
        ledger.database.execute("DELETE FROM documents WHERE id = ?", (document.id,))
    assert version == SCHEMA_VERSION
    same_rows(path, before)
    same_rows(tmp_path / "ledger.version-1.1.sqlite", before)
    open_ledger(tmp_path).close()
    assert len(list(tmp_path.glob("ledger.version-*"))) == 1


def test_the_tables_are_those_of_their_version() -> None:
    whole = hashlib.sha256("\n".join(table.ddl for table in TABLES).encode()).hexdigest()[:16]
    assert DIGESTS.get(SCHEMA_VERSION) == whole, (
        "the tables have changed: raise SCHEMA_VERSION, keep a small ledger of the form before as "
        "tests/unit/adapters/ledgers/version-N.sql, and note the new digest"
    )


def test_every_earlier_version_has_a_ledger() -> None:
    held = {int(form.stem.removeprefix("version-").rstrip("abcdefgh")) for form in FORMS}
    assert held == set(range(1, SCHEMA_VERSION))
    assert DOCUMENTS in RECORDED and JUDGEMENTS in RECORDED


def open_until(folder: Path, statements: int) -> None:
    """Open a ledger and die without warning at the n-th statement of its migration."""
    from detente.adapters import ledger as ledgers

    left = [statements]

    def count(_: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    prepare = ledgers.prepare

    def counted(database: sqlite3.Connection, path: Path) -> None:
        database.set_trace_callback(count)
        prepare(database, path)

    ledgers.prepare = counted
    open_ledger(folder).close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("statements", [3, 12, 30, 45, 60, 75])
def test_a_migration_that_is_killed_loses_nothing(statements: int, tmp_path: Path) -> None:
    path = made(FORMS[0], tmp_path)
    before = recorded_rows(path)
    process = get_context("fork").Process(target=open_until, args=(tmp_path, statements))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with open_ledger(tmp_path) as ledger:
        assert list(check_ledger(ledger)) == []
    same_rows(path, before)
    assert not list(tmp_path.glob("*.unfinished"))
