"""Importing event datasets from the command line."""

import json

import pytest

HEADER = "date,source,target,action\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_text(
        f"{HEADER}2020-01-02,CHL,PER,040\n2020-01-02,Chile,PER,042\n2020-01-09,CHL,PER,dance\n",
        encoding="utf-8",
    )
    return path


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_import_tells_rows_reasons_and_events(run, table):
    result = run("import", "plain", table, "--json")
    assert result.exit_code == 3
    (summary,) = lines(result)
    assert (summary["rows"], summary["taken"], summary["events"]) == (3, 2, 1)
    assert summary["rejected"] == {"action … is unknown": 1}
    assert "1 row rejected" in result.stderr


def test_second_import_skips_what_is_there(run, table):
    run("import", "plain", table, "--name", "andes")
    result = run("import", "plain", table, "--name", "andes")
    assert result.exit_code == 0
    assert "0 files, 1 there already" in result.stderr
    (held,) = lines(run("datasets", "--json"))
    assert (held["name"], held["rows"], held["rejected"], held["events"]) == ("andes", 2, 1, 1)
    assert (held["first_day"], held["last_day"]) == ("2020-01-02", "2020-01-02")


def test_add_sends_datasets_to_the_import_and_reads_the_rest(run, table, tmp_path):
    (tmp_path / "note.txt").write_text("Chile and Peru met on 2 May 2021.\n", encoding="utf-8")
    result = run("add", tmp_path)
    assert "2 of 3 rows taken" in result.stderr
    assert "added 1 document" in result.stderr
    assert [row["origin"] for row in lines(run("documents", "--json"))] == ["note.txt"]
    assert [row["name"] for row in lines(run("datasets", "--json"))] == ["plain"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "weather", "x.csv"), "no kind of dataset; use one of gdelt"),
        (("import", "gdelt", "no-such-file"), "there is no file or folder 'no-such-file'"),
        (("import", "plain", "x.csv", "--name", "../up"), "can't name a dataset"),
    ],
)
def test_wrong_words_are_one_line_with_the_next_step(run, words, said):
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr


def test_damaged_file_is_listed_and_the_others_count(run, table, tmp_path):
    good = tmp_path / "rows" / "a.csv"
    good.parent.mkdir()
    good.write_text(f"{HEADER}2020-01-02,CHL,PER,040\n", encoding="utf-8")
    (good.parent / "b.csv").write_text("nothing of the kind\n", encoding="utf-8")
    result = run("import", "plain", good.parent)
    assert result.exit_code == 3
    assert "1 of 1 rows taken" in result.stderr
    assert "b.csv" in result.stderr


def test_no_datasets_are_said_to_be_none(run):
    assert "no datasets" in run("datasets").stderr
