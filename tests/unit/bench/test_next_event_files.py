"""Folders of quadruples are read with whatever their tables look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.bench.next_event_files import read_quadruples
from detente.errors import InputError

ROWS = {
    "train.txt": "0\t0\t1\t0\t-1\n1\t1\t2\t24\t-1\n",
    "valid.txt": "0\t0\t2\t48\t-1\n",
    "test.txt": "2\t1\t0\t120\t-1\n",
    "entity2id.txt": "Norway\t0\nPeru\t1\nChad\t2\n",
    "relation2id.txt": "Praise\t0\nBlame\t1\n",
}


def written(folder: Path, **changed: str) -> Path:
    """The folder with its files, those named by their stem with another text."""
    for name, text in ROWS.items():
        stem = name.removesuffix(".txt")
        (folder / name).write_text(changed.get(stem, text), encoding="utf-8")
    return folder


def test_steps_count_from_the_earliest_time_in_the_distance_that_divides_all(
    tmp_path: Path,
) -> None:
    data = read_quadruples(written(tmp_path))
    assert data.times == (0, 24)
    assert [part[:, 3].tolist() for part in data.parts.values()] == [[0, 1], [2], [5]]
    assert data.entities == ("Norway", "Peru", "Chad")


def test_times_may_be_days_as_written(tmp_path: Path) -> None:
    days = {
        "train": "0\t0\t1\t2014-02-27\n",
        "valid": "0\t0\t1\t2014-03-01\n",
        "test": "0\t0\t1\t2014-03-05\n",
    }
    data = read_quadruples(written(tmp_path, **days))
    assert [part[0, 3] for part in data.parts.values()] == [0, 1, 3]


@pytest.mark.parametrize(
    "table",
    [
        "0\tNorway\n1\tPeru\n2\tChad\n",
        "3\nNorway\t0\nPeru\t1\nChad\t2\n",
        "name\tnumber\nNorway\t0\nPeru\t1\nChad\t2\n",
        "Norway\tNOR\t0\nPeru\tPER\t1\nChad\tTCD\t2\n",
        "Norway\t0\t7\nPeru\t1\t7\nChad\t2\t8\n",
        "\ufeffNorway\t0\r\nPeru\t1\r\nChad\t2\r\n",
    ],
)
def test_an_id_table_may_have_other_columns_a_header_or_a_count(tmp_path: Path, table: str) -> None:
    assert read_quadruples(written(tmp_path, entity2id=table)).entities == (
        "Norway",
        "Peru",
        "Chad",
    )


def test_an_id_without_a_name_is_kept(tmp_path: Path) -> None:
    data = read_quadruples(written(tmp_path, entity2id="Norway\t0\n"))
    assert data.entities == ("Norway", "", "")


def test_rows_that_can_not_be_used_are_listed_with_line_and_reason(tmp_path: Path) -> None:
    train = "0\t0\t1\t0\n0\t0\t1\n\n0\tx\t1\t24\n0\t0\t1\tsoon\n-1\t0\t1\t24\n"
    data = read_quadruples(written(tmp_path, train=train))
    assert [row.where for row in data.rejected] == [f"train.txt:{line}" for line in (2, 4, 5, 6)]
    assert data.rejected[0].reason == "3 columns where there are 4"
    assert data.rejected[1].reason == "relation 'x' is not an id"
    assert data.rejected[2].reason == "time 'soon' is neither a whole number nor a day"
    assert (data.read, len(data.parts["train"])) == (7, 1)


def test_a_header_is_no_row(tmp_path: Path) -> None:
    data = read_quadruples(written(tmp_path, train="subject\trelation\tobject\ttime\n0\t0\t1\t0\n"))
    assert (data.read, data.rejected) == (3, ())


@pytest.mark.parametrize("name", ["train.txt", "test.txt"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (written(tmp_path) / name).unlink()
    with pytest.raises(InputError, match=f"no {name} in it"):
        read_quadruples(tmp_path)


def test_without_tables_and_validation_part_ids_do(tmp_path: Path) -> None:
    written(tmp_path)
    for name in ("entity2id.txt", "relation2id.txt", "valid.txt"):
        (tmp_path / name).unlink()
    data = read_quadruples(tmp_path)
    assert (data.entities, data.relations) == (("", "", ""), ("", ""))
    assert [len(part) for part in data.parts.values()] == [2, 0, 1]
    assert data.parts["test"][0, 3] == 5


def test_rows_may_have_names_in_place_of_ids(tmp_path: Path) -> None:
    named = {
        "train": "Chad\tPraise\tPeru\t2014-02-27\nPeru\tMourn\tOman\t2014-02-28\n",
        "valid": "Chad\tPraise\tOman\t2014-03-01\n",
        "test": "Togo\tBlame\tChad\t2014-03-02\n\tBlame\tChad\t2014-03-02\n",
    }
    data = read_quadruples(written(tmp_path, **named))
    assert data.entities == ("Norway", "Peru", "Chad", "Oman", "Togo")
    assert data.relations == ("Praise", "Blame", "Mourn")
    assert data.parts["train"].tolist() == [[2, 0, 1, 0], [1, 2, 3, 1]]
    assert data.parts["test"].tolist() == [[4, 1, 2, 3]]
    assert data.rejected[0].reason == "subject is empty"


def test_days_may_be_written_as_one_number(tmp_path: Path) -> None:
    days = {"train": "0\t0\t1\t20140130\n0\t0\t1\t20140131\n", "valid": "0\t0\t1\t20140201\n"}
    data = read_quadruples(written(tmp_path, **days, test="0\t0\t1\t20140203\n"))
    assert [part[:, 3].tolist() for part in data.parts.values()] == [[0, 1], [2], [4]]


def test_times_far_apart_count_by_their_place(tmp_path: Path) -> None:
    train = "".join(f"0\t0\t1\t{time}\n" for time in (5, 70_001, 70_002))
    data = read_quadruples(
        written(tmp_path, train=train, valid="0\t0\t1\t90000\n", test="0\t0\t1\t900000\n")
    )
    assert [part[:, 3].tolist() for part in data.parts.values()] == [[0, 1, 2], [3], [4]]
    assert [data.time_of(step) for step in (0, 3, 4)] == [5, 90_000, 900_000]


def test_columns_after_the_fourth_are_not_read(tmp_path: Path) -> None:
    data = read_quadruples(written(tmp_path, test="2\t1\t0\t120\tx\ty\n", valid="0 0 2 48 9\n"))
    assert data.parts["test"].tolist() == [[2, 1, 0, 5]]
    assert data.parts["valid"].tolist() == [[0, 0, 2, 2]]


def test_a_file_without_a_usable_row_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"test\.txt: no row can be used"):
        read_quadruples(written(tmp_path, test="a\tb\n"))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        read_quadruples(tmp_path / "nowhere")
