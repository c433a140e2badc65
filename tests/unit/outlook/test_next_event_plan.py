"""Large histories cost no more than small ones, and what is used never depends on the future."""

from __future__ import annotations

import numpy as np
import pytest

from detente.outlook.next_event_history import Events, both_directions
from detente.outlook.next_event_plan import Plan, Wanted, plan_of, some
from detente.outlook.next_event_watch import queries_at

ACTORS, ACTIONS, STEPS, OF_STEP = 60, 3, 80, 40
EVERYTHING = Wanted(taught=10**6, learned=10**6, calibrated=500, ahead=1, seed=1)


@pytest.fixture(scope="module")
def events() -> Events:
    """As many random events at each step."""
    chance = np.random.default_rng(4)
    rows = np.column_stack(
        [
            chance.integers(0, ACTORS, STEPS * OF_STEP),
            chance.integers(0, ACTIONS, STEPS * OF_STEP),
            chance.integers(0, ACTORS, STEPS * OF_STEP),
            np.repeat(np.arange(STEPS), OF_STEP),
        ]
    )
    return both_directions(np.unique(rows, axis=0), actors=ACTORS, actions=ACTIONS)


def same(one: Plan, two: Plan) -> bool:
    """Whether two plans are equal."""
    return (
        np.array_equal(one.asked, two.asked)
        and np.array_equal(one.kept, two.kept)
        and np.array_equal(one.learned, two.learned)
    )


def test_a_small_history_is_learned_from_whole(events: Events) -> None:
    plan = plan_of(events, STEPS, EVERYTHING)
    assert plan.asked[1:].tolist() == [len(queries_at(events, step)) for step in range(1, STEPS)]


def test_what_is_calibrated_with_comes_after_what_trees_are_grown_from(events: Events) -> None:
    plan = plan_of(events, STEPS, EVERYTHING)
    assert np.flatnonzero(plan.learned).max() < np.flatnonzero(plan.kept).min()
    assert plan.kept.sum() == pytest.approx(500, abs=STEPS)
    assert np.count_nonzero(plan.kept) >= 7


def test_of_a_large_history_about_so_many_queries_are_used(events: Events) -> None:
    wanted = Wanted(taught=1000, learned=400, calibrated=100, ahead=1, seed=1)
    plan = plan_of(events, STEPS, wanted)
    learned = plan.learned[plan.learned > 0]
    assert 400 <= learned.sum() <= 400 + len(learned)
    assert (plan.learned <= plan.asked).all()
    assert len(learned) >= 17
    assert 1000 <= plan.asked.sum() <= 1400 + STEPS


def test_blocks_are_kept_no_longer_than_memory_allows(
    events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.outlook.next_event_plan.MOST_OF_BLOCK", 300)
    wanted = Wanted(taught=10**6, learned=10**6, calibrated=100, ahead=20, seed=1)
    plan = plan_of(events, STEPS, wanted)
    assert all(plan.asked[begin : begin + 20].sum() <= 340 for begin in range(0, STEPS, 20))


def test_the_plan_does_not_look_ahead(events: Events) -> None:
    rows = events.step < 50
    half = slice(0, int(rows.sum()))
    past = Events(
        events.actor[half],
        events.action[half],
        events.other[half],
        events.step[half],
        events.actors,
        events.actions,
    )
    wanted = Wanted(taught=1000, learned=400, calibrated=100, ahead=1, seed=1)
    assert same(plan_of(events, 50, wanted), plan_of(past, 50, wanted))


def test_which_queries_are_chosen_depends_on_seed_and_step_alone(events: Events) -> None:
    queries = queries_at(events, 9)
    one, two = some(queries, 10, (1, 9)), some(queries, 10, (1, 9))
    assert len(one) == 10
    assert np.array_equal(one.actor, two.actor)
    assert len(some(queries, 10_000, (1, 9))) == len(queries)
