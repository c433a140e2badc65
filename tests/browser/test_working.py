"""Working in a real browser: add, walk to the sentence, correct, resolve, suppose, export."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from detente.bench.generated_files import generate
from detente.bench.generating import Plan
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import open_project

AS_OF = "2026-06-01"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
JOB_MS = 240_000
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def told(address: str, path: str) -> dict[str, object]:
    """A page as JSON."""
    with urllib.request.urlopen(address + path) as answer:
        return dict(json.load(answer))


def wait_for_job(page: Page) -> None:
    """Wait until the job on the page is over, and see that it went well."""
    page.locator('[data-over="yes"]').wait_for(timeout=JOB_MS)
    assert page.locator(".said.warn").count() == 0, page.locator("main").inner_text()


def has_no_barriers(page: Page) -> None:
    """Axe finds nothing, and the page is no wider than a phone."""
    page.set_viewport_size({"width": 390, "height": 800})
    found = Axe().run(page, options={"runOnly": WCAG})
    assert not found.violations_count, found.generate_report()
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        <= 1
    )
    page.set_viewport_size({"width": 1280, "height": 900})


def give_name(page: Page) -> None:
    """Tell the workbench who decides, where it asks."""
    field = page.locator("#reviewer")
    if field.count():
        field.fill("Ada Lovelace")
        field.press("Enter")
        expect(page.locator("header")).to_contain_text("Ada Lovelace")


def test_documents_are_added_and_read(page: Page, address: str, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Serbia and Albania signed an agreement on rail freight in Tirana on Monday.\n")
    page.goto(f"{address}/import")
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"\x89PNG")
    page.set_input_files("#files", [str(note), str(wrong)])
    page.get_by_text("Say more about them").click()
    page.fill("#published", "2026-05-20")
    page.fill("#publisher", "The Lake Courier")
    page.get_by_role("button", name="Add to the project").click()
    wait_for_job(page)
    expect(page.locator("main")).to_contain_text("picture.png")
    has_no_barriers(page)

    page.goto(f"{address}/portfolio/SRB?as_of={AS_OF}")
    expect(page.get_by_role("rowheader", name="Albania")).to_be_visible()


def test_a_cell_leads_to_the_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio/SRB?as_of={AS_OF}")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Kosovo"))
    row.locator("td a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kosovo")
    source = page.locator("main a[href^='/documents/']").first
    place = source.get_attribute("href")
    assert place is not None
    page.goto(address + place)

    marked = page.locator("#here")
    expect(marked).to_have_count(1)
    start, end = place.split("at=")[1].split("#")[0].split("&")[0].split("-")
    assert int(end) > int(start)


def test_a_rejected_statement_moves_the_number(page: Page, address: str) -> None:
    path = f"/portfolio/SRB.json?as_of={AS_OF}"
    before = told(address, path)["rows"]
    page.goto(f"{address}/review?actor=SRB&as_of={AS_OF}")
    give_name(page)
    page.goto(f"{address}/review?actor=SRB&as_of={AS_OF}")
    page.get_by_role("button", name="Reject").first.click()
    page.wait_for_load_state()
    after = told(address, path)["rows"]

    assert before != after
    page.goto(f"{address}/review?actor=SRB&as_of={AS_OF}")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    assert told(address, path)["rows"] == before


def test_a_forecast_is_resolved(page: Page, address: str) -> None:
    page.goto(f"{address}/outlook/SRB?as_of={AS_OF}")
    page.locator("main a[href^='/outlook/SRB/']").first.click()
    give_name(page)
    page.locator("input[name=outcome]").first.check()
    page.fill("#why", "announced by both governments")
    page.get_by_role("button", name="Record the decision").click()

    expect(page.locator("main")).to_contain_text("announced by both governments")
    expect(page.locator("main")).to_contain_text("Ada Lovelace")


@pytest.fixture
def beside_events(
    project: Path, tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The workbench on the examples with an event dataset beside them."""
    file = tmp_path / "events.csv"
    generate(file, "gdelt", Plan(rows=20_000, days=730, start=date(2024, 1, 1), dyads=12))
    with open_project(project) as opened:
        asked = Asked(kind="gdelt", name="made-up")
        import_datasets(opened, [file], asked, now=NOW, tell=lambda *told: None)
    with serving(project) as address:
        yield address


def test_a_scenario_is_run(page: Page, beside_events: str) -> None:
    page.goto(f"{beside_events}/scenarios/USA?as_of=2025-12-31")
    page.fill("#assume", "USA CONSULT CHN 2026-01")
    page.fill("#name", "talks")
    page.fill("#until", "2026-02-28")
    page.get_by_role("button", name="Run", exact=True).click()
    wait_for_job(page)

    page.goto(f"{beside_events}/scenarios/USA/talks?as_of=2025-12-31")
    expect(page.get_by_role("heading", level=1)).to_contain_text("talks")
    has_no_barriers(page)
    relation = told(beside_events, "/relation/USA/CHN.json?as_of=2025-12-31")
    row = relation["days"]["rows"][0]  # type: ignore[index]
    page.goto(f"{beside_events}/rows/{row['dataset']}/{row['row']}")
    has_no_barriers(page)


@pytest.mark.parametrize("form", ["html", "docx", "json"])
def test_a_briefing_is_taken_along(page: Page, address: str, form: str, tmp_path: Path) -> None:
    page.goto(f"{address}/briefing/SRB?as_of={AS_OF}")
    with page.expect_download() as caught:
        page.locator(f"main a[href*='/as/{form}']").first.click()
    saved = tmp_path / f"briefing.{form}"
    caught.value.save_as(saved)

    content = saved.read_bytes()
    assert len(content) > 2000
    assert b"Serbia" in content or content.startswith(b"PK")
