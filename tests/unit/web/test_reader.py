"""The reader: every statement in its place, and the place that a piece of evidence points at."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient

from detente import pipeline
from detente.model import Judgement

NOW = datetime(2026, 5, 2, tzinfo=UTC)


def document_of(project: Path, word: str) -> str:
    """Id of the document whose text holds a word."""
    with pipeline.open_project(project) as opened:
        found = pipeline.found_documents(opened).documents
    return next(name for name, one in found.items() if word in one.text)


def test_every_statement_is_marked_in_the_text_and_told_beside_it(
    client: TestClient, project: Path
) -> None:
    name = document_of(project, "Namanga")
    told = client.get(f"/documents/{name}.json").json()
    page = client.get(f"/documents/{name}").text

    assert {row["kind"] for row in told["statements"]} >= {"event", "forecast"}
    for row in told["statements"]:
        assert told["text"][row["start"] : row["end"]] == row["words"]
        assert f'id="c{row["number"]}"' in page
    # Of statements with the same words one is linked; the others stand beside it.
    places: dict[tuple[int, int], set[int]] = {}
    for row in told["statements"]:
        places.setdefault((row["start"], row["end"]), set()).add(row["number"])
    for numbers in places.values():
        assert any(f'href="#c{number}"' in page for number in numbers)


def test_evidence_links_to_its_place(client: TestClient, project: Path) -> None:
    briefing = client.get("/portfolio/KEN?as_of=2026-05-01")
    assert briefing.status_code == 200
    name = document_of(project, "Namanga")
    text = client.get(f"/documents/{name}.json").json()["text"]
    start = text.index("condemned")
    page = client.get(f"/documents/{name}?at={start}-{start + 9}").text

    assert page.count('id="here"') == 1
    shown = page.split('id="here"')[1][:200]
    assert re.search(r'class="mark event here[^>]*>condemned<', shown)


def test_a_place_outside_the_text_is_told(client: TestClient, project: Path) -> None:
    name = document_of(project, "Namanga")

    for place in ("5-2", "0-99999", "x", "-1-4"):
        answer = client.get(f"/documents/{name}.json?at={place}")
        assert answer.status_code == 400
        assert "START-END" in answer.json()["error"]["message"]


def test_an_unknown_document_is_missing(client: TestClient) -> None:
    assert client.get("/documents/0123456789abcdef").status_code == 404
    assert client.get("/documents/..%2F..%2Fetc%2Fpasswd").status_code == 404


def test_only_one_kind_can_be_marked(client: TestClient, project: Path) -> None:
    name = document_of(project, "Namanga")
    told = client.get(f"/documents/{name}.json?kind=forecast").json()

    assert {row["kind"] for row in told["statements"]} == {"forecast"}
    assert told["counts"]["event"] >= 1
    assert client.get(f"/documents/{name}?kind=gossip").status_code == 400


def test_markup_in_a_document_is_text(client: TestClient, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "odd.txt").write_text(
        "<script>alert(1)</script> Kenya <b>thanked</b> Uganda on Monday.", encoding="utf-8"
    )
    with pipeline.open_project(project) as opened:
        pipeline.add(opened, [str(folder)], now=NOW, metadata={"published": "2026-04-12"})
    page = client.get(f"/documents/{document_of(project, 'thanked')}").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "not coded yet" in page


def test_a_rejected_statement_stays_visible_as_rejected(client: TestClient, project: Path) -> None:
    name = document_of(project, "Namanga")
    first = client.get(f"/documents/{name}.json").json()["statements"][0]
    with pipeline.open_project(project) as opened:
        verdict = Judgement(first["key"], "reject", "Ana", NOW, why="a rehearsal")
        pipeline.judge(opened, verdict)
    told = client.get(f"/documents/{name}.json").json()["statements"][0]
    page = client.get(f"/documents/{name}").text

    assert (told["verdict"], told["reviewer"], told["why"]) == ("reject", "Ana", "a rehearsal")
    assert "mark refused" in page
    assert "Rejected by Ana" in page
