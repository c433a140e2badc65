"""Changes of how often something happens: found where planted, not where fewer people look."""

import numpy as np
import pytest

from detente.bench.calm import counts
from detente.series import day_number
from detente.signals.change_points import find_shifts
from detente.signals.filters import Grid
from detente.signals.tempo_readings import log_rising, weeks_of

DAYS = 1400


def chance(seed):
    return np.random.default_rng(seed)


def tempo(series):
    return [one for one in find_shifts(series) if one.what == "tempo"]


def test_a_tempo_that_triples_is_dated_with_its_factor():
    rate = np.where(np.arange(DAYS) < 900, 0.4, 1.2)
    (shift,) = tempo(counts(chance(1).poisson(rate)))
    assert shift.lasting
    assert abs(day_number(shift.first_day) - 900) <= 30
    assert shift.low < 3.0 < shift.high
    assert shift.before == pytest.approx(0.4 * 30.4, rel=0.2)


def test_a_silence_of_four_months_has_an_end():
    """The return is seen as two jumps a week apart, which are one and no outlier."""
    rate = np.where((np.arange(DAYS) >= 900) & (np.arange(DAYS) < 1020), 0.0, 10.0)
    for seed in range(3):
        (shift,) = tempo(counts(chance(seed).poisson(rate)))
        assert not shift.lasting and shift.last_day is not None
        assert abs(day_number(shift.first_day) - 900) <= 7
        assert abs(day_number(shift.last_day) - 1020) <= 14


def test_a_publisher_that_drops_out_is_no_change_of_tempo():
    exposure = np.where(np.arange(DAYS) < 800, 1.0, 0.3)
    assert tempo(counts(chance(2).poisson(0.8 * exposure), exposure)) == []


def test_the_same_fall_with_everyone_watching_is_one():
    falling = np.where(np.arange(DAYS) < 800, 1.0, 0.3)
    (shift,) = tempo(counts(chance(2).poisson(0.8 * falling)))
    assert shift.size < 1.0


def test_days_on_which_nobody_looked_are_no_weeks():
    exposure = np.ones(DAYS)
    exposure[700:1000] = 0.0
    daily = chance(3).poisson(0.5 * exposure)
    assert len(weeks_of(counts(daily, exposure)).counts) < DAYS // 7 - 40
    assert tempo(counts(daily, exposure)) == []


def test_a_week_holds_the_events_of_its_days():
    daily = np.zeros(21, dtype=np.int64)
    daily[[0, 6, 7, 20]] = 1, 2, 3, 4
    weeks = weeks_of(counts(daily))
    assert weeks.counts.tolist() == [3.0, 3.0, 4.0]
    assert weeks.last.tolist() == [6, 13, 20]


@pytest.mark.parametrize("count", [0, 3, 12, 13, 250])
def test_rising_factorial_is_the_product(count):
    shape = np.array([0.05, 1.0, 7.5])
    product = [sum(np.log(one + step) for step in range(count)) for one in shape]
    assert log_rising(shape, float(count)) == pytest.approx(product, rel=1e-7, abs=1e-7)


def test_hypotheses_keep_their_probability_when_some_are_taken():
    ones = np.ones(3)
    grid = Grid(ones, ones, ones, ones, np.array([0.5, 0.25, 0.25]))
    taken = grid.take(np.array([0, 2]), grid.weight[[0, 2]])
    assert taken.weight.tolist() == [2 / 3, 1 / 3]
