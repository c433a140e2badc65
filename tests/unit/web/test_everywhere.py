"""Every page on every sort of project: empty, for reading only, with a password, in the future."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from detente.web import Serving, make_app
from detente.web.page import Route
from detente.web.routes import PAGES

Opened = Callable[..., TestClient]
STATE_PAGES = (
    "/portfolio/KEN",
    "/relation/KEN/UGA",
    "/relation/KEN/UGA/economic",
    "/since/KEN",
    "/calendar/KEN",
    "/outlook/KEN",
    "/signals/KEN",
    "/channels/KEN",
    "/scenarios/KEN",
    "/briefing/KEN",
)
PROJECT_PAGES = ("/", "/documents", "/sources", "/review", "/review/agreement", "/import")
EVERY = (*PROJECT_PAGES, *STATE_PAGES)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The workbench on a project that holds nothing."""
    app = make_app(Serving(tmp_path_factory.mktemp("empty") / "nothing", port=80))
    return TestClient(app, base_url="http://127.0.0.1")


def changing_forms(page: str) -> list[str]:
    """Where forms of a page send changes to."""
    forms = re.findall(r"<form[^>]*>", page)
    return [one for one in forms if 'method="post"' in one]


@pytest.mark.parametrize("path", EVERY)
def test_a_page_of_an_empty_project_says_what_to_do(empty: TestClient, path: str) -> None:
    page = empty.get(path)
    told = empty.get(f"{'/index' if path == '/' else path}.json")

    assert (page.status_code, told.status_code) == (200, 200)
    assert len(re.findall("<h1", page.text)) == 1
    assert told.json()["title"] in page.text.replace("&#39;", "'")


@pytest.mark.parametrize("form", ["html", "docx", "markdown", "json", "csl", "stix", "geojson"])
def test_an_empty_briefing_can_be_handed_out(empty: TestClient, form: str) -> None:
    answer = empty.get(f"/briefing/KEN/as/{form}")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")


def test_an_empty_calendar_is_a_feed(empty: TestClient) -> None:
    assert b"BEGIN:VCALENDAR" in empty.get("/calendar/KEN.ics").content


def test_nothing_can_be_sent_where_reading_only_is_served(opened: Opened) -> None:
    client = opened(read_only=True)
    client.cookies.set("detente_reviewer", "Ada")

    found = {path: changing_forms(client.get(path).text) for path in EVERY}

    assert {path: forms for path, forms in found.items() if forms} == {}


@pytest.mark.parametrize("day", ["as_of=1950-01-01", "as_of=2040-12-31", "known_at=2020-01-01"])
def test_far_away_days_are_answered(client: TestClient, day: str) -> None:
    told = {path: client.get(f"{path}?{day}").status_code for path in EVERY}

    assert {path: status for path, status in told.items() if status != 200} == {}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1799-12-31", "2200-01-01"])
def test_days_beyond_reckoning_are_refused(empty: TestClient, day: str) -> None:
    for path in EVERY:
        assert empty.get(f"{path}?as_of={day}").status_code in (200, 400), path
    assert empty.get(f"/portfolio/KEN?as_of={day}").status_code == 400


def test_every_address_of_a_page_is_among_those_tried() -> None:
    tried = [*EVERY, "/login", "/go", "/rows/a/b", "/jobs/a", "/documents/a", "/statements/a"]
    tried += ["/calendar/KEN.ics", "/outlook/KEN/a", "/scenarios/KEN/a", "/briefing/KEN/preview"]
    tried += ["/briefing/KEN/as/html"]

    def fits(route: Route, path: str) -> bool:
        return bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route.path), path))

    assert [route.path for route in PAGES if not any(fits(route, path) for path in tried)] == []
