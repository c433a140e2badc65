"""Reports are not events: rows that tell of one happening become one event, with both counts.

Events are derived from rows and can be made again at any time; they lie beside them, by year.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from detente.adapters.datasets.counting import (
    EVENTS,
    count_from_now_on,
    counted_in,
    events_folder,
    next_events,
)
from detente.adapters.datasets.keeping import MERGED, digits_of, has_footer, parts_with
from detente.adapters.datasets.rows import ROW_ID_DIGITS
from detente.adapters.datasets.writing import ROWS, UNFINISHED, file_records
from detente.codebook.roles import APART
from detente.errors import AdapterError

# A side without a code is told apart by its name; what a state does is another event than what
# rebels or companies of that state do on the same day. GDELT has
# a row for each article that it takes for another happening; articles of one house are taken
# together, those of others are not.
GROUPED = """
COPY (
    SELECT
        any_value(dataset) AS dataset,
        any_value(kind) AS kind,
        day, max(last_day) AS last_day, max(precision) AS precision,
        source, source_name, max(source_role) AS source_role,
        target, target_name, max(target_role) AS target_role,
        directed, action,
        avg(goldstein)::FLOAT AS goldstein,
        coalesce(max(sector) FILTER (sector <> 'unspecified'), 'unspecified') AS sector,
        count(*)::INTEGER AS n_rows,
        sum(reports)::BIGINT AS n_reports,
        {publishers}::INTEGER AS n_publishers,
        family,
        min(row_id) AS row_id
    FROM (
        SELECT * REPLACE (
                CASE WHEN source = '' THEN source_name ELSE '' END AS source_name,
                CASE WHEN target = '' THEN target_name ELSE '' END AS target_name
            ),
            {family} AS family,
            list_contains({apart}, source_role) AS source_apart,
            list_contains({apart}, target_role) AS target_apart
        FROM ({rows})
        WHERE action <> ''
    )
    GROUP BY day, source, source_name, source_apart, target, target_name, target_apart,
        directed, action, family
    ORDER BY day, source, target, action, row_id
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""
READ = "SELECT * FROM read_parquet({files}, hive_partitioning = false)"
# A row that names several states on a side is an event for each of them.
SPLIT = """
SELECT * REPLACE (unnest(string_split(target, ';')) AS target) FROM (
    SELECT * REPLACE (unnest(string_split(source, ';')) AS source) FROM ({rows})
)
"""
# Records that more than one file holds, with the file whose rows count. Numbers are compared by
# their hashes first: few are left to be compared as text.
ALIKE = """CASE WHEN kind = 'plain'
    THEN concat_ws(chr(9), day, source_name, target_name, cameo) ELSE '' END"""
FILE = f"left(row_id, {ROW_ID_DIGITS})"
SEVERAL_FILES = f"""
CREATE OR REPLACE TEMP TABLE several_files AS
SELECT kind, native_id, {ALIKE} AS alike, min({FILE}) AS first
FROM ({{rows}})
WHERE native_id <> '' AND hash(native_id) IN (
    SELECT hash(native_id) FROM ({{rows}}) WHERE native_id <> ''
    GROUP BY hash(native_id) HAVING min({FILE}) <> max({FILE})
)
GROUP BY kind, native_id, {ALIKE} HAVING min({FILE}) <> max({FILE})
"""
IS_COPY = f"""
EXISTS (
    FROM several_files AS s
    WHERE s.kind = r.kind AND s.native_id = r.native_id AND s.alike = {ALIKE}
        AND s.first <> {FILE}
)
"""
WITHOUT_COPIES = f"SELECT * FROM ({{rows}}) AS r WHERE NOT {IS_COPY}"
SEVERAL_STATES = frozenset(("polecat", "ucdp"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use.

    Attributes:
        memory_bytes: beyond it DuckDB writes to disk.
        threads: 0 for one a core.
    """

    memory_bytes: int = 1_000_000_000
    threads: int = 0


def group_years(
    folder: Path,
    years: Iterable[int],
    limits: Limits,
    *,
    digests: Collection[str] = (),
    into: Path | None = None,
) -> int:
    """Make the events of some years from all rows of the dataset, or those of some of its files.

    Same day, source, target, direction and action are one event, for GDELT from one house; acts
    for the state and acts of others in it are told apart. Statements alone, which have no root,
    and scores are no events. A row with several states on a side is an event for each.

    A record that several files hold (a month and its year) counts once: its number in the dataset
    tells it, in plain tables together with day, parties and act, as these may number each file
    from 1. Returns how many rows were left out as copies.

    Args:
        digests: only rows of the files whose SHA-256 begins like this; all where empty.
        into: folder of the events, ``events`` of the dataset where not given.

    Raises:
        AdapterError: if DuckDB fails; the older events stay.
    """
    database = connected(limits, folder)
    try:
        copies = 0
        for year in sorted(set(years)):
            # A part that was cut short is told by `detente check`; the others count meanwhile.
            parts = list(filter(has_footer, parts_with(folder / ROWS / f"year={year:04}", digests)))
            if parts:
                place = (into or folder / EVENTS) / f"year={year:04}"
                copies += _group_year(database, parts, place, digests)
        return copies
    except duckdb.Error as error:
        raise AdapterError(
            f"{folder}: rows can't be grouped to events ({error}); free disk or raise "
            "import_memory_bytes, then import again; detente check tells what is damaged"
        ) from error
    finally:
        database.close()


def count_all(folder: Path, limits: Limits) -> int:
    """Make the events that are not there yet, and let all recorded files count, in one step.

    Returns how many rows were left out as copies.

    Raises:
        AdapterError: if DuckDB fails or nothing can be written; readers see what they saw before.
    """
    stale = stale_years(folder)
    recorded = tuple(sorted(one.digest for one in file_records(folder)))
    counted = counted_in(folder)
    if not stale and counted is not None and counted.digests == recorded:
        return 0
    every = {int(one.name.removeprefix("year=")) for one in (folder / ROWS).glob("year=*")}
    made = next_events(folder, sorted(every - set(stale)))
    copies = group_years(folder, stale, limits, into=made)
    count_from_now_on(folder, made)
    return copies


def connected(limits: Limits, folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB in this process, without a file, with these limits; it spills into the folder."""
    database = duckdb.connect()
    database.execute(f"SET memory_limit = '{limits.memory_bytes // 1_000_000}MB'")
    database.execute("SET enable_progress_bar = false")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"SET temp_directory = '{escaped(folder / '.spill')}'")
    if limits.threads:
        database.execute(f"SET threads = {limits.threads}")
    return database


def escaped(path: Path) -> str:
    """A path as it stands between the quotes of a statement of SQL."""
    return path.as_posix().replace("'", "''")


def _group_year(
    database: duckdb.DuckDBPyConnection, parts: Sequence[Path], place: Path, wanted: Collection[str]
) -> int:
    out = place / "events.parquet"
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_suffix(UNFINISHED)
    files = "[" + ", ".join(f"'{escaped(part)}'" for part in parts) + "]"
    read = READ.format(files=files)
    digits = {digits_of(part) for part in parts}
    if wanted and MERGED in digits:
        listed = ", ".join(f"'{one[:ROW_ID_DIGITS]}'" for one in sorted(wanted))
        read = f"{read} WHERE {FILE} IN ({listed})"
    kinds = {kind for (kind,) in database.execute(f"SELECT DISTINCT kind FROM ({read})").fetchall()}
    # One file has each of its records once.
    one_file = len(digits) == 1 and digits != {MERGED}
    copies = 0 if one_file else _find_copies(database, read)
    once = WITHOUT_COPIES.format(rows=read) if copies else read
    query = GROUPED.format(
        rows=SPLIT.format(rows=once) if kinds & SEVERAL_STATES else once,
        # One house a group: its publishers need not be counted.
        family="CASE WHEN kind = 'gdelt' THEN publisher ELSE '' END" if "gdelt" in kinds else "''",
        publishers="1" if kinds == {"gdelt"} else "count(DISTINCT publisher)",
        apart="[" + ", ".join(f"'{role}'" for role in sorted(APART)) + "]",
        out=escaped(unfinished),
    )
    database.execute(query)
    os.replace(unfinished, out)
    return copies


def _find_copies(database: duckdb.DuckDBPyConnection, read: str) -> int:
    """Note the records that several files hold; how many rows are copies of the first."""
    database.execute(SEVERAL_FILES.format(rows=read))
    (known,) = database.execute("SELECT count(*) FROM several_files").fetchall()[0]
    if not known:
        return 0
    copies = f"SELECT count(*) FROM ({read}) AS r WHERE {IS_COPY}"
    return int(database.execute(copies).fetchall()[0][0])


def stale_years(folder: Path) -> list[int]:
    """The years whose rows are newer than their events, or have none yet."""
    found: list[int] = []
    current = events_folder(folder)
    for place in sorted((folder / ROWS).glob("year=*")):
        year = int(place.name.removeprefix("year="))
        made = current / place.name / "events.parquet"
        newest = max((part.stat().st_mtime_ns for part in place.glob("*.parquet")), default=0)
        if newest and (not made.exists() or made.stat().st_mtime_ns < newest):
            found.append(year)
    return found


def count_rows(files: Iterable[Path]) -> int:
    """How many rows Parquet files hold, from their footers."""
    return sum(pl.scan_parquet(one).select(pl.len()).collect().item() for one in files)


def event_files(folder: Path) -> list[Path]:
    """The files of a dataset's events, by year."""
    return sorted(events_folder(folder).glob("year=*/events.parquet"))
