"""Plain tables with CAMEO or PLOVER codes, and daily scores of dyads: CSV, TSV or Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import polars as pl

from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.mapping import EXAMPLE, FIELDS, Mapped, guessed
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import filled, problem_of, shown, weighted, with_lookup
from detente.codebook.cameo import UNSPECIFIED
from detente.errors import InputError
from detente.model import SECTORS


def layout_of(
    path: Path,
    header: Sequence[str],
    mapping: Mapped | None = None,
    *,
    kind: str = "",
    delimiter: str = ",",
) -> Layout:
    """The layout of a plain table with a header.

    Args:
        mapping: what the user says; the rest is told from the names in the header.
        kind: ``plain`` or ``scores``; empty to tell it from the columns.

    Raises:
        InputError: if a column is not there, or day, parties and act (or score) are not told.
    """
    found = guessed(header, mapping)
    for name, column in found.columns.items():
        if column not in header:
            raise InputError(
                f"{path}:1: no column {column!r} for {name}; the header has {', '.join(header)}"
            )
    kind = kind or ("scores" if found.has("score") and not found.has("action") else "plain")
    asked = ("day", "source", "target", "score" if kind == "scores" else "action")
    missing = [name for name in asked if not found.has(name)]
    if missing:
        raise InputError(
            f"{path}:1: no column is known to be {', '.join(missing)}; give --mapping FILE "
            f"with {EXAMPLE}"
        )
    return Layout(
        kind=kind,
        name=f"{kind} table, {len(header)} columns",
        columns=tuple(header),
        needed=tuple(dict.fromkeys(found.columns.values())),
        shape=partial(shape, mapping=found, kind=kind),
        delimiter=found.delimiter or delimiter,
        quoted=True,
        header_lines=1,
    )


def shape(frame: pl.DataFrame, naming: Naming, *, mapping: Mapped, kind: str) -> pl.DataFrame:
    """Our columns from those of a table, by its mapping; scores have no direction and no act."""
    frame = frame.select(
        (
            filled(mapping.columns[name], "NA", "None", "NULL", "nan", "NaN")
            if name in mapping.columns
            else pl.lit(mapping.constants.get(name, ""))
        ).alias(f"_{name}")
        for name in FIELDS
    )
    frame = naming.join(frame, "source", naming.by_any, ["_source"])
    frame = naming.join(frame, "target", naming.by_any, ["_target"])
    frame = naming.join_codes(frame, "_action")
    frame = with_lookup(frame, "_sector", "stated", _sector)
    day = _day("_day", mapping.date_format)
    scored = kind == "scores"
    score = pl.col("_score").cast(pl.Float64, strict=False)
    return frame.select(
        pl.col("_id").alias("native_id"),
        day.alias("day"),
        _day("_last_day", mapping.date_format).alias("last_day"),
        *("source", "source_role", pl.col("_source").alias("source_name")),
        *("target", "target_role", pl.col("_target").alias("target_name")),
        pl.lit(mapping.directed and not scored).alias("directed"),
        pl.lit("").alias("action") if scored else pl.col("action"),
        pl.col("_action").alias("cameo"),
        weighted("_goldstein"),
        score.alias("score"),
        pl.when(pl.col("stated") != "").then("stated").otherwise("sector").alias("sector"),
        pl.col("_reports")
        .cast(pl.Float64, strict=False)
        .cast(pl.Int32, strict=False)
        .alias("reports"),
        *(pl.col(f"_{name}").alias(name) for name in ("story", "publisher", "place")),
        *(pl.col(f"_{name}").alias(name) for name in ("latitude", "longitude")),
        problem_of(
            (day.is_null(), shown("_day", "day '{}' is not written as " + mapping.date_format)),
            (
                (score.is_null() | ~score.is_finite(), shown("_score", "score '{}' is no number"))
                if scored
                else (pl.col("action").is_null(), shown("_action", "action '{}' is unknown"))
            ),
            (
                (pl.col("_source") == "") & (pl.col("_target") == ""),
                "neither side is named",
            ),
        ),
    )


def _day(column: str, form: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    if form == "%Y-%m-%d":
        text = text.str.slice(0, 10)
    return text.str.to_date(form, strict=False)


def _sector(written: str) -> str:
    folded = written.casefold().strip()
    return folded if folded in (*SECTORS, UNSPECIFIED) else ""
