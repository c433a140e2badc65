"""A relation says how it stands, what happened, and what each number rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from detente.web.printing import evidence_link

AS_OF = "as_of=2026-05-01"


def evidence_in(value: object) -> Iterator[dict[str, object]]:
    """Every piece of evidence in a page's values."""
    if isinstance(value, dict):
        if ("start" in value and "document" in value) or (
            "row" in value and "dataset" in value and "line" in value
        ):
            yield value
        for part in value.values():
            yield from evidence_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from evidence_in(part)


@pytest.mark.parametrize("sector", ["", "/diplomatic", "/economic"])
def test_the_page_shows_the_level_that_the_portfolio_has(client: TestClient, sector: str) -> None:
    told = client.get(f"/relation/KEN/UGA{sector}.json?{AS_OF}").json()
    page = client.get(f"/relation/KEN/UGA{sector}?{AS_OF}").text
    (row,) = [
        row
        for row in client.get(f"/portfolio/KEN.json?{AS_OF}").json()["rows"]
        if row["counterpart"] == "UGA"
    ]
    cell = row["cells"].get(sector.strip("/")) if sector else row["overall"]

    assert (told["cell"] or {}).get("level") == (cell or {}).get("level")
    if cell:
        assert f"{abs(cell['level']):.1f}" in page
        assert told["course"][-1]["level"] == pytest.approx(cell["level"], abs=0.02)


def test_events_and_statements_stand_in_both_forms(client: TestClient) -> None:
    told = client.get(f"/relation/KEN/UGA.json?{AS_OF}").json()
    page = client.get(f"/relation/KEN/UGA?{AS_OF}").text

    assert told["events"]["rows"]
    assert told["statements"]["total"] >= 3
    for one in told["statements"]["rows"]:
        assert one["evidence"]["quote"].split(".")[0] in page
    assert "sanctions on Kenya" in str(told["statements"])
    assert {section["key"] for section in told["sections"]} >= {"calendar"}


def test_what_came_later_is_not_told_of_an_earlier_day(client: TestClient) -> None:
    early = client.get("/relation/KEN/UGA.json?as_of=2026-03-10").json()

    assert "sanctions" not in str(early)
    assert (
        early["cell"]["level"]
        > client.get(f"/relation/KEN/UGA.json?{AS_OF}").json()["cell"]["level"]
    )


def test_one_sector_leaves_the_others_out(client: TestClient) -> None:
    whole = client.get(f"/relation/KEN/TZA.json?{AS_OF}").json()
    for sector in whole["cells"]:
        part = client.get(f"/relation/KEN/TZA/{sector}.json?{AS_OF}").json()
        assert part["events"]["total"] <= whole["events"]["total"]
        assert all(sector in (row["sectors"] or ["diplomatic"]) for row in part["events"]["rows"])


@pytest.mark.parametrize(
    "path",
    [
        "/relation/KEN/ATLANTIS",
        "/relation/ATLANTIS/KEN",
        "/relation/KEN/UGA/gardening",
        "/relation/KEN/KEN",
        "/rows/plain/ffff:1",
        "/rows/..%2f..%2fetc/0a:1",
    ],
)
def test_what_does_not_exist_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_relation_of_which_nothing_is_known_says_so(client: TestClient) -> None:
    page = client.get(f"/relation/KEN/PRY?{AS_OF}")

    assert page.status_code == 200
    assert "Missing is not zero" in page.text


def test_rows_of_datasets_lead_to_their_file_and_line(rows_client: TestClient) -> None:
    told = rows_client.get(f"/relation/KEN/UGA.json?{AS_OF}").json()
    assert told["days"]["total"] == 3
    found = list(evidence_in(told))
    assert found
    for one in found:
        row = rows_client.get(f"{evidence_link(one)}.json")
        assert row.status_code == 200
        assert row.json()["line"] == one["line"]
        assert row.json()["file"] == "acts.csv"


def test_a_row_shows_all_that_it_says(rows_client: TestClient) -> None:
    told = rows_client.get(f"/relation/KEN/TZA.json?{AS_OF}").json()
    newest = told["days"]["rows"][0]
    row = rows_client.get(f"/rows/plain/{newest['row']}.json").json()
    page = rows_client.get(f"/rows/plain/{newest['row']}").text

    assert (row["day"], row["source"], row["target"]) == ("2026-04-20", "TZA", "KEN")
    for shown in ("acts.csv", "line 6", "Hill Radio", "20 April 2026", "163"):
        assert shown in page
    assert rows_client.get("/rows/plain/zz*:6").status_code == 404
    assert rows_client.get(f"/rows/other/{newest['row']}").status_code == 404


def test_days_after_the_day_asked_for_are_left_out(rows_client: TestClient) -> None:
    told = rows_client.get("/relation/KEN/UGA.json?as_of=2025-12-31").json()

    assert {row["day"] for row in told["days"]["rows"]} == {"2025-11-03", "2025-12-10"}
