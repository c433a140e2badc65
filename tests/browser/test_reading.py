"""Reading in a real browser: from the matrix to the sentence, with and without scripts."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

AS_OF = "2026-06-01"
WAIT_MS = 60_000
STATE_PAGES = tuple(
    "portfolio since calendar outlook signals channels scenarios briefing relation".split()
)
OTHER_PAGES = ("/", "/documents", "/sources", "/review?actor=SRB", "/review/agreement", "/import")
# The browser itself complains of a page that is not there.
ERROR_PAGE = "/portfolio/Atlantis"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def addresses(base: str) -> list[str]:
    """Every page that a check goes through."""
    named = {"relation": "relation/SRB/XKX"}
    states = (f"/{named.get(name, f'{name}/SRB')}?as_of={AS_OF}" for name in STATE_PAGES)
    return [*OTHER_PAGES, *states, *single_pages(base)]


def single_pages(base: str) -> list[str]:
    """One page of each sort that shows a single thing."""

    def told(path: str) -> Any:
        with urllib.request.urlopen(base + path) as answer:
            return json.load(answer)

    document = told("/documents.json")["rows"][0]["id"]
    statements = told(f"/documents/{document}.json")["statements"]
    key = next(one["key"] for one in statements if one["kind"] == "event")
    forecast = told(f"/outlook/SRB.json?as_of={AS_OF}")["forecasts"][0]["id"]
    return [
        f"/documents/{document}",
        f"/statements/{key}?events=show&explain=show",
        f"/outlook/SRB/{forecast}?as_of={AS_OF}",
        f"/portfolio/SRB?as_of={AS_OF}&compare=2026-03-01",
        f"/relation/SRB/XKX/diplomatic?as_of={AS_OF}",
    ]


def problems_of(page: Page) -> str:
    """What a page puts in somebody's way: empty where nothing."""
    told = []
    found = Axe().run(page, options={"runOnly": WCAG})
    if found.violations_count:
        told.append(str(found.generate_report()))
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wider > 1:
        told.append(f"it is {wider} pixels wider than its window")
    hidden = page.evaluate(
        "[...document.querySelectorAll('nav.views a[aria-current]')].map("
        "(one) => one.getBoundingClientRect()).filter("
        "(box) => box.left < 0 || box.right > innerWidth).length"
    )
    if hidden:
        told.append("its own entry in the menu is out of sight")
    return "; ".join(told)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_can_be_used_by_everyone(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    told = []
    for path in [*addresses(address), ERROR_PAGE]:
        page.goto(address + path)
        found = problems_of(page)
        if found:
            told.append(f"{path}: {found}")
    context.close()
    assert not told, "\n".join(told)


def test_a_state_is_opened_by_name_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.get_by_label("State").focus()
    page.keyboard.type("serbia")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Serbia")


def test_nothing_is_loaded_from_outside(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in addresses(address):
        page.goto(address + path)

    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_pages_can_be_read_and_used_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    for path in addresses(address):
        answer = page.goto(address + path)
        assert answer is not None and answer.status in (200, 404), path
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.goto(f"{address}/portfolio/SRB?as_of={AS_OF}")
    page.get_by_label("Sector").select_option("diplomatic")
    page.get_by_role("button", name="Show").last.click()
    assert "sector=diplomatic" in page.url
    page.goto(f"{address}/review?actor=SRB&as_of={AS_OF}")
    page.locator("#reviewer").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.locator(".said").first).to_contain_text("Accepted")
    context.close()


def pages_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4")))


def test_a_small_portfolio_is_one_sheet_and_nothing_unfolds_in_a_narrow_column(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/portfolio/SRB?as_of={AS_OF}&find=Kosovo")
    sheets = pages_of(page)
    page.goto(f"{address}/relation/SRB/XKX?as_of={AS_OF}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert sheets == 1
    assert page.locator("main details[open]").count()
    assert page.locator("td > details").count()
    assert not page.locator("td > details[open]").count()


def test_pages_are_printed_without_what_only_a_screen_needs(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    for path in addresses(address):
        page.goto(address + path)
        shown = page.evaluate(
            "[...document.querySelectorAll("
            "'header.masthead, nav:not(.months), nav a, form:not(.parts), button, footer')]"
            ".filter((one) => one.getClientRects().length).map((one) => one.outerHTML.slice(0, 80))"
        )
        assert shown == [], path
        assert page.locator("h1").is_visible(), path
