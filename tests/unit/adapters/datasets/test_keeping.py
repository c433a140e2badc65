"""One importer at once; what a killed one left is put in order; small parts are merged."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from detente.adapters.datasets import importing, keeping, writing
from detente.adapters.datasets.citing import read_rows
from detente.adapters.datasets.grouping import Limits, group_years
from detente.adapters.datasets.keeping import merge_small_parts, only_importer
from detente.errors import LedgerError

HEADER = "date,source,target,action,place\n"


def row_of(number: int) -> str:
    return f"2020-01-{number % 28 + 1:02},CHL,PER,040,Town {number}\n"


def many_small_files(dataset, write, number: int) -> pl.DataFrame:
    for one in range(number):
        dataset.take(write(f"{one}.csv", HEADER + row_of(one) + "2020-01-02,CHL,PER,dance,\n"))
    return dataset.rows().sort("place")


def parts(dataset) -> list[Path]:
    return sorted(one for one in dataset.folder.rglob("part-*"))


def test_a_second_importer_waits_and_is_told(tmp_path: Path) -> None:
    with (
        only_importer(tmp_path, wait_seconds=0.1),
        pytest.raises(LedgerError, match=r"another process is importing into .*--name"),
        only_importer(tmp_path, wait_seconds=0.1),
    ):
        pass
    with only_importer(tmp_path, wait_seconds=0.1):
        pass


def test_halves_of_a_killed_import_are_removed(dataset, write) -> None:
    dataset.take(write("a.csv", HEADER + row_of(1)))
    (kept,) = parts(dataset)
    (kept.parent / "part-0123456789abcdef-0000.parquet").write_bytes(kept.read_bytes())
    (kept.parent / "part-0123456789abcdef-0001.parquet.unfinished").write_bytes(b"PAR1")
    with only_importer(dataset.folder, wait_seconds=1):
        assert parts(dataset) == [kept]


def test_a_year_that_the_file_has_left_behind_is_written_while_the_next_is_read(
    dataset, write, monkeypatch
) -> None:
    years = (2019, 2020, 2019, 2021)
    rows = [
        f"{year}-03-{n % 28 + 1:02},CHL,PER,040,Town {n}\n" for year in years for n in range(40)
    ]
    path = write("years.csv", HEADER + "".join(rows))
    dataset.chunk_bytes = 800
    monkeypatch.setattr(writing, "LEFT_BEHIND", 10)
    dataset.take(path)
    assert [one.parent.name for one in parts(dataset)].count("year=2019") == 2
    assert dataset.rows()["line"].to_list() == list(range(2, len(rows) + 2))
    assert sorted(set(dataset.rows()["day"].dt.year())) == [2019, 2020, 2021]


def test_small_parts_are_merged_and_rows_stay(dataset, write) -> None:
    rows = many_small_files(dataset, write, keeping.MOST_SMALL + 1)
    assert len(parts(dataset)) < 10
    assert rows.height == dataset.rejected().height == keeping.MOST_SMALL + 1
    assert rows["row_id"].n_unique() == rows.height
    again = dataset.take(dataset.folder.parents[1] / "3.csv")
    assert len(again.skipped) == 1
    assert dataset.rows().sort("place").equals(rows)


@pytest.mark.parametrize("step", range(1, 8))
def test_a_killed_merge_is_completed_or_undone(
    dataset, write, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(importing, "merge_small_parts", lambda _: None)
    rows = many_small_files(dataset, write, keeping.MOST_SMALL)
    left = [step]

    def dies_at(real: Callable) -> Callable:
        def call(*args: object, **named: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return real(*args, **named)

        return call

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", dies_at(os.replace))
        patch.setattr(Path, "unlink", dies_at(Path.unlink))
        merge_small_parts(dataset.folder)
    with only_importer(dataset.folder, wait_seconds=1):
        assert dataset.rows().sort("place").equals(rows)
        assert not list(dataset.folder.rglob("*.unfinished"))
        merge_small_parts(dataset.folder)
    assert dataset.rows().sort("place").equals(rows)


def test_a_file_that_changes_while_it_is_read_leaves_no_rows(
    dataset, write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("growing.csv", HEADER + row_of(1))
    real = importing.completed

    def grows(frame: pl.DataFrame) -> pl.DataFrame:
        with path.open("a", encoding="utf-8") as out:
            out.write(row_of(2))
        return real(frame)

    with monkeypatch.context() as patch:
        patch.setattr(importing, "completed", grows)
        done = dataset.take(path)
    assert "changed while it was read" in done.left_out[0].reason
    assert parts(dataset) == []
    assert dataset.take(path).taken == 2


def test_files_record_what_they_held(dataset, write) -> None:
    dataset.take(write("a.csv", HEADER + row_of(1) + row_of(2)))
    (record,) = (dataset.folder / "files").glob("*.json")
    about = json.loads(record.read_text(encoding="utf-8"))
    assert (about["read"], about["taken"], about["rejected"]) == (2, 2, 0)
    assert (about["first_day"], about["last_day"]) == ("2020-01-02", "2020-01-03")


def test_rows_of_merged_files_are_found_by_file_and_by_key(dataset, write) -> None:
    rows = many_small_files(dataset, write, keeping.MOST_SMALL)
    assert any(keeping.digits_of(one) == keeping.MERGED for one in parts(dataset))
    keys = rows["row_id"].to_list()[:3]
    cited = list(read_rows(dataset.folder, [*keys, "0123456789ab:1"]))
    assert sorted(one.row for one in cited) == sorted(keys)
    place = dataset.folder / "known"
    limits = Limits(memory_bytes=200_000_000, threads=1)
    group_years(dataset.folder, [2020], limits, digests=[keys[0][:12]], into=place)
    events = pl.read_parquet(place / "year=2020" / "events.parquet")
    assert events["n_rows"].to_list() == [1]
    assert events["row_id"].to_list() == keys[:1]
