import pytest

from detente.bench.levels import run_levels
from detente.errors import InputError
from detente.settings import Settings


def nobody(doing, done, total):
    pass


def test_levels_of_made_up_rows_are_timed_beside_a_bare_group_by():
    report = run_levels(None, nobody, rows=30_000, settings=Settings())
    scores = report.scores
    assert scores["dyads"] > 100
    assert scores["ratio"] == pytest.approx(scores["seconds"] / scores["duckdb_seconds"], rel=0.5)
    assert scores["days_with_readings"] <= scores["duckdb_groups"]
    assert 0.5 < scores["median_interval_points"] < 12.0


def test_folder_without_rows_is_refused(tmp_path):
    with pytest.raises(InputError):
        run_levels(tmp_path, nobody, settings=Settings())
