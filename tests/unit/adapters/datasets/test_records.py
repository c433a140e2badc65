"""Records that are told at once are those that a reading line by line finds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.adapters.datasets import lines
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.records import regular_records


def layout_with(columns: int, *, quoted: bool = True) -> Layout:
    names = tuple(f"c{number}" for number in range(columns))
    return Layout("plain", "test", names, names, lambda frame, _: frame, ",", quoted)


CELLS = st.sampled_from(["a", "", '"b"', '"x,y"', '"one\ntwo"', '"he said ""no"""', '5" gun', '"'])
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4).map(",".join), max_size=12)


def read(path: Path, layout: Layout, chunk_bytes: int) -> tuple[list, list]:
    taken: list[tuple[int, list[str]]] = []
    refused: list[tuple[int, str, str]] = []
    for chunk in lines.chunks(path, layout, chunk_bytes=chunk_bytes):
        cells = list(csv.reader(io.StringIO(chunk.content.decode())))
        taken += zip(chunk.lines, cells, strict=True)
        refused += [(one.line, one.reason, one.text) for one in chunk.refused]
    return taken, refused


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from([7, 40, 10_000]), st.sampled_from(["utf-8", "cp1252"]))
def test_quotes_anywhere_give_what_a_slow_reading_gives(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], chunk_bytes: int, encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    path.write_bytes("\n".join([*rows, "caf\u00e9,z,z"]).encode(encoding))
    layout = layout_with(3)
    at_once = read(path, layout, chunk_bytes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "regular_records", lambda *_: None)
        assert at_once == read(path, layout, chunk_bytes)


def test_lines_are_counted_through_cells_with_line_ends() -> None:
    found = regular_records(b'a,"1\n2\n3"\nb,c\n"d,\n",e\nf,g\n', layout_with(2))
    assert found is not None
    assert (list(found.starts), found.lines) == ([0, 3, 4, 6], 7)


def test_a_record_that_goes_on_is_left_for_the_next_piece() -> None:
    found = regular_records(b'a,b\nc,"begun\nand not\n', layout_with(2))
    assert found is not None
    assert (found.content, found.lines) == (b"a,b\n", 1)


@pytest.mark.parametrize(
    "piece", [b"a,b\nc\n", b'a,b"\n"c,d\n', b"a,b\n\n", b"a,\0\n", b'a,""b""\n']
)
def test_anything_odd_is_left_to_the_slow_reading(piece: bytes) -> None:
    assert regular_records(piece, layout_with(2)) is None


def test_one_odd_line_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"a,b\n" * 30_000 + b"a\n" + b"a,b\n" * 30_000)
    taken, refused = read(path, layout_with(2), 1 << 20)
    assert [one[0] for one in refused] == [30_001]
    assert [line for line, _ in taken] == [n for n in range(1, 60_002) if n != 30_001]
