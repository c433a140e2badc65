"""Which queries of which earlier steps are learned from, so that large histories cost no more.

Small histories are learned from whole. Of large ones fewer steps are asked about, and of each step
some queries by chance; all events are counted in any case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.outlook.next_event_history import Events, Ints
from detente.outlook.next_event_ranking import Queries
from detente.outlook.next_event_watch import Asked, queries_at

CALIBRATED_SHARE = 0.1
LEAST_STEPS_CALIBRATED = 10
LEAST_SHARE_LEARNED = 0.25
MOST_STEPS_TAUGHT = 600
MOST_STEPS_LEARNED = 300
MOST_OF_BLOCK = 15_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many queries there should be for each purpose, and how they are chosen.

    Attributes:
        taught: from which rules learn, of all steps.
        learned: from which trees are grown, of late steps.
        calibrated: with which probabilities are calibrated, of the last steps.
        ahead: how many steps are asked about before they are revealed.
        seed: the choice depends on it and on the step.
    """

    taught: int
    learned: int
    calibrated: int
    ahead: int
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How many queries of each step are used.

    Attributes:
        asked: how many rules learn from; one number a step.
        learned: from how many of these trees are grown.
        kept: how many are calibrated with.
    """

    asked: Ints
    learned: Ints
    kept: Ints


def plan_of(events: Events, first: int, wanted: Wanted) -> Plan:
    """How many queries of each step before one are used for what.

    Nothing of ``first`` or later is looked at. What is calibrated with is later than all that the
    trees are grown from.
    """
    size = np.array([len(queries_at(events, step)) for step in range(first)], dtype=np.int64)
    size[:1] = 0
    # What was asked is kept until its block is revealed, which takes memory.
    block = max(float(size.sum()) / max(first, 1) * wanted.ahead, 1.0)
    usable = np.ceil(size * min(1.0, MOST_OF_BLOCK / block)) if wanted.ahead > 1 else size
    begin = _calibrated_from(size, first, wanted)
    learned = _shared(usable, _learned(usable, begin, wanted.learned), wanted.learned)
    taught = _shared(usable, _evenly(np.flatnonzero(size), MOST_STEPS_TAUGHT), wanted.taught)
    return Plan(
        asked=np.maximum(taught, learned),
        learned=learned,
        kept=_shared(size, np.arange(begin, first), wanted.calibrated),
    )


def some(queries: Queries, most: int, seed: tuple[int, int]) -> Queries:
    """At most so many of the queries, by chance."""
    chosen = _chosen(len(queries), most, seed)
    return Queries(queries.actor[chosen], queries.action[chosen])


def fewer(asked: Asked, most: int, seed: tuple[int, int]) -> Asked:
    """The same with the strong candidates of at most so many queries, by chance."""
    chosen = np.zeros(len(asked.queries), dtype=bool)
    chosen[_chosen(len(chosen), most, seed)] = True
    return replace(asked, strong=asked.strong[chosen[asked.rows.of[asked.strong]]])


def _chosen(number: int, most: int, seed: tuple[int, int]) -> Ints:
    if number <= most:
        return np.arange(number)
    chance = np.random.default_rng(seed)
    return np.sort(chance.permutation(number)[:most])


def _calibrated_from(size: Ints, first: int, wanted: Wanted) -> int:
    """The first of the last steps, which are calibrated with: enough of them and of queries."""
    later = np.cumsum(size[::-1])[::-1]
    number = min(wanted.calibrated, int(size.sum() * CALIBRATED_SHARE))
    steps = max(min(LEAST_STEPS_CALIBRATED, int(first * CALIBRATED_SHARE)), wanted.ahead)
    return max(min(int((later >= number).sum()) - 1, first - steps), 0)


def _learned(usable: Ints, begin: int, most: int) -> Ints:
    """The steps before one that trees are grown from: the last, enough of them and of queries."""
    later = np.cumsum(usable[:begin][::-1])[::-1]
    earliest = min(int((later > most).sum()), int(begin * (1 - LEAST_SHARE_LEARNED)))
    there = np.flatnonzero(usable[:begin])
    return _evenly(there[there >= earliest], MOST_STEPS_LEARNED)


def _evenly(steps: Ints, most: int) -> Ints:
    """At most so many of the steps, at even distances, always with the last."""
    if len(steps) <= most:
        return steps
    return steps[len(steps) - 1 - np.arange(most - 1, -1, -1) * len(steps) // most]


def _shared(size: Ints, steps: Ints, most: int) -> Ints:
    """So many queries of each of the steps that all come to about a number; 0 for other steps."""
    found = np.zeros(len(size), dtype=np.int64)
    whole = max(float(size[steps].sum()), 1.0)
    found[steps] = np.ceil(size[steps] * min(1.0, most / whole))
    return found
