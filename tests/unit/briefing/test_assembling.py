"""What goes into a briefing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.briefing.page import LISTS
from detente.briefing.portfolio import matrix_of
from detente.model import Evidence, Item


def test_every_list_is_there_even_when_empty(made: Any) -> None:
    assert set(made.briefing.lists) == set(LISTS)


def test_only_cited_documents_are_carried(told: Any, make: Callable[..., Any]) -> None:
    told.document("unread")
    told.write("   ")
    assert "unread" not in make(told).briefing.documents


def test_a_copy_is_counted_and_not_listed(told: Any, make: Callable[..., Any]) -> None:
    told.document("wire copy")
    told.write("Norway and Sweden held talks on cod in May 2024.")
    rows = make(told, copies={"wire copy": "north"}).briefing.lists["publications"]
    assert {row.fields["title"]: row.fields["copies"] for row in rows} == {
        "Cold water": 1,
        "south.txt": 0,
    }


def test_a_publication_is_ungraded_and_cites_its_own_text(made: Any) -> None:
    for row in made.briefing.lists["publications"]:
        assert row.fields["grade"] == "ungraded"
        assert row.evidence[0].quote


def test_what_was_left_out_says_where_and_why(made: Any) -> None:
    (row,) = made.briefing.lists["rejected"]
    assert row.text == "File (scan.pdf): it is encrypted."


def cell(counterpart: str, sector: str, level: float, n: int) -> Item:
    fields = {"counterpart": counterpart, "sector": sector, "level": level, "n_events": n}
    proof = Evidence(dataset="d", row=f"{counterpart}{sector}")
    return Item("portfolio", "x", (proof,), fields)


def test_the_overall_cell_weighs_sectors_by_their_evidence() -> None:
    items = [cell("SWE", "military", 8.0, 3), cell("SWE", "economic", 0.0, 1)]
    matrix = matrix_of(items, {"SWE": "Sweden"})
    assert matrix.rows[0].overall.level == (8.0 * 3 + 0.0 * 1) / 4
    assert matrix.rows[0].overall.n == 4


def test_rows_by_importance_and_sectors_in_the_codebooks_order() -> None:
    items = [
        cell("SWE", "economic", 1, 1),
        cell("FIN", "legal", 1, 5),
        cell("FIN", "military", 1, 1),
    ]
    matrix = matrix_of(items, {"SWE": "Sweden", "FIN": "Finland"})
    assert [row.name for row in matrix.rows] == ["Finland", "Sweden"]
    assert matrix.sectors == ("military", "economic", "legal")


def test_a_sector_without_evidence_is_missing_and_not_zero() -> None:
    matrix = matrix_of([cell("SWE", "economic", 1, 1), cell("FIN", "legal", 1, 5)], {})
    assert "legal" not in matrix.rows[-1].cells
