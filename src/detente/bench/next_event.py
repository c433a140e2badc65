"""Who comes next, ranked on a folder of quadruples and scored day by day.

Single step: the truth of each step of the test window is revealed after the step. Multi-step: none
of it is. Both directions, time-aware filter, ties averaged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.bench.next_event_files import Quadruples, read_quadruples
from detente.bench.next_event_scores import Truth, rank_scores, ranks_of
from detente.bench.reports import Report, Value
from detente.bench.speed import peak_bytes
from detente.outlook.next_event_history import Events, History, Ints, both_directions
from detente.outlook.next_event_ranking import Queries, Ranking, queries_of, rank_by_recurrence

Tell = Callable[[str, int, int], None]
Ranker = Callable[[History, Queries, int], Ranking]


@dataclass(frozen=True, slots=True)
class Window:
    """The events that are scored.

    Attributes:
        events: those of all parts.
        first: the first step that is asked about; what is known before is everything earlier.
        asked: rows of ``events``, sorted by step; one that the test part repeats stands repeated.
    """

    events: Events
    first: int
    asked: Ints


def run_next_event(folder: Path, tell: Tell, *, multi_step: bool = False) -> Report:
    """Rank and score the test window of a folder.

    Raises:
        InputError: if the folder lacks a file or a file has no usable row.
    """
    began, worked = time.perf_counter(), time.process_time()
    data = read_quadruples(folder)
    window = test_window(data)
    ranks = score_window(window, rank_by_recurrence, tell, multi_step=multi_step)
    inverse = window.events.action[window.asked] >= len(data.relations)
    scores: dict[str, Value] = {
        "mode": "multi-step" if multi_step else "single-step",
        "baseline": _by_direction(ranks, inverse),
        "train": len(data.parts["train"]),
        "valid": len(data.parts["valid"]),
        "test": len(data.parts["test"]),
        "entities": len(data.entities),
        "relations": len(data.relations),
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(time.process_time() - worked, 1),
        "peak_megabytes": (peak_bytes() or 0) // 1_000_000,
    }
    return Report(
        bench="next-event",
        file=str(folder),
        rows=data.read,
        used=data.read - len(data.rejected),
        unusable=data.rejected,
        scores=scores,
    )


def test_window(data: Quadruples) -> Window:
    """The test part of a dataset, among the events of all parts."""
    parts = [data.parts[part] for part in ("train", "valid", "test")]
    actors, actions = len(data.entities), len(data.relations)
    every = np.unique(np.concatenate(parts), axis=0)
    events = both_directions(every, actors=actors, actions=actions)
    test = both_directions(parts[-1], actors=actors, actions=actions)
    asked = np.searchsorted(_keys(events), _keys(test))
    return Window(events, int(parts[-1][:, 3].min()), asked)


def score_window(
    window: Window, ranker: Ranker, tell: Tell, *, multi_step: bool = False
) -> npt.NDArray[np.float64]:
    """The rank of each event asked about, in their order."""
    events = window.events
    history = History(events)
    for step in range(window.first):
        history.add(step)
    ranks = np.zeros(len(window.asked))
    steps = np.unique(events.step[window.asked])
    for number, step in enumerate(steps.tolist()):
        tell("ranking", number, len(steps))
        for earlier in () if multi_step else range(history.step, step):
            history.add(earlier)
        places = np.flatnonzero(events.step[window.asked] == step)
        rows = window.asked[places]
        queries, which = queries_of(events.actor[rows], events.action[rows], events.actions)
        truth = Truth(which, events.other[rows], known_at(events, queries, step), events.actors)
        ranks[places] = ranks_of(ranker(history, queries, step), truth)
    return ranks


def known_at(events: Events, queries: Queries, step: int) -> Ints:
    """All true answers of queries at a step, as query * actors + other, sorted."""
    here = events.between(step, step + 1)
    keys = queries.actor * events.actions + queries.action
    asked = events.actor[here] * events.actions + events.action[here]
    query = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    same = keys[query] == asked
    return np.unique(query[same] * events.actors + events.other[here][same])


def _keys(events: Events) -> Ints:
    """One number an event, rising in the order of the events."""
    pair = (events.step * events.actors + events.actor) * events.actions + events.action
    return np.asarray(pair * events.actors + events.other)


def _by_direction(
    ranks: npt.NDArray[np.float64], inverse: npt.NDArray[np.bool_]
) -> Mapping[str, Value]:
    return {
        **rank_scores(ranks),
        "target_asked": rank_scores(ranks[~inverse]),
        "actor_asked": rank_scores(ranks[inverse]),
    }
