"""From files of a dataset to rows: chunk by chunk, every record either taken or refused."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from detente.adapters.datasets.frames import Batch, batches
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.lines import CHUNK_BYTES
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import REJECTED_SCHEMA, completed, constant
from detente.adapters.datasets.writing import (
    NAME_DIGITS,
    FileRecord,
    PartWriter,
    file_records,
    parts_by_digest,
    remove,
)
from detente.errors import InputError
from detente.model import Rejection

Tell = Callable[[str, int, int], None]
# Chunks being read and shaped at once; more would only take memory.
WORKERS = 2
ROW_ID_DIGITS = 12
VALUE = re.compile(r"'[^']*'|\d+")


@dataclass(slots=True)
class Imported:
    """What one run of an import did to a dataset.

    Attributes:
        records: of files that were read.
        skipped: files whose bytes were imported before.
        left_out: files that are damaged or end early, with the reason.
    """

    records: list[FileRecord] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    left_out: list[Rejection] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Records read, taken or not."""
        return sum(one.read for one in self.records)

    @property
    def taken(self) -> int:
        """Records that became rows."""
        return sum(one.taken for one in self.records)

    @property
    def reasons(self) -> Counter[str]:
        """Rejected records by reason."""
        total: Counter[str] = Counter()
        for one in self.records:
            total.update(one.reasons)
        return total


@dataclass(frozen=True, slots=True)
class Task:
    """A dataset that files are imported into.

    Attributes:
        folder: where its tables lie.
        name: of the dataset.
        now: UTC; when the files are imported.
        naming: who the rows name.
        chunk_bytes: read at once.
    """

    folder: Path
    name: str
    now: datetime
    naming: Naming
    chunk_bytes: int = CHUNK_BYTES


def import_files(task: Task, files: Iterable[tuple[Path, Layout]], tell: Tell) -> Imported:
    """Import files into a dataset; those imported before are skipped.

    An interruption loses at most the file that is being read: the next run reads it again. A file
    that can't be read to its end leaves no rows.
    """
    known = {one.digest for one in file_records(task.folder)}
    left = parts_by_digest(task.folder)
    imported = Imported()
    for path, layout in files:
        try:
            digest = digest_of(path)
            if digest in known:
                imported.skipped.append(path)
                continue
            remove(left.pop(digest[:NAME_DIGITS], ()))
            imported.records.append(_import_file(task, path, layout, digest, tell))
            known.add(digest)
        except InputError as error:
            imported.left_out.append(Rejection(path.name, str(path), str(error)))
    return imported


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _import_file(task: Task, path: Path, layout: Layout, digest: str, tell: Tell) -> FileRecord:
    with PartWriter(task.folder, digest) as writer:
        for shaped in _shaped_batches(task, path, layout, digest):
            writer.take(shaped.rows)
            writer.refuse(shaped.rejected, shaped.reasons)
            tell(f"{path.name}: rows", writer.taken + writer.rejected, 0)
        record = FileRecord(
            file=path.name,
            path=path.resolve().as_posix(),
            digest=digest,
            kind=layout.kind,
            layout=layout.name,
            read=writer.taken + writer.rejected,
            taken=writer.taken,
            rejected=writer.rejected,
            reasons=dict(writer.reasons.most_common()),
            first_day=writer.first_day,
            last_day=writer.last_day,
            imported_at=task.now.isoformat(timespec="microseconds"),
        )
        return writer.commit(record)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A batch after its cells were read: rows, and what was refused, with counts by reason."""

    rows: pl.DataFrame
    rejected: pl.DataFrame
    reasons: Counter[str]


def _shaped_batches(task: Task, path: Path, layout: Layout, digest: str) -> Iterator[Shaped]:
    """Batches in order; while one is shaped the next is read."""
    waiting: deque[Future[Shaped]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        for batch in batches(path, layout, chunk_bytes=task.chunk_bytes):
            waiting.append(pool.submit(_shaped, batch, layout, task, path.name, digest))
            if len(waiting) > WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _shaped(batch: Batch, layout: Layout, task: Task, name: str, digest: str) -> Shaped:
    frame = completed(layout.shape(batch.frame(layout), task.naming))
    numbers = pl.Series("line", batch.lines, dtype=pl.Int64)
    frame = frame.with_columns(
        numbers,
        constant(task.name).alias("dataset"),
        constant(layout.kind).alias("kind"),
        constant(name).alias("file"),
        (pl.lit(f"{digest[:ROW_ID_DIGITS]}:") + numbers.cast(pl.String)).alias("row_id"),
    )
    wrong = frame["problem"].is_not_null()
    places = wrong.arg_true().to_list()
    bad = frame[places] if places else frame.clear()
    texts = batch.texts(layout, places) if places else []
    refused = batch.refused
    rejected = pl.DataFrame(
        {
            "dataset": task.name,
            "file": name,
            "line": [*bad["line"].to_list(), *(one.line for one in refused)],
            "reason": [*bad["problem"].to_list(), *(one.reason for one in refused)],
            "text": [*texts, *(one.text for one in refused)],
        }
        if places or refused
        else {},
        schema=REJECTED_SCHEMA,
    )
    reasons = Counter(VALUE.sub("…", reason) for reason in rejected["reason"].to_list())
    rows = frame.filter(~wrong) if places else frame
    return Shaped(rows.drop("problem"), rejected.sort("line"), reasons)
