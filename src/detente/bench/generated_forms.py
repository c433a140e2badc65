"""Made-up datasets in the forms of POLECAT, UCDP, quadruples and daily scores."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.adapters.datasets import polecat, ucdp
from detente.adapters.datasets.quadruples import ENTITIES, RELATIONS
from detente.bench.generating import World
from detente.codebook import load_codebook
from detente.codebook.cameo import load_cameo

CAPITAL = {"Latitude": "12.5833", "Longitude": "42.1667"}
# Columns that the publishers have beside those that are read.
POLECAT_REST = (
    "Event Mode",
    "Quad Code",
    "Actor COW",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient COW",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "City",
    "District",
    "Province",
    "Geoname ID",
    "Raw Placename",
    "Feature Type",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
UCDP_REST = (
    "relid year active_year code_status conflict_name dyad_name best high low region".split()
)


def as_polecat(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of 40 columns, each a story."""
    names = _names(world)
    cameo = load_cameo()
    found = {code: cameo.find(code) for code in world.codes}
    roots = {code: one.root if one and one.root else "CONSULT" for code, one in found.items()}
    day = pl.col("day").dt.strftime("%Y-%m-%d")
    known: dict[str, pl.Expr] = {
        "Event ID": pl.format("NGEC{}", _number(rows, before)),
        "Event Date": day,
        "Publication Date": day,
        "Event Type": pl.col("code").replace_strict(roots, return_dtype=pl.String),
        "Intensity": pl.col("weight").round(1).cast(pl.String),
        "Quad Code": pl.lit("MATERIAL COOPERATION"),
        "Contexts": pl.lit("diplomatic"),
        "Country": pl.col("target"),
        "Source": pl.col("publisher"),
        "Placename": pl.lit("Capital"),
        "Language": pl.lit("English"),
        "Version": pl.lit("made up"),
    }
    for side, column in (("Actor", "source"), ("Recipient", "target")):
        known[f"{side} Name"] = pl.col(column).replace(names)
        known[f"{side} Country"] = pl.col(column)
        known[f"Primary {side} Sector"] = pl.lit("GOV")
    known |= {name: pl.lit(value) for name, value in CAPITAL.items()}
    columns = (*polecat.NEEDED, *POLECAT_REST)
    return rows.select(known.get(one, pl.lit("None")).alias(one) for one in columns)


def as_ucdp(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of 27 columns; every one is fighting."""
    names = {code: f"Government of {name}" for code, name in _names(world).items()}
    day = pl.col("day").dt.strftime("%Y-%m-%d")
    known: dict[str, pl.Expr] = {
        "id": _number(rows, before),
        "type_of_violence": pl.lit("1"),
        "side_a": pl.col("source").replace(names),
        "side_b": pl.col("target").replace(names),
        "country": pl.col("target"),
        "date_start": day,
        "date_end": day,
        "date_prec": pl.lit("1"),
        "number_of_sources": pl.lit("1"),
        "source_office": pl.format("{};another house", "publisher"),
        "where_coordinates": pl.lit("Capital, at the gates"),
        "source_headline": pl.format("They fought, it is said, for the {}th time", "event"),
        "year": day.str.slice(0, 4),
        "latitude": pl.lit(CAPITAL["Latitude"]),
        "longitude": pl.lit(CAPITAL["Longitude"]),
    }
    columns = (*ucdp.NEEDED, *UCDP_REST)
    return rows.select(known.get(one, pl.lit("0")).alias(one) for one in columns)


def as_scores(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of a day, two states and a score with four decimals."""
    share = ((_index(rows, before) * 7919) % 9973) / 9973
    return rows.select(
        pl.col("day").dt.strftime("%Y-%m-%d").alias("date"),
        pl.col("source").alias("source"),
        pl.col("target").alias("target"),
        (pl.col("weight") + share).round(4).alias("score"),
    )


def as_quadruples(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of four numbers: subject, relation, object and days since the plan's first."""
    states = {code: number for number, code in enumerate(sorted(_names(world)))}
    acts = {code: number for number, code in enumerate(world.codes)}
    return rows.select(
        pl.col("source").replace_strict(states, return_dtype=pl.Int64),
        pl.col("code").replace_strict(acts, return_dtype=pl.Int64),
        pl.col("target").replace_strict(states, return_dtype=pl.Int64),
        (pl.col("day") - world.plan.start).dt.total_days().alias("time"),
    )


def write_tables(path: Path, world: World) -> None:
    """What the numbers of quadruples stand for, and a mapping with the day of time 0.

    Tables are written into the file's folder, the mapping to ``<name>.mapping.toml``.
    """
    names = _names(world)
    titles = {one.code: one.name for one in load_cameo()}
    tables = {
        ENTITIES: [names[code].replace(" ", "_") for code in sorted(names)],
        RELATIONS: [titles[code].replace(" ", "_") for code in world.codes],
    }
    for name, written in tables.items():
        text = "".join(f"{one}\t{number}\n" for number, one in enumerate(written))
        path.with_name(name).write_text(text, encoding="utf-8")
    mapping = f"[file]\nstart = {world.plan.start.isoformat()!r}\n".replace("'", '"')
    path.with_name(f"{path.name}.mapping.toml").write_text(mapping, encoding="utf-8")


def _names(world: World) -> dict[str, str]:
    actors = load_codebook().actors
    return {code: actors.name(code) for pair in world.dyads for code in pair}


def _index(rows: pl.DataFrame, before: int) -> pl.Expr:
    return pl.int_range(before + 1, before + 1 + rows.height)


def _number(rows: pl.DataFrame, before: int) -> pl.Expr:
    return _index(rows, before).cast(pl.String)
