"""Pictures are remembered on disk, and taken only in the state that they were drawn in."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from detente import pipeline
from detente.adapters.ledger_state import ledger_state
from detente.model import Judgement
from detente.pipeline_derived import program_version
from detente.pipeline_drawn import (
    NO_PART,
    is_remembered,
    packed,
    remember,
    remembered_picture,
    shelf_of,
    unpacked,
)
from detente.pipeline_picture import Sight
from detente.pipeline_project import Project

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
AS_OF = date(2026, 5, 1)
SIGHT = Sight("KEN", AS_OF)
TEXT = """Kenya and Uganda signed an agreement on tea on 3 March 2026.
Uganda is unlikely to lift its ban on Kenyan milk this year.
Kenya accused Uganda of smuggling on 5 April 2026.
"""


def added(project: Project, folder: Path, text: str, *, minutes: int = 0) -> None:
    file = folder / f"{minutes}.txt"
    file.write_text(text)
    said = {"published": "2026-04-20", "publisher": "Lake Courier"}
    pipeline.add(project, [str(file)], now=NOW + timedelta(minutes=minutes), metadata=said)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with pipeline.open_project(tmp_path / "project") as opened:
        added(opened, tmp_path, TEXT)
        yield opened


def kept(project: Project) -> pipeline.Picture:
    """Draw a picture and remember it."""
    shelf, reading = shelf_of(project), pipeline.read_project(project, as_of=AS_OF)
    picture = pipeline.draw_from(project, reading, SIGHT, depth="told")
    content = packed(picture, pipeline.write_briefing(project, picture), reading)
    remember(shelf, SIGHT, "told", content)
    return picture


def test_what_is_remembered_is_what_would_be_drawn(project: Project) -> None:
    picture = kept(project)
    reading = pipeline.read_project(project, as_of=AS_OF)

    found = remembered_picture(project, shelf_of(project), reading, SIGHT, "told")

    assert found == (picture, pipeline.write_briefing(project, picture))


@pytest.mark.parametrize(
    ("sight", "depth"),
    [
        (SIGHT, "statistics"),
        (replace(SIGHT, as_of=AS_OF - timedelta(days=1)), "told"),
        (replace(SIGHT, known_at=NOW), "told"),
        (replace(SIGHT, actor="UGA"), "told"),
    ],
)
def test_nothing_is_taken_for_another_question(project: Project, sight, depth) -> None:
    kept(project)
    shelf = shelf_of(project)

    assert is_remembered(shelf, SIGHT, "told")
    assert not is_remembered(shelf, sight, depth)


def test_a_decision_a_document_and_a_setting_each_make_another_state(
    project: Project, tmp_path: Path
) -> None:
    kept(project)
    reading = pipeline.read_project(project, as_of=AS_OF)
    narrow = project.settings.model_copy(update={"half_life_days": 17.0})

    assert not is_remembered(shelf_of(replace(project, settings=narrow)), SIGHT, "told")
    pipeline.judge(project, Judgement(reading.statements[0].key, "reject", "R. Reader", NOW))
    assert not is_remembered(shelf_of(project), SIGHT, "told")
    kept(project)
    added(project, tmp_path, "Uganda sent aid to Kenya on 7 April 2026.", minutes=9)
    assert not is_remembered(shelf_of(project), SIGHT, "told")


def test_a_ledger_with_as_many_rows_is_not_taken_for_the_same(
    project: Project, tmp_path: Path
) -> None:
    other = shutil.copytree(project.path, tmp_path / "other")
    added(project, tmp_path, "Uganda sent aid to Kenya on 7 April 2026.", minutes=9)
    kept(project)
    with pipeline.open_project(other) as twin:
        added(twin, tmp_path, "Uganda threatened Kenya on 8 April 2026.", minutes=9)
        shutil.copytree(project.path / "derived", other / "derived")

        assert ledger_state(twin.ledger) == ledger_state(project.ledger)
        assert not is_remembered(shelf_of(twin), SIGHT, "told")


def test_a_file_from_elsewhere_runs_nothing_and_the_picture_is_drawn_anew(
    project: Project, tmp_path: Path
) -> None:
    trace = tmp_path / "ran"

    class Planted:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(trace),)

    shelf, reading = shelf_of(project), pipeline.read_project(project, as_of=AS_OF)
    remember(shelf, SIGHT, "told", pickle.dumps((Planted(), Planted())))

    assert remembered_picture(project, shelf, reading, SIGHT, "told") is None
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps((pipeline.read_project, None)), reading, (), ())
    assert not trace.exists()


def test_the_version_of_the_program_covers_all_that_pictures_rest_on() -> None:
    every, all_of_it = program_version(without=NO_PART), program_version(without=frozenset())

    assert len({every, all_of_it, program_version()}) == 3
