"""Sectors that part come back with date and direction; swings alone are hardly ever claimed."""

from __future__ import annotations

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.dataset_lines import apart_lines
from detente.signals.sectors_apart import Apart, find_sectors_apart

DAYS = 3650
CHANGE = 2300


def sector(name: str, level: np.ndarray, chance: np.random.Generator) -> list[Series]:
    """Events of both directions around a level, with heavy tails and two fifths fewer at last."""
    exposure = np.where(np.arange(DAYS) < 0.75 * DAYS, 1.0, 0.6)
    series = []
    for ends in (("EGY", "TUR"), ("TUR", "EGY")):
        counts = chance.poisson(0.15 * exposure)
        days = np.flatnonzero(counts)
        noise = 1.8 * chance.standard_t(4, len(days))
        values = np.clip(level[days] + noise, -10, 10)
        number = counts[days]
        rows = tuple(f"{name}{day}" for day in days)
        cover = Coverage(0, exposure)
        series.append(Series("acts", *ends, days, values, number, number, cover, rows, True, name))
    return series


def swings(chance: np.random.Generator, spread: float, half_life: float) -> np.ndarray:
    memory = 0.5 ** (1 / half_life)
    level = np.zeros(DAYS)
    for day in range(1, DAYS):
        level[day] = memory * level[day - 1] + spread * np.sqrt(1 - memory**2) * chance.normal()
    return level


def found_in(seed: int, moves: tuple[float, float], spread: float = 0.8) -> tuple[Apart, ...]:
    chance = np.random.default_rng(seed)
    series = []
    for name, move in zip(("economic", "military"), moves, strict=True):
        level = swings(chance, spread, 45.0) + np.where(np.arange(DAYS) >= CHANGE, move, 0.0)
        series += sector(name, level, chance)
    return find_sectors_apart(series, "EGY", as_of=day_of(DAYS - 1))


def test_swings_alone_are_hardly_ever_claimed() -> None:
    claimed = [one for seed in range(150) for one in found_in(seed, (0.0, 0.0)) if one.claimed]
    assert len(claimed) <= 5


def test_a_shared_turn_of_both_sectors_is_no_parting() -> None:
    claimed = [one for seed in range(60) for one in found_in(seed, (3.0, 3.0)) if one.claimed]
    assert len(claimed) <= 2


@pytest.mark.parametrize("moves", [(2.0, -2.0), (3.0, 0.0)])
def test_sectors_that_part_are_found_with_date_and_direction(moves: tuple[float, float]) -> None:
    found = [one for seed in range(40) for one in found_in(seed, moves) if one.claimed]
    assert len(found) >= 32
    assert np.mean([abs(one.since - CHANGE) <= 180 for one in found]) > 0.9
    assert np.mean([one.since_low <= CHANGE <= one.since_high for one in found]) > 0.85
    assert {one.sectors[0].sector for one in found} == {"economic"}
    opposed = np.mean([one.opposed for one in found])
    assert opposed > 0.8 if moves[1] else opposed < 0.2


def test_a_line_tells_since_when_and_cites_both_sectors() -> None:
    line = apart_lines(found_in(1, (3.0, -3.0)), named=str.title)[0]
    assert line.text.startswith("Economic and military relations of Egy and Tur have moved apart")
    assert "economic rose" in line.text
    assert "military fell" in line.text
    assert {row.row[:8] for row in line.evidence} == {"economic", "military"}


def test_thin_sectors_are_not_compared() -> None:
    chance = np.random.default_rng(1)
    series = [*sector("economic", np.zeros(DAYS), chance)]
    thin = [one.until(700) for one in sector("military", np.zeros(DAYS), chance)]
    assert find_sectors_apart([*series, *thin], "EGY", as_of=day_of(DAYS - 1)) == ()
