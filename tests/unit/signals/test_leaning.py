"""Leanings: weeks of moderate ill will are told, one loud day isn't."""

import numpy as np

from detente.bench.calm import levels
from detente.signals.leaning import find_leanings, sides

DAYS = 1500


def scores(seed, *, lean=0.0):
    """Scores on both sides, of very unlike size from day to day."""
    chance = np.random.default_rng(seed)
    side = np.where(chance.random(DAYS) < 0.5, 1.0, -1.0)
    side[700:730] = np.where(chance.random(30) < 0.5 - lean, 1.0, -1.0)
    return side * 40.0 * np.exp(chance.standard_normal(DAYS))


def test_a_month_on_one_side_is_told():
    (found,) = find_leanings(levels(scores(1, lean=0.5), kind="score"), least=0.9)
    assert abs(found.first - 700) <= 7 and abs(found.last - 729) <= 7
    assert found.distance < 0 and found.found is None and found.probability >= 0.9


def test_a_loud_day_is_none():
    values = scores(2)
    values[700] = -1e5
    assert find_leanings(levels(values, kind="score"), least=0.9) == []


def test_both_sides_in_turn_are_none():
    assert find_leanings(levels(scores(3), kind="score"), least=0.9) == []


def test_acts_and_sparse_scores_are_not_looked_at():
    values = scores(1, lean=0.5)
    assert find_leanings(levels(values), least=0.9) == []
    sparse = (np.random.default_rng(4).random(DAYS) < 0.4).astype(float)
    assert find_leanings(levels(values, kind="score", read=sparse), least=0.9) == []


def test_sides_do_not_grow_with_attention():
    quiet, loud = sides(np.array([2.0, -4.0, 3.0])), sides(np.array([200.0, -400.0, 300.0]))
    assert np.allclose(quiet, loud)
