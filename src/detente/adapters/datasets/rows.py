"""The one form that rows of every dataset take (version 1; described in ``docs/datasets.md``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

VERSION = 1
ROW_SCHEMA: dict[str, Any] = {
    "dataset": pl.String,
    "kind": pl.String,
    "file": pl.String,
    "line": pl.Int64,
    "row_id": pl.String,
    "native_id": pl.String,
    "day": pl.Date,
    "last_day": pl.Date,
    "precision": pl.String,
    "source": pl.String,
    "source_role": pl.String,
    "source_name": pl.String,
    "target": pl.String,
    "target_role": pl.String,
    "target_name": pl.String,
    "directed": pl.Boolean,
    "action": pl.String,
    "cameo": pl.String,
    "goldstein": pl.Float32,
    "score": pl.Float64,
    "sector": pl.String,
    "reports": pl.Int32,
    "story": pl.String,
    "publisher": pl.String,
    "place": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
}
REJECTED_SCHEMA: dict[str, Any] = {
    "dataset": pl.String,
    "file": pl.String,
    "line": pl.Int64,
    "reason": pl.String,
    "text": pl.String,
}
NUMBERS = frozenset(("goldstein", "score", "latitude", "longitude"))
DEFAULTS: dict[str, object] = {
    "precision": "day",
    "directed": True,
    "reports": 1,
    "sector": "unspecified",
}
FARTHEST = {"latitude": 90.0, "longitude": 180.0}


def completed(frame: pl.DataFrame) -> pl.DataFrame:
    """A shaped frame with every column of a row, in order and of its type, and ``problem``.

    Columns that a format lacks get what a missing value means: no text, no number, one report,
    directed, precise to the day, sector ``unspecified``. Places off the globe become unknown.
    """
    columns: list[pl.Expr] = []
    for name, dtype in ROW_SCHEMA.items():
        if name in frame.columns:
            values = pl.col(name).cast(dtype, strict=False)
        elif name in DEFAULTS:
            values = pl.lit(DEFAULTS[name], dtype=dtype)
        elif name == "last_day":
            values = pl.col("day")
        else:
            values = pl.lit("" if dtype == pl.String else None, dtype=dtype)
        if name in FARTHEST:
            values = pl.when(values.abs() <= FARTHEST[name]).then(values)
        elif name in NUMBERS:
            values = pl.when(values.is_finite()).then(values)
        elif name == "last_day":
            values = pl.max_horizontal(values, "day")
        elif name == "reports":
            values = values.clip(1).fill_null(1)
        elif name in DEFAULTS or dtype == pl.String:
            values = values.fill_null(DEFAULTS.get(name, ""))
        columns.append(values.alias(name))
    return frame.select(*columns, pl.col("problem"))


def dated(column: str, form: str = "%Y-%m-%d") -> pl.Expr:
    """A day from text in a form; a time after it is left out; null where it is none."""
    head = 8 if form == "%Y%m%d" else 10
    return pl.col(column).str.strip_chars().str.slice(0, head).str.to_date(form, strict=False)


def weighted(column: str) -> pl.Expr:
    """The intensity that a dataset states; the code's own weight where it states none."""
    stated = pl.col(column).cast(pl.Float32, strict=False)
    return stated.fill_null(pl.col("weight")).alias("goldstein")


def filled(column: str, *nothing: str) -> pl.Expr:
    """The text of a column without the words by which a dataset writes "nothing"."""
    text = pl.col(column)
    wrote_nothing = pl.any_horizontal(*(text == word for word in nothing))
    return pl.when(wrote_nothing).then(pl.lit("")).otherwise(text).alias(column)


def problem_of(*checks: tuple[pl.Expr, pl.Expr | str]) -> pl.Expr:
    """The reason of the first check that is true, null where none is."""
    reasons = [
        pl.when(wrong.fill_null(True)).then(pl.lit(why) if isinstance(why, str) else why)
        for wrong, why in checks
    ]
    return pl.coalesce(*reasons).alias("problem")


def shown(column: str, form: str) -> pl.Expr:
    """A reason that shows the value seen; ``{}`` in the form stands for it."""
    return pl.format(form, pl.col(column).fill_null("").str.slice(0, 60))


def with_lookup(
    frame: pl.DataFrame, column: str, name: str, find: Callable[[str], str]
) -> pl.DataFrame:
    """The frame with a column of text made from another; each distinct text is asked once."""
    written = frame[column].unique().to_list()
    found = pl.DataFrame(
        {column: written, name: [find(one or "") for one in written]},
        schema={column: pl.String, name: pl.String},
    )
    return frame.join(found, on=column, how="left", nulls_equal=True, maintain_order="left")
