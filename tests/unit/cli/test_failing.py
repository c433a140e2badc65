import errno
import sqlite3
import subprocess
import sys

import pytest

from detente import pipeline
from detente.adapters.ledger import LEDGER_NAME, open_ledger
from detente.adapters.ledger_schema import SCHEMA_VERSION

PICTURES = (["brief"], ["portfolio"], ["signals"], ["calendar"], ["outlook", "list"])
DATED = (*[[*words, "PER"] for words in PICTURES], ["statements"], ["documents"], ["export"])
OPENING = (*DATED, ["rebuild"], ["review"], ["judge", "k", "accept"], ["add", "."])


def one_error_line(result, *, code=1):
    assert result.exit_code == code, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("error: ")
    assert result.stdout == ""
    return lines[0]


@pytest.mark.parametrize("words", [*PICTURES, ["statements", "--actor"]], ids=" ".join)
def test_an_unknown_actor_is_one_line_with_the_nearest(run, words):
    assert "Peru (PER)" in one_error_line(run(*words, "Peruu"))


@pytest.mark.parametrize("text", ["2024-02-30", "yesterday", "2024", "20240101", "2024-1-5"])
@pytest.mark.parametrize("words", DATED, ids=" ".join)
def test_a_date_that_is_none_is_one_line(run, words, text):
    assert repr(text) in one_error_line(run(*words, "--as-of", text))


@pytest.mark.parametrize("words", DATED, ids=" ".join)
def test_an_instant_that_is_none_is_one_line(run, words):
    assert "YYYY-MM-DDTHH:MM" in one_error_line(run(*words, "--known-at", "noon"))


@pytest.mark.parametrize("words", OPENING, ids=" ".join)
def test_a_project_of_another_version_is_one_line(run, words, tmp_path):
    with open_ledger(tmp_path / "p") as ledger:
        ledger.database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    line = one_error_line(run(*words, "--project", "p"))
    assert f"version {SCHEMA_VERSION + 1}" in line


@pytest.mark.parametrize("words", OPENING, ids=" ".join)
def test_a_project_that_is_none_is_one_line(run, words, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / LEDGER_NAME).write_bytes(b"no database at all " * 100)
    assert "is not a ledger" in one_error_line(run(*words, "--project", "p"))


def test_a_file_in_place_of_the_project_is_one_line(run, tmp_path):
    (tmp_path / "p").write_text("x")
    one_error_line(run("documents", "--project", "p"))


def test_a_wrong_setting_is_one_line(run, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "settings.toml").write_text("processes = 'many'\n")
    assert "processes" in one_error_line(run("documents", "--project", "p"))


def test_a_place_below_a_file_is_one_line(run, tmp_path):
    (tmp_path / "p").write_text("x")
    for words in (("documents", "--project", "p/q"), ("brief", "KEN", "--out", "p/q/brief.html")):
        one_error_line(run(*words))


def test_a_name_that_is_too_long_is_one_line(run):
    assert "too long" in one_error_line(run("add", "a" * 5000))


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM])
def test_a_place_that_may_not_be_entered_is_one_line(run, monkeypatch, code):
    def refuse(*_):
        raise PermissionError(code, "denied", "closed/settings.toml")

    monkeypatch.setattr("detente.pipeline_project.load_settings", refuse)
    assert "closed/settings.toml" in one_error_line(run("documents", "--project", "closed"))


def test_settings_that_are_no_toml_are_one_line(run, tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "settings.toml").write_text("processes = = 3\n")
    assert "settings.toml" in one_error_line(run("documents", "--project", "p"))


def test_a_wrong_environment_variable_is_named(run, monkeypatch):
    monkeypatch.setenv("DETENTE_PROCESSES", "many")
    assert "DETENTE_PROCESSES" in one_error_line(run("documents", "--project", "p"))


def test_a_missing_path_is_one_line_and_nothing_is_added(run, texts):
    line = one_error_line(run("add", texts, texts / "kenia.txt", "--project", "p"))
    assert "kenya.txt" in line
    assert "no documents" in run("documents", "--project", "p").stderr


def test_a_second_writer_is_one_line(run, texts, tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_LOCK_WAIT_SECONDS", "0.05")
    with open_ledger(tmp_path / "p") as other, other.writing():
        line = one_error_line(run("add", texts, "--project", "p"))
    assert "another process is writing" in line


def test_a_full_disk_is_one_line(run, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pipeline, "read_project", full)
    assert "disk is full" in one_error_line(run("statements"))


def test_a_bug_stays_a_traceback(run, monkeypatch):
    def broken(*_, **__):
        raise KeyError("bug")

    monkeypatch.setattr(pipeline, "read_project", broken)
    with pytest.raises(KeyError):
        run("statements")


def test_a_bug_in_the_database_is_not_taken_for_the_users(run, monkeypatch):
    def broken(*_, **__):
        raise sqlite3.OperationalError("near FORM: syntax error")

    monkeypatch.setattr(pipeline, "read_project", broken)
    with pytest.raises(sqlite3.OperationalError):
        run("statements")


@pytest.mark.parametrize(
    "words", [["portfolio"], ["brief"], ["fly"], ["statements", "--colour", "red"]], ids=" ".join
)
def test_wrong_usage_is_code_two(run, words):
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["statements", "--kind", "rumour"],
        ["statements", "--action", "FLY"],
        ["statements", "--since", "May"],
        ["signals", "PER", "--list", "rumours"],
        ["export", "--format", "xls"],
        ["code", "missing.txt"],
        ["code", ".", "--published", "1 May"],
        ["judge", "k", "perhaps"],
        ["judge", "k", "correct", "--set", "kind"],
        ["documents", "--withdraw", "nothing.txt"],
        ["documents", "--restore", "nothing.txt"],
        ["documents", "--search", "!!"],
        ["brief", "PER", "--out", "no/such/folder/b.html"],
        ["brief", "PER", "--json", "."],
    ],
    ids=" ".join,
)
def test_a_wrong_value_is_one_line(run, words):
    one_error_line(run(*words))


def test_start_is_quick_because_nothing_heavy_is_imported():
    code = "import sys, detente.cli; print([m for m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    for heavy in ("spacy", "polars", "numpy", "pydantic", "scipy", "httpx", "rich"):
        assert f"'{heavy}'" not in loaded, heavy
