"""A reading with a memory of earlier ones gives what a reading without one gives."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente import pipeline, pipeline_found
from detente.errors import InputError
from detente.model import Judgement
from detente.pipeline_memory import Memory
from detente.pipeline_project import Project

NOW = datetime(2025, 3, 1, tzinfo=UTC)
DAY = date(2025, 3, 1)
TEXTS = {
    "a.txt": "Peru and Chile signed a fishing treaty in Lima on 3 February 2025. "
    "Bolivia denied that Peru had closed the pass.",
    "b.txt": "Chile and Peru signed the fishing treaty in Lima on 3 February 2025. "
    "Peru closed the pass to Bolivia on 9 February 2025.",
}


@pytest.fixture
def project(tmp_path: Path):
    """A project with two papers that report one signing."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = "".join(f"{name},2025-02-10,{name[0].upper()} Daily\n" for name in TEXTS)
    (folder / "manifest.csv").write_text("file,published,publisher\n" + rows, encoding="utf-8")
    with pipeline.open_project(tmp_path / "p") as opened:
        pipeline.add(opened, [str(folder)], now=NOW)
        yield opened


def both(project: Project, memory: Memory) -> tuple[object, object]:
    """A reading with the memory and one without."""
    fresh = pipeline.read_project(project, as_of=DAY)
    return pipeline.read_project(project, as_of=DAY, memory=memory), fresh


def test_the_same_comes_out_after_every_decision(project: Project) -> None:
    memory = Memory()
    kept, fresh = both(project, memory)
    assert kept == fresh
    signing = next(one for one in fresh.events if len(one.statements) == 2)
    first, second = signing.statements
    decisions = (
        Judgement(first, "correct", "Ana", NOW, corrected=(("source", "BOL"), ("codes", "AID"))),
        Judgement(second, "reject", "Ana", NOW.replace(hour=1)),
        Judgement(second, "undo", "Ana", NOW.replace(hour=2)),
        Judgement(first, "undo", "Ana", NOW.replace(hour=3)),
        Judgement(first, "different", "Ana", NOW.replace(hour=4), other=second),
    )
    seen = [fresh]
    for decision in decisions:
        pipeline.judge(project, decision)
        kept, fresh = both(project, memory)
        assert kept == fresh
        seen.append(fresh)
    assert seen[4].events == seen[0].events
    assert len(seen[5].events) == len(seen[0].events) + 1


def test_a_document_told_of_otherwise_changes_its_events(project: Project, tmp_path: Path) -> None:
    memory = Memory()
    before, _ = both(project, memory)
    assert max(one.n_publishers for one in before.events) == 2
    rows = "".join(f"{name},2025-02-10,One Daily\n" for name in TEXTS)
    manifest = tmp_path / "in" / "manifest.csv"
    manifest.write_text("file,published,publisher\n" + rows, encoding="utf-8")
    pipeline.add(project, [str(tmp_path / "in")], now=NOW)
    kept, fresh = both(project, memory)

    assert kept == fresh
    assert max(one.n_publishers for one in kept.events) == 1


def test_a_decision_is_checked_against_its_own_document_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = pipeline.read_project(project, as_of=DAY).statements[0].key

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("all documents were read")

    monkeypatch.setattr(pipeline_found, "read_documents", fail)
    monkeypatch.setattr(pipeline, "read_statements", fail)
    pipeline.judge(project, Judgement(key, "accept", "Ana", NOW))
    for wrong in ("0123456789abcdef:0-9:event", key.replace(":0-", ":1-"), "nonsense"):
        with pytest.raises(InputError, match="no statement has the key"):
            pipeline.judge(project, Judgement(wrong, "accept", "Ana", NOW))


def test_of_several_decisions_all_count_or_none(project: Project) -> None:
    key = pipeline.read_project(project, as_of=DAY).statements[0].key
    good = Judgement(key, "reject", "Ana", NOW)
    with pytest.raises(InputError):
        pipeline.judge(project, good, Judgement("x:0-1:event", "reject", "Ana", NOW))

    assert key in {row.key for row in pipeline.read_project(project, as_of=DAY).statements}
