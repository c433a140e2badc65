"""Shifts of a series: found where planted, dated, told apart from episodes, silent on noise."""

import numpy as np

from detente.codebook import load_codebook
from detente.series import Coverage, Series, day_of
from detente.signals.change_points import find_shifts
from detente.signals.shift_lines import shift_line


def series(values, *, kind="events"):
    days = np.arange(len(values), dtype=np.int64)
    ones = np.ones(len(values), dtype=np.int64)
    return Series(
        dataset="made",
        source="KEN",
        target="UGA",
        days=days,
        values=np.asarray(values, dtype=float),
        counts=ones,
        reports=ones,
        coverage=Coverage(0, np.ones(len(values))),
        rows=tuple(f"r{number}" for number in range(len(values))),
        kind=kind,
    )


def noise(number, seed):
    return np.random.default_rng(seed).standard_normal(number)


def test_a_step_is_dated_and_measured():
    values = noise(400, 1)
    values[250:] += 2.0
    (shift,) = find_shifts(series(values))
    assert shift.lasting and shift.last_day is None
    assert shift.earliest <= day_of(250) <= shift.latest
    assert shift.low < 2.0 < shift.high
    assert shift.probability >= 0.9


def test_a_step_is_known_within_thirty_readings():
    values = noise(400, 2)
    values[250:] += 1.5
    (shift,) = find_shifts(series(values))
    assert shift.found_on is not None
    assert day_of(250) <= shift.found_on <= day_of(280)


def test_what_goes_back_is_an_episode():
    values = noise(500, 3)
    values[200:260] -= 2.5
    (shift,) = find_shifts(series(values))
    assert not shift.lasting
    assert abs((shift.last_day - day_of(259)).days) <= 3
    assert shift.size < -1.5


def test_noise_has_no_shift():
    assert [find_shifts(series(noise(400, seed))) for seed in range(3)] == [[], [], []]


def test_a_short_series_says_nothing():
    assert find_shifts(series([0.0] * 20 + [9.0] * 15)) == []


def test_what_was_known_does_not_change_with_the_future():
    values = noise(400, 4)
    values[250:] += 2.0
    (whole,) = find_shifts(series(values))
    (then,) = find_shifts(series(values[:320]))
    assert whole.found_on == then.found_on


def test_the_line_names_the_parties_the_day_and_the_rows():
    values = noise(400, 1)
    values[250:] += 2.0
    one = series(values)
    item = shift_line(one, find_shifts(one)[0], codebook=load_codebook())
    assert item.list == "signals" and item.fields["type"] == "shift"
    assert "Kenya towards Uganda" in item.text and "1970" in item.text
    assert {cited.dataset for cited in item.evidence} == {"made"}
    assert {cited.row for cited in item.evidence} <= set(one.rows)
