"""Pieces of a file in which every record has the right number of columns, told at once.

What is told here is the same as a reading line by line would tell; pieces that are not so regular
are left to that reading (`lines`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.adapters.datasets.layouts import Layout

QUOTE = b'"'
# A cell in quotes that goes on for longer was opened by a stray quote.
MOST_LINES_OF_A_RECORD = 200


@dataclass(frozen=True, slots=True)
class Regular:
    """Whole records at the beginning of a piece.

    Attributes:
        content: of them, UTF-8, each with the right number of columns.
        size: bytes that they take in the piece.
        starts: the line of the piece on which each begins, counted from 0.
        lines: how many lines they take.
    """

    content: bytes
    size: int
    starts: Sequence[int]
    lines: int


def regular_records(piece: bytes, layout: Layout) -> Regular | None:
    """The records of a piece, where all but the last are regular; None where one is not.

    Args:
        piece: begins with a record and ends with a line feed; a record that goes on beyond its
            end, because a quoted cell is still open there, is left out.
    """
    if b"\0" in piece:
        return None
    find = _quoted if layout.quoted and QUOTE in piece else _plain
    found = find(piece, layout)
    if found is None or found.content.isascii() or is_utf8(found.content):
        return found
    return Regular(as_utf8(found.content), found.size, found.starts, found.lines)


def _plain(piece: bytes, layout: Layout) -> Regular | None:
    marks = piece.translate(None, _others(layout.delimiter, quoted=False))
    record = _record(layout)
    count = len(marks) // len(record)
    if marks != record * count:
        return None
    return Regular(piece, len(piece), range(count), count)


def _quoted(piece: bytes, layout: Layout) -> Regular | None:
    marks = np.frombuffer(
        piece.translate(None, _others(layout.delimiter, quoted=True)), dtype=np.uint8
    )
    quotes = marks == ord(QUOTE)
    outside = (np.cumsum(quotes, dtype=np.uint32) & 1 == 0) & ~quotes
    feeds = marks == ord(b"\n")
    ends = np.flatnonzero(outside & feeds)
    if not len(ends):
        return None
    last = int(ends[-1]) + 1
    record = _record(layout)
    if marks[:last][outside[:last]].tobytes() != record * len(ends):
        return None
    lines = np.cumsum(feeds[:last])[ends]
    size = _after_feed(piece, int(np.count_nonzero(feeds[last:])))
    if not size or not _quotes_enclose_cells(piece[:size], layout):
        return None
    starts: Sequence[int] = range(len(ends))
    if int(lines[-1]) != len(ends):
        starts = [0, *lines[:-1].tolist()]
    return Regular(piece[:size], size, starts, int(lines[-1]))


def _after_feed(piece: bytes, left: int) -> int:
    """The place after the line feed that has so many others behind it; 0 where too many have."""
    if left > MOST_LINES_OF_A_RECORD:
        return 0
    place = len(piece)
    for _ in range(left):
        place = piece.rindex(b"\n", 0, place - 1) + 1
    return place


def _quotes_enclose_cells(content: bytes, layout: Layout) -> bool:
    """Whether each quote begins a cell, ends one, or is one of two that stand for one inside."""
    text = np.frombuffer(content, dtype=np.uint8)
    places = np.flatnonzero(text == ord(QUOTE))
    edges = np.frombuffer(f'{layout.delimiter}\n"'.encode(), dtype=np.uint8)
    opening, closing = places[::2], places[1::2]
    # A record ends the content, so that something follows on each closing quote.
    before, after = text[opening[opening > 0] - 1], text[closing + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


@lru_cache(maxsize=8)
def _others(delimiter: str, *, quoted: bool) -> bytes:
    """All bytes that neither separate cells or records nor enclose a cell."""
    telling = f"{delimiter}\n".encode() + (QUOTE if quoted else b"")
    return bytes(sorted(set(range(256)) - set(telling)))


def _record(layout: Layout) -> bytes:
    """What separates the cells of one record, with the line feed that ends it."""
    return layout.delimiter.encode() * (len(layout.columns) - 1) + b"\n"


def split_records(lines: Iterable[bytes]) -> list[bytes]:
    """Regular records from their lines, where quoted cells hold line feeds.

    >>> split_records([b"a,b", b'c,"d', b'e"'])
    [b'a,b', b'c,"d\\ne"']
    """
    records: list[bytes] = []
    is_open = False
    for line in lines:
        if is_open:
            records[-1] += b"\n" + line
        else:
            records.append(line)
        is_open ^= line.count(QUOTE) % 2 == 1
    return records


def is_utf8(content: bytes) -> bool:
    """Whether bytes are text in UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def as_utf8(content: bytes) -> bytes:
    """Text with the lines that are not UTF-8 read in Windows' Western code page.

    >>> as_utf8("Bogotá\\n".encode() + b"C\\xf4te\\n").decode()
    'Bogotá\\nCôte\\n'
    """
    return b"\n".join(
        line if line.isascii() or is_utf8(line) else _western(line) for line in content.split(b"\n")
    )


def _western(line: bytes) -> bytes:
    return line.decode("cp1252", errors="replace").encode()
