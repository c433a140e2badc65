"""A wrong table is named with its file and line, and a user's table goes before the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.codebook import Codebook, load_codebook
from detente.codebook.files import digest, read_bytes, read_table, shipped
from detente.errors import CodebookError

LIKELIHOOD = "phrases\tlow\thigh\tbasis\n"
ACTORS = "code\tname\tadjective\tpeople\tcapital\tother\tambiguous\tregion\tborders\n"
LEADERS = "code\tname\tfamily_name\tother_forms\toffice\tbegins_on\tends_on\talone\n"
ALIASES = "code\trole\tkind\tforms\tbegins_on\tends_on\tcodes\tambiguous\n"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("likelihood.tsv", LIKELIHOOD + "likely\t0.9\t0.5\t\n", r"likelihood.tsv:2: 'likely'"),
        ("likelihood.tsv", LIKELIHOOD + "likely\tmuch\t1\t\n", r"likelihood.tsv:2: 'much'"),
        ("likelihood.tsv", LIKELIHOOD + "likely\t0.5\t7\t\n", r"likelihood.tsv:2: '7'"),
        ("likelihood.tsv", LIKELIHOOD + "is so\t0\t1\t\n\nare so\t0\t1\t\n", r":4: 'are so'"),
        ("likelihood.tsv", "phrase\tlow\thigh\n", r"likelihood.tsv:1: columns phrase"),
        ("likelihood.tsv", LIKELIHOOD + "a\t0\t1\tb\tc\n", r"likelihood.tsv:2: 'a': 5 cells"),
        ("likelihood.tsv", "# only a comment\n", r"likelihood.tsv:0: the table is empty"),
        ("leaders.tsv", LEADERS + "QQQ\tJo Doe\t\t\tking\n", r"leaders.tsv:2: 'QQQ'"),
        ("leaders.tsv", LEADERS + "FRA\tJo Doe\t\t\tking\t2020-13\n", r"leaders.tsv:2: '2020-13'"),
        (
            "leaders.tsv",
            LEADERS + "FRA\tJo Doe\t\t\tking\t2020\t2019\n",
            r"leaders.tsv:2: 'Jo Doe'",
        ),
        ("leaders.tsv", LEADERS + "FRA\tJo Doe\t\t\t\n", r"leaders.tsv:2: 'office'"),
        ("actors.tsv", ACTORS + "AAA\tA\n# b\nAAA\tB\n", r"actors.tsv:4: 'AAA'"),
        ("aliases.tsv", ALIASES + "CHN\t\tname\tFrance\n", r"aliases.tsv:2: 'France'.*FRA and CHN"),
        ("aliases.tsv", ALIASES + "CHN\t\tsort\tX\n", r"aliases.tsv:2: 'CHN': kind 'sort'"),
        ("aliases.tsv", ALIASES + "CHN\t\tpair\tX-Y\n", r"aliases.tsv:2: 'CHN': a pair"),
        ("aliases.tsv", ALIASES + "CHN\t\tname\tX\t\t\t\tmaybe\n", r"aliases.tsv:2: 'maybe'"),
    ],
)
def test_bad_table_is_named_with_file_and_line(
    name: str, text: str, complaint: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=complaint):
        Codebook(tmp_path)


def test_table_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "likelihood.tsv").write_bytes(LIKELIHOOD.encode() + b"\xff\xfe\t0\t1\t\n")
    with pytest.raises(CodebookError, match=r"likelihood.tsv:0: not UTF-8"):
        Codebook(tmp_path)


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"nothing.tsv:0"):
        read_bytes("nothing.tsv", tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="absent"):
        load_codebook(tmp_path / "absent")


def test_own_table_goes_before_the_shipped_one_and_changes_the_version(tmp_path: Path) -> None:
    (tmp_path / "likelihood.tsv").write_text(LIKELIHOOD + "likely\t0.6\t0.7\town\n")
    own, usual = Codebook(tmp_path), load_codebook()
    assert own.likelihood.interval("likely") == (0.6, 0.7)
    assert own.actors.name("PRK") == usual.actors.name("PRK")
    assert own.version != usual.version


def test_version_depends_on_bytes_alone(tmp_path: Path) -> None:
    for entry in shipped().iterdir():
        if entry.name.endswith(".tsv"):
            (tmp_path / entry.name).write_bytes(entry.read_bytes())
    assert digest(tmp_path) == digest() == load_codebook().version


def test_codebook_is_loaded_once() -> None:
    assert load_codebook() is load_codebook()


def test_comments_and_empty_lines_keep_the_line_numbers(tmp_path: Path) -> None:
    (tmp_path / "likelihood.tsv").write_text("# a\n\n" + LIKELIHOOD + "\n# b\nx\t0\t1\t\n")
    columns = ("phrases", "low", "high", "basis")
    (line,) = read_table("likelihood.tsv", columns, folder=tmp_path)
    assert (line.number, line["phrases"]) == (6, "x")


def test_dates_reach_from_the_first_to_the_last_day() -> None:
    from datetime import date

    from detente.codebook.files import Line

    line = Line("t.tsv", 1, {"a": "2024-02", "b": "2024", "c": "2024-03-07", "d": ""})
    assert (line.first_day("a"), line.last_day("a")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (line.first_day("b"), line.last_day("b")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert line.first_day("c") == line.last_day("c") == date(2024, 3, 7)
    assert line.first_day("d") is None
