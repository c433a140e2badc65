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
from pathlib import Path
from typing import IO, Protocol

from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.records import (
    MOST_LINES_OF_A_RECORD,
    Regular,
    as_utf8,
    is_utf8,
    regular_records,
)
from detente.errors import InputError

CHUNK_BYTES = 16 << 20
# Chunks of narrow rows are smaller: several are worked on at once.
ROWS_OF_A_CHUNK = 120_000
FIRST_BYTES = 1 << 16
BOM = b"\xef\xbb\xbf"
# An odd line costs a slower reading of as much as this.
PIECE_BYTES = 16 << 10
LONGEST_LINE = 64 << 20
LONGEST_SHOWN = 1000


class Readable(Protocol):
    """What is read of a file, unpacked or not."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many."""

    def readline(self, size: int = -1, /) -> bytes:
        """The bytes up to the end of the line, at most so many."""


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
        InputError: if the file can't be read, or has a line longer than `LONGEST_LINE`.
    """
    with opened(path) as stream:
        line, consumed, carried = 1 + layout.header_lines, 0, b""
        first, ended = True, False
        while not ended:
            wanted = min(chunk_bytes, FIRST_BYTES) if first else chunk_bytes
            block = stream.read(wanted)
            ended = len(block) < wanted
            if not ended:
                block += _rest_of_line(stream, path)
            consumed += len(block)
            if b"\r" in block:
                block = block.replace(b"\r\n", b"\n")
            if block and not block.endswith(b"\n"):
                block += b"\n"
            if first:
                rows = max(1, block.count(b"\n"))
                chunk_bytes = min(chunk_bytes, ROWS_OF_A_CHUNK * (len(block) // rows + 1))
                block = _below_header(block.removeprefix(BOM), layout.header_lines)
            first = False
            content = carried + block if carried else block
            chunk, read, lines = _checked(content, line, layout, ended=ended)
            line += lines
            carried = content[read:]
            chunk.consumed = consumed
            if chunk.lines or chunk.refused:
                yield chunk


def _rest_of_line(stream: Readable, path: Path) -> bytes:
    rest = stream.readline(LONGEST_LINE)
    if len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
        raise InputError(
            f"{path}: a line has more than {LONGEST_LINE:,} bytes, so that this is no table of "
            "rows; leave it out"
        )
    return rest


def _below_header(block: bytes, header_lines: int) -> bytes:
    for _ in range(header_lines):
        block = block[block.find(b"\n") + 1 :]
    return block


def _checked(content: bytes, first: int, layout: Layout, *, ended: bool) -> tuple[Chunk, int, int]:
    """The chunk of some whole lines; how many bytes and lines of them it takes.

    What is left over is the beginning of a record whose end comes with the next lines.
    """
    whole = regular_records(content, layout)
    if whole and (whole.size == len(content) or not ended):
        return Chunk(whole.content, _numbers(whole, first)), whole.size, whole.lines
    pieces = Pieces(layout)
    at, line, size = 0, first, PIECE_BYTES
    while at < len(content):
        end = content.find(b"\n", at + size) + 1 or len(content)
        piece = content[at:end]
        last = ended and end == len(content)
        read, lines = pieces.take(piece, line, ended=last)
        at, line = at + read, line + lines
        size = PIECE_BYTES
        if not read:
            if end == len(content):
                break
            # The record goes on beyond the piece.
            size = 2 * len(piece)
    return pieces.chunk(), at, line - first


def _numbers(found: Regular, first: int) -> Sequence[int]:
    if isinstance(found.starts, range):
        return range(first, first + len(found.starts))
    return [first + start for start in found.starts]


@dataclass(slots=True)
class Pieces:
    """Pieces of a chunk; the odd ones among them are read line by line."""

    layout: Layout
    good: list[bytes] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def take(self, piece: bytes, first: int, *, ended: bool) -> tuple[int, int]:
        """Read a piece; how many of its bytes and lines were read."""
        found = regular_records(piece, self.layout)
        if found and (found.size == len(piece) or not ended):
            self.good.append(found.content)
            self.numbers += _numbers(found, first)
            return found.size, found.lines
        lines = piece.split(b"\n")[:-1]
        chunk, unread = _one_by_one(lines, first, self.layout, ended=ended)
        self.good.append(chunk.content)
        self.numbers += chunk.lines
        self.refused += chunk.refused
        left = sum(len(one) + 1 for one in unread)
        return len(piece) - left, len(lines) - len(unread)

    def chunk(self) -> Chunk:
        """All pieces together."""
        return Chunk(b"".join(self.good), self.numbers, self.refused)


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
    if not is_utf8(record):
        record = as_utf8(record)
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
    # Only what is in the line terminator makes the writer quote a cell that holds it.
    csv.writer(out, delimiter=layout.delimiter, lineterminator="\n").writerow(fields)
    return out.getvalue().removesuffix("\n").encode()


def _shown(record: bytes) -> str:
    return (
        record[:LONGEST_SHOWN]
        .decode("utf-8", errors="replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
