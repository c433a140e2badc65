"""Bytes as received -> documents: the one door to every format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Protocol

from detente.documents.draft import Draft, Received
from detente.documents.feeds import looks_like_feed, parse_feed
from detente.documents.mail import parse_mail
from detente.documents.markup import parse_html
from detente.documents.metadata import settle_document
from detente.documents.pdf import parse_pdf
from detente.documents.rows import parse_csv, parse_json, parse_jsonl
from detente.documents.text_files import parse_text
from detente.documents.word import parse_docx
from detente.errors import InputError
from detente.model import Document, Rejection, Result
from detente.settings import Settings

__all__ = ["SUFFIXES", "Reader", "Received", "read_received"]


class Reader(Protocol):
    """A byte format: bytes in, drafts out; raises `InputError` for a file that it can't read."""

    def __call__(self, received: Received, *, settings: Settings) -> Result[Draft]: ...


_BY_SUFFIX: Mapping[str, Reader] = {
    ".txt": parse_text, ".text": parse_text, ".md": parse_text, ".markdown": parse_text,
    ".html": parse_html, ".htm": parse_html, ".xhtml": parse_html,
    ".pdf": parse_pdf, ".docx": parse_docx, ".eml": parse_mail,
    ".xml": parse_feed, ".rss": parse_feed, ".atom": parse_feed, ".rdf": parse_feed,
    ".jsonl": parse_jsonl, ".ndjson": parse_jsonl, ".json": parse_json,
    ".csv": parse_csv, ".tsv": parse_csv,
}  # fmt: skip
SUFFIXES = frozenset(_BY_SUFFIX)

_BY_MEDIA_TYPE: Mapping[str, Reader] = {
    "text/html": parse_html, "application/xhtml+xml": parse_html,
    "application/pdf": parse_pdf, "text/markdown": parse_text,
    "application/rss+xml": parse_feed, "application/atom+xml": parse_feed,
    "application/rdf+xml": parse_feed, "application/xml": parse_feed, "text/xml": parse_feed,
    "application/json": parse_json, "application/feed+json": parse_json,
    "application/x-ndjson": parse_jsonl, "application/jsonl": parse_jsonl,
    "text/csv": parse_csv, "text/tab-separated-values": parse_csv,
    "message/rfc822": parse_mail,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": parse_docx,
}  # fmt: skip


def read_received(received: Received, *, settings: Settings) -> Result[Document]:
    """The documents in one file or reply, and a rejection for each that can't be read.

    Never raises for what the bytes hold. A JSONL, JSON, CSV or feed file gives a document for
    each row; its ``origin`` is that of the file, ``#`` and the row's own id or number.

    Args:
        received: the bytes with everything known from outside.
        settings: the limits ``max_file_bytes``, ``max_expanded_bytes`` and ``max_text_chars``.
    """
    where = received.received_from or received.name
    try:
        drafts = _parse(received, settings)
    except InputError as error:
        return Result((), (Rejection(received.name, where, str(error)),))
    documents: list[Document] = []
    rejected = list(drafts.rejected)
    for draft in drafts.rows:
        try:
            documents.append(settle_document(draft, received))
        except InputError as error:
            named = f"{received.name}, {draft.row}" if draft.row else received.name
            place = f"{where}#{draft.row}" if draft.row else where
            rejected.append(Rejection(named, place, str(error)))
    return Result(tuple(documents), tuple(rejected))


def _parse(received: Received, settings: Settings) -> Result[Draft]:
    size = len(received.content)
    if size > settings.max_file_bytes:
        raise InputError(
            f"the file has {size} bytes, more than max_file_bytes = {settings.max_file_bytes}; "
            "split it or raise the setting"
        )
    if not received.content.strip():
        raise InputError("the file is empty; remove it or put the text in it")
    return _reader_of(received)(received, settings=settings)


def _reader_of(received: Received) -> Reader:
    media_type = received.media_type.partition(";")[0].strip().lower()
    if media_type:
        if received.content.startswith(b"%PDF-"):
            return parse_pdf
        if "html" in media_type and looks_like_feed(received.content):
            return parse_feed
        if media_type in _BY_MEDIA_TYPE:
            return _BY_MEDIA_TYPE[media_type]
    suffix = _suffix(received.name)
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if media_type == "text/plain":
        return parse_text
    if not suffix and not media_type:
        return _sniffed(received.content)
    named = f"media type {media_type!r}" if media_type else f"ending {suffix!r}"
    raise InputError(
        f"the {named} is none that can be read ({', '.join(sorted(SUFFIXES))}); "
        "convert the file to one of these"
    )


def _suffix(name: str) -> str:
    path = name.partition("?")[0] if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()


def _sniffed(content: bytes) -> Reader:
    head = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return parse_pdf
    if head.startswith(b"pk\x03\x04"):
        return parse_docx
    if looks_like_feed(head):
        return parse_feed
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return parse_html
    if head.startswith((b"{", b"[{")):
        return parse_json
    return parse_text
