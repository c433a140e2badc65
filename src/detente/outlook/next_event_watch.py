"""One chronological pass: ask about a step, learn from what came true, reveal it, go on.

Nothing that is asked about a step depends on the step or on what follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_candidates import candidates
from detente.outlook.next_event_features import (
    Columns,
    context_features,
    count_features,
    firing_features,
    kind_features,
)
from detente.outlook.next_event_history import Events, Floats, History, Ints, strongest
from detente.outlook.next_event_kinds import KindCounts, kinds_of
from detente.outlook.next_event_ranking import Queries, queries_of
from detente.outlook.next_event_rows import Rows, only, places, rows_of
from detente.outlook.next_event_rules import Firing, Rules, only_fired
from detente.outlook.next_event_similar import Likeness, Nearby, likeness, likeness_features, nearby

STEPS_ALIKE = 7
PART_ALIKE = 250
MOST_RANKED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A step's queries with their candidates, and what the features are made from.

    Attributes:
        rows, firing: all candidates, and the rules that fire for them.
        strong: places of the candidates that are strongest by the rules; only these have features,
            to learn from as to be ranked, so that both see the same choice.
    """

    step: int
    queries: Queries
    rows: Rows
    firing: Firing
    near: Nearby
    strong: Ints


class Watch:
    """Everything that is known before a step, and what was learned on the way to it.

    Attributes:
        events: all events there are; only those of revealed steps are ever counted.
        history: the tables of what was revealed.
    """

    def __init__(self, events: Events, names: Sequence[str]) -> None:
        self.events = events
        self.history = History(events)
        self.kinds = kinds_of(names)
        self.tables = KindCounts(events, self.kinds)
        self.rules = Rules(events.actions)
        self._like: Likeness | None = None

    def ask(self, queries: Queries, step: int) -> Asked:
        """Candidates of queries about a step that is not revealed."""
        like = self.alike()
        near = nearby(like, self.history, queries)
        of, other = candidates(self.history, queries, step, near=near, kinds=self.kinds)
        rows = rows_of(self.history, queries, of, other)
        firing = self.rules.fire(self.history, rows, step)
        strong = strongest(firing.score, of, MOST_RANKED)
        return Asked(step, queries, rows, firing, near, strong)

    def columns(self, asked: Asked) -> Columns:
        """The features of the strong candidates by name, in an order that is always the same.

        They have to be read before anything is learned from the step or revealed.
        """
        rows, step = only(asked.rows, asked.strong), asked.step
        firing = only_fired(asked.firing, asked.strong)
        found = count_features(self.history, rows, step)
        found |= context_features(self.history, rows)
        found |= firing_features(self.history, rows, firing, step)
        found |= likeness_features(self.alike(), asked.near, rows)
        found |= kind_features(self.tables, self.kinds, rows, step)
        found["alike_place"] = places(found["alike"], rows)
        found["factors_place"] = places(found["factors_other"], rows)
        ahead = np.float32(step - self.history.step + 1)
        found["ahead"] = np.full(len(rows.of), ahead, dtype=np.float32)
        return found

    def alike(self) -> Likeness:
        """The slowly changing matrices, made again where they are too old."""
        first = self.history.step
        if self._like is None or first - self._like.step >= max(STEPS_ALIKE, first // PART_ALIKE):
            self._like = likeness(self.history, first)
        return self._like

    def learn(self, asked: Asked, true: npt.NDArray[np.bool_]) -> None:
        """Learn from which candidates were answers."""
        self.rules.learn(asked.rows, asked.firing, true)

    def reveal(self, after: int) -> None:
        """Count the events of the steps before one."""
        for step in range(self.history.step, after):
            self.tables.add(self.events, self.events.between(step, step + 1), step)
            self.history.add(step)


def matrix(columns: Columns) -> Floats:
    """Features as one matrix, a row a candidate."""
    return np.column_stack(list(columns.values())).astype(np.float32, copy=False)


def queries_at(events: Events, step: int) -> Queries:
    """The distinct queries that the events of a step answer."""
    here = events.between(step, step + 1)
    return queries_of(events.actor[here], events.action[here], events.actions)[0]


def answers(events: Events, asked: Asked) -> npt.NDArray[np.bool_]:
    """Which candidates came true."""
    here = events.between(asked.step, asked.step + 1)
    actors, actions = events.actors, events.actions
    true = (events.actor[here] * actions + events.action[here]) * actors + events.other[here]
    rows = asked.rows
    return np.isin((rows.actor * actions + rows.action) * actors + rows.other, true)


def blocks(first: int, length: int) -> Iterator[range]:
    """The steps before one in blocks of a length, so that it begins a block."""
    begin = first % length
    if begin:
        yield range(0, begin)
    for start in range(begin, first, length):
        yield range(start, start + length)


__all__ = ["Asked", "Ints", "Watch", "answers", "blocks", "matrix", "queries_at"]
