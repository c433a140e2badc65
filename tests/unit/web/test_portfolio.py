"""The portfolio of any state, as of any day, from any of its sources, beside an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente import pipeline

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
Opened = Callable[..., TestClient]
AS_OF = "as_of=2026-05-01"
OTHER = (
    "Kenya and Uganda agreed on a joint power line on Wednesday. "
    "Kenya accused Tanzania of blocking trucks at the border."
)


@pytest.fixture
def two_papers(project: Path, opened: Opened, tmp_path: Path) -> TestClient:
    """The workbench on a project with a second newspaper."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "line.txt").write_text(OTHER, encoding="utf-8")
    (folder / "manifest.csv").write_text(
        "file,published,publisher,title\nline.txt,2026-04-22,Coast Daily,Line\n", encoding="utf-8"
    )
    with pipeline.open_project(project) as held:
        pipeline.add(held, [str(folder)], now=NOW)
    return opened()


def cells_in(told: dict) -> dict[tuple[str, str], dict]:  # type: ignore[type-arg]
    return {
        (row["counterpart"], sector): cell
        for row in told["rows"]
        for sector, cell in {"": row["overall"], **row["cells"]}.items()
    }


def test_each_cell_leads_to_its_relation(client: TestClient) -> None:
    page = client.get(f"/portfolio/KEN?{AS_OF}").text
    told = client.get(f"/portfolio/KEN.json?{AS_OF}").json()

    for code, sector in cells_in(told):
        path = f"/relation/KEN/{code}" + (f"/{sector}" if sector else "")
        assert f'href="{path}?{AS_OF}"' in page
        assert client.get(f"{path}?{AS_OF}").status_code == 200


def test_the_slider_has_the_bounds_of_the_material(client: TestClient) -> None:
    told = client.get(f"/portfolio/KEN.json?{AS_OF}").json()

    assert told["extent"] == ["2026-03-02", "2026-04-10"]
    assert 'data-first="2026-03-02" data-last="2026-04-10"' in client.get("/portfolio/KEN").text


def test_rows_stand_in_the_order_asked_for(client: TestClient) -> None:
    def order(sort: str) -> list[str]:
        told = client.get(f"/portfolio/KEN.json?{AS_OF}&sort={sort}").json()
        return [row["counterpart"] for row in told["rows"]]

    levels = {
        row["counterpart"]: row["overall"]["level"]
        for row in client.get(f"/portfolio/KEN.json?{AS_OF}").json()["rows"]
    }
    assert order("name") == ["TZA", "UGA"]
    assert order("level") == sorted(levels, key=lambda code: -levels[code])
    assert order("worst") == order("level")[::-1]
    assert client.get("/portfolio/KEN?sort=luck").status_code == 400


def test_one_sector_shows_the_relations_that_have_it(client: TestClient) -> None:
    whole = client.get(f"/portfolio/KEN.json?{AS_OF}").json()
    for sector in whole["all_sectors"]:
        told = client.get(f"/portfolio/KEN.json?{AS_OF}&sector={sector}").json()
        assert told["sectors"] == [sector]
        assert {code for code, name in cells_in(whole) if name == sector} == {
            row["counterpart"] for row in told["rows"]
        }
    assert client.get("/portfolio/KEN?sector=gardening").status_code == 400


def test_a_chosen_publisher_alone_makes_the_levels(two_papers: TestClient) -> None:
    whole = cells_in(two_papers.get(f"/portfolio/KEN.json?{AS_OF}").json())
    coast = cells_in(two_papers.get(f"/portfolio/KEN.json?{AS_OF}&publisher=Coast+Daily").json())
    both = cells_in(
        two_papers.get(
            f"/portfolio/KEN.json?{AS_OF}&publisher=Coast+Daily&publisher=The+Lake+Courier"
        ).json()
    )

    assert coast["UGA", ""]["n"] < whole["UGA", ""]["n"]
    assert coast["UGA", ""]["level"] > whole["UGA", ""]["level"]
    assert both == whole
    nobody = two_papers.get(f"/portfolio/KEN.json?{AS_OF}&publisher=Nobody").json()
    assert nobody["rows"] == []
    assert [one["name"] for one in nobody["sources"] if one["chosen"]] == ["Nobody"]


def test_the_relation_counts_the_sources_that_the_portfolio_counted(
    two_papers: TestClient,
) -> None:
    query = f"{AS_OF}&publisher=Coast+Daily"
    told = two_papers.get(f"/relation/KEN/UGA.json?{query}").json()
    cell = cells_in(two_papers.get(f"/portfolio/KEN.json?{query}").json())["UGA", ""]

    assert told["cell"]["level"] == cell["level"]
    assert {row["evidence"]["publisher"] for row in told["statements"]["rows"]} == {"Coast Daily"}


def test_only_what_was_published_from_a_day_on_counts(client: TestClient) -> None:
    told = client.get(f"/portfolio/KEN.json?{AS_OF}&since=2026-04-01").json()
    levels = {row["counterpart"]: row["overall"]["level"] for row in told["rows"]}

    assert levels["UGA"] < 0


def test_two_days_are_compared_cell_by_cell(client: TestClient) -> None:
    told = cells_in(client.get(f"/portfolio/KEN.json?{AS_OF}&compare=2026-03-10").json())
    early = cells_in(client.get("/portfolio/KEN.json?as_of=2026-03-10").json())
    page = client.get(f"/portfolio/KEN?{AS_OF}&compare=2026-03-10").text

    change = told["UGA", ""]["change"]
    assert change["before"]["level"] == early["UGA", ""]["level"]
    moved = told["UGA", ""]["level"] - early["UGA", ""]["level"]
    assert change["move"] == pytest.approx(moved, abs=0.011)
    assert change["move"] < 0
    assert "Δ" in page


def test_a_project_of_datasets_alone_is_listed_and_drawn(rows_client: TestClient) -> None:
    actors = rows_client.get("/index.json").json()["actors"]
    assert {(one["actor"], one["statements"], one["events"]) for one in actors} == {
        ("KEN", 0, 5),
        ("UGA", 0, 3),
        ("TZA", 0, 2),
    }
    told = rows_client.get(f"/portfolio/KEN.json?{AS_OF}").json()
    assert {row["counterpart"] for row in told["rows"]} == {"UGA", "TZA"}
    assert told["extent"] == ["2025-11-03", "2026-04-20"]
    none = rows_client.get(f"/portfolio/KEN.json?{AS_OF}&publisher=Some+paper").json()
    assert none["rows"] == []
    same = rows_client.get(f"/portfolio/KEN.json?{AS_OF}&publisher=dataset:plain").json()
    assert cells_in(same).keys() == cells_in(told).keys()
