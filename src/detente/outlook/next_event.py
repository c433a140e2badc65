"""Who comes next: for (actor, action, ?) and (?, action, target), from a history of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.errors import InputError
from detente.outlook.next_event_history import Events, Ints, both_directions
from detente.outlook.next_event_model import Effort, Ranker, Tell, fit_ranker
from detente.outlook.next_event_ranking import Queries

COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Likely:
    """Who is likely to come next, for one query.

    Attributes:
        others: actors, the likeliest first.
        shares: softmax share of each, between 0 and 1; they order and are not probabilities.
        probability: that the first of them is right, should such an event come; calibrated on the
            latest steps that were kept out. 0 where nobody can be named.
    """

    others: tuple[int, ...]
    shares: tuple[float, ...]
    probability: float


def fit_next(
    history: Ints,
    names: Sequence[str],
    *,
    actions: int,
    effort: Effort | None = None,
    tell: Tell | None = None,
) -> Ranker:
    """Learn who comes next from a history.

    Args:
        history: shape (n, 4): subject, action, object as ids from 0, and step as whole numbers
            from 0 such as days since the first; in any order.
        names: name of each actor, from which country and kind are taken; "" for one without.
        actions: how many ids of actions there may be.
        tell: told how far it has come.

    Returns:
        A ranker that knows everything in the history; the step after its last is the next.

    Misleads when the way events were collected changes, and for actors that were never seen: those
    are never among the answers.

    Raises:
        InputError: if an id or a step is out of range.
        NotEnoughData: if there is too little to learn from.
        AdapterError: if LightGBM is missing.
    """
    events, first = known_events(history, len(names), actions=actions)
    return fit_ranker(events, names, first=first, effort=effort or Effort(), tell=tell or _nobody)


def known_events(history: Ints, actors: int, *, actions: int) -> tuple[Events, int]:
    """The events of a history in both directions, each once, and the step after the last.

    Raises:
        InputError: if an id or a step is out of range.
    """
    _check(history, actors, actions)
    rows = np.unique(history, axis=0)
    return both_directions(rows, actors=actors, actions=actions), int(rows[:, 3].max()) + 1


def rank_next(
    ranker: Ranker, asked: Sequence[tuple[int, int, bool]], *, step: int, most: int = 10
) -> list[Likely]:
    """Who is likeliest for each of some queries about one step.

    What is answered to a query does not depend on the others, nor on their order.

    Args:
        asked: actor, action, and whether the actor is the target, so that the one who acts is
            asked for.
        step: the step asked about, not before the end of the history.
        most: how many to name.

    Raises:
        InputError: if an id is out of range, or the step is in the history.
    """
    events = ranker.watch.events
    half = events.actions // 2
    if step < ranker.watch.history.step:
        raise InputError(
            f"step {step} is in the history; ask about {ranker.watch.history.step} or later"
        )
    for actor, action, _ in asked:
        if not (0 <= actor < events.actors and 0 <= action < half):
            raise InputError(
                f"actor {actor} or action {action} is out of range; there are {events.actors} "
                f"actors and {half} actions"
            )
    queries = Queries(
        np.array([actor for actor, _, _ in asked], dtype=np.int64),
        np.array([action + half * turned for _, action, turned in asked], dtype=np.int64),
    )
    ranking, probability = ranker.rank(queries, step)
    found = []
    for query, chance in enumerate(probability.tolist()):
        others, score = ranking.other[ranking.of(query)], ranking.score[ranking.of(query)]
        best = np.argsort(-score, kind="stable")[:most]
        found.append(Likely(tuple(others[best].tolist()), tuple(score[best].tolist()), chance))
    return found


def _check(history: Ints, actors: int, actions: int) -> None:
    if history.ndim != 2 or history.shape[1] != COLUMNS or not len(history):
        raise InputError(
            f"a history has rows of subject, action, object and step, not the shape {history.shape}"
        )
    if history.min() < 0:
        raise InputError("a history has ids and steps from 0; there is a negative number in it")
    highest = history.max(axis=0)
    if max(highest[0], highest[2]) >= actors or highest[1] >= actions:
        raise InputError(
            f"the history names actor {max(highest[0], highest[2])} and action {highest[1]}; "
            f"there are {actors} actors and {actions} actions, counted from 0"
        )


def _nobody(doing: str, done: int, total: int) -> None:
    """Tell nobody about progress."""


__all__ = ["Effort", "Likely", "Tell", "fit_next", "known_events", "rank_next"]
