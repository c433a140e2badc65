"""Episodes: a week far from the usual is told once, memory alone isn't one."""

import numpy as np
import pytest

from detente.bench.calm import levels, student, wandering
from detente.series import day_of
from detente.signals.change_points import find_shifts
from detente.signals.episodes import find_episodes, spreads_implied
from detente.signals.filters import Grid

DAYS = 900


def hypothesis(half_life, swing, noise):
    one = np.ones(1)
    return Grid(half_life * one, swing * one, noise * one, 3.0 * one, one)


WHITE = hypothesis(1.0, 1e-9, 1.0)


def test_a_week_far_from_the_usual_is_an_episode():
    values = np.random.default_rng(1).standard_normal(DAYS)
    values[500:508] += 5.0
    (episode,) = find_episodes(levels(values), WHITE)
    assert episode.first <= 501 and episode.last >= 506
    assert episode.distance > 6.5 and episode.probability > 0.9
    assert episode.found is not None and 500 <= episode.found <= episode.last


def test_single_outliers_are_none():
    values = np.random.default_rng(2).standard_normal(DAYS)
    values[[200, 400, 600]] += 40.0
    assert find_episodes(levels(values), WHITE) == []


def test_heavy_tails_are_none():
    assert find_episodes(levels(student(np.random.default_rng(3), 3.0, DAYS)), WHITE) == []


def test_a_level_that_wanders_makes_none():
    values = wandering(np.random.default_rng(4), 0.97, days=DAYS)
    assert find_episodes(levels(values), hypothesis(23.0, 1.0, 0.01)) == []


def test_without_memory_a_sum_spreads_as_its_root_says():
    assert spreads_implied(WHITE, (7, 30)) == pytest.approx([1.0, 1.0])


def test_full_memory_adds_up():
    assert spreads_implied(hypothesis(1e9, 1.0, 0.0), (9,)) == pytest.approx([3.0], rel=1e-3)


def test_an_episode_has_its_days_and_its_strongest_rows():
    values = np.random.default_rng(1).standard_normal(DAYS)
    values[500:508] += 6.0
    (shift,) = find_shifts(levels(values, kind="score"))
    assert not shift.lasting
    assert abs((shift.last_day - day_of(507)).days) <= 3
    assert shift.low < 6.0 < shift.high + 1.0
    assert set(shift.rows) & {f"day:{day}" for day in range(500, 508)}


def test_a_week_whose_size_may_be_nothing_is_no_episode():
    """One day far down pulls the sum; the mean of the week is not told from the usual."""
    values = 0.1 * np.random.default_rng(0).standard_normal(DAYS)
    values[500:507] = [-1.0, -6.0, -1.0, 2.0, -1.0, -1.0, 1.0]
    assert find_episodes(levels(values), WHITE)
    assert find_shifts(levels(values)) == []


def test_too_few_readings_around_are_not_read_as_a_level_of_zero():
    """Acts of one sector on a dozen days a year, all alike: nothing is usual, nothing is far."""
    chance = np.random.default_rng(5)
    read = (np.arange(3000) % 30 < 6) & (np.arange(3000) % 300 < 60)
    values = 5.0 + 0.5 * chance.standard_normal(3000)
    assert find_episodes(levels(values, read=read.astype(float)), WHITE) == []
