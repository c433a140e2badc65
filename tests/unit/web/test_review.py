"""Deciding on statements: the queue, corrections, undo, events joined and kept apart."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente import pipeline
from detente.adapters.ledger_records import append_judgements
from detente.model import Judgement

DAY = "2026-05-01"
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    return page.split('data-token="')[1].split('"')[0]


def post(client: TestClient, path: str, **fields: Any) -> dict[str, Any]:
    """What an action answers, as JSON."""
    token = token_in(client.get("/review/agreement").text)
    answer = client.post(
        path, data={"token": token, **fields}, headers={"accept": "application/json"}
    )
    told: dict[str, Any] = answer.json()
    return {"status": answer.status_code, **told}


def as_reviewer(client: TestClient, name: str) -> None:
    """Give the visitor a name."""
    assert post(client, "/reviewer", reviewer=name)["status"] == 200


def queue(client: TestClient, **query: str) -> list[dict[str, Any]]:
    """The rows of the queue about Kenya."""
    asked = {"actor": "KEN", "as_of": DAY, **query}
    rows: list[dict[str, Any]] = client.get("/review.json", params=asked).json()["rows"]
    return rows


def level(client: TestClient, other: str) -> float | None:
    """Kenya's level with a counterpart."""
    rows = client.get(f"/portfolio/KEN.json?as_of={DAY}").json()["rows"]
    found = [row["overall"]["level"] for row in rows if row["counterpart"] == other]
    return float(found[0]) if found else None


def test_the_queue_is_ordered_by_what_a_decision_would_change(client: TestClient) -> None:
    rows = queue(client)

    assert len(rows) > 3
    assert [row["worth"] for row in rows] == sorted((row["worth"] for row in rows), reverse=True)
    for row in rows:
        worth = (row["level_change"] + 0.5 * row["lines"]) * row["doubt"]
        assert row["worth"] == pytest.approx(worth, abs=0.05)
    page = client.get(f"/review?actor=KEN&as_of={DAY}").text
    assert rows[0]["key"] in page


def test_nobody_decides_without_a_name(client: TestClient) -> None:
    told = post(client, "/judge", statement=queue(client)[0]["key"], verdict="accept")

    assert told["status"] == 400
    assert "name" in told["error"]["message"]


def test_a_rejection_moves_the_number_and_undo_moves_it_back(client: TestClient) -> None:
    as_reviewer(client, "Ana")
    before = level(client, "UGA")
    row = next(
        row for row in queue(client)
        if any(m["counterpart"] == "UGA" for m in row["moves"])
    )  # fmt: skip
    told = post(client, "/judge", statement=row["key"], verdict="reject", why="a rehearsal")

    assert told["status"] == 200
    assert level(client, "UGA") != before
    assert row["key"] not in {one["key"] for one in queue(client)}
    decided = client.get("/review.json?show=decided").json()["decisions"]
    assert [(one["verdict"], one["reviewer"], one["why"]) for one in decided] == [
        ("reject", "Ana", "a rehearsal")
    ]
    assert post(client, "/undo")["undone"] == [row["key"]]
    assert level(client, "UGA") == before
    assert row["key"] in {one["key"] for one in queue(client)}
    assert len(client.get("/review.json?show=decided").json()["decisions"]) == 2
    assert "nothing that could be undone" in post(client, "/undo")["message"]


def test_only_changed_fields_are_recorded_and_names_become_codes(client: TestClient) -> None:
    as_reviewer(client, "Ana")
    key = next(row["key"] for row in queue(client) if row["kind"] == "event")
    page = client.get(f"/statements/{key}.json").json()
    given: dict[str, Any] = {f"field-{one['name']}": one["text"] for one in page["fields"]}
    given["field-sectors"] = ["", *page["statement"]["sectors"]]
    unchanged = post(client, "/judge", statement=key, verdict="correct", **given)
    assert unchanged["status"] == 400
    assert "nothing was changed" in unchanged["error"]["message"]

    given["field-target"] = "Rwanda, Tanzania"
    given["field-time"] = "2026-02"
    assert post(client, "/judge", statement=key, verdict="correct", **given)["status"] == 200
    told = client.get(f"/statements/{key}.json").json()["statement"]
    assert told["corrected"] == {"target": "RWA, TZA", "time": "2026-02"}
    assert told["target"] == ["RWA", "TZA"]
    assert (told["begins_on"], told["ends_on"]) == ("2026-02-01", "2026-02-28")
    wrong = post(client, "/judge", statement=key, verdict="correct", **{"field-target": "Atlantis"})
    assert wrong["status"] == 400


def test_a_corrected_kind_is_found_by_both_keys(client: TestClient) -> None:
    as_reviewer(client, "Ana")
    key = next(row["key"] for row in queue(client) if row["kind"] == "event")
    post(client, "/judge", statement=key, verdict="correct", **{"field-kind": "assessment"})
    other = key.rpartition(":")[0] + ":assessment"

    for name in (key, other):
        assert client.get(f"/statements/{name}.json").json()["statement"]["kind"] == "assessment"
    assert post(client, "/undo")["status"] == 200
    assert client.get(f"/statements/{key}.json").json()["statement"]["kind"] == "event"


def test_a_correction_survives_coding_again_and_a_rebuild(
    client: TestClient, project: Path
) -> None:
    as_reviewer(client, "Ana")
    key = next(row["key"] for row in queue(client) if row["kind"] == "event")
    post(client, "/judge", statement=key, verdict="correct", **{"field-target": "RWA"})
    with pipeline.open_project(project) as opened:
        pipeline.rebuild(opened, now=LATER)
        rows = {
            row.key: row for row in pipeline.read_project(opened, as_of=LATER.date()).statements
        }

    assert rows[key].target == ("RWA",)
    assert client.get(f"/statements/{key}.json").json()["statement"]["target"] == ["RWA"]


def test_a_correction_survives_another_coder(
    client: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_reviewer(client, "Ana")
    key = next(row["key"] for row in queue(client) if row["kind"] == "event")
    post(client, "/judge", statement=key, verdict="correct", **{"field-target": "RWA"})
    monkeypatch.setattr(pipeline, "coding_version", lambda settings: "another coder")

    with pipeline.open_project(project) as opened:
        pipeline.read_project(opened, as_of=LATER.date())

    told = client.get(f"/statements/{key}.json").json()["statement"]
    assert (told["target"], told["corrected"]) == (["RWA"], {"target": "RWA"})
    rows = client.get(f"/portfolio/KEN.json?as_of={DAY}").json()["rows"]
    assert "RWA" in {row["counterpart"] for row in rows}


def test_events_are_joined_and_kept_apart(client: TestClient) -> None:
    as_reviewer(client, "Ana")
    events = [row["key"] for row in queue(client) if row["kind"] == "event"]
    one, two = events[:2]
    post(client, "/judge", statement=one, verdict="same", other=[two])
    joined = client.get(f"/statements/{one}.json?events=show&as_of={DAY}").json()
    assert [row["key"] for row in joined["reports"]] == [two]

    post(client, "/judge", statement=one, verdict="different", other=[two])
    apart = client.get(f"/statements/{one}.json?events=show&as_of={DAY}").json()
    assert apart["reports"] == []
    post(client, "/undo")
    again = client.get(f"/statements/{one}.json?events=show&as_of={DAY}").json()
    assert [row["key"] for row in again["reports"]] == [two]


def test_what_others_decided_can_be_judged_again_and_compared(client: TestClient) -> None:
    as_reviewer(client, "Ana")
    keys = [row["key"] for row in queue(client)[:3]]
    for key in keys:
        post(client, "/judge", statement=key, verdict="accept")
    assert queue(client, show="second") == []
    as_reviewer(client, "Ben")
    assert {row["key"] for row in queue(client, show="second")} == {*keys}
    for key, verdict in zip(keys, ("accept", "accept", "reject"), strict=True):
        post(client, "/judge", statement=key, verdict=verdict)
    (row,) = client.get("/review/agreement.json").json()["rows"]

    assert (row["about"], row["n"], row["reviewers"]) == ("verdict", 3, ["Ana", "Ben"])
    assert row["kappa"] == pytest.approx(0.0)
    page = client.get("/review/agreement").text
    assert "Kappa" in page and ">3<" in page


def test_nothing_can_be_decided_where_reading_only_is_served(opened: Any) -> None:
    client = opened(read_only=True)
    row = queue(client)[0]

    assert 'action="/judge"' not in client.get(f"/statements/{row['key']}").text
    assert 'action="/judge"' not in client.get("/review").text
    assert client.post("/judge", data={"statement": row["key"]}).status_code == 403


def test_an_unknown_statement_or_list_is_told(client: TestClient) -> None:
    assert client.get("/statements/nonsense").status_code == 404
    assert client.get("/review?show=gossip").status_code == 400


def test_decisions_without_their_statement_are_listed(client: TestClient, project: Path) -> None:
    asked = {"actor": "KEN", "as_of": DAY, "show": "orphans"}
    assert client.get("/review.json", params=asked).json()["total"] == 0
    key = queue(client)[0]["key"]
    document = key.split(":")[0]
    with pipeline.open_project(project) as opened:
        append_judgements(
            opened.ledger,
            [Judgement(statement=f"{document}:0-1:event", verdict="reject", reviewer="Ada",
                       decided_at=LATER, why="no such thing")],
        )  # fmt: skip

    assert client.get("/review.json", params=asked).json()["total"] == 1
    assert "no such thing" in client.get("/review", params=asked).text
