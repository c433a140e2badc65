"""The JSON form has the documented keys, and its quotes are the documents' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from detente.briefing import render_json
from detente.model import DatasetRow, Evidence, Item

ROW = DatasetRow(
    "icews", "2024:17", "events.tab", 17, date(2024, 3, 2), date(2024, 3, 2), source="NOR",
    target="SWE", action="CONSULT", weight=1.0,
)  # fmt: skip

KEYS = [
    "actor", "as_of", "generated_from", "takeaways", "portfolio", "scores", "doctrine", "events",
    "signals",
    "stances", "omissions", "reciprocity", "exchanges", "drivers", "commitments", "breadth",
    "calendar", "outlook", "indicators", "expectations", "scenarios", "track_records",
    "recommendations", "channels", "contested", "publications", "rejected",
]  # fmt: skip


def test_the_keys_are_the_documented_ones(made: Any) -> None:
    page = json.loads(render_json(made.briefing))
    assert list(page) == KEYS
    assert (page["actor"], page["as_of"]) == ("NOR", "2024-07-01")
    assert isinstance(page["breadth"], dict)


def test_every_quote_is_the_text_between_its_offsets(made: Any) -> None:
    page = json.loads(render_json(made.briefing))
    rows = [row for key in KEYS[3:] if isinstance(page[key], list) for row in page[key]]
    cited = [proof for row in rows for proof in row.get("evidence", ())]
    assert cited
    for proof in cited:
        text = made.documents[proof["document"]].text
        assert text[proof["start"] : proof["end"]] == proof["quote"]
        assert proof["origin"] == made.documents[proof["document"]].origin
        assert "page" not in proof


def test_dates_are_iso_and_intervals_are_lists(made: Any) -> None:
    page = json.loads(render_json(made.briefing))
    (forecast,) = page["outlook"]
    assert forecast["window"] == ["2024-06-20", "2025-06-20"]
    assert len(forecast["likelihood"]) == 2
    assert page["calendar"][0]["begins_on"] == "2024-10-01"
    assert page["calendar"][0]["hinges"] == [forecast["id"]]


def test_a_dataset_row_is_cited_by_name_and_row(made: Any) -> None:
    item = Item("drivers", "A claim.", (Evidence(dataset="icews", row="2024:17"),))
    planted = replace(made.with_line("drivers", item), rows={("icews", "2024:17"): ROW})
    (cited,) = json.loads(render_json(planted))["drivers"][-1]["evidence"]
    assert (cited["dataset"], cited["row"]) == ("icews", "2024:17")
    assert (cited["file"], cited["line"]) == ("events.tab", 17)
    assert cited["fields"]["day"] == "2024-03-02"
    assert "score" not in cited["fields"]


def test_page_and_address_are_given_where_there_are_any(made: Any, proof: Any) -> None:
    item = Item("drivers", "A claim.", (replace(proof, page=3),))
    page = json.loads(render_json(made.with_line("drivers", item)))
    cited = page["drivers"][-1]["evidence"][0]
    assert (cited["page"], cited["url"]) == (3, "https://example.org/n")


def test_nothing_known_of_breadth_is_not_zero(corpus: Any, make: Callable[..., Any]) -> None:
    corpus.document("silent")
    corpus.write("The weather was mild.")
    breadth = json.loads(render_json(make(corpus).briefing))["breadth"]
    assert breadth["effective_number"] is None
