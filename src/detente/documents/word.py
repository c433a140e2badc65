"""DOCX -> text, after the archive has been measured."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from detente.documents.dates import PROPERTY
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.xml_safety import refuse_dangerous_xml
from detente.errors import InputError
from detente.model import Result, Span

if TYPE_CHECKING:
    from detente.settings import Settings

MAX_PARTS = 5_000
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# python-docx leaves the date of its template on documents that a program wrote.
_TEMPLATE_DATE = date(2013, 12, 23)
_CHUNK = 1 << 16


def parse_docx(received: Received, *, settings: Settings) -> Result[Draft]:
    """The text of a Word document, one paragraph a line; headings and tables are furniture.

    Raises:
        InputError: if it is no DOCX, is encrypted or damaged, unpacks to more than
            ``max_expanded_bytes``, or holds no text.
    """
    refuse_archive_bomb(received.content, settings.max_expanded_bytes)
    try:
        word = docx.Document(io.BytesIO(received.content))
        draft = _draft(word, settings.max_text_chars)
    except InputError:
        raise
    # A damaged part makes the library fail at any depth with any error.
    except Exception as error:
        raise InputError(
            f"the DOCX can't be opened ({type(error).__name__}: {error}); save it again from a "
            "word processor"
        ) from error
    if not draft.text.strip():
        raise InputError("the DOCX holds no text; if it holds pictures, run text recognition")
    return Result((draft,))


def refuse_archive_bomb(content: bytes, limit: int) -> None:
    """Do nothing for an archive that can be opened safely.

    The sizes that the archive claims are added up first; then every part is unpacked in pieces
    and counted, because the claims can lie.

    Raises:
        InputError: if it is no archive, is encrypted, unpacks to more than `limit` bytes, or
            holds XML that expands or nests beyond reason.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _measure(archive, limit)
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise InputError(
            f"the file is no DOCX ({error}); save it again in the .docx format"
        ) from error
    except (NotImplementedError, ValueError, UnicodeError) as error:
        raise InputError(f"the archive can't be unpacked ({error}); save it again") from error


def _measure(archive: zipfile.ZipFile, limit: int) -> None:
    parts = archive.infolist()
    claimed = sum(part.file_size for part in parts)
    if claimed > limit or len(parts) > MAX_PARTS:
        raise _bomb(f"{len(parts)} parts, {claimed} bytes", limit)
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("the DOCX is encrypted; save a copy without the password")
    total = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        kept: list[bytes] = []
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > limit:
                    raise _bomb(f"more than {total} bytes", limit)
                if is_xml:
                    kept.append(chunk)
        if is_xml:
            refuse_dangerous_xml(b"".join(kept))


def _bomb(seen: str, limit: int) -> InputError:
    return InputError(
        f"the DOCX unpacks to {seen}, more than max_expanded_bytes = {limit}; "
        "remove its pictures or raise the setting"
    )


def _draft(word: WordDocument, limit: int) -> Draft:
    draft = Draft("", media_type=_MEDIA_TYPE)
    pieces: list[str] = []
    length = 0
    for line, reason in _lines(word):
        if reason:
            draft.furniture.append(Span(length, length + len(line), reason))
        pieces.append(line + "\n")
        length += len(line) + 1
        if length > limit:
            check_length("".join(pieces), limit)
    draft.text = "".join(pieces)
    properties = word.core_properties
    draft.title, draft.author = properties.title or "", properties.author or ""
    if draft.author == "python-docx":
        draft.author = ""
    draft.language = properties.language or ""
    created = properties.created
    if created and created.date() != _TEMPLATE_DATE:
        note = "date inferred from the document's creation date"
        day = date(created.year, created.month, created.day)
        draft.dates.append(Dated(day, "day", "metadata", note, PROPERTY))
    return draft


def _lines(word: WordDocument) -> Iterator[tuple[str, str]]:
    for block in word.iter_inner_content():
        if isinstance(block, Paragraph):
            style = (block.style.name if block.style else "") or ""
            yield from _paragraph_lines(block.text, style)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                line = " | ".join(cell for cell in cells if cell)
                if line:
                    yield line, "table"


def _paragraph_lines(text: str, style: str) -> Iterator[tuple[str, str]]:
    named = style.lower()
    reason = "title" if named in ("title", "subtitle") else ""
    if named.startswith("heading") or named.startswith("toc"):
        reason = "heading"
    bullet = "- " if named.startswith("list") else ""
    for line in text.splitlines():
        if line.strip():
            yield bullet + line.strip(), reason
