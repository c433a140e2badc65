"""Which figures a briefing has, and that they show the series that they are drawn from."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.briefing.figures import EventCounts, LevelTrack, Network, Response, draw
from detente.briefing.figures.axes import Told
from detente.briefing.illustrating import illustrate, trends_of
from detente.briefing.response_curve import response_curve
from detente.model import Evidence, Item
from detente.relations import estimate_tracks
from detente.series import Coverage, Series, day_number
from detente.settings import Settings

FIRST = day_number(date(2022, 1, 1))
DAYS = 700
NAMES = {"NOR": "Norway", "ISL": "Iceland", "FIN": "Finland"}


def series(source: str, target: str, days: list[int], **kind: str) -> Series:
    exposure = np.ones(DAYS)
    exposure[300:350] = 0.0
    counts = np.ones(len(days), dtype=np.int64)
    return Series(
        "set", source, target, FIRST + np.array(days), np.linspace(-4, 4, len(days)), counts,
        counts, Coverage(FIRST, exposure), tuple(map(str, days)), **kind,
    )  # fmt: skip


EVERY = list(range(0, DAYS, 7))
ACTS = [day for day in EVERY if not 290 <= day <= 350]


def figures(*rows: Series, items: tuple[Item, ...] = ()) -> dict[str, object]:
    whole = [row for row in rows if not row.quad]
    tracks = [
        track
        for group in (
            [row for row in whole if row.sector],
            [row for row in whole if not row.sector],
        )
        for track in estimate_tracks(group, settings=Settings(), until=FIRST + DAYS - 1)
    ]
    return dict(illustrate(tracks, rows, items, actor="NOR", names=NAMES))


def test_a_counterpart_has_its_levels_with_turns_and_gaps() -> None:
    fields = {
        "type": "shift", "what": "level", "dataset": "set", "source": ("NOR",), "sectors": (),
        "target": ("ISL",), "begins_on": date(2023, 1, 1), "size": 3.0,
    }  # fmt: skip
    item = Item("signals", "A shift.", (Evidence(dataset="set", row="1"),), fields)
    found = figures(series("ISL", "NOR", ACTS), series("NOR", "ISL", ACTS), items=(item,))
    one, other = found["level-ISL-0"], found["level-ISL-1"]
    assert isinstance(one, LevelTrack) and isinstance(other, LevelTrack)
    assert one.told.title == "Acts of Norway towards Iceland"
    assert [(turn.day, turn.rising) for turn in one.turns] == [(date(2023, 1, 1), True)]
    assert other.turns == []
    (gap,) = one.gaps
    assert (day_number(gap.first) - FIRST, day_number(gap.last) - FIRST) == (300, 349)
    assert one.level[0] < 0 < one.level[-1]
    assert "events, each counted once" in one.told.description


def test_counts_add_up_to_the_events() -> None:
    quads = (
        series("NOR", "ISL", ACTS, quad="verbal conflict"),
        series("ISL", "NOR", ACTS[:10], quad="verbal conflict"),
        series("ISL", "NOR", ACTS[:5], quad="material cooperation"),
    )
    counts = figures(series("NOR", "ISL", ACTS), *quads)["counts-ISL-set"]
    assert isinstance(counts, EventCounts)
    sums = {name: sum(row) for name, row in counts.counts.items() if sum(row)}
    assert sums == {"verbal conflict": len(ACTS) + 10, "material cooperation": 5}


def test_the_response_peaks_where_the_answers_come() -> None:
    chance = np.random.default_rng(3)
    acts = sorted(chance.choice(DAYS, 60, replace=False).tolist())
    answers = sorted({day + 6 for day in acts} | set(chance.choice(DAYS, 40).tolist()))
    curve = response_curve(
        series("ISL", "NOR", acts), series("NOR", "ISL", answers), Told("Answers", "Events")
    )
    assert isinstance(curve, Response)
    assert int(np.argmax(curve.value)) + 1 == 6
    assert curve.low[5] > 0.5 and abs(curve.value[15]) < 0.3
    short = series("ISL", "NOR", acts[:5])
    assert response_curve(short, series("NOR", "ISL", answers), Told("", "")) is None


def test_channels_to_one_goal_are_one_network() -> None:
    items = tuple(
        Item(
            "channels",
            "A way.",
            (),
            {
                "origin": "NOR",
                "goal": "ISL",
                "via": (via,),
                "legs": (
                    {"parties": ("NOR", via), "events": ("e1", "e2")},
                    {"parties": (via, "ISL"), "events": ("e3",)},
                ),
            },
        )
        for via in ("FIN", "SWE")
    )
    network = figures(items=items)["network-ISL"]
    assert isinstance(network, Network)
    assert list(network.via) == ["FIN", "SWE"]
    assert [leg.strength for leg in network.legs] == [2, 1, 2, 1]
    assert "Finland" in draw(network)


def test_trends_follow_the_level_of_a_cell() -> None:
    rows = [series("NOR", "ISL", ACTS, sector="legal")]
    tracks = estimate_tracks(rows, settings=Settings(), until=FIRST + DAYS - 1)
    trend = trends_of(tracks, actor="NOR")["ISL", "legal"]
    assert trend.level[0] < trend.level[-1]
    assert trend.days[-1] == date(2023, 12, 1)
    assert pytest.approx(trend.level[-1], abs=1e-6) == float(tracks[0].smooth[-1])
