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
from detente.adapters.datasets.keeping import merge_small_parts
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.lines import CHUNK_BYTES
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import REJECTED_SCHEMA, ROW_ID_DIGITS, completed, constant
from detente.adapters.datasets.soundness import drop_remains, remove_broken_events, suspected
from detente.adapters.datasets.writing import (
    FileRecord,
    PartWriter,
    file_records,
)
from detente.errors import InputError
from detente.model import Rejection

Tell = Callable[[str, int, int], None]
# Chunks being read and shaped at once; more would only take memory.
WORKERS = 2
FILES_BETWEEN_MERGES = 400
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

    The dataset is held by the caller (`keeping.only_importer`). An interruption loses at most the
    file that is being read: the next run reads it again. A file that can't be read to its end, or
    changes meanwhile, leaves no rows. A file imported before whose rows were lost since is read
    again.
    """
    records = file_records(task.folder)
    remove_broken_events(task.folder)
    lost = {one.digest: one for one in suspected(task.folder, records)}
    known = {one.digest for one in records if one.digest not in lost}
    imported = Imported()
    for path, layout in files:
        try:
            before = _state(path)
            digest = digest_of(path)
            if digest in known:
                imported.skipped.append(path)
                continue
            if digest in lost:
                drop_remains(task.folder, lost.pop(digest))
            imported.records.append(_import_file(task, Source(path, layout, digest, before), tell))
            known.add(digest)
        except InputError as error:
            imported.left_out.append(Rejection(path.name, str(path), str(error)))
        if len(imported.records) % FILES_BETWEEN_MERGES == FILES_BETWEEN_MERGES - 1:
            merge_small_parts(task.folder)
    merge_small_parts(task.folder)
    return imported


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import, with the SHA-256 of its bytes, its size and when it changed."""

    path: Path
    layout: Layout
    digest: str
    state: tuple[int, int]


def _state(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); check the path") from error
    return about.st_size, about.st_mtime_ns


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        InputError: if it can't be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); check the path") from error


def _import_file(task: Task, source: Source, tell: Tell) -> FileRecord:
    path, layout = source.path, source.layout
    with PartWriter(task.folder, source.digest) as writer:
        for shaped in _shaped_batches(task, path, layout, source.digest):
            writer.take(shaped.rows)
            writer.refuse(shaped.rejected, shaped.reasons)
            tell(f"{path.name}: rows", writer.taken + writer.rejected, 0)
        if _state(path) != source.state:
            raise InputError(
                f"{path}: the file changed while it was read; import it again when it is complete"
            )
        record = FileRecord(
            file=path.name,
            path=path.resolve().as_posix(),
            digest=source.digest,
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
        pl.format(f"{digest[:ROW_ID_DIGITS]}:{{}}", pl.lit(numbers)).alias("row_id"),
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
