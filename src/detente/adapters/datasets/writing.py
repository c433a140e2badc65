"""Parquet by year under a dataset's folder; a file's parts appear together or not at all."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from detente.adapters.datasets.rows import REJECTED_SCHEMA, ROW_SCHEMA, VERSION
from detente.errors import AdapterError

PART_ROWS = 400_000
MOST_WAITING = 1_200_000
# A year that the file has left behind is written with so many rows, while the next ones are read.
LEFT_BEHIND = 50_000
MOST_RUNS = 32
ROWS, REJECTED, FILES = "rows", "rejected", "files"
NAME_DIGITS = 16
UNFINISHED = ".unfinished"
# Where files say of which types of Arrow their columns were.
ARROW_SCHEMA = "ARROW:schema"
# Least and greatest values cost as much as the rest of the writing; years lie apart anyway.
STATISTICS = {"min": False, "max": False, "distinct_count": False, "null_count": True}


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
    """Writes the rows of one file while the next are read; nothing counts before `commit`.

    At most one part is being written, so that memory stays flat.
    """

    folder: Path
    digest: str
    parts: list[str] = field(default_factory=list)
    taken: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    first_day: str = ""
    last_day: str = ""
    _waiting: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    _heights: Counter[str] = field(default_factory=Counter)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _writing: Future[None] | None = None

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Remove what was written of the file, where it was not read to its end."""
        self._pool.shutdown()
        self._waiting.clear()
        if kind is not None:
            remove(self.folder / f"{part}{UNFINISHED}" for part in self.parts)

    def take(self, rows: pl.DataFrame) -> None:
        """Keep rows until there are enough for a part."""
        if rows.is_empty():
            return
        self.taken += rows.height
        first, last = str(rows["day"].min()), str(rows["day"].max())
        self.first_day = min(self.first_day or first, first)
        self.last_day = max(self.last_day, last)
        here = [(f"{ROWS}/year={year:04}", part) for year, part in by_year(rows)]
        behind = self._waiting.keys() - {REJECTED, *(place for place, _ in here)}
        for place in sorted(p for p in behind if self._heights[p] >= LEFT_BEHIND):
            self._write(place)
        for place, part in here:
            self._wait(place, part)

    def refuse(self, rows: pl.DataFrame, reasons: Mapping[str, int]) -> None:
        """Keep rejected records with their reasons."""
        if rows.is_empty():
            return
        self.rejected += rows.height
        self.reasons.update(reasons)
        self._wait(REJECTED, rows)

    def _wait(self, place: str, rows: pl.DataFrame) -> None:
        self._waiting.setdefault(place, []).append(rows)
        self._heights[place] += rows.height
        if self._heights[place] >= PART_ROWS:
            self._write(place)
        elif self._heights.total() >= MOST_WAITING:
            # Rows of many years: the longest queue goes first, so that memory stays flat.
            self._write(max(self._heights, key=lambda key: self._heights[key]))

    def _write(self, place: str) -> None:
        self._finish()
        waiting = self._waiting.pop(place)
        del self._heights[place]
        name = f"{place}/part-{self.digest[:NAME_DIGITS]}-{len(self.parts):04}.parquet"
        self.parts.append(name)
        path = self.folder / f"{name}{UNFINISHED}"
        schema = REJECTED_SCHEMA if place == REJECTED else ROW_SCHEMA
        self._writing = self._pool.submit(write_table, waiting, path, schema)

    def _finish(self) -> None:
        if self._writing is not None:
            self._writing.result()
        self._writing = None

    def commit(self, record: FileRecord) -> FileRecord:
        """Let the rows count: give all parts their names, then record the file with them.

        Raises:
            AdapterError: if something can't be written.
        """
        for place in list(self._waiting):
            self._write(place)
        self._finish()
        record = replace(record, parts=tuple(self.parts))
        with explained(self.folder):
            for part in self.parts:
                os.replace(self.folder / f"{part}{UNFINISHED}", self.folder / part)
            write_record(self.folder, record)
        return record


def write_record(folder: Path, record: FileRecord) -> None:
    """Record a file; an older record of it is replaced at once."""
    about = folder / FILES / f"{record.digest[:NAME_DIGITS]}.json"
    about.parent.mkdir(parents=True, exist_ok=True)
    unfinished = about.with_suffix(UNFINISHED)
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, about)


@contextmanager
def explained(place: Path) -> Iterator[None]:
    """Turn errors of the disk into one sentence with the next step."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        raise AdapterError(
            f"{place}: rows can't be written ({error}); free disk or make it writable, then "
            "import again"
        ) from error


def write_table(tables: Sequence[pl.DataFrame], path: Path, schema: Mapping[str, Any]) -> None:
    """Write rows as Parquet with columns of these types; categories of text count as text.

    Raises:
        AdapterError: if it can't be written.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _together(tables).select(*schema).write_parquet(
            path,
            compression="snappy",
            statistics=STATISTICS,
            metadata={ARROW_SCHEMA: _arrow_schema(tuple(schema.items()))},
        )


def _together(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Tables one below the other; where some have texts, others categories: what most rows have."""
    if len(tables) == 1:
        return tables[0]
    # Each look at a schema makes the types of all columns anew, with their categories.
    schemas = [dict(table.schema) for table in tables]
    mixed = [
        name
        for name, dtype in schemas[0].items()
        if any(schema[name] != dtype for schema in schemas[1:])
    ]
    heights = [table.height for table in tables]
    for name in mixed:
        texts = sum(
            height
            for height, schema in zip(heights, schemas, strict=True)
            if schema[name] == pl.String
        )
        most = 2 * texts >= sum(heights)
        kind = pl.col(name).cast(pl.String if most else pl.Categorical)
        tables = [table.with_columns(kind) for table in tables]
    return pl.concat(tables)


@lru_cache(maxsize=8)
def _arrow_schema(columns: tuple[tuple[str, Any], ...]) -> str:
    """What polars notes of columns of these types in a file.

    Noted of categories, it would make the types of a file depend on what wrote it, and files of
    texts and of categories could not be read as one table. In Parquet itself both are the same.
    """
    out = io.BytesIO()
    pl.DataFrame(schema=dict(columns)).write_parquet(out)
    out.seek(0)
    return pl.read_parquet_metadata(out)[ARROW_SCHEMA]


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
