"""How fast files become rows, beside what DuckDB needs to read them and write them as Parquet."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from detente.adapters.datasets.grouping import (
    Limits,
    connected,
    count_rows,
    escaped,
    event_files,
    group_years,
    stale_years,
)
from detente.adapters.datasets.importing import Imported, Task, import_files
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.sniffing import layout_as
from detente.bench.reports import Report
from detente.bench.speed import peak_bytes, rate
from detente.errors import AdapterError

if TYPE_CHECKING:
    from detente.adapters.datasets.layouts import Layout
    from detente.adapters.datasets.mapping import Mapped
    from detente.settings import Settings


def run_imports(
    path: Path, kind: str, *, settings: Settings, mapping: Mapped | None = None, rounds: int = 1
) -> Report:
    """Import a file into a folder that is removed again, and let DuckDB copy it, in turn.

    ``ratio`` is DuckDB's seconds over ours, both the best of the rounds: 1 is as fast. Ours has
    fewer columns than the file, but resolved, and counts lines; the peak is of this process,
    with both programs in it.

    Raises:
        InputError: if the file has not the form of its kind.
        AdapterError: if DuckDB can't read the file, as with a zip.
    """
    layout = layout_as(path, kind, mapping)
    limits = Limits(settings.import_memory_bytes, settings.import_threads)
    naming = Naming(settings.codebook_folder)
    ours: list[float] = []
    theirs: list[float] = []
    grouping: list[float] = []
    imported, events = Imported(), 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="detente-") as place:
            folder = Path(place)
            began = time.perf_counter()
            task = Task(folder, "bench", datetime.now(UTC), naming)
            imported = import_files(task, [(path, layout)], _nobody)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            group_years(folder, stale_years(folder), limits)
            grouping.append(time.perf_counter() - began)
            events = count_rows(event_files(folder))
            theirs.append(duckdb_seconds(path, layout, folder, limits))
    return Report(
        bench="import",
        file=str(path),
        rows=imported.read,
        used=imported.taken,
        scores={
            "seconds": round(min(ours), 3),
            "rows_a_second": round(rate(imported.read, min(ours))),
            "duckdb_seconds": round(min(theirs), 3),
            "ratio": round(min(theirs) / min(ours), 3),
            "grouping_seconds": round(min(grouping), 3),
            "events": events,
            "peak_megabytes": (peak_bytes() or 0) // 1_000_000,
            "rejected": dict(imported.reasons),
        },
    )


def duckdb_seconds(path: Path, layout: Layout, folder: Path, limits: Limits) -> float:
    """Seconds that DuckDB takes to read a file and write all its columns as Parquet.

    Raises:
        AdapterError: if it can't.
    """
    database = connected(limits, folder)
    quote = '"' if layout.quoted else ""
    source = (
        f"read_parquet('{escaped(path)}')"
        if path.suffix == ".parquet"
        else f"read_csv('{escaped(path)}', delim = '{layout.delimiter}', quote = '{quote}', "
        f"header = {bool(layout.header_lines)}, ignore_errors = true)"
    )
    out = escaped(folder / "duckdb.parquet")
    began = time.perf_counter()
    try:
        database.execute(f"COPY (SELECT * FROM {source}) TO '{out}' (FORMAT parquet)")
    except duckdb.Error as error:
        raise AdapterError(
            f"{path}: DuckDB can't read this file, so there is nothing to compare ({error}); "
            "unpack it first"
        ) from error
    finally:
        database.close()
    return time.perf_counter() - began


def _nobody(doing: str, done: int, total: int) -> None:
    """Tell nobody about progress."""
