"""Tails, combined p-values and false discovery."""

from __future__ import annotations

import numpy as np
import pytest

from detente.false_discovery import adjusted, combined, normal_tail, skewed_tail


@pytest.mark.parametrize(("z", "p"), [(0.0, 0.5), (1.959964, 0.025), (4.264891, 1e-5)])
def test_the_normal_tail_is_that_of_the_tables(z: float, p: float) -> None:
    assert normal_tail(np.array(z)) == pytest.approx(p, rel=1e-4)


@pytest.mark.parametrize("mean", [4.0, 25.0, 400.0])
def test_the_skewed_tail_of_a_gamma_number_is_near_its_draws(mean: float) -> None:
    drawn = np.random.default_rng(1).gamma(mean, 1.0, 400_000)
    z = np.quantile((drawn - mean) / mean**0.5, [0.9, 0.99, 0.999])
    found = skewed_tail(z, np.full(3, 2.0 / mean**0.5))
    assert found == pytest.approx([0.1, 0.01, 0.001], rel=0.2)


def test_a_skewed_tail_is_longer_and_a_negative_skewness_counts_as_none() -> None:
    z = np.full(3, 3.0)
    tails = skewed_tail(z, np.array([-2.0, 0.0, 1.0]))
    assert tails[0] == pytest.approx(tails[1])
    assert tails[2] > 3 * tails[1]


def test_combining_keeps_a_single_strong_test_and_a_common_value() -> None:
    assert combined(np.array([1e-12, 0.5, 0.5, 0.5])) == pytest.approx(4e-12, rel=0.01)
    assert combined(np.full(9, 0.2)) == pytest.approx(0.2)


def test_combined_values_of_dependent_tests_keep_their_level() -> None:
    chance = np.random.default_rng(2)
    shared = chance.normal(size=(20_000, 1))
    z = 0.9 * shared + 0.436 * chance.normal(size=(20_000, 8))
    p = combined(normal_tail(z))
    assert np.mean(p < 0.01) == pytest.approx(0.01, abs=0.003)


def test_q_values_are_those_of_the_procedure() -> None:
    p = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06])
    q = adjusted(p)
    assert q[0] == pytest.approx(6 * 0.001)
    assert q[1] == pytest.approx(6 * 0.008 / 2)
    assert q[2:5] == pytest.approx(np.full(3, 6 * 0.042 / 5))
    assert adjusted(p, any_dependence=True)[0] == pytest.approx(
        6 * 0.001 * (1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6)
    )


def test_what_was_not_tested_does_not_count() -> None:
    q = adjusted(np.array([np.nan, 0.02, np.nan, 0.5]))
    assert q[1] == pytest.approx(0.04)
    assert np.isnan(q[[0, 2]]).all()
    assert len(adjusted(np.array([]))) == 0
