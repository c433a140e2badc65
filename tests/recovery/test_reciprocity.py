"""Planted answers come back from simulated datasets, and none is claimed where there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.reciprocal_response import Response, find_responses

DAYS = 3000
EVERY_DAY = np.arange(DAYS)


@dataclass(frozen=True)
class World:
    """What to simulate.

    `answered` of the dyads have a side that answers: a `share` of the acts, `lag` days later (a
    day more or less), or after geometric waits of that mean where `fading`.
    """

    dyads: int = 60
    answered: int = 0
    share: float = 0.4
    lag: int = 5
    fading: bool = False
    mutual: bool = False
    crises: bool = False


def simulate(world: World, seed: int) -> list[Series]:
    """Self-exciting acts with trends, weekends, busy days and a coverage that drops by a third."""
    chance = np.random.default_rng(seed)
    coverage = np.ones(DAYS)
    coverage[int(0.7 * DAYS) :] = 0.67
    busy = np.exp(chance.normal(0.0, 0.25, DAYS)) * np.where(EVERY_DAY % 7 >= 5, 0.6, 1.0)
    series = []
    for dyad in range(world.dyads):
        phase = EVERY_DAY / DAYS * chance.uniform(0.5, 3.0) + chance.random()
        trend = np.exp(chance.normal(0.0, 0.7) * np.sin(2 * np.pi * phase))
        hot = crises_of(chance) if world.crises else np.zeros(DAYS)
        sides = [
            self_exciting(chance, rate * trend * coverage * busy * (1.0 + hot))
            for rate in chance.lognormal(-1.8, 0.8, 2)
        ]
        if dyad < world.answered:
            sides[1] += answers(chance, sides[0], world)
            if world.mutual:
                sides[0] += answers(chance, sides[1], world)
        names = f"A{dyad}", f"B{dyad}"
        watched = Coverage(0, coverage)
        series += [series_of(names, sides[0], watched), series_of(names[::-1], sides[1], watched)]
    return series


def self_exciting(chance: np.random.Generator, rate: np.ndarray) -> np.ndarray:
    """Acts of which each draws 0.3 further ones of the same side within some days."""
    acts = chance.poisson(rate)
    young = acts
    while young.any():
        days = np.repeat(EVERY_DAY, chance.poisson(0.3 * young))
        days = days + chance.geometric(0.25, len(days))
        young = np.bincount(days[days < DAYS], minlength=DAYS)
        acts = acts + young
    return acts


def answers(chance: np.random.Generator, acts: np.ndarray, world: World) -> np.ndarray:
    days = np.repeat(EVERY_DAY, chance.binomial(acts, world.share))
    if world.fading:
        days = days + chance.geometric(1.0 / world.lag, len(days))
    else:
        days = days + world.lag + chance.integers(-1, 2, len(days))
    return np.bincount(days[days < DAYS], minlength=DAYS)


def crises_of(chance: np.random.Generator) -> np.ndarray:
    """Some weeks in which both sides act several times as often."""
    hot = np.zeros(DAYS)
    for first in chance.integers(0, DAYS, 12):
        hot[first : first + chance.integers(5, 20)] += chance.gamma(2.0, 1.5)
    return hot


def series_of(names: tuple[str, str], counts: np.ndarray, coverage: Coverage) -> Series:
    days = np.flatnonzero(counts)
    number = counts[days]
    return Series("made up", *names, days, number * -1.0, number, number, coverage, quad="x")


def found_in(world: World, seed: int) -> tuple[list[Response], list[Response]]:
    """Claimed responses that were planted, and those that were not."""
    claimed = [
        one for one in find_responses(simulate(world, seed), as_of=day_of(DAYS)) if one.claimed
    ]
    planted = [
        one
        for one in claimed
        if int(one.actor[1:]) < world.answered and (world.mutual or one.actor.startswith("B"))
    ]
    return planted, [one for one in claimed if one not in planted]


@pytest.mark.parametrize("seed", [11, 12])
def test_over_two_hundred_dyads_hardly_any_answer_is_claimed_that_was_not_planted(seed) -> None:
    planted, wrong = found_in(World(dyads=200, answered=40), seed)
    assert len(planted) >= 28
    assert len(wrong) <= 0.1 * len(planted)


def test_nothing_is_claimed_where_each_side_follows_its_own_rhythm() -> None:
    assert found_in(World(dyads=200), 13) == ([], [])


def test_crises_of_both_sides_at_once_are_hardly_ever_taken_for_answers() -> None:
    _, wrong = found_in(World(dyads=120, crises=True), 14)
    assert len(wrong) <= 2


def test_lag_and_share_lie_in_their_intervals() -> None:
    planted, _ = found_in(World(answered=40, dyads=60), 15)
    lags = np.mean([one.lag_low <= 5.0 <= one.lag_high for one in planted])
    shares = np.mean([one.share_low <= 0.4 <= one.share_high for one in planted])
    assert lags > 0.8
    assert shares > 0.75
    assert np.median([one.share for one in planted]) == pytest.approx(0.4, abs=0.08)


def test_answers_that_fade_and_answers_of_both_sides_are_found() -> None:
    fading, wrong = found_in(World(answered=30, dyads=60, lag=4, fading=True, share=0.5), 16)
    assert len(fading) >= 12
    assert len(wrong) <= 2
    assert np.median([one.lag_days for one in fading]) == pytest.approx(4.0, abs=1.5)
    mutual, wrong = found_in(World(answered=30, dyads=60, mutual=True), 17)
    assert len(mutual) >= 40
    assert len(wrong) <= 2
