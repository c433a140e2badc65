"""The workbench asked by machines: its own description in hand, and with values made to break in.

The description is generated from the addresses that the application knows and from the names that
its pages ask for, so that a new page is tried without being named here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from soaking import for_long
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from detente import pipeline, web
from detente.web import Serving, make_app
from detente.web.routes import CHANGES, PAGES

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TEXT = (
    "Kenya and Uganda signed a trade agreement in Nairobi on Monday. Kenya is likely to reopen the "
    "crossing before June 2026. Uganda imposed sanctions on Kenya on Thursday.\n"
)
KNOWN = {
    "actor": ["KEN", "UGA", "Kenya"],
    "other": ["UGA", "KEN"],
    "sector": ["military", "economic"],
    "form": ["html", "docx", "json", "csv", "stix", "ris"],
    "dataset": ["small"],
    "kind": ["event", "forecast"],
    "as_of": ["2026-05-01", "2026-04-01", "1800-01-01"],
}
ASKED = re.compile(r'(?:query(?:\.get\(|\[)|\.(?:day|choice|number|flag)\()"(\w+)"')
FILLED = re.compile(r'form\.(?:get|all)\("(\w+)"')
EXAMPLES = for_long(2, 120)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE documents; --",
    "' OR '1'='1",
    "../../../../etc/passwd",
    "..%2f..%2fledger.sqlite",
    "/etc/passwd",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "\u202egnp.exe",
    "%00",
    "\x00",
    "=cmd|' /C calc'!A0",
    'NEAR("a" "b", 99999999)',
    '"unclosed',
    "*",
    "9" * 400,
    "-1",
    "NaN",
    "9999-12-31",
    "2026-02-30",
    "\ud7ff\U0010ffff",
    "a" * 1_999,
)


def names_in(pattern: re.Pattern[str]) -> list[str]:
    """The names that the pages or the actions ask for, read from their source."""
    folder = Path(str(web.__file__)).parent
    found = (pattern.findall(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py")))
    return sorted({name for names in found for name in names})


def text_of(name: str) -> dict[str, Any]:
    """The schema of a value: text, half of the time one that is known."""
    known = KNOWN.get(name)
    return {"anyOf": [{"enum": known}, {"type": "string"}]} if known else {"type": "string"}


def description() -> dict[str, Any]:
    """What the application offers, as OpenAPI."""
    paths: dict[str, Any] = {}
    asked = [
        {"name": name, "in": "query", "schema": text_of(name)} for name in names_in(ASKED)
    ]  # fmt: skip
    fields = {name: text_of(name) for name in names_in(FILLED) if name != "token"}
    answers = {"responses": {"default": {"description": "a page or an error"}}}
    for path in (one.path for one in PAGES):
        inside = [
            {"name": name, "in": "path", "required": True, "schema": text_of(name)}
            for name in re.findall(r"\{(\w+)\}", path)
        ]
        for form in (path, f"{path if path != '/' else '/index'}.json"):
            paths[form] = {"get": {"parameters": [*inside, *asked], **answers}}
    for path in (one.path for one in CHANGES):
        inside = [
            {"name": name, "in": "path", "required": True, "schema": text_of(name)}
            for name in re.findall(r"\{(\w+)\}", path)
        ]
        body = {"type": "object", "properties": fields}
        content = {"application/x-www-form-urlencoded": {"schema": body}}
        paths.setdefault(path, {})["post"] = {
            "parameters": inside, "requestBody": {"content": content}, **answers,
        }  # fmt: skip
    about = {"title": "Détente", "version": "1"}
    return {"openapi": "3.0.3", "info": about, "paths": paths}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with pipeline.open_project(folder / "project") as opened:
        known = {"published": "2026-04-20", "publisher": "The Lake Courier"}
        pipeline.add(opened, [str(folder / "a.txt")], now=NOW, metadata=known)
        pipeline.read_project(opened, as_of=NOW.date())
    return folder / "project"


@pytest.fixture(scope="module")
def client(project: Path) -> Iterator[TestClient]:
    app = make_app(Serving(project, port=80))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def offered(client: TestClient) -> Any:
    token = client.get("/").text.split('data-token="')[1].split('"')[0]
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """The application as its own visitor sees it: name, cookie and token are right."""
        inner: ASGIApp = client.app
        if scope["type"] == "lifespan":
            # The application is that of other tests, too: it goes on when this visitor leaves.
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        if scope["type"] == "http":
            kept = [one for one in scope["headers"] if one[0] not in (b"host", b"cookie")]
            own = [(b"host", b"127.0.0.1"), (b"cookie", cookie.encode())]
            scope = {**scope, "headers": [*kept, *own]}
        await inner(scope, receive, send)

    told = description()
    for path in told["paths"].values():
        if "post" in path:
            (body,) = path["post"]["requestBody"]["content"].values()
            body["schema"]["properties"]["token"] = {"enum": [token]}
            body["schema"]["required"] = ["token"]
    made = schemathesis.openapi.from_dict(told)
    made.app = app
    return made


def answers(case: schemathesis.Case) -> None:
    """Ask, and look at what every answer must keep to."""
    answer = case.call()
    assert answer.status_code < 500, case.as_curl_command()
    assert "Traceback" not in answer.text, case.as_curl_command()
    assert "default-src 'none'" in answer.headers["content-security-policy"][0]


def test_every_address_answers_whatever_it_is_asked(offered: Any) -> None:
    kept = settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    operations = [one.ok() for one in offered.get_all_operations()]
    assert len(operations) > 60
    for operation in operations:
        kept(given(operation.as_strategy())(answers))()


def addresses() -> list[str]:
    """Every page, in both forms, with known parameters."""
    filled = []
    for page in PAGES:
        path = re.sub(r"\{(\w+)\}", lambda name: (KNOWN.get(name[1]) or ["none"])[0], page.path)
        filled += [path, f"{path if path != '/' else '/index'}.json"]
    return filled


@pytest.mark.parametrize("value", HOSTILE if for_long(0, 1) else HOSTILE[::3])
def test_no_value_breaks_out_of_where_it_is_shown_or_asked(client: TestClient, value: str) -> None:
    asked = dict.fromkeys(names_in(ASKED), value)
    for path in addresses():
        for query in (asked, {"q": value}, {"find": value}, {"as_of": value}):
            answer = client.get(path, params=query, follow_redirects=False)
            assert answer.status_code < 500, (path, query)
            is_page = answer.headers.get("content-type", "").startswith("text/html")
            shown = re.sub(r'(?:value|href)="[^"]*"', "", answer.text) if is_page else ""
            for mark in ("<script>alert", "<img src=x", "\u202e"):
                assert mark not in shown, (path, query)
            if "location" in answer.headers:
                assert re.match(r"/(?![/\\])", answer.headers["location"]), answer.headers
    for path in ("/documents/", "/statements/", "/portfolio/", "/jobs/", "/static/", "/rows/x/"):
        assert client.get(path + value.replace("%", "%25")).status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/..\\app.py",
        "/static//etc/passwd",
        "/documents/..%2f..%2fledger.sqlite",
        "/briefing/KEN/as/..%2f..%2fledger.sqlite",
        "/rows/..%2f..%2f/1:1",
        "/ledger.sqlite",
        "/.git/config",
    ],
)
def test_no_address_leads_to_a_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404, 405, 422)
    assert "SQLite format" not in answer.text and "make_app" not in answer.text


def test_a_document_that_attacks_is_shown_as_text(tmp_path: Path) -> None:
    """Markup, marks of direction and formulas in every field that a document brings."""
    hostile = "<script>alert(1)</script>\u202egnp.exe =cmd()"
    with pipeline.open_project(tmp_path / "project") as opened:
        for number, sentence in enumerate((TEXT, f"{TEXT} {hostile}. Kenya met {hostile}.\n")):
            place = tmp_path / f"{number}.txt"
            place.write_text(sentence, encoding="utf-8")
            told = {"published": "2026-04-20", "publisher": hostile, "title": hostile}
            pipeline.add(opened, [str(place)], now=NOW, metadata=told)
        pipeline.read_project(opened, as_of=NOW.date())
        name = next(iter(pipeline.distinct_documents(opened)[0]))
    app = make_app(Serving(tmp_path / "project", port=80))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        wrong: list[str] = []
        pages = ["/documents", f"/documents/{name}", "/sources", "/review", "/portfolio/KEN"]
        for path in [*pages, "/relation/KEN/UGA", "/signals/KEN", "/briefing/KEN/preview"]:
            # What a form sends back is not shown; everything that is shown counts.
            page = re.sub(r'value="[^"]*"', "", client.get(path).text)
            broken = [mark for mark in ("<script>alert", "\u202e") if mark in page]
            around = [page[max(0, page.find(mark) - 80) :][:160] for mark in broken]
            wrong += [f"{path}: {text!r}" for text in around]
        assert not wrong, "\n".join(wrong)
        table = client.get("/briefing/KEN/as/csv").text
        assert not re.search(r'(?m)(?:^|,)"?[=+@]', table)
    shutil.rmtree(tmp_path / "project")
