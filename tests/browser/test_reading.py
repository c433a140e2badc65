"""Reading in a real browser: from the matrix to the sentence, with and without scripts."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

AS_OF = "2026-06-01"
WAIT_MS = 60_000
STATE_PAGES = tuple(
    "portfolio since calendar outlook signals channels scenarios briefing relation".split()
)
OTHER_PAGES = ("/", "/documents", "/sources", "/review?actor=SRB", "/review/agreement", "/import")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def addresses() -> list[str]:
    """Every page that a check goes through."""
    named = {"relation": "relation/SRB/XKX"}
    states = (f"/{named.get(name, f'{name}/SRB')}?as_of={AS_OF}" for name in STATE_PAGES)
    return [*OTHER_PAGES, *states]


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
    for path in addresses():
        page.goto(address + path)
        found = Axe().run(page, options={"runOnly": WCAG})
        if found.violations_count:
            told.append(f"{path}: {found.generate_report()}")
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wider > 1:
            told.append(f"{path} is {wider} pixels wider than the window of {width}")
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

    for path in addresses():
        page.goto(address + path)

    assert asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
