"""Long lists in parts, each with an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.web.asking import Ask

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """A part of a list.

    Attributes:
        name: of the number in the address that chooses the part.
        rows: of this part.
        at, parts: number of this part from 1, and how many there are, at least 1.
        total: rows in all parts.
    """

    name: str
    rows: tuple[Row, ...]
    at: int
    parts: int
    total: int

    def told(self, rows: Sequence[object]) -> dict[str, object]:
        """The part as a page's values, with its rows spelled out."""
        told = {"name": self.name, "at": self.at, "parts": self.parts, "total": self.total}
        return {**told, "rows": rows}


def part_of(ask: Ask, name: str, rows: Sequence[Row], *, size: int) -> Part[Row]:
    """The part of a list that the address asks for; the last where it has fewer.

    Raises:
        InputError: if the address names no whole number.
    """
    parts = max(1, -(-len(rows) // size))
    at = min(ask.number(name, 1), parts)
    return Part(name, tuple(rows[(at - 1) * size : at * size]), at, parts, len(rows))
