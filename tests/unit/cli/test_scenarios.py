"""`detente whatif` and `detente scenarios` on a made-up dataset."""

import json
import shutil
from datetime import date

import pytest


def test_a_run_shows_each_relation_with_and_without_and_can_be_kept(run, desk):
    words = ("whatif", "USA", "--assume", "CHN CONSULT USA 2024-03", "--until", "2024-06-30")
    words = (*words, "--as-of", "2023-12-31", "--draws", "60", "--project", desk)
    result = run(*words, "--json", "--save", "talks")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert any(row["relation"] == "CHN>USA" for row in rows)
    for row in rows:
        assert row["low"] <= row["difference"] <= row["high"]
        assert row["verdict"] in ("more", "fewer", "the data can't tell")
        assert row["evidence"]
    assert [json.loads(line) for line in run(*words, "--json").stdout.splitlines()] == rows
    (kept,) = [
        json.loads(line)
        for line in run("scenarios", "--json", "--project", desk).stdout.splitlines()
    ]
    assert kept["name"] == "talks" and kept["data_changed"] is False
    table = run("scenarios", "talks", "--json", "--project", desk).stdout.splitlines()
    assert len(table) == len(rows)


def test_the_briefing_lists_kept_scenarios_with_their_rows(run, desk):
    from detente.pipeline import read_project
    from detente.pipeline_brief_outlook import kept_lines
    from detente.pipeline_picture import Sight
    from detente.pipeline_project import open_project

    words = ("whatif", "CHN", "--assume", "CHN CONSULT USA 2024-03", "--until", "2024-06-30")
    words = (*words, "--as-of", "2023-12-31", "--draws", "20", "--project", desk)
    assert run(*words, "--save", "meeting").exit_code == 0
    with open_project(desk) as project:
        reading = read_project(project, as_of=date(2024, 1, 31))
        (line,) = kept_lines(project, reading, Sight("CHN", date(2024, 1, 31)))
        assert kept_lines(project, reading, Sight("CHN", date(2020, 1, 31))) == []
    assert "Scenario “meeting”, assuming CHN CONSULT USA 2024-03" in line.text
    assert line.evidence and line.fields["changed"] == ()
    assert len(line.fields["differences"]) == line.fields["n_relations"]


def test_a_truce_stops_attacks_and_leaves_other_acts(run, desk):
    words = ("whatif", "USA", "--assume", "CHN-USA truce by 2024-02", "--until", "2024-04-30")
    result = run(*words, "--as-of", "2023-12-31", "--draws", "40", "--json", "--project", desk)
    assert result.exit_code == 0, result.stderr
    found = {
        (row["relation"], row["acts"]): row
        for row in (json.loads(line) for line in result.stdout.splitlines())
    }
    stopped = found["CHN>USA", "ASSAULT"]
    assert stopped["verdict"] == "assumed to stop" and stopped["difference"] < 0
    assert stopped["evidence"] and stopped["with"] <= stopped["without"]
    assert found["CHN>USA", "conflict without ASSAULT"]["verdict"] != "assumed to stop"


def briefed(desk, actor, day):
    """The line of the briefing on the only scenario of a state."""
    from detente.pipeline import read_project
    from detente.pipeline_brief_outlook import kept_lines
    from detente.pipeline_picture import Sight
    from detente.pipeline_project import open_project

    with open_project(desk) as project:
        (line,) = kept_lines(project, read_project(project, as_of=day), Sight(actor, day))
    return line


def test_a_scenario_runs_again_when_what_documents_say_on_it_changed(made, run, tmp_path):
    desk = shutil.copytree(made, tmp_path / "project")
    on = ("--as-of", "2024-01-05", "--project", desk)

    def listed(*more):
        result = run("scenarios", "--json", *more, *on)
        assert result.exit_code == 0, result.stderr
        (row,) = [json.loads(line) for line in result.stdout.splitlines()]
        return row

    words = ("--assume", "CHN CONSULT USA 2024-03", "--until", "2024-06-30", "--save", "talks")
    first = run("whatif", "USA", *words, "--draws", "30", "--seed", "5", "--json", *on)
    assert first.exit_code == 0, first.stderr
    row = listed()
    assert (row["changed"], row["draws"], row["seed"]) == ([], 30, 5)
    text = tmp_path / "note.txt"
    text.write_text(
        "If China holds talks with the United States, Japan will probably offer aid to China by "
        "June 2024. If China attacks the United States, Japan is likely to protest.\n"
    )
    added = run("add", text, "--published", "2024-01-02", "--publisher", "Bay Post", *on[2:])
    assert added.exit_code == 0, added.stderr
    assert listed()["changed"] == ["forecasts on the same condition: 1 new"]
    # The briefing keeps to the same rule.
    line = briefed(desk, "USA", date(2024, 1, 5))
    assert line.fields["changed"] == ("forecasts on the same condition: 1 new",)
    assert "Changed since it ran: forecasts on the same condition: 1 new" in line.text
    assert listed("--rerun")["changed"] == []
    line = briefed(desk, "USA", date(2024, 1, 5))
    assert line.fields["changed"] == () and "Changed" not in line.text
    second, *_ = run("scenarios", "talks", "--runs", "--json", *on).stdout.splitlines()
    before, after = (value for key, value in json.loads(second).items() if key[0] == "2")
    assert before == after  # the same data, draws and seed
    (forecast, *_) = [
        json.loads(line)
        for line in run("outlook", "list", "JPN", "--json", *on).stdout.splitlines()
        if "Japan will probably" in line
    ]
    why = ("no", "--why", "nothing came", "--on", "2024-01-03")
    assert run("outlook", "resolve", forecast["id"], *why, *on[2:]).exit_code == 0
    assert listed()["changed"] == ["forecasts on the same condition: 1 resolved"]
    assert run("documents", "--withdraw", "note.txt", *on[2:]).exit_code == 0
    assert listed()["changed"] == ["forecasts on the same condition: 1 gone"]


def test_a_scenario_that_cannot_run_again_is_named_and_others_run(run, desk, monkeypatch):
    words = ("whatif", "USA", "--until", "2024-06-30", "--as-of", "2023-12-31", "--draws", "20")
    for name, act in (("first", "CHN CONSULT USA 2024-03"), ("second", "CHN SANCTION USA 2024-03")):
        result = run(*words, "--project", desk, "--assume", act, "--save", name)
        assert result.exit_code == 0, result.stderr
    from detente import pipeline_scenario_changes, pipeline_scenarios
    from detente.errors import InputError

    again = pipeline_scenarios.run_what_if

    def past(project, asked, **more):
        if "SANCTION" in asked.assume[0]:
            raise InputError("the assumption is dated before the last day of the data")
        return again(project, asked, **more)

    monkeypatch.setattr(pipeline_scenario_changes, "is_stale", lambda *_, **__: True)
    monkeypatch.setattr(pipeline_scenarios, "run_what_if", past)
    result = run("scenarios", "--rerun", "--as-of", "2023-12-31", "--json", "--project", desk)
    assert result.exit_code == 3
    assert "first: run again" in result.stderr and "second: the assumption is" in result.stderr
    assert {json.loads(line)["name"] for line in result.stdout.splitlines()} >= {"first", "second"}


def test_runs_of_one_second_and_names_of_two_words_are_told_apart(run, desk, monkeypatch):
    from datetime import UTC, datetime

    from detente.cli import scenarios as commands

    words = ("whatif", "USA", "--until", "2024-06-30", "--as-of", "2023-12-31", "--draws", "20")
    words = (*words, "--project", desk, "--save", "spring talks")
    for at, act in (
        (5, "CHN CONSULT USA 2024-03"),
        (7, "CHN AID USA 2024-03"),
        (7, "CHN AID USA 2024-04"),
    ):
        monkeypatch.setattr(commands, "now", lambda at=at: datetime(2024, 1, 2, 3, 4, 5, at, UTC))
        assert run(*words, "--assume", act).exit_code == 0
    shown = run("scenarios", "spring talks", "--runs", "--json", "--project", desk)
    row = json.loads(shown.stdout.splitlines()[0])
    runs = [key for key in row if key.startswith("2024-01-02T03:04:05")]
    assert len(runs) == 3
    for name, act in zip(runs, ("CONSULT", "AID", "AID"), strict=True):
        assert any(
            line.startswith(f"{name}: ") and act in line for line in shown.stderr.split("\n")
        )
    table = run("scenarios", "spring talks", "--project", desk).stdout
    assert "spring talks" in table.splitlines()[0 if table.splitlines()[0].strip() else 1]
    other = ("whatif", "CHN", *words[2:], "--assume", "CHN CONSULT USA 2024-03")
    result = run(*other)
    assert result.exit_code == 1 and "kept for a scenario of USA" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("whatif", "USA", "--until", "2024-06-30"), "nothing is assumed"),
        (
            ("whatif", "USA", "--assume", "CHN CONSULT USA 2020-03", "--until", "2030-01-01"),
            "must lie after the data",
        ),
        (
            ("whatif", "USA", "--assume", "CHN CONSULT USA 2020-03", "--until", "2025-06-30"),
            "dated before",
        ),
        (
            ("whatif", "USA", "--assume", "CHN CONSULT USA 2025-09", "--until", "2025-06-30"),
            "after --until 2025-06-30",
        ),
        (
            ("whatif", "USA", "--assume", "CHN CONSULT CHN 2024-03", "--until", "2024-06-30"),
            "on both sides",
        ),
        (
            ("whatif", "USA", "--assume", "VUT CONSULT USA 2025-03", "--until", "2025-06-30"),
            "at least 20 needed",
        ),
        (("scenarios", "nothing"), "no scenario 'nothing'"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run, desk, words, said):
    result = run(*words, "--project", desk)
    assert result.exit_code == 1
    assert said in result.stderr and result.stderr.count("\n") == 1
