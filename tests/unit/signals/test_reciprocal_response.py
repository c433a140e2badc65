"""Answers in kind in a dataset: what is tested, what is claimed, which rows are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.series import Coverage, Series, day_of
from detente.signals.dataset_lines import response_lines
from detente.signals.lag_shapes import past_days, shapes_within
from detente.signals.reciprocal_response import Response, find_responses

DAYS = 1500
LAST = day_of(DAYS - 1)
EVERY = Coverage(0, np.ones(DAYS))


def acts(source: str, target: str, counts: np.ndarray, quad: str = "verbal conflict") -> Series:
    days = np.flatnonzero(counts)
    number = counts[days].astype(int)
    rows = tuple(f"{source}{day}" for day in days)
    return Series(
        "acts", source, target, days, number * -2.0, number, number, EVERY, rows, quad=quad
    )


def answering(lag: int = 4, share: float = 0.6, seed: int = 1) -> list[Series]:
    """PER answers CHL after some days; BOL does nothing of the kind."""
    chance = np.random.default_rng(seed)
    first, own, third, fourth = chance.poisson(0.15, (4, DAYS))
    answers = np.zeros(DAYS, dtype=int)
    answers[lag:] = chance.binomial(first[:-lag], share)
    return [
        acts("CHL", "PER", first),
        acts("PER", "CHL", own + answers),
        acts("BOL", "ARG", third),
        acts("ARG", "BOL", fourth),
    ]


def test_an_answer_is_found_in_its_direction_with_lag_and_share() -> None:
    found = find_responses(answering(), as_of=LAST)
    assert [(one.actor, one.counterpart) for one in found if one.claimed] == [("PER", "CHL")]
    best = found[0]
    assert best.lag_low <= 4.0 <= best.lag_high
    assert best.share_low <= 0.6 <= best.share_high
    assert len(found) == 4


def test_the_rows_shown_are_an_act_and_what_came_after_it_at_that_lag() -> None:
    best = find_responses(answering(), as_of=LAST)[0]
    assert len(best.examples) == 6
    for act, answer in best.examples:
        assert act.startswith("CHL")
        assert answer.startswith("PER")
        assert 2 <= int(answer[3:]) - int(act[3:]) <= 6


def test_nothing_that_came_later_is_known() -> None:
    day = 1100
    early = find_responses(answering(), as_of=day_of(day))
    changed = [one.until(day) for one in answering()]
    assert find_responses(changed, as_of=LAST) == early


@pytest.mark.parametrize("change", ["scores", "undirected", "few acts", "short", "one side"])
def test_nothing_is_tested_where_there_is_too_little_or_no_direction(change: str) -> None:
    series = answering()[:2]
    if change == "scores":
        series = [replace(one, kind="score") for one in series]
    elif change == "undirected":
        series = [replace(one, directed=False) for one in series]
    elif change == "few acts":
        thin = np.zeros(DAYS)
        thin[::300] = 1
        series[1] = acts("PER", "CHL", thin)
    elif change == "short":
        series = [one.until(300) for one in series]
    else:
        series = series[:1]
    assert find_responses(series, as_of=LAST) == ()


def test_answers_of_another_class_are_not_answers_in_kind() -> None:
    first, own, *_ = answering()
    other = [first, replace(own, quad="material conflict")]
    assert find_responses(other, as_of=LAST) == ()


def test_two_bursts_at_the_same_time_are_no_answer() -> None:
    chance = np.random.default_rng(8)
    hot = np.repeat(chance.gamma(0.3, 1.0, DAYS // 10), 10)
    series = [acts(*pair, chance.poisson(0.1 + hot)) for pair in (("CHL", "PER"), ("PER", "CHL"))]
    found = find_responses(series, as_of=LAST)
    assert found[0].q < 0.05
    assert not any(one.claimed for one in found)


def test_a_line_says_who_answers_whom_and_cites_rows() -> None:
    found = find_responses(answering(), as_of=LAST)
    lines = response_lines(found, named=lambda code: {"PER": "Peru", "CHL": "Chile"}[code])
    assert len(lines) == 1
    assert lines[0].text.startswith("Peru answers verbal conflict of Chile in kind, after 4 days")
    assert lines[0].fields["in_kind"] is True
    assert all(row.dataset == "acts" and row.row for row in lines[0].evidence)


def test_an_untested_response_is_not_claimed() -> None:
    assert not Response("A", "B", "acts", "", "", 1, 1, float("nan")).claimed


def test_shapes_sum_to_one_and_cover_the_window() -> None:
    shapes = shapes_within(20)
    assert shapes.weights.sum(axis=1) == pytest.approx(np.ones(len(shapes.means)))
    assert (np.diff(shapes.means) >= 0).all()
    assert 1.0 == shapes.means[0] < shapes.means[-1] <= 20.0
    assert past_days(np.array([1.0, 2.0, 3.0]), 2).tolist() == [[0.0, 1.0, 2.0], [0.0, 0.0, 1.0]]
