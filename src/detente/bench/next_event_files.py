"""Folders of dated quadruples for ranking who comes next: train, test, maybe valid and id tables.

Quadruples are tab-separated: subject, relation, object, time, and further columns that are not
read. The first three are ids, or names where most are no numbers. Times are whole numbers (minutes,
hours, days, years) or days as YYYY-MM-DD or YYYYMMDD; their step is the largest that divides every
distance between them, or the place among the times where those would leave most steps empty. An id
table has a name and an id in either order, may have more columns, a header or the number of its
rows in the first line.
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
QUADRUPLES = {part: f"{part}.txt" for part in PARTS}
NEEDED = ("train.txt", "test.txt")
ENTITIES, RELATIONS = "entity2id.txt", "relation2id.txt"
COLUMNS = 4
LARGEST_ID = 999_999
MOST_EMPTY = 20
MANY_STEPS = 5_000
YEARS = (1900, 2100)
Rows = npt.NDArray[np.int64]
Cells = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Quadruples:
    """A dataset as arrays.

    Attributes:
        parts: rows of subject, relation, object and step for each of train, valid and test, in the
            order of the files; steps count from 0 at the earliest time.
        entities, relations: names by id; empty where the table has none.
        times: the first time and the length of a step, in the unit of the files; the length is 0
            where steps are places among the times.
        moments: the time of each step where the length is 0.
        read: how many rows there are, usable or not.
        rejected: the rows that can't be used.
    """

    parts: dict[str, Rows]
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    times: tuple[int, int]
    moments: tuple[int, ...]
    read: int
    rejected: tuple[Rejection, ...]

    def time_of(self, step: int) -> int:
        """The time of a step, in the unit of the files; days as written are counted from year 1."""
        begin, length = self.times
        return begin + step * length if length else self.moments[step]


def read_quadruples(folder: Path) -> Quadruples:
    """Read a folder.

    Raises:
        InputError: if there is no such folder, a file is missing, or no row of one can be used.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder; give one with {', '.join(NEEDED)}")
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"{folder}: no {', '.join(missing)} in it; a dataset has {', '.join(NEEDED)} and maybe "
            f"valid.txt with tab-separated ids, {ENTITIES} and {RELATIONS}"
        )
    names = Names(_table_in(folder / ENTITIES)), Names(_table_in(folder / RELATIONS))
    parts: dict[str, Rows] = {}
    rejected: list[Rejection] = []
    read = 0
    for part, name in QUADRUPLES.items():
        if not (folder / name).is_file():
            parts[part] = np.zeros((0, COLUMNS), dtype=np.int64)
            continue
        rows, unusable, number = _plain_rows(folder / name) or _read_rows(folder / name, names)
        parts[part], read = rows, read + number
        rejected += unusable
    every = np.concatenate(list(parts.values()))
    times, length = _steps(parts, every)
    return Quadruples(
        parts=parts,
        entities=names[0].padded(int(every[:, [0, 2]].max()) + 1),
        relations=names[1].padded(int(every[:, 1].max()) + 1),
        times=(times[0], length),
        moments=() if length else times,
        read=read,
        rejected=tuple(rejected),
    )


class Names:
    """Names by id, with ids for names that stand in rows in place of ids."""

    def __init__(self, table: dict[int, str]) -> None:
        self.table = table
        self.used: bool | None = None
        self._ids = {name: number for number, name in table.items() if name}

    def decide(self, cells: Sequence[str]) -> None:
        """Whether rows have names or ids, by what most cells are; the first file decides."""
        if self.used is None:
            self.used = 2 * sum(cell.isdigit() for cell in cells) < len(cells)

    def add(self, cells: Sequence[str]) -> None:
        """Give ids to new names, in their alphabetical order."""
        if self.used:
            new = sorted({cell for cell in cells if cell} - self._ids.keys())
            for number, name in enumerate(new, max(self.table, default=-1) + 1):
                self.table[number], self._ids[name] = name, number

    def id_of(self, cell: str, what: str) -> int:
        """The id of a cell.

        Raises:
            ValueError: with the reason, if it has none.
        """
        if self.used:
            if not cell:
                raise ValueError(f"{what} is empty")
            return self._ids[cell]
        if not cell.isascii() or not cell.isdigit():
            raise ValueError(f"{what} {cell!r} is not an id")
        if int(cell) > LARGEST_ID:
            raise ValueError(f"{what} {cell} is larger than {LARGEST_ID}")
        return int(cell)

    def padded(self, least: int) -> tuple[str, ...]:
        """Names of all ids up to the highest, empty for one without."""
        kept = {number: name for number, name in self.table.items() if number <= LARGEST_ID}
        return tuple(kept.get(number, "") for number in range(max([least - 1, *kept]) + 1))


def _steps(parts: dict[str, Rows], every: Rows) -> tuple[tuple[int, ...], int]:
    """Puts steps in place of times; the distinct times, and the length of a step or 0."""
    times = np.unique(every[:, 3])
    days = _written_days(times)
    length = int(np.gcd.reduce(np.diff(days))) if len(days) > 1 else 1
    steps = int(days[-1] - days[0]) // length + 1
    if steps > max(MOST_EMPTY * len(days), MANY_STEPS):
        length = 0
    for rows in parts.values():
        place = np.searchsorted(times, rows[:, 3])
        rows[:, 3] = (days[place] - days[0]) // length if length else place
    return tuple(days.tolist()), length


def _written_days(times: Rows) -> Rows:
    """Days counted from year 1 where all times are days written as YYYYMMDD; else the times."""
    if times[0] < YEARS[0] * 10_000 or times[-1] > (YEARS[1] + 1) * 10_000:
        return times
    try:
        days = [date(time // 10_000, time // 100 % 100, time % 100) for time in times.tolist()]
    except ValueError:
        return times
    return np.array([day.toordinal() for day in days], dtype=np.int64)


def _plain_rows(path: Path) -> tuple[Rows, list[Rejection], int] | None:
    """All rows of a file, quickly, if every one has whole numbers between tabs; else None."""
    try:
        rows = np.loadtxt(
            path, dtype=np.int64, delimiter="\t", usecols=range(COLUMNS), comments=None, ndmin=2
        )
    except (ValueError, OSError):
        return None
    if not len(rows) or rows[:, :3].min() < 0 or rows[:, :3].max() > LARGEST_ID:
        return None
    return rows, [], len(rows)


def _read_rows(path: Path, names: tuple[Names, Names]) -> tuple[Rows, list[Rejection], int]:
    lines = _cells(path)
    whole = [cells for _, cells in lines if len(cells) >= COLUMNS and _is_time(cells[3])]
    for table, columns in zip(names, ((0, 2), (1,)), strict=True):
        cells = [row[column] for row in whole for column in columns]
        table.decide(cells)
        table.add(cells)
    rows: list[tuple[int, int, int, int]] = []
    rejected: list[Rejection] = []
    number = 0
    for line, cells in lines:
        number += 1
        try:
            rows.append(_quadruple(cells, names))
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


def _quadruple(cells: Sequence[str], names: tuple[Names, Names]) -> tuple[int, int, int, int]:
    """Raises ValueError with the reason where the cells are none."""
    if len(cells) < COLUMNS:
        raise ValueError(f"{len(cells)} columns where there are {COLUMNS}")
    time = _time(cells[3])
    entities, relations = names
    return (
        entities.id_of(cells[0], "subject"),
        relations.id_of(cells[1], "relation"),
        entities.id_of(cells[2], "object"),
        time,
    )


def _is_time(cell: str) -> bool:
    try:
        _time(cell)
    except ValueError:
        return False
    return True


def _time(cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        return date.fromisoformat(cell[:10]).toordinal()
    except ValueError:
        raise ValueError(f"time {cell!r} is neither a whole number nor a day") from None


def _table_in(path: Path) -> dict[int, str]:
    return _read_table(path) if path.is_file() else {}


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


def _cells(path: Path) -> list[Cells]:
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
