"""Ranks by hand: ties averaged, other true answers left out, the unproposed last."""

from __future__ import annotations

import numpy as np
import pytest

from detente.bench.next_event_scores import Truth, rank_scores, ranks_of
from detente.outlook.next_event_ranking import Ranking

ACTORS = 10


def rank(scores: dict[int, float], *true: int) -> list[float]:
    """Ranks of the true answers of one query with these scores."""
    ranking = Ranking(
        np.array([0, len(scores)]), np.array(list(scores)), np.array(list(scores.values()))
    )
    query = np.zeros(len(true), dtype=np.int64)
    truth = Truth(query, np.array(true), np.unique(true), ACTORS)
    return [float(number) for number in ranks_of(ranking, truth)]


def test_the_rank_counts_those_above() -> None:
    assert rank({4: 0.9, 5: 0.5, 6: 0.1}, 5) == [2.0]


def test_ties_share_the_mean_of_their_ranks() -> None:
    assert rank({4: 0.5, 5: 0.5, 6: 0.5}, 5) == [2.0]


def test_other_true_answers_are_left_out() -> None:
    assert rank({4: 0.9, 5: 0.5, 6: 0.1}, 4, 6) == [1.0, 2.0]


def test_whoever_is_not_proposed_is_tied_for_last() -> None:
    # Seven actors are not proposed; they share the ranks 4 to 10.
    assert rank({4: 0.9, 5: 0.5, 6: 0.1}, 8) == [7.0]


def test_true_answers_that_are_not_proposed_leave_each_other_out() -> None:
    # Without 9, six share the ranks 4 to 9.
    assert rank({4: 0.9, 5: 0.5, 6: 0.1}, 8, 9) == [6.5, 6.5]


def test_no_candidate_at_all_gives_the_middle() -> None:
    assert rank({}, 3) == [5.5]


def test_the_scores_of_ranks() -> None:
    scores = rank_scores(np.array([1.0, 2.0, 4.0, 20.0]))
    assert scores["mrr"] == pytest.approx((1 + 0.5 + 0.25 + 0.05) / 4)
    assert (scores["hits_1"], scores["hits_3"], scores["hits_10"]) == (0.25, 0.5, 0.75)
