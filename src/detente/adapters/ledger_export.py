"""Tables for other programs: Parquet by year, CSV, JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.errors import InputError
from detente.tables import columns_of, plain, to_frame

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""The name by which Parquet readers know a partition without a value."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its table, its rows, and the year that it holds (0 for all)."""

    table: str
    path: Path
    rows: int
    year: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A row with the day that decides its partition, None where it has none."""

    row: object
    day: date | None


def write_tables(
    tables: Iterable[tuple[str, type, Sequence[Dated]]], folder: Path, *, form: str
) -> list[Written]:
    """Write tables into a folder, which is made where it is missing; older ones are replaced.

    Args:
        tables: name, noun and rows of each.
        form: ``parquet`` (a folder a table, in it one a year), ``csv`` or ``jsonl``.

    Raises:
        InputError: if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [
            written
            for name, noun, rows in tables
            for written in (
                write_years(name, noun, rows, folder)
                if form == "parquet"
                else [write_flat(name, noun, rows, folder / f"{name}.{form}")]
            )
        ]
    except OSError as error:
        raise InputError(
            f"cannot write tables to {folder}: {error.strerror or error}; choose another folder"
        ) from error


def write_years(name: str, noun: type, rows: Sequence[Dated], folder: Path) -> list[Written]:
    """One Parquet file a year, in folders named as DuckDB, Spark and polars expect."""
    years: defaultdict[int, list[object]] = defaultdict(list)
    for one in rows:
        years[one.day.year if one.day else 0].append(one.row)
    for stale in folder.glob(f"{name}/year=*/rows.parquet"):
        stale.unlink()
    written = []
    for year, members in sorted(years.items()):
        place = folder / name / f"year={year or NO_YEAR}"
        place.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        to_frame(members, noun).write_parquet(content)
        replace_file(place / "rows.parquet", content.getvalue())
        written.append(Written(name, place / "rows.parquet", len(members), year))
    return written


def write_flat(name: str, noun: type, rows: Sequence[Dated], path: Path) -> Written:
    """One CSV or JSON Lines file with all rows."""
    bare = [one.row for one in rows]
    text = csv_text(bare, noun) if path.suffix == ".csv" else jsonl_text(bare)
    replace_file(path, text.encode())
    return Written(name, path, len(bare))


def jsonl_text(rows: Iterable[object]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(plain(row), ensure_ascii=False) + "\n" for row in rows)


def csv_text(rows: Iterable[object], noun: type) -> str:
    """CSV with a header; lists joined by ``;``, anything deeper as JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column.name for column in columns_of(noun)]
    writer.writerow(names)
    for row in rows:
        writer.writerow([csv_cell(getattr(row, name)) for name in names])
    return out.getvalue()


def csv_cell(value: object) -> str | int | float:
    """A value as a cell that no spreadsheet takes for a formula.

    >>> csv_cell("=1+1"), csv_cell(("CHL", "PER")), csv_cell(-2.5)
    ("'=1+1", 'CHL;PER', -2.5)
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list) and all(isinstance(part, str) for part in value):
        text = ";".join(value)
    elif isinstance(value, str | date):
        text = str(plain(value))
    else:
        text = json.dumps(plain(value), ensure_ascii=False)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def replace_file(path: Path, content: bytes) -> None:
    """Write a whole file or leave the older one."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
