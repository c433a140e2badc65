"""Rows of benchmark files: JSON objects or tab-separated cells, one a line.

Byte order marks, either line end, empty lines and columns nobody asks for are no obstacle. A row
that can't be used is left out with its line and the reason; a file in which nothing can be used
is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.documents.decoding import decode_text
from detente.errors import InputError
from detente.model import Rejection, Result


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        file, line: its place; lines count from 1.
        number: its number among the rows, from 0; empty lines and the header are none.
        fields: its values by name; of a table every value is a string.
    """

    file: str
    line: int
    number: int
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """A field as a string without space around it; empty where it is missing or null."""
        value = self.fields.get(name)
        return "" if value is None else str(value).strip()

    def unusable(self, reason: str) -> Rejection:
        """That the row can't be used, and why."""
        return Rejection(f"row {self.number}", f"{self.file}:{self.line}", reason)


def read_json_rows(path: Path, *, required: Iterable[str] = ()) -> Result[Row]:
    """The objects of a JSONL file, in order, and the lines that are none.

    Args:
        required: fields without which a row can't be used; null and "" count as missing, an
            empty list does not.

    Raises:
        InputError: if the file can't be read, is empty, or no row of it can be used.
    """
    rows: list[Row] = []
    rejected: list[Rejection] = []
    for number, (line, text) in enumerate(_lines(path)):
        row = Row(path.name, line, number, {})
        try:
            fields = json.loads(text)
        except ValueError as error:
            rejected.append(row.unusable(f"not JSON ({error})"))
            continue
        if not isinstance(fields, dict):
            rejected.append(row.unusable("not a JSON object"))
            continue
        missing = [name for name in required if fields.get(name) in (None, "")]
        if missing:
            rejected.append(row.unusable(f"without {', '.join(missing)}"))
            continue
        rows.append(Row(path.name, line, number, fields))
    return usable(Result(tuple(rows), tuple(rejected)), path, "one JSON object a line")


def read_table_rows(path: Path, *, required: Iterable[str]) -> Result[Row]:
    """The rows of a tab-separated table whose first line names the columns.

    A cell may stand in double quotes, with those inside doubled; it may not hold a line end.

    Args:
        required: columns that the table must have; a row may leave them empty.

    Raises:
        InputError: if the file can't be read, is empty, lacks a column or has no usable row.
    """
    lines = _lines(path)
    columns = _cells(next(lines)[1])
    missing = [name for name in required if name not in columns]
    if missing:
        there = ", ".join(name for name in columns if name) or "none"
        raise InputError(
            f"{path}: no column {', '.join(missing)} in the first line, which has {there}; "
            "columns are separated by tabs"
        )
    rows: list[Row] = []
    rejected: list[Rejection] = []
    for number, (line, text) in enumerate(lines):
        cells = _cells(text)
        row = Row(path.name, line, number, dict(zip(columns, cells, strict=False)))
        if len(cells) < len(columns) and any(name not in row.fields for name in required):
            rejected.append(row.unusable(f"{len(cells)} cells where there are {len(columns)}"))
        else:
            rows.append(row)
    form = f"tab-separated rows with {', '.join(required)}"
    return usable(Result(tuple(rows), tuple(rejected)), path, form)


def usable(result: Result[Row], path: Path, form: str) -> Result[Row]:
    """The result given back.

    Args:
        form: what the rows should be, for the message.

    Raises:
        InputError: if it has no row.
    """
    if result.rows:
        return result
    first = f"; {result.rejected[0].where}: {result.rejected[0].reason}" if result.rejected else ""
    raise InputError(f"{path}: no row can be used; give {form}{first}")


def write_json_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write one JSON object a line.

    Raises:
        InputError: if the folder does not exist or the file can't be written.
    """
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: can't be written ({error.strerror}); name another") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, numbered from 1."""
    try:
        text, _ = decode_text(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); name a file") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    # Not splitlines(): JSON strings and cells may hold the other separators that it cuts at.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    inside = cell[1:-1]
    quoted = len(cell) >= 2 and cell[0] == cell[-1] == '"'
    if quoted and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell
