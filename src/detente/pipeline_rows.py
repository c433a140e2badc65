"""Documents, statements and events as a view has them, while their rows lie on disk."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar, overload

import numpy as np

from detente.adapters.spool import Spool
from detente.model import Document, Event, Item, Keep, Statement

Row = TypeVar("Row")
HELD_EVENTS = 4096
HELD_LINES = 1024
ID_BYTES = 16


class Documents(Mapping[str, Document]):
    """Documents by id, in the order in which they were put in."""

    def __init__(self, rows: Spool[Document], numbers: dict[str, int]) -> None:
        self._rows, self._numbers = rows, numbers

    def __getitem__(self, name: str) -> Document:
        """The document of an id."""
        return self._rows[self._numbers[name]]

    def __contains__(self, name: object) -> bool:
        """Whether there is a document of that id."""
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._numbers)

    def without(self, names: Set[str]) -> Documents:
        """The others."""
        if not names:
            return self
        left = {name: number for name, number in self._numbers.items() if name not in names}
        return Documents(self._rows, left)


class Statements(Sequence[Statement]):
    """The statements of documents, those of one after those of the other.

    Args:
        names: ids of the documents, in their order.
        rows: the statements of each document that has any.
        numbers: by id, where they are in `rows`.
        settled: by id, what stands in their place.
    """

    def __init__(
        self,
        names: Sequence[str],
        rows: Spool[tuple[Statement, ...]],
        numbers: Mapping[str, int],
        settled: Mapping[str, tuple[Statement, ...]],
    ) -> None:
        self.folder = rows.folder
        self._rows, self._settled = rows, settled
        self._names = [name for name in names if name in numbers]
        self._numbers = numbers
        self._ends = array("I")

    def of(self, document: str) -> tuple[Statement, ...]:
        """Those of one document, by its id."""
        if document in self._settled:
            return self._settled[document]
        number = self._numbers.get(document)
        return () if number is None else self._rows[number]

    def __eq__(self, other: object) -> bool:
        """Whether other statements are the same ones in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def is_changed(self, document: str) -> bool:
        """Whether something else than what was coded stands in the place of a document's rows."""
        return document in self._settled

    def names(self) -> Sequence[str]:
        """Ids of the documents that have statements, in their order."""
        return self._names

    def __len__(self) -> int:
        """How many there are."""
        if not self._ends and self._names:
            self._ends = array("I", accumulate(len(self.of(name)) for name in self._names))
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Statement]:
        """All of them in order."""
        for name in self._names:
            yield from self.of(name)

    @overload
    def __getitem__(self, number: int) -> Statement: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Statement, ...]: ...
    def __getitem__(self, number: int | slice) -> Statement | tuple[Statement, ...]:
        """The statement of a place."""
        if isinstance(number, slice):
            return tuple(self[one] for one in range(len(self))[number])
        place = range(len(self))[number]
        which = bisect_right(self._ends, place)
        before = self._ends[which - 1] if which else 0
        return self.of(self._names[which])[place - before]


class Lines(Sequence[Item]):
    """Lines of lists in their order."""

    def __init__(self, rows: Spool[Item], order: Sequence[int]) -> None:
        self._rows, self._order = rows, order

    @staticmethod
    def of(items: Iterable[Item], folder: Path) -> Lines:
        """Lines in their order, one after the other put on disk."""
        rows = Spool[Item](folder, held=HELD_LINES)
        for item in items:
            rows.append(item)
        return Lines(rows, range(len(rows)))

    def chosen(self, places: Sequence[int]) -> Lines:
        """Those of some places."""
        return Lines(self._rows, array("I", (self._order[place] for place in places)))

    def __eq__(self, other: object) -> bool:
        """Whether other lines are the same ones in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._order)

    def __iter__(self) -> Iterator[Item]:
        """All of them in order."""
        return self._rows.pick(self._order)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, number: int | slice) -> Item | tuple[Item, ...]:
        """The line of a place."""
        if isinstance(number, slice):
            return tuple(self._rows[one] for one in self._order[number])
        return self._rows[self._order[number]]


def keeper(statements: Sequence[Statement]) -> Keep:
    """What holds lines: on disk where statements do, else in memory."""
    if isinstance(statements, Statements):
        return partial(Lines.of, folder=statements.folder)
    return tuple


class Events(Sequence[Event]):
    """Events in the order of their days."""

    def __init__(self, rows: Spool[Event], order: array[int]) -> None:
        self._rows, self._order = rows, order

    def __eq__(self, other: object) -> bool:
        """Whether other events are the same ones in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    @staticmethod
    def of(events: Iterable[Event], folder: Path) -> Events:
        """Events that come in any order."""
        from detente.events import in_time

        rows, keys = Spool[Event](folder, held=HELD_EVENTS), bytearray()
        for event in events:
            rows.append(event)
            undated, first, last, name = in_time(event)
            keys += f"{undated:d}{first:>10}{last:>10}{name:>{ID_BYTES}}".encode()
        width = 21 + ID_BYTES
        order = np.argsort(np.frombuffer(keys, f"S{width}"), kind="stable")
        return Events(rows, array("I", order.astype(np.uint32).tobytes()))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._order)

    def __iter__(self) -> Iterator[Event]:
        """All of them in order."""
        return self._rows.pick(self._order)

    @overload
    def __getitem__(self, number: int) -> Event: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, number: int | slice) -> Event | tuple[Event, ...]:
        """The event of a place."""
        if isinstance(number, slice):
            return tuple(self._rows[one] for one in self._order[number])
        return self._rows[self._order[number]]
