"""Events of a dataset in spans that rules ask about: numbers, and the rows that tell most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from detente.adapters.datasets.daily import Held, told_days
from detente.codebook.roles import APART
from detente.outlook.dataset_acts import Found, Search
from detente.outlook.facts import Fact

ROWS_SHOWN = 5
LEG = {
    "search": pl.Int64,
    "source": pl.String,
    "target": pl.String,
    "action": pl.String,
    "first": pl.Date,
    "last": pl.Date,
}
EVENT = (
    "day",
    "last_day",
    "source",
    "target",
    "directed",
    "action",
    "sector",
    "n_reports",
    "n_publishers",
    "family",
    "row_id",
)


def find_acts(held: Held, searches: Sequence[Search]) -> dict[tuple[str, str], Found]:
    """By forecast and role, what a dataset has; spans without any event are left out.

    Acts of roles that don't act for their state don't count. An event without direction counts
    either way round. One reading of the dataset answers all searches: only rows of the parties,
    acts and days that any of them asks about are read.
    """
    if not held.events or not searches:
        return {}
    legs = pl.DataFrame(
        [
            (number, source, target, action, one.first, one.last)
            for number, one in enumerate(searches)
            for source, target in one.legs
            for action in one.actions
        ],
        schema=LEG,
        orient="row",
    )
    asked = pl.DataFrame(
        {
            "search": range(len(searches)),
            "sectors": [list(one.sectors) for one in searches],
        },
        schema={"search": pl.Int64, "sectors": pl.List(pl.String)},
    )
    hits = _hits(_candidates(held, searches, legs), legs, asked)
    if hits.is_empty():
        return {}
    names_houses = _names_publishers(held)
    return {
        (searches[number].entry, searches[number].role): _found(
            held.name, group, houses=names_houses
        )
        for (number,), group in hits.group_by("search", maintain_order=True)
    }


def _candidates(held: Held, searches: Sequence[Search], legs: pl.DataFrame) -> pl.DataFrame:
    """Events that any search could be about, turned round too where they have no direction."""
    first, last = min(one.first for one in searches), max(one.last for one in searches)
    files = [path for path in held.events if first.year <= _year(path.parent.name) <= last.year]
    if not files:
        return pl.DataFrame(schema=dict.fromkeys(EVENT, pl.String))
    named = sorted({code for code in (*legs["source"], *legs["target"]) if code})
    acts = sorted({act for one in searches for act in one.actions})
    apart = sorted(APART)
    kept = (
        pl.scan_parquet(files, hive_partitioning=False)
        .filter(pl.col("day").is_between(first, last))
        .filter(pl.col("source").is_in(named) | pl.col("target").is_in(named))
        .filter(pl.col("action").is_in(acts) & (pl.col("source") != pl.col("target")))
        .filter(~pl.col("source_role").is_in(apart) & ~pl.col("target_role").is_in(apart))
        .select(EVENT)
        .collect()
    )
    turned = kept.filter(~pl.col("directed")).rename({"source": "target", "target": "source"})
    return pl.concat([kept, turned.select(EVENT)])


def _hits(events: pl.DataFrame, legs: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """The events of each search, those most told first."""
    if events.is_empty():
        return pl.DataFrame(schema={"search": pl.Int64})
    both = legs.filter((pl.col("source") != "") & (pl.col("target") != ""))
    acting = legs.filter(pl.col("target") == "").drop("target")
    hit = legs.filter(pl.col("source") == "").drop("source")
    within = pl.col("day").is_between(pl.col("first"), pl.col("last"))
    joined = [
        events.lazy().join(part.lazy(), on=[*keys, "action"]).filter(within)
        for part, keys in ((both, ["source", "target"]), (acting, ["source"]), (hit, ["target"]))
        if not part.is_empty()
    ]
    found = pl.concat([one.select("search", *EVENT) for one in joined]).collect()
    named = asked.filter(pl.col("sectors").list.len() > 0)
    within_sector = pl.col("sector").is_in(pl.col("sectors")).fill_null(False)
    return (
        found.join(named, on="search", how="left")
        .with_columns(in_sector=within_sector)
        .filter(
            pl.col("sectors").is_null() | (pl.col("sector") == "unspecified") | pl.col("in_sector")
        )
        .unique(["search", "row_id"], keep="first", maintain_order=True)
        .sort(
            ["search", "in_sector", "n_publishers", "n_reports", "day", "row_id"],
            descending=[False, True, True, True, False, False],
        )
    )


def _found(dataset: str, group: pl.DataFrame, *, houses: bool) -> Found:
    families = group.filter(pl.col("family") != "")["family"].n_unique()
    publishers = max(families, int(str(group["n_publishers"].max()))) if houses else 0
    return Found(
        n=group.height,
        reports=int(group["n_reports"].sum()),
        days=group["day"].n_unique(),
        publishers=publishers,
        in_sector=bool(group["in_sector"].any()),
        rows=tuple(_fact(dataset, row) for row in group.head(ROWS_SHOWN).iter_rows(named=True)),
    )


def _fact(dataset: str, row: Mapping[str, object]) -> Fact:
    first, last = row["day"], row["last_day"]
    assert isinstance(first, date) and isinstance(last, date)
    sector = str(row["sector"])
    return Fact(
        key=f"{dataset}:{row['row_id']}",
        source=(str(row["source"]),),
        target=(str(row["target"]),) if row["target"] else (),
        action=str(row["action"]),
        first=first,
        last=last,
        directed=bool(row["directed"]),
        sectors=() if sector == "unspecified" else (sector,),
        publishers=int(str(row["n_publishers"])),
        dataset=dataset,
        row=str(row["row_id"]),
        reports=int(str(row["n_reports"])),
    )


def _names_publishers(held: Held) -> bool:
    """Whether a dataset says who told: by more than one name."""
    return told_days(held)["publisher"].n_unique() > 1


def _year(folder: str) -> int:
    return int(folder.removeprefix("year="))


def months_told(
    held: Held, parties: Collection[str], *, as_of: date
) -> dict[str, list[tuple[int, int]]]:
    """By party and by act, the months in which a dataset tells of it.

    Returns:
        For each of `parties`, and for each PLOVER root as ``act:ROOT``, its months as year and
        month, in order, up to a day.
    """
    if not held.events:
        return {}
    files = [path for path in held.events if _year(path.parent.name) <= as_of.year]
    if not files:
        return {}
    apart = sorted(APART)
    rows = (
        pl.scan_parquet(files, hive_partitioning=False)
        .filter(pl.col("day") <= as_of)
        .filter(~pl.col("source_role").is_in(apart) & ~pl.col("target_role").is_in(apart))
        .with_columns(month=pl.col("day").dt.truncate("1mo"))
    )
    named = sorted(parties)
    sides = [
        rows.filter(pl.col(side).is_in(named)).select(pl.col(side).alias("what"), "month")
        for side in ("source", "target")
    ]
    acts = rows.select(pl.format("act:{}", "action").alias("what"), "month")
    found = pl.concat([*sides, acts]).unique().sort("what", "month").collect()
    return {
        str(what): [(month.year, month.month) for month in group["month"]]
        for (what,), group in found.group_by("what", maintain_order=True)
    }
