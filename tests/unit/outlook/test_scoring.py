"""Scores by hand, and beside an independent library."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from detente.outlook.scoring import (
    brier,
    brier_of_intervals,
    calibration,
    calibration_error,
    climatology,
    decompose,
    interval_losses,
    log_score,
    mean_estimate,
    sharpness,
    skill_estimate,
    wilson,
)

FORECASTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=60).map(
    lambda rows: (np.array([p for p, _ in rows]), np.array([o for _, o in rows]))
)


def test_scores_by_hand() -> None:
    p, o = [0.9, 0.6, 0.2], [1, 0, 0]
    assert brier(p, o) == pytest.approx((0.1**2 + 0.6**2 + 0.2**2) / 3)
    assert log_score(p, o) == pytest.approx(-(np.log(0.9) + np.log(0.4) + np.log(0.8)) / 3)
    assert sharpness(p) == pytest.approx((0.4 + 0.1 + 0.3) / 3)
    assert climatology(o).tolist() == [0.0, 0.5, 0.5]


@given(FORECASTS)
def test_scores_agree_with_an_independent_library(rows: tuple[np.ndarray, np.ndarray]) -> None:
    p, o = rows
    assert brier(p, o) == pytest.approx(float(np.mean(scoringrules.brier_score(o, p))), abs=1e-9)
    held = np.clip(p, 0.005, 0.995)
    expected = float(np.mean(scoringrules.log_score(o, held)))
    assert log_score(p, o) == pytest.approx(expected)


@given(FORECASTS)
def test_the_parts_add_up_to_the_brier_score(rows: tuple[np.ndarray, np.ndarray]) -> None:
    parts = decompose(*rows)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(brier(*rows), abs=1e-9)


def test_an_interval_scores_as_an_even_draw_from_it() -> None:
    drawn = np.random.default_rng(0).uniform(0.55, 0.8, 400_000)
    assert brier_of_intervals([0.55], [0.8], [1]) == pytest.approx(
        float(np.mean((drawn - 1) ** 2)), abs=1e-3
    )


def test_neither_a_shift_nor_vagueness_pays() -> None:
    truth = 0.3

    def expected(low: float, high: float) -> float:
        losses = interval_losses([low] * 2, [high] * 2, [1, 0])
        return float(truth * losses[0] + (1 - truth) * losses[1])

    best = expected(0.3, 0.3)
    assert all(expected(p, p) > best for p in (0.2, 0.25, 0.35, 0.9))
    assert expected(0.2, 0.4) > expected(0.25, 0.35) > best


def test_calibration_has_counts_and_leaves_empty_bins_out() -> None:
    bins = calibration([0.72, 0.78, 0.05, 1.0], [1, 0, 0, 1])
    assert [(one.n, one.came_true) for one in bins] == [(1, 0.0), (2, 0.5), (1, 1.0)]
    assert bins[1].forecast == pytest.approx(0.75)
    expected = (1 * 0.05 + 2 * 0.25 + 1 * 0.0) / 4
    assert calibration_error([0.72, 0.78, 0.05, 1.0], [1, 0, 0, 1]) == pytest.approx(expected)


def test_a_probability_on_the_edge_lies_in_the_bin_that_it_opens() -> None:
    assert [one.low for one in calibration([0.7, 0.3], [1, 0])] == [0.3, 0.7]


def test_few_forecasts_have_wide_intervals() -> None:
    assert wilson(0.5, 4)[1] - wilson(0.5, 4)[0] > wilson(0.5, 400)[1] - wilson(0.5, 400)[0]
    assert wilson(0.0, 0) == (0.0, 1.0)
    one = mean_estimate([0.2])
    assert (one.value, one.low) == (0.2, None)
    assert mean_estimate([]).value is None


def test_the_bootstrap_covers_the_mean_and_repeats_itself() -> None:
    chance = np.random.default_rng(3)
    inside = 0
    for _ in range(200):
        found = mean_estimate(chance.exponential(1.0, 60), draws=400)
        assert found.low is not None and found.high is not None
        inside += found.low <= 1.0 <= found.high
    assert 0.82 <= inside / 200 <= 0.96
    assert mean_estimate([0.1, 0.5, 0.9]) == mean_estimate([0.1, 0.5, 0.9])


def test_skill_has_no_value_where_the_reference_never_errs() -> None:
    assert skill_estimate([0.1, 0.2], [0.0, 0.0]).value is None
    assert skill_estimate([0.1, 0.2], [0.2, 0.4]).value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("p", "o"), [([0.5], [1, 0]), ([1.2], [1]), ([0.5], [2]), ([], [])], ids=str
)
def test_what_is_no_forecast_is_refused(p: list[float], o: list[int]) -> None:
    with pytest.raises(ValueError, match=r"scores need|probabilities lie"):
        brier(p, o)


def test_an_interval_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="low end"):
        brier_of_intervals([0.6], [0.4], [1])
