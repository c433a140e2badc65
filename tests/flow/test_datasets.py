"""From a made-up dataset to a picture: what was planted is seen, and every row cited exists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from detente import pipeline
from detente.bench.generated_files import generate
from detente.bench.generating import Effect, Plan, dyads_of
from detente.briefing import render_docx, render_html, render_json, render_markdown
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_difference import Moment, difference
from detente.pipeline_project import Project, open_project

NOW = datetime(2020, 1, 1, tzinfo=UTC)
START, DAYS, STEP = date(2015, 1, 1), 1500, 1000
AS_OF = date(2019, 2, 8)
ACTOR = dyads_of(6)[0][0]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Six dyads over four years: one with a step, one whose other side answers in kind."""
    folder = tmp_path_factory.mktemp("made")
    dyads = dyads_of(6)
    stepped, answered = dyads[0], dyads[2]
    assert ACTOR in stepped and ACTOR in answered
    effects = (
        Effect("step", *stepped, first_day=STEP, last_day=DAYS, size=5.0),
        Effect("reciprocity", *answered, last_day=DAYS, size=0.7, lag_days=4),
    )
    plan = Plan(rows=9000, days=DAYS, start=START, dyads=6, seed=5, effects=effects)
    generate(folder / "rows.csv", "plain", plan)
    with open_project(folder / "project") as opened:
        import_datasets(
            opened, [folder / "rows.csv"], Asked("plain"), now=NOW, tell=lambda *_: None
        )
        yield opened


@pytest.fixture(scope="module")
def page(project: Project) -> dict[str, Any]:
    picture = pipeline.draw_picture(project, ACTOR, as_of=AS_OF)
    briefing = pipeline.write_briefing(project, picture)
    for render in (render_html, render_markdown, render_docx):
        assert render(briefing, {})
    told: dict[str, Any] = json.loads(render_json(briefing))
    return told


def test_every_row_that_is_cited_exists_and_says_what_is_shown(
    project: Project, page: dict[str, Any]
) -> None:
    rows = pl.read_parquet(project.path / "datasets/plain/rows/year=*/*.parquet")
    known = {row["row_id"]: row for row in rows.iter_rows(named=True)}
    cited = [
        proof
        for name in ("takeaways", "portfolio", "signals", "reciprocity")
        for item in page[name]
        for proof in item["evidence"]
    ]
    assert len(cited) > 50
    for proof in cited:
        row = known[proof["row"]]
        assert (proof["dataset"], proof["line"]) == ("plain", row["line"])
        assert proof["fields"]["day"] == row["day"].isoformat()
        assert proof["fields"]["source"] == row["source"]


def test_the_planted_step_is_dated_and_no_other_is_claimed(page: dict[str, Any]) -> None:
    shifts = [item for item in page["signals"] if item["type"] == "shift"]
    source, target = dyads_of(6)[0]
    (found,) = [item for item in shifts if (item["source"], item["target"]) == ([source], [target])]
    planted = date.fromordinal(START.toordinal() + STEP)
    assert abs((date.fromisoformat(found["begins_on"]) - planted).days) <= 30
    assert found["turn"] == "raised"
    # What stands only in hindsight may be chance; what was told on the day was planted.
    assert [item["id"] for item in shifts if item["found_on"]] == [found["id"]]
    assert len(shifts) <= 2


def test_the_planted_answer_is_seen_in_its_direction(page: dict[str, Any]) -> None:
    acted, answers = dyads_of(6)[2]
    told = {(item["actor"], item["counterpart"]) for item in page["reciprocity"]}
    assert (answers, acted) in told
    assert all(3 <= item["lag_days"] <= 6 for item in page["reciprocity"])


def test_cells_count_events_and_reports_of_the_dataset(page: dict[str, Any]) -> None:
    made_from = page["generated_from"]
    assert made_from["datasets"] == 1 and made_from["documents"] == 0
    total = sum(cell["n_rows"] for cell in page["portfolio"])
    assert total == made_from["dataset_events"] < made_from["dataset_reports"]
    for cell in page["portfolio"]:
        assert -10 <= cell["low"] <= cell["level"] <= cell["high"] <= 10
        assert "of datasets" in cell["text"]


def test_what_changed_is_what_happened_between(project: Project, page: dict[str, Any]) -> None:
    before = Moment(date(2019, 1, 8))
    told = json.loads(render_json(difference(project, ACTOR, before, Moment(AS_OF))))
    total = page["generated_from"]["dataset_events"]
    earlier = pipeline.write_briefing(
        project, pipeline.draw_picture(project, ACTOR, as_of=before.as_of)
    ).generated_from["dataset_events"]
    assert sum(row["n_events"] for row in told["rows"]) == total - earlier > 0
    days = [proof["fields"]["day"] for row in told["rows"] for proof in row["evidence"]]
    assert min(days) > "2019-01-08"
