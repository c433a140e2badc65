"""Rows in a file without a name, each read when it is asked for: memory stays flat.

The file is on the disk that holds the project and goes with the last process that has it open,
also where that is killed.
"""

from __future__ import annotations

import dataclasses
import errno
import io
import os
import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from multiprocessing import reduction
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from detente.errors import LedgerError

Row = TypeVar("Row")

HELD = 2048
"""So many rows that were asked for last are held."""


class Spool(Generic[Row]):
    """Rows by number in the order in which they were appended; eight bytes of memory for each.

    Another process that it is sent to reads the same file, and may append what this one then
    learns by `learn`.

    Attributes:
        folder: where the file is.
    """

    def __init__(self, folder: Path | None = None, *, held: int | None = None) -> None:
        descriptor, name = tempfile.mkstemp(prefix=".rows-", dir=folder)
        os.unlink(name)
        self.folder = Path(name).parent
        self._take(os.fdopen(descriptor, "w+b"), array("Q", [0]), held or HELD)

    def _take(self, file: IO[bytes], starts: array[int], held: int) -> None:
        self._file, self._starts, self._held = file, starts, held
        self._is_written = True
        # What reads knows nothing of this object, so that the file closes with the last use.
        read = partial(_read, file.fileno(), starts)
        self._read: Callable[[int], Row] = lru_cache(held)(read)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._starts) - 1

    def append(self, row: Row) -> int:
        """Write a row; returns its number.

        Raises:
            LedgerError: if the disk is full.
        """
        with _explained():
            written = self._file.write(_dumped(row))
        self._starts.append(self._starts[-1] + written)
        self._is_written = False
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> Row:
        """The row of a number; the same object while it is held."""
        self._write()
        return self._read(number)

    def __iter__(self) -> Iterator[Row]:
        """All rows in order, none of them held."""
        return self.pick(range(len(self)))

    def pick(self, numbers: Sequence[int] | range) -> Iterator[Row]:
        """Some rows in the order of their numbers given, none of them held."""
        self._write()
        for number in numbers:
            yield _read(self._file.fileno(), self._starts, number)

    def _write(self) -> None:
        if not self._is_written:
            with _explained():
                self._file.flush()
            self._is_written = True

    def __reduce__(self) -> tuple[Callable[..., Spool[Any]], tuple[Any, ...]]:
        """What another process that this is sent to opens."""
        self._write()
        descriptor = reduction.DupFd(self._file.fileno())
        return _opened, (descriptor, self._starts, self._held, self.folder)

    def starts(self) -> array[int]:
        """Where each row begins, and where the last one ends; all of them are written."""
        self._write()
        return self._starts

    def learn(self, starts: array[int]) -> None:
        """Take over where rows begin that another process appended, which tells by `starts`."""
        self._starts[:] = starts


def _opened(descriptor: Any, starts: array[int], held: int, folder: Path) -> Spool[Any]:
    spool: Spool[Any] = Spool.__new__(Spool)
    spool.folder = folder
    spool._take(os.fdopen(descriptor.detach(), "r+b"), starts, held)
    return spool


def _read(descriptor: int, starts: array[int], number: int) -> Any:
    start = starts[number]
    return pickle.loads(os.pread(descriptor, starts[number + 1] - start, start))


class _Pickler(pickle.Pickler):
    """Writes nouns as their values in order, which are read faster than by their names."""

    def reducer_override(self, one: object) -> Any:
        """How a noun is written; anything else as always."""
        noun = type(one)
        if noun in _SETTERS or (dataclasses.is_dataclass(noun) and hasattr(noun, "__slots__")):
            setters = _setters(noun)
            return _made, (noun, *(getattr(one, name) for name in setters))
        return NotImplemented


def _dumped(row: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(row)
    return file.getvalue()


def _made(noun: type, *values: object) -> object:
    one: object = object.__new__(noun)
    for setter, value in zip(_setters(noun).values(), values, strict=True):
        setter(one, value)
    return one


_SETTERS: dict[type, dict[str, Callable[[object, object], None]]] = {}


def _setters(noun: type) -> dict[str, Callable[[object, object], None]]:
    """By name of a field, what sets it, also where the noun is frozen."""
    found = _SETTERS.get(noun)
    if found is None:
        names = [one.name for one in dataclasses.fields(noun)]
        found = _SETTERS[noun] = {name: getattr(noun, name).__set__ for name in names}
    return found


class _explained:
    """Turns a full disk into a sentence with the next step."""

    def __enter__(self) -> None:
        """Nothing to begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise LedgerError(
                "the disk that holds the project is full, and what is read of it needs room there "
                "while it is read; free some space and run the same command again"
            ) from error
