"""POLECAT as published (``.txt``, tab-separated), its misformatted files among them.

Some files have a header that names a column ``Headline`` that the rows lack, some repeat the header
or the headline in the middle, some have empty columns at the end, and some cells hold tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import polars as pl

from detente.adapters.datasets.distinct import with_days, with_lookup
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import filled, shown, weighted, with_problem
from detente.codebook.cameo import UNSPECIFIED
from detente.model import ACTIONS

HEADLINE = "Headline"
NEEDED = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Intensity",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Primary Actor Sector",
    "Recipient Name",
    "Recipient Country",
    "Primary Recipient Sector",
    "Placename",
    "Country",
    "Latitude",
    "Longitude",
    "Source",
)
# Cells without a value are written out, or left empty where a file was saved anew.
NOTHING = r"||None|NA"
DAY = re.compile(r"\d{4}-\d\d-\d\d([ T].*)?")
STATES = re.compile(rf"[A-Z]{{3}}([;,] ?[A-Z]{{3}})*{NOTHING}")
NUMBER = re.compile(rf"-?\d+(\.\d+)?{NOTHING}")
ROOTS = re.compile("|".join((*ACTIONS, "RETREAT", "YIELD", "INVESTIGATE")), re.IGNORECASE)
# What a cell must look like: by these a row that slipped is put back in its place.
ANCHORS = {
    "Event Date": DAY,
    "Event Type": ROOTS,
    "Intensity": NUMBER,
    "Quad Code": re.compile(rf"(VERBAL|MATERIAL) (COOPERATION|CONFLICT)|\d{NOTHING}", re.I),
    "Contexts": re.compile(rf"[a-z_]+([;,] ?[a-z_]+)*{NOTHING}"),
    "Actor Country": STATES,
    "Primary Actor Sector": re.compile(rf"[A-Z]{{3}}{NOTHING}"),
    "Recipient Country": STATES,
    "Primary Recipient Sector": re.compile(rf"[A-Z]{{3}}{NOTHING}"),
    "Latitude": NUMBER,
    "Longitude": NUMBER,
    "Publication Date": re.compile(rf"{DAY.pattern}{NOTHING}"),
}
MOST_EXTRA = 5
SHORTEST_HEADLINE = 20
OLDER_INTENSITY = "Event Intensity"


def layout_of(header: Sequence[str], data_columns: int) -> Layout:
    """The layout below a header, where most rows have so many columns.

    A header with one column too many, the headline's, counts without it.
    """
    names = tuple("Intensity" if one == OLDER_INTENSITY else one for one in header)
    while names and not names[-1] and len(names) > data_columns:
        names = names[:-1]
    headline = names.index(HEADLINE) if HEADLINE in names else None
    if headline is not None and data_columns < len(names):
        names = tuple(one for one in names if one != HEADLINE)
    return Layout(
        kind="polecat",
        name=f"POLECAT, {len(names)} columns",
        columns=names,
        needed=NEEDED,
        shape=shape,
        header_lines=1,
        repair=partial(mended, names=names, headline=headline),
    )


def mended(
    fields: Sequence[str], *, names: Sequence[str], headline: int | None = None
) -> list[str] | str:
    """A record with too many cells put back in its columns, or why it can't be.

    Empty cells at the end are dropped. Otherwise the surplus cells are sought: a headline is
    dropped, a cell that a tab tore apart is joined again. The reading counts in which day, action,
    states, sectors, coordinates stand where they belong and most of them have a value.
    """
    cells = list(fields)
    if cells[:2] == ["Event ID", "Event Date"]:
        return "the header again"
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    surplus = len(cells) - len(names)
    if surplus == 0:
        return cells
    if surplus < 0:
        return f"{len(cells)} columns, {len(names)} expected"
    if surplus <= MOST_EXTRA:
        fitting = ((_fit(one, names), one) for one in _readings(cells, surplus, headline))
        best, reading = max(fitting, key=lambda pair: pair[0])
        if best > 0:
            return reading
    return f"{len(cells)} columns, {len(names)} expected; no reading puts them in their places"


def _readings(cells: list[str], surplus: int, headline: int | None) -> Iterator[list[str]]:
    if headline is not None and surplus == 1:
        yield [*cells[:headline], *cells[headline + 1 :]]
    for at, cell in enumerate(cells):
        if surplus == 1 and len(cell) >= SHORTEST_HEADLINE and cell.count(" ") > 2:
            yield [*cells[:at], *cells[at + 1 :]]
    for at in range(len(cells) - surplus):
        pieces = [one.strip() for one in cells[at : at + surplus + 1]]
        # What is torn is text; a cell that says "nothing" is whole.
        if not any(one in ("None", "NA") for one in pieces):
            torn = " ".join(one for one in pieces if one)
            yield [*cells[:at], torn, *cells[at + surplus + 1 :]]
    yield cells


def _fit(cells: Sequence[str], names: Sequence[str]) -> int:
    """How many telling cells have a value; 0 where one of them stands in a wrong column."""
    if len(cells) != len(names):
        return 0
    told = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
    known = [name for name in ANCHORS if name in told]
    if not all(ANCHORS[name].fullmatch(told[name]) for name in known):
        return 0
    return sum(told[name] not in ("", "None", "NA") for name in known)


def shape(frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
    """Our columns from POLECAT's; the contexts give the sector."""
    frame = frame.with_columns(filled(name, "None", "NA") for name in NEEDED)
    for side, title in (("source", "Actor"), ("target", "Recipient")):
        named = [f"{title} Country", f"Primary {title} Sector", f"{title} Name"]
        frame = naming.join(frame, side, naming.by_code, named)
    frame = naming.join_codes(frame, "Event Type").drop("sector")
    contexts = naming.foreign["context"]

    def sector(written: str) -> str:
        each = [one.strip() for one in re.split(r"[;,]", written.casefold())]
        return next((contexts[one].role for one in each if one in contexts), UNSPECIFIED)

    frame = with_lookup(frame, "Contexts", "sector", sector)
    frame = with_days(frame.with_columns(day="Event Date"), "day")
    frame = with_problem(
        frame,
        (pl.col("Event Date") == "Event Date", "the header again"),
        (pl.col("day").is_null(), shown("Event Date", "Event Date '{}' is no day")),
        (pl.col("action").is_null(), shown("Event Type", "Event Type '{}' is no PLOVER root")),
        (
            _nobody("source", "Actor Name") & _nobody("target", "Recipient Name"),
            "neither side is named",
        ),
    )
    return frame.select(
        pl.col("Event ID").alias("native_id"),
        "day",
        *("source", "source_role", pl.col("Actor Name").alias("source_name")),
        *("target", "target_role", pl.col("Recipient Name").alias("target_name")),
        *("action", "sector"),
        weighted("Intensity"),
        pl.col("Source").alias("publisher"),
        pl.col("Placename").alias("place"),
        pl.col("Latitude").alias("latitude"),
        pl.col("Longitude").alias("longitude"),
        "problem",
    )


def _nobody(side: str, name: str) -> pl.Expr:
    return (pl.col(side) == "") & (pl.col(name) == "")
