"""Who comes next, ranked on a folder of quadruples and scored step by step.

Single step: what came true at a step of the test window is revealed after the step. Multi-step:
none of it is. In neither is anything learned from the test window. Both directions are asked; the
filter is time-aware and ties are averaged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.bench.next_event_files import PARTS, Quadruples, read_quadruples
from detente.bench.next_event_scores import Truth, rank_scores, ranks_of
from detente.bench.reports import Report, Value
from detente.bench.speed import peak_bytes
from detente.outlook.next_event_calibration import reliability
from detente.outlook.next_event_history import Events, History, Ints, both_directions
from detente.outlook.next_event_model import Effort, Ranker, fit_ranker
from detente.outlook.next_event_ranking import Queries, Ranking, queries_of, rank_by_recurrence

SHOWN = 10
DIGITS = 4
Tell = Callable[[str, int, int], None]
Doubles = npt.NDArray[np.float64]
Answer = Callable[[Queries, int], tuple[Ranking, Doubles]]


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

    def steps(self) -> Iterator[tuple[int, Ints, Queries, Ints]]:
        """Each step, the places of ``asked`` in it, its distinct queries, and which one each is."""
        events = self.events
        step_of = events.step[self.asked]
        for step in np.unique(step_of).tolist():
            places = np.flatnonzero(step_of == step)
            rows = self.asked[places]
            queries, which = queries_of(events.actor[rows], events.action[rows], events.actions)
            yield step, places, queries, which


@dataclass(slots=True)
class Outcome:
    """What came of a window.

    Attributes:
        ranks: of each event asked about.
        probability, right: of each distinct query, that the first answer is right and whether it
            was; the first answer is one of those with the highest score.
        predictions: one object a distinct query.
    """

    ranks: Doubles
    probability: list[Doubles]
    right: list[npt.NDArray[np.bool_]]
    predictions: list[Mapping[str, object]]


def run_next_event(
    folder: Path,
    tell: Tell,
    *,
    multi_step: bool = False,
    effort: Effort | None = None,
    predict: bool = True,
) -> Report:
    """Rank and score the test window of a folder.

    Args:
        predict: whether to keep the first ten answers to each query, for the report.

    Raises:
        InputError: if the folder lacks a file or a file has no usable row.
        AdapterError: if the library that grows the trees is missing.
        NotEnoughData: if there is too little to learn from.
    """
    began, worked = time.perf_counter(), time.process_time()
    data = read_quadruples(folder)
    window = test_window(data)
    effort = effort or Effort()
    if multi_step:
        effort = replace(effort, ahead=int(data.parts["test"][:, 3].max()) + 1 - window.first)
    ranker = fit_ranker(window.events, data.entities, first=window.first, effort=effort, tell=tell)
    learned = time.perf_counter() - began
    outcome = answer_with(ranker, window, data, tell, multi_step=multi_step, predict=predict)
    inverse = window.events.action[window.asked] >= len(data.relations)
    baseline = baseline_ranks(window, multi_step=multi_step)
    right = np.concatenate(outcome.right)
    scores: dict[str, Value] = {
        "mode": "multi-step" if multi_step else "single-step",
        **rank_scores(outcome.ranks),
        "target_asked": rank_scores(outcome.ranks[~inverse]),
        "actor_asked": rank_scores(outcome.ranks[inverse]),
        "first_answer": reliability(np.concatenate(outcome.probability), right, ranker.climatology),
        "baseline": rank_scores(baseline),
        **{part: len(data.parts[part]) for part in PARTS},
        "entities": len(data.entities),
        "relations": len(data.relations),
        "learning_seconds": round(learned, 1),
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
        predictions=tuple(outcome.predictions),
    )


def test_window(data: Quadruples) -> Window:
    """The test part of a dataset, among the events of all parts."""
    actors, actions = len(data.entities), len(data.relations)
    every = np.unique(np.concatenate([data.parts[part] for part in PARTS]), axis=0)
    events = both_directions(every, actors=actors, actions=actions)
    test = both_directions(data.parts["test"], actors=actors, actions=actions)
    asked = np.searchsorted(_keys(events), _keys(test))
    return Window(events, int(data.parts["test"][:, 3].min()), asked)


def answer_with(
    ranker: Ranker, window: Window, data: Quadruples, tell: Tell, *, multi_step: bool, predict: bool
) -> Outcome:
    """Let a ranker answer the queries of a window, step by step."""
    outcome = Outcome(np.zeros(len(window.asked)), [], [], [])
    last = int(window.events.step[window.asked].max())
    for step, places, queries, which in window.steps():
        tell("ranking", step - window.first, last + 1 - window.first)
        if not multi_step:
            ranker.watch.reveal(step)
        ranking, probability = ranker.rank(queries, step)
        truth = _truth(window, queries, which, places)
        outcome.ranks[places] = ranks_of(ranking, truth)
        top = Top(ranking, len(queries))
        first = top.first()
        right = np.isin(np.arange(len(queries)) * truth.actors + first, truth.known) & (first >= 0)
        outcome.probability.append(probability)
        outcome.right.append(right)
        if predict:
            outcome.predictions += _predictions(
                data, step, queries, top.lists(ranking), (probability, right)
            )
    return outcome


def baseline_ranks(window: Window, *, multi_step: bool) -> Doubles:
    """The ranks of the plain recurrence baseline."""
    history = History(window.events)
    for step in range(window.first):
        history.add(step)
    ranks = np.zeros(len(window.asked))
    for step, places, queries, which in window.steps():
        for earlier in () if multi_step else range(history.step, step):
            history.add(earlier)
        ranking = rank_by_recurrence(history, queries, step)
        ranks[places] = ranks_of(ranking, _truth(window, queries, which, places))
    return ranks


def known_at(events: Events, queries: Queries, step: int) -> Ints:
    """All true answers of queries at a step, as query * actors + other, sorted."""
    here = events.between(step, step + 1)
    keys = queries.actor * events.actions + queries.action
    asked = events.actor[here] * events.actions + events.action[here]
    query = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    same = keys[query] == asked
    return np.unique(query[same] * events.actors + events.other[here][same])


def _predictions(
    data: Quadruples,
    step: int,
    queries: Queries,
    tops: list[list[tuple[int, float]]],
    judged: tuple[Doubles, npt.NDArray[np.bool_]],
) -> list[dict[str, object]]:
    """One object a query."""
    return [
        {
            "time": data.time_of(step),
            **_shown(data, queries, query, top),
            "probability": round(float(judged[0][query]), DIGITS),
            "right": bool(judged[1][query]),
        }
        for query, top in enumerate(tops)
    ]


class Top:
    """The first answers of each query; of equal scores the lower number stands first."""

    def __init__(self, ranking: Ranking, queries: int) -> None:
        of = np.repeat(np.arange(queries), np.diff(ranking.first))
        self._order = np.lexsort((-ranking.score, of))
        self._first = ranking.first
        self._other = ranking.other[self._order]

    def first(self) -> Ints:
        """The first answer of each query, -1 for one without a candidate."""
        begins, ends = self._first[:-1], self._first[1:]
        found = np.full(len(begins), -1, dtype=np.int64)
        some = ends > begins
        found[some] = self._other[begins[some]]
        return found

    def lists(self, ranking: Ranking) -> list[list[tuple[int, float]]]:
        """The first ten answers of each query with their softmax shares."""
        return [self._of(query, ranking) for query in range(len(self._first) - 1)]

    def _of(self, query: int, ranking: Ranking) -> list[tuple[int, float]]:
        places = self._order[self._first[query] : self._first[query + 1]][:SHOWN]
        others, scores = ranking.other[places].tolist(), ranking.score[places].tolist()
        return list(zip(others, scores, strict=True))


def _truth(window: Window, queries: Queries, which: Ints, places: Ints) -> Truth:
    events, rows = window.events, window.asked[places]
    known = known_at(events, queries, int(events.step[rows[0]]))
    return Truth(which, events.other[rows], known, events.actors)


def _shown(
    data: Quadruples, queries: Queries, query: int, top: list[tuple[int, float]]
) -> dict[str, object]:
    """A query and its first answers, with names where there are any."""
    actions = len(data.relations)
    action = int(queries.action[query])
    given = int(queries.actor[query])
    return {
        "given": "target" if action >= actions else "actor",
        "id": given,
        "name": data.entities[given],
        "relation": action % actions,
        "relation_name": data.relations[action % actions],
        "top": [
            {"id": other, "name": data.entities[other], "share": round(share, DIGITS)}
            for other, share in top
        ],
    }


def _keys(events: Events) -> Ints:
    """One number an event, rising in the order of the events."""
    pair = (events.step * events.actors + events.actor) * events.actions + events.action
    return np.asarray(pair * events.actors + events.other)
