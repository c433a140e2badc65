"""Coding a corpus of files into a folder of Parquet, part by part, here or on a cluster.

The files are cut into parts at the edges of the batches in which one machine codes them, so that
a part gives the same statements wherever it is coded. Each part is written as a whole; what is
there already is not coded again. The layout of the folder: docs/scale.md.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import detente
from detente.adapters.ledger_export import NO_YEAR, replace_file
from detente.errors import InputError
from detente.model import Document, Rejection, Result, Statement
from detente.pipeline_coding import BATCH_CHARS, Effort, coding_version
from detente.pipeline_intake import (
    Incoming,
    content_digest,
    document_location,
    incoming,
    intake_digest,
    read_one,
)
from detente.tables import canonical, to_frame

if TYPE_CHECKING:
    import polars

    from detente.documents.reading import Received
    from detente.settings import Settings

LAYOUT = 1
"""Version of the layout; a reader refuses a later one."""

CONTRACT = "coded.json"
PARTS, TABLES = "parts", ("documents", "statements", "rejected")
PART_CHARS = 300_000
"""A part holds about so many characters: a few seconds' work, so that little is lost."""


UNNAMEABLE = (
    "no worker can be told where it lies: its name, or that of a folder that it is in, holds bytes "
    "that are no text; rename it"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some documents of one file: those numbered `first` to `last` - 1, counted from 0.

    Attributes:
        path: where the file lies; every worker must see it there.
        location, name, media_type, metadata, received_from, file_date: as it was received.
    """

    path: str
    location: str
    name: str
    media_type: str
    metadata: Mapping[str, str]
    received_from: str
    file_date: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """Whole batches of documents that are coded and written together.

    Attributes:
        id: digest of the coder's version, the files' content and the places in them.
    """

    id: str
    pieces: tuple[Piece, ...]
    documents: int
    chars: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A document with the place that its versions share, and the digest of its file's bytes."""

    document: Document
    location: str
    digest: str


@dataclass(frozen=True, slots=True)
class Told:
    """What coding one part took, and on which machine."""

    part: str
    documents: int
    statements: int
    rejected: int
    sentences: int
    parsed: int
    seconds: float
    node: str


@dataclass(slots=True)
class _Open:
    """A part that is being put together; `group` counts the characters of its last batch."""

    pieces: list[Piece] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    chars: int = 0
    group: int = 0

    def take(self, piece: Piece, digest: str, chars: int) -> None:
        """One more document, which follows the last one."""
        newest = self.pieces[-1] if self.pieces else None
        if newest is not None and newest.path == piece.path and newest.last == piece.first:
            self.pieces[-1] = replace(newest, last=piece.last)
        else:
            self.pieces.append(piece)
            self.digests.append(digest)
        self.chars += chars
        self.group += chars
        if self.group >= BATCH_CHARS:
            self.group = 0

    @property
    def full(self) -> bool:
        """Whether it is large enough, and ends where a batch ends."""
        return self.group == 0 and self.chars >= PART_CHARS

    def closed(self, version: str) -> Part:
        """The part."""
        spans = [
            (digest, one.location, one.first, one.last)
            for one, digest in zip(self.pieces, self.digests, strict=True)
        ]
        name = hashlib.sha256((version + canonical(spans)).encode()).hexdigest()[:16]
        documents = sum(one.last - one.first for one in self.pieces)
        return Part(name, tuple(self.pieces), documents, self.chars)


def plan(
    names: Sequence[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str],
    rejected: list[Rejection],
) -> Iterator[Part]:
    """The parts of what was named, in order.

    Every file is read once for it, which takes a small share of coding it.

    Args:
        names: files and folders.
        metadata: what the user says about all of them.
        rejected: what could not be read is appended to it.

    Raises:
        InputError: if a path does not exist, or is no path.
    """
    for name in names:
        if name == "-" or "://" in name:
            raise InputError(
                f"{name!r} is no file or folder, and every worker has to read it; save it first"
            )
    version, open_part = coding_version(settings), _Open()
    for path, one, received in _files(names, settings, metadata, rejected):
        result = read_one(received, settings=settings)
        rejected.extend(result.rejected)
        piece = Piece(
            path=str(path),
            location=one.location,
            name=received.name,
            media_type=received.media_type,
            metadata=dict(received.metadata),
            received_from=received.received_from,
            file_date=received.file_date.isoformat() if received.file_date else "",
            first=0,
            last=0,
        )
        digest = intake_digest(received)
        for number, document in enumerate(result.rows):
            placed = replace(piece, first=number, last=number + 1)
            open_part.take(placed, digest, len(document.text))
            if open_part.full:
                yield open_part.closed(version)
                open_part = _Open()
    if open_part.pieces:
        yield open_part.closed(version)


def _files(
    names: Sequence[str],
    settings: Settings,
    metadata: Mapping[str, str],
    rejected: list[Rejection],
) -> Iterator[tuple[Path, Incoming, Received]]:
    for one in incoming(names, settings=settings, metadata=metadata):
        if isinstance(one.received, Rejection):
            rejected.append(one.received)
        elif not Path(one.location).exists():
            rejected.append(Rejection(one.received.name, one.location, UNNAMEABLE))
        else:
            yield Path(one.location), one, one.received


class PartReader:
    """Reads the documents of parts again; a file that holds several parts is read once for them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file: Piece | None = None
        self._placed: tuple[Placed, ...] = ()

    def documents_of(self, part: Part) -> Iterator[Placed]:
        """The documents of a part, in order.

        Raises:
            InputError: if a file is gone or holds fewer documents than it did.
        """
        for piece in part.pieces:
            rows = self._documents_in(replace(piece, first=0, last=0))[piece.first : piece.last]
            if len(rows) != piece.last - piece.first:
                raise InputError(f"{piece.path} has changed meanwhile; run the same command again")
            yield from rows

    def _documents_in(self, whole: Piece) -> tuple[Placed, ...]:
        if self._file != whole:
            received = _received_again(whole)
            digest = content_digest(received)
            self._placed = tuple(
                Placed(one, document_location(one, received, whole.location), digest)
                for one in read_one(received, settings=self._settings).rows
            )
            self._file = whole
        return self._placed


def _received_again(piece: Piece) -> Received:
    from detente.documents.reading import Received

    try:
        content = Path(piece.path).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot read {piece.path} ({error.strerror}); a corpus has to lie where every worker "
            "sees it under the same path"
        ) from error
    return Received(
        name=piece.name,
        content=content,
        media_type=piece.media_type,
        metadata=dict(piece.metadata),
        received_from=piece.received_from,
        file_date=date.fromisoformat(piece.file_date) if piece.file_date else None,
    )


def open_folder(folder: Path, *, settings: Settings) -> None:
    """Make the folder for coded parts, or take up one of the same coder.

    Raises:
        InputError: if it holds something else, or the work of another coder.
    """
    contract = {
        "layout": LAYOUT,
        "coding": coding_version(settings),
        "detente": detente.__version__,
        "tables": list(TABLES),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CONTRACT).exists():
            held = read_contract(folder)
            if held["coding"] != contract["coding"]:
                raise InputError(
                    f"{folder} holds statements of another version of the coder or of other "
                    "settings; choose another folder"
                )
            return
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty and no folder of coded parts; choose another")
        (folder / PARTS).mkdir()
        replace_file(folder / CONTRACT, (json.dumps(contract, indent=2) + "\n").encode())
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror or error}") from error


def read_contract(folder: Path) -> dict[str, object]:
    """What a folder of coded parts says of itself.

    Raises:
        InputError: if it says nothing that can be read, or has a later layout.
    """
    try:
        held = json.loads((folder / CONTRACT).read_text(encoding="utf-8"))
        layout = held["layout"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder / CONTRACT} can't be read ({error}); code it anew") from error
    if layout != LAYOUT:
        raise InputError(
            f"{folder} has layout {layout}, this version of Détente reads layout {LAYOUT}; "
            "update Détente, or code the corpus anew"
        )
    return dict(held)


def is_written(folder: Path, part: Part) -> bool:
    """Whether a part has been coded into a folder already."""
    return (folder / PARTS / f"{part.id}.json").exists()


def write_part(
    folder: Path,
    part: Part,
    coded: Iterable[tuple[Placed, Result[Statement]]],
    *,
    effort: Effort,
    took: tuple[float, str],
) -> Told:
    """Write what a part gave; the note that it is there comes last.

    Args:
        coded: its documents with their statements, in order.
        took: seconds, and the name of the machine.
    """
    rows = list(coded)
    counts: Counter[str] = Counter()
    for year, members in _by_year(rows).items():
        for table, frame in _frames(members).items():
            counts[table] += len(frame)
            place = folder / table / f"year={year}"
            place.mkdir(parents=True, exist_ok=True)
            unfinished = place / f".part-{part.id}.parquet.part"
            frame.write_parquet(unfinished)
            unfinished.replace(place / f"part-{part.id}.parquet")
    told = Told(
        part=part.id,
        documents=len(rows),
        statements=counts["statements"],
        rejected=counts["rejected"],
        sentences=effort.sentences,
        parsed=effort.parsed,
        seconds=took[0],
        node=took[1],
    )
    note = json.dumps(asdict(told), ensure_ascii=False) + "\n"
    replace_file(folder / PARTS / f"{part.id}.json", note.encode())
    return told


def _frames(
    members: Sequence[tuple[Placed, Result[Statement]]],
) -> dict[str, polars.DataFrame]:
    """The tables of one part and year; ``number`` is the place of a row's document, from 0."""
    import polars as pl

    def numbered(rows: Sequence[tuple[int, object]], noun: type) -> polars.DataFrame:
        """A table with the numbers of its documents."""
        numbers = pl.Series("number", [number for number, _ in rows], dtype=pl.Int64)
        return to_frame([row for _, row in rows], noun).with_columns(numbers)

    coded = list(enumerate(members))
    documents = [(number, placed.document) for number, (placed, _) in coded]
    statements = [(number, row) for number, (_, result) in coded for row in result.rows]
    dropped = [(number, row) for number, (_, result) in coded for row in result.rejected]
    return {
        "documents": numbered(documents, Document).with_columns(
            pl.Series("location", [one.location for one, _ in members], dtype=pl.String),
            pl.Series("file_digest", [one.digest for one, _ in members], dtype=pl.String),
        ),
        "statements": numbered(statements, Statement),
        "rejected": numbered(dropped, Rejection),
    }


def _by_year(
    rows: Iterable[tuple[Placed, Result[Statement]]],
) -> dict[str, list[tuple[Placed, Result[Statement]]]]:
    years: defaultdict[str, list[tuple[Placed, Result[Statement]]]] = defaultdict(list)
    for placed, result in rows:
        published = placed.document.published
        years[str(published.year) if published else NO_YEAR].append((placed, result))
    return dict(sorted(years.items()))
