"""The series of all dyads of a dataset as a few arrays, drawn from its rows by DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from detente.adapters.datasets.grouping import Limits, connected, escaped
from detente.errors import AdapterError, InputError
from detente.relations.coverage import Told, estimate_coverage
from detente.relations.packed import Packed
from detente.series import EPOCH, Coverage

ROWS = "read_parquet([{files}], hive_partitioning = false)"
# Groups by one number are several times faster than by four texts: dyad, day and act as parts of
# it, of 23, 28 and 12 bits. Days are counted from 1700, which keeps them positive.
DYADS = """
CREATE TEMP TABLE dyads AS
SELECT source, target, row_number() OVER (ORDER BY source, target) AS dyad
FROM (
    SELECT source, target FROM {rows} WHERE source <> '' AND target <> ''
    GROUP BY source, target HAVING count(*) >= {fewest}
)
"""
ACTS = """
CREATE TEMP TABLE acts AS
SELECT action, row_number() OVER (ORDER BY action) AS act
FROM (SELECT DISTINCT action FROM {rows} WHERE action <> '')
"""
# Rows that tell of one act on one day are one event; a day's value is the mean of its events.
SERIES = """
SELECT key >> 12 AS cell, avg(weight) AS value, count(*) AS events
FROM (
    SELECT
        (dyad << 40) | ((day - DATE '1700-01-01') << 12) | act AS key,
        avg(goldstein)::DOUBLE AS weight
    FROM {rows} JOIN dyads USING (source, target) JOIN acts USING (action)
    WHERE directed AND goldstein IS NOT NULL
    GROUP BY key
)
GROUP BY cell
"""
DAY_BITS = 28
FIRST_DAY = (date(1700, 1, 1) - EPOCH).days
TOLD = """
SELECT publisher, day - DATE '1970-01-01' AS day, count(*) AS reports
FROM {rows} WHERE action <> '' GROUP BY publisher, day
"""
BARE = "SELECT source, target, day, avg(goldstein), count(*) FROM {rows} GROUP BY ALL"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Series of a dataset.

    Attributes:
        dyads: source and target of each, in the order of ``packed``.
        packed: their days, with the coverage of the dataset.
        events: how many they have together.
    """

    dyads: tuple[tuple[str, str], ...]
    packed: Packed
    events: int


def draw_series(files: Sequence[Path], limits: Limits, *, fewest: int = 10) -> Drawn:
    """All directed dyads with at least so many events, all sectors together.

    Rows of the same day, parties and action are one event; the day's value is the mean weight of
    its events. Coverage is estimated from the rows of all dyads by publisher and day.

    Raises:
        InputError: if there are no files.
        AdapterError: if DuckDB can't read them.
    """
    rows = rows_of(files)
    with _database(files, limits) as database:
        _run(database, DYADS.format(rows=rows, fewest=int(fewest)))
        _run(database, ACTS.format(rows=rows))
        found = _run(database, SERIES.format(rows=rows)).fetchnumpy()
        told = _run(database, TOLD.format(rows=rows)).fetchnumpy()
        names = _run(database, "SELECT source, target FROM dyads ORDER BY dyad").fetchall()
    order = np.argsort(found["cell"])
    cells = np.asarray(found["cell"], np.int64)[order]
    counts = np.asarray(found["events"], np.int64)[order]
    who, day = (cells >> DAY_BITS) - 1, (cells & ((1 << DAY_BITS) - 1)) + FIRST_DAY
    enough = np.bincount(who, counts, len(names)) >= fewest
    kept = enough[who]
    lengths = np.bincount(who[kept], minlength=len(names))[enough]
    packed = Packed(
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        days=day[kept],
        values=np.asarray(found["value"], np.float64)[order][kept],
        counts=counts[kept],
        coverage=_coverage(told, len(lengths)),
    )
    dyads = tuple(name for name, there in zip(names, enough.tolist(), strict=True) if there)
    return Drawn(dyads, packed, int(packed.counts.sum()))


def group_bare(files: Sequence[Path], limits: Limits) -> int:
    """DuckDB's bare group-by of the rows by dyad and day; how many groups there are.

    Raises:
        InputError: if there are no files.
        AdapterError: if DuckDB can't read them.
    """
    with _database(files, limits) as database:
        return len(_run(database, BARE.format(rows=rows_of(files))).fetchnumpy()["day"])


def rows_of(files: Sequence[Path]) -> str:
    """The rows of Parquet files as a table of a query."""
    return ROWS.format(files=", ".join(f"'{escaped(path)}'" for path in files))


def _database(files: Sequence[Path], limits: Limits) -> duckdb.DuckDBPyConnection:
    if not files:
        raise InputError("there are no rows to draw series from; import a dataset first")
    return connected(limits, files[0].parent)


def _run(database: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
    try:
        return database.execute(query)
    except duckdb.Error as error:
        raise AdapterError(
            f"DuckDB can't group the rows ({error}); import the dataset again"
        ) from error


def _coverage(told: dict[str, np.ndarray], dyads: int) -> Coverage:
    days = np.asarray(told["day"], np.int64)
    counts = np.asarray(told["reports"], np.int64)
    _, houses = np.unique(np.asarray(told["publisher"], str), return_inverse=True)
    return estimate_coverage(Told(days, counts, houses.astype(np.int64), dyads))
