"""Kappa and alpha against cases computed by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.judgements.agreement import agreements, cohen_kappa, krippendorff_alpha
from detente.model import Judgement, Statement

NOW = datetime(2024, 5, 1, tzinfo=UTC)
ROWS = [
    Statement("d", "event", ("PER",), ("CHL",), n * 10, n * 10 + 9, n * 10, n * 10 + 9)
    for n in range(6)
]


def judged(row: Statement, verdict: str, who: str, **fields: object) -> Judgement:
    return Judgement(row.key, verdict, who, NOW, **fields)  # type: ignore[arg-type]


def test_kappa_of_a_table_computed_by_hand() -> None:
    # Observed 35/50; chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    pairs = [pair for pair, count in table.items() for _ in range(count)]

    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_says_nothing_where_chance_alone_agrees() -> None:
    assert cohen_kappa([("a", "a")] * 9) is None
    assert cohen_kappa([]) is None


def test_alpha_of_two_raters_computed_by_hand() -> None:
    # 10 units, 4 disagreements, 14 zeros and 6 ones: 1 - 19 * 8 / (2 * 14 * 6) = 0.0952.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    assert krippendorff_alpha(list(zip(first, second, strict=True))) == pytest.approx(
        0.0952, abs=1e-4
    )


def test_alpha_with_missing_ratings_computed_by_hand() -> None:
    # Coincidences: aa 2 + 1, bb 2, ab and ba 1 each; n = 7, D = 6 * 2 / (49 - 16 - 9) = 0.5.
    units = [("a", "a"), ("a", "a", "b"), ("b", "b"), ("a",), ()]

    assert krippendorff_alpha(units) == pytest.approx(0.5)


def test_alpha_says_nothing_of_one_value_throughout() -> None:
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a",)]) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=40))
def test_perfect_agreement_is_one_and_nothing_is_more(pairs: list[tuple[int, int]]) -> None:
    same = [(one, one) for one, _ in pairs]
    for found, of in ((krippendorff_alpha, pairs), (cohen_kappa, pairs)):
        value = found(of)  # type: ignore[operator]
        assert value is None or value <= 1.0
        perfect = found(same)  # type: ignore[operator]
        assert perfect is None or perfect == pytest.approx(1.0)


def test_only_what_two_reviewers_judged_is_compared_and_counted() -> None:
    judgements = [
        *(judged(row, "accept", "Ana") for row in ROWS[:4]),
        *(judged(row, "accept", "Ben") for row in ROWS[:2]),
        judged(ROWS[2], "reject", "Ben"),
        judged(ROWS[5], "reject", "Ben"),
        judged(ROWS[3], "reject", ""),
    ]
    (verdicts,) = agreements(ROWS, judgements)

    # Ana: accept three times; Ben: twice of three. Chance 2/3, observed 2/3.
    assert (verdicts.n, verdicts.reviewers) == (3, ("Ana", "Ben"))
    assert verdicts.agreed == pytest.approx(2 / 3)
    assert verdicts.kappa == pytest.approx(0.0)
    # Coincidences: 5 accepts, 1 reject: 1 - 5 * 2 / (36 - 26) = 0.
    assert verdicts.alpha == pytest.approx(0.0)


def test_a_field_is_compared_as_each_reviewer_left_it() -> None:
    fix = {"corrected": (("codes", "AID"),)}
    judgements = [
        judged(ROWS[0], "correct", "Ana", **fix),
        judged(ROWS[0], "correct", "Ben", **fix),
        judged(ROWS[1], "correct", "Ana", **fix),
        judged(ROWS[1], "accept", "Ben"),
        judged(ROWS[2], "correct", "Ana", **fix),
        judged(ROWS[2], "reject", "Ben"),
    ]
    found = {one.about: one for one in agreements(ROWS, judgements)}

    assert found["verdict"].n == 3
    assert (found["codes"].n, found["codes"].agreed) == (2, 0.5)


def test_what_a_reviewer_took_back_is_not_compared() -> None:
    judgements = [
        judged(ROWS[0], "accept", "Ana"),
        judged(ROWS[0], "reject", "Ben"),
        Judgement(ROWS[0].key, "undo", "Ben", NOW + timedelta(hours=1)),
    ]

    assert agreements(ROWS, judgements)[0].n == 0


def test_of_three_reviewers_each_two_are_compared_too() -> None:
    judgements = [
        judged(row, "accept" if (n + m) % 3 else "reject", who)
        for n, row in enumerate(ROWS)
        for m, who in enumerate(("Ana", "Ben", "Cem"))
    ]
    found = agreements(ROWS, judgements)

    assert [one.reviewers for one in found] == [
        ("Ana", "Ben", "Cem"),
        ("Ana", "Ben"),
        ("Ana", "Cem"),
        ("Ben", "Cem"),
    ]
    assert found[0].kappa is None
    assert all(one.kappa is not None for one in found[1:])
