"""A project folder's ledger: one SQLite file, one writer at a time, several readers beside it.

What was received, judged and run is recorded and never overwritten; statements are derived and
can be made again. Each document is written in a transaction of its own, so a process that is
killed leaves a ledger that opens, with every document either there or not.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from detente.adapters.ledger_schema import (
    is_current,
    make_schema,
    migrate,
    version_of,
)
from detente.errors import LedgerError

LEDGER_NAME = "ledger.sqlite"


class Ledger:
    """An open ledger; close it, or use it in a ``with`` statement.

    Attributes:
        path: the SQLite file.
        database: the connection; only the modules of `detente.adapters` use it.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self.database = database

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.database.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or none.

        Raises:
            LedgerError: if another process is writing, or the disk is full.
        """
        with explained(self.path):
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield self.database
                self.database.execute("COMMIT")
            except BaseException:
                if self.database.in_transaction:
                    self.database.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent picture of the ledger, whatever is written beside it."""
        with explained(self.path):
            if self.database.in_transaction:
                yield self.database
                return
            self.database.execute("BEGIN")
            try:
                yield self.database
            finally:
                if self.database.in_transaction:
                    self.database.execute("ROLLBACK")


def open_ledger(project: Path, *, lock_wait_seconds: float = 5.0) -> Ledger:
    """Open a project's ledger; folder and file are made where they do not exist.

    Args:
        project: the project folder.
        lock_wait_seconds: how long to wait for another process that is writing.

    Raises:
        LedgerError: if the folder cannot be made or written, the file is not a ledger, is of a
            newer version, or is locked.
    """
    path = project / LEDGER_NAME
    make_folder(project)
    with explained(path):
        database = sqlite3.connect(path, timeout=lock_wait_seconds, isolation_level=None)
        try:
            prepare(database, path)
        except BaseException:
            database.close()
            raise
    return Ledger(path, database)


def make_folder(project: Path) -> None:
    """Make the project folder.

    Raises:
        LedgerError: if its place is taken by a file, or may not be written.
    """
    try:
        project.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"cannot make the project folder {project}: {error.strerror}; "
            "choose another with --project"
        ) from error


def prepare(database: sqlite3.Connection, path: Path) -> None:
    """Check whose file it is, and make or migrate its tables."""
    version = version_of(database, path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    if version is not None and is_current(database, version):
        return
    if version is not None:
        keep_copy(database, path, version)
    database.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have made or migrated the tables while this one waited.
        version = version_of(database, path)
        if version is None:
            make_schema(database)
        elif not is_current(database, version):
            migrate(database, version)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def keep_copy(database: sqlite3.Connection, path: Path, version: int) -> None:
    """Keep the ledger as it was before a migration, beside it; an older copy is not replaced."""
    number = 1
    while (kept := path.with_name(f"ledger.version-{version}.{number}.sqlite")).exists():
        number += 1
    half = kept.with_suffix(".unfinished")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(half)) as copy:
            database.backup(copy)
        os.replace(half, kept)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file into one sentence with the next step."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = explanation(error, path)
        if sentence is None:
            raise
        raise LedgerError(sentence) from error


def explanation(error: sqlite3.DatabaseError, path: Path) -> str | None:
    """What an error of SQLite means to the user; None where it is a bug of this program."""
    said = str(error)
    if "locked" in said or "busy" in said:
        return (
            f"another process is writing to {path}; wait until it has finished, "
            "or choose another project with --project"
        )
    if "full" in said:
        return (
            f"the disk that holds {path} is full; free some space and run the same command "
            "again (what was added before is kept)"
        )
    if "not a database" in said:
        return f"{path} is not a ledger of Détente; move it away or choose another --project"
    if "malformed" in said or "Could not decode" in said:
        return (
            f"{path} is damaged ({said}); see how far with: detente check, and restore a backup "
            "or choose another --project"
        )
    if "readonly" in said or "unable to open" in said or "disk I/O" in said:
        return (
            f"{path} cannot be read or written ({said}); check the disk, its quota and the "
            "folder's permissions"
        )
    return None
