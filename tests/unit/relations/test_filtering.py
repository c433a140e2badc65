"""One lane with normal noise of known scale has an exact answer: conditioning on all readings."""

from dataclasses import replace

import numpy as np
import pytest

from detente.relations.filtering import begin, lay_out, walk
from detente.relations.lanes import Lanes, Prior, noise_of, usual_prior
from detente.relations.packed import Packed, with_ticks
from detente.relations.smoothing import look_back
from detente.series import Coverage

KNOWN = {"tail": 1e9, "surety": 1e12, "noise": 1.0, "spread": 1.5, "mean": 0.3, "together": 0.0}
KINDS = {
    "constant": (0.0, 0.0, 0.0),
    "wandering": (0.0, 0.0, 0.2),
    "drawn back": (np.log(2.0) / 20.0, 0.8, 0.0),
}
DAYS = np.array([0, 1, 4, 9, 10, 30, 31, 80, 95, 140])
CHANCE = np.random.default_rng(2)
VALUES = CHANCE.normal(0.0, 1.5, len(DAYS))
COUNTS = CHANCE.integers(1, 4, len(DAYS))


def packed(values=VALUES):
    return Packed(np.array([0, len(DAYS)]), DAYS, values, COUNTS, Coverage(0, np.ones(200)))


def prior_of(kind):
    decay, swing, step = (np.array([one]) for one in KINDS[kind])
    return Prior(Lanes(decay, swing, step), np.ones(1), **KNOWN)


def exact(kind, upto):
    """Mean and covariance of the levels of all days given the first readings."""
    decay, swing, step = KINDS[kind]
    apart = np.abs(DAYS[:, None] - DAYS[None, :])
    first = np.minimum(DAYS[:, None], DAYS[None, :])
    prior = KNOWN["spread"] ** 2 + swing**2 * np.exp(-decay * apart) + step**2 * first
    seen = slice(0, upto)
    whole = prior[seen, seen] + np.diag(1.0 / COUNTS[seen])
    gain = np.linalg.solve(whole, prior[seen, :]).T
    mean = KNOWN["mean"] + gain @ (VALUES[seen] - KNOWN["mean"])
    return mean, prior - gain @ prior[seen, :]


@pytest.mark.parametrize("kind", KINDS)
def test_filtered_level_is_the_exact_one(kind):
    prior = prior_of(kind)
    board = lay_out(packed(), prior)
    state = begin(board, prior, prior.lanes, weight=np.zeros(1), marks=0)
    for step, now in walk(board, state, prior.lanes):
        mean, cov = exact(kind, step + 1)
        assert now.mean[0, 0, 0] == pytest.approx(mean[step], abs=1e-5)
        assert now.cov[0, 0, 0, 0] == pytest.approx(cov[step, step], rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_smoothed_level_is_the_exact_one(kind):
    prior = prior_of(kind)
    board = lay_out(packed(), prior)
    found = look_back(board, prior, np.zeros((1, 1), int), horizon_days=90, steady=0.1)
    mean, cov = exact(kind, len(DAYS))
    assert found.mean[:, 0] == pytest.approx(mean, abs=1e-4)
    assert found.sd[:, 0] == pytest.approx(np.sqrt(np.diag(cov)), rel=1e-3)


@pytest.mark.parametrize("kind", ["wandering", "drawn back"])
def test_change_is_that_since_the_oldest_mark(kind):
    """Marks are set on the first day of each third of the horizon: days 0, 30, 80 (60 on), 95."""
    prior = prior_of(kind)
    board = lay_out(packed(), prior)
    found = look_back(board, prior, np.zeros((1, 1), int), horizon_days=90, steady=0.0)
    mean, _ = exact(kind, len(DAYS))
    # On day 140 the marks are of days 30, 80 and 95 and the one of 0 has gone to day 140 next.
    expected = [mean[-1] - mean[place] for place in range(len(DAYS))]
    assert np.min(np.abs(np.array(expected) - found.change[-1, 0])) < 1e-4
    assert found.rising[-1, 0] + found.falling[-1, 0] == pytest.approx(1.0)


def test_three_normals_have_the_spread_of_the_mean_of_several_readings():
    chance = np.random.default_rng(1)
    for tail, many in ((6.0, 1), (6.0, 4), (10.0, 2)):
        shares, wide = noise_of(np.array([many]), tail=tail, together=0.0)
        assert shares[0].sum() == pytest.approx(1.0, abs=0.01)
        drawn = chance.standard_t(tail, (400_000, many)).mean(axis=1)
        told = (shares[0] * wide[0]).sum()
        assert told == pytest.approx(drawn.var(), rel=0.06)


def test_readings_that_err_alike_narrow_less():
    _, apart = noise_of(np.array([1, 8]), tail=5.0, together=0.0)
    _, alike = noise_of(np.array([1, 8]), tail=5.0, together=0.5)
    assert alike[0] == pytest.approx(apart[0])
    assert (alike[1] > apart[1]).all()


def test_lane_that_foretells_the_readings_gets_the_weight():
    prior = usual_prior()
    still = np.zeros(400)
    days = np.arange(400)
    values = CHANCE.normal(0.0, 0.9, 400)
    for moved, kind in ((still, "still"), (np.where(days // 100 % 2, 3.0, -3.0), "moved")):
        rows = Packed(
            np.array([0, 400]), days, values + moved, np.ones(400, int), Coverage(0, np.ones(400))
        )
        board = lay_out(rows, prior)
        state = begin(board, prior, prior.lanes, weight=np.log(prior.shares), marks=0)
        for _ in walk(board, state, prior.lanes):
            pass
        best = int(state.weight[0].argmax())
        assert (prior.lanes.daily[best] < 0.02) == (kind == "still")


def test_ticks_fill_gaps_and_end_on_the_day():
    ticked = with_ticks(packed(), every=20, until=175)
    assert ticked.days.tolist() == [
        0, 1, 4, 9, 10, 30, 31, 51, 71, 80, 95, 115, 135, 140, 160, 175
    ]  # fmt: skip
    assert (ticked.counts == 0).sum() == 6
    same = with_ticks(packed(), every=500, until=140)
    assert same.days.tolist() == DAYS.tolist()


def test_packed_dyads_can_be_taken_in_any_order():
    two = Packed(
        np.array([0, 2, 5]),
        np.array([1, 2, 3, 4, 5]),
        np.arange(5.0),
        np.ones(5, int),
        Coverage(0, np.ones(9)),
    )
    other = two.only(np.array([1, 0]))
    assert other.offsets.tolist() == [0, 3, 5] and other.values.tolist() == [2, 3, 4, 0, 1]
    assert replace(two).dyads == 2
