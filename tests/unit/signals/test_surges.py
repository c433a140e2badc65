"""Surges: a fortnight of quarrels is told with its size; a busy publisher isn't one."""

from dataclasses import replace

import numpy as np
import pytest

from detente.bench.calm import counts
from detente.codebook import load_codebook
from detente.series import Coverage, day_of
from detente.signals.change_points import find_shifts
from detente.signals.shift_lines import shift_line
from detente.signals.surges import by_bearing, find_surges

DAYS = 700


def quarrels(seed, *, often=0.3, extra=0.0, exposure=None):
    rate = np.full(DAYS, often)
    rate[400:414] += extra
    watched = np.ones(DAYS) if exposure is None else exposure
    daily = np.random.default_rng(seed).poisson(rate * watched)
    return replace(counts(daily, watched), quad="conflict")


def test_a_fortnight_of_quarrels_is_a_surge():
    (found,) = find_surges(quarrels(1, extra=2.0))
    assert abs((found.first_day - day_of(400)).days) <= 5
    assert abs((found.last_day - day_of(413)).days) <= 5
    assert not found.lasting and found.what == "tempo" and found.found_on is None
    assert found.low < 2.3 / 0.3 < found.high
    assert found.before == pytest.approx(0.3 * 30.4, rel=0.3)
    assert 0 < len(found.rows) <= 10


def test_chance_makes_none():
    assert sum(len(find_surges(quarrels(seed))) for seed in range(20, 26)) <= 1


def test_twice_the_coverage_makes_none():
    watched = np.ones(DAYS)
    watched[400:414] = 4.0
    assert find_surges(quarrels(3, often=0.5, exposure=watched)) == []


def test_a_lull_is_none():
    series = quarrels(4, often=3.0)
    kept = (series.days < 400) | (series.days > 440)
    series = replace(
        series, days=series.days[kept], values=series.values[kept], counts=series.counts[kept]
    )
    assert find_surges(series) == []


def test_stretches_between_long_gaps_are_looked_at_apart():
    near = quarrels(1, extra=2.0)
    exposure = np.concatenate([np.full(300, 0.05), np.zeros(500), near.coverage.exposure])
    series = replace(near, days=near.days + 800, coverage=Coverage(0, exposure))
    (found,) = find_surges(series)
    assert abs((found.first_day - day_of(1200)).days) <= 5


def test_few_acts_or_days_are_not_looked_at():
    assert find_surges(quarrels(5, often=0.02)) == []
    short = quarrels(1, extra=2.0).until(150)
    assert find_surges(short) == []


def test_conflict_in_words_and_deeds_is_counted_together():
    words = replace(quarrels(6), quad="verbal conflict")
    deeds = replace(quarrels(7), quad="material conflict")
    friendly = replace(quarrels(8), quad="verbal cooperation")
    by_sector = replace(quarrels(9), quad="verbal conflict", sector="economic")
    conflict, cooperation = by_bearing([words, deeds, friendly, by_sector])
    assert (conflict.quad, cooperation.quad) == ("conflict", "cooperation")
    assert conflict.counts.sum() == words.counts.sum() + deeds.counts.sum()
    assert np.array_equal(conflict.days, np.union1d(words.days, deeds.days))
    assert len(conflict.rows) == len(conflict.days) and all(conflict.rows)


def test_acts_of_one_bearing_are_searched_for_surges_alone():
    series = quarrels(1, extra=2.0)
    assert find_shifts(series) == find_surges(series)


def test_the_line_says_what_came_how_often():
    series = replace(quarrels(1, extra=2.0), source="KEN", target="UGA")
    (found,) = find_surges(series)
    item = shift_line(series, found, codebook=load_codebook())
    assert item.fields["type"] == "episode" and item.fields["quad"] == "conflict"
    assert "acts of conflict of Kenya towards Uganda came" in item.text
    assert "times as often as in the year around" in item.text
    assert {cited.row for cited in item.evidence} <= set(series.rows)
