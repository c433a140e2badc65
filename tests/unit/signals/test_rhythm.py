"""What a series would be from its own rate, coverage and busy days."""

from __future__ import annotations

import numpy as np
import pytest

from detente.series import Coverage, Series
from detente.signals.rhythm import (
    MOST_SPREADS,
    Grid,
    around,
    busyness,
    deviations,
    expected_counts,
    grid_of,
    slow,
    span_of,
    without_own_history,
)


def one_series(days: list[int], counts: list[int], coverage: Coverage) -> Series:
    number = np.array(counts)
    return Series("acts", "CHL", "PER", np.array(days), number * 1.0, number, number, coverage)


def test_a_grid_holds_counts_where_somebody_looked() -> None:
    coverage = Coverage(10, np.array([1.0, 0.0, 0.5, 1.0]))
    series = [one_series([10, 11, 13], [2, 3, 4], coverage)]
    assert span_of(series, last_day=99) == (10, 13)
    assert span_of(series, last_day=12) == (10, 12)
    grid = grid_of(series, (9, 13))
    assert grid.counts.tolist() == [[0, 2, 0, 0, 4]]
    assert grid.exposure.tolist() == [[0, 1, 0, 0.5, 1]]


def test_nothing_covered_is_an_empty_grid() -> None:
    assert grid_of([], span_of([], last_day=5)).length == 0


def test_sums_around_a_day_stop_at_the_ends() -> None:
    assert around(np.array([1.0, 2.0, 4.0, 8.0]), 1).tolist() == [3.0, 7.0, 14.0, 12.0]


def test_half_the_coverage_expects_half_the_acts() -> None:
    exposure = np.r_[np.ones(400), np.full(400, 0.5)]
    usual = slow(4.0 * exposure, exposure)
    assert usual == pytest.approx(4.0 * exposure)


def test_a_busy_day_of_all_others_is_expected_of_each_and_own_bursts_are_not() -> None:
    chance = np.random.default_rng(3)
    busy = np.exp(chance.normal(0, 0.5, 800))
    counts = chance.poisson(2.0 * busy, (60, 800)).astype(float)
    counts[0, 400] = 500.0
    pairs = [frozenset((f"{row}", "x")) for row in range(60)]
    expected = expected_counts(Grid(0, counts, np.ones_like(counts)), pairs)
    assert np.corrcoef(expected[5], busy)[0, 1] > 0.9
    assert expected[0, 400] < 20
    # A single pair can't tell a busy day from its own.
    alone = expected_counts(Grid(0, counts[:1], np.ones((1, 800))), pairs[:1])
    assert alone[0, 100] == pytest.approx(slow(counts[:1], np.ones((1, 800)))[0, 100])


def test_chance_alone_makes_no_day_busy() -> None:
    counts = np.random.default_rng(4).poisson(3.0, 3000).astype(float)
    assert np.abs(busyness(counts, np.full(3000, 3.0)) - 1).max() < 0.15
    assert busyness(np.zeros(5), np.zeros(5)).tolist() == [1.0] * 5


def test_a_burst_counts_for_no_more_than_some_spreads() -> None:
    counts = np.ones((1, 500))
    counts[0, 250] = 1e6
    grid = Grid(0, counts, np.ones((1, 500)))
    left = deviations(grid, slow(counts, grid.exposure))
    assert left[0, 250] == MOST_SPREADS
    assert (deviations(grid, counts) == 0).all()


def test_what_the_own_past_foretells_is_taken_away() -> None:
    chance = np.random.default_rng(5)
    noise = chance.normal(size=(3, 4000))
    rows = noise.copy()
    for day in range(1, 4000):
        rows[:, day] += 0.8 * rows[:, day - 1]
    rows[2] = 0.0
    left = without_own_history(rows, 5)
    assert np.abs(np.mean(left[:2, 1:] * left[:2, :-1], axis=1)).max() < 0.05
    assert np.corrcoef(left[0], noise[0])[0, 1] > 0.99
    assert (left[2] == 0).all()
