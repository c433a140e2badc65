"""Ranked answers to "who comes next", the queries they answer, and a plain baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import HALF_LIVES, History, Ints, spread, strongest

TEN_STEPS = HALF_LIVES.index(10.0)
MOST_POPULAR = 50


@dataclass(frozen=True, slots=True)
class Queries:
    """Distinct questions of one step: who is the other, for an actor and an action?

    Attributes:
        actor, action: one entry a query; an action in the inverse direction asks who did it.
    """

    actor: Ints
    action: Ints

    def __len__(self) -> int:
        return len(self.actor)

    def between(self, first: int, after: int) -> Queries:
        """Those with first <= place < after."""
        return Queries(self.actor[first:after], self.action[first:after])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates of each query with their scores; whoever is not among them is tied for last.

    Attributes:
        first: where the candidates of each query begin, and where the last ones end.
        other: the candidates.
        score: higher is likelier; only comparable within a query.
    """

    first: Ints
    other: Ints
    score: npt.NDArray[np.float64]

    def of(self, query: int) -> slice:
        """Where the candidates of a query stand."""
        return slice(int(self.first[query]), int(self.first[query + 1]))


def queries_of(actor: Ints, action: Ints, actions: int) -> tuple[Queries, Ints]:
    """The distinct queries among (actor, action) pairs, sorted, and which one each pair is."""
    keys, which = np.unique(actor * actions + action, return_inverse=True)
    return Queries(keys // actions, keys % actions), which


def joined(parts: Sequence[Ranking]) -> Ranking:
    """The rankings of the queries of several parts, one after the other."""
    lengths = [np.diff(part.first) for part in parts]
    return Ranking(
        np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *lengths])),
        np.concatenate([np.zeros(0, dtype=np.int64), *(part.other for part in parts)]),
        np.concatenate([np.zeros(0), *(part.score for part in parts)]),
    )


def rank_by_recurrence(history: History, queries: Queries, step: int) -> Ranking:
    """The baseline: who was it lately, else whom the actor deals with, else who is usual.

    The score is the count of (actor, action, other) fading with a half-life of ten steps, plus a
    tenth of that of (actor, other), plus the share of the other in the action.
    """
    size, kinds = history.events.actors, history.events.actions
    dyads, of = spread(history.of_actor[queries.actor], history.of_actor[queries.actor + 1])
    seen = history.dyads.last[dyads] >= 0
    dyads, of = dyads[seen], of[seen]
    action, which = np.unique(queries.action, return_inverse=True)
    popular, for_ = spread(history.of_action[action], history.of_action[action + 1])
    seen = history.popular.last[popular] >= 0
    popular, for_ = popular[seen], for_[seen]
    top = strongest(history.popular.one(popular, step, TEN_STEPS), for_, MOST_POPULAR)
    begins = np.searchsorted(for_[top], np.arange(len(action) + 1))
    place, query = spread(begins[which], begins[which + 1])
    keys = np.unique(
        np.concatenate(
            [
                of * size + history.dyads.keys[dyads] % size,
                query * size + history.popular.keys[popular[top[place]]] % size,
            ]
        )
    )
    of, other = keys // size, keys % size
    actor, action = queries.actor[of], queries.action[of]
    dyad = actor * size + other
    own = history.triples.one(history.triples.rows_of(dyad * kinds + action), step, TEN_STEPS)
    pair = history.dyads.one(history.dyads.rows_of(dyad), step, TEN_STEPS)
    usual = history.popular.one(history.popular.rows_of(action * size + other), step, TEN_STEPS)
    whole = history.actions.one(action, step, TEN_STEPS)
    score = own + np.float32(0.1) * pair + usual / np.maximum(whole, np.float32(1e-9))
    first = np.searchsorted(of, np.arange(len(queries) + 1))
    return Ranking(first, other, score.astype(np.float64))
