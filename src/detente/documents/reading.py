"""Bytes as received -> documents: the one door to every format."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, cast

from detente.documents.draft import Draft, Received, looks_like_feed, without_halves
from detente.errors import InputError
from detente.model import Document, Rejection, Result

if TYPE_CHECKING:
    from detente.settings import Settings

__all__ = ["SUFFIXES", "Reader", "Received", "is_plain_text", "read_received"]


class Reader(Protocol):
    """A byte format: bytes in, drafts out; raises `InputError` for a file that it can't read."""

    def __call__(self, received: Received, *, settings: Settings) -> Result[Draft]: ...


# The libraries that open a format are loaded with its first file: all of them take seconds.
_READERS: Mapping[str, str] = {
    "text": "text_files.parse_text",
    "html": "markup.parse_html",
    "pdf": "pdf.parse_pdf",
    "docx": "word.parse_docx",
    "mail": "mail.parse_mail",
    "feed": "feeds.parse_feed",
    "jsonl": "rows.parse_jsonl",
    "parquet": "rows.parse_parquet",
    "json": "rows.parse_json",
    "csv": "rows.parse_csv",
}
_BY_SUFFIX: Mapping[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".eml": "mail",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".parquet": "parquet",
    ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
SUFFIXES = frozenset(_BY_SUFFIX)
PACKED = frozenset((".zip", ".gz"))

_BY_MEDIA_TYPE: Mapping[str, str] = {
    "text/html": "html", "application/xhtml+xml": "html",
    "application/pdf": "pdf", "text/markdown": "text",
    "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed", "application/xml": "feed", "text/xml": "feed",
    "application/json": "json", "application/feed+json": "json",
    "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "text/csv": "csv", "text/tab-separated-values": "csv",
    "message/rfc822": "mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip


def read_received(received: Received, *, settings: Settings) -> Result[Document]:
    """The documents in one file or reply, and a rejection for each that can't be read.

    Never raises for what the bytes hold. A JSONL, JSON, CSV or feed file gives a document for
    each row; its ``origin`` is that of the file, ``#`` and the row's own id or number.

    Args:
        received: the bytes with everything known from outside.
        settings: the limits ``max_file_bytes``, ``max_expanded_bytes`` and ``max_text_chars``.
    """
    from detente.documents.metadata import settle_document

    where = received.received_from or received.name
    try:
        drafts = _parse(received, settings)
    except InputError as error:
        return Result((), (Rejection(received.name, where, str(error)),))
    documents: list[Document] = []
    rejected = list(drafts.rejected)
    for draft in drafts.rows:
        try:
            documents.append(settle_document(without_halves(draft), received))
        except InputError as error:
            named = f"{received.name}, {draft.row}" if draft.row else received.name
            place = f"{where}#{draft.row}" if draft.row else where
            rejected.append(Rejection(named, place, str(error)))
    return Result(tuple(documents), tuple(rejected))


def is_plain_text(received: Received) -> bool:
    """Whether a file is read as it is, or refused for its ending: no library opens it."""
    try:
        return _format_of(received) == "text"
    except InputError:
        return True


def _parse(received: Received, settings: Settings) -> Result[Draft]:
    size = len(received.content)
    if size > settings.max_file_bytes:
        raise InputError(
            f"the file has {size} bytes, more than max_file_bytes = {settings.max_file_bytes}; "
            "split it or raise the setting"
        )
    if not received.content.strip():
        raise InputError("the file is empty; remove it or put the text in it")
    return _reader(_format_of(received))(received, settings=settings)


def _reader(form: str) -> Reader:
    module, _, function = _READERS[form].partition(".")
    loaded = importlib.import_module(f"detente.documents.{module}")
    return cast(Reader, getattr(loaded, function))


def _format_of(received: Received) -> str:
    media_type = received.media_type.partition(";")[0].strip().lower()
    if media_type:
        if received.content.startswith(b"%PDF-"):
            return "pdf"
        if "html" in media_type and looks_like_feed(received.content):
            return "feed"
        if media_type in _BY_MEDIA_TYPE:
            return _BY_MEDIA_TYPE[media_type]
    suffix = _suffix(received.name)
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if media_type == "text/plain":
        return "text"
    if not suffix and not media_type:
        return _sniffed(received.content)
    if suffix in PACKED:
        raise InputError(
            "the archive holds no single file of a known event dataset, and documents are not read "
            "out of archives; unpack it"
        )
    named = f"media type {media_type!r}" if media_type else f"ending {suffix!r}"
    raise InputError(
        f"the {named} is none that can be read ({', '.join(sorted(SUFFIXES))}); "
        "convert the file to one of these"
    )


def _suffix(name: str) -> str:
    path = name.partition("?")[0] if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _sniffed(content: bytes) -> str:
    head = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"pk\x03\x04"):
        return "docx"
    if looks_like_feed(head):
        return "feed"
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    if head.startswith((b"{", b"[{")):
        return "json"
    return "text"
