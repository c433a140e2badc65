"""Of a large project the portfolio comes before everything else is drawn."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente import pipeline
from detente.pipeline_drawn import unpacked
from detente.pipeline_picture import Sight
from detente.pipeline_project import Project
from detente.web import desk as desks
from detente.web.desk import Desk, Moment, state_of
from detente.web.drawing import Order, draw_there

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
AS_OF = date(2026, 5, 1)


class There:
    """Stands in for the process that draws."""

    turn = threading.RLock()

    def made(self, work: Callable[..., bytes], *given: object, patient: bool) -> bytes:
        return work(*given)

    def run(self, work: Callable[..., object], *given: object) -> bool:
        work(*given)
        return True

    def close(self) -> None:
        """Nothing to end."""


TEXT = """Kenya and Uganda signed an agreement on tea on 3 March 2026.
Kenya will host a summit with Uganda in Mombasa on 20 May 2026.
Uganda is unlikely to lift its ban on Kenyan milk this year.
Kenya accused Uganda of smuggling on 5 April 2026.
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "one.txt").write_text(TEXT)
    with pipeline.open_project(tmp_path / "project") as opened:
        pipeline.add(
            opened,
            [str(tmp_path / "one.txt")],
            now=NOW,
            metadata={"published": "2026-04-20", "publisher": "Lake Courier"},
        )
        yield opened


def test_a_small_project_is_drawn_whole_at_once(project: Project) -> None:
    desk = Desk(project.path)

    drawn = desk.glimpsed(project, "KEN", Moment(state_of(project), AS_OF))

    assert drawn.complete
    assert drawn.briefing.lists["outlook"]


def test_of_a_large_one_relations_come_first_and_agree_with_the_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "MANY_STATEMENTS", 1)
    desk, moment = Desk(project.path), Moment(state_of(project), AS_OF)
    desk._draughtsman.beside = There()  # type: ignore[assignment]

    first = desk.glimpsed(project, "KEN", moment)
    later = first
    for _ in range(200):
        later = desk.glimpsed(project, "KEN", moment)
        if later.complete:
            break
        time.sleep(0.05)

    assert not first.complete
    assert not first.briefing.lists.get("outlook")
    assert later.complete
    assert later.briefing.lists["outlook"]
    assert first.briefing.lists["portfolio"] == later.briefing.lists["portfolio"]
    assert first.briefing.lists["events"] == later.briefing.lists["events"]


def large(project: Project, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that takes a project for a large one."""
    monkeypatch.setattr(desks, "MANY_STATEMENTS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    desk = Desk(project.path)
    desk._draughtsman.beside = There()  # type: ignore[assignment]
    return desk


def test_no_page_waits_for_pictures_that_are_drawn_ahead(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, moment = large(project, monkeypatch), Moment(state_of(project), AS_OF)
    busy, free = threading.Event(), threading.Event()

    def draw_others() -> None:
        """Keep the process that draws."""
        with desk._draughtsman.turn():
            busy.set()
            free.wait(30)

    other = threading.Thread(target=draw_others)
    other.start()
    assert busy.wait(10)
    monkeypatch.setattr(There, "made", lambda *given, **said: b"")
    desk.glimpsed(project, "KEN", moment)
    began = time.monotonic()
    drawn = desk.drawn(project, "KEN", moment)
    took = time.monotonic() - began
    free.set()
    other.join()

    assert drawn.briefing.lists["outlook"]
    assert took < 20


def test_the_calendar_waits_for_nothing_else_and_is_that_of_the_whole(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, moment = large(project, monkeypatch), Moment(state_of(project), AS_OF)

    alone = desk.foreseen(project, "KEN", moment)
    whole = desk.whole(project, "KEN", moment)

    assert alone.depth == "ahead"
    assert not alone.picture.view.relations
    assert alone.briefing.lists["outlook"]
    for name in ("calendar", "outlook", "recommendations"):
        assert alone.briefing.lists.get(name) == whole.briefing.lists.get(name)
    assert desk.foreseen(project, "KEN", moment) is whole


def test_a_state_is_drawn_into_the_folder_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, moment = large(project, monkeypatch), Moment(state_of(project), AS_OF)

    assert desk.remember(project, "KEN", moment)
    assert not desk.remember(project, "KEN", moment)
    assert large(project, monkeypatch).drawn(project, "KEN", moment).briefing.lists["outlook"]


def test_a_second_start_draws_nothing_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Moment(state_of(project), AS_OF)
    first = large(project, monkeypatch).whole(project, "KEN", moment)

    def never(*given: object, **said: object) -> None:
        raise AssertionError("it was drawn again")

    monkeypatch.setattr(pipeline, "draw_from", never)
    again = large(project, monkeypatch)

    assert again.glimpsed(project, "KEN", moment) == first
    assert again.drawn(project, "KEN", moment) == first
    assert first.complete


def test_a_picture_drawn_in_the_other_process_is_the_one_drawn_here(project: Project) -> None:
    reading = pipeline.read_project(project, as_of=AS_OF)
    picture = pipeline.draw_from(project, reading, Sight("KEN", AS_OF), depth="told")
    briefing = pipeline.write_briefing(project, picture)
    order = Order(state_of(project), Sight("KEN", AS_OF), "told")

    content = draw_there(project.path, order, state_of)
    found = unpacked(content, reading, picture.view.series, picture.tracks)
    other = draw_there(project.path, replace(order, state="before"), state_of)

    assert found == (picture, briefing)
    (document,) = found[1].documents.values()
    assert document is next(iter(reading.documents.values()))
    assert other == b""


def test_what_documents_tell_comes_before_levels_and_equals_them_without_datasets(
    project: Project,
) -> None:
    reading = pipeline.read_project(project, as_of=AS_OF)
    told, plain = (
        pipeline.draw_from(project, reading, Sight("KEN", AS_OF), depth=depth)
        for depth in ("told", "plain")
    )
    bare = pipeline.draw_from(project, reading, Sight("KEN", AS_OF), depth="documents")

    assert told.items == plain.items
    assert {one.list for one in bare.items} <= {"portfolio", "events", "scores"}
