"""Daily numbers of one state in a dataset: from events and scores to a frame with a row a day.

Derived frames lie as Parquet in ``series`` beside the rows they were made from; their names hold
the digests of the imported files, so that another import makes others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl

from detente.adapters.datasets.grouping import count_rows
from detente.adapters.datasets.keeping import MERGED, digits_of, of_files, parts_with
from detente.adapters.datasets.rows import VERSION
from detente.adapters.datasets.writing import ROWS, UNFINISHED
from detente.codebook.roles import APART

SERIES = "series"
# Counted up when the frames below mean something else than before.
FORM = 2
# So many counterparts, by events with the state, are looked at among each other.
MOST_COUNTERPARTS = 24
# What a third party did before is no way that stands open now.
OTHERS_YEARS = 3
# A signing that may lie anywhere in a longer time can't stand at a day.
LONGEST_STEP_DAYS = 31
PAIR = ("source", "target", "directed")
CELL = (*PAIR, "sector", "action")
# An event that may lie anywhere in a month stands in the middle of it.
MIDDLE = pl.col("day") + (pl.col("last_day") - pl.col("day")) / 2


@dataclass(frozen=True, slots=True)
class Held:
    """The part of a dataset that counts.

    Attributes:
        name: of the dataset; ``folder`` where it lies.
        digests: of the files that count.
        events: files of the events made from them, by year.
        rows: files of their rows.
    """

    name: str
    folder: Path
    digests: tuple[str, ...]
    events: tuple[Path, ...]
    rows: tuple[Path, ...]

    @property
    def key(self) -> str:
        """A name that changes with files, their events, the form of rows or frames, and roles."""
        parts = [f"{VERSION}.{FORM}", *sorted(APART), *sorted(self.digests)]
        # Between a file's rows and their grouping to events there is a moment.
        told = [one.stat() for one in self.events]
        parts += [f"{one.st_size} {one.st_mtime_ns}" for one in told]
        return sha256("\n".join(parts).encode()).hexdigest()[:12]


def row_files(folder: Path, digests: Sequence[str]) -> tuple[Path, ...]:
    """The files with rows that were read from files with these digests, others maybe among them."""
    return tuple(parts_with(folder / ROWS, digests)) if digests else ()


def own_days(held: Held, actor: str) -> pl.DataFrame:
    """Events of the state with each counterpart: a row a day, sector and action.

    Columns: `CELL`, ``day``, ``last_day``, ``total`` (of the weights), ``n`` (events),
    ``reports``, ``row_id`` (of the event most reported). Parties of an undirected event stand in
    alphabetical order. Events without a weight are left out, and those of roles that don't act
    for their state.
    """

    def make() -> pl.DataFrame:
        """The frame from the dataset's events."""
        either = (pl.col("source") == actor) ^ (pl.col("target") == actor)
        return _summed(_events(held, either), CELL)

    return _kept(held, f"own-{actor}", make)


def other_days(held: Held, actor: str, *, as_of: date) -> pl.DataFrame:
    """Events of the state's main counterparts among each other in the three years before a day.

    Columns as in `own_days` without ``sector`` and ``action``: all are taken together.
    """

    since = as_of.replace(year=as_of.year - OTHERS_YEARS, month=1, day=1)
    recent = pl.col("day").is_between(since, as_of)
    circle = main_counterparts(own_days(held, actor).filter(recent), actor)
    within = pl.col("source").is_in(circle) & pl.col("target").is_in(circle)
    apart = pl.col("source") != pl.col("target")
    return _summed(_events(held, recent & within & apart), PAIR)


def main_counterparts(own: pl.DataFrame, actor: str) -> list[str]:
    """The counterparts with most events, the busiest first."""
    other = pl.when(pl.col("source") == actor).then("target").otherwise("source").alias("other")
    counts = own.group_by(other).agg(pl.col("n").sum())
    busiest = counts.sort(["n", "other"], descending=[True, False])
    return busiest["other"].head(MOST_COUNTERPARTS).to_list()


def score_days(held: Held, actor: str) -> pl.DataFrame:
    """Scores of the state with each counterpart: `PAIR`, ``day``, ``last_day``, ``total``, ``n``,
    ``reports``, ``row_id``; parties in alphabetical order where the score has no direction."""

    def make() -> pl.DataFrame:
        """The frame from the dataset's rows."""
        if not held.rows:
            return _empty(PAIR)
        either = (pl.col("source") == actor) ^ (pl.col("target") == actor)
        rows = (
            _rows(held)
            .filter(either & pl.col("score").is_not_null() & (pl.col("target") != ""))
            .filter(pl.col("source") != "")
            .with_columns(weight=pl.col("score"), n_reports=pl.lit(1, pl.Int64))
        )
        # Two scores of a day and dyad are one reading, their mean.
        return _summed(_ordered(rows), PAIR)

    return _kept(held, f"scores-{actor}", make)


def step_days(held: Held, actor: str, written: Collection[str]) -> pl.DataFrame:
    """Acts of the state with each counterpart that datasets write in one of some ways.

    Columns: `PAIR`, ``cameo`` (as written), ``day``, ``row_id``; a row for each day, dyad and way
    of writing. What may lie anywhere in more than a month is left out, as are roles that don't
    act for their state.

    Args:
        written: codes, titles or roots.
    """

    def make() -> pl.DataFrame:
        """The frame from the dataset's rows."""
        cell = [*PAIR, "cameo", "day"]
        if not held.rows:
            return pl.DataFrame(schema={**_empty([*PAIR, "cameo"]).schema}).select(*cell, "row_id")
        apart = sorted(APART)
        either = (pl.col("source") == actor) ^ (pl.col("target") == actor)
        rows = (
            _rows(held)
            .filter(pl.col("cameo").is_in(sorted(written)) & either)
            .filter((pl.col("source") != "") & (pl.col("target") != ""))
            .filter(~pl.col("source_role").is_in(apart) & ~pl.col("target_role").is_in(apart))
            .filter((pl.col("last_day") - pl.col("day")).dt.total_days() <= LONGEST_STEP_DAYS)
            .with_columns(day=MIDDLE.cast(pl.Date))
        )
        told = pl.col("row_id").get(pl.col("reports").arg_max())
        return _ordered(rows).group_by(cell).agg(told).sort(cell).collect()

    return _kept(held, f"steps-{actor}", make)


def ways_of_writing(held: Held) -> list[str]:
    """How the dataset's rows write acts: its distinct codes, titles or roots."""
    if not held.rows:
        return []
    return _rows(held).select(pl.col("cameo").unique()).collect()["cameo"].to_list()


def told_days(held: Held) -> pl.DataFrame:
    """How many rows each publisher has by day, over all dyads of the dataset.

    Columns: ``publisher`` (a number), ``day``, ``n``; and, the same in every row, ``dyads`` (over
    how many dyads they are spread) and ``overlap`` (rows an event has).
    """

    def make() -> pl.DataFrame:
        """The frame from the dataset's rows."""
        if not held.rows:
            return pl.DataFrame(
                schema={
                    "publisher": pl.Int64,
                    "day": pl.Date,
                    "n": pl.Int64,
                    "dyads": pl.Int64,
                    "overlap": pl.Float64,
                }
            )
        rows = _rows(held)
        dyads = rows.select(pl.struct("source", "target").n_unique()).collect().item()
        acts = rows.select((pl.col("action") != "").sum()).collect().item()
        events = count_rows(held.events)
        return (
            rows.group_by("publisher", "day")
            .agg(n=pl.len().cast(pl.Int64))
            .sort("publisher", "day")
            .with_columns(
                publisher=pl.col("publisher").rle_id().cast(pl.Int64),
                dyads=pl.lit(dyads, pl.Int64),
                overlap=pl.lit(max(1.0, acts / events if events else 1.0)),
            )
            .collect()
        )

    return _kept(held, "told", make)


def _rows(held: Held) -> pl.LazyFrame:
    rows = pl.scan_parquet(list(held.rows), hive_partitioning=False)
    merged = any(digits_of(path) == MERGED for path in held.rows)
    return rows.filter(of_files(held.digests)) if merged else rows


def _events(held: Held, wanted: pl.Expr) -> pl.LazyFrame:
    if not held.events:
        return _empty(CELL).lazy()
    apart = sorted(APART)
    rows = (
        pl.scan_parquet(list(held.events), hive_partitioning=False)
        .filter(wanted & (pl.col("source") != "") & (pl.col("target") != ""))
        .filter(~pl.col("source_role").is_in(apart) & ~pl.col("target_role").is_in(apart))
        .filter(pl.col("goldstein").is_not_null())
        .with_columns(weight=pl.col("goldstein").cast(pl.Float64))
    )
    return _ordered(rows)


def _ordered(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Parties of what has no direction in alphabetical order."""
    swap = ~pl.col("directed") & (pl.col("source") > pl.col("target"))
    return rows.with_columns(
        source=pl.when(swap).then("target").otherwise("source"),
        target=pl.when(swap).then("source").otherwise("target"),
    )


def _summed(rows: pl.LazyFrame, cell: Sequence[str]) -> pl.DataFrame:
    by = [*cell, "day", "last_day"]
    if "weight" not in rows.collect_schema():
        return _empty(cell)
    telling = pl.col("row_id").get(pl.col("n_reports").arg_max())
    return (
        rows.with_columns(day=MIDDLE.cast(pl.Date))
        .group_by(by)
        .agg(
            total=pl.col("weight").sum(),
            n=pl.len().cast(pl.Int64),
            reports=pl.col("n_reports").cast(pl.Int64).sum(),
            row_id=telling,
        )
        .sort(by)
        .collect()
    )


def _empty(cell: Sequence[str]) -> pl.DataFrame:
    types = {name: pl.Boolean if name == "directed" else pl.String for name in cell}
    numbers = {"total": pl.Float64, "n": pl.Int64, "reports": pl.Int64, "row_id": pl.String}
    return pl.DataFrame(schema={**types, "day": pl.Date, "last_day": pl.Date, **numbers})


def _kept(held: Held, name: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """The frame as it lies there, or made and kept; older ones of the name are removed."""
    place = held.folder / SERIES
    path = place / f"{name}-{held.key}.parquet"
    if path.exists():
        return pl.read_parquet(path)
    frame = make()
    place.mkdir(exist_ok=True)
    unfinished = path.with_suffix(f"{UNFINISHED}{os.getpid()}")
    frame.write_parquet(unfinished)
    os.replace(unfinished, path)
    for older in place.glob(f"{name}-*.parquet"):
        if older != path:
            older.unlink(missing_ok=True)
    return frame
