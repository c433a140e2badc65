"""Probabilities that the first answer is right, and how good they are."""

from __future__ import annotations

import numpy as np
import pytest

from detente.outlook.next_event_calibration import calibrate, reliability


def test_probabilities_rise_with_the_raw_value_and_come_near_the_truth() -> None:
    chance = np.random.default_rng(5)
    raw = chance.random(4000)
    right = chance.random(4000) < raw**2
    calibration = calibrate(raw, right)
    asked = np.linspace(0, 1, 101)
    found = calibration(asked)
    assert (np.diff(found) >= 0).all()
    assert np.abs(found - asked**2).mean() < 0.03


def test_a_few_lucky_cases_claim_no_certainty() -> None:
    raw = np.concatenate([np.full(100, 0.5), np.full(3, 0.9)])
    right = np.concatenate([np.arange(100) % 2 == 0, np.full(3, True)])
    assert calibrate(raw, right)(np.array([1.0]))[0] == pytest.approx(53 / 103)


def test_without_a_case_raw_values_are_taken_as_they_are() -> None:
    calibration = calibrate(np.zeros(0), np.zeros(0, dtype=bool))
    assert calibration(np.array([0.3])).tolist() == [0.3]


def test_the_scores_of_probabilities_by_hand() -> None:
    probability = np.array([0.8, 0.8, 0.2, 0.2])
    right = np.array([True, False, False, False])
    scores = reliability(probability, right, 0.5)
    assert scores["right"] == 0.25
    assert scores["brier"] == pytest.approx((0.04 + 0.64 + 0.04 + 0.04) / 4)
    # In the upper bin 1.6 were expected and one came, in the lower 0.4 and none.
    assert scores["expected_calibration_error"] == pytest.approx((0.6 + 0.4) / 4)
    assert scores["brier_of_share"] == pytest.approx(0.1875)
    assert scores["brier_of_climatology"] == pytest.approx(0.25)
    assert scores["skill"] == pytest.approx(1 - 0.19 / 0.1875)
