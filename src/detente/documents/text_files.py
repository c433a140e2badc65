"""Plain text and Markdown files, read exactly as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.documents.dates import FRONT_MATTER, parse_date
from detente.documents.decoding import decode_text
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.front_matter import split_front_matter
from detente.model import Result, Span

if TYPE_CHECKING:
    from detente.settings import Settings


def parse_text(received: Received, *, settings: Settings) -> Result[Draft]:
    """The text of a file, every character where it is in the file; front matter is furniture.

    Raises:
        InputError: if the file is empty, binary, too long or in an unknown encoding.
    """
    text, note = decode_text(received.content)
    check_length(text, settings.max_text_chars)
    found, end = split_front_matter(text)
    draft = Draft(text, notes=[note] if note else [])
    if received.name.lower().endswith((".md", ".markdown")):
        draft.media_type = "text/markdown"
    draft.title, draft.publisher = found.get("title", ""), found.get("publisher", "")
    draft.author, draft.url = found.get("author", ""), found.get("url", "")
    draft.language = found.get("language", "")
    if end:
        draft.furniture.append(Span(0, end, "front matter"))
    written = found.get("published", "")
    day = parse_date(written)
    if day:
        precision = found.get("precision") or day[1]
        draft.dates.append(Dated(day[0], precision, "front matter", "", FRONT_MATTER))
    elif written:
        draft.notes.append(f"published {written!r} in the front matter is no date")
    return Result((draft,))
