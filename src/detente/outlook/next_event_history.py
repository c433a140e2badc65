"""What is known of who did what to whom up to a step, as tables that are read before the step.

An event (subject, action, object) is kept twice: as something that the subject did, and as
something that was done to the object by the inverse action, whose number is higher by the number of
actions. So "who comes next for (actor, action, ?)" and "for (?, action, target)" are one question:
given an actor and an action of either direction, who is the other?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
HALF_LIVES = (1.0, 3.0, 10.0, 30.0, 100.0)
NEVER = -1


@dataclass(frozen=True, slots=True)
class Events:
    """Events of both directions, sorted by step.

    Attributes:
        actor, action, other, step: one entry an event and direction; steps count from 0.
        actors, actions: how many actors there are, and how many actions with their inverses.
    """

    actor: Ints
    action: Ints
    other: Ints
    step: Ints
    actors: int
    actions: int

    def between(self, first: int, after: int) -> slice:
        """The events with first <= step < after."""
        bounds = np.searchsorted(self.step, (first, after))
        return slice(int(bounds[0]), int(bounds[1]))


def both_directions(rows: Ints, *, actors: int, actions: int) -> Events:
    """Events of both directions from rows of subject, action, object and step.

    The order within a step does not matter to anything made from them.

    Args:
        rows: shape (n, 4), ids from 0.
        actors, actions: how many ids of each there may be; actions without inverses.
    """
    turned = np.column_stack([rows[:, 2], rows[:, 1] + actions, rows[:, 0], rows[:, 3]])
    every = np.concatenate([rows, turned]).astype(np.int64)
    every = every[np.lexsort((every[:, 2], every[:, 1], every[:, 0], every[:, 3]))]
    actor, action, other, step = np.ascontiguousarray(every.T)
    return Events(actor, action, other, step, actors, 2 * actions)


class Counts:
    """Counts by key that fade at several half-lives, with first and last step and the total.

    What fades is brought up to date where it is read, so that a step costs only its own events.
    """

    __slots__ = ("faded", "first", "keys", "last", "total")

    def __init__(self, keys: Ints) -> None:
        self.keys = keys
        # A last row that is never written answers for keys that are not there.
        rows = len(keys) + 1
        self.faded = np.zeros((rows, len(HALF_LIVES)), dtype=np.float32)
        self.total = np.zeros(rows, dtype=np.float32)
        self.first = np.full(rows, NEVER, dtype=np.int32)
        self.last = np.full(rows, NEVER, dtype=np.int32)

    def rows_of(self, keys: Ints) -> Ints:
        """Row of each key; the last row for a key that is not there."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[found] == keys, found, len(self.keys))

    def add(self, rows: Ints, step: int) -> None:
        """Count one for each row given, at a step no earlier than the last."""
        which, number = np.unique(rows, return_counts=True)
        self.faded[which] = self.as_of(which, step) + number[:, None].astype(np.float32)
        self.total[which] += number
        self.first[which] = np.where(self.first[which] == NEVER, step, self.first[which])
        self.last[which] = step

    def as_of(self, rows: Ints, step: int) -> Floats:
        """The faded counts as of a step, shape (rows, half-lives)."""
        return np.asarray(self.faded[rows] * fading(step - self.last[rows]))

    def one(self, rows: Ints, step: int, half_life: int) -> Floats:
        """The faded counts as of a step at one half-life, by its number in `HALF_LIVES`."""
        past = (step - self.last[rows]).astype(np.float32)
        kept = np.exp2(past / np.float32(-HALF_LIVES[half_life]))
        return np.asarray(self.faded[rows, half_life] * kept)


def fading(past: npt.NDArray[Any]) -> Floats:
    """What is left of a count after so many steps, shape (steps, half-lives)."""
    halves = np.array(HALF_LIVES, dtype=np.float32)
    return np.asarray(np.exp2(-past[:, None].astype(np.float32) / halves))


class History:
    """Tables over the events of all steps that were added so far.

    ``triples`` are sorted by (actor, other, action), so that those of a dyad stand together, and
    dyads by (actor, other), so that those of an actor do. Keys of events that are still to come
    have a place but nothing in it: reading a table never depends on them.

    Attributes:
        triples, dyads, popular, doings, actors, actions: counts of (actor, other, action), of
            (actor, other), of (action, other), of (actor, action), of actors and of actions.
    """

    def __init__(self, events: Events) -> None:
        self.events = events
        size, kinds = events.actors, events.actions
        dyad = events.actor * size + events.other
        self.triples = Counts(np.unique(dyad * kinds + events.action))
        self.dyads = Counts(np.unique(dyad))
        self.popular = Counts(np.unique(events.action * size + events.other))
        self.doings = Counts(np.unique(events.actor * kinds + events.action))
        self.actors = Counts(np.arange(size, dtype=np.int64))
        self.actions = Counts(np.arange(kinds, dtype=np.int64))
        self.of_dyad = np.searchsorted(self.triples.keys // kinds, self.dyads.keys)
        self.of_dyad = np.append(self.of_dyad, len(self.triples.keys))
        self.of_actor = np.searchsorted(self.dyads.keys // size, np.arange(size + 1))
        self.of_action = np.searchsorted(self.popular.keys // size, np.arange(kinds + 1))
        self.step = 0

    def add(self, step: int) -> None:
        """Add the events of a step."""
        here = self.events.between(step, step + 1)
        e = self.events
        actor, action, other = e.actor[here], e.action[here], e.other[here]
        dyad = actor * e.actors + other
        self.triples.add(self.triples.rows_of(dyad * e.actions + action), step)
        self.dyads.add(self.dyads.rows_of(dyad), step)
        self.popular.add(self.popular.rows_of(action * e.actors + other), step)
        self.doings.add(self.doings.rows_of(actor * e.actions + action), step)
        self.actors.add(actor, step)
        self.actions.add(action, step)
        self.step = step + 1


def spread(first: Ints, after: Ints) -> tuple[Ints, Ints]:
    """Every number of several ranges, and which range it is of.

    >>> [part.tolist() for part in spread(np.array([3, 7]), np.array([5, 8]))]
    [[3, 4, 7], [0, 0, 1]]
    """
    lengths = after - first
    of = np.repeat(np.arange(len(first)), lengths)
    begins = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - begins[of] + first[of], of


def strongest(score: npt.NDArray[Any], group: Ints, most: int) -> Ints:
    """Places of the highest scores of each group, at most so many, in their order.

    Of equal scores at the edge the first are taken.

    Args:
        group: the group of each score, rising.

    >>> strongest(np.array([1, 3, 2, 5, 4]), np.array([0, 0, 0, 1, 1]), 2).tolist()
    [1, 2, 3, 4]
    """
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
    ends = np.append(begins[1:], len(group))
    keep = np.ones(len(group), dtype=bool)
    large = ends - begins > most
    for begin, end in zip(begins[large].tolist(), ends[large].tolist(), strict=True):
        part = score[begin:end]
        edge = np.partition(part, len(part) - most)[len(part) - most]
        above = part > edge
        level = np.flatnonzero(part == edge)[: most - int(above.sum())]
        above[level] = True
        keep[begin:end] = above
    return np.flatnonzero(keep)
