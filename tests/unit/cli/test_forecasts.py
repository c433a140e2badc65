"""`detente outlook model` and `detente bench counts` on a made-up dataset."""

import json
from datetime import date

import pytest


def test_forecasts_name_window_skill_and_rows(run, desk):
    words = ("outlook", "model", "USA", "--days", "60", "--project", desk, "--json")
    result = run(*words, "--as-of", "2022-06-30")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows and all("USA" in (row["source"], row["target"]) for row in rows)
    for row in rows:
        assert row["window"][0] == "2022-07-01" and row["window"][1] == "2022-08-29"
        assert row["evidence"] and all(cited["row"] for cited in row["evidence"])
        assert abs(sum(row["distribution"]) - 1) < 1e-3
        assert row["crps"] == row["backtest_crps"]["model"] and len(row["backtest_crps"]) == 4
        best = min(error for name, error in row["backtest_crps"].items() if name != "model")
        assert row["baseline_crps"] == best == row["backtest_crps"][row["best_baseline"]]
    assert "beat every baseline on" in result.stderr and "PIT" in result.stderr


def test_the_briefing_says_what_is_expected_with_rows_and_baseline(desk):
    from detente.pipeline_brief_outlook import MAIN_COUNTERPARTS, model_lines
    from detente.pipeline_picture import Sight
    from detente.pipeline_project import open_project

    with open_project(desk) as project:
        lines = model_lines(project, Sight("USA", date(2022, 6, 30)))
        again = model_lines(project, Sight("USA", date(2022, 6, 30)))
        nobody = model_lines(project, Sight("VUT", date(2022, 6, 30)))
    assert lines == again and nobody == []
    others = {code for line in lines for code in (*line.fields["source"], *line.fields["target"])}
    assert 1 < len(others) <= 2 * MAIN_COUNTERPARTS + 1
    for line in lines:
        assert line.evidence and line.fields["baselines"] and line.fields["word"] in line.text
    assert list((desk / "models").glob("counts-made-*.npz"))


def test_a_recorded_forecast_stands_in_the_ledger(run, desk):
    words = ("outlook", "model", "CHN", "--with", "USA", "--act", "CONSULT", "--project", desk)
    assert run(*words, "--record", "--as-of", "2022-06-30").exit_code == 0
    listed = run("outlook", "list", "CHN", "--project", desk, "--as-of", "2022-07-01", "--json")
    kept = [json.loads(line) for line in listed.stdout.splitlines()]
    assert {row["kind"] for row in kept} == {"model"}
    assert all(row["action"] == "CONSULT" and row["status"] == "open" for row in kept)


def test_the_backtest_is_one_object_with_all_forecasters(run, desk):
    words = ("bench", "counts", "made", "--days", "60", "--project", desk, "--json")
    row = json.loads(run(*words, "--as-of", "2020-12-31").stdout)
    assert {one["forecaster"] for one in row["forecasters"]} == {
        "model",
        "last twelve months",
        "climatology",
        "last value",
    }
    assert abs(sum(row["pit"]) - 1) < 1e-3 and row["dyads"] > 10


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("outlook", "model", "USA", "--act", "DANCE"), "is not known"),
        (("outlook", "model", "USA", "--days", "0"), "no window"),
        (("outlook", "model", "USA", "--dataset", "none"), "no dataset 'none'"),
        (("outlook", "model", "Vanuatu"), "at least 10 needed"),
        (("bench", "counts", "none"), "no dataset 'none'"),
        (("bench", "counts", "made", "--days", "3000"), "observations"),
    ],
)
def test_what_cannot_be_forecast_is_one_line(run, desk, words, said):
    result = run(*words, "--project", desk)
    assert result.exit_code == 1
    assert said in result.stderr and result.stderr.count("\n") == 1
