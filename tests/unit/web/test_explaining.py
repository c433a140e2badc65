"""A statement's page says word by word and rule by rule how it was decided."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from detente.cli import app
from detente.web import explaining

DAY = "as_of=2026-05-01"


def key_of(client: TestClient, kind: str, word: str) -> str:
    """The statement of a kind whose sentence holds a word."""
    for one in client.get("/documents.json").json()["rows"]:
        told = client.get(f"/documents/{one['id']}.json").json()
        for row in told["statements"]:
            if row["kind"] == kind and word in row["sentence"]:
                return str(row["key"])
    raise AssertionError((kind, word))


def explained(client: TestClient, key: str) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/statements/{key}.json?explain=show").json()
    return dict(told["explanation"])


def test_the_page_shows_what_the_command_line_explains(client: TestClient, tmp_path: Any) -> None:
    key = key_of(client, "event", "sanctions")
    told = explained(client, key)
    text = client.get(f"/documents/{key.partition(':')[0]}.json").json()["text"]
    note = tmp_path / "talks.txt"
    note.write_text(text, encoding="utf-8")
    options = ["--explain", "--json", "--published", "2026-04-10"]
    printed = CliRunner().invoke(app, ["code", str(note), *options]).stdout
    rows = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    (row,) = (row for row in rows if row["kind"] == "event" and "sanctions" in row["sentence"])

    assert told["found"]
    assert {name: told[name] for name in row["explanation"]} == row["explanation"]


def test_every_step_stands_on_the_page_with_its_place(client: TestClient) -> None:
    key = key_of(client, "event", "trade agreement")
    told = explained(client, key)
    page = client.get(f"/statements/{key}?explain=show").text

    assert {step["field"] for step in told["steps"]} >= {"code", "source", "target"}
    for step in told["steps"]:
        assert step["place"] in page
        assert re.fullmatch(r"[\w/]+\.(py|tsv|json)(:\d+)?", step["place"]), step
    for trigger in told["triggers"]:
        assert f"<q>{trigger['words']}</q>" in page
    assert "Code the document once more" not in page


def test_it_is_made_only_where_it_is_asked_for(client: TestClient) -> None:
    key = key_of(client, "event", "trade agreement")

    assert client.get(f"/statements/{key}.json").json()["explanation"] is None
    assert "Code the document once more" in client.get(f"/statements/{key}").text


def test_a_long_document_is_explained_by_a_job(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "MOST_CHARS_AT_ONCE", 10)
    key = key_of(client, "event", "trade agreement")

    first = client.get(f"/statements/{key}?explain=show", follow_redirects=False)

    assert first.status_code == 303
    job = first.headers["location"]
    for _ in range(600):
        told = client.get(f"{job}.json").json()
        if told["over"]:
            break
        time.sleep(0.05)
    assert told["job"]["outcome"]["location"].startswith(f"/statements/{key}?explain=show")
    assert explained(client, key)["found"]


def test_a_correction_leaves_the_explanation_of_the_coder(client: TestClient) -> None:
    key = key_of(client, "event", "trade agreement")
    before = explained(client, key)
    token = client.get("/").text.split('data-token="')[1].split('"')[0]
    client.post("/reviewer", data={"token": token, "reviewer": "Ada", "next": "/"})
    fields = {"statement": key, "verdict": "correct", "field-codes": "CONSULT"}
    assert client.post("/judge", data={"token": token, **fields}).status_code == 200

    assert explained(client, key) == before
