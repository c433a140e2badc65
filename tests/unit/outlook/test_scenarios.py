"""Assumptions as people write them, and runs of the process with and without."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.codebook import load_codebook
from detente.errors import InputError
from detente.outlook.event_process import Process, faded, fit_process
from detente.outlook.scenarios import Assumption, read_assumption
from detente.outlook.what_if import Assumed, Halt, Pulse, compare, expected, respond
from detente.pipeline_scenarios import noun_of

noun = noun_of(load_codebook())


def read(text: str) -> Assumption:
    return read_assumption(text, resolve=load_codebook().actors.resolve, noun=noun)


@pytest.mark.parametrize(
    ("text", "source", "action", "target", "day"),
    [
        ("CHN CONSULT USA 2026-04", "CHN", "CONSULT", "USA", date(2026, 4, 15)),
        ("Kenya AID South Sudan on 2026-05-03", "KEN", "AID", "SSD", date(2026, 5, 3)),
        ("RUS-UKR ceasefire by 2026-06", "RUS", "CONCEDE", "UKR", date(2026, 6, 30)),
        ("India and Pakistan talks in 2027", "IND", "CONSULT", "PAK", date(2027, 7, 2)),
    ],
)
def test_an_assumption_is_read(text: str, source: str, action: str, target: str, day: date) -> None:
    found = read(text)
    assert (found.source, found.action, found.target, found.day) == (source, action, target, day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CHN CONSULT USA", "has no date"),
        ("CHN CONSULT USA 2026-13", "no date"),
        ("CHN DANCE USA 2026-04", "no act between two actors"),
        ("CHN CONSULT 2026-04", "no act between two actors"),
        ("CHN CONSULT Nowhereland 2026-04", "Nowhereland"),
    ],
)
def test_what_is_no_assumption_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(text)


@pytest.fixture(scope="module")
def process() -> Process:
    chance = np.random.default_rng(1)
    first = chance.poisson(0.5, 1200)
    answered = 0.8 * faded(first[None, :])[:-1, 0, 0]
    second, other = chance.poisson(0.2 + answered), chance.poisson(0.4, 1200)
    counts = np.stack([first, second, other]).astype(np.int64)
    return fit_process(counts, common=chance.poisson(9.0, 1200).astype(np.int64))


def test_who_answers_is_found_and_who_does_not_is_not(process: Process) -> None:
    assert process.supported.tolist() == [[False] * 3, [True, False, False], [False] * 3]
    _, two, three = compare(process, Assumed([Pulse(0, 2)]), days=60)
    assert two.told and two.difference > 0.3 and two.with_it > two.without
    assert not three.told
    assert two.without_interval[0] <= two.without <= two.without_interval[1]


def test_the_same_seed_gives_the_same_runs_and_nothing_happens_before_the_act(
    process: Process,
) -> None:
    pulse = Assumed([Pulse(0, 20, 3.0)])
    assert compare(process, pulse, days=40) == compare(process, pulse, days=40)
    answer = respond(process, pulse, days=40)
    assert not answer[:, :21].any() and answer[:, 21:].any()


def test_an_act_after_the_span_changes_nothing(process: Process) -> None:
    assert all(
        one.difference == 0 and one.with_it == one.without and not one.told
        for one in compare(process, Assumed([Pulse(0, 99)]), days=40)
    )


def test_a_twofold_act_is_answered_twice(process: Process) -> None:
    once = respond(process, Assumed([Pulse(0, 0)]), days=50)
    twice = respond(process, Assumed([Pulse(0, 0, 2.0)]), days=50)
    assert twice == pytest.approx(2 * once)


@pytest.mark.parametrize(
    ("text", "parties", "halts", "mutual"),
    [
        ("RUS-UKR ceasefire by 2026-06", ("RUS", "UKR"), ("ASSAULT",), True),
        ("Eritrea and Ethiopia peace agreement 2027", ("ERI", "ETH"), ("ASSAULT",), True),
        ("ARM-AZE end of fighting 2027-02", ("ARM", "AZE"), ("ASSAULT",), True),
        ("USA stops SANCTION Iran in 2027", ("USA", "IRN"), ("SANCTION",), False),
        ("Guinea-Bissau-Senegal truce 2027-02", ("GNB", "SEN"), ("ASSAULT",), True),
        ("CHN-IND talks 2027-02", ("CHN", "IND"), (), True),
    ],
)
def test_a_state_stops_acts_from_its_day_on(
    text: str, parties: tuple[str, str], halts: tuple[str, ...], mutual: bool
) -> None:
    found = read(text)
    assert (found.source, found.target) == parties
    assert (found.halts, found.mutual) == (halts, mutual)


def test_acts_that_stop_take_their_answers_with_them(process: Process) -> None:
    stopped = Assumed(halts=[Halt(0, 10)])
    first, second, other = compare(process, stopped, days=60)
    assert first.assumed and not second.assumed
    assert first.difference < -10 and first.with_it < first.without
    assert second.told and second.difference < 0 and second.with_it < second.without
    assert not other.told
    answer = respond(process, stopped, days=60)
    assert not answer[:, :10].any()
    assert (answer >= -expected(process, days=60) - 1e-9).all()


def test_acts_of_which_there_are_none_any_more_stay_away_in_every_run(process: Process) -> None:
    (first, *_) = compare(process, Assumed(halts=[Halt(0, 0)]), days=60)
    assert first.with_interval == (0, 0) and first.with_it == 0


def test_too_few_days_are_refused() -> None:
    with pytest.raises(ValueError, match="120 days"):
        fit_process(np.zeros((2, 60), dtype=np.int64))
