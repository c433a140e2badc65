"""Whom a dataset tells of."""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.adapters.datasets.daily import Held
from detente.codebook.roles import APART


def count_parties(held: Held, *, as_of: date) -> dict[str, int]:
    """By actor code: events up to a day in which it acts, or is acted upon, for its state.

    An event inside one state isn't counted: it says nothing of foreign relations.
    """
    if not held.events:
        return {}
    apart = sorted(APART)
    told = (
        pl.scan_parquet(list(held.events), hive_partitioning=False)
        .filter(pl.col("last_day") <= as_of)
        .filter((pl.col("source") != pl.col("target")) & (pl.col("source") != ""))
        .filter(pl.col("target") != "")
        .filter(~pl.col("source_role").is_in(apart) & ~pl.col("target_role").is_in(apart))
    )
    counts: dict[str, int] = {}
    for side in ("source", "target"):
        for code, number in told.group_by(side).len().collect().iter_rows():
            counts[code] = counts.get(code, 0) + int(number)
    return counts
