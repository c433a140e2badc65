"""The checked reader of the vocabulary's tables.

A table is a UTF-8 text file of tab-separated cells. Lines that start with ``#`` and empty lines
are skipped; the first other line names the columns. Several values in one cell are separated by
``|``. A folder of the user's own goes before the shipped one, file by file: what it does not hold
is read from the package.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from detente.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table with its place, so that every complaint can name file and line."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, code: str, problem: str) -> CodebookError:
        """An error that names file, line and the code or form it is about."""
        return CodebookError(f"{self.file}:{self.number}: {code!r}: {problem}")

    def required(self, column: str) -> str:
        """The cell, which may not be empty.

        Raises:
            CodebookError: if it is.
        """
        if not self.cells[column]:
            raise self.error(column, "this column may not be empty; fill it in or remove the line")
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell that are separated by ``|``; empty for an empty cell."""
        cell = self.cells[column]
        return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()

    def number_in(self, column: str, low: float, high: float) -> float:
        """The cell as a number from low to high, both included.

        Raises:
            CodebookError: if it is not a number or out of range.
        """
        try:
            value = float(self.cells[column])
        except ValueError:
            raise self.error(self.cells[column], f"column {column} needs a number") from None
        if not low <= value <= high:
            raise self.error(self.cells[column], f"column {column} must be {low:g} to {high:g}")
        return value

    def flag(self, column: str) -> bool:
        """True for ``yes``, False for an empty cell.

        Raises:
            CodebookError: for anything else.
        """
        if self.cells[column] not in ("", "yes"):
            raise self.error(self.cells[column], f"column {column} takes 'yes' or nothing")
        return self.cells[column] == "yes"

    def first_day(self, column: str) -> date | None:
        """The first day of the ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` in the cell, or None.

        Raises:
            CodebookError: if the cell is no such date.
        """
        return self.day(self.cells[column], last=False)

    def last_day(self, column: str) -> date | None:
        """The last day of the ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` in the cell, or None.

        Raises:
            CodebookError: if the cell is no such date.
        """
        return self.day(self.cells[column], last=True)

    def day(self, text: str, *, last: bool) -> date | None:
        """The first or last day of a date as written in a table; None for an empty text.

        Raises:
            CodebookError: if the text is no such date.
        """
        if not text:
            return None
        try:
            if len(text) == 10:
                return date.fromisoformat(text)
            parts = [int(part) for part in text.split("-")]
            year, month = (parts[0], parts[1]) if len(parts) == 2 else (*parts, 12 if last else 1)
            return date(year, month, monthrange(year, month)[1] if last else 1)
        except (ValueError, IndexError):
            raise self.error(text, "not a date; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def shipped() -> Traversable:
    """The folder of tables inside the package."""
    return files("detente.codebook") / "data"


def read_bytes(name: str, folder: Path | None = None) -> bytes:
    """The bytes of a table: the user's own where the folder has it, else the shipped one.

    Raises:
        CodebookError: if neither exists or the file can't be read.
    """
    own = folder / name if folder is not None else None
    place: Traversable | Path = own if own is not None and own.is_file() else shipped() / name
    try:
        return place.read_bytes()
    except OSError as error:
        raise CodebookError(f"{name}:0: the table can't be read ({error}); restore it") from error


def read_table(
    name: str, columns: tuple[str, ...], *, folder: Path | None = None
) -> Iterator[Line]:
    """The rows of a table, in order, each with its line number.

    Args:
        name: file name, as ``actors.tsv``.
        columns: the columns that the table must have, no more and no fewer, in any order.
        folder: the user's own tables, or None.

    Raises:
        CodebookError: wrong encoding, wrong columns, a line with too many or too few cells.
    """
    try:
        text = read_bytes(name, folder).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{name}:0: not UTF-8 ({error.reason}); save it as UTF-8") from error
    header: list[str] | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        if header is None:
            header = cells
            if sorted(header) != sorted(columns):
                raise CodebookError(
                    f"{name}:{number}: columns {', '.join(header)}; needed: {', '.join(columns)}"
                )
        elif len(cells) > len(header):
            raise CodebookError(
                f"{name}:{number}: {cells[0]!r}: {len(cells)} cells, at most {len(header)} fit"
            )
        else:
            cells += [""] * (len(header) - len(cells))
            yield Line(name, number, dict(zip(header, cells, strict=True)))
    if header is None:
        raise CodebookError(f"{name}:0: the table is empty; its first line names the columns")


def digest(folder: Path | None = None) -> str:
    """SHA-256 over names and bytes of all tables as they are read, in the order of their names."""
    names = {entry.name for entry in shipped().iterdir()}
    if folder is not None:
        names |= {path.name for path in folder.iterdir() if path.is_file()}
    total = hashlib.sha256()
    for name in sorted(name for name in names if name.endswith(".tsv")):
        total.update(name.encode() + b"\0")
        total.update(hashlib.sha256(read_bytes(name, folder)).digest())
    return total.hexdigest()
