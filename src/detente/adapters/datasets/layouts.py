"""What a file of rows looks like: its columns, how they are separated, what to do with odd ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl

from detente.adapters.datasets.parties import Naming

Repair = Callable[[Sequence[str]], "list[str] | str"]
"""From the fields of an odd record to those of a right one, or to the reason why it is refused."""


class Shape(Protocol):
    """Turns the columns of a format into ours."""

    def __call__(self, frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
        """Our columns, and in ``problem`` why a row cannot be taken, null where it can."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is laid out.

    Attributes:
        kind: ``gdelt``, ``icews``, ``polecat``, ``ucdp``, ``plain`` or ``scores``.
        name: the format as its publisher calls it.
        columns: names of all columns, in the file's order.
        needed: those that `shape` reads; a missing one is read as empty.
        shape: turns the needed columns into ours.
        delimiter: one character.
        quoted: whether a cell may stand in double quotes and hold delimiters and line ends.
        header_lines: how many lines to leave out at the beginning.
        numbers: columns of numbers with their types; texts where a cell of the chunk is none.
        repair: mends a record with a wrong number of columns; None refuses it.
        notes: what the user should know of this reading.
    """

    kind: str
    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    shape: Shape
    delimiter: str = "\t"
    quoted: bool = False
    header_lines: int = 0
    numbers: Mapping[str, type[pl.DataType]] = field(default_factory=dict)
    repair: Repair | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
