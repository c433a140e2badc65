"""A dataset between imports: one importer at once, nothing half, no thousands of tiny parts."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from detente.adapters.datasets.rows import REJECTED_SCHEMA, ROW_ID_DIGITS, ROW_SCHEMA
from detente.adapters.datasets.writing import (
    FILES,
    NAME_DIGITS,
    REJECTED,
    ROWS,
    UNFINISHED,
    explained,
    write_table,
)
from detente.errors import LedgerError

LOCK = "import.lock"
MERGE = "merge.json"
MERGED = "merged"
# Parts smaller than this are merged when so many lie together, up to the size of one part.
SMALL_BYTES = 2 << 20
MOST_SMALL = 32
PART_BYTES = 16 << 20
FOOTER = b"PAR1"
LEAST_BYTES = 12


@contextmanager
def only_importer(folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold a dataset for this process; what a killed one left half done is put in order first.

    The lock is one of SQLite's, which the system releases when a process dies.

    Raises:
        LedgerError: if another process holds it for longer than the wait.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / LOCK, timeout=wait_seconds, isolation_level=None)
    try:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise LedgerError(
                f"another process is importing into {folder} ({error}); wait until it has "
                "finished, or give this import a name of its own with --name"
            ) from error
        _complete_merge(folder)
        _remove_halves(folder)
        yield
    finally:
        database.close()


def parts_of(folder: Path) -> Iterator[Path]:
    """All parts of a dataset, unfinished ones among them."""
    for name in (ROWS, REJECTED):
        yield from sorted((folder / name).rglob("part-*"))


def _remove_halves(folder: Path) -> None:
    """Remove parts that are unfinished, or belong to a file that is not recorded."""
    recorded = {path.stem for path in (folder / FILES).glob("*.json")} | {MERGED}
    for path in parts_of(folder):
        if path.suffix == UNFINISHED or digits_of(path) not in recorded:
            path.unlink()
    for place in (folder, folder / FILES):
        for path in place.glob(f"*{UNFINISHED}"):
            path.unlink()


def has_footer(path: Path) -> bool:
    """Whether a file ends as Parquet does: a look at its last bytes, for files without number."""
    try:
        with path.open("rb") as stream:
            stream.seek(-len(FOOTER), os.SEEK_END)
            return stream.read() == FOOTER and path.stat().st_size >= LEAST_BYTES
    except OSError:
        return False


def digits_of(part: Path) -> str:
    """The first digits of the digest of the file that a part is of; `MERGED` where of several."""
    return part.name.split("-")[1]


def parts_with(place: Path, digests: Collection[str]) -> list[Path]:
    """The parts in and below a folder that may hold rows of some files; all where none is named.

    Merged parts hold rows of other files too: see `of_files`.
    """
    wanted = {digest[:NAME_DIGITS] for digest in digests} | {MERGED}
    found = sorted(place.rglob("part-*.parquet"))
    return [path for path in found if not digests or digits_of(path) in wanted]


def of_files(digests: Collection[str]) -> pl.Expr:
    """Whether a row was read from one of the files with these digests."""
    wanted = sorted({digest[:ROW_ID_DIGITS] for digest in digests})
    return pl.col("row_id").str.slice(0, ROW_ID_DIGITS).is_in(wanted)


def merge_small_parts(folder: Path) -> None:
    """Merge small parts that lie together, where there are many; rows stay as they are.

    A merge is announced in a file before it counts: after a kill the next importer completes it,
    or undoes it where the merged part was not finished.

    Raises:
        AdapterError: if something can't be written.
    """
    by_place: dict[Path, list[Path]] = {}
    for path in parts_of(folder):
        if path.stat().st_size < SMALL_BYTES:
            by_place.setdefault(path.parent, []).append(path)
    for place, parts in by_place.items():
        if len(parts) >= MOST_SMALL:
            for together in _bundles(parts):
                _merge(folder, place, together)


def _bundles(parts: Iterable[Path]) -> Iterator[list[Path]]:
    bundle: list[Path] = []
    size = 0
    for path in parts:
        bundle.append(path)
        size += path.stat().st_size
        if size >= PART_BYTES:
            yield bundle
            bundle, size = [], 0
    if len(bundle) > 1:
        yield bundle


def _merge(folder: Path, place: Path, parts: list[Path]) -> None:
    names = [path.relative_to(folder).as_posix() for path in parts]
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:NAME_DIGITS]
    merged = place / f"part-{MERGED}-{digest}.parquet"
    schema = REJECTED_SCHEMA if place.name == REJECTED else ROW_SCHEMA
    unfinished = merged.with_name(f"{merged.name}{UNFINISHED}")
    write_table(
        [pl.read_parquet(path, hive_partitioning=False) for path in parts], unfinished, schema
    )
    with explained(folder):
        announced = {"merged": merged.relative_to(folder).as_posix(), "parts": names}
        note = folder / MERGE
        half = note.with_suffix(UNFINISHED)
        half.write_text(json.dumps(announced), encoding="utf-8")
        os.replace(half, note)
        _complete_merge(folder)


def _complete_merge(folder: Path) -> None:
    note = folder / MERGE
    if not note.exists():
        return
    announced = json.loads(note.read_text(encoding="utf-8"))
    merged = folder / announced["merged"]
    unfinished = merged.with_name(f"{merged.name}{UNFINISHED}")
    # It was announced after it was written to its end.
    if unfinished.exists():
        os.replace(unfinished, merged)
    for name in announced["parts"]:
        (folder / name).unlink(missing_ok=True)
    note.unlink()
