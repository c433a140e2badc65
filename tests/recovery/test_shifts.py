"""Shifts on made-up series: at most one false alarm in ten years, planted ones dated in time."""

import numpy as np
import pytest

from detente.bench.calm import CALM, PLANTED, levels, student, wandering
from detente.bench.shifts import AFTER_READINGS
from detente.series import day_number
from detente.signals.change_points import find_shifts, known_shifts
from detente.signals.leaning import find_leanings
from detente.signals.surges import find_surges

SLOW = 2
QUICK = 2
COUNTED = [name for name in CALM if name.startswith(("counts", "half"))]


@pytest.mark.parametrize(
    "simulator",
    [
        "Student noise, 3 d.f.",
        "AR(1) 0.90",
        "AR(1) 0.99",
        "AR(1) 0.98 below Student noise",
        "acts, 0.7 a day, level AR(1) 0.98",
    ],
)
def test_a_calm_level_has_at_most_one_false_alarm_in_ten_years(simulator):
    found = sum(
        len(find_shifts(CALM[simulator](np.random.default_rng([31, copy])))) for copy in range(SLOW)
    )
    assert found <= SLOW


@pytest.mark.parametrize(
    "simulator", [name for name in CALM if name.startswith(("counts", "half"))]
)
def test_a_calm_tempo_has_at_most_one_false_alarm_in_ten_years(simulator):
    found = 0
    for copy in range(QUICK):
        series = CALM[simulator](np.random.default_rng([32, copy]))
        found += sum(one.what == "tempo" for one in find_shifts(series))
    assert found <= QUICK


@pytest.mark.parametrize(
    "simulator", [name for name in CALM if name.startswith(("counts", "half"))]
)
def test_calm_counts_have_at_most_one_false_surge_in_ten_years(simulator):
    series = [CALM[simulator](np.random.default_rng([36, copy])) for copy in range(4)]
    assert sum(len(find_surges(one)) for one in series) <= 4


@pytest.mark.parametrize("offset", [0.0, 1.0])
def test_calm_scores_have_at_most_one_false_leaning_in_ten_years(offset):
    found = 0
    for copy in range(4):
        chance = np.random.default_rng([37, copy])
        attention = np.exp(0.5 * wandering(chance, 0.9))
        values = attention * (
            wandering(chance, 0.9) + student(chance, 3.0, len(attention)) + offset
        )
        found += len(find_leanings(levels(values, kind="score"), least=0.9))
    assert found <= 4


def test_a_step_of_one_standard_deviation_is_dated_and_soon_known():
    delays = []
    for copy in range(8):
        series = PLANTED["step of 1 after 300 readings"](np.random.default_rng([33, copy]))
        days = [day_number(one.first_day) for one in find_shifts(series)]
        assert any(abs(day - AFTER_READINGS) <= 15 for day in days)
        known = [
            day - AFTER_READINGS for _, day, _ in known_shifts(series) if day >= AFTER_READINGS
        ]
        delays.append(min(known, default=999))
    assert np.median(delays) <= 30


def test_episodes_are_told_apart_from_lasting_shifts():
    chance = np.random.default_rng(34)
    for copy in range(4):
        values = student(chance, 4.0, 800)
        lasts = copy % 2 == 0
        values[400 : 800 if lasts else 460] += 2.0
        found = [one for one in find_shifts(levels(values)) if one.probability >= 0.9]
        assert [one.lasting for one in found] == [lasts]


def test_days_without_a_reading_bring_no_shift_of_level():
    chance = np.random.default_rng(35)
    read = chance.random(2000) < 0.4
    read[900:1100] = False
    series = levels(wandering(chance, 0.9, days=2000), read=read.astype(float))
    assert [one for one in find_shifts(series) if one.what == "level"] == []
