"""Pictures of the main pages; DETENTE_SCREENSHOTS=docs/images puts them into the documentation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

FOLDER = "DETENTE_SCREENSHOTS"
AS_OF = "2026-06-01"
FEWEST_BYTES = 20_000
SHOWN = {
    "portfolio": f"/portfolio/SRB?as_of={AS_OF}",
    "relation": f"/relation/SRB/XKX?as_of={AS_OF}",
    "review": f"/review?actor=SRB&as_of={AS_OF}",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_looks_like_something(page: Page, address: str, name: str, tmp_path: Path) -> None:
    page.goto(address + SHOWN[name])
    place = Path(os.environ.get(FOLDER) or tmp_path) / f"workbench-{name}.png"
    page.screenshot(path=place)

    assert place.stat().st_size > FEWEST_BYTES
