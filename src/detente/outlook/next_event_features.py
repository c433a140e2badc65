"""Features of who might come next, from what was known before the step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.next_event_history import HALF_LIVES, NEVER, Counts, Floats, History, Ints
from detente.outlook.next_event_kinds import UNKNOWN, KindCounts, Kinds
from detente.outlook.next_event_rows import HUNDRED, TEN, THIRTY, THREE, Rows, places
from detente.outlook.next_event_rules import Firing, rule_features

NEVER_SEEN = 2000.0
TINY = np.float32(1e-6)
EVERY = tuple(range(len(HALF_LIVES)))
WITH_TOTAL = (
    "country_action_country",
    "country_action_other",
    "country_action_kind",
    "kind_action_kind",
    "actor_action_kind",
)
WITH_GAP = (
    "country_action_other",
    "country_action_kind",
    "actor_action_kind",
    "actor_kind",
    "actor_country",
)
Columns = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Faded:
    """Faded counts of rows of several tables, shape (rows, half-lives)."""

    own: Floats
    dyad: Floats
    usual: Floats
    other: Floats
    doing: Floats
    actor: Floats
    action: Floats


def count_features(history: History, rows: Rows, step: int) -> Columns:
    """Counts of the event itself and of its parts: faded, in all, and steps since the last.

    Counts are logarithms of one plus the count; steps since what never was are `NEVER_SEEN`.
    """
    h = history
    found: Columns = {}

    def add(name: str, counts: Counts, at: Ints, half_lives: tuple[int, ...]) -> Floats:
        faded = counts.as_of(at, step)
        for number in half_lives:
            found[f"{name}_{HALF_LIVES[number]:g}"] = np.log1p(faded[:, number])
        found[f"{name}_gap"] = gaps(counts.last[at], step)
        found[f"{name}_ever"] = np.log1p(counts.total[at])
        return faded

    faded = Faded(
        own=add("own", h.triples, rows.triple, EVERY),
        dyad=add("dyad", h.dyads, rows.dyad, EVERY),
        usual=add("usual", h.popular, rows.popular, EVERY),
        other=add("other", h.actors, rows.other, (0, THREE, THIRTY)),
        doing=add("doing", h.doings, rows.doing, (THIRTY,)),
        actor=add("actor", h.actors, rows.actor, (THIRTY,)),
        action=h.actions.as_of(rows.action, step),
    )
    add("turned", h.triples, rows.turned, (THREE, THIRTY))
    add("other_doing", h.doings, rows.other_doing, (THREE, THIRTY))
    found["own_first"] = gaps(h.triples.first[rows.triple], step)
    found["dyad_first"] = gaps(h.dyads.first[rows.dyad], step)
    found["other_first"] = gaps(h.actors.first[rows.other], step)
    found["action_ever"] = np.log1p(h.actions.total[rows.action])
    return found | _shares(h, rows, faded) | _places(rows, faded)


def context_features(history: History, rows: Rows) -> Columns:
    """What is the same for all candidates of a query, and whether actor and other are one."""
    known = history.dyads.last[rows.dyad] != NEVER
    contacts = np.bincount(rows.of, known, rows.queries)[rows.of]
    return {
        "contacts": np.log1p(contacts).astype(np.float32),
        "candidates": np.bincount(rows.of, minlength=rows.queries)[rows.of].astype(np.float32),
        "inverse": (rows.action >= history.events.actions // 2).astype(np.float32),
        "itself": (rows.actor == rows.other).astype(np.float32),
    }


def kind_features(tables: KindCounts, kinds: Kinds, rows: Rows, step: int) -> Columns:
    """Counts by country and kind of the two sides, and whether they are of one country."""
    one, two = kinds.country[rows.actor], kinds.country[rows.other]
    unknown = (one == UNKNOWN) | (two == UNKNOWN)
    found: Columns = {"compatriots": np.where(unknown, 2, one == two).astype(np.float32)}
    for name, counts in tables.counts.items():
        at = tables.rows_of(name, rows.actor, rows.action, rows.other)
        found[name] = np.log1p(counts.one(at, step, THIRTY))
        if name in WITH_TOTAL:
            found[f"{name}_ever"] = np.log1p(counts.total[at])
        if name in WITH_GAP:
            found[f"{name}_gap"] = gaps(counts.last[at], step)
    return found


def firing_features(history: History, rows: Rows, firing: Firing, step: int) -> Columns:
    """What rules say of each candidate, and its place by that within the query."""
    found = rule_features(firing, rows, history.triples.one(firing.triple, step, TEN))
    found["rules_place"] = places(firing.score, rows)
    return found


def gaps(last: npt.NDArray[np.int32], step: int) -> Floats:
    """Steps since, `NEVER_SEEN` where it never was."""
    return np.where(last == NEVER, NEVER_SEEN, step - last).astype(np.float32)


def _shares(history: History, rows: Rows, faded: Faded) -> Columns:
    """What part of the actor's, the action's and the other's events these are."""
    h = history
    return {
        "own_share_3": faded.own[:, THREE] / (faded.doing[:, THREE] + TINY),
        "own_share_30": faded.own[:, THIRTY] / (faded.doing[:, THIRTY] + TINY),
        "own_share_100": faded.own[:, HUNDRED] / (faded.doing[:, HUNDRED] + TINY),
        "own_share_ever": h.triples.total[rows.triple] / (h.doings.total[rows.doing] + TINY),
        "own_of_dyad": faded.own[:, HUNDRED] / (faded.dyad[:, HUNDRED] + TINY),
        "dyad_share_3": faded.dyad[:, THREE] / (faded.actor[:, THREE] + TINY),
        "dyad_share_30": faded.dyad[:, THIRTY] / (faded.actor[:, THIRTY] + TINY),
        "dyad_share_ever": h.dyads.total[rows.dyad] / (h.actors.total[rows.actor] + TINY),
        "dyad_of_other": faded.dyad[:, THIRTY] / (faded.other[:, THIRTY] + TINY),
        "usual_share_3": faded.usual[:, THREE] / (faded.action[:, THREE] + TINY),
        "usual_share_30": faded.usual[:, THIRTY] / (faded.action[:, THIRTY] + TINY),
        "usual_share_ever": h.popular.total[rows.popular] / (h.actions.total[rows.action] + TINY),
    }


def _places(rows: Rows, faded: Faded) -> Columns:
    own, dyad = faded.own[:, TEN], faded.dyad[:, TEN]
    return {
        "own_place": places(own + np.float32(1e-3) * dyad, rows),
        "dyad_place": places(dyad, rows),
        "usual_place": places(faded.usual[:, TEN], rows),
    }
