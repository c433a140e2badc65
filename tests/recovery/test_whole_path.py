"""From a file of rows to levels and signals, on worlds made by rules that the program doesn't know.

Levels are autoregressive or move by steps of heavy tails; houses of unlike size tell of an act each
by its own chance, and the largest stops after two thirds of the time. Nothing is coupled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from detente.model import View
from detente.pipeline_datasets import Asked, import_datasets
from detente.pipeline_project import open_project
from detente.pipeline_series import read_series
from detente.pipeline_tracks import tracks_of
from detente.relations import Track
from detente.series import Series, day_number
from detente.settings import Settings
from detente.signals.coupling import find_couplings
from detente.signals.expected_acts import find_silences

ACTOR = "KEN"
OTHERS = "UGA TZA ETH SOM RWA ZAF EGY NGA GHA SDN MOZ ZMB DZA MAR".split()
START = date(2012, 1, 1)
DAYS = 1500
STOPS = 1000
# Shares of all acts that each house tells of; the first is the one that stops.
HOUSES = {"Herald": 0.6, "Courier": 0.35, "Wire": 0.35, "Post": 0.2}
CODES = ("040", "050", "060", "036", "112", "130", "020", "172")


@dataclass(frozen=True)
class World:
    """How levels move, in points: `memory` from day to day, `swing`, tails of steps and of acts."""

    memory: float
    swing: float
    steps_tail: float
    tail: float
    rate: float


WORLDS = {
    "autoregressive": World(0.985, 1.0, 0.0, 5.0, 0.35),
    "steps with heavy tails": World(0.99, 1.2, 4.0, 3.0, 0.5),
}


@dataclass(frozen=True)
class Seen:
    """What the program made of a world, and the true levels by dyad and day."""

    series: tuple[Series, ...]
    tracks: tuple[Track, ...]
    levels: dict[tuple[str, str], np.ndarray]


def lines_of(world: World, seed: int) -> tuple[list[str], dict[tuple[str, str], np.ndarray]]:
    chance = np.random.default_rng(seed)
    levels, rows = {}, []
    for pair in [(a, b) for one in OTHERS for a, b in ((ACTOR, one), (one, ACTOR))]:
        tail = world.steps_tail
        steps = chance.standard_t(tail, DAYS + 300) if tail else chance.standard_normal(DAYS + 300)
        steps /= np.sqrt(tail / (tail - 2)) if tail else 1.0
        moved = np.zeros(DAYS + 300)
        for day in range(1, DAYS + 300):
            kick = world.swing * np.sqrt(1 - world.memory**2) * steps[day]
            moved[day] = world.memory * moved[day - 1] + kick
        level = levels[pair] = np.clip(chance.uniform(-2, 2) + moved[300:], -7, 7)
        for day, number in enumerate(chance.poisson(world.rate, DAYS)):
            for code in chance.choice(CODES, size=min(number, 3), replace=False):
                weight = np.clip(level[day] + 1.3 * chance.standard_t(world.tail), -10, 10)
                for house, share in HOUSES.items():
                    stopped = house == "Herald" and day >= STOPS
                    if not stopped and chance.random() < share:
                        told = (START + timedelta(day), *pair, code, f"{weight:.2f}", house)
                        rows.append(",".join(map(str, told)))
    return sorted(rows), levels


@pytest.fixture(scope="module", params=list(WORLDS))
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder: Path = tmp_path_factory.mktemp("world")
    rows, levels = lines_of(WORLDS[request.param], seed=4)
    head = "date,source,target,cameo,goldstein,publisher"
    (folder / "rows.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    with open_project(folder / "project") as project:
        import_datasets(
            project, [folder / "rows.csv"], Asked("plain"), now=datetime.now(UTC),
            tell=lambda *_: None,
        )  # fmt: skip
        last = START + timedelta(DAYS - 1)
        series = read_series(project, ACTOR, as_of=last)
        tracks = tracks_of(View(ACTOR, last, {}, series=series), settings=Settings())
    return Seen(series, tuple(one for one in tracks if not one.series.sector), levels)


def test_intervals_hold_the_true_level_as_often_as_they_say(seen: Seen) -> None:
    filtered, smoothed = [], []
    for track in seen.tracks:
        places = track.days - day_number(START)
        true = seen.levels[track.series.dyad][np.clip(places, 0, DAYS - 1)]
        filtered.append((track.low <= true) & (true <= track.high))
        smoothed.append((track.smooth_low <= true) & (true <= track.smooth_high))
    shares = [float(np.concatenate(one).mean()) for one in (filtered, smoothed)]
    print(f"filtered {shares[0]:.3f}, smoothed {shares[1]:.3f}, {len(seen.tracks)} tracks")
    assert all(0.85 <= share <= 0.95 for share in shares)


def test_a_house_that_stops_makes_no_relation_calmer_or_quieter(seen: Seen) -> None:
    stop = day_number(START) + STOPS
    rates, widths, sizes = [], [], []
    for track in seen.tracks:
        weeks = track.tempo.days
        before, after = (weeks > stop - 400) & (weeks < stop - 30), weeks > stop + 60
        rates.append(track.tempo.rate[after].mean() / track.tempo.rate[before].mean())
        until, since = track.days < stop, track.days > stop + 30
        width = track.high - track.low
        widths.append(width[since].mean() / width[until].mean())
        sizes.append(np.abs(track.level[since]).mean() / np.abs(track.level[until]).mean())
    print(f"tempo {np.mean(rates):.2f}, width {np.mean(widths):.2f}, size {np.median(sizes):.2f}")
    assert 0.85 <= np.mean(rates) <= 1.2
    assert np.mean(widths) >= 1.0
    assert not find_silences(one for one in seen.series if not (one.sector or one.quad))


def test_no_coupling_is_claimed_where_none_is(seen: Seen) -> None:
    found = find_couplings(seen.series, ACTOR, as_of=START + timedelta(DAYS - 1))
    assert [one for one in found if one.claimed] == []
