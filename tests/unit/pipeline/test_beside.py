"""Signals found by two processes are those that one would have found."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from detente import pipeline, pipeline_beside
from detente.codebook import load_codebook
from detente.model import Item, View
from detente.pipeline_beside import Beside, pieces, search_beside, signals_beside
from detente.pipeline_picture import Found, Reading, picture_of, view_of
from detente.settings import Settings
from detente.signals import SEARCHES, Ground, find_signals

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = date(2026, 5, 1)
TEXT = (
    "Kenya accused Uganda of shelling a village on 3 March 2026. In reply, Uganda expelled the "
    "ambassador of Kenya on 5 March 2026. Kenya and Uganda signed a treaty on fish on 2 April 2026."
)
TWO = Settings(processes=2)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """What one document says."""
    folder = tmp_path_factory.mktemp("beside")
    (folder / "one.txt").write_text(TEXT)
    with pipeline.open_project(folder / "project") as project:
        said = {"published": "2026-04-20"}
        pipeline.add(project, [str(folder / "one.txt")], now=NOW, metadata=said)
        return pipeline.read_project(project, as_of=DAY)


@pytest.fixture
def view(reading: Reading) -> View:
    """The reading, seen from Kenya."""
    return view_of(reading, "KEN", as_of=DAY)


@pytest.mark.parametrize("share", ["all", "none", "some"])
def test_whoever_finds_them_they_are_the_same(
    view: View, monkeypatch: pytest.MonkeyPatch, share: str
) -> None:
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    monkeypatch.setattr(pipeline_beside, "SENT_AT_ONCE", 2)
    here = {"all": 0, "none": len(SEARCHES), "some": 6}[share]
    first = len(SEARCHES) - here
    monkeypatch.setattr(Beside, "leaves", lambda self, number: number >= first)
    codebook = load_codebook(None)
    usual = find_signals(view, codebook=codebook, settings=TWO)
    with signals_beside(len(view.statements), codebook=codebook, settings=TWO) as signals:
        signals.begin(view)
        beside = signals.beside
        assert beside is not None
        beside._begun[1] = first
        while first and beside._begun[0] < first:
            beside.process.join(0.05)
        assert signals.found() == usual
    assert usual.rows


def test_where_the_other_process_dies_this_one_finds_them(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    monkeypatch.setattr(pipeline_beside, "search_beside", _die)
    codebook = load_codebook(None)
    with signals_beside(len(view.statements), codebook=codebook, settings=TWO) as signals:
        signals.begin(view)
        assert signals.found() == find_signals(view, codebook=codebook, settings=TWO)


def _die(*_: object) -> None:
    os._exit(1)


def test_the_other_process_ends_where_drawing_fails(
    reading: Reading, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    started: list[int] = []
    begin = Beside.give

    def give(self: Beside, view: View) -> None:
        """Remember which process it is."""
        started.append(self.process.pid or 0)
        begin(self, view)

    monkeypatch.setattr(Beside, "give", give)

    def fail(_: object) -> list[Item]:
        raise ValueError("nothing lies ahead")

    with pytest.raises(ValueError, match="ahead"):
        picture_of(reading, view, Found(), codebook=load_codebook(None), settings=TWO, beside=fail)
    assert started
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_few_statements_and_one_process_stay_here(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("another process was started")

    monkeypatch.setattr(pipeline_beside, "Beside", refuse)
    codebook, number = load_codebook(None), len(view.statements)
    with signals_beside(number, codebook=codebook, settings=Settings(processes=4)) as signals:
        signals.begin(view)
        assert signals.found().rows
    monkeypatch.setattr(pipeline_beside, "MANY_STATEMENTS", 1)
    with signals_beside(number, codebook=codebook, settings=Settings(processes=1)) as signals:
        signals.begin(view)
        assert signals.found().rows


def test_a_search_gives_the_same_alone_and_after_others(view: View) -> None:
    codebook = load_codebook(None)
    together = Ground(view, codebook=codebook, settings=TWO)
    backwards: dict[str, Sequence[Item]] = {
        name: SEARCHES[name](together) for name in reversed(list(SEARCHES))
    }
    for name, search in SEARCHES.items():
        alone = search(Ground(view, codebook=codebook, settings=TWO))
        assert list(alone) == list(backwards[name]), name


def test_rows_are_sent_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_beside, "SENT_AT_ONCE", 2)
    assert list(pieces("abcde")) == [("a", "b"), ("c", "d"), ("e",)]
    assert callable(search_beside)
