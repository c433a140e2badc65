"""Scores of the date reader against TimeML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from detente.bench.dates import (
    pairings,
    prediction,
    read_dates,
    score_pairs,
    type_confusion,
    value_by_type,
)
from detente.bench.scores import Agreement
from detente.bench.timeml import TimemlDocument, Timex
from detente.model import Sentence
from detente.statements.masks import Masked
from detente.statements.trees import Tree

MAY = Timex(3, 6, "May", "DATE", "2024-05")


def timex(start: int, end: int, value: str = "2024-05", kind: str = "DATE") -> Timex:
    return Timex(start, end, "x" * (end - start), kind, value)


def f1(found: list[Timex], marked: list[Timex], name: str) -> float:
    agreement = score_pairs(pairings(found, marked))[name]
    assert isinstance(agreement, Agreement)
    return agreement.f1


def test_overlap_counts_for_the_relaxed_score_only() -> None:
    assert f1([timex(0, 6)], [MAY], "extent_strict") == 0.0
    assert f1([timex(0, 6)], [MAY], "extent_relaxed") == f1([timex(0, 6)], [MAY], "value") == 1.0


def test_value_f1_counts_a_wrong_value_as_missed_on_both_sides() -> None:
    found = [timex(3, 6), timex(10, 13, "2023"), timex(20, 22, "P1D")]
    marked = [MAY, timex(10, 13, "2022")]
    assert f1(found, marked, "extent_relaxed") == f1(found, marked, "type") == 2 * 2 / 5
    assert f1(found, marked, "value") == 2 * 1 / 5


def test_one_expression_serves_one_other() -> None:
    pairs = pairings([timex(0, 20)], [timex(0, 5), timex(6, 20)])
    assert sorted(pairs, key=str) == sorted(
        [(None, timex(0, 5)), (timex(0, 20), timex(6, 20))], key=str
    )


@pytest.mark.parametrize("name", ["extent_strict", "extent_relaxed", "type", "value"])
def test_nothing_found_and_nothing_marked_is_no_division_by_zero(name: str) -> None:
    assert f1([], [], name) == 0.0


def test_types_are_told_apart() -> None:
    pairs = [(MAY, None), (None, MAY), (timex(3, 6, "P1M", "DURATION"), MAY), (MAY, MAY)]
    assert value_by_type(pairs)["DATE"] == Agreement(right=1, predicted=2, gold=3)
    assert value_by_type(pairs)["DURATION"] == Agreement(right=0, predicted=1, gold=0)
    assert type_confusion(pairs).counts["DATE", "DURATION"] == 1


def test_prediction_holds_offsets_of_the_text() -> None:
    document = TimemlDocument("one.tml", "In May.", None, "day", ())
    (row,) = prediction(document, [MAY])["timexes"]  # type: ignore[misc]
    assert row == {"start": 3, "end": 6, "text": "May", "type": "DATE", "value": "2024-05"}


class NoParser:
    """Gives trees without tokens, so that no tense is known."""

    version = "none"

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        for sentence, _ in rows:
            yield Tree(sentence, [])


def test_dates_are_read_with_the_document_date_and_the_sentence_before() -> None:
    text = "Peru signed on 3 May 2023. It withdrew the next day.\n\nChile objected last month."
    document = TimemlDocument("one", text, date(2024, 8, 28), "day", ())
    (found,) = read_dates([document], parser=NoParser())
    assert [(t.words, t.value) for t in found] == [
        ("3 May 2023", "2023-05-03"),
        ("the next day", "2023-05-04"),
        ("last month", "2024-07"),
    ]
    assert all(text[t.start : t.end] == t.words for t in found)


def test_range_is_two_expressions() -> None:
    document = TimemlDocument("one", "It held from 2019 to 2021.", date(2024, 8, 28), "day", ())
    (found,) = read_dates([document], parser=NoParser())
    assert [t.value for t in found] == ["2019", "2021"]
