"""Who might come next: far fewer than everyone, and with luck the one who will."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import HALF_LIVES, History, Ints, spread, strongest
from detente.outlook.next_event_kinds import UNKNOWN, Kinds
from detente.outlook.next_event_ranking import Queries
from detente.outlook.next_event_rows import TEN, THIRTY
from detente.outlook.next_event_similar import Nearby

MOST_CONTACTS = 150
MOST_USUAL = ((HALF_LIVES.index(3.0), 15), (THIRTY, 40))
MOST_EVER = 20
MOST_ALIKE = 40
MOST_WALKED = 30
MOST_KIN = 30
MOST_CONTACTS_ALIKE = 30
MOST_COMPATRIOTS = 30
Chosen = tuple[Ints, Ints]


def candidates(
    history: History, queries: Queries, step: int, *, near: Nearby, kinds: Kinds
) -> Chosen:
    """Query and other of each candidate, by query and other.

    They are the contacts of the actor, those usual for the action, those whom actors like it
    choose, those like whom it chose, those in two hops, and its compatriots. Only those count who
    were seen before.
    """
    size = history.events.actors
    parts = (
        _contacts(history, queries, step),
        *_usual(history, queries, step),
        _alike(history, queries, near),
        _highest(near.walk, near.place, MOST_WALKED),
        _highest(near.kin, near.own_place, MOST_KIN),
        _highest(near.contacts_alike, near.place, MOST_CONTACTS_ALIKE),
        _compatriots(history, queries, step, kinds),
    )
    keys = np.unique(np.concatenate([of * size + other for of, other in parts]))
    return keys // size, keys % size


def _contacts(history: History, queries: Queries, step: int) -> Chosen:
    actions = history.events.actions
    dyad, of = spread(history.of_actor[queries.actor], history.of_actor[queries.actor + 1])
    seen = history.dyads.last[dyad] >= 0
    dyad, of = dyad[seen], of[seen]
    triple = history.triples.rows_of(history.dyads.keys[dyad] * actions + queries.action[of])
    score = (
        history.triples.one(triple, step, THIRTY)
        + 0.1 * history.dyads.one(dyad, step, THIRTY)
        + 0.05 * np.log1p(history.triples.total[triple])
        + 0.01 * np.log1p(history.dyads.total[dyad])
    )
    best = strongest(score, of, MOST_CONTACTS)
    return of[best], history.dyads.keys[dyad[best]] % history.events.actors


def _usual(history: History, queries: Queries, step: int) -> list[Chosen]:
    action, which = np.unique(queries.action, return_inverse=True)
    place, of = spread(history.of_action[action], history.of_action[action + 1])
    seen = history.popular.last[place] >= 0
    place, of = place[seen], of[seen]
    scores: list[tuple[npt.NDArray[np.float32], int]] = [
        (history.popular.one(place, step, half_life), most) for half_life, most in MOST_USUAL
    ]
    chosen = []
    for score, most in [*scores, (history.popular.total[place], MOST_EVER)]:
        best = strongest(score, of, most)
        begins = np.searchsorted(of[best], np.arange(len(action) + 1))
        rows, query = spread(begins[which], begins[which + 1])
        chosen.append((query, history.popular.keys[place[best[rows]]] % history.events.actors))
    return chosen


def _alike(history: History, queries: Queries, near: Nearby) -> Chosen:
    size = near.alike.shape[1]
    row = np.repeat(np.arange(near.alike.shape[0], dtype=np.int64), np.diff(near.alike.indptr))
    keys = row * size + near.alike.indices
    begins = np.searchsorted(keys, near.place * size + history.of_action[queries.action])
    ends = np.searchsorted(keys, near.place * size + history.of_action[queries.action + 1])
    place, of = spread(begins, ends)
    best = strongest(near.alike.data[place], of, MOST_ALIKE)
    column = near.alike.indices[place[best]]
    return of[best], history.popular.keys[column] % history.events.actors


def _highest(matrix: Any, place: Ints, most: int) -> Chosen:
    """The highest values in the row of each query of a sparse matrix over others."""
    begins = matrix.indptr.astype(np.int64)
    column, of = spread(begins[place], begins[place + 1])
    best = strongest(matrix.data[column], of, most)
    return of[best], matrix.indices[column[best]].astype(np.int64)


def _compatriots(history: History, queries: Queries, step: int, kinds: Kinds) -> Chosen:
    order = np.argsort(kinds.country, kind="stable")
    begins = np.searchsorted(kinds.country[order], np.arange(kinds.countries + 1))
    country = kinds.country[queries.actor]
    ends = np.where(country == UNKNOWN, begins[country], begins[country + 1])
    place, of = spread(begins[country], ends)
    other = order[place]
    seen = history.actors.last[other] >= 0
    other, of = other[seen], of[seen]
    best = strongest(history.actors.one(other, step, TEN), of, MOST_COMPATRIOTS)
    return of[best], other[best]
