"""Rows of a dataset by their keys, for the evidence of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import polars as pl

from detente.adapters.datasets.keeping import MERGED
from detente.adapters.datasets.writing import ROWS
from detente.model import DatasetRow

COLUMNS = {
    "dataset": "dataset",
    "row_id": "row",
    "file": "file",
    "line": "line",
    "day": "day",
    "last_day": "last_day",
    "source": "source",
    "source_role": "source_role",
    "source_name": "source_name",
    "target": "target",
    "target_role": "target_role",
    "target_name": "target_name",
    "directed": "directed",
    "action": "action",
    "cameo": "cameo",
    "goldstein": "weight",
    "score": "score",
    "sector": "sector",
    "reports": "reports",
    "story": "story",
    "publisher": "publisher",
    "place": "place",
}


def read_rows(folder: Path, keys: Iterable[str]) -> Iterator[DatasetRow]:
    """The rows of a dataset with these keys, in no order; keys of no row are passed over.

    Args:
        folder: of the dataset.
        keys: values of ``row_id``: first digits of a file's digest, a colon, the line.
    """
    lines: defaultdict[str, set[int]] = defaultdict(set)
    keys = frozenset(keys)
    for key in keys:
        digest, _, line = key.partition(":")
        if line.isdigit():
            lines[digest].add(int(line))
    for digest, wanted in sorted(lines.items()):
        parts = sorted((folder / ROWS).glob(f"year=*/part-{digest}*.parquet"))
        yield from _read(parts, digest, wanted)
    # Small files were merged: their rows lie together, whichever file they are of.
    merged = sorted((folder / ROWS).glob(f"year=*/part-{MERGED}-*.parquet"))
    yield from _read(merged, "", {line for wanted in lines.values() for line in wanted}, keys)


def _read(
    parts: list[Path], digest: str, lines: set[int], keys: Collection[str] = ()
) -> Iterator[DatasetRow]:
    if not parts:
        return
    told = (
        pl.col("row_id").is_in(sorted(keys))
        if keys
        else pl.col("row_id").str.starts_with(f"{digest}:")
    )
    found = (
        pl.scan_parquet(parts, hive_partitioning=False)
        .filter(pl.col("line").is_in(sorted(lines)))
        .filter(told)
        .select(pl.col(column).alias(name) for column, name in COLUMNS.items())
        .collect()
    )
    for row in found.iter_rows(named=True):
        yield DatasetRow(**row)
