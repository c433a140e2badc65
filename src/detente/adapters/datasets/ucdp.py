"""UCDP's georeferenced events: quoted CSV with a header; every row is fighting."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.adapters.datasets.distinct import with_days, with_lookup
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import constant, filled, shown, with_problem

NEEDED = tuple(
    "id type_of_violence side_a side_b gwnoa gwnob country country_id date_start date_end "
    "date_prec number_of_sources source_office where_coordinates latitude longitude "
    "source_headline".split()
)
# Type of violence in which one side acts on people who do not fight.
ONE_SIDED = "3"
# UCDP's precision of days: 1 the day, 2 and 3 some days, 4 a month, 5 longer.
PRECISIONS = {"1": "day", "2": "days", "3": "days", "4": "month", "5": "year"}
WEIGHT = -10.0


def layout_of(header: Sequence[str], *, delimiter: str = ",") -> Layout:
    """The layout below a header."""
    return Layout(
        kind="ucdp",
        name=f"UCDP GED, {len(header)} columns",
        columns=tuple(header),
        needed=NEEDED,
        shape=shape,
        delimiter=delimiter,
        quoted=True,
        header_lines=1,
    )


def shape(frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Our columns from UCDP's; fighting is mutual, violence against people is not."""
    frame = frame.with_columns(filled(name, "NA") for name in NEEDED)
    for side, letter in (("source", "a"), ("target", "b")):
        named = [f"gwno{letter}", f"side_{letter}", "country_id"]
        frame = naming.join(frame, side, naming.by_number, named)
    frame = frame.with_columns(day="date_start", last_day="date_end")
    frame = with_days(frame, "day", "last_day")
    frame = with_lookup(frame, "date_prec", "precision", _precision)
    frame = with_lookup(frame, "source_office", "publisher", _first_office)
    frame = with_problem(
        frame,
        (pl.col("day").is_null(), shown("date_start", "date_start '{}' is no day")),
        ((pl.col("side_a") == "") & (pl.col("side_b") == ""), "neither side is named"),
    )
    return frame.select(
        pl.col("id").alias("native_id"),
        *("day", "last_day", "precision"),
        *("source", "source_role", pl.col("side_a").alias("source_name")),
        *("target", "target_role", pl.col("side_b").alias("target_name")),
        (pl.col("type_of_violence") == ONE_SIDED).alias("directed"),
        constant("ASSAULT").alias("action"),
        pl.lit(WEIGHT).alias("goldstein"),
        constant("military").alias("sector"),
        pl.col("number_of_sources").cast(pl.Int32, strict=False).alias("reports"),
        pl.col("source_headline").alias("story"),
        "publisher",
        pl.col("where_coordinates").alias("place"),
        *("latitude", "longitude", "problem"),
    )


def _precision(written: str) -> str:
    return PRECISIONS.get(written.strip(), "day")


def _first_office(written: str) -> str:
    return written.split(";")[0]
