"""From what the user named (files, folders, addresses, standard input) to what was received."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.model import Document, Rejection, Result
from detente.tables import canonical

if TYPE_CHECKING:
    from detente.documents import Received
    from detente.settings import Settings

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
STDIN = "-"
SERVER_FIELDS = frozenset({"etag", "last_modified"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something received, or refused before it could be read.

    Attributes:
        location: the whole path or address.
    """

    location: str
    received: Received | Rejection


def incoming(
    names: Iterable[str],
    *,
    settings: Settings,
    metadata: Mapping[str, str] | None = None,
    cache: object = None,
) -> Iterator[Incoming]:
    """Receive everything that was named, in the order given.

    Args:
        names: paths of files and folders, addresses, or ``-`` for standard input.
        metadata: what the user says about all of them; outranks what files say.
        cache: what earlier replies of servers are known by, for conditional requests.

    Raises:
        InputError: if a path does not exist.
    """
    for name in names:
        for one in incoming_from(name, settings=settings, cache=cache):
            if metadata and not isinstance(one.received, Rejection):
                known = {**one.received.metadata, **metadata}
                given = dataclasses.replace(one.received, metadata=known)
                yield Incoming(one.location, given)
            else:
                yield one


def incoming_from(name: str, *, settings: Settings, cache: object) -> Iterator[Incoming]:
    """Receive from one path or address, or from standard input."""
    if ADDRESS.match(name):
        from detente.adapters.web import fetch_address

        for reply in fetch_address(name, settings=settings, cache=cache):
            yield Incoming(place_of(reply, ""), reply)
        return
    from detente.adapters.files import receive_paths, receive_stdin

    if name == STDIN:
        for piped in receive_stdin(settings=settings):
            yield Incoming(f"stdin:{content_digest(piped)[:16]}", piped)
        return
    path = Path(name).expanduser()
    check_there(path)
    root = path.resolve() if path.is_dir() else path.resolve().parent
    for found in receive_paths([path], settings=settings):
        yield Incoming(place_of(found, str(root)), found)


def check_there(path: Path) -> None:
    """Refuse a path that leads nowhere.

    Raises:
        InputError: if nothing is there; the message names what may have been meant.
    """
    if path.exists():
        return
    hint = ""
    if path.parent.is_dir():
        from difflib import get_close_matches

        near = get_close_matches(path.name, [entry.name for entry in path.parent.iterdir()], n=3)
        hint = f" (near it: {', '.join(near)})" if near else ""
    raise InputError(f"there is no file or folder {str(path)!r}{hint}; check the path")


def place_of(received: Received | Rejection, root: str) -> str:
    """The whole path or address of something received or refused."""
    named = received.where if isinstance(received, Rejection) else received.received_from
    if ADDRESS.match(named) or not root or Path(named).is_absolute():
        return named
    return f"{root}/{named}"


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


def read_one(received: Received, *, settings: Settings) -> Result[Document]:
    """The documents in what was received, and what of it could not be read."""
    from detente.documents import read_received

    return read_received(received, settings=settings)


def document_location(document: Document, received: Received, location: str) -> str:
    """The place that a document's versions share: its file's or page's, with the row in it."""
    if document.origin == received.received_from:
        return location
    row = document.origin.removeprefix(received.received_from)
    return document.origin if ADDRESS.match(document.origin) else f"{location}#{row.lstrip('#')}"
