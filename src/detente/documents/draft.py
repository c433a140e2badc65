"""What a parser makes of bytes, before metadata is settled and furniture marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.errors import InputError
from detente.model import Span

HALF = re.compile("[\ud800-\udfff]")
WRITTEN = ("text", "row", "title", "publisher", "author", "url", "language")


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they arrived, and what is known about them from outside.

    Attributes:
        name: the name to report; its ending decides the format where `media_type` is empty.
        content: the bytes, unchanged.
        media_type: as ``application/pdf``, from a server; empty where the name decides.
        metadata: ``title, publisher, author, published, precision, url, language, note`` from a
            manifest, the command line or a feed; ``published_how`` says which of them
            (``manifest`` where it is missing); ``etag`` and ``last_modified`` from a server.
        received_from: path relative to the added folder, or the address.
        file_date: day on which the file was last changed.
    """

    name: str
    content: bytes
    media_type: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    received_from: str = ""
    file_date: date | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of publication as found somewhere.

    Attributes:
        day: its first day.
        precision: ``day``, ``month`` or ``year``.
        how: as in `detente.model.Document.published_how`.
        note: how it was inferred; empty where it was given.
        rank: the smaller, the more it is believed (see `detente.documents.dates`).
    """

    day: date
    precision: str
    how: str
    note: str = ""
    rank: int = 0


@dataclass(slots=True)
class Draft:
    """One text with what its own file says about it.

    Attributes:
        text: what every offset points into.
        row: name of the row or entry where one file holds many texts; empty otherwise.
        dates: every publication date found, in any order.
        pages: start offset of each PDF page.
        furniture: stretches that the parser knows to be furniture.
        notes: what the reader should know, one phrase each.
    """

    text: str
    row: str = ""
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    media_type: str = "text/plain"
    dates: list[Dated] = field(default_factory=list)
    pages: tuple[int, ...] = ()
    furniture: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_length(text: str, limit: int) -> str:
    """Return `text` unchanged.

    Raises:
        InputError: if it has more than `limit` characters.
    """
    if len(text) > limit:
        raise InputError(
            f"the text has {len(text)} characters, more than max_text_chars = {limit}; "
            "split it or raise the setting"
        )
    return text


def without_halves(draft: Draft) -> Draft:
    """The draft with U+FFFD for each half of a pair of code units, which is no letter alone.

    JSON may name such a half; no file and no table can hold it. Every offset stays.
    """
    given = {name: str(getattr(draft, name)) for name in WRITTEN}
    mended = {name: HALF.sub("\ufffd", text) for name, text in given.items()}
    if mended != given:
        for name, text in mended.items():
            setattr(draft, name, text)
        draft.notes.append("a broken letter is shown as \ufffd")
    return draft


def looks_like_feed(content: bytes) -> bool:
    """Whether bytes begin as RSS, RDF or Atom does."""
    head = content[:2_000].lower()
    return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf"))
