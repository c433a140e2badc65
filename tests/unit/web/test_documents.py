"""Search in documents, sources with grades, and what leaves the review as a file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import pipeline
from detente.adapters.ledger_schema import Grade
from detente.bench.annotated_documents import run_statements
from detente.bench.annotations import annotated_sentence, read_annotations
from detente.errors import InputError
from detente.model import Judgement
from detente.pipeline_annotating import write_annotated
from detente.pipeline_sources import give_grade, liveness
from detente.settings import Settings

NOW = datetime(2026, 5, 2, tzinfo=UTC)
DAY = "2026-05-01"


def rows(client: TestClient, **query: str) -> list[dict[str, Any]]:
    """The documents that a search finds."""
    found: list[dict[str, Any]] = client.get("/documents.json", params=query).json()["rows"]
    return found


def test_words_are_found_with_their_passage(client: TestClient) -> None:
    (row,) = rows(client, q="sanctions")

    assert "sanctions" in [piece["text"] for piece in row["passage"] if piece["hit"]]
    page = client.get("/documents?q=sanctions").text
    assert "<mark>sanctions</mark>" in page
    assert rows(client, q="zebra") == []
    assert client.get("/documents?q=!!!").status_code == 400


def test_actors_action_and_kind_must_stand_in_one_statement(client: TestClient) -> None:
    assert len(rows(client)) == 2
    (row,) = rows(client, actors="Uganda, Kenya", action="SANCTION")
    assert client.get(f"/documents/{row['id']}?at={row['at']}").status_code == 200
    assert rows(client, actors="Uganda, Tanzania", action="SANCTION") == []
    assert rows(client, kind="forecast", action="SANCTION") == []
    assert client.get("/documents?actors=Atlantis").status_code == 400


def test_day_and_publisher_limit_the_list(client: TestClient) -> None:
    assert len(rows(client, **{"from": "2026-04-01"})) == 1
    assert len(rows(client, to="2026-02-01")) == 0
    assert len(rows(client, publisher="The Lake Courier")) == 2
    assert rows(client, publisher="Nobody") == []
    assert len(rows(client, as_of="2026-03-05")) == 1


def test_a_grade_is_recorded_and_shown_in_the_briefing(project: Path, client: TestClient) -> None:
    with pipeline.open_project(project) as opened:
        known = {"The Lake Courier": None}
        for value, hours in (("C", 0), ("B", 1)):
            at = NOW + timedelta(hours=hours)
            give_grade(opened, Grade("The Lake Courier", "", value, "Ana", at), publishers=known)
        name = next(iter(pipeline.found_documents(opened).documents))
        give_grade(opened, Grade("", name, "2", "Ana", NOW), publishers=known)
        for wrong in (
            Grade("Nobody", "", "A", "Ana", NOW),
            Grade("The Lake Courier", "", "Z", "Ana", NOW),
            Grade("", name, "9", "Ana", NOW),
            Grade("", "0123", "1", "Ana", NOW),
        ):
            with pytest.raises(InputError):
                give_grade(opened, wrong, publishers=known)
        picture = pipeline.draw_picture(opened, "KEN", as_of=date(2026, 5, 1))
        lines = pipeline.write_briefing(opened, picture).lists["publications"]
        early = pipeline.read_project(opened, as_of=date(2026, 5, 1), known_at=NOW)

    assert sorted(str(line.fields["grade"]) for line in lines) == ["B2", "B–"]
    assert sorted(early.grades.values()) == ["C2", "C–"]
    (source,) = client.get("/sources.json").json()["sources"]
    assert (source["grade"], source["documents"], source["first"]) == ("B", 2, "2026-03-02")
    assert len(client.get("/sources.json").json()["grades"]) == 3
    assert "usually reliable" in client.get("/sources").text


def test_a_source_is_silent_against_its_own_rhythm() -> None:
    assert liveness(1.0, 6) == "alive"
    assert liveness(1.0, 8) == "silent"
    assert liveness(30.0, 70) == "late"
    assert liveness(30.0, None) == "unknown"


def test_judged_statements_are_written_as_annotated_documents(
    project: Path, tmp_path: Path
) -> None:
    with pipeline.open_project(project) as opened:
        with pytest.raises(InputError, match="nothing was accepted"):
            write_annotated(opened, tmp_path / "none")
        statements = pipeline.read_project(opened, as_of=NOW.date()).statements
        first, second, third = statements[:3]
        pipeline.judge(
            opened,
            Judgement(first.key, "correct", "Ana", NOW, corrected=(("target", "RWA"),)),
            Judgement(second.key, "accept", "Ana", NOW),
            Judgement(third.key, "reject", "Ana", NOW),
        )
        written = write_annotated(opened, tmp_path / "out")
    read = read_annotations(written.annotations)

    assert (written.statements, len(read)) == (2, 2)
    assert {row.target for row in read} >= {("RWA",)}
    for row, statement in zip(read, (first, second), strict=True):
        text = (written.texts / row.doc).read_text(encoding="utf-8")
        assert annotated_sentence(row, text)[0] == statement.sentence_start
        assert (row.kind, row.codes, row.time) == (statement.kind, statement.codes, statement.time)
    report = run_statements(written.annotations, written.texts, settings=Settings())
    assert (report.used, report.unusable) == (2, ())


def named(client: TestClient) -> dict[str, str]:
    """Give a name; what every form needs."""
    token = {"token": client.get("/").text.split('data-token="')[1].split('"')[0]}
    client.post("/reviewer", data={**token, "reviewer": "Ana", "next": "/"})
    return token


def test_grades_are_given_taken_back_and_read_in_the_form(client: TestClient) -> None:
    form = named(client)
    page = client.get("/sources").text
    assert 'action="/grade"' in page and 'name="publisher" value="The Lake Courier"' in page
    fields = {**form, "publisher": "The Lake Courier", "value": "B", "why": "long record"}

    answer = client.post("/grade", data={**fields, "next": "/sources"})

    assert "Graded The Lake Courier: B." in answer.text
    assert '<option value="B" selected' in answer.text
    document = client.get("/documents.json").json()["rows"][0]["id"]
    item = {**form, "document": document, "value": "2", "next": f"/documents/{document}"}
    assert ">B2<" in client.post("/grade", data=item).text
    client.post("/grade", data={**fields, "value": ""})
    (source,) = client.get("/sources.json").json()["sources"]
    assert source["grade"] in (None, "")
    given = client.get("/sources.json").json()["grades"]
    assert [(one["reviewer"], one["value"], one["why"]) for one in given][:1] in (
        [("Ana", "", "long record")],
        [("Ana", "B", "long record")],
    )
    assert len(given) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"publisher": "Nobody", "value": "B"},
        {"publisher": "The Lake Courier", "value": "Z"},
        {"publisher": "The Lake Courier", "value": "2"},
        {"document": "../x", "value": "2"},
        {"value": "B"},
    ],
)
def test_a_grade_that_can_not_be_is_refused(client: TestClient, wrong: dict[str, str]) -> None:
    assert client.post("/grade", data={**named(client), **wrong}).status_code in (400, 404)
    assert client.get("/sources.json").json()["grades"] == []


def test_a_grade_needs_a_name(client: TestClient) -> None:
    token = client.get("/").text.split('data-token="')[1].split('"')[0]
    fields = {"token": token, "publisher": "The Lake Courier", "value": "B"}

    assert client.post("/grade", data=fields).status_code == 400
