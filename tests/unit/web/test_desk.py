"""Long work never keeps a page waiting."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from detente import pipeline
from detente.model import Judgement
from detente.web import Serving, make_app
from detente.web.desk import Desk, Moment

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ABOUT = "tea fish rail visas water power ports roads bananas flights cattle cement".split()
SIDES = "Kenya Uganda Tanzania Rwanda Burundi Ethiopia Somalia Malawi Zambia Mozambique".split()


def test_many_documents_are_coded_behind_and_the_page_says_so(tmp_path: Path) -> None:
    for number, side in enumerate(SIDES[1:]):
        matter = ABOUT[number]
        text = f"Kenya and {side} signed an agreement on {matter} on {number + 1} March 2026.\n"
        text += (
            f"Shippers of {matter} in {side} had asked for {matter} rules since 20{10 + number}.\n"
        )
        (tmp_path / f"{side}.txt").write_text(text)
    project = tmp_path / "project"
    with pipeline.open_project(project) as opened:
        said = {"published": "2026-03-13"}
        pipeline.add(opened, [str(tmp_path)], now=NOW, metadata=said)
    app = make_app(Serving(project, port=80))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        first = client.get("/portfolio/KEN", follow_redirects=False)
        assert first.headers["location"].startswith("/jobs/")
        told = client.get("/portfolio/KEN.json")
        assert told.status_code in (200, 503)
        for _ in range(600):
            job = client.get(f"{first.headers['location']}.json").json()
            if job["over"]:
                break
            time.sleep(0.1)
        assert job["job"]["status"] == "done", job
        rows = client.get("/portfolio/KEN.json").json()["rows"]

    assert {"UGA", "TZA", "RWA"} <= {row["counterpart"] for row in rows}


def test_what_is_decided_while_much_comes_in_counts_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Kenya and Uganda signed an agreement on tea on 1 March 2026."
    )
    project = tmp_path / "project"
    with pipeline.open_project(project) as opened:
        pipeline.add(opened, [str(tmp_path)], now=NOW, metadata={"published": "2026-03-13"})
        desk, day = Desk(project), date(2026, 5, 1)
        first = desk.state(opened)
        before = desk.reading(opened, Moment(first, day))
        (row,) = before.statements
        with desk.holding(opened, now=NOW + timedelta(hours=1)):
            assert desk.state(opened) == first
            (tmp_path / "two.txt").write_text("Kenya and Rwanda signed an agreement on rail.")
            later = NOW + timedelta(hours=2)
            pipeline.add(
                opened, [str(tmp_path / "two.txt")], now=later, metadata={"published": "2026-03-14"}
            )
            assert desk.state(opened) == first
            pipeline.judge(opened, Judgement(row.key, "reject", "R. Reader", later))
            assert desk.state(opened) != first
            meanwhile = desk.reading(opened, Moment(desk.state(opened), day))
            assert meanwhile.statements == ()
            assert len(meanwhile.documents) == 1
        assert len(desk.reading(opened, Moment(desk.state(opened), day)).documents) == 2
