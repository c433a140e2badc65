"""Surrogates keep values and memory; windows that chance brings often aren't told."""

import numpy as np

from detente.bench.calm import wandering
from detente.signals.surrogates import count_surrogates, distances, peaks, rare_peaks, surrogates

DAYS = 900


def alike(values):
    kept = values[~np.isnan(values)]
    return float(np.corrcoef(kept[:-1], kept[1:])[0, 1])


def test_surrogates_have_the_same_values_at_other_times():
    values = np.random.default_rng(1).standard_exponential(DAYS)
    made = surrogates(values, number=3)
    assert made.shape == (3, DAYS)
    for row in made:
        assert np.array_equal(np.sort(row), np.sort(values))
        assert not np.array_equal(row, values)


def test_surrogates_have_the_same_memory():
    values = wandering(np.random.default_rng(2), 0.8, days=DAYS)
    found = np.mean([alike(row) for row in surrogates(values, number=20)])
    assert abs(found - alike(values)) < 0.05


def test_missing_days_stay_missing():
    values = np.random.default_rng(3).standard_normal(DAYS)
    values[100:130] = np.nan
    made = surrogates(values, number=2)
    assert np.isnan(made[:, 100:130]).all() and np.isnan(made).sum() == 60


def test_a_window_with_few_readings_has_no_distance():
    values = np.random.default_rng(4).standard_normal(DAYS)
    values[400:420] = np.nan
    found = distances(values[None, :], (14,))
    assert found[14][0, 403] == 0.0 and found[14][0, 300] != 0.0


def test_a_series_too_short_for_a_window_has_none():
    assert distances(np.zeros((1, 100)), (14,)) == {}


def test_peaks_do_not_overlap_and_may_look_upward_only():
    values = np.zeros((1, DAYS))
    values[0] = 0.1 * np.random.default_rng(5).standard_normal(DAYS)
    values[0, 300:315] += 1.0
    values[0, 600:615] -= 1.0
    found = distances(values, (14, 21))
    both = peaks(found, 0, least=5.0)
    assert [one.distance > 0 for one in sorted(both, key=lambda one: one.first)] == [True, False]
    (upward,) = peaks(found, 0, least=5.0, upward=True)
    assert 290 <= upward.first <= 301


def test_only_what_surrogates_rarely_reach_is_told():
    def told(values):
        made = surrogates(values, number=60)
        return rare_peaks(values, (14, 30), made=lambda: made, allowed=0.3)

    calm = wandering(np.random.default_rng(7), 0.5, days=DAYS)
    assert told(calm) == []
    calm[400:430] += 2.5
    ((peak, rate),) = told(calm)
    assert peak.first <= 405 and peak.last >= 425 and 0.0 <= rate <= 0.3


def test_nothing_is_drawn_where_nothing_stands_out():
    def never():
        raise AssertionError

    flat = np.tile([0.0, 1.0], DAYS // 2)
    assert rare_peaks(flat, (14,), made=never, allowed=0.3) == []


def test_surrogate_counts_have_rate_scatter_and_memory():
    chance = np.random.default_rng(8)
    rate = np.exp(0.8 * wandering(chance, 0.95, days=4000))
    exposure = np.where(np.arange(4000) < 2000, 1.0, 0.5)
    counts = chance.poisson(rate * exposure).astype(float)
    made = count_surrogates(counts, exposure, number=40)
    assert made.shape == (40, 4000)
    assert abs(made.mean() / counts.mean() - 1.0) < 0.1
    assert made[:, :2000].mean() > 1.8 * made[:, 2000:].mean()
    assert abs(np.mean([alike(row) for row in made]) - alike(counts)) < 0.1


def test_surrogates_of_poisson_counts_are_poisson():
    counts = np.random.default_rng(9).poisson(0.5, 3000).astype(float)
    made = count_surrogates(counts, np.ones(3000), number=20)
    assert abs(made.var() / made.mean() - 1.0) < 0.15
