"""Rows that lie on disk: the same rows, in order and by number, in this process and another."""

from __future__ import annotations

import gc
import os
from array import array
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from detente.adapters.spool import Spool
from detente.model import Coding, Evidence, Item, Statement

ROWS = [
    (
        Statement(
            "d1", "event", ("CHL",), ("PER",), 0, 30, 4, 20,
            begins_on=date(2024, 5, 3), condition_coding=Coding(("PER",)), reasons=("by rule",),
        ),
    ),
    (),
    (Statement("d2", "forecast", (), (), 0, 9, 0, 9, likelihood=(0.2, 0.4)),) * 2,
]  # fmt: skip


def filled(folder: Path) -> Spool[tuple[Statement, ...]]:
    spool: Spool[tuple[Statement, ...]] = Spool(folder)
    for row in ROWS:
        spool.append(row)
    return spool


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    assert list(spool) == ROWS
    assert [spool[number] for number in (2, 0, 1)] == [ROWS[2], ROWS[0], ROWS[1]]
    assert list(spool.pick([1, 2])) == ROWS[1:]
    assert spool.append(ROWS[0]) == 3
    assert spool[3] == ROWS[0]


def test_nothing_is_left_in_the_folder_and_the_file_closes(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    assert not list(tmp_path.iterdir())
    assert spool[0] == ROWS[0]
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    gc.disable()
    try:
        del spool
        after = len(os.listdir("/proc/self/fd")) if before else 0
    finally:
        gc.enable()
    assert after == before - 1 or not before


def test_lines_with_fields_of_any_sort_come_back(tmp_path: Path) -> None:
    spool: Spool[Item] = Spool(tmp_path)
    cited = Evidence("d1", 0, 4, "Talk", date(2024, 1, 2), "A Post")
    line = Item("breadth", "A line.", (cited,), {"n": 2, "on": date(2024, 1, 2), "by": (cited,)})
    spool.append(line)
    assert spool[0] == line


def _other(line: Connection) -> None:
    rows: Spool[tuple[Statement, ...]] = line.recv()
    there = list(rows)
    rows.append(there[0])
    line.send((there, rows.starts()))


def test_another_process_reads_the_rows_and_appends_some(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    line, other = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_other, args=(other,), daemon=True)
    process.start()
    line.send(spool)
    there, starts = line.recv()
    process.join()
    assert there == ROWS
    assert isinstance(starts, array)
    spool.learn(starts)
    assert list(spool) == [*ROWS, ROWS[0]]
