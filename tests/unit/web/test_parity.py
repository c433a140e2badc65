"""Every number that a page shows stands in its JSON too."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.web import Serving, make_app

DAY = "as_of=2026-05-01"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
STATE_PAGES = (
    "/portfolio/KEN",
    "/portfolio/KEN?compare=2026-03-05&sort=name",
    "/portfolio/KEN?publisher=The Lake Courier",
    "/portfolio/TZA",
    "/relation/KEN/UGA",
    "/relation/KEN/UGA/economic",
    "/relation/KEN/RWA",
    "/since/KEN",
    "/since/KEN?from=2026-03-05",
    "/calendar/KEN",
    "/calendar/KEN?month=2026-05",
    "/outlook/KEN",
    "/signals/KEN",
    "/channels/KEN",
    "/scenarios/KEN",
    "/briefing/KEN",
    "/briefing/KEN?find=Kenya",
)
PROJECT_PAGES = (
    "/",
    "/documents",
    "/documents?q=Mombasa",
    "/sources",
    "/review?actor=KEN",
    "/review?show=decided",
    "/review/agreement",
    "/import",
)


class Shown(HTMLParser):
    """The text of a page's main part without its drawings and fields."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("main", "svg", "select", "textarea"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if self._within == ["main"]:
            self.texts.append(data)


def shown_numbers(page: str) -> set[str]:
    """Every number in the text, thousands without their commas."""
    parser = Shown()
    parser.feed(page)
    return numbers_in(" ".join(parser.texts))


def numbers_in(text: str) -> set[str]:
    return {hit.group().rstrip(",").replace(",", "") for hit in NUMBER.finditer(text)}


def told_numbers(value: object) -> Iterator[str]:
    """Every way in which a page may write a number, a day or a length of the JSON."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield from written(float(value))
    elif isinstance(value, str):
        yield from numbers_in(value)
        found = re.match(r"\d{4}-\d{2}-\d{2}", value)
        if found:
            day = date.fromisoformat(found.group())
            yield from (str(day.year), str(day.month), str(day.day))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from numbers_in(key)
            yield from told_numbers(part)
        yield str(len(value))
    elif isinstance(value, list):
        yield str(len(value))
        for part in value:
            yield from told_numbers(part)


def written(value: float) -> Iterator[str]:
    size = abs(value)
    for scaled in (size, 100 * size):
        yield from (f"{scaled:.{digits}f}" for digits in range(4))
        yield f"{scaled:g}"


def fixed_numbers() -> set[str]:
    """What the templates themselves say: scales, keys, help."""
    found: set[str] = set()
    for one in (files("detente.web") / "templates").iterdir():
        bare = re.sub(r"\{[{%#].*?[#%}]\}|<[^>]*>", " ", one.read_text(encoding="utf-8"))
        found |= numbers_in(bare)
    return found


def missing(client: TestClient, path: str) -> set[str]:
    """The numbers that the page shows and its JSON lacks."""
    address = path + ("&" if "?" in path else "?") + DAY
    bare, _, query = address.partition("?")
    page = client.get(address)
    told = client.get(f"{'/index' if bare == '/' else bare}.json?{query}")
    assert (page.status_code, told.status_code) == (200, 200), path
    return shown_numbers(page.text) - set(told_numbers(told.json())) - fixed_numbers()


@pytest.fixture(scope="module")
def of_documents(made: Path) -> TestClient:
    """The workbench on documents, for reading."""
    return TestClient(make_app(Serving(made, port=80)), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def of_rows(made_of_rows: Path) -> TestClient:
    """The workbench on a dataset, for reading."""
    return TestClient(make_app(Serving(made_of_rows, port=80)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", [*PROJECT_PAGES, *STATE_PAGES])
def test_numbers_of_a_page_are_in_its_json(of_documents: TestClient, path: str) -> None:
    assert missing(of_documents, path) == set()


@pytest.mark.parametrize("path", [*PROJECT_PAGES, "/review", *STATE_PAGES])
def test_numbers_from_datasets_are_in_the_json(of_rows: TestClient, path: str) -> None:
    assert missing(of_rows, path) == set()


def first(client: TestClient, path: str, *keys: str) -> dict[str, Any]:
    """The first row of a list in a page's JSON."""
    told: Any = client.get(f"{path}?{DAY}").json()
    for key in keys:
        told = told[key]
    row: dict[str, Any] = told[0]
    return row


def a_document(client: TestClient) -> str:
    return f"/documents/{first(client, '/documents.json', 'rows')['id']}"


def a_statement(client: TestClient) -> str:
    return f"/statements/{first(client, f'{a_document(client)}.json', 'statements')['key']}"


def an_explained_statement(client: TestClient) -> str:
    return f"{a_statement(client)}?explain=show&events=show"


def a_forecast(client: TestClient) -> str:
    return f"/outlook/KEN/{first(client, '/outlook/KEN.json', 'forecasts')['id']}"


def a_job(client: TestClient) -> str:
    token = client.get("/").text.split('data-token="')[1].split('"')[0]
    note = ("files", ("x.txt", b"Kenya sent 40 trucks of maize to Uganda on 2 April 2026."))
    bad = ("files", ("y.png", b"\x89PNG"))
    answer = client.post(
        "/import", data={"token": token}, files=[note, bad], follow_redirects=False
    )
    place = answer.headers["location"]
    for _ in range(600):
        if client.get(f"{place}.json").json()["over"]:
            return str(place)
        time.sleep(0.05)
    raise AssertionError("the job did not end")


@pytest.mark.parametrize("place", [a_document, a_statement, an_explained_statement, a_forecast])
def test_numbers_of_a_single_thing_are_in_its_json(
    of_documents: TestClient, place: Callable[[TestClient], str]
) -> None:
    assert missing(of_documents, place(of_documents)) == set()


def test_numbers_of_a_job_are_in_its_json(client: TestClient) -> None:
    assert missing(client, a_job(client)) == set()


def test_numbers_of_a_row_are_in_its_json(of_rows: TestClient) -> None:
    row = first(of_rows, "/relation/KEN/UGA.json", "days", "rows")

    assert missing(of_rows, f"/rows/{row['dataset']}/{row['row']}") == set()


def test_a_number_that_is_missing_is_found() -> None:
    page = "<main><p>Level 4.2 of 1,234</p><svg><text>99</text></svg></main>"

    assert shown_numbers(page) - set(told_numbers({"level": 4.2})) == {"1234"}
