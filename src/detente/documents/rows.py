"""JSONL, JSON and CSV files with one document a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from detente.documents.dates import STATED, parse_date
from detente.documents.decoding import decode_text
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.markup import fragment_text
from detente.errors import InputError
from detente.model import Rejection, Result

if TYPE_CHECKING:
    from detente.settings import Settings

FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publication_date", "pub_date", "pubdate",
                  "timestamp", "published_on", "datetime"),
    "url": ("url", "link", "address", "uri"),
    "publisher": ("publisher", "site", "sitename", "outlet", "newspaper", "publication", "source"),
    "author": ("author", "byline", "authors", "creator"),
    "language": ("language", "lang"),
    "id": ("id", "doc_id", "docid", "document_id", "guid", "uuid"),
    "precision": ("precision", "published_precision"),
}  # fmt: skip
_WRAPPERS = ("documents", "articles", "items", "rows", "data", "results", "entries")


def parse_jsonl(received: Received, *, settings: Settings) -> Result[Draft]:
    """A draft for each line of a JSONL file; a line that is none is rejected by its number.

    Raises:
        InputError: if the file is no text.
    """
    text, _ = decode_text(received.content)
    rows: list[tuple[str, object]] = []
    rejected: list[Rejection] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append((f"line {number}", json.loads(line)))
        except (ValueError, RecursionError) as error:
            place = f"{received.received_from}:{number}"
            reason = f"the line is no JSON ({error}); repair or remove it"
            rejected.append(Rejection(f"{received.name}, line {number}", place, reason))
    return _drafts(received, rows, rejected=rejected, settings=settings)


def parse_json(received: Received, *, settings: Settings) -> Result[Draft]:
    """A draft for each object of a JSON file: a list, an object that wraps one, or one document.

    A file with one object a line is read as JSONL.

    Raises:
        InputError: if it is neither.
    """
    text, _ = decode_text(received.content)
    try:
        loaded = json.loads(text)
    except RecursionError as error:
        raise InputError("the JSON nests too deep; it is damaged or hostile") from error
    except ValueError as error:
        if len(text.strip().splitlines()) > 1 and text.lstrip().startswith("{"):
            return parse_jsonl(received, settings=settings)
        raise InputError(f"the file is no JSON ({error}); repair it") from error
    if isinstance(loaded, dict):
        wrapped = next((loaded[k] for k in _WRAPPERS if isinstance(loaded.get(k), list)), None)
        if wrapped is None and not _field(loaded, "text"):
            raise _no_text_field(loaded)
        loaded = [loaded] if wrapped is None else wrapped
    if not isinstance(loaded, list):
        raise InputError("the JSON is neither a document nor a list of documents")
    rows = [(f"row {number}", row) for number, row in enumerate(loaded, 1)]
    return _drafts(received, rows, rejected=[], settings=settings)


def parse_csv(received: Received, *, settings: Settings) -> Result[Draft]:
    """A draft for each row of a CSV or TSV file whose first line names the columns.

    Raises:
        InputError: if no column holds text.
    """
    text, _ = decode_text(received.content)
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max((",", "\t", ";"), key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_text_chars + 1))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = [name for name in reader.fieldnames or [] if name]
        if not any(name.strip().lower() in FIELDS["text"] for name in columns):
            raise _no_text_field(columns)
        rows = [(f"row {number}", row) for number, row in enumerate(reader, 1)]
    except csv.Error as error:
        raise InputError(f"the table breaks off at line {reader.line_num} ({error})") from error
    return _drafts(received, rows, rejected=[], settings=settings)


def parse_parquet(received: Received, *, settings: Settings) -> Result[Draft]:
    """A draft for each row of a Parquet file.

    Raises:
        InputError: if it is no Parquet file, or no column holds text.
    """
    import polars as pl

    try:
        frame = pl.read_parquet(io.BytesIO(received.content), use_pyarrow=False)
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise InputError(f"the file is no Parquet file that can be read ({error})") from error
    if not any(name.strip().lower() in FIELDS["text"] for name in frame.columns):
        raise _no_text_field(frame.columns)
    rows: list[tuple[str, object]] = [
        (f"row {number}", {name: _as_json(value) for name, value in row.items()})
        for number, row in enumerate(frame.iter_rows(named=True), 1)
    ]
    return _drafts(received, rows, rejected=[], settings=settings)


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _drafts(
    received: Received,
    rows: Iterable[tuple[str, object]],
    *,
    rejected: list[Rejection],
    settings: Settings,
) -> Result[Draft]:
    drafts: list[Draft] = []
    taken: set[str] = set()
    for place, row in rows:
        try:
            draft = _draft(row, place, settings)
        except InputError as error:
            where = f"{received.received_from}#{place}"
            rejected.append(Rejection(f"{received.name}, {place}", where, str(error)))
            continue
        if draft.row in taken:
            draft.row = f"{draft.row} ({place})"
        taken.add(draft.row)
        drafts.append(draft)
    if not drafts and not rejected:
        raise InputError("the file holds no rows; remove it or fill it")
    return Result(tuple(drafts), tuple(rejected))


def _draft(row: object, place: str, settings: Settings) -> Draft:
    if not isinstance(row, dict):
        raise InputError(f"the {place} is no object with named fields")
    text = _field(row, "text")
    if not text.strip():
        raise InputError("the row has no text; fill the field text or remove the row")
    check_length(text, settings.max_text_chars)
    if "</" in text and "<p" in text.lower():
        text = fragment_text(text)
    draft = Draft(text, row=_field(row, "id") or place)
    draft.title, draft.publisher = _field(row, "title"), _field(row, "publisher")
    draft.author, draft.url = _field(row, "author"), _field(row, "url")
    draft.language = _field(row, "language")
    written = _field(row, "published")
    found = parse_date(written)
    if found:
        precision = _field(row, "precision") or found[1]
        draft.dates.append(Dated(found[0], precision, "metadata", "", STATED))
    elif written:
        draft.notes.append(f"the date {written!r} can't be read and is left out")
    return draft


def _field(row: Mapping[object, object], noun: str) -> str:
    names = {str(name).strip().lower(): value for name, value in row.items()}
    for name in FIELDS[noun]:
        value = names.get(name)
        if isinstance(value, list):
            value = ", ".join(_flat(value))
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""


def _flat(values: list[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str):
            yield value


def _no_text_field(names: Iterable[object]) -> InputError:
    seen = ", ".join(repr(str(name)) for name in list(names)[:12]) or "none"
    return InputError(
        f"no field holds text (fields seen: {seen}); name one of them "
        f"{', '.join(FIELDS['text'][:4])}; rows of events come in with detente import plain and "
        "a file for --mapping"
    )
