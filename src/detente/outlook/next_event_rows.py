"""Candidates of the queries of a step, with their places in the tables of the history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import HALF_LIVES, Floats, History, Ints
from detente.outlook.next_event_ranking import Queries

THREE, TEN, THIRTY, HUNDRED = (HALF_LIVES.index(days) for days in (3.0, 10.0, 30.0, 100.0))


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a candidate, by query.

    Attributes:
        of: the query of each row, rising; `queries` is how many there are.
        actor, action, other: the event that would be.
        triple, turned, dyad, popular, doing, other_doing: rows of the tables of the history: of
            (actor, other, action), of the same with the action turned round, of (actor, other), of
            (action, other), of (actor, action), and of (other, action turned round).
    """

    of: Ints
    queries: int
    actor: Ints
    action: Ints
    other: Ints
    triple: Ints
    turned: Ints
    dyad: Ints
    popular: Ints
    doing: Ints
    other_doing: Ints


def rows_of(history: History, queries: Queries, of: Ints, other: Ints) -> Rows:
    """Rows for candidates, given by query in rising order."""
    size, kinds = history.events.actors, history.events.actions
    actor, action = queries.actor[of], queries.action[of]
    turned = (action + kinds // 2) % kinds
    pair = actor * size + other
    return Rows(
        of=of,
        queries=len(queries),
        actor=actor,
        action=action,
        other=other,
        triple=history.triples.rows_of(pair * kinds + action),
        turned=history.triples.rows_of(pair * kinds + turned),
        dyad=history.dyads.rows_of(pair),
        popular=history.popular.rows_of(action * size + other),
        doing=history.doings.rows_of(actor * kinds + action),
        other_doing=history.doings.rows_of(other * kinds + turned),
    )


def only(rows: Rows, kept: Ints) -> Rows:
    """Some of the rows, by their places in rising order."""
    values = {item.name: getattr(rows, item.name) for item in fields(rows)}
    return Rows(**{name: v if name == "queries" else v[kept] for name, v in values.items()})


def highest(values: npt.NDArray[Any], rows: Rows) -> npt.NDArray[Any]:
    """The highest value of each query, 0 for one without a row."""
    found = np.zeros(rows.queries, dtype=values.dtype)
    if len(values):
        begins = np.flatnonzero(np.r_[True, rows.of[1:] != rows.of[:-1]])
        found[rows.of[begins]] = np.maximum.reduceat(values, begins)
    return found


def places(values: npt.NDArray[Any], rows: Rows) -> Floats:
    """Place of each row among those of its query, from 0 for the highest; equal ones share it."""
    order = np.lexsort((-values, rows.of))
    of, sorted_values = rows.of[order], values[order]
    same = np.zeros(len(order), dtype=bool)
    same[1:] = (of[1:] == of[:-1]) & (sorted_values[1:] == sorted_values[:-1])
    first = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    found = np.empty(len(order), dtype=np.float32)
    found[order] = first - np.searchsorted(of, of)
    return found
