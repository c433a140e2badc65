"""Made-up datasets as files in the forms that publishers have, with their truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl

from detente.adapters.datasets import gdelt, icews
from detente.bench.generated_forms import (
    as_polecat,
    as_quadruples,
    as_scores,
    as_ucdp,
    write_tables,
)
from detente.bench.generating import PUBLISHERS, Block, Plan, World, blocks, make_world
from detente.codebook import load_codebook
from detente.codebook.cameo import load_cameo
from detente.errors import InputError


def generate(path: Path, form: str, plan: Plan) -> int:
    """Write a dataset and, beside it, ``<name>.truth.json``; returns the number of rows.

    Args:
        form: ``gdelt`` (58 columns), ``icews`` (20 columns), ``plain`` (CSV), ``polecat``,
            ``ucdp``, ``scores`` (CSV), or ``quadruples`` with their tables and a mapping.

    Raises:
        InputError: if the form or the plan can't be, or the file can't be written.
    """
    if form not in FORMS:
        raise InputError(f"{form!r} is no form to generate; use one of {', '.join(FORMS)}")
    try:
        world = make_world(plan)
    except ValueError as error:
        raise InputError(f"nothing can be generated: {error}") from error
    shaped, separator, header = FORMS[form]
    total = 0
    try:
        with path.open("wb") as out:
            for block in blocks(world):
                frame = shaped(world, told(world, block), total)
                frame.write_csv(
                    out,
                    separator=separator,
                    include_header=header and total == 0,
                    quote_style="never" if separator == "\t" else "necessary",
                )
                total += frame.height
        if form == "quadruples":
            write_tables(path, world)
        truth = path.with_name(f"{path.name}.truth.json")
        truth.write_text(json.dumps(world.truth | {"rows": total}, indent=1), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: can't be written ({error.strerror}); choose another") from error
    return total


def told(world: World, block: Block) -> pl.DataFrame:
    """The rows of a block as text: day, parties, code, weight, publisher, address."""
    index = pl.DataFrame(
        {
            "event": block.event,
            "offset": block.day,
            "dyad": block.dyad,
            "code": block.code,
            "publisher": block.publisher,
        }
    )
    sources = pl.Series([source for source, _ in world.dyads])
    targets = pl.Series([target for _, target in world.dyads])
    publisher = pl.Series(PUBLISHERS).gather(index["publisher"])
    return index.select(
        "event",
        (pl.lit(world.plan.start) + pl.duration(days="offset")).cast(pl.Date).alias("day"),
        sources.gather(index["dyad"]).alias("source"),
        targets.gather(index["dyad"]).alias("target"),
        pl.Series(world.codes).gather(index["code"]).alias("code"),
        pl.Series(world.weights).gather(index["code"]).alias("weight"),
        publisher.alias("publisher"),
        pl.format(
            "https://www.{}.example/world/{}/what-was-said-and-done.html", publisher, "event"
        ).alias("url"),
    )


def as_gdelt(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of 58 columns; each article is a row of its own."""
    day = pl.col("day").dt.strftime("%Y%m%d")
    known: dict[str, pl.Expr] = {
        "GLOBALEVENTID": pl.int_range(before + 1, before + 1 + rows.height).cast(pl.String),
        "SQLDATE": day,
        "MonthYear": day.str.slice(0, 6),
        "Year": day.str.slice(0, 4),
        "FractionDate": pl.format("{}.5000", day.str.slice(0, 4)),
        "IsRootEvent": pl.lit("1"),
        "EventCode": pl.col("code"),
        "EventBaseCode": pl.col("code").str.slice(0, 3),
        "EventRootCode": pl.col("code").str.slice(0, 2),
        "QuadClass": pl.when(pl.col("weight") < 0).then(pl.lit("4")).otherwise(pl.lit("2")),
        "GoldsteinScale": pl.col("weight").round(1).cast(pl.String),
        "NumMentions": pl.lit("3"),
        "NumSources": pl.lit("1"),
        "NumArticles": pl.lit("1"),
        "AvgTone": (pl.col("weight") / 3).round(8).cast(pl.String),
        "DATEADDED": day,
        "SOURCEURL": pl.col("url"),
    }
    for side, column in (("Actor1", "source"), ("Actor2", "target")):
        known[f"{side}Code"] = known[f"{side}CountryCode"] = pl.col(column)
        known[f"{side}Name"] = pl.format("STATE OF {}", column)
    for of in ("Actor1", "Actor2", "Action"):
        known[f"{of}Geo_Type"] = pl.lit("4")
        known[f"{of}Geo_FullName"] = pl.format("Capital, Central Region, {}", "target")
        known[f"{of}Geo_CountryCode"] = pl.col("target").str.slice(0, 2)
        known[f"{of}Geo_Lat"], known[f"{of}Geo_Long"] = pl.lit("12.5833"), pl.lit("42.1667")
        known[f"{of}Geo_FeatureID"] = pl.lit("-2601889")
    columns = gdelt.columns_of(gdelt.SIZES[1])
    return rows.select(known.get(name, pl.lit("")).alias(name) for name in columns)


def as_icews(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of 20 columns, each a story."""
    actors, cameo = load_codebook().actors, load_cameo()
    name = {code: actors.name(code) for pair in world.dyads for code in pair}
    title = {one.code: one.name for one in cameo}
    known: dict[str, pl.Expr] = {
        "Event ID": pl.int_range(before + 1, before + 1 + rows.height).cast(pl.String),
        "Event Date": pl.col("day").dt.strftime("%Y-%m-%d"),
        "Source Name": pl.col("source").replace(name),
        "Source Sectors": pl.lit("NA"),
        "Source Country": pl.col("source").replace(name),
        "Event Text": pl.col("code").replace(title),
        "CAMEO Code": pl.col("code"),
        "Intensity": pl.col("weight").round(1).cast(pl.String),
        "Target Name": pl.col("target").replace(name),
        "Target Sectors": pl.lit("NA"),
        "Target Country": pl.col("target").replace(name),
        "Story ID": pl.col("event").cast(pl.String),
        "Sentence Number": pl.lit("1"),
        "Publisher": pl.col("publisher"),
        "City": pl.lit("Capital"),
        "Country": pl.col("target").replace(name),
        "Latitude": pl.lit("12.5833"),
        "Longitude": pl.lit("42.1667"),
    }
    return rows.select(known.get(one, pl.lit("NA")).alias(one) for one in icews.COLUMNS)


def as_plain(world: World, rows: pl.DataFrame, before: int) -> pl.DataFrame:
    """Rows of a plain table, by whose header its columns are known."""
    return rows.select(
        pl.int_range(before + 1, before + 1 + rows.height).alias("event_id"),
        pl.col("day").dt.strftime("%Y-%m-%d").alias("date"),
        pl.col("source"),
        pl.col("target"),
        pl.col("code").alias("action"),
        pl.col("publisher"),
        pl.col("url"),
    )


Shaped = Callable[[World, pl.DataFrame, int], pl.DataFrame]
FORMS: dict[str, tuple[Shaped, str, bool]] = {
    "gdelt": (as_gdelt, "\t", False),
    "icews": (as_icews, "\t", True),
    "plain": (as_plain, ",", True),
    "polecat": (as_polecat, "\t", True),
    "ucdp": (as_ucdp, ",", True),
    "scores": (as_scores, ",", True),
    "quadruples": (as_quadruples, "\t", False),
}
