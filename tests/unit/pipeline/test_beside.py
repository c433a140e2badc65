"""Signals found in another process are those that this one would have found."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import pytest

from detente import pipeline, pipeline_beside
from detente.codebook import load_codebook
from detente.model import View
from detente.pipeline_beside import begin_signals
from detente.pipeline_picture import view_of
from detente.settings import Settings
from detente.signals import find_signals

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = date(2026, 5, 1)
TEXT = (
    "Kenya accused Uganda of shelling a village on 3 March 2026. In reply, Uganda expelled the "
    "ambassador of Kenya on 5 March 2026. Kenya and Uganda signed a treaty on fish on 2 April 2026."
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """What one document says, seen from Kenya."""
    folder = tmp_path_factory.mktemp("beside")
    (folder / "one.txt").write_text(TEXT)
    with pipeline.open_project(folder / "project") as project:
        said = {"published": "2026-04-20"}
        pipeline.add(project, [str(folder / "one.txt")], now=NOW, metadata=said)
        reading = pipeline.read_project(project, as_of=DAY)
    return view_of(reading, "KEN", as_of=DAY)


def test_another_process_finds_the_same(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    codebook, settings = load_codebook(None), Settings(processes=2)
    usual = find_signals(view, codebook=codebook, settings=settings)
    wait = begin_signals(view, codebook=codebook, settings=settings)
    # What is found here would be found by this process's own function.
    monkeypatch.setattr("detente.signals.find_signals", None)
    assert wait() == usual
    assert usual.rows


def test_where_the_other_process_dies_this_one_finds_them(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    monkeypatch.setattr(pipeline_beside, "signals_of", _die)
    codebook, settings = load_codebook(None), Settings(processes=2)
    found = begin_signals(view, codebook=codebook, settings=settings)()
    assert found == find_signals(view, codebook=codebook, settings=settings)


def _die(*_: object) -> None:
    os._exit(1)


def test_few_statements_and_one_process_stay_here(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("another process was started")

    monkeypatch.setattr(pipeline_beside, "ProcessPoolExecutor", refuse)
    codebook = load_codebook(None)
    assert begin_signals(view, codebook=codebook, settings=Settings(processes=4))().rows
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    assert begin_signals(view, codebook=codebook, settings=Settings(processes=1))().rows
