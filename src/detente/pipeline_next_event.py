"""Who comes next, ranked on the newest events of a project's datasets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError, NotEnoughData
from detente.model import ACTIONS, Evidence
from detente.pipeline_project import Progress, Project, models_of, quiet
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.adapters.datasets.dated_acts import DatedActs
    from detente.outlook.next_event_model import Effort, Ranker

# Who comes next is told by what came of late; older events cost time and move little.
MOST_EVENTS = 25_000
LEAST_EVENTS = 200
ROWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """Who is asked for.

    Attributes:
        actor: who acts, where the target is asked for, and whom towards, where the actor is.
        target: ask who acts towards this one; the actor where it is empty.
        actions: PLOVER roots; those that the actor was in of late where it is empty.
        dataset: name; the one with most of the actor's events where it is empty.
        most: how many to name for each question.
        seed, threads: answers depend on the seed and not on the threads.
    """

    actor: str
    target: str = ""
    actions: tuple[str, ...] = ()
    dataset: str = ""
    most: int = 10
    seed: int = 1
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One who may come next.

    Attributes:
        asked: ``target`` (the actor acts on whom?) or ``actor`` (who acts on the target?).
        given: who is known; `action` the PLOVER root.
        rank: from 1.
        other: code or name.
        share: between 0 and 1, orders the answers and is no probability.
        chance: that it is right, should such an act come on the day; calibrated; None for others
            than the first.
        evidence: the newest rows between the two, of this action where there are any; of the one
            given where the two never met.
        met: whether these rows are between the two.
    """

    asked: str
    given: str
    action: str
    rank: int
    other: str
    share: float
    chance: float | None
    evidence: tuple[Evidence, ...]
    met: bool


@dataclass(frozen=True, slots=True)
class NextAnswers:
    """What is asked about a day, and the answers.

    Attributes:
        dataset: its name; ``n_events`` how many of its newest events were learned from, from
            `first_day` on.
        day: that is asked about: the one after the last with an event.
        climatology: how often the first answer was right on the latest days kept out.
    """

    dataset: str
    n_events: int
    first_day: date
    day: date
    climatology: float
    answers: tuple[Answer, ...]


def rank_who_comes_next(
    project: Project,
    question: NextQuestion,
    *,
    as_of: date,
    known_at: datetime | None = None,
    progress: Progress = quiet,
) -> NextAnswers:
    """Rank who comes next for an actor's acts and for acts towards it, as of a day.

    Raises:
        InputError: if there is no such dataset or action.
        NotEnoughData: if the dataset has too few events, or none of the actor.
        AdapterError: if LightGBM is missing.
    """
    from detente.outlook.next_event import rank_next

    for action in question.actions:
        if action not in ACTIONS:
            raise InputError(f"--action {action!r} is not known; one of {', '.join(ACTIONS)}")
    held, acts = _newest(project, question, as_of=as_of, known_at=known_at)
    number = {name: place for place, name in enumerate(acts.names)}
    ranker = fitted_ranker(project, held, acts, question, progress=progress)
    asked = _asked(acts, question, number)
    step = int(acts.history[:, 3].max()) + 1
    found = rank_next(
        ranker,
        [(number[given], act, turned) for given, act, turned in asked],
        step=step,
        most=question.most,
    )
    proofs = Proofs(held.name, acts)
    answers = []
    for (given, act, turned), likely in zip(asked, found, strict=True):
        for rank, (other, share) in enumerate(zip(likely.others, likely.shares, strict=True), 1):
            cited, met = proofs.between((number[given], act, other), turned=turned)
            answers.append(
                Answer(
                    asked="actor" if turned else "target",
                    given=given,
                    action=ACTIONS[act],
                    rank=rank,
                    other=acts.names[other],
                    share=share,
                    chance=likely.probability if rank == 1 else None,
                    evidence=cited,
                    met=met,
                )
            )
    return NextAnswers(
        dataset=held.name,
        n_events=len(acts.rows),
        first_day=acts.first_day,
        day=acts.last_day + timedelta(days=1),
        climatology=ranker.climatology,
        answers=tuple(answers),
    )


def _newest(
    project: Project, question: NextQuestion, *, as_of: date, known_at: datetime | None
) -> tuple[Held, DatedActs]:
    """The dataset to learn from and its newest events."""
    from detente.adapters.datasets.daily import own_days
    from detente.adapters.datasets.dated_acts import newest_acts

    held = [
        one for one in held_by(project, known_at=known_at) if question.dataset in ("", one.name)
    ]
    if not held:
        what = f"dataset {question.dataset!r}" if question.dataset else "event dataset"
        raise InputError(
            f"the project holds no {what}; see detente datasets, or import one with: "
            "detente import KIND PATHS"
        )
    best = max(held, key=lambda one: (own_days(one, question.actor)["n"].sum(), one.name))
    acts = newest_acts(best.events, as_of=as_of, most=MOST_EVENTS)
    if acts is None or len(acts.rows) < LEAST_EVENTS:
        seen = len(acts.rows) if acts else 0
        raise NotEnoughData(f"events of {best.name} up to {as_of}", seen=seen, needed=LEAST_EVENTS)
    for code in (question.actor, question.target):
        if code and code not in acts.names:
            raise NotEnoughData(f"events of {code} in {best.name} up to {as_of}", seen=0, needed=1)
    return best, acts


def effort_of(question: NextQuestion) -> Effort:
    """How much is learned: less than in the benchmark, so that a first answer takes a minute."""
    from detente.outlook.next_event_model import Effort

    return Effort(
        queries=5_000,
        taught=12_000,
        rounds=80,
        rate=0.12,
        calibrated=2_000,
        seed=question.seed,
        threads=question.threads,
    )


def fitted_ranker(
    project: Project,
    held: Held,
    acts: DatedActs,
    question: NextQuestion,
    *,
    progress: Progress = quiet,
) -> Ranker:
    """The ranker of a dataset's newest events, kept once it was fitted."""
    from detente.outlook.keeping import ranker_arrays, ranker_from
    from detente.outlook.next_event import fit_next, known_events
    from detente.outlook.next_event_model import boosting

    effort = effort_of(question)
    library = str(boosting().__version__)
    # Threads change no answer.
    said = (held.key, acts.last_day, len(acts.rows), MOST_EVENTS, library)
    learned = (
        effort.queries,
        effort.taught,
        effort.rounds,
        effort.rate,
        effort.calibrated,
        effort.seed,
    )
    files = models_of(project)
    path = files.path(f"next-{held.name}", *said, *learned)
    names = [bracketed(name) for name in acts.names]
    kept = files.read(path)
    if kept is None:
        ranker = fit_next(acts.history, names, actions=len(ACTIONS), effort=effort, tell=progress)
        kept = ranker_arrays(ranker)
        files.write(path, kept)
    # Answers come from what was kept also the first time, so that they are the same ever after.
    events, first = known_events(acts.history, len(names), actions=len(ACTIONS))
    return ranker_from(kept, events, names, first=first)


def bracketed(name: str) -> str:
    """A name as the ranker reads country and kind from it.

    >>> bracketed("rebels (NGA)"), bracketed("NGA")
    ('rebels_(NGA)', 'NGA')
    """
    return name.replace(" (", "_(") if name.endswith(")") else name


def _asked(
    acts: DatedActs, question: NextQuestion, number: dict[str, int]
) -> list[tuple[str, int, bool]]:
    """Who is given, the action, and whether the one who acts is asked for."""
    towards = question.target or question.actor
    found: list[tuple[str, int, bool]] = []
    for given, column, turned in ((question.actor, 0, False), (towards, 2, True)):
        own = acts.history[acts.history[:, column] == number[given]]
        usual = np.bincount(own[:, 1], minlength=len(ACTIONS))
        order = np.argsort(-usual, kind="stable")
        wanted = (
            [ACTIONS.index(action) for action in question.actions]
            if question.actions
            else [int(place) for place in order if usual[place]]
        )
        found += [(given, action, turned) for action in wanted]
    return found


class Proofs:
    """The newest rows on pairs of actors."""

    def __init__(self, dataset: str, acts: DatedActs) -> None:
        self._dataset = dataset
        self._acts = acts

    def between(
        self, asked: tuple[int, int, int], *, turned: bool
    ) -> tuple[tuple[Evidence, ...], bool]:
        """The newest rows of an act between two; of any act where there is none of it; of the one
        given where they never met. With whether they met."""
        given, action, other = asked
        source, target = (other, given) if turned else (given, other)
        history = self._acts.history
        pair = (history[:, 0] == source) & (history[:, 2] == target)
        back = (history[:, 0] == target) & (history[:, 2] == source)
        for rows in (pair & (history[:, 1] == action), pair, back):
            if rows.any():
                return self._cited(rows), True
        return self._cited((history[:, 0] == given) | (history[:, 2] == given)), False

    def _cited(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Evidence, ...]:
        places = np.flatnonzero(rows)[::-1][:ROWS_SHOWN]
        return tuple(
            Evidence(dataset=self._dataset, row=self._acts.rows[place]) for place in places
        )


def shown_actions(text: str) -> tuple[str, ...]:
    """PLOVER roots as a user writes them, with commas."""
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())
