"""What a project's event datasets say of one state as of a day, and the rows that lines cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.adapters.datasets.counting import counted_records
from detente.adapters.datasets.writing import FileRecord
from detente.model import DatasetRow, Evidence
from detente.pipeline_datasets import DATASETS
from detente.series import EPOCH, Coverage, Series, day_number

if TYPE_CHECKING:
    import polars as pl

    from detente.adapters.datasets.daily import Held
    from detente.pipeline_project import Project

Rows = Mapping[tuple[str, str], DatasetRow]
KNOWN = "known"


def read_series(
    project: Project, actor: str, *, as_of: date, held: Iterable[Held] | None = None
) -> tuple[Series, ...]:
    """All series that concern a state, of every dataset of the project.

    Args:
        as_of: last day that counts.
        held: the imported files that count (`held_by`), all where not given.

    Returns:
        By dataset: events of each dyad with the state, by sector, by quad class and all together;
        scores; and events of its main counterparts among each other, all together.
    """
    return tuple(
        series
        for one in (held_by(project) if held is None else held)
        for series in _of_dataset(
            one, actor, as_of=as_of, codebook_folder=project.settings.codebook_folder
        )
    )


def held_by(project: Project, *, known_at: datetime | None = None) -> Iterator[Held]:
    """The datasets of a project with what had been imported by an instant."""
    from detente.adapters.datasets.daily import Held, row_files
    from detente.adapters.datasets.grouping import event_files

    root = project.path / DATASETS
    for folder in sorted(one for one in root.iterdir() if one.is_dir()) if root.is_dir() else ():
        records = counted_records(folder)
        known = [one for one in records if known_at is None or _instant(one) <= known_at]
        if not known:
            continue
        digests = tuple(sorted(one.digest for one in known))
        files = row_files(folder, digests)
        events = tuple(event_files(folder))
        if len(known) < len(records):
            events = _regrouped(project, folder, digests)
        yield Held(folder.name, folder, digests, events, files)


def _instant(record: FileRecord) -> datetime:
    read = datetime.fromisoformat(record.imported_at)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def _regrouped(project: Project, folder: Path, digests: tuple[str, ...]) -> tuple[Path, ...]:
    """Events made from the rows of some files alone, as an earlier import had them."""
    from hashlib import sha256

    from detente.adapters.datasets.daily import row_files
    from detente.adapters.datasets.grouping import Limits, group_years

    place = folder / KNOWN / sha256("\n".join(digests).encode()).hexdigest()[:12]
    years = {int(path.parent.name.removeprefix("year=")) for path in row_files(folder, digests)}
    missing = [year for year in years if not (place / f"year={year:04}/events.parquet").exists()]
    limits = Limits(project.settings.import_memory_bytes, project.settings.import_threads)
    group_years(folder, missing, limits, digests={one[:16] for one in digests}, into=place)
    return tuple(sorted(place.glob("year=*/events.parquet")))


def _of_dataset(
    held: Held, actor: str, *, as_of: date, codebook_folder: Path | None
) -> Iterator[Series]:
    import polars as pl

    from detente.adapters.datasets.daily import (
        PAIR,
        other_days,
        own_days,
        score_days,
        told_days,
    )
    from detente.codebook import load_codebook

    coverage = coverage_of(told_days(held), as_of)
    quad = load_codebook(codebook_folder).intensity.quad
    own = own_days(held, actor)
    classes = {action: quad(action) for action in own["action"].unique()}
    own = own.with_columns(quad=own["action"].replace_strict(classes, return_dtype=pl.String))
    for cell in ((*PAIR, "sector"), (*PAIR, "quad"), PAIR):
        yield from _split(own, cell, held.name, coverage, as_of=as_of)
    yield from _split(other_days(held, actor, as_of=as_of), PAIR, held.name, coverage, as_of=as_of)
    scores = score_days(held, actor)
    yield from _split(scores, PAIR, held.name, coverage, as_of=as_of, kind="score")


def coverage_of(told: pl.DataFrame, as_of: date) -> Coverage:
    """How much the dataset could see, as far as that was known on the day."""
    import polars as pl

    from detente.relations.coverage import Told, estimate_coverage

    known = told.filter(pl.col("day") <= as_of)
    if known.is_empty():
        return Coverage(day_number(as_of), np.zeros(0))
    return estimate_coverage(
        Told(
            days=(known["day"] - EPOCH).dt.total_days().to_numpy(),
            counts=known["n"].to_numpy(),
            publishers=known["publisher"].to_numpy(),
            dyads=known["dyads"][0],
        ),
        overlap=known["overlap"][0],
    )


def _split(
    frame: pl.DataFrame,
    cell: tuple[str, ...],
    name: str,
    coverage: Coverage,
    *,
    as_of: date,
    kind: str = "events",
) -> Iterator[Series]:
    """A series for each cell of a frame of days, as of a day."""
    import polars as pl

    days = _by_day(frame.filter(pl.col("last_day") <= as_of), cell)
    if days.is_empty():
        return
    starts = days.select(pl.struct(cell).rle_id().alias("cell"))["cell"].to_numpy()
    bounds = np.flatnonzero(np.diff(starts, prepend=-1, append=-1))
    numbers, totals = days["number"].to_numpy(), days["total"].to_numpy()
    counts, reports = days["n"].to_numpy(), days["reports"].to_numpy()
    rows = days["row_id"].to_list()
    for first, end in pairwise(bounds):
        named = days.row(int(first), named=True)
        once = np.ones(end - first, dtype=np.int64)
        yield Series(
            dataset=name,
            source=named["source"],
            target=named["target"],
            directed=named["directed"],
            sector=named.get("sector", ""),
            quad=named.get("quad", ""),
            kind=kind,
            days=numbers[first:end],
            values=totals[first:end] / counts[first:end],
            counts=counts[first:end] if kind == "events" else once,
            reports=reports[first:end] if kind == "events" else once,
            coverage=coverage,
            rows=tuple(rows[first:end]),
        )


def _by_day(frame: pl.DataFrame, cell: tuple[str, ...]) -> pl.DataFrame:
    """A row for each cell and day, with the row of the event most reported."""
    import polars as pl

    telling = pl.col("row_id").get(pl.col("reports").arg_max())
    summed = frame.group_by([*cell, "day"]).agg(pl.col("total", "n", "reports").sum(), telling)
    number = (pl.col("day") - EPOCH).dt.total_days().alias("number")
    return summed.sort([*cell, "day"]).with_columns(number)


def cited_rows(project: Project, evidence: Iterable[Evidence]) -> dict[tuple[str, str], DatasetRow]:
    """The dataset rows that some evidence cites, by dataset and key; those there are."""
    from detente.adapters.datasets.citing import read_rows

    keys: defaultdict[str, set[str]] = defaultdict(set)
    for one in evidence:
        if one.dataset and not one.document:
            keys[one.dataset].add(one.row)
    return {
        (name, row.row): row
        for name, wanted in sorted(keys.items())
        for row in read_rows(project.path / DATASETS / name, wanted)
    }
