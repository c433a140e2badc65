"""Which statements stand around one, and what is held of each."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import pytest

from detente.codebook import load_codebook
from detente.model import Document, Statement, View
from detente.settings import Settings
from detente.signals.ground import Ground

SENTENCES = ("France met China. ", "It aided India. ", "It left. ", "It met Iran. ")


def ground_of(*, missing: str = "") -> Ground:
    """Two documents of four sentences, two statements in each sentence but the third."""
    text = "".join(SENTENCES)
    starts = [0, *accumulate(map(len, SENTENCES))][:4]
    documents = {
        name: Document(name, f"{name}.txt", text, published=date(2024, 3, 1))
        for name in ("a", "b")
        if name != missing
    }
    rows = [
        Statement(name, kind, ("FRA",), ("CHN",), start, start + 9, start, start + 9)
        for name in ("b", "a")
        for number, start in enumerate(starts)
        for kind in ("event", "forecast")
        if number != 2
    ]
    view = View("FRA", date(2024, 4, 1), documents, tuple(rows))
    return Ground(view, codebook=load_codebook(), settings=Settings())


@pytest.mark.parametrize(
    ("number", "before", "after", "expected"),
    [
        (2, 0, 0, [2, 3]),
        (3, 1, 0, [0, 1, 2, 3]),
        (2, 0, 1, [2, 3, 4, 5]),
        (2, 9, 9, [0, 1, 2, 3, 4, 5]),
        (5, 0, 2, [4, 5]),
        (6, 2, 1, [6, 7, 8, 9]),
    ],
)
def test_what_stands_around_a_statement_ends_with_its_document(
    number: int, before: int, after: int, expected: list[int]
) -> None:
    ground = ground_of()
    near = ground.around(ground.readings[number], before=before, after=after)
    assert [row.number for row in near] == expected
    assert {row.statement.document for row in near} == {"a" if number < 6 else "b"}


def test_statements_of_documents_that_are_missing_leave_no_gap() -> None:
    ground = ground_of(missing="a")
    assert [row.number for row in ground.readings] == list(range(6))
    assert [row.number for row in ground.beside(ground.readings[0])] == [0, 1]
