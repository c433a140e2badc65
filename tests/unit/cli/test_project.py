import csv
import json

import polars as pl
import pytest


def test_two_rebuilds_give_one_digest_and_keep_judgements(run, texts):
    run("add", texts)
    key = json.loads(run("statements", "--json").stdout.splitlines()[0])["key"]
    run("judge", key, "reject")
    before = run("statements", "--json").stdout
    first, second = run("rebuild"), run("rebuild")
    assert first.exit_code == 0
    assert len(first.stdout.strip()) == 64
    assert first.stdout == second.stdout
    assert run("statements", "--json").stdout == before


def test_the_digest_says_whether_documents_differ(run, texts, tmp_path):
    run("add", texts, "--project", "one")
    run("add", texts / "kenya.txt", "--project", "two")
    run("add", texts / "chile.txt", "--project", "two")
    run("add", texts / "chile.txt", "--project", "three")
    one, two, three = (run("rebuild", "--project", p).stdout for p in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_parquet_is_by_year_and_holds_every_statement(run, project, tmp_path):
    assert run("export", "t", "--project", project).exit_code == 0
    frame = pl.read_parquet("t/statements/*/*.parquet")
    listed = run("statements", "--json", "--project", project).stdout.splitlines()
    assert frame.height == len(listed)
    assert (tmp_path / "t" / "documents" / "year=2024" / "rows.parquet").is_file()
    assert frame.schema["source"] == pl.List(pl.String)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_flat_tables_hold_every_statement(run, project, tmp_path, form):
    assert run("export", "t", "--format", form, "--project", project).exit_code == 0
    listed = run("statements", "--json", "--project", project).stdout.splitlines()
    with (tmp_path / "t" / f"statements.{form}").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file)) if form == "csv" else list(map(json.loads, file))
    assert len(rows) == len(listed)
    assert {row["kind"] for row in rows} == {json.loads(line)["kind"] for line in listed}


def test_an_export_that_cannot_be_written_is_one_line(run, project, tmp_path):
    (tmp_path / "t").write_text("in the way")
    result = run("export", "t", "--project", project)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: cannot write tables")


def test_version_and_help_are_there(run):
    assert run("--version").stdout.startswith("detente ")
    for words in (["brief"], ["add"], ["code"], ["outlook", "list"], ["rebuild"], ["export"]):
        assert "Examples:" in run(*words, "--help").stdout


def test_the_project_can_come_from_the_environment(run, project, monkeypatch):
    monkeypatch.setenv("DETENTE_PROJECT", str(project))
    assert len(run("documents", "--json").stdout.splitlines()) == 2
