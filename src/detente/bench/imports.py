"""How fast files become rows, beside what DuckDB needs to read them and write them as Parquet."""

from __future__ import annotations

import math
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from detente.adapters.datasets.grouping import (
    Limits,
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

    ``ratio`` is DuckDB's seconds over ours, both the best of the rounds: 1 is as fast;
    ``processor_ratio`` is the same for processor time, which other programs disturb less. Ours has
    fewer columns than the file, but resolved, and counts lines; the peak is of this process,
    with both programs in it.

    Raises:
        InputError: if the file has not the form of its kind.
        AdapterError: if DuckDB can't read the file, as with a zip.
    """
    layout = layout_as(path, kind, mapping)
    limits = Limits(settings.import_memory_bytes, settings.import_threads)
    naming = Naming(settings.codebook_folder)
    ours, theirs, grouping = Clock(), Clock(), Clock()
    imported, events = Imported(), 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="detente-") as place:
            folder = Path(place)
            task = Task(folder, "bench", datetime.now(UTC), naming)
            with ours:
                imported = import_files(task, [(path, layout)], _nobody)
            with grouping:
                group_years(folder, stale_years(folder), limits)
            events = count_rows(event_files(folder))
            with theirs:
                copy_with_duckdb(path, layout, folder, limits)
    return Report(
        bench="import",
        file=str(path),
        rows=imported.read,
        used=imported.taken,
        scores={
            "seconds": round(ours.seconds, 3),
            "rows_a_second": round(rate(imported.read, ours.seconds)),
            "duckdb_seconds": round(theirs.seconds, 3),
            "ratio": round(theirs.seconds / ours.seconds, 3),
            "processor_ratio": round(theirs.processor_seconds / ours.processor_seconds, 3),
            "grouping_seconds": round(grouping.seconds, 3),
            "events": events,
            "peak_megabytes": (peak_bytes() or 0) // 1_000_000,
            "rejected": dict(imported.reasons),
        },
    )


@dataclass(slots=True)
class Clock:
    """The shortest time that was spent inside of it, by the clock and by processors."""

    seconds: float = math.inf
    processor_seconds: float = math.inf
    _began: tuple[float, float] = (0.0, 0.0)

    def __enter__(self) -> Clock:
        self._began = (time.perf_counter(), time.process_time())
        return self

    def __exit__(self, *error: object) -> None:
        began, processor_began = self._began
        self.seconds = min(self.seconds, time.perf_counter() - began)
        spent = time.process_time() - processor_began
        self.processor_seconds = min(self.processor_seconds, spent)


def copy_with_duckdb(path: Path, layout: Layout, folder: Path, limits: Limits) -> None:
    """Let DuckDB read a file and write all its columns as Parquet, with its own defaults.

    Raises:
        AdapterError: if it can't.
    """
    database = duckdb.connect()
    if limits.threads:
        database.execute(f"SET threads = {limits.threads}")
    database.execute("SET enable_progress_bar = false")
    quote = '"' if layout.quoted else ""
    source = (
        f"read_parquet('{escaped(path)}')"
        if path.suffix == ".parquet"
        else f"read_csv('{escaped(path)}', delim = '{layout.delimiter}', quote = '{quote}', "
        f"header = {bool(layout.header_lines)}, ignore_errors = true)"
    )
    out = escaped(folder / "duckdb.parquet")
    try:
        database.execute(f"COPY (SELECT * FROM {source}) TO '{out}' (FORMAT parquet)")
    except duckdb.Error as error:
        raise AdapterError(
            f"{path}: DuckDB can't read this file, so there is nothing to compare ({error}); "
            "unpack it first"
        ) from error
    finally:
        database.close()


def _nobody(doing: str, done: int, total: int) -> None:
    """Tell nobody about progress."""
