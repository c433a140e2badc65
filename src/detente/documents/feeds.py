"""RSS and Atom -> one text for each entry."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import feedparser

from detente.documents.dates import STATED, parse_date
from detente.documents.draft import Dated, Draft, Received, check_length
from detente.documents.markup import fragment_text
from detente.documents.xml_safety import refuse_dangerous_xml
from detente.errors import InputError
from detente.model import Rejection, Result

if TYPE_CHECKING:
    from detente.settings import Settings

MAX_ENTRIES = 10_000
# A teaser has fewer words than this; the page behind it holds the text.
TEASER_WORDS = 80


def parse_feed(received: Received, *, settings: Settings) -> Result[Draft]:
    """A draft for each entry of a feed, with its own text; entries without text are rejected.

    Raises:
        InputError: if the XML is no feed or is dangerous to expand.
    """
    drafts: list[Draft] = []
    rejected: list[Rejection] = []
    for draft in feed_entries(received):
        if draft.text.strip():
            check_length(draft.text, settings.max_text_chars)
            drafts.append(draft)
        else:
            reason = "the entry has no text; fetch its address instead"
            where = f"{received.received_from}#{draft.row}"
            rejected.append(Rejection(draft.title or draft.row, where, reason))
    return Result(tuple(drafts), tuple(rejected))


def feed_entries(received: Received) -> list[Draft]:
    """Every entry of a feed, in its order, those without text too.

    Raises:
        InputError: if the XML is no feed, has no entries, or is dangerous to expand.
    """
    refuse_dangerous_xml(received.content)
    try:
        feed = feedparser.parse(io.BytesIO(received.content), resolve_relative_uris=False)
        entries = list(feed.entries)[:MAX_ENTRIES]
        publisher = str(feed.feed.get("title", ""))
    # The library meets broken XML with whatever its parsers raise.
    except Exception as error:
        raise InputError(
            f"the feed can't be read ({type(error).__name__}: {error}); save it again"
        ) from error
    if not entries and not feed.version:
        raise InputError("the XML is no RSS or Atom feed; save the text in another format")
    if not entries:
        raise InputError("the feed has no entries")
    return [_draft(entry, publisher, number) for number, entry in enumerate(entries, 1)]


def is_teaser(draft: Draft) -> bool:
    """Whether an entry's text is so short that it only announces the page that it links to."""
    return len(draft.text.split()) < TEASER_WORDS


def _draft(entry: Mapping[str, Any], publisher: str, number: int) -> Draft:
    bodies = [str(part.get("value", "")) for part in entry.get("content", ())]
    bodies.append(str(entry.get("summary", "")))
    text = max((fragment_text(body) for body in bodies), key=len)
    draft = Draft(text, row=str(entry.get("id") or entry.get("link") or f"entry {number}"))
    draft.title = fragment_text(str(entry.get("title", "")))
    draft.author, draft.url = str(entry.get("author", "")), str(entry.get("link", ""))
    draft.publisher, draft.media_type = publisher, "application/xml"
    written = dict(entry)
    for name in ("published", "updated", "created"):
        found = parse_date(str(written.get(name, "")))
        if found:
            draft.dates.append(Dated(*found, "metadata", "", STATED))
            break
    return draft
