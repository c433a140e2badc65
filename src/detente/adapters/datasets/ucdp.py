"""UCDP's georeferenced events: quoted CSV with a header; every row is fighting."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import dated, filled, problem_of, shown

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
    return frame.select(
        pl.col("id").alias("native_id"),
        dated("date_start").alias("day"),
        dated("date_end").alias("last_day"),
        pl.col("date_prec").replace_strict(PRECISIONS, default="day").alias("precision"),
        *("source", "source_role", pl.col("side_a").alias("source_name")),
        *("target", "target_role", pl.col("side_b").alias("target_name")),
        (pl.col("type_of_violence") == ONE_SIDED).alias("directed"),
        pl.lit("ASSAULT").alias("action"),
        pl.lit(WEIGHT).alias("goldstein"),
        pl.lit("military").alias("sector"),
        pl.col("number_of_sources").cast(pl.Int32, strict=False).alias("reports"),
        pl.col("source_headline").alias("story"),
        pl.col("source_office").str.split(";").list.first().fill_null("").alias("publisher"),
        pl.col("where_coordinates").alias("place"),
        pl.col("latitude"),
        pl.col("longitude"),
        problem_of(
            (dated("date_start").is_null(), shown("date_start", "date_start '{}' is no day")),
            (
                (pl.col("side_a") == "") & (pl.col("side_b") == ""),
                "neither side is named",
            ),
        ),
    )
