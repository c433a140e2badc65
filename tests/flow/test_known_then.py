"""A picture as it was known at an instant stays the same, whatever comes in later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from detente import pipeline
from detente.briefing import render_json
from detente.pipeline_adding import add
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_difference import Moment, difference
from detente.pipeline_project import Project, open_project

HEAD = "id,date,source,target,action\n"
BEFORE, THEN, LATER = (datetime(2021, month, 1, tzinfo=UTC) for month in (2, 3, 6))
AS_OF = date(2021, 2, 20)
FIRST = "Chile signed a trade agreement with Peru on 14 January 2021."
SECOND = "Chile expelled two envoys of Bolivia on 20 January 2021."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / "project") as opened:
        yield opened


def rows(*, corrected: bool = False) -> str:
    """A year of acts; corrected, those of January 2021 are threats."""
    lines = []
    for number in range(60):
        day = date(2020, 2, 3) + timedelta(6 * number)
        act = "130" if corrected and day.year == 2021 else "040"
        lines.append(f"{number},{day},CHL,PER,{act}\n")
    return HEAD + "".join(lines)


def receive(project: Project, folder: Path, text: str, *, name: str, now: datetime) -> None:
    path = folder / name
    path.write_text(text)
    if name.endswith(".csv"):
        import_datasets(project, [path], Asked("plain"), now=now, tell=lambda *_: None)
    else:
        add(project, [str(path)], now=now, metadata={"published": "2021-01-22"})


def page(project: Project) -> dict[str, object]:
    picture = pipeline.draw_picture(project, "CHL", as_of=AS_OF, known_at=THEN)
    told = json.loads(render_json(pipeline.write_briefing(project, picture)))
    return {key: value for key, value in told.items() if key != "generated_at"}


def test_what_came_later_changes_nothing_that_was_known(project: Project, tmp_path: Path) -> None:
    receive(project, tmp_path, rows(), name="first.csv", now=BEFORE)
    receive(project, tmp_path, FIRST, name="first.txt", now=BEFORE)
    known = page(project)
    receive(project, tmp_path, rows(corrected=True), name="corrected.csv", now=LATER)
    receive(project, tmp_path, SECOND, name="second.txt", now=LATER)
    assert page(project) == known


def test_a_difference_tells_of_what_came_between(project: Project, tmp_path: Path) -> None:
    receive(project, tmp_path, rows(), name="first.csv", now=BEFORE)
    receive(project, tmp_path, rows(corrected=True), name="corrected.csv", now=LATER)
    early = Moment(AS_OF, THEN)
    assert not difference(project, "CHL", early, early).lists["events"]
    (told,) = difference(project, "CHL", early, Moment(AS_OF, LATER + timedelta(1))).lists["rows"]
    days = sum(1 for line in rows(corrected=True).splitlines() if line.endswith(",130"))
    # What the days had before counts neither among the new acts nor in their weight.
    assert (told.fields["n_events"], told.fields["n_reports"]) == (days, days)
    assert told.fields["mean_weight"] == -4.4
