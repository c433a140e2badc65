"""What-if: the fitted process of a state's relations run forward with assumptions and without."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.adapters.datasets.daily_counts import DailyCounts, count_days, newest_rows
from detente.adapters.ledger_outlook import append_scenario, read_scenarios
from detente.errors import InputError, NotEnoughData
from detente.model import Evidence
from detente.outlook.entries import Entry
from detente.outlook.event_process import LEAST_ACTS, WARM_UP_DAYS, Process, fit_process
from detente.outlook.scenarios import Assumption, Scenario, read_assumption
from detente.outlook.what_if import Difference, Pulse, compare
from detente.pipeline_counts import roots_of
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.pipeline_outlook import Book

SIDES = ("cooperation", "conflict")
MOST_RELATIONS = 24
MOST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed dyad and which acts of it are counted: cooperation or conflict."""

    source: str
    target: str
    side: str


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run showed.

    Attributes:
        dataset: it was fitted on; ``data`` names the state of its files.
        last_day: of the data that count; the span is from the day after it to `until`.
        relations: of the process; ``differences`` one for each.
        process: as fitted.
        assumptions: as read.
        evidence: the newest rows of each relation.
        conditionals: forecasts of documents on the same condition.
    """

    dataset: str
    data: str
    last_day: date
    until: date
    relations: tuple[Relation, ...]
    differences: tuple[Difference, ...]
    process: Process
    assumptions: tuple[Assumption, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    conditionals: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A what-if question.

    Attributes:
        actor: the state looked from.
        assume: assumptions as written.
        until: last day of the span.
        dataset: name; the one with most acts of the actor where it is empty.
        draws: runs.
        seed: of all chance.
    """

    actor: str
    assume: tuple[str, ...]
    until: date
    dataset: str = ""
    draws: int = 400
    seed: int = 0


def assumptions_of(project: Project, texts: Sequence[str]) -> tuple[Assumption, ...]:
    """Assumptions as written, read with the project's codebook.

    Raises:
        InputError: if there is none, or one can't be read.
    """
    if not texts:
        raise InputError("nothing is assumed; give at least one --assume 'CHN CONSULT USA 2026-04'")
    codebook = codebook_of(project)

    def noun(words: str) -> tuple[str, bool]:
        sense = codebook.lexicon.noun(words) or codebook.lexicon.noun(words.removesuffix("s"))
        return (sense.code, sense.mutual) if sense else ("", False)

    return tuple(
        read_assumption(text, resolve=codebook.actors.resolve, noun=noun) for text in texts
    )


def run_what_if(project: Project, asked: Asked, *, as_of: date, book: Book | None = None) -> Ran:
    """Fit the process on a dataset as of a day and run it forward with the assumptions and without.

    Args:
        book: the forecast ledger, for what documents say on the same condition.

    Raises:
        InputError: if an assumption, a dataset or the span is wrong.
        NotEnoughData: if the dataset holds too little of the actor or of an assumed relation.
    """
    assumptions = assumptions_of(project, asked.assume)
    held = _dataset(project, asked)
    roots = {
        side: (*roots_of(project, f"verbal {side}"), *roots_of(project, f"material {side}"))
        for side in SIDES
    }
    counts = {
        side: count_days(held.events, as_of=as_of, actions=acts, least_events=LEAST_ACTS)
        for side, acts in roots.items()
    }
    last_day = _last_day(counts, as_of)
    days = (asked.until - last_day).days
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            f"--until {asked.until} must lie after the data, which end on {last_day}, and within "
            f"{MOST_DAYS} days of it"
        )
    sides = {one.text: _side_of(project, one.action) for one in assumptions}
    relations = _relations(counts, asked.actor, assumptions, sides)
    matrix = np.stack([_row(counts[one.side], one) for one in relations])
    if matrix.shape[1] < 2 * WARM_UP_DAYS:
        raise NotEnoughData(
            f"a process of {held.name} in days", seen=matrix.shape[1], needed=2 * WARM_UP_DAYS
        )
    everyone = sum(one.counts.sum(axis=0) for one in counts.values()) - matrix.sum(axis=0)
    process = fit_process(matrix, common=everyone, draws=asked.draws, seed=asked.seed)
    pulses = [
        pulse for one in assumptions for pulse in _pulses(one, relations, sides[one.text], last_day)
    ]
    found = compare(process, pulses, days=days, seed=asked.seed)
    dyads = [(one.source, one.target) for one in relations]
    newest = {
        side: newest_rows(held.events, dyads, as_of=as_of, actions=acts)
        for side, acts in roots.items()
    }
    return Ran(
        dataset=held.name,
        data=held.key,
        last_day=last_day,
        until=asked.until,
        relations=relations,
        differences=tuple(found),
        process=process,
        assumptions=assumptions,
        evidence=tuple(
            tuple(
                Evidence(dataset=held.name, row=row)
                for row in newest[one.side][one.source, one.target]
            )
            for one in relations
        ),
        conditionals=tuple(_conditionals(book, assumptions)) if book else (),
    )


def _dataset(project: Project, asked: Asked) -> Held:
    held = [one for one in held_by(project) if asked.dataset in ("", one.name)]
    if not held:
        raise InputError(
            f"the project holds no {'dataset ' + repr(asked.dataset) if asked.dataset else 'event'}"
            " dataset; see detente datasets, or import one with: detente import KIND PATHS"
        )
    from detente.adapters.datasets.daily import own_days

    return max(held, key=lambda one: (own_days(one, asked.actor)["n"].sum(), one.name))


def _last_day(counts: dict[str, DailyCounts], as_of: date) -> date:
    ends = [
        one.first_day + timedelta(days=one.counts.shape[1] - 1)
        for one in counts.values()
        if one.counts.shape[1]
    ]
    return max(ends, default=as_of)


def _side_of(project: Project, action: str) -> str:
    return codebook_of(project).intensity.quad(action).split()[-1]


def _relations(
    counts: dict[str, DailyCounts],
    actor: str,
    assumptions: Sequence[Assumption],
    sides: dict[str, str],
) -> tuple[Relation, ...]:
    """The assumed relations, then the actor's busiest ones."""
    wanted: dict[Relation, None] = {}
    for one in assumptions:
        for source, target in ((one.source, one.target), (one.target, one.source)):
            relation = Relation(source, target, sides[one.text])
            first = (source, target) == (one.source, one.target)
            if (source, target) in counts[relation.side].dyads:
                wanted[relation] = None
            elif first or one.mutual:
                raise NotEnoughData(
                    f"acts of {relation.side} by {source} towards {target}",
                    seen=0,
                    needed=LEAST_ACTS,
                )
    busy = [
        (-int(held.counts[place].sum()), Relation(source, target, side))
        for side, held in counts.items()
        for place, (source, target) in enumerate(held.dyads)
        if actor in (source, target)
    ]
    if not busy:
        raise NotEnoughData(f"acts of {actor} in a dyad", seen=0, needed=LEAST_ACTS)
    ordered = sorted(busy, key=lambda pair: (pair[0], pair[1].source, pair[1].target, pair[1].side))
    for _, relation in ordered:
        if len(wanted) >= MOST_RELATIONS:
            break
        wanted[relation] = None
    return tuple(wanted)


def _row(held: DailyCounts, one: Relation) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    row: np.ndarray[tuple[int], np.dtype[np.int64]] = held.counts[
        held.dyads.index((one.source, one.target))
    ]
    return row


def _pulses(
    one: Assumption, relations: Sequence[Relation], side: str, last_day: date
) -> list[Pulse]:
    day = (one.day - last_day).days - 1
    if day < 0:
        raise InputError(
            f"the assumption {one.text!r} is dated before {last_day}, the last day of the data; "
            "assume something ahead"
        )
    ways = [(one.source, one.target), *([(one.target, one.source)] if one.mutual else [])]
    return [
        Pulse(place, day)
        for place, relation in enumerate(relations)
        if (relation.source, relation.target) in ways and relation.side == side
    ]


def _conditionals(book: Book, assumptions: Sequence[Assumption]) -> list[Entry]:
    """Forecasts of documents that depend on an assumed act between the same parties."""
    return [
        entry
        for entry in book.entries
        if any(
            entry.condition_action == one.action
            and {one.source, one.target} & {*entry.condition_source, *entry.condition_target}
            for one in assumptions
        )
    ]


def keep_scenario(
    project: Project, name: str, asked: Asked, ran: Ran, *, rows: Sequence[object], now: datetime
) -> None:
    """Record a run under a name."""
    scenario = Scenario(
        name=name,
        actor=asked.actor,
        assumptions=asked.assume,
        until=asked.until,
        dataset=ran.dataset,
        data=ran.data,
        ran_at=now,
        results=json.dumps(rows, ensure_ascii=False),
    )
    append_scenario(project.ledger, scenario)


def kept_scenarios(project: Project, name: str = "") -> list[Scenario]:
    """All kept runs, or those of one name, the oldest first."""
    return [one for one in read_scenarios(project.ledger) if name in ("", one.name)]


def is_stale(project: Project, scenario: Scenario) -> bool:
    """Whether the dataset has other files now than when the scenario ran."""
    held = next((one for one in held_by(project) if one.name == scenario.dataset), None)
    return held is None or held.key != scenario.data
