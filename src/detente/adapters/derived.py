"""What was computed from recorded rows, remembered on disk: named arrays, taken again or made anew.

A project's folder ``derived`` holds one file for each result. Its name tells what it is, the state
of all that results rest on (rows, program, codebook, settings), and what was asked. A file that is
torn, of another state or gone is no error: the result is computed again, and is the same. Nothing
in the folder is recorded; it may be removed at any time.
"""

from __future__ import annotations

import os
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DERIVED = "derived"
UNFINISHED = ".unfinished"
STATE_DIGITS, KEY_DIGITS = 16, 24
# Longer unfinished files are left of a process that was killed.
ABANDONED_SECONDS = 3600
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where results are remembered.

    Attributes:
        folder: ``derived`` in the project's folder.
        state: digest of what every result rests on; those of another state are never taken.
        most_bytes: of all results together; the ones longest unused go first. 0 remembers none.
        names: the first word of every result that rests on the state; results by other names rest
            on another, and are left alone.
    """

    folder: Path
    state: str
    most_bytes: int
    names: tuple[str, ...]

    def place(self, name: str, asked: str) -> Path:
        """The file of a result.

        Args:
            name: one of `names`, and an actor's code behind a hyphen.
            asked: all that the result depends on beside the state.
        """
        key = sha256(asked.encode()).hexdigest()[:KEY_DIGITS]
        return self.folder / f"{name}.{self.state[:STATE_DIGITS]}.{key}.npz"


def take(shelf: Shelf, name: str, asked: str) -> dict[str, NDArray[Any]] | None:
    """The arrays of a result; None where it isn't remembered, torn or of another state.

    Every array is checked against its sum, so that a file that was cut or damaged isn't taken.
    """
    path = shelf.place(name, asked)
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {key: held[key] for key in held.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    with suppress(OSError):
        # The time of the last use: what is longest unused goes first.
        os.utime(path)
    return arrays


def keep(shelf: Shelf, name: str, asked: str, arrays: Arrays) -> None:
    """Remember a result; it appears whole or not at all, whoever else reads or writes.

    Where the disk is full or can't be written, nothing is remembered.
    """
    if shelf.most_bytes <= 0 or sum(one.nbytes for one in arrays.values()) > shelf.most_bytes:
        return
    path = shelf.place(name, asked)
    unfinished = path.with_suffix(f"{UNFINISHED}{os.getpid()}{secrets.token_hex(4)}")
    try:
        shelf.folder.mkdir(exist_ok=True)
        with unfinished.open("wb") as out:
            np.savez(out, allow_pickle=False, **arrays)
        os.replace(unfinished, path)
        _make_room(shelf, path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _make_room(shelf: Shelf, newest: Path) -> None:
    """Remove results of other states, and the longest unused beyond the limit."""
    room = shelf.most_bytes
    state = f".{shelf.state[:STATE_DIGITS]}."
    now = newest.stat().st_mtime
    for used, size, path in sorted(_held(shelf.folder), reverse=True):
        if UNFINISHED in path.name:
            gone = now - used > ABANDONED_SECONDS
        else:
            room -= size
            old = state not in path.name and path.name.partition("-")[0] in shelf.names
            gone = path != newest and (room < 0 or old)
        if gone:
            path.unlink(missing_ok=True)


def _held(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.iterdir():
        with suppress(OSError):
            told = path.stat()
            yield told.st_mtime, told.st_size, path
