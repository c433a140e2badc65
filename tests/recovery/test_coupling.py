"""Planted couplings come back from simulated relations, and none is claimed where there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.coupling import Coupling, find_couplings

DAYS = 2800


@dataclass(frozen=True)
class World:
    """Levels that wander, with heavy tails and shocks that all share with unlike weights.

    `planted`: index of the relation that moves first, of the other, days between, and points for
    a point. `others`: relations of other states, which share the shocks.
    """

    relations: int = 12
    others: int = 0
    shared: float = 1.0
    memory: float = 0.95
    rate: float = 1.0
    planted: tuple[tuple[int, int, int, float], ...] = ()


def simulate(world: World, seed: int) -> list[Series]:
    chance = np.random.default_rng(seed)
    rows = world.relations + world.others
    own = 0.4 * chance.standard_t(4, (rows, DAYS))
    loads = chance.normal(0.8, 0.5, rows), chance.normal(0.0, 0.7, rows)
    shocks = world.shared * np.array([0.4, 0.3])[:, None] * chance.standard_t(4, (2, DAYS))
    moves = own + loads[0][:, None] * shocks[0] + loads[1][:, None] * shocks[1]
    for first, second, lag, size in world.planted:
        moves[second, lag:] += size * own[first, :-lag]
    memory = chance.uniform(world.memory, 0.99, rows)
    level = np.zeros(rows)
    levels = np.empty((rows, DAYS))
    for day in range(DAYS):
        level = memory * level + moves[:, day]
        levels[:, day] = level
    coverage = Coverage(0, np.r_[np.ones(DAYS * 3 // 4), np.full(DAYS - DAYS * 3 // 4, 0.6)])
    series = []
    for row in range(rows):
        ends = ("AAA", f"C{row}") if row < world.relations else (f"X{row}", f"Y{row}")
        rate = world.rate * chance.lognormal(-0.3, 0.6)
        base = chance.uniform(-3.0, 3.0)
        for names in (ends, ends[::-1]):
            counts = chance.poisson(rate * coverage.exposure / 2)
            days = np.flatnonzero(counts)
            number = counts[days]
            noise = 1.8 * chance.standard_t(4, len(days)) / np.sqrt(number)
            values = np.clip(base + levels[row, days] + noise, -10, 10)
            ids = tuple(f"{names[0]}{day}" for day in days)
            series.append(Series("made up", *names, days, values, number, number, coverage, ids))
    return series


def claimed_in(world: World, seed: int) -> list[Coupling]:
    found = find_couplings(simulate(world, seed), "AAA", as_of=day_of(DAYS - 1))
    return [one for one in found if one.claimed]


@pytest.mark.parametrize(
    "world",
    [
        World(),
        World(shared=0.0),
        World(shared=2.0, memory=0.98),
        World(relations=4, others=10, shared=2.0),
        World(relations=3, shared=2.0),
    ],
)
def test_none_is_claimed_where_relations_only_share_shocks(world: World) -> None:
    assert [claimed_in(world, seed) for seed in range(5)] == [[]] * 5


def test_planted_couplings_come_back_with_sign_lag_and_size() -> None:
    world = World(planted=((0, 1, 14, 0.7), (2, 3, 21, -0.7)), rate=1.5)
    found = [one for seed in range(20, 26) for one in claimed_in(world, seed)]
    right = [one for one in found if (one.first, one.second) in (("C0", "C1"), ("C2", "C3"))]
    assert len(right) >= 7
    assert len(found) - len(right) <= 1
    for one in right:
        planted = 0.7 if one.first == "C0" else -0.7
        assert np.sign(one.size) == np.sign(planted)
        assert abs(one.lag_weeks - (2 if one.first == "C0" else 3)) <= 1.0
    sizes = [abs(one.size) for one in right]
    assert np.median(sizes) == pytest.approx(0.7, abs=0.25)


def test_what_happens_after_the_day_changes_nothing() -> None:
    series = simulate(World(relations=5), 3)
    early = find_couplings(series, "AAA", as_of=day_of(2000))
    wild = [replace(one, values=np.where(one.days > 2000, 9.0, one.values)) for one in series]
    assert find_couplings(wild, "AAA", as_of=day_of(2000)) == early
