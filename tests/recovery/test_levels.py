"""Levels, tempos and parameters that are known come back from made-up series."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from detente.relations.tracking import estimate_tracks
from detente.series import Coverage, Series
from detente.settings import Settings

SETTINGS = Settings(tempo_window_days=180)
START = 14_000
DYADS = 40


@dataclass(frozen=True)
class World:
    """How levels move and how they are read; points of the weights, days."""

    days: int = 900
    rate: float = 0.4
    memory: float = 1.0
    swing: float = 0.0
    step: float = 0.0
    noise: float = 2.5
    tail: float = 4.0
    exposure: tuple[tuple[int, int, float], ...] = ()
    kind: str = "events"
    unit: float = 1.0


WORLDS = {
    "constant": World(),
    "constant, 30 events": World(days=700, rate=0.043),
    "random walk": World(step=0.08),
    "random walk, 30 events": World(days=700, rate=0.043, step=0.08),
    "autoregressive": World(memory=0.5 ** (1 / 60), swing=1.0),
    "autoregressive, 30 events": World(days=700, rate=0.043, memory=0.5 ** (1 / 60), swing=1.2),
    "fast and wide": World(days=500, rate=1.0, memory=0.5 ** (1 / 7), swing=2.0, tail=10.0),
    "dense, heavy tails": World(days=450, rate=2.0, memory=0.5 ** (1 / 120), swing=1.5, tail=3.0),
    "a publisher drops out": World(
        memory=0.5 ** (1 / 90), swing=1.0, exposure=((300, 500, 0.0), (650, 900, 0.4))
    ),
    "scores": World(memory=0.5 ** (1 / 60), swing=1.0, kind="score", unit=40.0, rate=0.6, tail=5.0),
}


def made_up(world, *, seed=11, dyads=DYADS):
    """Series and true levels by day, (dyads, days)."""
    chance = np.random.default_rng(seed)
    exposure = np.ones(world.days)
    for first, after, share in world.exposure:
        exposure[first:after] = share
    shocks = chance.standard_normal((world.days, dyads))
    moved = np.cumsum(world.step * shocks, axis=0)
    state = world.swing * chance.standard_normal(dyads)
    for day in range(world.days):
        state = world.memory * state
        state = state + world.swing * np.sqrt(1.0 - world.memory**2) * shocks[day]
        moved[day] += state
    levels = (chance.uniform(-3.0, 3.0, dyads) + moved).T
    found = []
    for number in range(dyads):
        counts = chance.poisson(world.rate * exposure)
        if world.kind == "score":
            counts = np.minimum(counts, 1)
        days = np.nonzero(counts)[0]
        counts = counts[days]
        errors = [chance.standard_t(world.tail, many).mean() for many in counts]
        values = world.unit * (levels[number, days] + world.noise * np.array(errors))
        found.append(
            Series(
                dataset="made-up",
                source=f"S{number}",
                target="T",
                days=days + START,
                values=values,
                counts=counts,
                reports=counts,
                coverage=Coverage(START, exposure),
                kind=world.kind,
            )
        )
    return found, world.unit * levels


def covered(tracks, levels):
    """Shares of days on which the filtered and the smoothed interval hold the true level."""
    filtered, smoothed = [], []
    for track, level in zip(tracks, levels, strict=True):
        true = level[track.days - START]
        filtered.append((track.low <= true) & (true <= track.high))
        smoothed.append((track.smooth_low <= true) & (true <= track.smooth_high))
    return float(np.concatenate(filtered).mean()), float(np.concatenate(smoothed).mean())


@pytest.mark.parametrize("name", WORLDS)
def test_intervals_hold_the_level_as_often_as_they_say(name):
    found = []
    for seed in (1, 2, 3):
        series, levels = made_up(WORLDS[name], seed=seed)
        found.append(covered(estimate_tracks(series, settings=SETTINGS), levels))
    filtered, smoothed = np.mean(found, axis=0)
    print(f"{name}: filtered {filtered:.3f}, smoothed {smoothed:.3f}")
    assert 0.85 <= filtered <= 0.95
    assert 0.85 <= smoothed <= 0.95


@pytest.mark.parametrize("name", ["autoregressive", "fast and wide"])
def test_true_parameters_of_levels_that_return_come_back(name):
    world = WORLDS[name]
    series, _ = made_up(world)
    motions = [track.motion for track in estimate_tracks(series, settings=SETTINGS)]
    half_life = np.log(0.5) / np.log(world.memory)
    assert np.median([one.noise for one in motions]) == pytest.approx(world.noise, rel=0.1)
    assert np.median([one.swing_sd for one in motions]) == pytest.approx(world.swing, rel=0.35)
    assert 0.5 < np.median([one.half_life_days for one in motions]) / half_life < 2.0
    assert np.median([one.drawn for one in motions]) > 0.8
    assert world.tail / 1.7 <= motions[0].tail <= world.tail * 1.7


def test_true_step_of_a_random_walk_comes_back():
    world = WORLDS["random walk"]
    series, _ = made_up(world)
    motions = [track.motion for track in estimate_tracks(series, settings=SETTINGS)]
    assert np.median([one.daily_sd for one in motions]) == pytest.approx(world.step, rel=0.3)
    assert np.median([one.noise for one in motions]) == pytest.approx(world.noise, rel=0.1)


def test_levels_that_stand_still_are_known_to():
    series, _ = made_up(WORLDS["constant"])
    motions = [track.motion for track in estimate_tracks(series, settings=SETTINGS)]
    assert np.median([one.constant for one in motions]) > 0.8


def test_who_drops_out_does_not_look_calmer():
    """Tempo and width of the level where all was seen, and where part of it was."""
    world = World(days=1000, rate=0.6, memory=0.5 ** (1 / 60), swing=1.0)
    blind = replace(world, exposure=((600, 1000, 0.0),))
    half = replace(world, exposure=((600, 1000, 0.5),))
    tempo, width, truth = {}, {}, world.rate * 30.4375
    for name, one in (("all", world), ("blind", blind), ("half", half)):
        tracks = estimate_tracks(made_up(one)[0], settings=SETTINGS, until=START + 999)
        tempo[name] = np.mean([track.tempo.rate[-1] for track in tracks])
        width[name] = np.mean([track.high[-1] - track.low[-1] for track in tracks])
    assert tempo["all"] == pytest.approx(truth, rel=0.1)
    assert tempo["blind"] == pytest.approx(truth, rel=0.1)
    assert tempo["half"] == pytest.approx(truth, rel=0.1)
    assert width["all"] < width["half"] < width["blind"]
