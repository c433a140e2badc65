"""ICEWS as quadruples: numbers of subject, relation, object and time, beside tables of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import shown, with_problem
from detente.errors import InputError
from detente.series import EPOCH

ENTITIES, RELATIONS = "entity2id.txt", "relation2id.txt"
COLUMNS = ("subject", "relation", "object", "time", "label")
# The splits that are in use, by how their folder or file is called.
STARTS = {
    r"icews[_-]?14": date(2014, 1, 1),
    r"icews[_-]?18": date(2018, 1, 1),
    r"icews[_-]?05[_-]?15": date(2005, 1, 1),
}
HOURS = 24
TAIL_BYTES = 4096
MOST_DIGITS = 18
MOST_OF_A_LIST = 512


def layout_of(path: Path, columns: int, *, start: date | None = None) -> Layout:
    """The layout of a file of quadruples; its tables of names stand in the same folder.

    Args:
        columns: how many there are; 4, or 5 with a label that is not used.
        start: the day of time 0; None to tell it from the name of folder or file.

    Raises:
        InputError: if a table of names is missing or wrong, or the first day is unknown.
    """
    begins = start or start_of(path)
    return Layout(
        kind="icews",
        name=f"ICEWS quadruples from {begins}",
        columns=COLUMNS[:columns],
        needed=COLUMNS[:4],
        shape=Reader(
            read_names(path.parent / ENTITIES),
            read_names(path.parent / RELATIONS),
            start=begins,
            step=_step_of(path),
        ),
        numbers=dict.fromkeys(COLUMNS[:4], pl.Int64),
    )


def read_names(path: Path) -> dict[str, str]:
    """Names by number from a table of name and number.

    Raises:
        InputError: if it can't be read or a line has no number.
    """
    names: dict[str, str] = {}
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(
            f"{path}: this table of names can't be read ({error.strerror}); put it beside the rows"
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, key = line.strip().rpartition("\t")
        if line.strip() and not (name and key.isdigit()):
            raise InputError(f"{path}:{number}: {line[:60]!r} is not a name, a tab and a number")
        names[key] = name
    return names


def start_of(path: Path) -> date:
    """The day of time 0 of a split that is in use, told from the name of folder or file.

    Raises:
        InputError: if the name tells none.
    """
    place = f"{path.parent.name}/{path.name}".casefold()
    for pattern, start in STARTS.items():
        if re.search(pattern, place):
            return start
    raise InputError(
        f"{path}: the day of time 0 is not known; give --mapping FILE with [file] start = "
        "2014-01-01"
    )


def _step_of(path: Path) -> int:
    """Units of time a day: hours where all the last times are whole days in hours."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - TAIL_BYTES))
        lines = stream.read().decode(errors="replace").splitlines()
    lines = lines[1:] if size > TAIL_BYTES else lines
    times = [
        int(cells[3])
        for line in lines
        if len(cells := line.split("\t")) > 3 and cells[3].strip().isdigit()
    ]
    return HOURS if times and all(time % HOURS == 0 for time in times) else 1


@dataclass(frozen=True, slots=True)
class Table:
    """What numbers stand for; a place more, the last, is that of numbers that stand for nothing.

    Attributes:
        numbers: shape (n,), ascending.
        columns: each of length n + 1; null in the last place.
    """

    numbers: NDArray[np.int64]
    columns: Mapping[str, pl.Series]

    def looked_up(self, asked: pl.Series, *, before: str = "") -> list[pl.Series]:
        """The columns for some numbers, null where one isn't known or null itself.

        Args:
            before: begins the names of the columns.
        """
        wanted = asked.fill_null(-1).to_numpy()
        last = len(self.numbers)
        if last and self.numbers[0] == 0 and self.numbers[-1] == last - 1:
            places = np.where((wanted >= 0) & (wanted < last), wanted, last)
        else:
            places = np.minimum(np.searchsorted(self.numbers, wanted), max(last - 1, 0))
            known = self.numbers[places] == wanted if last else np.zeros(len(wanted), dtype=bool)
            places = np.where(known, places, last)
        rows = pl.Series(places.astype(np.uint32))
        return [column.gather(rows).alias(before + name) for name, column in self.columns.items()]


def entity_table(names: Mapping[str, str], naming: Naming) -> Table:
    """Code, role and name of each entity."""
    ordered = sorted((int(key), name) for key, name in names.items() if fits(key))
    parties = [naming.resolved(naming.by_name, (name,)) for _, name in ordered]
    columns = {
        "": [party.code for party in parties],
        "_role": [party.role for party in parties],
        "_name": [name.replace("_", " ") for _, name in ordered],
    }
    return Table(
        np.array([number for number, _ in ordered], dtype=np.int64),
        {
            name: closed(pl.Series(name, [*values, None], dtype=pl.String))
            for name, values in columns.items()
        },
    )


def relation_table(names: Mapping[str, str], naming: Naming) -> Table:
    """Title of CAMEO, root, sector and weight of each relation; no root for an unknown title."""
    ordered = sorted((int(key), name) for key, name in names.items() if fits(key))
    titles = pl.DataFrame({"cameo": [name for _, name in ordered]}, schema={"cameo": pl.String})
    found = naming.join_codes(titles, "cameo")
    nothing = found.clear(1)
    kept = ("cameo", "action", "sector", "weight")
    columns = {name: found[name].append(nothing[name]) for name in kept}
    return Table(
        np.array([number for number, _ in ordered], dtype=np.int64),
        {
            name: column if name == "weight" else closed(column.cast(pl.String))
            for name, column in columns.items()
        },
    )


def closed(texts: pl.Series) -> pl.Series:
    """Texts as categories; few of them as a list of their own, which is written more quickly."""
    few = pl.concat([pl.Series([""]), texts.drop_nulls()]).unique().sort()
    return texts.cast(pl.Enum(few) if len(few) <= MOST_OF_A_LIST else pl.Categorical)


def fits(key: str) -> bool:
    """Whether a number is one that a file of numbers can hold."""
    return len(key) <= MOST_DIGITS and key.isdigit()


class Reader:
    """Our columns from quadruples; what numbers stand for is worked out once a file."""

    def __init__(
        self,
        entities: Mapping[str, str],
        relations: Mapping[str, str],
        *,
        start: date,
        step: int,
    ) -> None:
        self.entities, self.relations, self.start, self.step = entities, relations, start, step
        self._tables: tuple[Table, Table] | None = None
        self._once = Lock()

    def tables(self, naming: Naming) -> tuple[Table, Table]:
        """Those of entities and of relations."""
        with self._once:
            if self._tables is None:
                self._tables = (
                    entity_table(self.entities, naming),
                    relation_table(self.relations, naming),
                )
            return self._tables

    def __call__(self, frame: pl.DataFrame, naming: Naming) -> pl.DataFrame:
        """Our columns; a number without a name is a problem of its row."""
        entities, relations = self.tables(naming)
        numbers = frame.select(pl.col(COLUMNS[:4]).cast(pl.Int64, strict=False))
        frame = frame.with_columns(
            *entities.looked_up(numbers["subject"], before="source"),
            *entities.looked_up(numbers["object"], before="target"),
            *relations.looked_up(numbers["relation"]),
            self._days(numbers["time"]),
        )
        frame = with_problem(
            frame,
            (pl.col("day").is_null(), shown("time", "time '{}' is no number")),
            (pl.col("source_name").is_null(), shown("subject", f"no name for {{}} in {ENTITIES}")),
            (pl.col("target_name").is_null(), shown("object", f"no name for {{}} in {ENTITIES}")),
            (pl.col("cameo").is_null(), shown("relation", f"no name for {{}} in {RELATIONS}")),
            (pl.col("action").is_null(), shown("cameo", "'{}' is no title of CAMEO")),
        )
        return frame.select(
            *("day", "source", "source_role", "source_name"),
            *("target", "target_role", "target_name", "action", "sector", "cameo"),
            pl.col("weight").alias("goldstein"),
            "problem",
        )

    def _days(self, times: pl.Series) -> pl.Series:
        """Days of times, null where one is no day that a calendar has."""
        days = times // self.step
        first, last = (date.min - self.start).days, (date.max - self.start).days
        inside = days.is_between(first, last)
        since = (self.start - EPOCH).days
        counted = days.zip_with(inside, pl.Series([None], dtype=pl.Int64)) + since
        return counted.cast(pl.Int32).cast(pl.Date).alias("day")
