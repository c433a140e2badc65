"""What is known about a document from all sides -> one Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.documents.dates import (
    FILE_CHANGED,
    MANIFEST,
    STATED,
    date_in_address,
    date_in_name,
    date_lines,
    dates_in_text,
    parse_date,
)
from detente.documents.draft import Dated, Draft, Received
from detente.documents.furniture import byline, first_heading, mark_furniture
from detente.documents.language import told_language
from detente.model import Document, Span

PRECISIONS = ("day", "month", "year")


def document_id(text: str, published: date | None, precision: str = "day") -> str:
    """The name of a version: 16 hex digits over the text and its date.

    Two files with the same text and date are the same document, whatever their names.

    >>> document_id("Text.", date(2025, 1, 30)) == document_id("Text.", None)
    False
    """
    dated = f"{published.isoformat()}/{precision}" if published else ""
    return hashlib.sha256(f"{dated}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_published(document: Document, published: date, *, how: str = "option") -> Document:
    """The same document with another day of publication, and so another id."""
    return replace(
        document,
        id=document_id(document.text, published),
        published=published,
        published_precision="day",
        published_how=how,
    )


def settle_document(draft: Draft, received: Received) -> Document:
    """Choose among what the manifest, the file and its name say, and mark the furniture.

    Raises:
        InputError: if the language can't be coded.
    """
    given = received.metadata
    notes = [*draft.notes, *([given["note"]] if given.get("note") else [])]
    url = _first(draft, given.get("url", ""), draft.url)
    language = told_language(draft.text, declared=given.get("language") or draft.language)
    title = _first(draft, "" if draft.row else given.get("title", ""), draft.title)
    furniture = mark_furniture(draft.text, title=title, known=draft.furniture)
    dates = [*_given_dates(draft, received, notes), *draft.dates]
    dates += _inferred_dates(draft, received, url)
    dated = min(dates, key=lambda one: one.rank) if dates else None
    if dated and dated.note:
        notes.append(dated.note)
    published = dated.day if dated else None
    precision = dated.precision if dated else "day"
    return Document(
        id=document_id(draft.text, published, precision),
        origin=received.received_from + (f"#{draft.row}" if draft.row else ""),
        text=draft.text,
        title=title or _own_title(draft.text, furniture),
        publisher=_first(draft, given.get("publisher", ""), draft.publisher),
        author=_first(draft, given.get("author", ""), draft.author)
        or byline(draft.text, furniture),
        url=url,
        published=published,
        published_precision=precision,
        published_how=dated.how if dated else "",
        language=language,
        media_type=draft.media_type,
        pages=draft.pages,
        furniture=furniture,
        note="; ".join(dict.fromkeys(notes)),
    )


def _own_title(text: str, furniture: Sequence[Span]) -> str:
    """The text's first line that is marked as a title, unless it is but a date."""
    heading = first_heading(text, furniture)
    return "" if any(date_lines(heading, 1)) else heading


def _first(draft: Draft, given: str, own: str) -> str:
    """A manifest speaks for a file; where the file holds many texts, each speaks for itself."""
    chosen = (own or given) if draft.row else (given or own)
    return " ".join(chosen.split())


def _given_dates(draft: Draft, received: Received, notes: list[str]) -> Iterator[Dated]:
    written = received.metadata.get("published", "")
    if not written:
        return
    how = received.metadata.get("published_how") or "manifest"
    found = parse_date(written)
    if found is None:
        notes.append(f"published {written!r} in the {how} is no date and is left out")
        return
    day, precision = found
    stated = received.metadata.get("precision", "").strip().lower()
    if stated in PRECISIONS:
        precision = max(precision, stated, key=PRECISIONS.index)
    is_outside = how in ("manifest", "option") and not draft.row
    # A row of many has its own date; the manifest's stands in where a row has none.
    yield Dated(day, precision, how, "", MANIFEST if is_outside or how == "option" else STATED)


def _inferred_dates(draft: Draft, received: Received, url: str) -> Iterator[Dated]:
    for found in (date_in_address(url), date_in_name(received.name)):
        if found:
            yield found
    yield from dates_in_text(draft.text, latest=received.file_date)
    if received.file_date:
        note = "date inferred from the day on which the file was last changed"
        yield Dated(received.file_date, "day", "file", note, FILE_CHANGED)
