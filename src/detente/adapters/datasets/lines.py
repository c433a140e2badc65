"""Files of rows in chunks of whole records, each with its line; odd records mended or refused.

Memory stays flat: a chunk holds some megabytes, whatever the size of the file.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import IO, Protocol

from detente.adapters.datasets.layouts import Layout
from detente.errors import InputError

CHUNK_BYTES = 16 << 20
BOM = b"\xef\xbb\xbf"
# A cell in quotes that goes on for longer was opened by a stray quote.
MOST_LINES_OF_A_RECORD = 200
LONGEST_SHOWN = 1000


class Readable(Protocol):
    """What is read of a file, unpacked or not."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many."""

    def readline(self) -> bytes:
        """The bytes up to the end of the line."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that can't be read: its line, why, and how it begins."""

    line: int
    reason: str
    text: str


@dataclass(slots=True)
class Chunk:
    """Whole records, one after the other.

    Attributes:
        content: UTF-8, every record with the right number of columns, ended by line feeds.
        lines: the line in the file on which each record begins, counted from 1.
        refused: records that are not in the content.
        consumed: bytes of the unpacked file read so far.
    """

    content: bytes
    lines: Sequence[int]
    refused: list[Refused] = field(default_factory=list)
    consumed: int = 0


@contextmanager
def opened(path: Path) -> Iterator[Readable]:
    """The bytes of a file of rows, unpacked where it is a gzip file or a zip with one member.

    Raises:
        InputError: if it can't be read, or is a zip with no or several files.
    """
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            head = raw.read(4)
            raw.seek(0)
            if head[:2] == b"\x1f\x8b":
                yield stack.enter_context(closing(gzip.GzipFile(fileobj=raw)))
            elif head == b"PK\x03\x04":
                yield stack.enter_context(_member(stack.enter_context(zipfile.ZipFile(raw)), path))
            else:
                yield raw
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise InputError(
                f"{path}: the archive is damaged or ends early ({error}); fetch it again"
            ) from error


def _member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    names = [
        one.filename
        for one in archive.infolist()
        if not one.is_dir() and not one.filename.startswith("__MACOSX/")
    ]
    if len(names) != 1:
        raise InputError(f"{path}: {len(names)} files in the archive, one needed; unpack it first")
    try:
        return archive.open(names[0])
    except (RuntimeError, NotImplementedError) as error:
        raise InputError(f"{path}: can't be unpacked ({error}); unpack it first") from error


def chunks(path: Path, layout: Layout, *, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """The records of a file, in order; the header is left out.

    Records and refused records together are all lines of the file below the header, where no
    cell holds a line end.

    Raises:
        InputError: if the file can't be read.
    """
    with opened(path) as stream:
        line, consumed, carried = 1, 0, b""
        first = True
        while True:
            block = stream.read(chunk_bytes)
            ended = len(block) < chunk_bytes
            if not ended:
                block += stream.readline()
            consumed += len(block)
            block = carried + block if carried else block
            if first:
                block = block.removeprefix(BOM)
            if b"\r" in block:
                block = block.replace(b"\r\n", b"\n")
            lines = block.split(b"\n")
            if lines and not lines[-1]:
                lines.pop()
            if first and layout.header_lines:
                lines = lines[layout.header_lines :]
                line += layout.header_lines
            first = False
            chunk, unread = _checked(lines, line, layout, ended=ended)
            line += len(lines) - len(unread)
            carried = b"".join(one + b"\n" for one in unread)
            chunk.consumed = consumed
            if chunk.lines or chunk.refused:
                yield chunk
            if ended:
                return


def _checked(
    lines: list[bytes], first: int, layout: Layout, *, ended: bool
) -> tuple[Chunk, list[bytes]]:
    """The chunk of some lines, and the lines at its end that belong to the next one."""
    content = b"\n".join(lines)
    counts = set(map(bytes.count, lines, repeat(layout.delimiter.encode())))
    if (
        counts == {len(layout.columns) - 1}
        and not (layout.quoted and b'"' in content)
        and (content.isascii() or _is_utf8(content))
        and b"\0" not in content
    ):
        return Chunk(content + b"\n", range(first, first + len(lines))), []
    return _one_by_one(lines, first, layout, ended=ended)


def _one_by_one(
    lines: list[bytes], first: int, layout: Layout, *, ended: bool
) -> tuple[Chunk, list[bytes]]:
    good: list[bytes] = []
    numbers: list[int] = []
    refused: list[Refused] = []
    at = 0
    while at < len(lines):
        size = _record_size(lines, at) if layout.quoted else 1
        if size == 0 and not ended and len(lines) - at <= MOST_LINES_OF_A_RECORD:
            return Chunk(b"".join(good), numbers, refused), lines[at:]
        record = b"\n".join(lines[at : at + max(size, 1)])
        read = _record(record, layout) if size else "a quoted cell is not closed; double the quote"
        if isinstance(read, str):
            refused.append(Refused(first + at, read, _shown(record)))
        else:
            good.append(read + b"\n")
            numbers.append(first + at)
        at += max(size, 1)
    return Chunk(b"".join(good), numbers, refused), []


def _record_size(lines: list[bytes], at: int) -> int:
    """How many lines the record at a line takes; 0 where its quotes are never closed."""
    if lines[at].count(b'"') % 2 == 0:
        return 1
    for size in range(2, min(MOST_LINES_OF_A_RECORD, len(lines) - at) + 1):
        if lines[at + size - 1].count(b'"') % 2:
            return size
    return 0


def _record(record: bytes, layout: Layout) -> bytes | str:
    """The record as UTF-8 with the right number of columns, or why it is refused."""
    if not record.strip():
        return "the line is empty"
    if b"\0" in record:
        return "the line holds zero bytes; the file is damaged here"
    if not _is_utf8(record):
        record = record.decode("cp1252", errors="replace").encode()
    wanted = len(layout.columns)
    if layout.quoted and b'"' in record:
        fields = _cells(record.decode(), layout)
        if len(fields) == wanted:
            # Written again: what stands around a quote would upset a stricter reader.
            return _quoted(fields, layout)
    else:
        fields = []
        if record.count(layout.delimiter.encode()) + 1 == wanted:
            return record
    fields = fields or record.decode().split(layout.delimiter)
    mended = layout.repair(fields) if layout.repair else ""
    if isinstance(mended, list):
        return layout.delimiter.join(mended).encode()
    return mended or f"{len(fields)} columns, {wanted} expected"


def _cells(record: str, layout: Layout) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(record), delimiter=layout.delimiter), [])
    except csv.Error:
        return []


def _quoted(fields: list[str], layout: Layout) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=layout.delimiter, lineterminator="").writerow(fields)
    return out.getvalue().encode()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(record: bytes) -> str:
    return (
        record[:LONGEST_SHOWN]
        .decode("utf-8", errors="replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
