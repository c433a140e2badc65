"""Copies found while documents are coded are those found before, and nothing else is coded."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente import pipeline, pipeline_found
from detente.pipeline_memory import Memory
from detente.pipeline_project import Project
from detente.pipeline_unswept import unswept

NOW = datetime(2025, 3, 1, tzinfo=UTC)
STORY = "Peru and Chile signed a fishing treaty in Lima on 3 February 2025. " + " ".join(
    f"Peru sent {word} boats to Chile." for word in "old new red blue long wide fast slow".split()
)
TEXTS = {
    "a.txt": STORY,
    "b.txt": STORY,
    "c.txt": "Bolivia denied that Peru had closed the pass on 4 February 2025.",
    "d.txt": STORY + " It rained.",
}


def make(folder: Path, dates: dict[str, str]) -> Project:
    """A project of the texts, opened by the caller."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = "".join(f"{name},{day},{name} Daily\n" for name, day in dates.items())
    (folder / "manifest.csv").write_text("file,published,publisher\n" + rows, encoding="utf-8")
    return folder


@pytest.mark.parametrize("last", ["2025-02-11", ""])
def test_copies_are_found_while_coding_as_before_it(
    tmp_path: Path, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = {"a.txt": "2025-02-10", "b.txt": "2025-02-10", "c.txt": "2025-02-10", "d.txt": last}
    folder = make(tmp_path / "in", dates)
    readings = []
    for way in ("meanwhile", "before"):
        if way == "before":
            monkeypatch.setattr(pipeline_found, "_found_meanwhile", lambda *_: False)
        with pipeline.open_project(tmp_path / way) as project:
            pipeline.add(project, [str(folder)], now=NOW)
            readings.append(pipeline.read_project(project, as_of=date.max))
            coded = pipeline_found.codings(project.ledger)
            assert set(coded) == set(readings[-1].documents)
            # Asked again, everything is there.
            assert pipeline.read_project(project, as_of=date.max) == readings[-1]
    assert readings[0] == readings[1]
    assert len(readings[0].copies) == 2


def test_statements_taken_over_while_coding_are_those_of_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "in", dict.fromkeys(TEXTS, "2025-02-10"))
    monkeypatch.setattr(pipeline_found, "CODED_AT_ONCE", 1)
    with pipeline.open_project(tmp_path / "p") as project:
        pipeline.add(project, [str(folder)], now=NOW)
        memory = Memory()
        first = pipeline.read_project(project, as_of=date(2025, 3, 1), memory=memory)
        again = pipeline.read_project(project, as_of=date.max)
    assert first == again
    assert first.events


def test_sweeping_is_on_again_after_the_last_block_also_where_one_fails() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError), unswept():
        with unswept():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()
