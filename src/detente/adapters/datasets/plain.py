"""Plain tables with CAMEO or PLOVER codes, and daily scores of dyads: CSV, TSV or Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import polars as pl

from detente.adapters.datasets.distinct import with_days, with_lookup
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.mapping import FIELDS, Mapped, guessed
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import constant, filled, shown, with_problem
from detente.codebook.cameo import UNSPECIFIED
from detente.errors import InputError
from detente.model import SECTORS

# How tables write that a cell is empty.
NOTHING = ("NA", "None", "NULL", "nan", "NaN")
# Of what else is a number, many cells may be empty in a table's own way.
MEASURED = ("score",)
RESOLVED = ("_source", "_target", "_action", "_sector")


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
            near = get_close_matches(column, header, 1)
            said = f" as {found.lines[name]} says" if name in found.lines else ""
            raise InputError(
                f"{path}:1: no column {column!r} for {name}{said}; the header has "
                f"{', '.join(header)}" + (f"; do you mean {near[0]!r}?" if near else "")
            )
    kind = kind or ("scores" if found.has("score") and not found.has("action") else "plain")
    asked = ("day", "source", "target", "score" if kind == "scores" else "action")
    missing = [name for name in asked if not found.has(name)]
    if missing:
        shown_as = ", ".join(f'{name} = "…"' for name in missing)
        raise InputError(
            f"{path}:1: no column is known to be {', '.join(missing)}; the header has "
            f"{', '.join(header)}; say in a file for --mapping: [columns] {shown_as}, under "
            "[constants] what is the same in every row"
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
        numbers={found.columns[name]: pl.Float64 for name in MEASURED if name in found.columns},
    )


def shape(frame: pl.DataFrame, naming: Naming, *, mapping: Mapped, kind: str) -> pl.DataFrame:
    """Our columns from those of a table, by its mapping; scores have no direction and no act."""
    scored = kind == "scores"
    schema = frame.schema
    frame = frame.select(_field(name, mapping, schema) for name in FIELDS)
    for name in ("_action", "_sector"):
        if mapping.has(name.removeprefix("_")):
            frame = with_lookup(frame, name, name, _without_nothing)
    for side in ("source", "target"):
        frame = naming.join(frame, side, naming.by_any, [f"_{side}"], meant=_without_nothing)
    if not scored:
        frame = naming.join_codes(frame, "_action")
    if mapping.has("sector"):
        frame = with_lookup(frame, "_sector", "stated", _sector)
    frame = with_days(frame.with_columns(day="_day"), "day", form=mapping.date_format)
    if mapping.has("last_day"):
        last = frame.with_columns(last_day="_last_day")
        frame = with_days(last, "last_day", form=mapping.date_format)
    else:
        frame = frame.with_columns(last_day="day")
    frame = frame.with_columns(score=_number("_score", mapping))
    frame = with_problem(frame, *_checks(mapping, scored=scored))
    return frame.select(
        pl.col("_id").alias("native_id"),
        *("day", "last_day"),
        *("source", "source_role", pl.col("_source").alias("source_name")),
        *("target", "target_role", pl.col("_target").alias("target_name")),
        pl.lit(mapping.directed and not scored).alias("directed"),
        constant("").alias("action") if scored else pl.col("action"),
        pl.col("_action").alias("cameo"),
        _weight(mapping, scored=scored),
        "score",
        _sector_of(mapping, scored=scored),
        _number("_reports", mapping).cast(pl.Int32, strict=False).alias("reports"),
        *(pl.col(f"_{name}").alias(name) for name in ("story", "publisher", "place")),
        *(_number(f"_{name}", mapping).alias(name) for name in ("latitude", "longitude")),
        "problem",
    )


def _field(name: str, mapping: Mapped, schema: Mapping[str, pl.DataType]) -> pl.Expr:
    """A field's own column; days and what is resolved by its distinct texts are filled later."""
    typed = schema.get(mapping.columns.get(name, "")) == pl.Float64
    if name not in mapping.columns:
        found = constant(mapping.constants.get(name, ""))
    elif f"_{name}" in RESOLVED or name in ("day", "last_day") or typed:
        found = pl.col(mapping.columns[name])
    else:
        found = filled(mapping.columns[name], *NOTHING)
    return found.alias(f"_{name}")


def _without_nothing(written: str) -> str:
    return "" if written in NOTHING else written


def _number(column: str, mapping: Mapped) -> pl.Expr:
    name = column.removeprefix("_")
    if mapping.has(name):
        return pl.col(column).cast(pl.Float64, strict=False)
    return pl.lit(None, dtype=pl.Float64)


def _weight(mapping: Mapped, *, scored: bool) -> pl.Expr:
    stated = _number("_goldstein", mapping).cast(pl.Float32)
    return (stated if scored else stated.fill_null(pl.col("weight"))).alias("goldstein")


def _sector_of(mapping: Mapped, *, scored: bool) -> pl.Expr:
    """What the table states, else what the code says."""
    of_code = constant(UNSPECIFIED) if scored else pl.col("sector")
    if not mapping.has("sector"):
        return of_code.alias("sector")
    stated = pl.col("stated").cast(pl.String)
    return pl.when(stated != "").then(stated).otherwise(of_code.cast(pl.String)).alias("sector")


def _checks(mapping: Mapped, *, scored: bool) -> list[tuple[pl.Expr, pl.Expr | str]]:
    day = shown("_day", "day '{}' is not written as " + mapping.date_format)
    score, action = pl.col("score"), pl.col("action")
    return [
        (pl.col("day").is_null(), day),
        (score.is_null() | ~score.is_finite(), shown("_score", "score '{}' is no number"))
        if scored
        else (action.is_null(), shown("_action", "action '{}' is unknown")),
        ((pl.col("_source") == "") & (pl.col("_target") == ""), "neither side is named"),
    ]


def _sector(written: str) -> str:
    folded = written.casefold().strip()
    return folded if folded in (*SECTORS, UNSPECIFIED) else ""
