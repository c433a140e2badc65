from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from detente.relations.direction import most_likely
from detente.relations.level import PRIOR_SD, Z_90, estimate_level

# A busy machine is no fault of the level.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEVELS = some.lists(some.floats(-10, 10), min_size=1, max_size=30)


def test_one_reading_is_drawn_to_the_prior_by_the_precisions():
    level = estimate_level(np.array([5.0]), np.array([1 / 16]))
    squared = (5.0 - level.mean) ** 2 / (16 + 1 / (1 / PRIOR_SD**2 + level.weights[0]))
    weight = (1 / 16) * 5 / (4 + squared)
    expected = weight * 5.0 / (1 / PRIOR_SD**2 + weight)
    assert level.mean == pytest.approx(expected, abs=0.01)
    assert level.low < 0 < level.mean < 5.0 < level.high


def test_interval_narrows_as_readings_agree():
    widths = []
    for n in (1, 5, 20):
        level = estimate_level(np.full(n, 6.0), np.full(n, 1 / 16))
        widths.append(level.high - level.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == pytest.approx(2 * Z_90 / np.sqrt(1 / 25 + 1 / 16), rel=0.4)


def test_one_outlier_does_not_drag_the_level():
    alone = estimate_level(np.full(10, 6.0), np.full(10, 1 / 9)).mean
    levels = np.array([6.0] * 10 + [-10.0])
    with_outlier = estimate_level(levels, np.full(11, 1 / 9)).mean
    plain = (60 - 10) / (11 + 9 / 25)
    assert with_outlier > plain + 0.4
    assert alone - with_outlier < 1.3


def test_readings_that_disagree_widen_the_interval():
    weights = np.full(8, 1 / 4)
    agreed = estimate_level(np.full(8, 0.0), weights)
    torn = estimate_level(np.array([9.0, -9.0] * 4), weights)
    assert torn.high - torn.low > agreed.high - agreed.low


@PATIENT
@given(LEVELS)
def test_mean_and_interval_stay_on_the_scale(levels):
    level = estimate_level(np.array(levels), np.full(len(levels), 1 / 16))
    assert -10 <= level.low <= level.mean <= level.high <= 10


@PATIENT
@given(LEVELS)
def test_level_mirrors_when_every_reading_is_reversed(levels):
    weights = np.full(len(levels), 1 / 16)
    one = estimate_level(np.array(levels), weights)
    two = estimate_level(-np.array(levels), weights)
    assert one.mean == pytest.approx(-two.mean, abs=1e-4)


def test_known_level_comes_back_from_simulated_readings():
    random = np.random.default_rng(7)
    inside = 0
    for truth in np.linspace(-8, 8, 60):
        readings = np.clip(truth + random.normal(0, 3, 40), -10, 10)
        level = estimate_level(readings, np.full(40, 1 / 9))
        inside += level.low <= truth <= level.high
    assert inside >= 60 * 0.75


def test_direction_is_told_with_its_probability_where_it_beats_an_even_chance():
    direction, chance = most_likely(1.0, 0.2)
    assert direction == "rising"
    assert 0.9 < chance <= 1.0
    assert most_likely(0.0, 1.0) == ("steady", pytest.approx(0.5161, abs=1e-3))
    assert most_likely(0.6, 1.5)[0] == "steady"
