"""No line is printed that its evidence does not support."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from detente.briefing import (
    Briefing,
    check_evidence,
    render_docx,
    render_html,
    render_json,
    render_markdown,
    summary_lines,
)
from detente.briefing.page import LISTS
from detente.errors import UnsupportedLine
from detente.model import DatasetRow, Document, Evidence, Item

ROW = DatasetRow(
    "icews", "2024:17", "events.tab", 17, date(2024, 3, 2), date(2024, 3, 2), source="NOR",
    target="SWE", action="CONSULT", weight=1.0,
)  # fmt: skip

Documents = dict[str, Document]
RENDERERS: list[Callable[[Briefing, Documents], object]] = [
    lambda briefing, documents: check_evidence(briefing, documents),
    lambda briefing, documents: render_html(briefing, documents),
    lambda briefing, documents: render_markdown(briefing, documents),
    lambda briefing, documents: render_docx(briefing, documents),
    lambda briefing, _: render_json(briefing),
    lambda briefing, _: summary_lines(briefing),
]


@pytest.mark.parametrize("render", RENDERERS)
def test_a_line_without_evidence_is_refused_by_name(made: Any, render: Any) -> None:
    planted = made.with_line("drivers", Item("drivers", "Norway needs cod.", ()))
    with pytest.raises(UnsupportedLine, match=r"line of drivers: “Norway needs cod\.”"):
        render(planted, made.documents)


@pytest.mark.parametrize("render", RENDERERS)
def test_a_quote_that_is_not_in_the_document_is_refused(made: Any, proof: Any, render: Any) -> None:
    false = replace(proof, quote="Norway and Sweden held no talks")
    planted = made.with_line("drivers", Item("drivers", "Norway needs cod.", (false,)))
    with pytest.raises(UnsupportedLine, match=r"Norway needs cod.*is not what stands at"):
        render(planted, made.documents)


@pytest.mark.parametrize("name", [name for name in LISTS if name != "rejected"])
def test_every_list_is_checked(made: Any, name: str) -> None:
    with pytest.raises(UnsupportedLine):
        check_evidence(made.with_line(name, Item(name, "A claim.", ())), made.documents)


def test_evidence_inside_a_field_is_checked_too(made: Any, proof: Any) -> None:
    false = replace(proof, end=proof.end - 1)
    item = Item("commitments", "A promise.", (proof,), {"status_evidence": (false,)})
    with pytest.raises(UnsupportedLine, match="A promise"):
        check_evidence(made.with_line("commitments", item), made.documents)


@pytest.mark.parametrize("change", [{"end": 10**6}, {"start": -1}, {"document": "elsewhere"}])
def test_a_place_outside_the_documents_is_refused(made: Any, proof: Any, change: Any) -> None:
    item = Item("drivers", "A claim.", (replace(proof, **change),))
    with pytest.raises(UnsupportedLine):
        check_evidence(made.with_line("drivers", item), made.documents)


def test_an_empty_quote_proves_nothing(made: Any, proof: Any) -> None:
    item = Item("drivers", "A claim.", (replace(proof, start=3, end=3, quote=""),))
    with pytest.raises(UnsupportedLine):
        check_evidence(made.with_line("drivers", item), made.documents)


def test_a_row_that_the_dataset_has_is_evidence_and_half_of_one_is_not(made: Any) -> None:
    row = Item("drivers", "A claim.", (Evidence(dataset="icews", row="2024:17"),))
    planted = made.with_line("drivers", row)
    check_evidence(replace(planted, rows={("icews", "2024:17"): ROW}), made.documents)
    with pytest.raises(UnsupportedLine, match="no such row"):
        check_evidence(planted, made.documents)
    half = Item("drivers", "A claim.", (Evidence(dataset="icews"),))
    with pytest.raises(UnsupportedLine):
        check_evidence(made.with_line("drivers", half), made.documents)


def test_what_was_left_out_needs_no_evidence(made: Any) -> None:
    assert made.briefing.lists["rejected"]
    check_evidence(made.briefing, made.documents)
