"""What changed, as each day saw it; a reading that was marked is where the next one begins."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from detente.web.printing import evidence_link

Opened = Callable[..., TestClient]


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def listed(told: dict) -> dict[str, list[dict]]:  # type: ignore[type-arg]
    return {one["key"]: one["rows"] for one in told["lists"]}


def test_a_later_day_tells_what_the_earlier_one_lacked(client: TestClient) -> None:
    path = "/since/KEN{}?from=2026-03-10&as_of=2026-05-01"
    told = client.get(path.format(".json")).json()
    page = client.get(path.format("")).text

    found = listed(told)
    assert [row["published"] for row in found["documents"]] == ["2026-04-10"]
    assert any("sanction" in row["text"] for row in found["events"])
    assert any(row["counterpart"] == "UGA" for row in found["levels"])
    for rows in found.values():
        for row in rows:
            assert row["text"].split("“")[0].strip() in page.replace("&#39;", "'")


def test_what_lies_after_the_later_day_is_no_change(client: TestClient) -> None:
    told = client.get("/since/KEN.json?from=2026-03-01&as_of=2026-03-10").json()

    assert "sanction" not in str(told["lists"])
    assert len(listed(told)["documents"]) == 1
    assert client.get("/since/KEN?from=2026-03-05&as_of=2026-03-04").status_code == 400


def test_every_change_leads_to_its_evidence(client: TestClient) -> None:
    told = client.get("/since/KEN.json?from=2026-03-01&as_of=2026-05-01").json()
    links = {
        evidence_link(one)
        for rows in listed(told).values()
        for row in rows
        for one in row["evidence"]
    }

    assert links
    for link in links:
        assert client.get(link).status_code == 200


def test_a_marked_reading_is_where_the_next_one_begins(client: TestClient) -> None:
    page = client.get("/since/KEN?as_of=2026-03-10").text
    answer = client.post(
        "/since/KEN",
        data={"token": token_in(page), "as_of": "2026-03-10"},
        headers={"origin": "http://127.0.0.1"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/since/KEN"

    told = client.get("/since/KEN.json?as_of=2026-05-01").json()
    assert told["from"] == "2026-03-10"
    assert told["mark"]["as_of"] == "2026-03-10"
    assert len(listed(told)["documents"]) == 1
    assert client.get("/index.json").json()["read"][0]["actor"] == "KEN"
    assert "Read last" in client.get("/").text


def test_who_may_only_read_marks_nothing(opened: Opened) -> None:
    client = opened(read_only=True)
    page = client.get("/since/KEN?as_of=2026-03-10").text

    assert "Mark as read" not in page
    answer = client.post(
        "/since/KEN",
        data={"token": token_in(page), "as_of": "2026-03-10"},
        headers={"origin": "http://127.0.0.1"},
    )
    assert answer.status_code == 403
    assert client.get("/since/KEN.json").json()["last_mark"] is None


def test_new_events_of_datasets_are_told(rows_client: TestClient) -> None:
    told = rows_client.get("/since/KEN.json?from=2026-01-31&as_of=2026-05-01").json()
    rows = listed(told)["rows"]

    assert rows
    for row in rows:
        for one in row["evidence"]:
            assert rows_client.get(evidence_link(one)).status_code == 200
