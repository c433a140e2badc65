"""A dataset's newest events as who did what to whom on which day, for ranking who comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.codebook.roles import APART
from detente.model import ACTIONS


@dataclass(frozen=True, slots=True)
class DatedActs:
    """Events by number of actor and act.

    Attributes:
        names: of actors: a code, a role with its state in brackets for those who don't act for
            it, or the name as written where there is no code.
        history: shape (n, 4): source, PLOVER root, target by place in `names` and in `ACTIONS`,
            and day from the first.
        rows: key of each event's row.
        first_day, last_day: of the events.
    """

    names: tuple[str, ...]
    history: NDArray[np.int64]
    rows: tuple[str, ...]
    first_day: date
    last_day: date


def newest_acts(files: Sequence[Path], *, as_of: date, most: int) -> DatedActs | None:
    """At most so many of the newest events up to a day, whole days only; None where there are none.

    An event without direction counts both ways round.
    """
    if not files:
        return None
    apart = sorted(APART)

    def side(name: str) -> pl.Expr:
        """The code of a party, with its role where that sets it apart; else its name."""
        code, role = pl.col(name), pl.col(f"{name}_role")
        named = pl.when(code != "").then(code).otherwise(pl.col(f"{name}_name"))
        return (
            pl.when((code != "") & role.is_in(apart))
            .then(pl.format("{} ({})", role, code))
            .otherwise(named)
            .alias(name)
        )

    scan = pl.scan_parquet(list(files), hive_partitioning=False).filter(pl.col("day") <= as_of)
    since = _since(scan, most)
    kept = (
        scan.filter(pl.col("day") >= since)
        .select("day", side("source"), side("target"), "directed", "action", "row_id")
        .filter((pl.col("source") != "") & (pl.col("target") != ""))
        .filter(pl.col("source") != pl.col("target"))
        .collect()
    )
    turned = kept.filter(~pl.col("directed")).rename({"source": "target", "target": "source"})
    whole = pl.concat([kept, turned.select(kept.columns)]).sort(
        "day", "source", "action", "target", "row_id"
    )
    if whole.is_empty():
        return None
    names = pl.concat([whole["source"], whole["target"]]).unique().sort()
    number = dict(zip(names.to_list(), range(len(names)), strict=True))
    first, last = whole["day"][0], whole["day"][-1]
    assert isinstance(first, date) and isinstance(last, date)
    history = np.column_stack(
        [
            _numbers(whole["source"], number),
            _numbers(whole["action"], {act: place for place, act in enumerate(ACTIONS)}),
            _numbers(whole["target"], number),
            (whole["day"] - first).dt.total_days().to_numpy(),
        ]
    )
    return DatedActs(tuple(names), history, tuple(whole["row_id"]), first, last)


def _since(scan: pl.LazyFrame, most: int) -> date:
    """The first day from which on there are at most so many events."""
    days = scan.group_by("day").agg(pl.len().alias("n")).sort("day", descending=True).collect()
    total = days["n"].cum_sum()
    within = days.filter(total <= most)["day"]
    newest = days["day"].max()
    if not isinstance(newest, date):
        return date.max - timedelta(days=1)
    return within.min() or newest  # type: ignore[return-value]


def _numbers(column: pl.Series, number: Mapping[str, int]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = column.replace_strict(number, return_dtype=pl.Int64).to_numpy()
    return found
