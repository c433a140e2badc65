"""Events of all dyads of a dataset by day, as one matrix of counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.codebook.roles import APART

# A matrix of this many numbers takes 0.4 GB; quieter dyads are left out until it fits.
MOST_NUMBERS = 50_000_000
NEWEST = 5


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """Events by dyad and day.

    Attributes:
        dyads: source and target of each row.
        first_day: of the first column.
        counts: shape (dyads, days).
    """

    dyads: tuple[tuple[str, str], ...]
    first_day: date
    counts: NDArray[np.int64]


def count_days(
    files: Sequence[Path],
    *,
    as_of: date,
    actions: Collection[str] = (),
    sector: str = "",
    least_events: int = 10,
) -> DailyCounts:
    """The events of a dataset as counts by directed dyad and day, up to a day.

    Args:
        files: of its events, by year (see `detente.adapters.datasets.grouping.event_files`).
        actions: PLOVER roots that count, all where it is empty.
        sector: that counts, all where it is empty.
        least_events: dyads with fewer are left out.

    An event without direction counts for both. Acts of roles that don't act for their state are
    left out; an event of a longer span counts on its first day. The first column is the first day
    of the dataset, whatever the acts, the last one is `as_of` or the last day of the dataset.
    """
    empty = DailyCounts((), as_of, np.zeros((0, 0), dtype=np.int64))
    if not files:
        return empty
    rows = pl.scan_parquet(list(files), hive_partitioning=False).filter(pl.col("day") <= as_of)
    first, last = (
        rows.select(pl.col("day").min().alias("a"), pl.col("day").max().alias("b")).collect().row(0)
    )
    if first is None:
        return empty
    kept = _counted(rows, actions, sector).select("day", "source", "target", "directed")
    back = kept.filter(~pl.col("directed")).select(
        "day", source="target", target="source", directed="directed"
    )
    days = (
        pl.concat([kept, back])
        .group_by("source", "target", "day")
        .agg(n=pl.len().cast(pl.Int64))
        .collect()
    )
    width = (last - first) // timedelta(days=1) + 1
    totals = (
        days.group_by("source", "target")
        .agg(total=pl.col("n").sum())
        .filter(pl.col("total") >= least_events)
        .sort(["total", "source", "target"], descending=[True, False, False])
        .head(max(1, MOST_NUMBERS // width))
        .sort("source", "target")
        .with_row_index("row")
    )
    counts = np.zeros((totals.height, width), dtype=np.int64)
    placed = days.join(totals, on=["source", "target"])
    column = (placed["day"] - first).dt.total_days().to_numpy()
    counts[placed["row"].to_numpy(), column] = placed["n"].to_numpy()
    return DailyCounts(tuple(totals.select("source", "target").iter_rows()), first, counts)


def newest_rows(
    files: Sequence[Path],
    dyads: Collection[tuple[str, str]],
    *,
    as_of: date,
    actions: Collection[str] = (),
    sector: str = "",
) -> dict[tuple[str, str], list[str]]:
    """By dyad the keys of the five newest rows that `count_days` counts, in one reading."""
    if not files or not dyads:
        return {}
    rows = pl.scan_parquet(list(files), hive_partitioning=False).filter(pl.col("day") <= as_of)
    named = sorted({code for dyad in dyads for code in dyad})
    within = pl.col("source").is_in(named) & pl.col("target").is_in(named)
    kept = (
        _counted(rows, actions, sector)
        .filter(within)
        .select("day", "source", "target", "directed", "row_id")
    )
    back = kept.filter(~pl.col("directed")).select(
        "day", "directed", "row_id", source="target", target="source"
    )
    newest = (
        pl.concat([kept, back], how="diagonal")
        .sort(["day", "row_id"], descending=True)
        .group_by("source", "target", maintain_order=True)
        .agg(pl.col("row_id").head(NEWEST))
        .collect()
    )
    wanted = set(dyads)
    return {
        (source, target): keys
        for source, target, keys in newest.iter_rows()
        if (source, target) in wanted
    }


def _counted(rows: pl.LazyFrame, actions: Collection[str], sector: str) -> pl.LazyFrame:
    """The events that count: between two parties that act for their states, of some acts."""
    apart = sorted(APART)
    wanted = (
        (pl.col("source") != "")
        & (pl.col("target") != "")
        & (pl.col("source") != pl.col("target"))
        & ~pl.col("source_role").is_in(apart)
        & ~pl.col("target_role").is_in(apart)
    )
    if actions:
        wanted &= pl.col("action").is_in(sorted(actions))
    if sector:
        wanted &= pl.col("sector") == sector
    return rows.filter(wanted)
