"""An open project, and what can be asked of its ledger alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters import ledger_documents, ledger_search, ledger_statements
from detente.adapters.ledger import Ledger, open_ledger
from detente.adapters.ledger_records import append_output
from detente.adapters.ledger_schema import Output
from detente.settings import Settings, load_settings

if TYPE_CHECKING:
    from detente.adapters.model_files import ModelFiles
    from detente.codebook import Codebook

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 where unknown)."""


@dataclass(frozen=True, slots=True)
class Project:
    """An open project folder: its ledger and its settings."""

    path: Path
    ledger: Ledger
    settings: Settings


@contextmanager
def open_project(path: Path) -> Iterator[Project]:
    """Open a project folder, which is made where it does not exist.

    Raises:
        LedgerError: if its ledger cannot be opened.
        InputError: if its ``settings.toml`` is wrong.
    """
    settings = load_settings(path)
    with open_ledger(path, lock_wait_seconds=settings.lock_wait_seconds) as ledger:
        yield Project(path, ledger, settings)


def quiet(doing: str, done: int, total: int) -> None:
    """Tell nobody about progress."""


def codebook_of(project: Project) -> Codebook:
    """The codebook, with the tables of the user before the shipped ones."""
    from detente.codebook import load_codebook

    return load_codebook(project.settings.codebook_folder)


def models_of(project: Project) -> ModelFiles:
    """The fitted models that the project keeps."""
    from detente.adapters.model_files import ModelFiles

    return ModelFiles(project.path / "models")


def withdraw(project: Project, named: str, *, now: datetime) -> int:
    """Let a document (by origin, id or address) not count from `now` on; returns how many."""
    return ledger_documents.withdraw_document(project.ledger, named, now=now)


def restore(project: Project, named: str, *, now: datetime) -> int:
    """Let a withdrawn document count again; returns how many were restored."""
    return ledger_documents.restore_document(project.ledger, named, now=now)


def record_output(project: Project, path: Path, content: bytes, *, now: datetime) -> None:
    """Record that a file was written for the user, so that it is never read as a source."""
    digest = hashlib.sha256(content).hexdigest()
    append_output(project.ledger, Output(path.absolute().as_posix(), digest, now))


def passages(project: Project, text: str) -> dict[str, str]:
    """Ids of documents that hold all the words, best first, each with a passage.

    Raises:
        InputError: if there is no word to search for.
    """
    return ledger_search.search_documents(project.ledger, text)


def keys_with(project: Project, text: str) -> set[str]:
    """Keys of the statements whose sentence holds all the words.

    Raises:
        InputError: if there is no word to search for.
    """
    return ledger_search.search_statements(project.ledger, text)


def statement_counts(project: Project) -> dict[str, int]:
    """By id of each document that has been coded: how many statements it has."""
    return ledger_statements.count_statements(project.ledger)


def later_documents(project: Project, *, as_of: date, known_at: datetime | None = None) -> int:
    """How many documents were published after a day, and so are not in its picture."""
    return ledger_documents.count_later(project.ledger, as_of=as_of, known_at=known_at)
