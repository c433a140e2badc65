"""The opening lines say what the lists say, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from detente.briefing.confidence import confidence
from detente.briefing.portfolio import matrix_of
from detente.briefing.takeaways import Takeaways, spread
from detente.model import Evidence, Item

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


def item(name: str, text: str, **fields: object) -> Item:
    return Item(name, text, tuple(cited("a")), fields)


def cell(code: str, level: float, low: float, high: float, sector: str = "military") -> Item:
    return item(
        "portfolio", "", counterpart=code, sector=sector, level=level, low=low, high=high,
        n_events=3, n_assessments=0,
    )  # fmt: skip


def opening(*items: Item) -> list[str]:
    lists: dict[str, list[Item]] = {}
    for one in items:
        lists.setdefault(one.list, []).append(one)
    names = {"SWE": "Sweden", "FIN": "Finland", "ISL": "Iceland", "DNK": "Denmark"}
    matrix = matrix_of(lists.get("portfolio", []), names)
    made = Takeaways(lists, matrix, actor="NOR", as_of=AS_OF, names=names)
    return [one.text for one in made.choose(7)]


def test_a_level_that_is_sure_leads_before_a_higher_one_that_is_not() -> None:
    texts = opening(cell("SWE", 4.0, 2.0, 6.0), cell("FIN", 6.0, -3.0, 10.0))
    assert texts[0].startswith("Relations with Sweden are closest in the military sector: +4.0")


def test_what_is_traded_is_told_with_the_closest_relation_and_not_again() -> None:
    trade = item("exchanges", "Norway gives Sweden gas.", giver="NOR", receiver="SWE")
    (text,) = opening(cell("SWE", 4.0, 2.0, 6.0), trade)
    assert text.endswith("interval +2.0 to +6.0; Norway gives Sweden gas.")
    other = item("exchanges", "Norway gives Finland gas.", giver="NOR", receiver="FIN")
    assert len(opening(cell("SWE", 4.0, 2.0, 6.0), other)) == 1
    twice = replace(other, evidence=(*other.evidence, replace(other.evidence[0], start=3)))
    assert opening(cell("SWE", 4.0, 2.0, 6.0), twice)[1] == "Norway gives Finland gas."


def test_the_doctrine_about_the_worst_relation_comes_first() -> None:
    friend = item("doctrine", "Friend.", counterpart="SWE", repeated=[AS_OF, AS_OF])
    rival = item("doctrine", "Rival.", counterpart="ISL", repeated=[])
    texts = opening(cell("ISL", -4.0, -6.0, -2.0), friend, rival)
    assert "Rival." in texts and "Friend." not in texts


def test_the_parting_of_a_relation_not_told_yet_comes_without_its_quotations() -> None:
    told = item("signals", "Iceland parts.", type="decoupling", source=["NOR"], target=["ISL"])
    words = "Norway and Denmark part; trade: growth (“it grew”), then a halt (“it ended”)."
    new = item("signals", words, type="decoupling", source=["NOR"], target=["DNK"])
    texts = opening(cell("ISL", -4.0, -6.0, -2.0), told, new)
    assert texts[1:] == ["Norway and Denmark part; trade: growth, then a halt."]
