"""Taking up a folder of coded parts: its documents, and their statements without coding again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import detente
from detente.adapters.ledger_documents import append_document, document_digest
from detente.adapters.ledger_records import append_run, finish_run
from detente.adapters.ledger_schema import Receipt, Run
from detente.adapters.ledger_statements import codings, write_statements
from detente.errors import InputError
from detente.model import Document, Rejection, Result, Statement
from detente.pipeline_adding import Added
from detente.pipeline_coding import coding_of, coding_version
from detente.pipeline_corpus import CONTRACT, PARTS, Placed, read_contract
from detente.pipeline_project import Progress, Project, quiet
from detente.tables import from_frame

Row = TypeVar("Row")


def is_coded_folder(path: Path) -> bool:
    """Whether a path is a folder that `detente code --out` wrote."""
    return (path / CONTRACT).is_file()


def add_coded(
    project: Project, folder: Path, *, now: datetime, progress: Progress = quiet
) -> Added:
    """Record the documents of a folder of coded parts, with their statements.

    Statements of another version of the coder, or of other settings, are left aside; the
    documents are coded when they are next needed. A second run takes up what is missing.

    Args:
        now: UTC; when they were received.

    Raises:
        InputError: if the folder or a part of it can't be read; what was taken up stays.
        LedgerError: if another process is writing, or the disk is full.
    """
    contract = read_contract(folder)
    version = coding_version(project.settings)
    same = contract["coding"] == version
    number = append_run(project.ledger, run := Run("add", now, detente.__version__))
    done, added = codings(project.ledger), Added()
    names = sorted(path.stem for path in (folder / PARTS).glob("*.json"))
    for count, name in enumerate(names):
        progress("taking up parts", count, len(names))
        for placed, result in read_part(folder, name):
            digest = document_digest(placed.document)
            receipt = Receipt(placed.location, digest, placed.digest, now)
            outcome = append_document(project.ledger, placed.document, receipt)
            setattr(added, outcome, getattr(added, outcome) + 1)
            coding = coding_of(placed.document, version)
            if same and done.get(placed.document.id) != coding:
                write_statements(project.ledger, placed.document, result, coding=coding)
    counts = {"new": added.new, "changed": added.changed, "rejected": 0}
    finish_run(project.ledger, number, replace(run, finished_at=now, counts=counts))
    return added


def read_part(folder: Path, name: str) -> Iterator[tuple[Placed, Result[Statement]]]:
    """The documents of one part with their statements, by year.

    Raises:
        InputError: if a file of it can't be read.
    """
    from polars.exceptions import PolarsError

    for path in sorted((folder / "documents").glob(f"year=*/part-{name}.parquet")):
        try:
            yield from _read_year(folder, path)
        except (PolarsError, OSError, KeyError, ValueError) as error:
            raise InputError(
                f"{path} or a table beside it can't be read ({error}); remove "
                f"{folder / PARTS / name}.json and code the corpus again"
            ) from error


def _read_year(folder: Path, path: Path) -> Iterator[tuple[Placed, Result[Statement]]]:
    import polars as pl

    def by_document(table: str, noun: type[Row]) -> dict[int, list[Row]]:
        """The rows of the same part and year of another table, by the number of their document."""
        frame = pl.read_parquet(folder / table / path.parent.name / path.name)
        found: dict[int, list[Row]] = {}
        for number, row in zip(frame["number"].to_list(), from_frame(frame, noun), strict=True):
            found.setdefault(number, []).append(row)
        return found

    frame = pl.read_parquet(path, hive_partitioning=False)
    statements, dropped = by_document("statements", Statement), by_document("rejected", Rejection)
    places = zip(frame["location"].to_list(), frame["file_digest"].to_list(), strict=True)
    documents = zip(from_frame(frame, Document), places, strict=True)
    for number, (document, (location, digest)) in enumerate(documents):
        rows, rejected = statements.get(number, ()), dropped.get(number, ())
        yield Placed(document, location, digest), Result(tuple(rows), tuple(rejected))
