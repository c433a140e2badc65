"""Who comes next depends on what came before, and on nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.errors import AdapterError, InputError, NotEnoughData
from detente.outlook.next_event import Effort, fit_next, rank_next
from detente.outlook.next_event_history import Events, Ints, both_directions
from detente.outlook.next_event_model import Ranker, boosting
from detente.outlook.next_event_ranking import Queries
from detente.outlook.next_event_watch import Watch, answers, matrix, queries_at

ACTORS, ACTIONS, STEPS = 24, 4, 30
NAMES = [f"Office_{number % 3}_(Land_{number % 5})" for number in range(ACTORS)]
SMALL = Effort(rounds=5, leaves=7, threads=1)
# Action 0 is answered by action 1 the step after, whoever does it.
CALL, REPLY = 0, 1


def made_up(steps: int = STEPS, seed: int = 3) -> Ints:
    """Events in which every call is replied to on the next step."""
    chance = np.random.default_rng(seed)
    rows = []
    for step in range(steps):
        for _ in range(6):
            actor, other = chance.choice(ACTORS, 2, replace=False).tolist()
            rows.append((actor, CALL, other, step))
            rows.append((other, REPLY, actor, step + 1))
        actor, other = chance.choice(ACTORS, 2).tolist()
        rows.append((actor, int(chance.integers(2, ACTIONS)), other, step))
    return np.unique(np.array(rows, dtype=np.int64), axis=0)


def watched(events: Events, until: int) -> Watch:
    """A watch that asked about, learned from and revealed every step before one."""
    watch = Watch(events, NAMES)
    for step in range(until):
        asked = watch.ask(queries_at(events, step), step)
        watch.learn(asked, answers(events, asked))
        watch.reveal(step + 1)
    return watch


@pytest.fixture(scope="module")
def history() -> Ints:
    return made_up()


@pytest.fixture(scope="module")
def ranker(history: Ints) -> Ranker:
    """A ranker that knows the whole history."""
    return fitted(history, SMALL)


def fitted(rows: Ints, effort: Effort) -> Ranker:
    """A ranker, where the library that grows its trees can be loaded."""
    try:
        boosting()
    except AdapterError as error:
        pytest.skip(str(error))
    return fit_next(rows, NAMES, actions=ACTIONS, effort=effort)


@pytest.mark.parametrize("until", [9, 22])
def test_without_the_future_every_feature_is_the_same(history: Ints, until: int) -> None:
    whole = both_directions(history, actors=ACTORS, actions=ACTIONS)
    past = both_directions(history[history[:, 3] < until], actors=ACTORS, actions=ACTIONS)
    queries = queries_at(whole, until)
    asked = [watched(events, until) for events in (whole, past)]
    seen, unseen = ((watch, watch.ask(queries, until)) for watch in asked)
    assert np.array_equal(seen[1].rows.other, unseen[1].rows.other)
    columns, others = seen[0].columns(seen[1]), unseen[0].columns(unseen[1])
    assert list(columns) == list(others)
    different = [name for name in columns if not np.array_equal(columns[name], others[name])]
    assert not different


def test_another_truth_of_the_day_changes_no_feature(history: Ints) -> None:
    until = 20
    other = history.copy()
    rows = other[:, 3] >= until
    other[rows, 2] = (other[rows, 2] + 7) % ACTORS
    made = []
    for rows_of_history in (history, other):
        events = both_directions(rows_of_history, actors=ACTORS, actions=ACTIONS)
        watch = watched(events, until)
        asked = watch.ask(Queries(np.array([2, 5]), np.array([CALL, REPLY])), until)
        made.append(matrix(watch.columns(asked)))
    assert np.array_equal(made[0], made[1])


def test_every_feature_is_a_number(history: Ints) -> None:
    events = both_directions(history, actors=ACTORS, actions=ACTIONS)
    watch = watched(events, 12)
    features = matrix(watch.columns(watch.ask(queries_at(events, 12), 12)))
    assert features.dtype == np.float32
    assert np.isfinite(features).all()


def test_an_answer_depends_neither_on_other_queries_nor_on_their_order(ranker: Ranker) -> None:
    asked = [
        (actor, action, turned) for actor in range(6) for action, turned in ((0, False), (1, True))
    ]
    together = rank_next(ranker, asked, step=STEPS + 1)
    mixed = np.random.default_rng(1).permutation(len(asked)).tolist()
    shuffled = rank_next(ranker, [asked[place] for place in mixed], step=STEPS + 1)
    assert [together[place] for place in mixed] == shuffled
    assert rank_next(ranker, asked[3:4], step=STEPS + 1) == together[3:4]


def test_many_queries_are_answered_a_few_at_once(
    ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [(actor, CALL, False) for actor in range(ACTORS)]
    together = rank_next(ranker, asked, step=STEPS + 1)
    monkeypatch.setattr("detente.outlook.next_event_model.MOST_AT_ONCE", 5)
    assert rank_next(ranker, asked, step=STEPS + 1) == together


def test_neither_the_order_of_rows_nor_the_number_of_threads_matters(
    history: Ints, ranker: Ranker
) -> None:
    mixed = np.random.default_rng(2).permutation(history)
    asked = [(actor, CALL, False) for actor in range(ACTORS)]
    other = fitted(mixed, replace(SMALL, threads=2))
    assert rank_next(ranker, asked, step=STEPS + 1) == rank_next(other, asked, step=STEPS + 1)


def test_whoever_was_called_replies_to_the_caller(history: Ints) -> None:
    past = history[history[:, 3] < STEPS]
    ranker = fitted(past, SMALL)
    calls = past[(past[:, 3] == STEPS - 1) & (past[:, 1] == CALL)].tolist()
    answered = rank_next(ranker, [(row[2], REPLY, False) for row in calls], step=STEPS)
    right = [row[0] in likely.others[:2] for row, likely in zip(calls, answered, strict=True)]
    assert sum(right) >= len(right) - 1


def test_rules_and_trees_may_learn_from_a_part_of_the_queries(history: Ints) -> None:
    part = replace(SMALL, queries=60, taught=150)
    asked = [(actor, REPLY, True) for actor in range(ACTORS)]
    one, two = (rank_next(fitted(history, part), asked, step=STEPS + 1) for _ in range(2))
    assert one == two
    assert all(likely.others for likely in one)
    assert one != rank_next(fitted(history, SMALL), asked, step=STEPS + 1)


def test_ids_out_of_range_are_named(history: Ints) -> None:
    with pytest.raises(InputError, match="there are 24 actors and 1 actions"):
        fit_next(history, NAMES, actions=1, effort=SMALL)


def test_a_step_that_is_known_can_not_be_asked_about(ranker: Ranker) -> None:
    with pytest.raises(InputError, match=f"ask about {STEPS + 1} or later"):
        rank_next(ranker, [(0, 0, False)], step=3)


def test_too_short_a_history_says_so() -> None:
    with pytest.raises(NotEnoughData, match="queries to learn from"):
        fit_next(np.array([[0, 0, 1, 0], [1, 0, 0, 1]]), ["", ""], actions=1, effort=SMALL)
