"""Dated numbers of a relation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.series import Coverage, Series, day_number, day_of


@pytest.mark.parametrize("day", [date(1815, 6, 9), date(1970, 1, 1), date(2024, 2, 29)])
def test_a_day_comes_back_from_its_number(day: date) -> None:
    assert day_of(day_number(day)) == day


def test_nothing_is_covered_before_after_or_without_days() -> None:
    covered = Coverage(5, np.array([2.0]))
    assert covered.at(np.array([4, 5, 6])).tolist() == [0.0, 2.0, 0.0]
    assert Coverage(5, np.zeros(0)).at(np.array([5])).tolist() == [0.0]


@pytest.mark.parametrize(("day", "known"), [(0, 0), (1, 1), (7, 2), (100, 3)])
def test_what_comes_later_is_not_known(day: int, known: int) -> None:
    days = np.array([1, 4, 8])
    whole = Series(
        "acts", "KEN", "UGA", days, days / 2, days, days, Coverage(0, np.ones(9)), ("a", "b", "c")
    )
    whole = replace(whole, sector="economic", quad="verbal conflict", directed=False)
    seen = whole.until(day)
    assert (len(seen.days), len(seen.values), len(seen.rows)) == (known, known, known)
    assert seen.coverage.last_day == min(day, 8)
    assert (seen.sector, seen.quad, seen.directed) == ("economic", "verbal conflict", False)
