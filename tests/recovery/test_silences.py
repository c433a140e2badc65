"""Silences on made-up counts: hardly any false alarm, and planted ones found."""

import numpy as np
import pytest

from detente.bench.calm import CALM, DAYS, counts
from detente.series import day_number
from detente.signals.expected_acts import find_silences

COPIES = 6


@pytest.mark.parametrize(
    "simulator",
    [
        "counts, Poisson 0.05 a day",
        "counts, negative binomial",
        "counts, log rate AR(1) 0.99",
        "counts by weekday",
        "half of the reports drop out",
    ],
)
def test_calm_counts_have_hardly_a_false_silence(simulator):
    found = sum(
        len(find_silences([CALM[simulator](np.random.default_rng([21, copy]))]))
        for copy in range(COPIES)
    )
    assert found / COPIES <= 0.5


@pytest.mark.parametrize("rate, length", [(0.3, 90), (1.0, 45)])
def test_planted_silences_are_found(rate, length):
    hits = 0
    for copy in range(COPIES):
        daily = np.random.default_rng([22, copy]).poisson(rate, DAYS)
        daily[2000 : 2000 + length] = 0
        hits += any(
            day_number(one.begins_on) <= 2010 and day_number(one.ends_on) >= 1990 + length // 2
            for one in find_silences([counts(daily)])
        )
    assert hits >= COPIES - 1


def test_a_publisher_that_drops_out_is_no_silence():
    exposure = np.where(np.arange(DAYS) < 3000, 1.0, 0.0)
    daily = np.random.default_rng(23).poisson(0.5 * exposure)
    assert find_silences([counts(daily, exposure)]) == []
