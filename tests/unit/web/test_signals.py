"""Signals can be narrowed down; channels show the events that carry each leg."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from detente import pipeline
from detente.web import Serving, make_app
from detente.web.printing import evidence_link

AS_OF = "as_of=2026-05-01"
TEXTS = {
    "one.txt": (
        "Kenya ruled out any talks with Tanzania. Kenya and Uganda signed a trade agreement in "
        "Nairobi on Monday. Uganda and Tanzania agreed on a joint railway on Sunday."
    ),
    "two.txt": (
        "Kenya refuses any dialogue with Tanzania. Uganda provided aid to Tanzania on 3 April "
        "2026. Kenya and Uganda held talks on Thursday."
    ),
}
DAYS = {"one.txt": "2026-03-02", "two.txt": "2026-04-10"}


@pytest.fixture(scope="module")
def detour(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The workbench on a closed way and a way around it."""
    folder = tmp_path_factory.mktemp("detour")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    lines = [f"{name},{DAYS[name]},{name[:3]} press,Title\n" for name in TEXTS]
    manifest = "file,published,publisher,title\n" + "".join(lines)
    (folder / "manifest.csv").write_text(manifest, encoding="utf-8")
    with pipeline.open_project(folder / "project") as project:
        pipeline.add(project, [str(folder)], now=datetime(2026, 5, 1, tzinfo=UTC))
    app = make_app(Serving(folder / "project", port=80))
    return TestClient(app, base_url="http://127.0.0.1")


def test_each_way_shows_its_legs_with_their_own_events(detour: TestClient) -> None:
    told = detour.get(f"/channels/TZA.json?{AS_OF}").json()
    page = detour.get(f"/channels/TZA?{AS_OF}").text

    (goal,) = told["goals"]
    assert (goal["origin"], goal["goal"]) == ("TZA", "KEN")
    (way,) = goal["ways"]
    assert way["via"] == ["UGA"]
    assert {tuple(leg["parties"]) for leg in way["ways"]} == {("TZA", "UGA"), ("KEN", "UGA")}
    for leg in way["ways"]:
        assert leg["events"]
        for event in leg["events"]:
            for one in event["evidence"]:
                assert detour.get(evidence_link(one)).status_code == 200
    assert "joint railway" in page
    assert '<svg class="figure network"' in page
    assert told["figures"]["KEN"]["via"] == ["UGA"]


def test_a_way_by_which_another_reaches_the_state_names_both_ends(detour: TestClient) -> None:
    (goal,) = detour.get(f"/channels/KEN.json?{AS_OF}").json()["goals"]

    assert (goal["key"], goal["origin"]) == ("TZA-KEN", "TZA")
    assert "From Tanzania to" in detour.get(f"/channels/KEN?{AS_OF}").text


def test_no_way_is_told_of_a_day_before_it_was_known(detour: TestClient) -> None:
    assert detour.get("/channels/TZA.json?as_of=2026-03-01").json()["goals"] == []


def test_signals_are_narrowed_by_list_counterpart_and_day(client: TestClient) -> None:
    whole = client.get(f"/signals/KEN.json?{AS_OF}").json()
    assert whole["counts"]
    total = sum(one["total"] for one in whole["lists"])
    assert total == sum(whole["counts"].values())
    for key, count in whole["counts"].items():
        told = client.get(f"/signals/KEN.json?{AS_OF}&list={key}").json()
        assert [(one["key"], one["total"]) for one in told["lists"]] == [(key, count)]
    for code in whole["counterparts"]:
        told = client.get(f"/signals/KEN.json?{AS_OF}&counterpart={code}").json()
        assert all(code in str(row) for one in told["lists"] for row in one["rows"])
    late = client.get(f"/signals/KEN.json?{AS_OF}&from=2026-04-01").json()
    assert sum(one["total"] for one in late["lists"]) < total
    assert client.get("/signals/KEN?list=rumours").status_code == 400
    assert client.get("/signals/KEN?counterpart=ATLANTIS").status_code == 404


def test_a_type_leaves_the_others_out(client: TestClient) -> None:
    types = client.get(f"/signals/KEN.json?{AS_OF}").json()["types"]
    assert types
    for word, count in types.items():
        told = client.get(f"/signals/KEN.json?{AS_OF}&type={word}").json()
        assert sum(one["total"] for one in told["lists"]) == count
        assert all(row["pill"] == word for one in told["lists"] for row in one["rows"])


def test_every_line_of_the_page_leads_to_its_evidence(client: TestClient) -> None:
    told = client.get(f"/signals/KEN.json?{AS_OF}").json()
    links = {
        evidence_link(one)
        for part in told["lists"]
        for row in part["rows"]
        for one in row["evidence"]
    }

    assert links
    assert {client.get(link).status_code for link in links} == {200}
