"""The entries of a fetched feed, with the pages behind those that are only announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.adapters.fetching import Fetcher
from detente.adapters.reading_apart import entries_apart
from detente.documents.draft import Draft
from detente.documents.feeds import is_teaser
from detente.documents.reading import Received
from detente.errors import DetenteError
from detente.model import Rejection


def receive_entries(
    feed: Received,
    *,
    fetcher: Fetcher,
    cache: Mapping[str, Mapping[str, str]],
) -> Iterator[Received | Rejection]:
    """The text of each entry, from the feed where it is whole, else from the page behind it.

    Where that page can't be fetched, the entry's own summary is used and a rejection says so.
    """
    try:
        drafts = entries_apart(feed, settings=fetcher.settings)
    except DetenteError as error:
        yield Rejection(feed.name, feed.received_from, str(error))
        return
    about_feed = {
        "feed_url": feed.received_from,
        "feed_etag": feed.metadata.get("etag", ""),
        "feed_last_modified": feed.metadata.get("last_modified", ""),
    }
    for draft in drafts:
        metadata = _metadata(draft, about_feed)
        if is_teaser(draft) and draft.url:
            yield from _page(draft, metadata, fetcher=fetcher, cache=cache)
        elif draft.text.strip():
            yield _own_text(draft, metadata, "text taken from the feed")
        else:
            reason = "the entry has neither text nor a link; look at the feed's own pages"
            yield Rejection(draft.title or draft.row, feed.received_from, reason)


def _page(
    draft: Draft,
    metadata: Mapping[str, str],
    *,
    fetcher: Fetcher,
    cache: Mapping[str, Mapping[str, str]],
) -> Iterator[Received | Rejection]:
    try:
        reply = fetcher.fetch(draft.url, known=cache.get(draft.url))
    except DetenteError as error:
        yield Rejection(draft.url, draft.url, f"{error}; the feed's summary is used instead")
        if draft.text.strip():
            yield _own_text(draft, metadata, "only the feed's summary: the page was not fetched")
        return
    if reply.status == 304:
        return
    told = {
        "charset": reply.charset,
        "etag": reply.etag,
        "last_modified": reply.last_modified,
        "url": reply.url,
    }
    yield Received(
        name=draft.url,
        content=reply.content,
        media_type=reply.media_type,
        metadata={**metadata, **{name: value for name, value in told.items() if value}},
        received_from=draft.url,
    )


def _own_text(draft: Draft, metadata: Mapping[str, str], note: str) -> Received:
    address = draft.url or draft.row
    return Received(
        name=f"{address} (feed entry)",
        content=draft.text.encode("utf-8", "replace"),
        media_type="text/plain",
        metadata={**metadata, "note": note},
        received_from=address,
    )


def _metadata(draft: Draft, about_feed: Mapping[str, str]) -> dict[str, str]:
    told = {
        "title": draft.title,
        "publisher": draft.publisher,
        "author": draft.author,
        "url": draft.url,
        **about_feed,
    }
    if draft.dates:
        dated = draft.dates[0]
        told |= {"published": dated.day.isoformat(), "precision": dated.precision}
        told["published_how"] = "metadata"
    return {name: value for name, value in told.items() if value}
