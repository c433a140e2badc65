"""Forecasts of counts: their distributions, scores, and what they know of the future."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules

from detente.outlook.count_backtest import (
    MODEL,
    Ladder,
    backtest,
    forecast_counts,
    learn_counts,
    origins,
)
from detente.outlook.count_baselines import (
    BASELINES,
    climatology,
    crps,
    interval_of,
    interval_scores,
    last_value,
    log_scores,
    negative_binomial,
    pit_histogram,
    resampled,
    window_sums,
)
from detente.outlook.count_model import features, fit, outcomes


def moving(seed: int, *, dyads: int = 50, days: int = 600) -> np.ndarray:
    """Counts of which the rates wander."""
    chance = np.random.default_rng(seed)
    walk = np.cumsum(chance.normal(0, 0.06, (dyads, days)), axis=1)
    rates = np.exp(chance.normal(-2, 1, (dyads, 1)) + walk - 0.06**2 * days / 8)
    return chance.poisson(np.minimum(rates, 5)).astype(np.int64)


def test_the_score_of_a_distribution_agrees_with_an_independent_library() -> None:
    mean, size, count = np.array([0.4, 3.0, 7.0]), np.array([0.5, 2.0, 30.0]), np.array([0, 5, 6])
    table = negative_binomial(mean, size, 400)
    expected = scoringrules.crps_negbinom(count, size, size / (size + mean))
    assert crps(table, count) == pytest.approx(np.asarray(expected), abs=1e-6)
    assert (table @ np.arange(400)) == pytest.approx(mean, abs=1e-6)
    # The library has no finite log score for a count of 0.
    logs = scoringrules.logs_negbinom(count[1:], size[1:], (size / (size + mean))[1:])
    assert log_scores(table, count)[1:] == pytest.approx(np.asarray(logs), abs=1e-6)
    assert log_scores(table, count)[0] == pytest.approx(-0.5 * np.log(0.5 / 0.9))


def test_a_single_number_scores_its_absolute_error() -> None:
    sure = np.zeros((1, 10))
    sure[0, 3] = 1.0
    assert [float(crps(sure, np.array([y]))[0]) for y in (3, 0, 7)] == [0.0, 3.0, 4.0]
    assert float(interval_scores(sure, np.array([5]))[0]) == pytest.approx(2 / 0.1 * 2)


def test_the_interval_holds_nine_tenths_and_the_pit_is_flat_where_forecasts_are_true() -> None:
    chance = np.random.default_rng(0)
    mean = chance.uniform(0.2, 6, 4000)
    table = negative_binomial(mean, np.full(4000, 2.0), 120)
    count = chance.negative_binomial(2.0, 2.0 / (2.0 + mean))
    low, high = interval_of(table)
    assert np.mean((count >= low) & (count <= high)) >= 0.9
    assert pit_histogram(table, count) == pytest.approx(np.full(10, 0.1), abs=0.015)
    narrow = pit_histogram(negative_binomial(mean, np.full(4000, 500.0), 120), count)
    assert narrow[0] > 0.13 and narrow[-1] > 0.13


def test_windows_are_summed_from_their_first_day() -> None:
    daily = np.array([[1, 0, 2, 0, 1]])
    assert window_sums(daily, 2).tolist() == [[1, 2, 2, 1]]
    assert outcomes(daily, [1, 3], window_days=2).tolist() == [[2], [1]]


def test_nothing_is_impossible_for_a_baseline() -> None:
    quiet = np.zeros((1, 400), dtype=np.int64)
    assert 0 < 1 - resampled(quiet, 400, 10, 5)[0, 0] + 1e-9 < 0.1
    assert last_value(np.array([[0, 2, 1]]), 3, 2, 5).tolist() == [[0, 0, 0, 1, 0]]


def test_the_future_is_deleted_and_no_feature_or_baseline_changes() -> None:
    daily = moving(1)
    blind = daily.copy()
    blind[:, 500:] = 99
    assert np.array_equal(
        features(daily, [400, 500], window_days=28), features(blind, [400, 500], window_days=28)
    )
    for make in BASELINES.values():
        assert np.array_equal(make(daily, 500, 28, 60), make(blind, 500, 28, 60))


def test_the_backtest_of_an_origin_does_not_know_what_came_after() -> None:
    daily = moving(2)
    early, late = backtest(daily[:, :460], window_days=28), backtest(daily, window_days=28)
    assert early is not None and late is not None
    # Windows are laid from the last day back: 600 - 460 is five of them.
    assert early.days[-1] == late.days[-6]
    assert early.scores[MODEL][-1] == pytest.approx(late.scores[MODEL][-6])


def test_the_model_beats_the_plain_forecasts_where_rates_move() -> None:
    tried = backtest(moving(3), window_days=28)
    assert tried is not None
    share, n = tried.share_beaten(least_events=50)
    assert n >= 20 and share is not None and share > 0.5
    means = {name: float(rows.mean()) for name, rows in tried.scores.items()}
    assert means[MODEL] < min(means[name] for name in BASELINES)
    assert 0.86 <= tried.covered <= 1.0


def test_where_a_baseline_was_better_the_baseline_is_shown() -> None:
    chance = np.random.default_rng(4)
    daily = chance.poisson(0.3, (30, 600)).astype(np.int64)
    tried = backtest(daily, window_days=28)
    assert tried is not None
    made = forecast_counts(
        daily, range(30), model=learn_counts(daily, window_days=28), window_days=28, tried=tried
    )
    beaten = tried.beaten()
    assert [one.forecaster == MODEL for one in made] == beaten.tolist()
    assert not beaten.all()
    for one in made:
        assert sum(one.distribution) == pytest.approx(1)
        assert one.p_any == pytest.approx(1 - one.distribution[0])
        assert one.low <= one.mean <= one.high


def test_where_rates_never_move_a_baseline_is_shown_mostly_and_the_share_says_so() -> None:
    """With years of an unchanging past there is nothing that the past as a whole doesn't tell."""
    chance = np.random.default_rng(11)
    rates = np.exp(chance.normal(np.log(0.4), 1, 60))
    daily = chance.poisson(rates[:, None], (60, 1400)).astype(np.int64)
    tried = backtest(daily, window_days=28)
    assert tried is not None
    share, n = tried.share_beaten()
    assert n > 40 and share is not None and share < 0.5
    model = learn_counts(daily, window_days=28)
    made = forecast_counts(daily, range(60), model=model, window_days=28, tried=tried)
    shown = [one.forecaster for one in made]
    assert shown.count("climatology") > len(shown) / 2
    for one in made:
        assert set(one.tried) == {MODEL, *BASELINES}
        least = min(one.tried[name] for name in BASELINES)
        assert one.skill == pytest.approx(1 - one.tried[MODEL] / least)
        assert (one.skill > 0) == (one.forecaster == MODEL)


def test_a_short_past_teaches_by_shorter_windows_and_only_by_what_is_over() -> None:
    daily = moving(7)[:, :365]
    early = Ladder(daily, window_days=90).model(100)
    assert early is not None and early.window_days == 90
    ahead = daily.copy()
    ahead[:, 100:] = 0
    again = Ladder(ahead, window_days=90).model(100)
    assert again is not None
    assert np.array_equal(early.weights, again.weights)
    assert np.array_equal(early.sizes, again.sizes)
    tried = backtest(daily, window_days=90)
    assert tried is not None and len(tried.days) == 3
    means = {name: float(rows.mean()) for name, rows in tried.scores.items()}
    assert means[MODEL] < min(means[name] for name in BASELINES)


def test_a_busy_dyad_is_not_thought_silent_by_a_short_past() -> None:
    busy, quiet = np.full((1, 365), 2), np.zeros((1, 365), dtype=np.int64)
    chance = [float(climatology(past, 365, 90, 400)[0, 0]) for past in (busy, quiet)]
    assert chance[0] < 0.01 and chance[1] > 0.98


def test_weights_find_the_span_that_matters() -> None:
    chance = np.random.default_rng(5)
    feature = chance.gamma(1.0, 2.0, (4000, 8))
    count = chance.poisson(0.8 * feature[:, 2])
    model = fit(feature, count, window_days=7)
    assert np.mean(np.abs(model.mean(feature) - 0.8 * feature[:, 2])) < 0.15


@pytest.mark.parametrize(("days", "window"), [(30, 28), (100, 28), (0, 7)])
def test_too_short_a_past_has_no_backtest(days: int, window: int) -> None:
    assert backtest(np.zeros((3, days), dtype=np.int64), window_days=window) is None
    assert all(first + window <= days for first in origins(days, window))


def test_a_dyad_without_a_backtest_is_forecast_all_the_same() -> None:
    daily = np.random.default_rng(6).poisson(0.5, (4, 80)).astype(np.int64)
    (one,) = forecast_counts(
        daily, [2], model=learn_counts(daily, window_days=14), window_days=14, tried=None
    )
    assert one.skill is None and 0 < one.p_any < 1
    assert climatology(daily, 80, 14, 40).shape == (4, 40)
