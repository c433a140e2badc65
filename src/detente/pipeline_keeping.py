"""Whether a project is sound, and a project as one file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import detente
from detente.adapters.archiving import Kept, read_archive, write_archive
from detente.adapters.checking import Finding, check_datasets, check_ledger
from detente.adapters.ledger_records import append_output
from detente.adapters.ledger_schema import Output
from detente.pipeline_datasets import DATASETS

if TYPE_CHECKING:
    from detente.pipeline_project import Project


def check(project: Project, *, as_of: date) -> Iterator[Finding]:
    """Everything that is wrong with a project, with what mends it.

    Args:
        as_of: until which day documents are coded for the check of decisions.
    """
    found = list(check_ledger(project.ledger))
    yield from found
    yield from check_datasets(project.path / DATASETS)
    # Decisions are looked for among statements, which need a sound ledger.
    if not found:
        yield from _orphans(project, as_of)


def _orphans(project: Project, as_of: date) -> Iterator[Finding]:
    from detente.pipeline import orphaned_judgements

    for judgement in orphaned_judgements(project, as_of=as_of):
        by = judgement.reviewer or "a reviewer"
        yield Finding(
            where=f"decision {judgement.verdict!r} of {by}",
            what=f"its statement {judgement.statement} is no longer made by the coder",
            mend="look at the sentence and decide anew: detente review",
        )


def backup(project: Project, path: Path, *, now: datetime) -> Kept:
    """Write a project into one file that `restore` makes a project of.

    Raises:
        InputError: if it can't be written.
    """
    import hashlib

    made = Kept(0, 0, now, detente.__version__)
    kept = write_archive(project.path, project.ledger, path, made=made)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    append_output(project.ledger, Output(path.absolute().as_posix(), digest, now))
    return kept


def restore_backup(path: Path, folder: Path) -> Kept:
    """Make a project of a backup, in a folder that is empty or not there.

    Raises:
        InputError: if the backup is damaged or none, or the folder is in use.
        LedgerError: if the folder can't be written.
    """
    return read_archive(path, folder)
