"""ICEWS as published: 20 tab-separated columns with a header."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from detente.adapters.datasets.distinct import distinct, with_days
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import filled, shown, weighted, with_problem

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
PLACE = ("City", "Province", "Country")
SOMETIMES_MISSING = (
    *(f"{side} {what}" for side in ("Source", "Target") for what in ("Name", "Sectors", "Country")),
    *("CAMEO Code", "Publisher"),
)
NEEDED = tuple(name for name in COLUMNS if name not in ("Sentence Number", "District"))


def layout_of(
    columns: tuple[str, ...] = COLUMNS,
    *,
    header_lines: int = 1,
    delimiter: str = "\t",
    quoted: bool = False,
) -> Layout:
    """The layout of a file whose header names these columns."""
    return Layout(
        kind="icews",
        name=f"ICEWS, {len(columns)} columns",
        columns=columns,
        needed=NEEDED,
        shape=shape,
        delimiter=delimiter,
        quoted=quoted,
        header_lines=header_lines,
    )


def own_names(header: Sequence[str]) -> tuple[str, ...]:
    """The columns of a header under the publisher's names, as other programs write them anew.

    >>> own_names(["event_date", "Source.Name", "cameo_code"])
    ('Event Date', 'Source Name', 'CAMEO Code')
    """
    known = {_plain(name): name for name in COLUMNS}
    return tuple(known.get(_plain(name), name) for name in header)


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


def shape(frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Our columns from those of ICEWS; each row is one report."""
    frame = frame.with_columns(filled(name, "NA") for name in SOMETIMES_MISSING)
    for side, title in (("source", "Source"), ("target", "Target")):
        named = [f"{title} {what}" for what in ("Name", "Sectors", "Country")]
        frame = naming.join(frame, side, naming.by_country, named)
    # Where the code is missing the title still says what was done.
    act = pl.when(pl.col("CAMEO Code") == "").then("Event Text").otherwise("CAMEO Code")
    frame = naming.join_codes(frame.with_columns(act.alias("act")), "act")
    frame = with_days(frame.with_columns(day="Event Date"), "day")
    frame = with_problem(
        frame,
        (pl.col("day").is_null(), shown("Event Date", "Event Date '{}' is no day")),
        (pl.col("action").is_null(), shown("act", "CAMEO Code '{}' is unknown")),
        ((pl.col("Source Name") == "") & (pl.col("Target Name") == ""), "neither side is named"),
    )
    return with_place(frame).select(
        pl.col("Event ID").alias("native_id"),
        *("day", "source", "source_role", pl.col("Source Name").alias("source_name")),
        *("target", "target_role", pl.col("Target Name").alias("target_name")),
        *("action", "sector", pl.col("CAMEO Code").alias("cameo")),
        weighted("Intensity"),
        pl.col("Story ID").alias("story"),
        pl.col("Publisher").alias("publisher"),
        pl.col("place"),
        pl.col("Latitude").alias("latitude"),
        pl.col("Longitude").alias("longitude"),
        "problem",
    )


def with_place(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with ``place``: city, province and country as far as they are known."""
    written = distinct(frame, PLACE)
    places = [", ".join(part for part in key if part not in ("", "NA")) for key in written.keys]
    return frame.with_columns(written.column("place", places))
