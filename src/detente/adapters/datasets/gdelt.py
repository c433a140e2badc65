"""GDELT 1.0 and 2.0 event exports: 57, 58 or 61 tab-separated columns without a header."""

from __future__ import annotations

import polars as pl

from detente.adapters.datasets.distinct import with_days
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import shown, weighted, with_problem

ACTOR = tuple(
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code "
    "Type2Code Type3Code".split()
)
PLACE = tuple("Type FullName CountryCode ADM1Code Lat Long FeatureID".split())
PLACE_2 = (*PLACE[:4], "ADM2Code", *PLACE[4:])
MIDDLE = tuple(
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions "
    "NumSources NumArticles AvgTone".split()
)
NEEDED = tuple(
    "GLOBALEVENTID SQLDATE Actor1Code Actor1Name Actor2Code Actor2Name EventCode GoldsteinScale "
    "NumArticles ActionGeo_FullName ActionGeo_Lat ActionGeo_Long SOURCEURL".split()
)
# The host without its subdomains: sections and mirrors of one house are one family.
FAMILY = (
    r"^\w+://(?:[^/:]*?\.)?([^./:]+\.(?:(?:co|com|org|net|gov|ac|edu|or|ne|go)\.[a-z]{2}|[a-z]+))"
    r"(?:[/:?]|$)"
)
SIZES = (57, 58, 61)


def columns_of(size: int) -> tuple[str, ...]:
    """The names of the columns of a file with so many."""
    place = PLACE_2 if size == SIZES[2] else PLACE
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
        *MIDDLE,
        *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in place),
        "DATEADDED",
        *(("SOURCEURL",) if size > SIZES[0] else ()),
    )


def layout_of(size: int, *, header_lines: int = 0) -> Layout:
    """The layout of a file with 57, 58 or 61 columns."""
    version = "2.0" if size == SIZES[2] else "1.0"
    return Layout(
        kind="gdelt",
        name=f"GDELT {version}, {size} columns",
        columns=columns_of(size),
        needed=NEEDED,
        shape=shape,
        header_lines=header_lines,
    )


def shape(frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Our columns from GDELT's; the number of articles counts as reports."""
    frame = naming.join(frame, "source", naming.from_cameo, ["Actor1Code"])
    frame = naming.join(frame, "target", naming.from_cameo, ["Actor2Code"])
    frame = naming.join_codes(frame, "EventCode")
    frame = with_days(frame.with_columns(day="SQLDATE"), "day", form="%Y%m%d")
    frame = with_problem(
        frame,
        (pl.col("day").is_null(), shown("SQLDATE", "SQLDATE '{}' is no day")),
        (pl.col("action").is_null(), shown("EventCode", "EventCode '{}' is not of CAMEO")),
        ((pl.col("Actor1Code") == "") & (pl.col("Actor2Code") == ""), "neither side is named"),
    )
    return frame.select(
        pl.col("GLOBALEVENTID").alias("native_id"),
        *("day", "source", "source_role", pl.col("Actor1Name").alias("source_name")),
        *("target", "target_role", pl.col("Actor2Name").alias("target_name")),
        *("action", "sector", pl.col("EventCode").alias("cameo")),
        weighted("GoldsteinScale"),
        pl.col("NumArticles").cast(pl.Int32, strict=False).alias("reports"),
        pl.col("SOURCEURL").alias("story"),
        pl.col("SOURCEURL").str.extract(FAMILY).fill_null("").alias("publisher"),
        pl.col("ActionGeo_FullName").alias("place"),
        pl.col("ActionGeo_Lat").alias("latitude"),
        pl.col("ActionGeo_Long").alias("longitude"),
        "problem",
    )
