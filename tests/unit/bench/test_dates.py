"""Scores of the date reader against TimeML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from detente.bench.dates import error_counts, pairings, read_dates, score_dates
from detente.bench.timeml import TimemlDocument, Timex
from detente.model import Sentence
from detente.statements.masks import Masked
from detente.statements.trees import Tree

MAY = Timex(3, 6, "May", "DATE", "2024-05")


def timex(start: int, end: int, value: str = "2024-05", kind: str = "DATE") -> Timex:
    return Timex(start, end, "x" * (end - start), kind, value)


def test_overlap_counts_for_the_relaxed_score_only() -> None:
    score = score_dates([timex(0, 6)], [MAY])
    assert (score.strict.value, score.relaxed.value, score.value.value) == (0.0, 1.0, 1.0)


def test_value_f1_counts_a_wrong_value_as_missed_on_both_sides() -> None:
    found = [timex(3, 6), timex(10, 13, "2023"), timex(20, 22, "P1D")]
    marked = [MAY, timex(10, 13, "2022")]
    score = score_dates(found, marked)
    assert score.relaxed.value == 2 * 2 / 5
    assert score.value.value == 2 * 1 / 5
    assert score.type.value == 2 * 2 / 5


def test_one_expression_serves_one_other() -> None:
    score = score_dates([timex(0, 20)], [timex(0, 5), timex(6, 20)])
    assert score.relaxed.recall.part == 1
    pairs = pairings([timex(0, 20)], [timex(0, 5), timex(6, 20)])
    assert sorted(pairs, key=str) == sorted(
        [(None, timex(0, 5)), (timex(0, 20), timex(6, 20))], key=str
    )


def test_scores_add_up_over_documents() -> None:
    both = score_dates([MAY], [MAY]) + score_dates([], [MAY])
    assert (both.value.precision.whole, both.value.recall.whole) == (1, 2)


def test_nothing_found_and_nothing_marked_is_no_division_by_zero() -> None:
    assert score_dates([], []).value.value == 0.0


def test_errors_are_counted_by_type() -> None:
    counts = error_counts([(MAY, None), (None, MAY), (MAY, timex(3, 6, "2023-05")), (MAY, MAY)])
    assert {kind for _, kind in counts} == {"not marked", "missed", "other value", "right"}


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
