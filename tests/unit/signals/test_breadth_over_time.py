"""Effective number of counterparts over time, with who came and who went."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.breadth_over_time import effective_number, find_breadth_over_time
from detente.signals.dataset_lines import breadth_lines

DAYS = 2190
LAST = day_of(DAYS - 1)
EVERY = Coverage(0, np.ones(DAYS))


def contacts(other: str, days: np.ndarray, sector: str = "economic") -> Series:
    days = np.unique(days)
    ones = np.ones(len(days), dtype=np.int64)
    rows = tuple(f"{other}{day}" for day in days)
    return Series("acts", "VNM", other, days, ones * 2.0, ones, ones, EVERY, rows, sector=sector)


def steady(seed: int = 1) -> list[Series]:
    chance = np.random.default_rng(seed)
    return [
        contacts(name, np.flatnonzero(chance.random(DAYS) < rate))
        for name, rate in (("LAO", 0.05), ("KHM", 0.05), ("THA", 0.05), ("PHL", 0.003))
    ]


@pytest.mark.parametrize("number", [1, 2, 10])
def test_equal_partners_count_as_many(number: int) -> None:
    value, low, high = effective_number(np.full(number, 2000))
    assert value == pytest.approx(number, rel=0.01)
    assert low <= number * 1.001
    assert number <= high


def test_partners_too_thin_to_be_seen_are_reckoned_with() -> None:
    chance = np.random.default_rng(1)
    shares = chance.dirichlet(np.full(60, 0.7))
    truth = exp(-float((shares * np.log(shares)).sum()))
    drawn = [effective_number(chance.multinomial(150, shares)) for _ in range(300)]
    assert np.mean([value for value, _, _ in drawn]) == pytest.approx(truth, rel=0.04)
    assert 0.82 <= np.mean([low <= truth <= high for _, low, high in drawn]) <= 0.97


def test_bursts_widen_the_interval() -> None:
    counts = np.array([40, 30, 20, 10])
    narrow, wide = effective_number(counts), effective_number(counts, scatter=4.0)
    assert wide[2] / wide[1] > narrow[2] / narrow[1]


def test_windows_end_on_the_last_day_and_every_quarter_before() -> None:
    found = find_breadth_over_time(steady(), "VNM", as_of=LAST)
    assert found[-1].last_day == DAYS - 1
    assert {b.last_day - a.last_day for a, b in pairwise(found)} == {91}
    assert all(one.low <= one.number <= one.high for one in found)
    assert 2.8 < found[-1].number < 4.0


def test_nobody_comes_or_goes_where_nothing_changes_and_a_thin_one_flickers() -> None:
    found = [
        one for seed in range(12) for one in find_breadth_over_time(steady(seed), "VNM", as_of=LAST)
    ]
    assert sum(len(one.entered) + len(one.left) for one in found) == 0


def test_who_stops_has_left_and_who_begins_has_entered() -> None:
    laos, *others = steady()
    gone = laos.until(DAYS - 740)
    gone = replace(gone, coverage=EVERY)
    come = contacts("SGP", np.arange(DAYS - 500, DAYS, 20))
    last = find_breadth_over_time([gone, come, *others], "VNM", as_of=LAST)[-1]
    assert [one.code for one in last.entered] == ["SGP"]
    assert last.entered[0].row == f"SGP{DAYS - 500}"
    assert [one.code for one in last.left] == ["LAO"]
    assert last.left[0].row == gone.rows[-1]


def test_a_dataset_that_stopped_says_of_nobody_that_they_left() -> None:
    half = Coverage(0, np.r_[np.ones(DAYS - 600), np.zeros(600)])
    series = [replace(one.until(DAYS - 601), coverage=half) for one in steady()]
    found = find_breadth_over_time(series, "VNM", as_of=LAST)
    assert all(one.covered >= 0.5 for one in found)
    assert all(not one.left for one in found)


def test_sectors_are_apart_and_classes_scores_and_others_are_not_read() -> None:
    own = steady()
    more = [
        *own,
        *[replace(one, sector="military") for one in own],
        replace(own[0], quad="verbal conflict"),
        replace(own[0], kind="score"),
        replace(own[0], source="CHN"),
    ]
    found = find_breadth_over_time(more, "VNM", as_of=LAST)
    sectors = {one.sector for one in found}
    assert sectors == {"economic", "military"}
    alone = find_breadth_over_time(own, "VNM", as_of=LAST)
    assert found[: len(alone)] == alone


def test_a_line_tells_number_interval_and_changes() -> None:
    come = contacts("SGP", np.arange(DAYS - 500, DAYS, 20))
    found = find_breadth_over_time([come, *steady()], "VNM", as_of=LAST)
    (line,) = breadth_lines(found, named=lambda code: code.title())
    assert line.text.startswith("Vnm dealt with 5 counterparts in economic matters")
    assert "new: Sgp (25 events, none in the 24 months before)" in line.text
    assert all(row.row for row in line.evidence)
