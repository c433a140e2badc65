"""Event datasets of a project: files come in, rows and events lie in Parquet beside the ledger."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import detente
from detente.adapters.datasets.counting import counted_records, hold
from detente.adapters.datasets.importing import Imported, Task, import_files
from detente.adapters.datasets.keeping import only_importer
from detente.adapters.datasets.mapping import Mapped, read_mapping
from detente.adapters.datasets.quadruples import ENTITIES, RELATIONS
from detente.adapters.datasets.sniffing import KINDS, layout_as, sniff
from detente.adapters.datasets.writing import FileRecord
from detente.adapters.ledger_records import append_run, finish_run
from detente.adapters.ledger_schema import Run
from detente.errors import InputError
from detente.model import Rejection

if TYPE_CHECKING:
    from detente.adapters.datasets.layouts import Layout
    from detente.pipeline_project import Project

DATASETS = "datasets"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
# What such files are called; texts of other names are never opened to look for rows.
SUFFIXES = frozenset((".csv", ".tsv", ".tab", ".txt", ".zip", ".gz", ".parquet", ".export"))
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants imported.

    Attributes:
        kind: one of `KINDS`; empty to tell it from each file.
        name: of the dataset; empty for the kind's.
        mapping: for plain tables, scores and quadruples.
    """

    kind: str = ""
    name: str = ""
    mapping: Mapped | None = None


@dataclass(slots=True)
class Outcome:
    """What an import did.

    Attributes:
        imported: by name of the dataset.
        events: by name of the dataset, how many events it has now.
        copies: by name of the dataset, rows of the years that were grouped that hold a record
            which another file has too; each record counts once.
        left_out: files that could not be read as they were said to be.
    """

    imported: dict[str, Imported] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    copies: dict[str, int] = field(default_factory=dict)
    left_out: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """A dataset of a project.

    Attributes:
        name, kinds, folder: what it is called and where it lies.
        files: numbers of imported files.
        rows, rejected, events: numbers of rows, of rejected records, of events after grouping.
        first_day, last_day: ISO; empty where there are no rows.
    """

    name: str
    kinds: tuple[str, ...]
    folder: Path
    files: int
    rows: int
    rejected: int
    events: int
    first_day: str
    last_day: str


def import_datasets(
    project: Project, paths: Sequence[Path], asked: Asked, *, now: datetime, tell: Tell
) -> Outcome:
    """Import files, and all files of folders, into the project's datasets.

    What was imported before is skipped. A file that ends early or is damaged is left out and
    listed; the others count.

    Raises:
        InputError: if a path, the kind, the name or a mapping is wrong; nothing was imported.
        LedgerError: if another process imports into the same dataset for longer than the wait.
        AdapterError: if the disk is full or can't be written; files read to their end count.
        CodebookError: if the user's own tables are wrong.
    """
    from detente.adapters.datasets.grouping import Limits, count_all, count_rows, event_files
    from detente.adapters.datasets.parties import Naming

    check(asked)
    outcome = Outcome()
    run = Run("import", now, detente.__version__)
    number = append_run(project.ledger, run)
    naming = Naming(project.settings.codebook_folder)
    limits = Limits(project.settings.import_memory_bytes, project.settings.import_threads)
    by_name: dict[str, list[tuple[Path, Layout]]] = {}
    for path, layout in found_files(paths, asked, outcome.left_out):
        by_name.setdefault(asked.name or layout.kind, []).append((path, layout))
    for name, files in by_name.items():
        folder = project.path / DATASETS / name
        with only_importer(folder, wait_seconds=project.settings.lock_wait_seconds):
            hold(folder)
            imported = import_files(Task(folder, name, now, naming), files, tell)
            outcome.imported[name] = imported
            outcome.left_out += imported.left_out
            tell(f"{name}: grouping reports to events", 0, 0)
            outcome.copies[name] = count_all(folder, limits)
            outcome.events[name] = count_rows(event_files(folder))
    counts = {
        "rows": sum(one.taken for one in outcome.imported.values()),
        "rejected": sum(one.reasons.total() for one in outcome.imported.values()),
    }
    finish_run(project.ledger, number, replace(run, finished_at=now, counts=counts))
    return outcome


def check(asked: Asked) -> None:
    """Refuse a kind or a name that can't be.

    Raises:
        InputError: with those that can.
    """
    if asked.kind and asked.kind not in KINDS:
        raise InputError(f"{asked.kind!r} is no kind of dataset; use one of {', '.join(KINDS)}")
    if asked.name and not NAME.fullmatch(asked.name):
        raise InputError(
            f"{asked.name!r} can't name a dataset; use small letters, digits, - and _, such as "
            "gdelt-2024"
        )


def found_files(
    paths: Sequence[Path], asked: Asked, left_out: list[Rejection]
) -> Iterator[tuple[Path, Layout]]:
    """The files to import with their layouts, in order; a folder's others are left out.

    Raises:
        InputError: if a path that was named itself is not there or has not the form of the kind.
    """
    found: list[tuple[Path, Layout]] = []
    for path in paths:
        if path.is_dir():
            found += _in_folder(path, asked, left_out)
        elif not path.exists():
            raise InputError(f"there is no file or folder {str(path)!r}; check the path")
        elif asked.kind:
            found.append((path, layout_as(path, asked.kind, asked.mapping)))
        else:
            layout = sniff(path, asked.mapping)
            if layout is None:
                raise InputError(
                    f"{path}: the kind can't be told from its first lines; say it with "
                    "detente import KIND (kinds: " + ", ".join(KINDS) + ")"
                )
            found.append((path, layout))
    yield from found


def _in_folder(
    folder: Path, asked: Asked, left_out: list[Rejection]
) -> Iterator[tuple[Path, Layout]]:
    for path in files_below([folder]):
        if path.name in (ENTITIES, RELATIONS):
            continue
        try:
            layout = (
                layout_as(path, asked.kind, asked.mapping)
                if asked.kind
                else sniff(path, asked.mapping)
            )
        except InputError as error:
            left_out.append(Rejection(path.name, str(path), str(error)))
            continue
        if layout is not None:
            yield path, layout


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """Files that may hold rows, in and below folders, sorted; hidden ones are left alone."""
    for path in paths:
        if path.is_file():
            yield path
            continue
        for place, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                    yield Path(place) / name


def datasets_among(paths: Iterable[Path]) -> list[Path]:
    """Those files, also in folders, that are datasets by their form."""
    return [
        path
        for path in files_below(one for one in paths if one.exists())
        if path.suffix.lower() in SUFFIXES and sniff(path) is not None
    ]


def mapping_of(path: Path | None) -> Mapped | None:
    """The mapping in a file, None without one.

    Raises:
        InputError: if it can't be read or is wrong.
    """
    return read_mapping(path) if path is not None else None


def held_datasets(project: Project) -> list[Held]:
    """The datasets of a project, by name."""
    from detente.adapters.datasets.grouping import count_rows, event_files

    root = project.path / DATASETS
    folders = sorted(one for one in root.iterdir() if one.is_dir()) if root.is_dir() else []
    return [
        _held(folder, records, count_rows(event_files(folder)))
        for folder in folders
        if (records := counted_records(folder))
    ]


def _held(folder: Path, records: Sequence[FileRecord], events: int) -> Held:
    dated = [one for one in records if one.first_day]
    return Held(
        name=folder.name,
        kinds=tuple(sorted({one.kind for one in records})),
        folder=folder,
        files=len(records),
        rows=sum(one.taken for one in records),
        rejected=sum(one.rejected for one in records),
        events=events,
        first_day=min((one.first_day for one in dated), default=""),
        last_day=max((one.last_day for one in dated), default=""),
    )
