"""Scenarios are run behind, kept, compared, and run again where the data changed."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from detente.pipeline_adding import add
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import open_project, quiet

DAY = "as_of=2025-12-31"
RUN = {"assume": "KEN CONSULT UGA 2026-01", "until": "2026-03-31", "name": "talks"}


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def table(days: int, seed: int) -> str:
    """Acts between three states on `days` days, answers in kind the day after."""
    chance = np.random.default_rng(seed)
    rows = ["day,source,target,action"]
    first = datetime(2024, 1, 1)
    for number in range(days):
        day = (first + timedelta(days=number)).date()
        for one, other in (("KEN", "UGA"), ("UGA", "KEN"), ("KEN", "TZA"), ("TZA", "KEN")):
            for _ in range(int(chance.poisson(0.4))):
                rows.append(f"{day},{one},{other},CONSULT")
    return "\n".join(rows) + "\n"


@pytest.fixture
def with_rows(project: Path, tmp_path: Path) -> Path:
    """The project with a dataset of two years."""
    load(project, tmp_path / "rows.csv", table(731, 1))
    return project


def load(project: Path, path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with open_project(project) as held:
        import_datasets(held, [path], Asked("plain", "lake"), now=now, tell=quiet)


def run(client: TestClient, path: str = "/scenarios/KEN/run", **changed: str) -> dict[str, object]:
    data = {"token": token_in(client.get("/").text), **RUN, **changed}
    answer = client.post(f"{path}?{DAY}", data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    for _ in range(1200):
        told = client.get(f"{answer.headers['location']}.json").json()
        if told["over"]:
            return dict(told["job"])
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def test_a_run_is_kept_told_compared_and_marked_when_the_data_change(
    with_rows: Path, client: TestClient, tmp_path: Path
) -> None:
    job = run(client)
    assert job["status"] == "done", job["error"]
    assert job["outcome"]["location"] == "/scenarios/KEN/talks"  # type: ignore[index]
    told = client.get("/scenarios/KEN/talks.json").json()
    page = client.get("/scenarios/KEN/talks").text
    assert told["assumptions"] == [RUN["assume"]]
    assert {row["relation"] for row in told["relations"]} >= {"KEN>UGA", "UGA>KEN"}
    for row in told["relations"]:
        assert row["low"] <= row["difference"] <= row["high"]
        assert row["verdict"] in page.replace("&#39;", "'")
        assert row["evidence"][0]["line"] > 1

    run(client, name="more talks", assume="KEN CONSULT TZA 2026-01\nTZA CONSULT KEN 2026-01")
    both = client.get("/scenarios/KEN.json").json()
    assert set(both["compared"]) == {"talks", "more talks"}
    assert any(len(line["runs"]) == 2 for line in both["relations"])
    assert not any(one["stale"] for one in both["scenarios"])

    load(with_rows, tmp_path / "later.csv", table(40, 2))
    assert all(one["stale"] for one in client.get("/scenarios/KEN.json").json()["scenarios"])
    assert run(client, "/scenarios/KEN/talks/again")["status"] == "done"
    stale = {
        one["name"]: one["stale"] for one in client.get("/scenarios/KEN.json").json()["scenarios"]
    }
    assert stale == {"talks": False, "more talks": True}


def test_a_forecast_on_the_same_condition_makes_a_kept_run_old(
    with_rows: Path, client: TestClient, tmp_path: Path
) -> None:
    assert run(client)["status"] == "done"
    note = tmp_path / "ahead.txt"
    note.write_text(
        "If Kenya holds talks with Uganda, Tanzania will probably offer aid to Kenya by June "
        "2026.\n",
        encoding="utf-8",
    )
    with open_project(with_rows) as held:
        given = {"published": "2025-12-30", "publisher": "Bay Post"}
        add(held, [str(note)], now=datetime(2026, 1, 1, tzinfo=UTC), metadata=given)
    (row,) = client.get(f"/scenarios/KEN.json?{DAY}").json()["scenarios"]
    assert row["stale"] and row["changed"] == ["forecasts on the same condition: 1 new"]
    page = client.get(f"/scenarios/KEN/talks?{DAY}").text
    assert "Changed since it ran: forecasts on the same condition: 1 new" in page
    # On a day before the forecast was made nothing had changed.
    (row,) = client.get("/scenarios/KEN.json?as_of=2025-12-29").json()["scenarios"]
    assert not row["stale"]


def test_a_name_belongs_to_one_state(with_rows: Path, client: TestClient) -> None:
    assert run(client)["status"] == "done"
    data = {"token": token_in(client.get("/").text), **RUN}
    answer = client.post(f"/scenarios/UGA/run?{DAY}", data=data)
    assert answer.status_code == 400 and "kept for a scenario of KEN" in answer.text


def test_a_run_that_can_not_be_says_why(with_rows: Path, client: TestClient) -> None:
    job = run(client, until="2024-03-01")

    assert job["status"] == "failed"
    assert "must lie after the data" in str(job["error"])


@pytest.mark.parametrize(
    "wrong",
    [{"assume": "nonsense"}, {"assume": ""}, {"until": "soon"}, {"name": "../x"}, {"name": ""}],
)
def test_what_can_not_be_run_starts_no_job(client: TestClient, wrong: dict[str, str]) -> None:
    data = {"token": token_in(client.get("/").text), **RUN, **wrong}

    assert client.post("/scenarios/KEN/run", data=data).status_code == 400
    assert client.get("/import.json").json()["jobs"] == []


def test_without_a_dataset_the_page_says_what_is_needed(client: TestClient) -> None:
    assert "needs an event dataset" in client.get("/scenarios/KEN").text
    assert client.get("/scenarios/KEN/nothing").status_code == 404
