"""From what the user named (files, folders, addresses, standard input) to what was received."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters.ledger_schema import Intake
from detente.errors import InputError
from detente.model import Document, Rejection, Result
from detente.tables import canonical

if TYPE_CHECKING:
    from detente.adapters.fetching import Fetcher
    from detente.documents.reading import Received
    from detente.settings import Settings

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
STDIN = "-"
SERVER_FIELDS = frozenset({"etag", "last_modified", "feed_url", "feed_etag", "feed_last_modified"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something received, or refused before it could be read.

    Attributes:
        location: the whole path or address.
    """

    location: str
    received: Received | Rejection


def incoming(
    names: Sequence[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str] | None = None,
    known: Mapping[str, Mapping[str, str]] | None = None,
    leave_out: Set[Path] = frozenset(),
) -> Iterator[Incoming]:
    """Receive everything that was named, in the order given.

    Args:
        names: paths of files and folders, addresses, or ``-`` for standard input.
        metadata: what the user says about all of them; outranks what files say.
        known: by address, ``etag`` and ``last_modified`` of what is there already.
        leave_out: files, as resolved paths, that are no documents.

    Raises:
        InputError: if a path does not exist; nothing has been received then.
    """
    for name in names:
        if name != STDIN and not ADDRESS.match(name):
            check_there(path_of(name))
    with ExitStack() as stack:
        addresses = Addresses(settings, known or {}, stack)
        for name in names:
            for one in incoming_from(name, addresses=addresses, leave_out=leave_out):
                yield stated(one, metadata or {})


def stated(one: Incoming, metadata: Mapping[str, str]) -> Incoming:
    """Something received, with what the user said about it."""
    if not metadata or isinstance(one.received, Rejection):
        return one
    told = {**one.received.metadata, **metadata}
    return Incoming(one.location, dataclasses.replace(one.received, metadata=told))


class Addresses:
    """The web, asked by one fetcher, which is opened for the first address."""

    def __init__(
        self, settings: Settings, known: Mapping[str, Mapping[str, str]], stack: ExitStack
    ) -> None:
        self.settings, self.known, self.stack = settings, known, stack
        self.fetcher: Fetcher | None = None

    def fetch(self, url: str) -> Iterator[Received | Rejection]:
        """What lies at an address and has changed since."""
        from detente.adapters.fetching import Fetcher
        from detente.adapters.web import fetch_address

        self.fetcher = self.fetcher or self.stack.enter_context(Fetcher(self.settings))
        return fetch_address(url, settings=self.settings, cache=self.known, fetcher=self.fetcher)


def incoming_from(
    name: str, *, addresses: Addresses, leave_out: Set[Path] = frozenset()
) -> Iterator[Incoming]:
    """Receive from one path or address, or from standard input."""
    settings = addresses.settings
    if ADDRESS.match(name):
        for reply in addresses.fetch(name):
            yield Incoming(place_of(reply), reply)
        return
    from detente.adapters.files import receive_paths, receive_stdin

    if name == STDIN:
        piped = receive_stdin(sys.stdin.buffer, settings=settings)
        yield Incoming(f"stdin:{content_digest(piped)[:16]}", piped)
        return
    path = Path(name).expanduser()
    for found in receive_paths([path], settings=settings, leave_out=leave_out):
        yield Incoming(printable(place_of(found, path)), with_printable_name(found))


def printable(name: str) -> str:
    r"""A name of a file as text; bytes of it that are none stand as ``\xff``.

    No table can hold them as they are.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode(errors="backslashreplace")
    return name


def with_printable_name(one: Received | Rejection) -> Received | Rejection:
    """What was received or refused under a name that can be written down."""
    if isinstance(one, Rejection):
        return dataclasses.replace(one, what=printable(one.what), where=printable(one.where))
    name, origin = printable(one.name), printable(one.received_from)
    if (name, origin) == (one.name, one.received_from):
        return one
    return dataclasses.replace(one, name=name, received_from=origin)


def path_of(name: str) -> Path:
    """The path that a name means.

    Raises:
        InputError: if it is empty, or an address of a kind that is not fetched.
    """
    if not name.strip():
        raise InputError("a path is empty; give a file, a folder (. for this one) or an address")
    if OTHER_ADDRESS.match(name):
        raise InputError(f"{name!r} can't be fetched; an address begins with http:// or https://")
    return Path(name).expanduser()


def check_there(path: Path) -> None:
    """Refuse a path that leads nowhere.

    Raises:
        InputError: if nothing is there; the message names what may have been meant.
    """
    if path.exists():
        return
    hint = ""
    if path.parent.is_dir():
        near = get_close_matches(path.name, [entry.name for entry in path.parent.iterdir()], n=3)
        hint = f" (near it: {', '.join(near)})" if near else ""
    raise InputError(f"there is no file or folder {str(path)!r}{hint}; check the path")


def place_of(received: Received | Rejection, path: Path | None = None) -> str:
    """The whole path or address of something received or refused.

    Args:
        path: the file or folder that was named; None for an address.
    """
    if path is None:
        return received.where if isinstance(received, Rejection) else received.received_from
    root = path.resolve() if path.is_dir() else path.resolve().parent
    if not isinstance(received, Rejection):
        return (root / received.received_from).as_posix()
    refused = Path(received.where)
    if refused == path:
        return (root if path.is_dir() else root / path.name).as_posix()
    if refused.is_relative_to(path):
        return (root / refused.relative_to(path)).as_posix()
    return refused.resolve().as_posix()


def content_digest(received: Received | Rejection) -> str:
    """SHA-256 of the bytes received."""
    content = b"" if isinstance(received, Rejection) else received.content
    return hashlib.sha256(content).hexdigest()


def intake_digest(received: Received) -> str:
    """SHA-256 of the bytes and of what was said about them, without what a server counts by."""
    said = {key: text for key, text in received.metadata.items() if key not in SERVER_FIELDS}
    whole = hashlib.sha256(received.content)
    whole.update(canonical([received.media_type, said]).encode())
    return whole.hexdigest()


def feed_intake(one: Incoming, *, now: datetime) -> dict[str, Intake]:
    """For an entry of a feed: by the feed's address, what to ask the feed's server with."""
    if isinstance(one.received, Rejection) or "feed_url" not in one.received.metadata:
        return {}
    told = one.received.metadata
    url = told["feed_url"]
    etag, changed = told.get("feed_etag", ""), told.get("feed_last_modified", "")
    return {url: Intake(url, url, "", now, etag, changed)}


def read_one(received: Received, *, settings: Settings) -> Result[Document]:
    """The documents in what was received, and what of it could not be read.

    Formats that a library opens are read in another process, within bounds of time and memory.
    """
    from detente.adapters.reading_apart import read_apart

    return read_apart(received, settings=settings)


def document_location(document: Document, received: Received, location: str) -> str:
    """The place that a document's versions share: its file's or page's, with the row in it."""
    if document.origin == received.received_from:
        return location
    row = document.origin.removeprefix(received.received_from)
    return document.origin if ADDRESS.match(document.origin) else f"{location}#{row.lstrip('#')}"
