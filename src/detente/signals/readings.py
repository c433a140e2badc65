"""The statements of a view as they are read for signals: numbers, and the rest when asked for.

Of each statement a few bytes are held: its kind, the event that it reports, whether its parties
are a guess and whether it concerns the state looked from. Its words are read where they are.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.codebook.actors import Actors
from detente.codebook.guesses import guessed
from detente.codebook.stems import salient_stems
from detente.model import (
    KINDS,
    Document,
    Event,
    Evidence,
    Statement,
    View,
    by_document,
    evidence_of,
)

HELD_DOCUMENTS = 1024
HELD_STEMS = 8192
NO_EVENT = -1
_CLAUSE_END = re.compile(r"[.;:,—]|\b(?:and|while|but|although)\b")

Rows = Sequence[Statement]


class Reading:
    """One statement with its document and the event that it reports.

    Attributes:
        number: place in the view, in document order.
    """

    __slots__ = ("_table", "number")

    def __init__(self, number: int, table: Table) -> None:
        self.number, self._table = number, table

    def __eq__(self, other: object) -> bool:
        """Whether both are the same place of a view."""
        return isinstance(other, Reading) and other.number == self.number

    def __hash__(self) -> int:
        """Of its place."""
        return self.number

    @property
    def statement(self) -> Statement:
        """The settled statement."""
        return self._table.statement(self.number)

    @property
    def document(self) -> Document:
        """The document that it stands in."""
        return self._table.view.documents[self.statement.document]

    @property
    def event_number(self) -> int | None:
        """Place in the view of the event behind a statement of kind event, else None."""
        number = self._table.events[self.number]
        return None if number == NO_EVENT else number

    @property
    def event(self) -> Event | None:
        """That event."""
        number = self.event_number
        return None if number is None else self._table.view.events[number]

    @property
    def guessed(self) -> bool:
        """True where the sentence doesn't name the other side and the coder filled it in."""
        return bool(self._table.guessed[self.number])

    @property
    def words(self) -> str:
        """The supporting words, exactly as written."""
        row = self.statement
        return self.document.text[row.start : row.end]

    @property
    def sentence(self) -> str:
        """The whole sentence, exactly as written."""
        row = self.statement
        return self.document.text[row.sentence_start : row.sentence_end]

    @property
    def clause(self) -> str:
        """The supporting words and what follows them up to the end of the clause."""
        row = self.statement
        rest = self.document.text[row.end : row.sentence_end]
        return self.words + _CLAUSE_END.split(rest, maxsplit=1)[0]

    @property
    def stems(self) -> frozenset[str]:
        """Salient stems of the supporting words and of the objects."""
        return self._table.stems(self.words, self.statement.objects)

    @property
    def place(self) -> tuple[str, int]:
        """Document and start of the sentence."""
        row = self.statement
        return row.document, row.sentence_start

    @property
    def day(self) -> date | None:
        """First day of what is told, or the day of publication."""
        row = self.statement
        return row.begins_on or row.ends_on or self.document.published

    @property
    def last_day(self) -> date | None:
        """Last day of what is told, or the day of publication."""
        row = self.statement
        return row.ends_on or row.begins_on or self.document.published

    def evidence(self) -> Evidence:
        """The sentence as evidence."""
        return evidence_of(self.statement, self.document)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The statements of one document in the order of its text.

    Attributes:
        first: number of the first of them.
        starts: of each sentence that has any.
        places: of each such sentence the place of its first statement.
    """

    rows: Rows
    first: int
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def around(self, start: int, before: int, after: int) -> range:
        """Numbers of the statements of a sentence and of its coded neighbours."""
        here = bisect_left(self.starts, start)
        begin = self.places[max(0, here - before)]
        last = here + after + 1
        end = self.places[last] if last < len(self.places) else len(self.rows)
        return range(self.first + begin, self.first + end)


class Table:
    """What is held of each statement of a view whose document is in it, in document order.

    Attributes:
        events: place of its event in the view, or `NO_EVENT`.
        guessed: whether its parties are a guess.
    """

    def __init__(self, view: View, *, actors: Actors) -> None:
        self.view = view
        self.events, self.guessed = array("i"), bytearray()
        self._kinds, self._own = bytearray(), bytearray()
        rows_of, names = by_document(view.statements)
        self._names = sorted(name for name in names if name in view.documents)
        self._firsts, self._by_event = array("I"), np.zeros(0, np.int64)
        self._shelf = _shelves(rows_of, self._names, self._firsts)
        self.stems = lru_cache(HELD_STEMS)(_stems)
        reported = _Reported(view)
        self._own_events = reported.own
        for place in range(len(self._names)):
            self._firsts.append(len(self.events))
            self._add(self._shelf(place).rows, reported, actors)

    def _add(self, rows: Rows, reported: _Reported, actors: Actors) -> None:
        actor = self.view.actor
        guesses = guessed(rows, self.view.documents, actor=actor, actors=actors)
        for row in rows:
            number = reported.event(row)
            self.events.append(number)
            self.guessed.append(bool(guesses) and row in guesses)
            self._kinds.append(KINDS.index(row.kind))
            own = actor in row.source or actor in row.target
            self._own.append(own or (number != NO_EVENT and bool(reported.own[number])))

    def __len__(self) -> int:
        """How many statements there are."""
        return len(self.events)

    def statement(self, number: int) -> Statement:
        """The statement of a number."""
        shelf = self._shelf(bisect_right(self._firsts, number) - 1)
        return shelf.rows[number - shelf.first]

    def readings(
        self, kinds: Iterable[str] = KINDS, *, named: bool = False, own: bool = False
    ) -> Iterator[Reading]:
        """Readings of some kinds, in order.

        Args:
            named: only those of which the parties are no guess.
            own: only those that the state looked from is part of, or their event.
        """
        wanted = np.zeros(len(KINDS), bool)
        wanted[[KINDS.index(kind) for kind in kinds]] = True
        there = wanted[_numbers(self._kinds)]
        if named:
            there &= _numbers(self.guessed) == 0
        if own:
            there &= _numbers(self._own) != 0
        for number in np.flatnonzero(there):
            yield Reading(int(number), self)

    def own_events(self) -> Iterator[int]:
        """Places of the events that the state looked from is part of."""
        return map(int, np.flatnonzero(_numbers(self._own_events)))

    def reports(self, event: int) -> list[int]:
        """Numbers of the statements that report an event, in order."""
        events = np.frombuffer(self.events, np.int32)
        if not len(self._by_event):
            self._by_event = np.argsort(events, kind="stable")
        order = self._by_event
        first, last = (
            np.searchsorted(events, event, side=side, sorter=order) for side in ("left", "right")
        )
        found: list[int] = order[int(first) : int(last)].tolist()
        return found

    def document_number(self, number: int) -> int:
        """Place of the document of a statement."""
        return bisect_right(self._firsts, number) - 1

    def around(self, reading: Reading, before: int, after: int) -> list[Reading]:
        """Readings of the sentence of one and of its coded neighbours."""
        shelf = self._shelf(bisect_right(self._firsts, reading.number) - 1)
        start = shelf.rows[reading.number - shelf.first].sentence_start
        return [Reading(number, self) for number in shelf.around(start, before, after)]


class _Reported:
    """Which events report a statement.

    Attributes:
        own: of each event whether the state looked from is part of it.
    """

    def __init__(self, view: View) -> None:
        self._view, self.own = view, bytearray()
        hashes, numbers = array("q"), array("I")
        for number, event in enumerate(view.events):
            self.own.append(view.actor in event.source or view.actor in event.target)
            for key in event.statements:
                hashes.append(hash(key))
                numbers.append(number)
        of_keys = np.array(hashes, np.int64)
        order = np.argsort(of_keys, kind="stable")
        self._hashes = of_keys[order]
        self._numbers = np.array(numbers, np.uint32)[order]

    def event(self, row: Statement) -> int:
        """The event that a statement reports; two may share a span, so codes decide."""
        if row.kind != "event":
            return NO_EVENT
        key = row.key
        first, last = (
            int(np.searchsorted(self._hashes, hash(key), side)) for side in ("left", "right")
        )
        if last - first < 2:
            return int(self._numbers[first]) if last > first else NO_EVENT
        numbers = [int(one) for one in self._numbers[first:last]]
        events = [(one, self._view.events[one]) for one in numbers]
        there = [(one, event) for one, event in events if key in event.statements]
        fitting = [
            (one, event)
            for one, event in there
            if event.action in row.codes and row.parties & {*event.source, *event.target}
        ]
        return next((one for one, _ in fitting or there), NO_EVENT)


def _shelves(
    rows_of: Callable[[str], Rows], names: Sequence[str], firsts: array[int]
) -> Callable[[int], Shelf]:
    """What gives the statements of the document of a place, in the order of its text."""

    @lru_cache(HELD_DOCUMENTS)
    def shelf(place: int) -> Shelf:
        """Those of one document."""
        rows = tuple(sorted(rows_of(names[place]), key=_in_text))
        places = [
            number
            for number, row in enumerate(rows)
            if not number or row.sentence_start != rows[number - 1].sentence_start
        ]
        starts = tuple(rows[number].sentence_start for number in places)
        return Shelf(rows, firsts[place], starts, tuple(places))

    return shelf


def _numbers(flags: bytearray) -> NDArray[np.uint8]:
    return np.frombuffer(flags, np.uint8) if flags else np.zeros(0, np.uint8)


def _stems(words: str, objects: tuple[str, ...]) -> frozenset[str]:
    return frozenset(salient_stems(" ".join((words, *objects))))


def _in_text(row: Statement) -> tuple[str, int, int, int, str, tuple[str, ...], tuple[str, ...]]:
    """The order of the texts, whatever the order of the input."""
    return row.document, row.sentence_start, row.start, row.end, row.kind, row.codes, row.source
