"""Folders of dated quadruples for ranking who comes next: train, valid, test and two id tables.

Quadruples are tab-separated ids: subject, relation, object, time, and further columns that are not
read. Times are whole numbers (hours, days, years) or days as YYYY-MM-DD; their step is the largest
that divides every distance between them. An id table has a name and an id in either order, may
have more columns, a header or the number of its rows in the first line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.documents.decoding import decode_text
from detente.errors import InputError
from detente.model import Rejection

PARTS = ("train", "valid", "test")
QUADRUPLES = tuple(f"{part}.txt" for part in PARTS)
TABLES = ("entity2id.txt", "relation2id.txt")
COLUMNS = 4
LARGEST_ID = 999_999
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Quadruples:
    """A dataset as arrays.

    Attributes:
        parts: rows of subject, relation, object and step for each of train, valid and test, in the
            order of the files; steps count from 0 at the earliest time.
        entities, relations: names by id; empty where the table has none.
        times: the first time and the length of a step, in the unit of the files.
        read: how many rows there are, usable or not.
        rejected: the rows that can't be used.
    """

    parts: dict[str, Rows]
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    times: tuple[int, int]
    read: int
    rejected: tuple[Rejection, ...]


def read_quadruples(folder: Path) -> Quadruples:
    """Read a folder.

    Raises:
        InputError: if there is no such folder, a file is missing, or no row of one can be used.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder}: there is no such folder; give one with {', '.join(QUADRUPLES)}"
        )
    missing = [name for name in (*QUADRUPLES, *TABLES) if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"{folder}: no {', '.join(missing)} in it; a dataset has {', '.join(QUADRUPLES)} with "
            f"tab-separated ids, {' and '.join(TABLES)}"
        )
    parts, rejected, read = {}, [], 0
    for part, name in zip(PARTS, QUADRUPLES, strict=True):
        rows, unusable, number = _read_rows(folder / name)
        parts[part], read = rows, read + number
        rejected += unusable
    every = np.concatenate(list(parts.values()))
    times = np.unique(every[:, 3])
    step = int(np.gcd.reduce(np.diff(times))) if len(times) > 1 else 1
    for rows in parts.values():
        rows[:, 3] = (rows[:, 3] - times[0]) // step
    entities, relations = (_read_table(folder / name) for name in TABLES)
    return Quadruples(
        parts=parts,
        entities=_padded(entities, int(every[:, [0, 2]].max()) + 1),
        relations=_padded(relations, int(every[:, 1].max()) + 1),
        times=(int(times[0]), step),
        read=read,
        rejected=tuple(rejected),
    )


def _read_rows(path: Path) -> tuple[Rows, list[Rejection], int]:
    rows: list[tuple[int, int, int, int]] = []
    rejected: list[Rejection] = []
    number = 0
    for line, cells in _cells(path):
        number += 1
        try:
            rows.append(_quadruple(cells))
        except ValueError as error:
            if number == 1 and not any(cell.lstrip("-").isdigit() for cell in cells):
                number = 0
                continue
            rejected.append(Rejection(f"row {line}", f"{path.name}:{line}", str(error)))
    if not rows:
        first = f"; {rejected[0].where}: {rejected[0].reason}" if rejected else ""
        raise InputError(
            f"{path}: no row can be used; give subject, relation, object and time as ids "
            f"separated by tabs{first}"
        )
    return np.array(rows, dtype=np.int64), rejected, number


def _quadruple(cells: Sequence[str]) -> tuple[int, int, int, int]:
    """Raises ValueError with the reason where the cells are none."""
    if len(cells) < COLUMNS:
        raise ValueError(f"{len(cells)} columns where there are {COLUMNS}")
    names = ("subject", "relation", "object")
    ids = [_id(cell, name) for cell, name in zip(cells, names, strict=False)]
    return ids[0], ids[1], ids[2], _time(cells[3])


def _id(cell: str, name: str) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise ValueError(f"{name} {cell!r} is not an id")
    if int(cell) > LARGEST_ID:
        raise ValueError(f"{name} {cell} is larger than {LARGEST_ID}")
    return int(cell)


def _time(cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        return date.fromisoformat(cell[:10]).toordinal()
    except ValueError:
        raise ValueError(f"time {cell!r} is neither a whole number nor a day") from None


def _read_table(path: Path) -> dict[int, str]:
    """Names by id; the id is the column of distinct whole numbers, the last where several are."""
    rows = [cells for _, cells in _cells(path)]
    if len(rows) > 1 and len(rows[0]) != len(rows[1]):
        del rows[0]
    wide = max((len(row) for row in rows), default=0)
    best, column = 0, -1
    for number in range(wide):
        distinct = len({row[number] for row in rows if len(row) > number and row[number].isdigit()})
        if distinct >= best:
            best, column = distinct, number
    names: dict[int, str] = {}
    for row in rows:
        if len(row) > column >= 0 and row[column].isascii() and row[column].isdigit():
            others = [cell for number, cell in enumerate(row) if number != column]
            names.setdefault(int(row[column]), others[0] if others else "")
    return names


def _padded(names: dict[int, str], least: int) -> tuple[str, ...]:
    kept = {number: name for number, name in names.items() if number <= LARGEST_ID}
    return tuple(kept.get(number, "") for number in range(max([least - 1, *kept]) + 1))


def _cells(path: Path) -> list[tuple[int, list[str]]]:
    """Line numbers and cells of the lines that are not empty."""
    try:
        text, _ = decode_text(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); name a file") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            cells = line.split("\t") if "\t" in line else line.split()
            found.append((number, [cell.strip() for cell in cells]))
    return found
