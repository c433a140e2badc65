"""Whether a dataset's files hold what was recorded of them, and reading again what they lost."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from detente.adapters.datasets.grouping import event_files
from detente.adapters.datasets.keeping import MERGED, digits_of, has_footer, of_files, parts_of
from detente.adapters.datasets.rows import REJECTED_SCHEMA, ROW_ID_DIGITS, ROW_SCHEMA
from detente.adapters.datasets.writing import (
    NAME_DIGITS,
    ROWS,
    UNFINISHED,
    FileRecord,
    explained,
    write_table,
)


def is_whole(path: Path) -> bool:
    """Whether a Parquet file can be opened: its footer is there and says where its columns are."""
    try:
        pl.scan_parquet(path).select(pl.len()).collect()
    except (OSError, pl.exceptions.PolarsError):
        return False
    return True


def finished_parts(folder: Path) -> list[Path]:
    """The parts of a dataset that count: rows and rejected records."""
    return [path for path in parts_of(folder) if path.suffix != UNFINISHED]


def broken_parts(folder: Path) -> list[Path]:
    """The parts of a dataset that can't be opened."""
    return [path for path in finished_parts(folder) if not is_whole(path)]


def rows_by_file(folder: Path) -> Mapping[str, int]:
    """By the first digits of a file's digest: how many of its rows can be read."""
    parts = [one for one in finished_parts(folder) if ROWS in one.parts and is_whole(one)]
    if not parts:
        return {}
    digits = pl.col("row_id").str.slice(0, ROW_ID_DIGITS)
    counted = (
        pl.scan_parquet(parts, hive_partitioning=False)
        .group_by(digits.alias("file"))
        .agg(pl.len().alias("rows"))
        .collect()
    )
    return dict(counted.iter_rows())


def lost_files(folder: Path, records: Iterable[FileRecord]) -> list[FileRecord]:
    """The imported files of which not all rows are there, in their order."""
    there = rows_by_file(folder)
    return [one for one in records if there.get(one.digest[:ROW_ID_DIGITS], 0) != one.taken]


def suspected(folder: Path, records: Sequence[FileRecord]) -> list[FileRecord]:
    """`lost_files`, looked for only where the last bytes of some part are not as they should be.

    A part that is gone is looked for too; the parts of files that were merged are gone rightly.
    """
    parts = finished_parts(folder)
    merged = {part.parent for part in parts if digits_of(part) == MERGED}
    named = [folder / part for one in records for part in one.parts]
    gone = any(not part.exists() and part.parent not in merged for part in named)
    if gone or not all(map(has_footer, parts)):
        return lost_files(folder, records)
    return []


def drop_remains(folder: Path, lost: FileRecord) -> None:
    """Remove what is left of a file that has lost rows, so that it can be read again.

    Its own parts go, and so do its rows in parts that hold rows of several files. A part of
    several files that can't be opened goes too: its other files are told by their missing rows.

    Raises:
        AdapterError: if something can't be written.
    """
    with explained(folder):
        for part in finished_parts(folder):
            if digits_of(part) == lost.digest[:NAME_DIGITS] or (
                digits_of(part) == MERGED and not is_whole(part)
            ):
                part.unlink()
            elif digits_of(part) == MERGED:
                _leave_out(part, lost)


def _leave_out(part: Path, lost: FileRecord) -> None:
    """Write a part anew without what was read from one file."""
    rows = pl.read_parquet(part, hive_partitioning=False)
    is_rows = ROWS in part.parts
    theirs = of_files([lost.digest]) if is_rows else pl.col("file") == lost.file
    kept = rows.filter(~theirs)
    if kept.height < rows.height:
        unfinished = part.with_name(f"{part.name}{UNFINISHED}")
        write_table([kept], unfinished, ROW_SCHEMA if is_rows else REJECTED_SCHEMA)
        os.replace(unfinished, part)


def remove_broken_events(folder: Path) -> None:
    """Remove files of events that end before their time: events are made again from rows."""
    for path in event_files(folder):
        if not has_footer(path):
            path.unlink()
