"""Documents from addresses: pages, PDFs and feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import TypeAlias

from detente.adapters.feeds import receive_entries
from detente.adapters.fetching import Fetcher, Reply
from detente.documents.draft import looks_like_feed
from detente.documents.reading import Received
from detente.errors import DetenteError
from detente.model import Rejection
from detente.settings import Settings

Cache: TypeAlias = Mapping[str, Mapping[str, str]]


def fetch_address(
    url: str, *, settings: Settings, cache: Cache | None = None, fetcher: Fetcher | None = None
) -> Iterator[Received | Rejection]:
    """What lies at an address: a page, a PDF, or the entries of a feed.

    Nothing comes out where the server says that nothing changed. ``metadata`` of what comes out
    holds ``url`` (where it was found in the end), ``etag`` and ``last_modified``; for the entries
    of a feed also ``feed_url``, ``feed_etag`` and ``feed_last_modified``.

    Args:
        url: an http or https address.
        settings: the limits that begin with ``fetch_``.
        cache: by address, the ``etag`` and ``last_modified`` of what is already there.
        fetcher: one that is shared between addresses keeps the pauses; a new one otherwise.
    """
    known = cache or {}
    with ExitStack() as stack:
        asker = fetcher or stack.enter_context(Fetcher(settings))
        try:
            reply = asker.fetch(url, known=known.get(url))
        except DetenteError as error:
            yield Rejection(url, url, str(error))
            return
        if reply.status == 304:
            return
        received = received_reply(url, reply)
        if looks_like_feed(reply.content):
            yield from receive_entries(received, fetcher=asker, cache=known)
        else:
            yield received


def received_reply(url: str, reply: Reply) -> Received:
    """A server's reply as something received from the address that was asked for."""
    told = {
        "url": reply.url,
        "charset": reply.charset,
        "etag": reply.etag,
        "last_modified": reply.last_modified,
    }
    return Received(
        name=url,
        content=reply.content,
        media_type=reply.media_type,
        metadata={name: value for name, value in told.items() if value},
        received_from=url,
    )
