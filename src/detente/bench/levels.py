"""Levels of all dyads of a dataset at once: how long they take beside DuckDB's bare group-by."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from detente.adapters.datasets.grouping import Limits
from detente.adapters.datasets.series_arrays import Drawn, draw_series, group_bare
from detente.bench.generated_files import told
from detente.bench.generating import STATES, Plan, blocks, make_world
from detente.bench.reports import Report
from detente.bench.scores import Share
from detente.bench.speed import peak_bytes
from detente.errors import InputError
from detente.relations.tracking import EVENT_SCALE, Asked, States, estimate_states

if TYPE_CHECKING:
    from detente.settings import Settings

Tell = Callable[[str, int, int], None]
FEWEST_EVENTS = 10
THREADS = 2
TICK_DAYS = 60
# What the made-up levels do: a month's memory, a point of spread.
MADE_UP = Plan(dyads=len(STATES) * (len(STATES) - 1), memory=0.977, level_sd=1.0)


def run_levels(folder: Path | None, tell: Tell, *, rows: int = 0, settings: Settings) -> Report:
    """Time DuckDB's group-by, the drawing of series, and levels and tempos of all dyads.

    Args:
        folder: of a dataset in a project, with ``rows/``; None to make rows up.
        rows: how many to make up where there is no folder, over all dyads of forty states in ten
            years.
        settings: ``tempo_window_days``, and what a query may use.

    ``ratio`` is all seconds over those of the bare group-by of the same rows, both reading Parquet.
    The peak is of this process, with the making of rows left to disk.

    Raises:
        InputError: if the folder has no rows.
    """
    limits = Limits(settings.import_memory_bytes, settings.import_threads)
    if folder is not None:
        files = sorted(folder.glob("rows/year=*/part-*.parquet"))
        if not files:
            raise InputError(f"{folder}: there are no rows/year=*/part-*.parquet; import first")
        return _timed(str(folder), files, limits, settings)
    with tempfile.TemporaryDirectory(prefix="detente-") as place:
        files = _made_up(Path(place), rows, tell)
        tell("levels", 0, 0)
        return _timed(f"{rows} made-up rows", files, limits, settings)


def _timed(name: str, files: Sequence[Path], limits: Limits, settings: Settings) -> Report:
    bare_began = time.perf_counter()
    groups = group_bare(files, limits)
    began, processor = time.perf_counter(), time.process_time()
    drawn = draw_series(files, limits, fewest=FEWEST_EVENTS)
    drew = time.perf_counter()
    states = _estimated(drawn, settings.tempo_window_days)
    ended, processor = time.perf_counter(), time.process_time() - processor
    rows = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in files)
    bare = began - bare_began
    return Report(
        bench="levels",
        file=name,
        rows=rows,
        used=rows,
        scores={
            "dyads": len(drawn.dyads),
            "events": drawn.events,
            "days_with_readings": len(drawn.packed.days),
            "duckdb_groups": groups,
            "duckdb_seconds": round(bare, 2),
            "drawing_seconds": round(drew - began, 2),
            "estimating_seconds": round(ended - drew, 2),
            "seconds": round(ended - began, 2),
            "processor_seconds": round(processor, 2),
            "ratio": round((ended - began) / bare, 2),
            "peak_megabytes": (peak_bytes() or 0) // 1_000_000,
            **_summary(states),
        },
    )


def _estimated(drawn: Drawn, horizon_days: int) -> States:
    packed = drawn.packed
    until = max(int(packed.days.max(initial=0)), packed.coverage.last_day)
    asked = Asked(until, horizon_days, tick_days=TICK_DAYS, threads=THREADS)
    return estimate_states(packed, asked)


def _summary(states: States) -> dict[str, float | Share]:
    """What was found, so that a change of it shows: on the last day, in points of the weights."""
    ends = states.ticked.offsets[1:] - 1
    levels = states.levels
    told = np.maximum(levels.rising[ends], levels.falling[ends]) > 0.5
    return {
        "median_interval_points": float(np.median(2 * 1.645 * EVENT_SCALE * levels.sd[ends])),
        "moving": Share(int(told.sum()), len(ends)),
    }


def _made_up(folder: Path, rows: int, tell: Tell) -> list[Path]:
    """Parquet files with the columns that levels need, block by block."""
    from dataclasses import replace

    world = make_world(replace(MADE_UP, rows=rows))
    files: list[Path] = []
    done = 0
    for number, block in enumerate(blocks(world)):
        frame = told(world, block).select(
            "day",
            "source",
            "target",
            pl.col("code").alias("action"),
            pl.col("weight").cast(pl.Float32).alias("goldstein"),
            pl.lit(True).alias("directed"),
            "publisher",
        )
        files.append(folder / f"part-{number}.parquet")
        frame.write_parquet(files[-1])
        done += frame.height
        tell("making rows up", min(done, rows), rows)
    return files
