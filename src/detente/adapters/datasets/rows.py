"""The one form that rows of every dataset take (version 1; described in ``docs/datasets.md``)."""

from __future__ import annotations

from typing import Any

import polars as pl

VERSION = 1
# Of the file's SHA-256, before the colon of a row's key.
ROW_ID_DIGITS = 12
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
CATEGORIES = (pl.Categorical, pl.Enum)
FARTHEST = {"latitude": 90.0, "longitude": 180.0}


def completed(frame: pl.DataFrame) -> pl.DataFrame:
    """A shaped frame with every column of a row, in order and of its type, and ``problem``.

    Columns that a format lacks get what a missing value means: no text, no number, one report,
    directed, precise to the day, sector ``unspecified``. Places off the globe become unknown.
    Texts that repeat may be categories.
    """
    columns: list[pl.Expr] = []
    schema = dict(frame.schema)
    for name, dtype in ROW_SCHEMA.items():
        if name in schema:
            values = _completed(name, schema[name])
        elif name == "last_day":
            values = pl.col("day")
        elif dtype == pl.String:
            values = constant(str(DEFAULTS.get(name, "")))
        else:
            values = pl.lit(DEFAULTS.get(name), dtype=dtype)
        columns.append(values.alias(name))
    return frame.select(*columns, pl.col("problem"))


def _completed(name: str, dtype: pl.DataType) -> pl.Expr:
    values = pl.col(name)
    if dtype != ROW_SCHEMA[name] and dtype not in CATEGORIES:
        values = values.cast(ROW_SCHEMA[name], strict=False)
    if name in FARTHEST:
        return pl.when(values.abs() <= FARTHEST[name]).then(values)
    if name in NUMBERS:
        return pl.when(values.is_finite()).then(values)
    if name == "last_day":
        return pl.max_horizontal(values, "day")
    if name == "reports":
        return values.clip(1).fill_null(1)
    if name in DEFAULTS or ROW_SCHEMA[name] == pl.String:
        return values.fill_null(DEFAULTS.get(name, ""))
    return values


def constant(text: str) -> pl.Expr:
    """The same text in every row."""
    return pl.lit(text, dtype=pl.Enum([text]))


def weighted(column: str) -> pl.Expr:
    """The intensity that a dataset states; the code's own weight where it states none."""
    stated = pl.col(column).cast(pl.Float32, strict=False)
    return stated.fill_null(pl.col("weight")).alias("goldstein")


def filled(column: str, *nothing: str) -> pl.Expr:
    """The text of a column without the words by which a dataset writes "nothing"."""
    text = pl.col(column)
    wrote_nothing = pl.any_horizontal(*(text == word for word in nothing))
    return pl.when(wrote_nothing).then(pl.lit("")).otherwise(text).alias(column)


def with_problem(frame: pl.DataFrame, *checks: tuple[pl.Expr, pl.Expr | str]) -> pl.DataFrame:
    """The frame with ``problem``: the reason of the first check that is true, null where none is.

    Reasons are written for the rows that have one alone.
    """
    wrong = frame.select(pl.any_horizontal(wrong.fill_null(True) for wrong, _ in checks))
    rows = wrong.to_series().arg_true()
    if rows.is_empty():
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias("problem"))
    reasons = [
        pl.when(wrong.fill_null(True)).then(pl.lit(why) if isinstance(why, str) else why)
        for wrong, why in checks
    ]
    found = frame[rows].select(pl.coalesce(*reasons)).to_series()
    problems = pl.Series("problem", [None], dtype=pl.String).new_from_index(0, frame.height)
    return frame.with_columns(problems.scatter(rows, found))


def shown(column: str, form: str) -> pl.Expr:
    """A reason that shows the value seen; ``{}`` in the form stands for it."""
    return pl.format(form, pl.col(column).cast(pl.String).fill_null("").str.slice(0, 60))
