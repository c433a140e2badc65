"""Silence: told where much was expected and the source lived, never where nobody looked."""

from dataclasses import replace

import numpy as np
import pytest

from detente.bench.calm import counts
from detente.series import day_number
from detente.signals.expected_acts import beyond_the_whole, find_silences, surprise, yearly_acts
from detente.signals.silence_lines import silence_line
from detente.signals.tempo_readings import weeks_of

DAYS = 1100


def daily(seed, rate=0.3, days=DAYS):
    return np.random.default_rng(seed).poisson(rate, days)


def named(code):
    return {"AAA": "Chile", "BBB": "Peru"}[code]


def test_a_regular_dyad_that_falls_silent_is_told_with_its_last_rows():
    acts = daily(1)
    acts[950:] = 0
    one = counts(acts)
    (silence,) = find_silences([one])
    assert silence.open and silence.bits >= silence.needed
    assert day_number(silence.begins_on) == one.days[-1] + 1
    assert silence.expected == pytest.approx(0.3 * 147, rel=0.3)
    assert silence.rows[0] == f"day:{one.days[-1]}"


def test_a_silence_that_ended_has_its_last_day():
    acts = daily(2)
    acts[600:720] = 0
    (silence,) = find_silences([counts(acts)])
    assert not silence.open
    assert abs(day_number(silence.ends_on) - 719) <= 14


def test_where_nobody_looked_there_is_no_silence():
    acts, exposure = daily(1), np.ones(DAYS)
    acts[950:] = 0
    exposure[950:] = 0.0
    assert find_silences([counts(acts, exposure)]) == []


def test_the_end_of_a_dataset_is_no_silence():
    acts = daily(1)[:950]
    assert find_silences([counts(acts, np.ones(950))]) == []


def test_half_the_watching_halves_what_was_expected():
    acts, exposure = daily(1), np.ones(DAYS)
    acts[950:] = 0
    exposure[950:] = 0.5
    (full,) = find_silences([counts(acts)])
    (half,) = find_silences([counts(acts, exposure)])
    assert half.expected == pytest.approx(full.expected / 2, rel=0.1)
    assert half.bits < full.bits


def test_bursts_with_pauses_between_are_no_silence():
    acts = np.zeros(DAYS, dtype=np.int64)
    chance = np.random.default_rng(4)
    for start in range(20, DAYS, 75):
        acts[start + chance.integers(0, 30)] = 9
    assert find_silences([counts(acts)]) == []


def test_few_events_say_nothing():
    acts = np.zeros(DAYS, dtype=np.int64)
    acts[:10] = 1
    assert find_silences([counts(acts)]) == []


def test_surprise_uses_only_the_past():
    acts = daily(5)
    whole, _ = surprise(weeks_of(counts(acts)))
    then, _ = surprise(weeks_of(counts(acts[:700])))
    assert whole[:100] == pytest.approx(then)


def test_a_yearly_act_that_is_overdue_is_found():
    acts = np.zeros(6 * 365 + 260, dtype=np.int64)
    for year in range(6):
        acts[round(365.25 * year) + 200 + year % 3] = 1
    one = counts(acts)
    ((due, years),) = yearly_acts(one, until=len(acts) - 1)
    assert years == 6
    assert abs(due - (200 + round(6 * 365.25))) <= 4


def test_a_yearly_act_that_came_is_not_overdue():
    acts = np.zeros(6 * 365 + 260, dtype=np.int64)
    for year in range(7):
        acts[round(365.25 * year) + 200] = 1
    assert yearly_acts(counts(acts), until=len(acts) - 1) == []


def test_the_line_says_what_was_expected_and_why():
    acts = daily(1)
    acts[950:] = 0
    (silence,) = find_silences([counts(acts)])
    item = silence_line(silence, named=named)
    assert item.list == "omissions"
    assert "Chile towards Peru" in item.text and "bits" in item.text
    assert "days before" in item.text
    assert item.evidence[0].row == silence.rows[0]


def test_a_silence_of_one_sector_is_told_unless_the_whole_dyad_is_silent():
    trade, visits = daily(1), daily(2)
    trade[950:] = 0
    one_sector = find_silences([replace(counts(trade), sector="economic")], false_alarms=0.01)
    assert [silence.sector for silence in one_sector] == ["economic"]
    busy = find_silences([counts(trade + visits)])
    assert beyond_the_whole(one_sector, busy) == one_sector
    visits[950:] = 0
    assert beyond_the_whole(one_sector, find_silences([counts(trade + visits)])) == []
    line = silence_line(one_sector[0], named=named)
    assert "no economic act of Chile towards Peru" in line.text
