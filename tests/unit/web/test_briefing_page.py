"""A briefing put together on its page: parts, own paragraphs with citations, every form."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.adapters.ledger_compositions import read_arrangement, read_paragraphs
from detente.pipeline import read_project
from detente.pipeline_handouts import FORMS
from detente.pipeline_project import open_project

Opened = Callable[..., TestClient]
DAY = "as_of=2026-05-01"


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def named(client: TestClient) -> str:
    token = token_in(client.get("/").text)
    client.post("/reviewer", data={"token": token, "reviewer": "Ada", "next": "/"})
    return token


def told(client: TestClient, more: str = "") -> dict[str, list[dict[str, object]]]:
    return dict(client.get(f"/briefing/KEN.json?{DAY}{more}").json())


def write(client: TestClient, token: str, text: str, **more: str) -> int:
    data = {"token": token, "text": text, "title": "Why it matters", **more}
    return client.post(f"/briefing/KEN/paragraph?{DAY}", data=data).status_code


def line_with(client: TestClient, words: str) -> str:
    return str(told(client, f"&find={words}")["found"][0]["key"])


def test_parts_are_chosen_ordered_and_recorded_with_who(client: TestClient, project: Path) -> None:
    data = {
        "token": named(client),
        "part": ["takeaways", "calendar", "outlook"],
        "place-takeaways": "9",
        "place-calendar": "2",
        "place-outlook": "1",
    }

    client.post(f"/briefing/KEN/order?{DAY}", data=data)

    chosen = [part["key"] for part in told(client)["parts"] if part["chosen"]]
    assert chosen == ["outlook", "calendar", "takeaways"]
    with open_project(project) as held:
        kept = read_arrangement(held.ledger, "KEN")
    assert kept is not None and kept.author == "Ada"
    page = client.get(f"/briefing/KEN/preview?{DAY}").text
    assert page.index("<h2>Outlook") < page.index("<h2>Calendar") < page.index("<h2>Takeaways")
    assert "<h2>Doctrine" not in page


@pytest.mark.parametrize(
    "wrong", [{"part": "secrets"}, {"part": ""}, {"part": "outlook", "place-outlook": "first"}]
)
def test_an_order_that_can_not_be_is_refused(client: TestClient, wrong: dict[str, str]) -> None:
    data = {"token": named(client), **wrong}

    assert client.post("/briefing/KEN/order", data=data).status_code == 400


def test_a_paragraph_cites_lines_and_statements_and_is_printed_with_notes(
    client: TestClient, project: Path
) -> None:
    token = named(client)
    key = line_with(client, "Mombasa")
    with open_project(project) as held:
        found = read_project(held, as_of=date(2026, 5, 1)).statements
    sanction = next(one for one in found if one.source == ("UGA",) and one.action == "SANCTION")

    assert write(client, token, f"Two tracks [@{key}] at once [@{sanction.key}].") == 200

    (row,) = told(client)["paragraphs"]
    assert (row["author"], row["printed"]) == ("Ada", True)
    page = json.loads(client.get(f"/briefing/KEN/as/json?{DAY}").content)
    (line,) = page[f"own-{row['id']}"]
    quotes = [one["quote"] for one in line["evidence"]]
    assert any("Mombasa" in quote for quote in quotes)
    assert any("imposed sanctions" in quote for quote in quotes)
    assert line["text"] == "Two tracks at once."


def test_marks_of_a_paragraph_lead_to_the_places_that_they_cite(
    client: TestClient, project: Path
) -> None:
    token = named(client)
    with open_project(project) as held:
        found = read_project(held, as_of=date(2026, 5, 1)).statements
    sanction = next(one for one in found if one.source == ("UGA",) and one.action == "SANCTION")
    write(client, token, f"First <b>this</b> [@{sanction.key}], then that.")

    page = client.get(f"/briefing/KEN?{DAY}").text

    address, mark = re.findall(r'<a class="mark" href="([^"]+)"[^>]*>([^<]+)</a>', page)[0]
    assert mark == f"[@{sanction.key}]"
    assert 'class="words">First &lt;b&gt;this&lt;/b&gt; <a' in page and "</a>, then that.<" in page
    place = client.get(html.unescape(address))
    assert place.status_code == 200 and 'id="here"' in place.text


@pytest.mark.parametrize("text", ["As said [@outlook-0000].", "", "[@../../x]", "x" * 20_001])
def test_a_paragraph_that_does_not_hold_is_refused(client: TestClient, text: str) -> None:
    assert write(client, named(client), text) == 400
    assert told(client)["paragraphs"] == []


def test_markup_in_a_paragraph_stays_text(client: TestClient) -> None:
    write(client, named(client), "<script>alert(1)</script> and <b>bold</b>", title="<i>x</i>")

    for address in ("/briefing/KEN", "/briefing/KEN/preview", "/briefing/KEN/as/html"):
        page = client.get(f"{address}?{DAY}").text
        assert "<script>alert" not in page and "<i>x</i>" not in page
        assert "&lt;b&gt;bold" in page


def test_versions_of_a_paragraph_stay_recorded(client: TestClient, project: Path) -> None:
    token = named(client)
    write(client, token, "First words.")
    name = str(told(client)["paragraphs"][0]["id"])
    write(client, token, "Better words.", id=name)
    assert [row["text"] for row in told(client)["paragraphs"]] == ["Better words."]

    write(client, token, "", id=name, withdraw="yes")

    assert told(client)["paragraphs"] == []
    with open_project(project) as held:
        versions = read_paragraphs(held.ledger, "KEN")
    assert [one.text for one in versions] == ["First words.", "Better words.", ""]
    assert write(client, token, "Again.", id=name) == 400


def test_nobody_writes_without_a_name(client: TestClient) -> None:
    assert write(client, token_in(client.get("/").text), "Plain words.") == 400


def test_a_paragraph_whose_document_came_later_is_left_out_and_said(client: TestClient) -> None:
    write(client, named(client), f"Plans [@{line_with(client, 'Mombasa')}].")

    early = client.get("/briefing/KEN.json?as_of=2026-03-10").json()

    assert early["paragraphs"][0]["printed"] is False
    page = client.get("/briefing/KEN/preview?as_of=2026-03-10").text
    assert "does not count as of this day" in page


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_handed_out_as_a_file(client: TestClient, form: str) -> None:
    answer = client.get(f"/briefing/KEN/as/{form}?{DAY}")

    assert answer.status_code == 200 and answer.content
    wanted = f'attachment; filename="KEN-2026-05-01.{FORMS[form].ending}"'
    assert answer.headers["content-disposition"] == wanted
    assert answer.headers["content-type"] == FORMS[form].media_type


def test_an_unknown_form_is_not_found(client: TestClient) -> None:
    assert client.get("/briefing/KEN/as/exe").status_code == 404


def test_the_preview_is_kept_apart_from_the_workbench(client: TestClient) -> None:
    answer = client.get(f"/briefing/KEN/preview?{DAY}")

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox") and "allow-same-origin" not in policy
    assert answer.headers["content-disposition"].startswith("inline")
    assert "default-src 'none'" in answer.text


def test_for_reading_only_there_is_nothing_to_change(opened: Opened) -> None:
    client = opened(read_only=True)
    page = client.get(f"/briefing/KEN?{DAY}").text

    assert "<textarea" not in page and 'name="part"' not in page
    assert client.get(f"/briefing/KEN/as/csl?{DAY}").status_code == 200
