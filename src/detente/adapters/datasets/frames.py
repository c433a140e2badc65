"""Chunks of a file as frames of text, with the line of each row and its text as it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.lines import CHUNK_BYTES, LONGEST_SHOWN, Chunk, Refused, chunks
from detente.adapters.datasets.records import split_records
from detente.errors import InputError

PARQUET_ROWS = 100_000
PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that can be read, before they are.

    Attributes:
        lines: of each row, counted from 1.
        chunk: bytes of a text file; None for a table that is typed already.
        table: the needed columns of such a table, as text but for days.
        path: of such a table.
        consumed: bytes of the file so far (rows for a table).
    """

    lines: Sequence[int]
    chunk: Chunk | None = None
    table: pl.DataFrame | None = None
    path: Path = Path()
    consumed: int = 0

    @property
    def refused(self) -> list[Refused]:
        """Records that were left out before their cells were read."""
        return self.chunk.refused if self.chunk else []

    def frame(self, layout: Layout) -> pl.DataFrame:
        """The columns that the layout needs; those that the file lacks are empty.

        They are texts, but for the layout's numbers where all of them are some (an empty cell is
        null), and for what a typed table has as days.
        """
        if self.table is not None:
            return _with_all(self.table, layout)
        content = self.chunk.content if self.chunk else b""
        if not self.lines:
            return pl.DataFrame(schema=dict.fromkeys(layout.needed, pl.String))
        try:
            frame = _read_cells(content, layout, layout.numbers)
        except pl.exceptions.ComputeError:
            frame = _read_cells(content, layout, {})
        return _with_all(frame, layout)

    def texts(self, layout: Layout, places: Sequence[int]) -> list[str]:
        """The text of some rows, as it stood in the file."""
        if self.table is not None:
            rows = self._whole_rows()[list(places)].iter_rows()
            told = (["" if cell is None else str(cell) for cell in row] for row in rows)
            return [layout.delimiter.join(cells)[:LONGEST_SHOWN] for cells in told]
        content = self.chunk.content if self.chunk else b""
        records = content.split(b"\n")
        if len(records) - 1 != len(self.lines):
            records = split_records(records)
        return [records[place][:LONGEST_SHOWN].decode(errors="replace") for place in places]

    def _whole_rows(self) -> pl.DataFrame:
        """All columns of a table that is typed already."""
        table = pl.scan_parquet(self.path).slice(self.lines[0] - 1, len(self.lines))
        return table.collect()


def _read_cells(
    content: bytes, layout: Layout, numbers: Mapping[str, type[pl.DataType]]
) -> pl.DataFrame:
    at = {name: place for place, name in enumerate(layout.columns)}
    places = sorted(at[name] for name in layout.needed if name in at)
    frame = pl.read_csv(
        content,
        has_header=False,
        separator=layout.delimiter,
        quote_char='"' if layout.quoted else None,
        columns=places,
        schema={
            str(place): numbers.get(name, pl.String) for place, name in enumerate(layout.columns)
        },
    )
    frame.columns = [layout.columns[place] for place in places]
    return frame.with_columns(pl.col(pl.String).fill_null(""))


def _with_all(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    missing = [name for name in layout.needed if name not in frame.columns]
    return frame.with_columns(pl.lit("").alias(name) for name in missing)


def batches(path: Path, layout: Layout, *, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Batch]:
    """All records of a file, in order.

    Raises:
        InputError: if the file can't be read.
    """
    if is_parquet(path):
        yield from _table_batches(path, layout)
        return
    for chunk in chunks(path, layout, chunk_bytes=chunk_bytes):
        yield Batch(chunk.lines, chunk=chunk, consumed=chunk.consumed)


def _table_batches(path: Path, layout: Layout) -> Iterator[Batch]:
    try:
        table = pl.scan_parquet(path)
        schema = table.collect_schema()
        total = table.select(pl.len()).collect().item()
        columns = [
            pl.col(name)
            if schema[name] == pl.Date
            else pl.col(name).cast(pl.String, strict=False).fill_null("")
            for name in layout.needed
            if name in schema
        ]
        for start in range(0, total, PARQUET_ROWS):
            part = table.select(columns).slice(start, PARQUET_ROWS).collect()
            end = start + part.height
            yield Batch(range(start + 1, end + 1), table=part, path=path, consumed=end)
    except pl.exceptions.PolarsError as error:
        raise InputError(
            f"{path}: the Parquet file can't be read ({error}); write it again"
        ) from error


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet files do."""
    with path.open("rb") as stream:
        return stream.read(len(PARQUET)) == PARQUET
