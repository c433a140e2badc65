"""Every page says the same as HTML and as JSON."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_the_front_page_lists_the_states_that_are_spoken_of(client: TestClient) -> None:
    told = client.get("/index.json").json()

    assert told["actors"][0]["actor"] == "KEN"
    assert "Kenya" in client.get("/").text


def test_the_picker_leads_to_a_state_by_name(client: TestClient) -> None:
    answer = client.get("/go?actor=uganda&view=portfolio", follow_redirects=False)

    assert answer.headers["location"] == "/portfolio/UGA"
    assert client.get("/go?actor=Atlantis").status_code == 404


def test_the_portfolio_has_its_levels_in_both_forms(client: TestClient) -> None:
    told = client.get("/portfolio/KEN.json?as_of=2026-05-01").json()
    page = client.get("/portfolio/KEN?as_of=2026-05-01").text

    assert {row["counterpart"] for row in told["rows"]} == {"UGA", "TZA"}
    for row in told["rows"]:
        shown = f"{abs(row['overall']['level']):.1f}"
        assert shown in page


def test_an_earlier_day_shows_what_was_known_then(client: TestClient) -> None:
    early = client.get("/portfolio/KEN.json?as_of=2026-03-05").json()
    late = client.get("/portfolio/KEN.json?as_of=2026-05-01").json()

    assert early["generated_from"]["documents"] == 1
    assert late["generated_from"]["documents"] == 2


def test_a_wrong_day_is_told(client: TestClient) -> None:
    answer = client.get("/portfolio/KEN.json?as_of=yesterday")

    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.json()["error"]["message"]
