"""Reports of very many statements in arrays: some eighty bytes each, whatever their sentences."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar, overload

from detente.events.report import Report
from detente.events.timing import Window
from detente.model import Statement

UNDATED = 0
HELD = 8_192
"""So many reports are made ready for comparing at a time."""

Sides = tuple[tuple[str, ...], tuple[str, ...], bool]
Act = tuple[tuple[str, ...], bool, str, tuple[str, ...]]
PLACES = ("document", "position", "sentence_start", "sentence_end", "start", "end")


@dataclass(frozen=True, slots=True)
class Bare:
    """What is read of one statement of a document.

    Attributes:
        position: of the statement among those of its document.
        window, stems: as in `Report`.
    """

    position: int
    window: Window | None
    stems: frozenset[str]


Value = TypeVar("Value")


class Numbered(Generic[Value]):
    """Values of which most come again, as numbers."""

    def __init__(self) -> None:
        self._known: dict[Value, int] = {}
        self._values: list[Value] = []
        self._numbers = array("I")

    def __len__(self) -> int:
        """How many were put in."""
        return len(self._numbers)

    def add(self, value: Value) -> None:
        """Put a value behind the others."""
        number = self._known.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        self._numbers.append(number)

    def __getitem__(self, place: int) -> Value:
        """The value of a place."""
        return self._values[self._numbers[place]]


class Columns:
    """What is held of each report."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.places = {name: array("I") for name in PLACES}
        self._days = array("I"), array("I")
        self._sides, self._acts = Numbered[Sides](), Numbered[Act]()
        self._words, self.ends = Numbered[str](), array("Q", [0])
        self._quantities: dict[int, float] = {}

    def add(self, statement: Statement, bare: Bare) -> None:
        """Put in a report of the document named last."""
        values = (
            len(self.names) - 1,
            bare.position,
            statement.sentence_start,
            statement.sentence_end,
            statement.start,
            statement.end,
        )
        if statement.quantity_value is not None:
            self._quantities[len(self._sides)] = statement.quantity_value
        for column, value in zip(self.places.values(), values, strict=True):
            column.append(value)
        for dates, day in zip(self._days, bare.window or (None, None), strict=True):
            dates.append(day.toordinal() if day else UNDATED)
        self._sides.add((statement.source, statement.target, statement.directed))
        self._acts.add((statement.codes, statement.denies, statement.change, statement.sectors))
        for stem in sorted(bare.stems):
            self._words.add(stem)
        self.ends.append(len(self._words))

    def report(self, number: int) -> Report:
        """The report of a number, made anew."""
        places = self.places
        source, target, directed = self._sides[number]
        codes, denies, change, sectors = self._acts[number]
        first, last = (dates[number] for dates in self._days)
        words = range(self.ends[number], self.ends[number + 1])
        statement = Statement(
            document=self.names[places["document"][number]],
            kind="event",
            source=source,
            target=target,
            sentence_start=places["sentence_start"][number],
            sentence_end=places["sentence_end"][number],
            start=places["start"][number],
            end=places["end"][number],
            directed=directed,
            codes=codes,
            change=change,
            quantity_value=self._quantities.get(number),
            sectors=sectors,
            denies=denies,
        )
        window = None
        if first != UNDATED:
            window = date.fromordinal(first), date.fromordinal(last)
        return Report(number, statement, window, frozenset(self._words[one] for one in words))


class Packed(Sequence[Report]):
    """Reports by number, each made anew where it is looked at.

    Their statements hold what grouping compares and nothing else: parties, codes, words, days.
    """

    def __init__(self) -> None:
        self._columns = Columns()
        # What makes them knows nothing of this object, so that all goes with the last use.
        self._made: Callable[[int], Report] = lru_cache(HELD)(self._columns.report)

    def begin(self, document: str) -> None:
        """Say which document the next statements are of."""
        self._columns.names.append(document)

    def add(self, statement: Statement, bare: Bare) -> None:
        """Put in a report of the document begun last."""
        self._columns.add(statement, bare)

    def __len__(self) -> int:
        """How many reports there are."""
        return len(self._columns.ends) - 1

    @overload
    def __getitem__(self, number: int) -> Report: ...
    @overload
    def __getitem__(self, number: slice) -> list[Report]: ...
    def __getitem__(self, number: int | slice) -> Report | list[Report]:
        """The report of a number."""
        if isinstance(number, slice):
            return [self._made(one) for one in range(len(self))[number]]
        return self._made(number)

    def __iter__(self) -> Iterator[Report]:
        """All reports in order, none of them held."""
        return map(self._columns.report, range(len(self)))

    def place(self, number: int) -> tuple[str, int]:
        """The document of a report, and the position of its statement there."""
        places = self._columns.places
        return self._columns.names[places["document"][number]], places["position"][number]
