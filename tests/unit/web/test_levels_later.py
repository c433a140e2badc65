"""What documents say comes before the levels of a large dataset, and says so."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente import pipeline, pipeline_ready
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_difference import record_reading
from detente.pipeline_picture import Sight
from detente.pipeline_project import Project
from detente.pipeline_ready import is_ready, make_ready
from detente.web import Serving, early, make_app
from detente.web import desk as desks
from detente.web.beside import Beside
from detente.web.desk import Desk, Moment, state_of

AS_OF, BEFORE = date(2026, 5, 1), date(2026, 4, 15)
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ROWS = """date,source,target,action,reports,publisher,sector
2025-11-03,KEN,UGA,040,3,Hill Radio,diplomatic
2025-12-10,UGA,KEN,061,2,Hill Radio,economic
2026-01-15,KEN,TZA,112,4,Shore Post,diplomatic
2026-04-20,TZA,KEN,163,6,Hill Radio,economic
"""


class Here:
    """Stands in for the other process."""

    def __init__(self) -> None:
        self.parts: list[object] = []
        self.turn = threading.RLock()

    def run(self, work: Callable[..., object], *given: object) -> bool:
        self.parts.append(given[-1])
        work(*given)
        return True

    def made(self, work: Callable[..., bytes], *given: object, patient: bool) -> bytes:
        return work(*given)

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def mixed(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Documents and a dataset, both of which count as many."""
    monkeypatch.setattr(pipeline_ready, "MANY_ROWS", 1)
    monkeypatch.setattr(desks, "MANY_STATEMENTS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    table = tmp_path / "acts.csv"
    table.write_text(ROWS, encoding="utf-8")
    place = Path(shutil.copytree(made, tmp_path / "mixed"))
    with pipeline.open_project(place) as opened:
        import_datasets(opened, [table], Asked("plain"), now=NOW, tell=lambda *_: None)
        yield opened


@pytest.fixture
def desk(mixed: Project) -> Iterator[Desk]:
    found = Desk(mixed.path)
    here = Here()
    found._beside = {"levels": here, "statistics": here}  # type: ignore[dict-item]
    found._draughtsman.beside = here  # type: ignore[assignment]
    yield found
    found.close()


def waited(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_levels_are_taken_in_later_and_equal_those_drawn_at_once(
    desk: Desk, mixed: Project
) -> None:
    moment = Moment(state_of(mixed), AS_OF)

    first = desk.glimpsed(mixed, "KEN", moment)
    waited(lambda: desk.glimpsed(mixed, "KEN", moment).complete)
    later = desk.glimpsed(mixed, "KEN", moment)
    at_once = pipeline.draw_picture(mixed, "KEN", as_of=AS_OF)

    assert not first.levels
    assert not first.complete
    assert first.briefing.generated_from["dataset_events"] == 0
    assert later.levels
    assert later.complete
    assert later.picture.items == at_once.items
    assert later.picture.view.relations == at_once.view.relations


def test_pages_that_show_no_levels_do_not_wait_for_them(desk: Desk, mixed: Project) -> None:
    moment = Moment(state_of(mixed), AS_OF)

    told = desk.drawn(mixed, "KEN", moment)
    levels = desk.drawn(mixed, "KEN", moment, levels=True)

    assert not told.levels
    assert told.briefing.lists["calendar"] == levels.briefing.lists["calendar"]
    assert levels.levels
    assert waited(lambda: desk.drawn(mixed, "KEN", moment).complete)


def test_a_state_that_only_datasets_name_is_waited_for(desk: Desk, mixed: Project) -> None:
    moment = Moment(state_of(mixed), date(2026, 2, 1))

    drawn = desk.glimpsed(mixed, "KEN", moment)

    assert drawn.levels
    assert drawn.briefing.lists["portfolio"]


def test_two_days_are_compared_as_far_as_both_are_drawn(desk: Desk, mixed: Project) -> None:
    early_day, late_day = (Moment(state_of(mixed), day) for day in (BEFORE, AS_OF))
    desk.whole(mixed, "KEN", late_day)

    early_one, late_one = desk.evenly(mixed, "KEN", early_day, late_day)

    assert early_one.depth == late_one.depth == "documents"
    assert waited(lambda: desk.evenly(mixed, "KEN", early_day, late_day)[0].complete)


def test_the_page_says_that_levels_are_still_missing(
    mixed: Project, opened: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(mixed.path / "derived", ignore_errors=True)
    # The levels never come.
    monkeypatch.setattr(Desk, "_behind_the_pages", lambda *_: None)
    client = TestClient(make_app(Serving(mixed.path, port=80)), base_url="http://127.0.0.1")

    page = client.get("/portfolio/KEN?as_of=2026-05-01")
    told = client.get("/portfolio/KEN.json?as_of=2026-05-01").json()

    assert "Only what documents say so far" in page.text
    assert told["levels"] is False
    assert told["complete"] is False


def test_what_was_made_ahead_is_found(mixed: Project) -> None:
    sight = Sight("KEN", AS_OF)
    assert not is_ready(mixed, sight, "levels")

    make_ready(mixed.path, sight, "levels")
    levels = is_ready(mixed, sight, "levels"), is_ready(mixed, sight, "statistics")
    make_ready(mixed.path, sight, "statistics")

    assert levels == (True, False)
    assert is_ready(mixed, sight, "statistics")


def test_the_states_that_matter_are_drawn_ahead(desk: Desk, mixed: Project) -> None:
    record_reading(mixed, "TZA", as_of=AS_OF, now=NOW)
    moment = Moment(desk.state(mixed), AS_OF)

    assert early.states_that_matter(mixed, desk, moment)[:2] == ["TZA", "KEN"]


def test_work_beside_is_done_and_failures_are_told(tmp_path: Path) -> None:
    beside = Beside()
    try:
        done = beside.run(os.mkdir, str(tmp_path / "made"))
        failed = beside.run(os.mkdir, str(tmp_path / "made"))
        made = beside.made(bytes.fromhex, "6b656e", patient=True)
    finally:
        beside.close()

    assert (done, failed, made) == (True, False, b"ken")
    assert (tmp_path / "made").is_dir()
    assert not beside.run(os.mkdir, str(tmp_path / "later"))
