"""What changed between two pictures is told once, with its evidence, and nothing else is."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

from detente.briefing import (
    Briefing,
    compare,
    difference_lines,
    render_difference,
    render_json,
)
from detente.model import DatasetRow, Document, Evidence, Item
from detente.series import Coverage, Series, day_number

FIRST, SECOND = date(2024, 3, 1), date(2024, 4, 1)
TEXT = "Alpha. Bravo. Charlie. Delta. Echo. Foxtrot."
DOCUMENT = Document("d1", "d.txt", TEXT, publisher="Press", published=date(2024, 2, 1))


def proof(word: str) -> Evidence:
    start = TEXT.index(word)
    return Evidence("d1", start, start + len(word), word, date(2024, 2, 1), "Press")


def line(name: str, word: str, text: str = "", **fields: Any) -> Item:
    return Item(name, text or f"{word} holds.", (proof(word),), fields, id=f"{name}-{word}")


def cell(level: float, half: float, word: str = "Alpha", sector: str = "military") -> Item:
    bounds = {"level": level, "low": level - half, "high": level + half}
    return line("portfolio", word, counterpart="NOR", sector=sector, **bounds)


def page(day: date, *items: Item, rows: Any = ()) -> Briefing:
    lists: dict[str, tuple[Item, ...]] = {}
    for item in items:
        lists[item.list] = (*lists.get(item.list, ()), item)
    return Briefing(
        "FIN", "Finland", day, {}, lists, {"NOR": "Norway"}, {"d1": DOCUMENT},
        {(row.dataset, row.row): row for row in rows},
    )  # fmt: skip


def texts(changes: Briefing, name: str) -> list[str]:
    return [item.text for item in changes.lists[name]]


def test_the_same_picture_twice_has_no_changes() -> None:
    items = cell(1, 1), line("signals", "Bravo", type="act"), line("events", "Charlie")
    changes = compare(page(FIRST, *items), page(SECOND, *items))
    assert not list(changes.lines())
    assert difference_lines(changes)[-1] == "Nothing changed."


def test_a_move_says_whether_it_exceeds_the_uncertainty_of_both() -> None:
    # Half widths of 1 and 1 allow for a difference of sqrt(2).
    sure = compare(page(FIRST, cell(0, 1)), page(SECOND, cell(1.5, 1)))
    unsure = compare(page(FIRST, cell(0, 1)), page(SECOND, cell(1.3, 1)))
    (one,), (other,) = sure.lists["levels"], unsure.lists["levels"]
    assert one.fields["beyond_doubt"] and "more than the uncertainty" in one.text
    assert not other.fields["beyond_doubt"] and "within" in other.text
    assert one.fields["before"] == {"level": 0, "low": -1, "high": 1}
    assert one.fields["move"] == pytest.approx(1.5)


def test_cells_appear_and_vanish_without_a_move() -> None:
    changes = compare(page(FIRST, cell(1, 1, sector="legal")), page(SECOND, cell(2, 1)))
    moves = [item.fields["move"] for item in changes.lists["levels"]]
    assert moves == [None, None]


def test_an_event_that_gained_a_report_is_not_new() -> None:
    old = Item("events", "Talks.", (proof("Alpha"),), id="e1")
    same = Item("events", "Talks.", (proof("Alpha"), proof("Bravo")), id="e2")
    new = Item("events", "A treaty.", (proof("Charlie"),), id="e3")
    changes = compare(page(FIRST, old), page(SECOND, same, new))
    assert texts(changes, "events") == ["A treaty."]


def when(day: date, status: str, word: str = "Alpha") -> Item:
    return line("calendar", word, begins_on=day, ends_on=day, status=status)


def test_dates_are_new_passed_or_moved() -> None:
    old = when(date(2024, 3, 10), "ahead"), when(date(2024, 6, 1), "ahead", "Bravo")
    now = (
        when(date(2024, 3, 10), "past"),
        when(date(2024, 7, 1), "ahead", "Bravo"),
        when(date(2024, 8, 1), "ahead", "Charlie"),
        when(date(2020, 8, 1), "past", "Delta"),
    )
    changes = compare(page(FIRST, *old), page(SECOND, *now))
    told = [item.fields["change"] for item in changes.lists["dates"]]
    assert told == ["passed", "moved", "new"]
    assert texts(changes, "dates")[1].startswith("Moved from 1 June 2024")


def forecast(word: str, low: float, high: float, last: date = date(2025, 1, 1)) -> Item:
    window = date(2024, 1, 1), last
    fields = {"source": ("NOR",), "target": ("FIN",), "condition": "", "speaker": ""}
    return line(
        "outlook", word, action=f"ACT {word}", likelihood=(low, high), window=window, **fields
    )


def test_forecasts_are_new_changed_due_or_gone() -> None:
    old = (
        forecast("Alpha", 0.1, 0.2),
        forecast("Bravo", 0.5, 0.6),
        forecast("Charlie", 0.5, 0.6, date(2024, 3, 20)),
        forecast("Echo", 0.5, 0.6),
    )
    now = (
        forecast("Alpha", 0.7, 0.9),
        forecast("Charlie", 0.5, 0.6, date(2024, 3, 20)),
        forecast("Delta", 0.5, 0.6),
        forecast("Echo", 0.5, 0.6),
    )
    changes = compare(page(FIRST, *old), page(SECOND, *now))
    told = [(item.fields["change"], item.id[8:]) for item in changes.lists["forecasts"]]
    assert told == [("changed", "Alpha"), ("due", "Charlie"), ("new", "Delta"), ("gone", "Bravo")]


def test_a_new_signal_names_its_list_and_a_commitment_its_new_fate() -> None:
    old = line("commitments", "Alpha", status="open")
    now = line("commitments", "Alpha", status="kept"), line("signals", "Bravo", type="threat")
    changes = compare(page(FIRST, old), page(SECOND, *now))
    told = [(item.fields["from"], item.fields["change"]) for item in changes.lists["signals"]]
    assert told == [("signals", "new"), ("commitments", "changed")]
    assert "From open to kept" in texts(changes, "signals")[1]


def series(*days: tuple[str, int]) -> Series:
    numbers = np.array([day_number(date.fromisoformat(day)) for day, _ in days])
    counts = np.array([count for _, count in days])
    return Series(
        "set", "NOR", "FIN", numbers, np.full(len(days), 2.0), counts, counts * 3,
        Coverage(0, np.ones(1)), tuple(f"r{day}" for day, _ in days), sector="military",
    )  # fmt: skip


def test_new_rows_of_datasets_are_counted_as_events_with_their_reports() -> None:
    early = [series(("2024-02-01", 2))]
    late = [series(("2024-01-05", 1), ("2024-02-01", 2), ("2024-03-09", 3))]
    days = [date(2024, 3, 9), date(2024, 1, 5)]
    rows = [DatasetRow("set", f"r{day}", "f.csv", 7, day, day) for day in days]
    changes = compare(page(FIRST), page(SECOND, rows=rows), early_series=early, late_series=late)
    (item,) = changes.lists["rows"]
    assert (item.fields["n_events"], item.fields["n_reports"]) == (4, 12)
    assert [proof.row for proof in item.evidence] == ["r2024-03-09", "r2024-01-05"]
    assert "4 new events (12 reports)" in "\n".join(difference_lines(changes))
    assert "4 new events" in render_difference(changes)


def test_what_a_dataset_alone_tells_is_no_event_of_documents() -> None:
    row = DatasetRow("set", "r1", "f.csv", 7, SECOND, SECOND)
    told = Item("events", "Talks; 9 reports.", (Evidence(dataset="set", row="r1"),), id="e1")
    assert texts(compare(page(FIRST), page(SECOND, told, rows=[row])), "events") == []


def test_the_page_of_changes_has_the_form_of_a_briefing() -> None:
    changes = compare(page(FIRST), page(SECOND, line("signals", "Bravo", type="threat")))
    told = json.loads(render_json(changes))
    assert list(told) == [
        "actor", "from", "to", "documents", "events", "rows", "levels", "dates", "forecasts",
        "signals",
    ]  # fmt: skip
    assert (told["from"], told["to"]) == ("2024-03-01", "2024-04-01")
    assert told["signals"][0]["evidence"][0]["quote"] == "Bravo"
