"""Forecasts are listed, decided with evidence side by side, made, and scored."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.outlook.scoring import Bin
from detente.web.calibration import draw_calibration

Opened = Callable[..., TestClient]
DAY = "as_of=2026-07-01"


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def named(client: TestClient) -> str:
    """Give a name, and the token that forms need."""
    token = token_in(client.get("/").text)
    client.post("/reviewer", data={"token": token, "reviewer": "Ada", "next": "/"})
    return token


def first_of(client: TestClient) -> dict[str, object]:
    told = client.get(f"/outlook/KEN.json?{DAY}").json()
    return dict(told["forecasts"][0])


def test_a_forecast_is_listed_with_all_that_is_known_of_it(client: TestClient) -> None:
    told = client.get(f"/outlook/KEN.json?{DAY}").json()
    page = client.get(f"/outlook/KEN?{DAY}").text

    (row,) = told["forecasts"]
    assert told["status"] == row["status"] == "due"
    assert 0.5 < row["low"] < row["high"] < 1
    for part in (row["text"], row["rule"], row["phrase"], row["window"]):
        assert part in page.replace("&#39;", "'").replace("&#34;", '"')
    assert "to reopen the crossing" in row["evidence"][0]["quote"]
    assert "The Lake Courier" in page


def test_before_its_window_ends_it_is_open(client: TestClient) -> None:
    told = client.get("/outlook/KEN.json?as_of=2026-05-01").json()

    assert told["counts"] == {"due": 0, "open": 1, "resolved": 0, "lost": 0}


def test_a_decision_is_recorded_with_who_and_why_and_scored(client: TestClient) -> None:
    row, token = first_of(client), named(client)
    address = f"/outlook/KEN/{row['id']}/resolve?{DAY}"
    data = {"token": token, "outcome": "yes", "why": "reopened in May", "resolved_on": "2026-05-20"}

    page = client.post(address, data=data).text

    assert "Recorded as yes" in page
    told = client.get(f"/outlook/KEN.json?{DAY}&status=resolved").json()
    decided = told["forecasts"][0]["resolution"]
    assert (decided["outcome"], decided["resolver"]) == ("yes", "Ada")
    assert (decided["why"], decided["resolved_on"]) == ("reopened in May", "2026-05-20")
    assert told["scores"][0]["n"] == 1
    assert {one["by"] for one in told["scores"]} == {"all", "judge", "publisher"}
    assert '<svg class="calibration"' in client.get(f"/outlook/KEN?{DAY}").text


def test_both_sides_stand_beside_the_form(client: TestClient) -> None:
    row = first_of(client)
    address = f"/outlook/KEN/{row['id']}"
    named(client)

    told = client.get(f"{address}.json?{DAY}").json()
    page = client.get(f"{address}?{DAY}").text

    assert {"proposed", "why", "supporting", "opposing"} <= set(told["proposal"])
    assert (
        page.index("<h3>For</h3>") < page.index("<h3>Against</h3>") < page.index('name="outcome"')
    )
    for fact in told["proposal"]["supporting"] + told["proposal"]["opposing"]:
        assert fact["evidence"]


@pytest.mark.parametrize(
    "wrong", [{"outcome": "maybe"}, {"why": ""}, {"resolved_on": "soon"}, {"outcome": ""}]
)
def test_a_decision_that_says_too_little_is_refused(
    client: TestClient, wrong: dict[str, str]
) -> None:
    row, token = first_of(client), named(client)
    data = {"token": token, "outcome": "no", "why": "nothing was said of it", **wrong}

    answer = client.post(f"/outlook/KEN/{row['id']}/resolve?{DAY}", data=data)

    assert answer.status_code == 400
    assert client.get(f"/outlook/KEN.json?{DAY}").json()["counts"]["resolved"] == 0


def test_nobody_decides_without_a_name(client: TestClient) -> None:
    row = first_of(client)
    data = {"token": token_in(client.get("/").text), "outcome": "no", "why": "it was not"}

    assert client.post(f"/outlook/KEN/{row['id']}/resolve", data=data).status_code == 400


def test_unknown_forecasts_are_not_found(client: TestClient) -> None:
    data = {"token": named(client), "outcome": "no", "why": "x"}

    assert client.get("/outlook/KEN/forecast-0000").status_code == 404
    assert client.get("/outlook/KEN/..%2f..%2fx").status_code == 404
    assert client.post("/outlook/KEN/forecast-0000/resolve", data=data).status_code == 404
    assert client.get("/outlook/KEN?status=later").status_code == 400


def test_an_own_forecast_is_recorded_with_its_author(client: TestClient) -> None:
    data = {
        "token": named(client),
        "text": "Kenya and Uganda sign a fishery accord",
        "low": "30",
        "high": "45",
        "closes_on": "2099-12-31",
        "act": "KEN AGREE UGA",
        "reasons": "talks are far on",
    }

    page = client.post("/outlook/KEN/add", data=data).text

    assert "30" in page and "Ada" in page
    told = client.get("/outlook/KEN.json?status=open").json()["forecasts"]
    (own,) = [one for one in told if one["kind"] == "own"]
    assert (own["low"], own["high"], own["judge"]) == (0.3, 0.45, "Ada")


@pytest.mark.parametrize("wrong", [{"low": "130"}, {"low": "x"}, {"closes_on": "2001-01-01"}])
def test_an_own_forecast_that_can_not_be_is_refused(
    client: TestClient, wrong: dict[str, str]
) -> None:
    data = {
        "token": named(client),
        "text": "Talks",
        "low": "30",
        "closes_on": "2099-12-31",
        **wrong,
    }

    assert client.post("/outlook/KEN/add", data=data).status_code == 400


def test_where_nothing_may_be_changed_no_form_is_shown(opened: Opened) -> None:
    page = opened(read_only=True).get(f"/outlook/KEN?{DAY}").text

    assert '<form class="wide"' not in page


def test_looking_records_nothing_where_nothing_may_be_changed(
    opened: Opened, project: Path
) -> None:
    from detente.adapters.ledger_outlook import read_forecasts
    from detente.pipeline_project import open_project

    told = opened(read_only=True).get(f"/outlook/KEN.json?{DAY}").json()

    assert len(told["forecasts"]) == 1
    with open_project(project) as held:
        assert read_forecasts(held.ledger) == []


def test_the_plot_says_its_numbers_without_being_seen() -> None:
    svg = draw_calibration([Bin(0.6, 0.7, 8, 0.65, 0.5, 0.25, 0.75), Bin(0.7, 0.8, 0, 0, 0, 0, 0)])

    assert "said 65%, came true 50% of 8" in svg
    assert len(re.findall("<circle", svg)) == 1
    assert draw_calibration([]) == ""


def test_a_decision_counts_in_the_view_of_the_day_that_the_form_offers(client: TestClient) -> None:
    row, token = first_of(client), named(client)
    page = client.get(f"/outlook/KEN/{row['id']}?{DAY}").text
    assert f'name="resolved_on" value="{DAY.split("=")[1]}"' in page
    data = {"token": token, "outcome": "yes", "why": "reopened in May", "resolved_on": ""}
    told = client.post(f"/outlook/KEN/{row['id']}/resolve?{DAY}", data=data).text
    assert "it counts from" in told
    assert client.get(f"/outlook/KEN.json?{DAY}").json()["counts"]["resolved"] == 0
