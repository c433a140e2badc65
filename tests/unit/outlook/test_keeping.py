"""Fitted models come back from plain arrays as they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.adapters.model_files import ModelFiles
from detente.outlook.count_backtest import backtest, forecast_counts, learn_counts
from detente.outlook.event_process import fit_process
from detente.outlook.keeping import count_arrays, counts_from, process_arrays, process_from
from detente.outlook.what_if import Assumed, Pulse, compare

DAILY = np.random.default_rng(3).poisson(0.4, (12, 300)).astype(np.int64)


def test_a_process_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    files = ModelFiles(tmp_path / "models")
    path = files.path("process", "some", 1)
    process = fit_process(DAILY[:3], draws=20)
    files.write(path, process_arrays(process))
    held = files.read(path)
    assert held is not None
    assumed = Assumed([Pulse(0, 2)])
    again = compare(process_from(held), assumed, days=20)
    assert again == compare(process, assumed, days=20)


def test_a_model_of_counts_and_its_backtest_are_the_same_after_they_were_kept() -> None:
    model, tried = learn_counts(DAILY, window_days=20), backtest(DAILY, window_days=20)
    kept = counts_from(count_arrays(model, tried))
    one, other = (
        forecast_counts(DAILY, [0, 5], model=held, tried=its, window_days=20)
        for held, its in ((model, tried), kept)
    )
    for first, second in zip(one, other, strict=True):
        assert first.forecaster == second.forecaster and first.skill == second.skill
        assert np.array_equal(first.distribution, second.distribution)
    assert counts_from(count_arrays(None, None)) == (None, None)


def test_what_is_damaged_is_made_again_and_another_setting_is_another_file(tmp_path: Path) -> None:
    files = ModelFiles(tmp_path)
    path = files.path("x", 1)
    assert files.read(path) is None and path != files.path("x", 2)
    path.write_bytes(b"no archive")
    assert files.read(path) is None
    files.write(path, {"a": np.arange(3)})
    held = files.read(path)
    assert held is not None and held["a"].tolist() == [0, 1, 2]
