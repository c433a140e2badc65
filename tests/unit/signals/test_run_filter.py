"""The filter over days of the last jump: its steps against their definitions, written out."""

import numpy as np
import pytest

from detente.signals.filters import State
from detente.signals.hindsight import jumps_known
from detente.signals.run_lengths import Belief
from detente.signals.tempo_readings import log_rising


def state(seed, runs=4, hypotheses=3):
    return State(np.random.default_rng(seed).random((7, runs, hypotheses)))


def test_a_mixture_keeps_mean_and_covariance():
    one = state(1)
    weight = np.random.default_rng(2).random((4, 3))
    weight /= weight.sum(axis=0)
    mu, x = (weight * one.mu).sum(axis=0), (weight * one.x).sum(axis=0)
    pmm = (weight * (one.pmm + (one.mu - mu) ** 2)).sum(axis=0)
    pmx = (weight * (one.pmx + (one.mu - mu) * (one.x - x))).sum(axis=0)
    pxx = (weight * (one.pxx + (one.x - x) ** 2)).sum(axis=0)
    one.merge_into(2, weight)
    for found, wanted in zip(one.stack[:5, 2], (mu, x, pmm, pmx, pxx), strict=True):
        assert found == pytest.approx(wanted)


def test_a_correction_is_that_of_a_kalman_filter():
    one = state(3)
    before = one.stack.copy()
    through = one.through()
    error, variance = np.full((4, 3), 0.7), through.sum(axis=0) + 0.5
    one.correct(error, variance, through)
    mu, x, pmm, pmx, pxx = before[:5, 1, 2]
    covariance = np.array([[pmm, pmx], [pmx, pxx]])
    seen = np.ones(2)
    gain = covariance @ seen / (seen @ covariance @ seen + 0.5)
    assert one.stack[:2, 1, 2] == pytest.approx(np.array([mu, x]) + gain * 0.7)
    left = covariance - np.outer(gain, seen @ covariance)
    assert one.stack[2:5, 1, 2] == pytest.approx([left[0, 0], left[0, 1], left[1, 1]])


@pytest.mark.parametrize("count", [0, 1, 5, 12, 13, 40])
def test_rising_factorials_are_exact_to_eight_digits(count):
    shape = np.array([1e-3, 0.2, 1.0, 30.0, 1e6])
    wanted = [sum(np.log(one + step) for step in range(count)) for one in shape]
    assert log_rising(shape, float(count)) == pytest.approx(np.array(wanted), rel=1e-7, abs=1e-8)


def belief(probability):
    weights = np.array([1.0 - probability, probability])
    return Belief(np.array([0, 2]), weights, np.array([0.0, 3.0]), 1.0)


def test_what_one_reading_says_and_the_next_takes_back_is_not_known():
    beliefs = [belief(one) for one in (0.1, 0.1, 0.95, 0.5, 0.95, 0.96)]
    assert jumps_known(beliefs, first=0, least=0.9) == [(2, 2)]
    assert jumps_known(beliefs, first=0, least=0.9, in_a_row=2) == [(5, 2)]


def test_a_move_smaller_than_the_spread_allows_is_not_known():
    beliefs = [belief(0.95)] * 4
    assert jumps_known(beliefs, first=0, least=0.9, least_size=3.5) == []
