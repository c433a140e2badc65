"""Columns of text by their distinct texts: what each stands for is worked out once a chunk.

What is looked up comes back as categories, which take a number a row and are written to Parquet
several times faster than as many texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Beyond this, places are sorted instead of looked up in a table of all that could be.
LARGEST_TABLE = 1 << 24
LOOKED_AT = 1000
# Polars keeps categories as long as any column has them: texts that hardly repeat stay texts.
LEAST_REPEATS = 4

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct keys of some columns, and which of them each row has.

    Attributes:
        keys: the texts of the columns, one tuple for each distinct row.
        numbers: of each row, the place in `keys`.
    """

    keys: list[tuple[str, ...]]
    numbers: Numbers

    def column(self, name: str, values: Sequence[object], dtype: Any = pl.String) -> pl.Series:
        """A column that has, in each row, the value of its key; texts that repeat as categories."""
        if dtype == pl.String and len(self.keys) * LEAST_REPEATS < len(self.numbers):
            dtype = pl.Categorical
        return pl.Series(name, values, dtype=dtype).gather(pl.Series(self.numbers))

    def part(self, place: int) -> list[str]:
        """The texts of one of the columns, by key."""
        return [key[place] for key in self.keys]


def distinct(frame: pl.DataFrame, columns: Sequence[str]) -> Distinct:
    """The distinct rows of some columns of text without nulls."""
    if frame.is_empty():
        return Distinct([], np.zeros(0, dtype=np.uint32))
    categories = [_own_categories(frame[name]) for name in columns]
    numbers, rows = _dense(categories[0].to_physical().to_numpy())
    for column in categories[1:]:
        also, _ = _dense(column.to_physical().to_numpy())
        numbers, rows = _dense(numbers.astype(np.uint64) * (int(also.max()) + 1) + also)
    texts = [column.gather(pl.Series(rows)).cast(pl.String).to_list() for column in categories]
    return Distinct(list(zip(*texts, strict=True)), numbers)


def _own_categories(column: pl.Series) -> pl.Series:
    """Categories that are forgotten with the column."""
    if column.dtype == pl.Categorical:
        return column
    return column.cast(pl.Categorical(pl.Categories.random()))


def _dense(values: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Numbers from 0 without gaps for values, and for each of these a row that has it."""
    largest = int(values.max())
    if largest >= LARGEST_TABLE:
        _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
        return inverse.astype(np.uint32), first.astype(np.uint32)
    table = np.zeros(largest + 1, dtype=np.uint32)
    table[values] = np.arange(1, len(values) + 1, dtype=np.uint32)
    used = np.flatnonzero(table)
    rows = table[used] - 1
    table[used] = np.arange(len(used), dtype=np.uint32)
    return table[values], rows


def with_lookup(
    frame: pl.DataFrame, column: str, name: str, find: Callable[[str], str]
) -> pl.DataFrame:
    """The frame with a column made from another; each distinct text is asked once."""
    found = distinct(frame, [column])
    return frame.with_columns(found.column(name, [find(key) for (key,) in found.keys]))


def with_days(frame: pl.DataFrame, *columns: str, form: str = "%Y-%m-%d") -> pl.DataFrame:
    """The frame with days in place of texts in a form; a time after it is left out.

    What is no day becomes null.
    """
    return frame.with_columns(_days(frame[name], form) for name in columns)


def _days(column: pl.Series, form: str) -> pl.Series:
    if column.dtype == pl.Date:
        return column
    head = {"%Y%m%d": 8, "%Y-%m-%d": 10}.get(form)

    def read(texts: pl.Series) -> pl.Series:
        stripped = texts.str.strip_chars()
        return (stripped.str.slice(0, head) if head else stripped).str.to_date(form, strict=False)

    # With times in it nearly every text is another one.
    if column.head(LOOKED_AT).n_unique() * 2 > LOOKED_AT:
        return read(column.cast(pl.String))
    found = distinct(column.to_frame(), [column.name])
    texts = pl.Series(column.name, [key for (key,) in found.keys], dtype=pl.String)
    return read(texts).gather(pl.Series(found.numbers))
