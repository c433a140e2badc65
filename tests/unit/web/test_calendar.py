"""The calendar's months, list and feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from detente import pipeline
from detente.web import Serving, make_app

Opened = Callable[..., TestClient]
DAY = "as_of=2026-05-01"
PASSWORD = "correct horse"


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


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def entered(client: TestClient) -> dict[str, str]:
    """Give the password and a name; what every form needs."""
    token = {"token": token_in(client.get("/login").text)}
    client.post("/login", data={**token, "password": PASSWORD})
    client.post("/reviewer", data={**token, "reviewer": "Ada", "next": "/"})
    return token


def secret_made(client: TestClient, token: dict[str, str], name: str = "phone") -> str:
    """A new secret address, as the page shows it once."""
    page = client.post("/calendar/KEN/feed", data={**token, "name": name}).text
    (address,) = re.findall(r'class="secret" href="([^"]+)"', page)
    return str(address)


def test_a_secret_address_opens_one_calendar_without_the_password(opened: Opened) -> None:
    client, program = opened(password=PASSWORD), opened(password=PASSWORD)
    address = secret_made(client, entered(client))

    answer = program.get(f"{address}&{DAY}", follow_redirects=False)

    assert answer.status_code == 200
    assert Calendar.from_ical(answer.content).walk("VEVENT")
    key = address.partition("?")[2]
    for other in ("/calendar/UGA.ics", "/calendar/KEN", "/portfolio/KEN", "/calendar/ken.ics"):
        refused = program.get(f"{other}?{key}", follow_redirects=False)
        assert refused.status_code == (401 if other.endswith(".ics") else 303)
    assert program.get(f"/calendar/KEN.json?{key}").status_code == 401
    assert program.post(f"/calendar/KEN/feed?{key}", data={}).status_code == 401
    assert program.post(address, data={}).status_code == 401
    wrong = (address[:-1], address + "x", "/calendar/KEN.ics?key=", "/calendar/KEN.ics")
    for other in wrong:
        assert program.get(other, follow_redirects=False).status_code == 401


def test_a_secret_is_shown_once_and_kept_as_a_digest(opened: Opened, project: Path) -> None:
    client = opened(password=PASSWORD)
    key = secret_made(client, entered(client)).partition("key=")[2]

    held = [one.read_bytes() for one in project.rglob("*") if one.is_file()]
    assert not any(key.encode() in content for content in held)
    assert key not in client.get("/calendar/KEN").text
    told = client.get("/calendar/KEN.json").json()["secrets"]
    assert [(one["name"], one["made_by"]) for one in told] == [("phone", "Ada")]
    assert all("digest" not in one for one in told)
    assert (project / "calendar-keys.json").stat().st_mode & 0o077 == 0


def test_a_secret_address_survives_a_new_start_until_it_is_taken_back(opened: Opened) -> None:
    first = opened(password=PASSWORD)
    address = secret_made(first, entered(first))
    kept = secret_made(first, entered(first), "wall")
    again = opened(password=PASSWORD)
    assert again.get(address, follow_redirects=False).status_code == 200
    name = first.get("/calendar/KEN.json").json()["secrets"][0]["id"]
    wrong = first.post("/calendar/UGA/feed/take-back", data={**entered(first), "id": name})
    assert wrong.status_code == 404

    first.post("/calendar/KEN/feed/take-back", data={**entered(first), "id": name})

    assert again.get(address, follow_redirects=False).status_code == 401
    assert again.get(kept, follow_redirects=False).status_code == 200


def test_reading_only_follows_a_secret_address_and_tells_none(opened: Opened) -> None:
    client = opened(password=PASSWORD)
    address = secret_made(client, entered(client))
    reading = opened(password=PASSWORD, read_only=True)

    assert reading.get(address, follow_redirects=False).status_code == 200
    token = {"token": token_in(reading.get("/login").text)}
    reading.post("/login", data={**token, "password": PASSWORD})
    told = reading.get("/calendar/KEN.json")
    assert (told.status_code, told.json()["secrets"]) == (200, [])
    assert "phone" not in reading.get("/calendar/KEN").text
    assert reading.post("/calendar/KEN/feed", data=token).status_code == 403


def test_without_a_password_there_is_nothing_secret(client: TestClient) -> None:
    token = {"token": token_in(client.get("/").text)}
    client.post("/reviewer", data={**token, "reviewer": "Ada", "next": "/"})

    assert client.post("/calendar/KEN/feed", data=token).status_code == 400
    assert client.get("/calendar/KEN.ics").status_code == 200
    assert "secret" not in client.get("/calendar/KEN").text


def test_keys_that_can_not_be_read_open_nothing(opened: Opened, project: Path) -> None:
    client = opened(password=PASSWORD)
    address = secret_made(client, entered(client))
    (project / "calendar-keys.json").write_text("[{}]")

    assert opened(password=PASSWORD).get(address, follow_redirects=False).status_code == 401
    assert client.get("/calendar/KEN").status_code == 503


MOVED = {
    "2026-04-10 first.txt": "Kenya and Uganda will hold a summit in Kampala on 20 May 2026.",
    "2026-04-24 later.txt": "Kenya and Uganda postponed their summit in Kampala to 9 June 2026.",
}


@pytest.fixture
def moved(tmp_path: Path) -> TestClient:
    """The workbench on two documents, the second of which moves a date."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in MOVED.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = [f"{name},{name[:10]},The Lake Courier\n" for name in MOVED]
    (folder / "manifest.csv").write_text("".join(["file,published,publisher\n", *rows]))
    with pipeline.open_project(tmp_path / "project") as opened:
        pipeline.add(opened, [str(folder)], now=datetime(2026, 5, 1, tzinfo=UTC))
    return TestClient(make_app(Serving(tmp_path / "project", port=80)), base_url="http://127.0.0.1")


def test_a_moved_date_keeps_its_name_and_shows_its_history(moved: TestClient) -> None:
    (early,) = moved.get("/calendar/KEN.json?as_of=2026-04-15").json()["ahead"]
    (late,) = moved.get(f"/calendar/KEN.json?{DAY}").json()["ahead"]
    page = moved.get(f"/calendar/KEN?{DAY}&month=2026-06").text

    assert (early["begins_on"], early["history"][1:]) == ("2026-05-20", [])
    assert late["begins_on"] == "2026-06-09"
    assert late["uid"] == early["uid"]
    assert [one["begins_on"] for one in late["history"]] == ["2026-05-20", "2026-06-09"]
    assert all(one["evidence"] for one in late["history"])
    for line in late["told_history"]:
        assert line in page
    before, after = (
        Calendar.from_ical(moved.get(f"/calendar/KEN.ics?as_of={day}").content).walk("VEVENT")[0]
        for day in ("2026-04-15", "2026-05-01")
    )
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert "20 May 2026" in str(after["DESCRIPTION"])
