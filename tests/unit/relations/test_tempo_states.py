import numpy as np
import pytest

from detente.relations.packed import Packed
from detente.relations.tempo_states import MONTH_DAYS, estimate_tempos, gamma_interval
from detente.series import Coverage

CHANCE = np.random.default_rng(4)


def packed(rates, exposure):
    """Dyads with a rate for each day, (dyads, days), seen with an exposure."""
    counts = np.random.default_rng(9).poisson(rates * exposure)
    who, days = np.nonzero(counts)
    offsets = np.r_[0, np.cumsum(np.bincount(who, minlength=len(rates)))]
    return Packed(
        offsets, days, np.zeros(len(days)), counts[who, days], Coverage(0, np.asarray(exposure))
    )


def test_constant_rate_comes_back_within_its_interval():
    rates = np.full((40, 1400), 0.5)
    tempos = estimate_tempos(packed(rates, np.ones(1400)), until=1399, window_days=180)
    true = 0.5 * MONTH_DAYS
    held = ((tempos.low <= true) & (true <= tempos.high))[20:].mean()
    assert 0.85 <= held <= 0.98
    assert tempos.rate[-1].mean() == pytest.approx(true, rel=0.05)
    assert tempos.days[-1] == 1399 and np.diff(tempos.days).tolist() == [7] * 199


def test_rate_that_wanders_is_held_nearly_as_often_as_said():
    steps = 0.03 * CHANCE.standard_normal((40, 1400))
    rates = 0.3 * np.exp(np.cumsum(steps, axis=1))
    tempos = estimate_tempos(packed(rates, np.ones(1400)), until=1399, window_days=180)
    true = rates[:, tempos.days].T * MONTH_DAYS
    assert 0.82 <= ((tempos.low <= true) & (true <= tempos.high))[20:].mean() <= 0.95


def test_change_of_tempo_is_told_with_its_sign_and_size():
    rates = np.full((20, 1000), 0.6)
    rates[:10, 860:] *= 3.0
    tempos = estimate_tempos(packed(rates, np.ones(1000)), until=999, window_days=180)
    raised, same = tempos.change[-1, :10], tempos.change[-1, 10:]
    sd = tempos.change_sd[-1]
    assert raised.mean() == pytest.approx(1.2 * MONTH_DAYS, rel=0.3)
    assert (raised > 1.645 * sd[:10]).all()
    assert (np.abs(same) < 2.0 * sd[10:] + 1.0).mean() >= 0.9


def test_weeks_that_nobody_watched_keep_the_rate_and_widen_it():
    exposure = np.ones(1000)
    exposure[500:900] = 0.0
    tempos = estimate_tempos(packed(np.full((20, 1000), 0.5), exposure), until=999, window_days=180)
    seen, blind = (int(np.searchsorted(tempos.days, day)) for day in (495, 895))
    assert tempos.rate[blind] == pytest.approx(tempos.rate[seen], rel=0.1)
    assert (tempos.high[blind] >= tempos.high[seen] - 1e-9).all()
    assert (tempos.watched[seen + 2 : blind] == 0.0).all()


def test_long_blindness_does_not_end_in_certainty():
    exposure = np.r_[np.ones(200), np.zeros(3000)]
    tempos = estimate_tempos(packed(np.full((1, 3200), 0.5), exposure), until=3199, window_days=180)
    seen = int(np.searchsorted(tempos.days, 199))
    assert tempos.high[-1, 0] > 1.5 * tempos.high[seen, 0]
    assert tempos.low[-1, 0] < 0.5 * tempos.low[seen, 0]


def test_interval_of_a_gamma_is_nearly_exact():
    drawn = CHANCE.gamma(2.5, 1.0 / 2.5, 400_000)
    low, high = gamma_interval(np.array([1.0]), np.array([1.0 / 2.5]))
    assert low[0] == pytest.approx(np.quantile(drawn, 0.05), abs=0.02)
    assert high[0] == pytest.approx(np.quantile(drawn, 0.95), abs=0.02)
