"""The calendar's months, list and feed."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

DAY = "as_of=2026-05-01"


def test_the_month_has_its_occasions_in_both_forms(client: TestClient) -> None:
    told = client.get(f"/calendar/KEN.json?{DAY}").json()
    page = client.get(f"/calendar/KEN?{DAY}").text

    cells = {cell["day"]: cell["occasions"] for week in told["weeks"] for cell in week}
    assert len(cells["2026-05-20"]) == 1
    assert cells["2026-05-20"][0]["title"] in page
    (row,) = told["in_month"]
    assert row["evidence"][0]["document"] in page


def test_months_lead_to_each_other(client: TestClient) -> None:
    told = client.get(f"/calendar/KEN.json?{DAY}&month=2026-12").json()

    assert (told["before"], told["after"]) == ("2026-11", "2027-01")
    assert told["in_month"] == []
    assert len(told["ahead"]) == 1


@pytest.mark.parametrize("month", ["2026-13", "2026", "x", "0000-05", "9999-12", "2026-1"])
def test_a_wrong_month_is_told(client: TestClient, month: str) -> None:
    assert client.get(f"/calendar/KEN.json?month={month}").status_code == 400


def test_the_feed_holds_what_the_page_shows(client: TestClient) -> None:
    answer = client.get(f"/calendar/KEN.ics?{DAY}")

    assert answer.headers["content-type"].startswith("text/calendar")
    told = client.get(f"/calendar/KEN.json?{DAY}").json()["ahead"]
    read = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(one["UID"]) for one in read} == {row["uid"] for row in told}
    assert client.get("/calendar/Atlantis.ics").status_code == 404
