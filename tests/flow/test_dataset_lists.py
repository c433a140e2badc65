"""Ways round, parted sectors and breadth: planted in rows, seen on the page."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from detente import pipeline
from detente.briefing import render_docx, render_html, render_json, render_markdown
from detente.cli.lines import lines_in
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import Project, open_project

NOW = datetime(2021, 1, 1, tzinfo=UTC)
START, DAYS, PARTED = date(2014, 1, 1), 2000, 1000
AS_OF = START + timedelta(days=DAYS)
FRIENDLY, HOSTILE, TRADE, EMBARGO, TROOPS, DRILL = "057", "190", "061", "163", "152", "062"


def write_rows(path: Path) -> None:
    """Norway fights with Sweden, deals with Finland, which deals with Sweden; trade parts."""
    chance = random.Random(7)
    lines = ["date,source,target,action"]

    def tell(day: int, source: str, target: str, action: str) -> None:
        lines.append(f"{START + timedelta(days=day)},{source},{target},{action}")

    for day in range(DAYS):
        early = day < PARTED
        for two, actions, rate in (
            (("NOR", "SWE"), (HOSTILE,), 0.04),
            (("SWE", "FIN"), (FRIENDLY,), 0.08),
            (("NOR", "FIN"), (FRIENDLY,), 0.12),
            (("NOR", "FIN"), (TRADE, EMBARGO) if early else (TRADE,), 0.09),
            (("NOR", "FIN"), (DRILL, TROOPS) if early else (TROOPS,), 0.09),
        ):
            if chance.random() < rate:
                source, target = two if chance.random() < 0.5 else two[::-1]
                tell(day, source, target, chance.choice(actions))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("lists")
    write_rows(folder / "rows.csv")
    with open_project(folder / "project") as opened:
        asked = Asked("plain")
        import_datasets(opened, [folder / "rows.csv"], asked, now=NOW, tell=lambda *_: None)
        yield opened


@pytest.fixture(scope="module")
def pages(project: Project) -> dict[str, str]:
    picture = pipeline.draw_picture(project, "NOR", as_of=AS_OF)
    briefing = pipeline.write_briefing(project, picture)
    assert render_docx(briefing, {})
    return {
        "json": render_json(briefing),
        "html": render_html(briefing, {}),
        "markdown": render_markdown(briefing, {}),
    }


@pytest.fixture(scope="module")
def page(pages: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(pages["json"])
    return told


def test_a_way_round_a_hostile_relation_has_legs_with_rows(page: dict[str, Any]) -> None:
    (way,) = page["channels"]
    assert (way["origin"], way["goal"], way["via"]) == ("NOR", "SWE", ["FIN"])
    for leg in way["legs"]:
        assert leg["events"] == [] and leg["n_friendly"] > 10
        assert {row["dataset"] for row in leg["evidence"]} == {"plain"}


def test_sectors_that_part_are_a_signal_of_about_that_day(page: dict[str, Any]) -> None:
    (apart,) = [item for item in page["signals"] if item["type"] == "decoupling"]
    assert sorted(apart["sectors"]) == ["economic", "military"]
    planted = START + timedelta(days=PARTED)
    assert abs((date.fromisoformat(apart["begins_on"]) - planted).days) <= 120


def test_breadth_is_one_object_with_its_sectors_beside_it(page: dict[str, Any]) -> None:
    whole = page["breadth"]
    assert whole["sector"] == "" and whole["effective_number"] <= 2
    assert {one["code"] for one in whole["counterparts"]} == {"FIN", "SWE"}
    assert "" not in {one["sector"] for one in whole["also"]}
    assert len(list(lines_in("breadth", whole))) == 1 + len(whole["also"]) > 1


def test_every_row_of_these_lists_is_in_the_dataset(project: Project, page: dict[str, Any]) -> None:
    rows = pl.read_parquet(project.path / "datasets/plain/rows/year=*/*.parquet")
    known = set(rows["row_id"])
    breadth = list(lines_in("breadth", page["breadth"]))
    for item in [*page["channels"], *page["signals"], *page["omissions"], *breadth]:
        assert item["evidence"]
        assert {proof["row"] for proof in item["evidence"]} <= known


def test_pages_say_how_many_events_a_leg_and_a_counterpart_have(pages: dict[str, str]) -> None:
    for name in ("html", "markdown"):
        assert "by way of Finland" in pages[name]
        assert "Finland and Norway (dataset)" not in pages[name]
        assert "Sweden: ," not in pages[name]
