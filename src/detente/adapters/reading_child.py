"""What runs in the process that reads documents: bounds first, then one file after another."""

from __future__ import annotations

import importlib
import json
import os
import sys
from types import SimpleNamespace
from typing import IO, TYPE_CHECKING, cast

from detente.adapters.reading_apart import (
    ENTRIES,
    LIMITS,
    OVER_MEMORY,
    answer_of,
    receive,
    received_of,
    send,
)
from detente.documents.draft import Received
from detente.documents.feeds import feed_entries
from detente.documents.reading import read_received
from detente.errors import InputError
from detente.model import Document, Rejection, Result
from detente.tables import plain

if TYPE_CHECKING:
    from detente.settings import Settings

CLOSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "shutil.",
    "ftplib.",
    "http.client.",
    "smtplib.",
    "urllib.Request",
    "webbrowser.",
    "pty.",
    "sqlite3.connect",
    "pickle.find_class",
)
"""Beginnings of the names of events that a document has no business with."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def serve() -> None:
    """Answer until the other side closes its end."""
    asking, answering = sys.stdin.buffer, sys.stdout.buffer
    # A library that prints must not write between the answers.
    sys.stdout = sys.stderr
    sys.dont_write_bytecode = True
    # The library that tells languages looks for a folder to write to when it is loaded.
    importlib.import_module("detente.documents.metadata")
    sys.addaudithook(refuse)
    while True:
        try:
            told = json.loads(receive(asking))
            content = receive(asking)
        except EOFError:
            return
        answer_one(told, content, answering)


def answer_one(told: dict[str, object], content: bytes, answering: IO[bytes]) -> None:
    """Read one file within its bounds and send what is in it."""
    set_bounds(float(str(told["seconds"])), int(str(told["bytes"])))
    received = received_of(told, content)
    limits = cast("dict[str, int]", told["limits"])
    try:
        # Loading the class of all settings takes as long as loading the readers.
        settings = cast("Settings", SimpleNamespace(**{name: limits[name] for name in LIMITS}))
        if told["task"] == ENTRIES:
            answer = answer_entries(received)
        else:
            answer = answer_of(read_received(received, settings=settings))
    except MemoryError:
        answer = json.dumps({"ended": OVER_MEMORY}).encode()
    # Whatever a library raises costs this file alone.
    except Exception as error:
        where = received.received_from or received.name
        reason = (
            f"the file can't be read ({type(error).__name__}: {str(error)[:200]}); "
            "save it again in another format"
        )
        refused: Result[Document] = Result((), (Rejection(received.name, where, reason),))
        entries = told["task"] == ENTRIES
        answer = json.dumps({"refused": reason}).encode() if entries else answer_of(refused)
    send(answering, answer)


def answer_entries(received: Received) -> bytes:
    """The entries of a feed, or why it was refused."""
    try:
        return json.dumps({"entries": plain(feed_entries(received))}).encode()
    except InputError as error:
        return json.dumps({"refused": str(error)}).encode()


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what no document may bring about: connections, programs, files to write.

    Raises:
        PermissionError: always where it is one of these.
    """
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if writes or (isinstance(flags, int) and flags & WRITING):
            raise PermissionError(f"a reader may not write {arguments[0]!r}")
    elif event.startswith(CLOSED):
        raise PermissionError(f"a reader may not ask for {event}")


def set_bounds(seconds: float, size: int) -> None:
    """Bound what one file may take: processor time from now on, memory, and no file at all.

    Systems without such limits keep the bound by the clock alone, which the other side holds.
    """
    try:
        import resource
    except ImportError:
        return
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    limits = {
        resource.RLIMIT_CPU: int(spent + seconds + 1),
        resource.RLIMIT_AS: size,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wanted in limits.items():
        _, highest = resource.getrlimit(kind)
        if highest != resource.RLIM_INFINITY:
            wanted = min(wanted, highest)
        resource.setrlimit(kind, (wanted, highest))
