import sqlite3
from datetime import UTC, datetime

import pytest

from detente.adapters import ledger_schema
from detente.adapters.ledger import LEDGER_NAME, open_ledger
from detente.adapters.ledger_records import open_rejections, replace_rejections
from detente.adapters.ledger_schema import APPLICATION_ID, SCHEMA_VERSION
from detente.errors import LedgerError
from detente.model import Rejection

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def test_a_missing_folder_is_made(tmp_path):
    open_ledger(tmp_path / "a" / "b").close()
    assert (tmp_path / "a" / "b" / LEDGER_NAME).is_file()


def test_an_empty_file_left_by_a_killed_start_becomes_a_ledger(tmp_path):
    (tmp_path / LEDGER_NAME).touch()
    with open_ledger(tmp_path) as ledger:
        assert open_rejections(ledger) == []


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path):
    (tmp_path / "project").write_text("x")
    with pytest.raises(LedgerError, match="cannot make the project folder"):
        open_ledger(tmp_path / "project")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / LEDGER_NAME
    path.write_text("my notes, longer than one hundred bytes " * 20)
    with pytest.raises(LedgerError, match="is not a ledger of Détente"):
        open_ledger(tmp_path)
    assert path.read_text().startswith("my notes")


def test_another_programs_database_is_refused_and_left_alone(tmp_path):
    foreign = sqlite3.connect(tmp_path / LEDGER_NAME)
    foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.commit()
    with pytest.raises(LedgerError, match="another program"):
        open_ledger(tmp_path)
    assert [name for (name,) in foreign.execute("SELECT name FROM sqlite_master")] == ["recipes"]


def test_a_newer_ledger_is_refused_with_both_versions(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 3}")
    with pytest.raises(LedgerError) as caught:
        open_ledger(tmp_path)
    assert f"version {SCHEMA_VERSION + 3}" in str(caught.value)
    assert f"version {SCHEMA_VERSION}," in str(caught.value).replace(")", ",")


def test_an_older_ledger_is_migrated_with_its_rows_and_a_copy_is_kept(tmp_path, monkeypatch):
    with open_ledger(tmp_path) as ledger:
        replace_rejections(ledger, [Rejection("a.bin", "a.bin", "binary")], location="r", now=NOW)
    monkeypatch.setattr(ledger_schema, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setitem(
        ledger_schema.MIGRATIONS,
        SCHEMA_VERSION,
        ("UPDATE rejections SET reason = reason || ' file'",),
    )
    with open_ledger(tmp_path) as ledger:
        assert open_rejections(ledger) == [Rejection("a.bin", "a.bin", "binary file")]
        version = ledger.database.execute("PRAGMA user_version").fetchone()[0]
    assert version == SCHEMA_VERSION + 1
    kept = sqlite3.connect(tmp_path / f"ledger.version-{SCHEMA_VERSION}.1.sqlite")
    assert kept.execute("SELECT reason FROM rejections").fetchall() == [("binary",)]


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    open_ledger(tmp_path).close()
    monkeypatch.setattr(ledger_schema, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    broken = ("ALTER TABLE runs ADD COLUMN extra TEXT", "SELECT nonsense FROM nowhere")
    monkeypatch.setitem(ledger_schema.MIGRATIONS, SCHEMA_VERSION, broken)
    with pytest.raises(sqlite3.OperationalError):
        open_ledger(tmp_path)
    database = sqlite3.connect(tmp_path / LEDGER_NAME)
    assert database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    columns = [row[1] for row in database.execute("PRAGMA table_info(runs)")]
    assert "extra" not in columns


def test_a_column_that_a_noun_gained_is_added_without_losing_rows(tmp_path):
    with open_ledger(tmp_path) as ledger:
        replace_rejections(ledger, [Rejection("a.bin", "a.bin", "binary")], location="r", now=NOW)
        ledger.database.execute("ALTER TABLE rejections DROP COLUMN location")
    with open_ledger(tmp_path) as ledger:
        assert open_rejections(ledger) == [Rejection("a.bin", "a.bin", "binary")]
        assert ledger.database.execute("SELECT location FROM rejections").fetchall() == [("",)]


def test_a_second_writer_is_told_to_wait(tmp_path):
    with open_ledger(tmp_path) as one, open_ledger(tmp_path, lock_wait_seconds=0.05) as two:
        with (
            one.writing(),
            pytest.raises(LedgerError, match="another process is writing"),
            two.writing(),
        ):
            pass
        with two.writing():
            pass


def test_readers_see_the_ledger_while_another_writes(tmp_path):
    with (
        open_ledger(tmp_path) as one,
        open_ledger(tmp_path, lock_wait_seconds=0.05) as two,
        one.writing() as database,
    ):
        database.execute("DELETE FROM rejections")
        assert open_rejections(two) == []


def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path):
    with open_ledger(tmp_path) as ledger:
        replace_rejections(ledger, [Rejection("a", "a", "first")], location="r", now=NOW)
        pages = ledger.database.execute("PRAGMA page_count").fetchone()[0]
        ledger.database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="full; free some space"):
            replace_rejections(ledger, [Rejection("b", "b", "x" * 100_000)], location="r", now=NOW)
    with open_ledger(tmp_path) as ledger:
        assert open_rejections(ledger) == [Rejection("a", "a", "first")]


def test_the_ledger_says_who_made_it(tmp_path):
    with open_ledger(tmp_path) as ledger:
        assert ledger.database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_a_table_that_is_missing_is_made_and_the_indexes_stay(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.database.execute("DROP TABLE outputs")
        ledger.database.execute("DROP INDEX documents_id")
        before = [row[0] for row in ledger.database.execute("SELECT name FROM sqlite_master")]
    with open_ledger(tmp_path) as ledger:
        after = [row[0] for row in ledger.database.execute("SELECT name FROM sqlite_master")]
    assert set(after) - set(before) >= {"outputs", "documents_id"}
