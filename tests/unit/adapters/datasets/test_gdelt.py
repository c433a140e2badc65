"""GDELT's exports: three widths, codes of CAMEO, lines that are odd."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.adapters.datasets.gdelt import SIZES, columns_of, layout_of
from detente.adapters.datasets.importing import Task, import_files
from detente.errors import InputError

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def line_of(size: int = 58, **cells: str) -> str:
    usual = {
        "GLOBALEVENTID": "7001",
        "SQLDATE": "20190304",
        "Actor1Code": "KENGOV",
        "Actor1Name": "KENYA",
        "Actor2Code": "UGA",
        "Actor2Name": "UGANDA",
        "EventCode": "057",
        "GoldsteinScale": "8.0",
        "NumArticles": "4",
        "ActionGeo_FullName": "Nairobi, Kenya",
        "ActionGeo_Lat": "-1.28",
        "ActionGeo_Long": "36.8",
        "SOURCEURL": "https://www.news.example.co.ke/politics/border-post-opens",
    }
    return "\t".join((usual | cells).get(name, "") for name in columns_of(size))


@pytest.mark.parametrize("size", SIZES)
def test_every_width_is_told_and_read(dataset, write, size: int) -> None:
    assert len(columns_of(size)) == size
    done = dataset.take(write("20190304.export.CSV", line_of(size) + "\n"))
    row = dataset.rows().row(0, named=True)
    assert done.records[0].kind == "gdelt"
    assert (row["source"], row["source_role"], row["target"]) == ("KEN", "government", "UGA")
    assert (row["action"], row["cameo"], row["goldstein"]) == ("SUPPORT", "057", 8.0)
    assert (row["reports"], row["latitude"], str(row["day"])) == (4, -1.28, "2019-03-04")
    assert row["publisher"] == ("" if size == 57 else "example.co.ke")


@pytest.mark.parametrize(
    ("code", "actor", "role"),
    [
        ("IGOUNO", "UN", ""),
        ("ROM", "ROU", ""),
        ("INDGOV", "IND", "government"),
        ("SYRREB", "SYR", "rebels"),
        ("COP", "", "police"),
        ("HEZ", "HEZBOLLAH", ""),
    ],
)
def test_actor_codes_keep_state_and_role(dataset, write, code: str, actor: str, role: str) -> None:
    dataset.take(write("a.csv", line_of(Actor1Code=code) + "\n"))
    row = dataset.rows().row(0, named=True)
    assert (row["source"], row["source_role"]) == (actor, role)


def test_zip_and_gzip_are_read_like_the_plain_file(dataset, write, tmp_path: Path) -> None:
    text = line_of() + "\n"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.CSV", text)
    dataset.take(tmp_path / "a.zip")
    dataset.take(write("b.csv.gz", gzip.compress(text.encode())))
    dataset.take(write("c.csv", text))
    rows = dataset.rows().drop("file", "row_id")
    assert rows.height == 3
    assert rows.n_unique() == 1


def test_a_zip_with_two_files_and_a_cut_archive_are_errors(dataset, write, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.CSV", line_of())
        archive.writestr("b.CSV", line_of())
    with pytest.raises(InputError, match="2 files in the archive"):
        dataset.take(tmp_path / "two.zip", "gdelt")
    whole = gzip.compress("".join(line_of() + "\n" for _ in range(5000)).encode())
    done = dataset.take(write("cut.gz", whole[:-20]))
    assert "ends early" in done.left_out[0].reason
    assert dataset.rows().is_empty() and not list(dataset.folder.rglob("part-*"))


def test_odd_lines_are_rejected_with_line_and_reason(dataset, write) -> None:
    lines = [
        line_of(),
        "",
        line_of() + "\textra",
        line_of(SQLDATE="20191399"),
        line_of(EventCode="xyz"),
        line_of(Actor1Code="", Actor2Code=""),
        line_of(GLOBALEVENTID="70\x0001"),
        line_of(SQLDATE="20190305"),
    ]
    done = dataset.take(write("odd.csv", "\n".join(lines) + "\n"), "gdelt")
    rejected = dataset.rejected()
    assert dataset.rows()["line"].to_list() == [1, 8]
    assert dict(zip(rejected["line"], rejected["reason"], strict=True)) == {
        2: "the line is empty",
        3: "59 columns, 58 expected",
        4: "SQLDATE '20191399' is no day",
        5: "EventCode 'xyz' is not of CAMEO",
        6: "neither side is named",
        7: "the line holds zero bytes; the file is damaged here",
    }
    assert done.read == done.taken + sum(done.reasons.values()) == len(lines)
    assert rejected["text"][3].startswith("7001\t20190304")


def test_bom_carriage_returns_and_latin_1_are_read(dataset, write) -> None:
    text = line_of() + "\r\n" + line_of(Actor1Name="C\u00d4TE") + "\r\n"
    path = write("a.csv", b"\xef\xbb\xbf" + text.encode("latin-1"))
    done = dataset.take(path)
    assert done.taken == 2
    assert dataset.rows()["source_name"][1] == "C\u00d4TE"
    assert dataset.rows()["native_id"][0] == "7001"
    assert not dataset.rows()["story"][0].endswith("\r")


def test_small_chunks_give_the_same_rows(dataset, write, tmp_path: Path) -> None:
    text = "".join(
        line_of(GLOBALEVENTID=str(number), SQLDATE=f"2019{number % 12 + 1:02}04") + "\n"
        for number in range(300)
    )
    dataset.chunk_bytes = 1000
    dataset.take(write("a.csv", text))
    rows = dataset.rows()
    assert rows["line"].to_list() == list(range(1, 301))
    assert rows["native_id"].to_list() == [str(number) for number in range(300)]


def test_importing_twice_changes_nothing(dataset, write) -> None:
    path = write("a.csv", line_of() + "\n" + line_of(EventCode="") + "\n")
    dataset.take(path)
    before = {p: p.read_bytes() for p in dataset.folder.rglob("*") if p.is_file()}
    again = dataset.take(path)
    assert again.skipped == [path] and not again.records
    assert {p: p.read_bytes() for p in dataset.folder.rglob("*") if p.is_file()} == before


def test_what_an_interrupted_run_left_is_replaced(dataset, write) -> None:
    path = write("a.csv", line_of() + "\n")
    dataset.take(path)
    for record in (dataset.folder / "files").glob("*.json"):
        record.unlink()
    dataset.take(path)
    assert dataset.rows().height == 1


def test_empty_file_and_wrong_kind_are_errors_that_name_the_file(dataset, write) -> None:
    with pytest.raises(InputError, match=r"empty\.csv: the file is empty"):
        dataset.take(write("empty.csv", ""), "gdelt")
    with pytest.raises(InputError, match=r"a\.csv:1: this is no polecat file .*looks like gdelt"):
        dataset.take(write("a.csv", line_of() + "\n"), "polecat")


def test_every_line_is_taken_or_rejected_whatever_it_holds(naming, tmp_path: Path) -> None:
    pieces = st.sampled_from(["\t", "20190304", '"', "\u00e9", "", "x" * 30, line_of(), "\x00"])
    lines = st.lists(st.lists(pieces, max_size=4).map("".join), min_size=1, max_size=12)

    @settings(max_examples=40, deadline=None)
    @given(lines, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "latin-1"]))
    def check(texts: list[str], ending: str, encoding: str) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as place:
            path = Path(place) / "a.csv"
            path.write_bytes("".join(one + ending for one in texts).encode(encoding))
            task = Task(Path(place) / "set", "test", NOW, naming, 500)
            done = import_files(task, [(path, layout_of(58))], lambda *_: None)
            assert done.taken + done.reasons.total() == done.read == len(texts)
            assert import_files(task, [(path, layout_of(58))], lambda *_: None).skipped == [path]

    check()
