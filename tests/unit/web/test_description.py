"""Programs are told which addresses there are."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from detente.web.routes import PAGES

KNOWN = {"actor": "KEN", "other": "UGA", "sector": "economic"}


def test_every_page_is_described_and_answers_as_described(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    paths = told["paths"]

    assert told["openapi"].startswith("3.1")
    assert len(paths) == len({page.path for page in PAGES})
    for address, one in paths.items():
        named = {p["name"] for p in one["get"]["parameters"] if p["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", address))
        if named <= KNOWN.keys() and address.endswith(".json"):
            answer = client.get(address.format(**KNOWN), params={"as_of": "2026-05-01"})
            assert answer.status_code == 200, address
            assert "title" in answer.json()


def test_a_refusal_has_the_described_form(client: TestClient) -> None:
    told = client.get("/openapi.json").json()
    schema = told["components"]["schemas"]["Error"]["properties"]["error"]

    refused = client.get("/portfolio/KEN.json", params={"as_of": "soon"}).json()

    assert set(schema["required"]) == set(refused["error"])
