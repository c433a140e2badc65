"""The opening lines say what the lists say, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from detente.briefing.confidence import confidence
from detente.briefing.takeaways import spread
from detente.model import Evidence

AS_OF = date(2024, 7, 1)


def cited(*publishers: str, published: date = date(2024, 6, 1)) -> list[Evidence]:
    return [
        Evidence(document=f"d{n}", start=0, end=1, quote="x", publisher=name, published=published)
        for n, name in enumerate(publishers)
    ]


def test_at_most_seven_and_each_with_evidence_and_confidence(made: Any) -> None:
    takeaways = made.briefing.lists["takeaways"]
    assert 0 < len(takeaways) <= 7
    for item in takeaways:
        assert item.evidence
        assert item.fields["confidence"] in ("low", "moderate", "high")
        assert item.fields["about"]


def test_closest_and_worst_are_the_ends_of_the_portfolio(made: Any) -> None:
    texts = [item.text for item in made.briefing.lists["takeaways"]]
    cells = {
        (item.fields["counterpart"], item.fields["sector"]): item.fields["level"]
        for item in made.briefing.lists["portfolio"]
    }
    assert min(cells, key=lambda cell: cells[cell]) == ("ISL", "military")
    assert any("Relations with Iceland are worst in the military sector" in text for text in texts)


def test_the_next_date_comes_with_its_hinges(made: Any) -> None:
    (line,) = [
        item.text for item in made.briefing.lists["takeaways"] if item.fields["about"] == "calendar"
    ]
    assert "Norway-Sweden summit in October 2024, on which 1 forecast hinges" in line


def test_a_line_goes_with_the_only_document_that_carried_it(
    told: Any, make: Callable[..., Any]
) -> None:
    told.statements = [row for row in told.statements if row.document != "north"]
    lists = make(told).briefing.lists
    assert not lists["outlook"]
    assert not lists["calendar"]
    assert not [item for item in lists["portfolio"] if item.fields["counterpart"] == "FIN"]


def test_confidence_rises_with_independent_publishers() -> None:
    grades = [confidence(cited(*"abc"[:n]), as_of=AS_OF) for n in (1, 2, 3)]
    assert grades == ["low", "moderate", "high"]


def test_one_publisher_never_gives_high_confidence() -> None:
    assert confidence(cited(*["a"] * 50), as_of=AS_OF) == "moderate"


def test_documents_of_unknown_publishers_do_not_confirm_each_other() -> None:
    assert confidence(cited("", ""), as_of=AS_OF) == "low"


def test_denial_and_age_take_one_step_off() -> None:
    rows = cited("a", "b", "c")
    assert confidence(rows, as_of=AS_OF, contested=True) == "moderate"
    old = [replace(row, published=date(2020, 1, 1)) for row in rows]
    assert confidence(old, as_of=AS_OF) == "moderate"


def test_evidence_is_taken_from_every_publisher_before_twice_from_one() -> None:
    rows = cited("a", "a", "a", "b")
    assert [row.publisher for row in spread(rows, 2)] == ["a", "b"]
