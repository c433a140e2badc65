"""Parquet by year under a dataset's folder; a file's parts appear together or not at all."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import polars as pl

from detente.adapters.datasets.rows import REJECTED_SCHEMA, ROW_SCHEMA, VERSION

PART_ROWS = 400_000
MOST_WAITING = 1_200_000
MOST_RUNS = 32
ROWS, REJECTED, FILES = "rows", "rejected", "files"
NAME_DIGITS = 16
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is recorded of an imported file, as JSON beside its rows.

    Attributes:
        file: its name; ``path`` where it was read.
        digest: SHA-256 of its bytes.
        kind, layout: the format.
        read, taken, rejected: numbers of records.
        reasons: rejected records by reason, numbers in the reason left out.
        first_day, last_day: of its rows, ISO; empty where it has none.
        imported_at: UTC, ISO.
        parts: Parquet files below the dataset's folder.
        form: version of the form of rows.
    """

    file: str
    path: str
    digest: str
    kind: str
    layout: str
    read: int
    taken: int
    rejected: int
    reasons: Mapping[str, int]
    first_day: str
    last_day: str
    imported_at: str
    parts: tuple[str, ...] = ()
    form: int = VERSION


@dataclass(slots=True)
class PartWriter:
    """Writes the rows of one file; nothing counts before `commit`."""

    folder: Path
    digest: str
    parts: list[str] = field(default_factory=list)
    taken: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    first_day: str = ""
    last_day: str = ""
    _waiting: dict[str, list[pl.DataFrame]] = field(default_factory=dict)

    def take(self, rows: pl.DataFrame) -> None:
        """Keep rows until there are enough for a part."""
        if rows.is_empty():
            return
        self.taken += rows.height
        first, last = str(rows["day"].min()), str(rows["day"].max())
        self.first_day = min(self.first_day or first, first)
        self.last_day = max(self.last_day, last)
        for year, part in by_year(rows):
            self._wait(f"{ROWS}/year={year:04}", part)

    def refuse(self, rows: pl.DataFrame, reasons: Mapping[str, int]) -> None:
        """Keep rejected records with their reasons."""
        if rows.is_empty():
            return
        self.rejected += rows.height
        self.reasons.update(reasons)
        self._wait(REJECTED, rows)

    def _wait(self, place: str, rows: pl.DataFrame) -> None:
        waiting = self._waiting.setdefault(place, [])
        waiting.append(rows)
        if sum(one.height for one in waiting) >= PART_ROWS:
            self._write(place)
        elif sum(one.height for all in self._waiting.values() for one in all) >= MOST_WAITING:
            # Rows of many years: the longest queue goes first, so that memory stays flat.
            longest = max(self._waiting, key=lambda key: sum(o.height for o in self._waiting[key]))
            self._write(longest)

    def _write(self, place: str) -> None:
        waiting = self._waiting.pop(place)
        schema = REJECTED_SCHEMA if place == REJECTED else ROW_SCHEMA
        name = f"{place}/part-{self.digest[:NAME_DIGITS]}-{len(self.parts):04}.parquet"
        path = self.folder / f"{name}{UNFINISHED}"
        path.parent.mkdir(parents=True, exist_ok=True)
        table = pl.concat(waiting).select(*schema)
        table.write_parquet(path, compression="snappy", statistics=True)
        self.parts.append(name)

    def give_up(self) -> None:
        """Remove what was written of the file."""
        self._waiting.clear()
        remove(self.folder / f"{part}{UNFINISHED}" for part in self.parts)

    def commit(self, record: FileRecord) -> FileRecord:
        """Let the rows count: give all parts their names, then record the file with them."""
        for place in list(self._waiting):
            self._write(place)
        for part in self.parts:
            os.replace(self.folder / f"{part}{UNFINISHED}", self.folder / part)
        about = self.folder / FILES / f"{self.digest[:NAME_DIGITS]}.json"
        about.parent.mkdir(parents=True, exist_ok=True)
        record = replace(record, parts=tuple(self.parts))
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
        unfinished = about.with_suffix(UNFINISHED)
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, about)
        return record


def by_year(rows: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """The rows of each year; where few years alternate they are cut out, not sorted."""
    years = rows["day"].dt.year()
    runs = years.rle().struct.unnest()
    if runs.height > MOST_RUNS:
        parts = rows.with_columns(years.alias("_year")).partition_by("_year", as_dict=True)
        yield from ((int(year), part.drop("_year")) for (year,), part in parts.items())
        return
    start = 0
    for length, year in runs.iter_rows():
        yield year, rows.slice(start, length)
        start += length


def parts_by_digest(folder: Path) -> dict[str, list[Path]]:
    """All parts, finished or not, by the digest in their names, as they lie there now."""
    found: dict[str, list[Path]] = {}
    for name in (ROWS, REJECTED):
        for path in (folder / name).rglob("part-*"):
            found.setdefault(path.name.split("-")[1], []).append(path)
    return found


def remove(paths: Iterable[Path]) -> None:
    """Remove what an interrupted import of a file left behind."""
    for path in paths:
        path.unlink(missing_ok=True)


def file_records(folder: Path) -> list[FileRecord]:
    """What was imported into a dataset, by name of file."""
    records = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / FILES).glob("*.json"))
    ]
    found = [FileRecord(**(one | {"parts": tuple(one["parts"])})) for one in records]
    return sorted(found, key=lambda one: (one.file, one.digest))
