"""Ranks of true answers, with the other answers of the same step left out and ties averaged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import Ints, spread
from detente.outlook.next_event_ranking import Ranking

HITS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Truth:
    """What came true at a step.

    Attributes:
        query, other: one entry a true answer to be ranked; a query may have several.
        known: all true answers of these queries at the step, as query * actors + other, sorted.
        actors: how many could be the answer.
    """

    query: Ints
    other: Ints
    known: Ints
    actors: int


def ranks_of(ranking: Ranking, truth: Truth) -> npt.NDArray[np.float64]:
    """The rank of each true answer, from 1.

    The filter is time-aware: what else is true of the query at this step is left out, and nothing
    else. Answers with the same score share the mean of their ranks; all that were not proposed have
    one score, below every other.
    """
    counts = np.diff(ranking.first)
    of = np.repeat(np.arange(len(counts)), counts)
    true = np.isin(of * truth.actors + ranking.other, truth.known)
    places, row = spread(ranking.first[truth.query], ranking.first[truth.query + 1])
    itself = ranking.other[places] == truth.other[row]
    score = np.full(len(truth.query), -np.inf)
    score[row[itself]] = ranking.score[places[itself]]
    proposed = np.zeros(len(truth.query), dtype=bool)
    proposed[row[itself]] = True
    rival = ~true[places]
    above = np.bincount(row, rival & (ranking.score[places] > score[row]), len(score))
    level = np.bincount(row, rival & (ranking.score[places] == score[row]), len(score))
    rivals = np.bincount(row, rival, len(score))
    answers = np.bincount(truth.known // truth.actors, minlength=len(counts))
    # Whoever is neither proposed nor true shares the last places with a true one not proposed.
    others = truth.actors - answers[truth.query] - rivals
    return np.where(proposed, 1 + above + level / 2, 1 + rivals + others / 2)


def rank_scores(ranks: npt.NDArray[np.float64]) -> dict[str, float | int]:
    """Number of ranks, mean reciprocal rank and shares of ranks up to 1, 3 and 10."""
    scores: dict[str, float | int] = {"n": len(ranks)}
    scores["mrr"] = float(np.mean(1 / ranks)) if len(ranks) else 0.0
    for hits in HITS:
        scores[f"hits_{hits}"] = float(np.mean(ranks <= hits)) if len(ranks) else 0.0
    return scores
