"""What-if: the fitted process of a state's relations run forward with assumptions and without."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from detente.adapters.datasets.daily_counts import count_days
from detente.adapters.ledger_outlook import append_scenario, read_scenarios
from detente.errors import InputError, NotEnoughData
from detente.model import Evidence
from detente.outlook.conditions import Noun, same_condition
from detente.outlook.entries import Entry, Resolution
from detente.outlook.event_process import LEAST_ACTS, WARM_UP_DAYS, Counts, Process, fit_process
from detente.outlook.keeping import process_arrays, process_from
from detente.outlook.scenarios import Assumption, Scenario, read_assumption
from detente.outlook.what_if import Difference, compare
from detente.pipeline_project import Project, codebook_of, models_of
from detente.pipeline_relations import (
    SIDES,
    Relation,
    assumed_in,
    daily_of,
    last_day_of,
    newest_of,
    nothing_to_stop,
    relations_of,
    roots_counted,
    wanted_of,
)
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.codebook import Codebook

MOST_DAYS = 3 * 366


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
        conditionals: forecasts of documents on the same condition, each with how it was resolved,
            empty for one that is open.
        notes: what of the assumptions could not be put into the process, a sentence each.
        draws, seed: of the runs; the same give the same again.
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
    conditionals: tuple[tuple[Entry, str], ...] = ()
    notes: tuple[str, ...] = ()
    draws: int = 0
    seed: int = 0


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
    resolve, noun = codebook_of(project).actors.resolve, noun_of(codebook_of(project))
    return tuple(read_assumption(text, resolve=resolve, noun=noun) for text in texts)


def noun_of(codebook: Codebook) -> Noun:
    """What gives the root of a noun, and whether it is mutual."""

    def noun(words: str) -> tuple[str, bool]:
        sense = codebook.lexicon.noun(words) or codebook.lexicon.noun(words.removesuffix("s"))
        return (sense.code, sense.mutual) if sense else ("", False)

    return noun


def run_what_if(
    project: Project, asked: Asked, *, as_of: date, book: Forecasts | None = None
) -> Ran:
    """Fit the process on a dataset as of a day and run it forward with the assumptions and without.

    Args:
        book: the forecast ledger, for what documents say on the same condition.

    Raises:
        InputError: if an assumption, a dataset or the span is wrong.
        NotEnoughData: if the dataset holds too little of the actor or of an assumed relation.
    """
    assumptions = assumptions_of(project, asked.assume)
    held = _dataset(project, asked)
    roots = roots_counted(project, assumptions)
    counts = {
        side: count_days(
            held.events,
            as_of=as_of,
            actions=acts,
            # What is assumed to stop is looked at however rare it is.
            least_events=LEAST_ACTS if side in SIDES else 1,
        )
        for side, acts in roots.items()
    }
    last_day = last_day_of(counts, as_of)
    days = (asked.until - last_day).days
    if not 1 <= days <= MOST_DAYS:
        raise InputError(
            f"--until {asked.until} must lie after the data, which end on {last_day}, and within "
            f"{MOST_DAYS} days of it"
        )
    wanted = [wanted_of(project, one) for one in assumptions]
    relations = relations_of(counts, asked.actor, wanted)
    assumed = assumed_in(relations, wanted, last_day, until=asked.until)
    matrix = np.stack([daily_of(counts, one) for one in relations])
    if matrix.shape[1] < 2 * WARM_UP_DAYS:
        raise NotEnoughData(
            f"a process of {held.name} in days", seen=matrix.shape[1], needed=2 * WARM_UP_DAYS
        )
    whole = sum(counts[side].counts.sum(axis=0) for side in SIDES)
    everyone = whole - matrix.sum(axis=0)
    # Products of small matrices: more threads only wait for each other, and cost several times the
    # processor time where other work runs beside.
    with threadpool_limits(limits=1, user_api="blas"):
        process = fitted_process(project, matrix, everyone, asked)
        found = compare(process, assumed, days=days, seed=asked.seed)
    newest = newest_of(held.events, relations, roots, as_of=as_of)
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
            tuple(Evidence(dataset=held.name, row=row) for row in newest[one]) for one in relations
        ),
        conditionals=(tuple(conditionals_of(project, book, assumptions, last_day)) if book else ()),
        notes=tuple(nothing_to_stop(relations, wanted)),
        draws=asked.draws,
        seed=asked.seed,
    )


def fitted_process(project: Project, matrix: Counts, everyone: Counts, asked: Asked) -> Process:
    """The process over some daily counts, kept once it was fitted."""
    files = models_of(project)
    digests = [
        sha256(np.ascontiguousarray(one).tobytes()).hexdigest() for one in (matrix, everyone)
    ]
    path = files.path("process", matrix.shape, *digests, asked.draws, asked.seed)
    kept = files.read(path)
    if kept is None:
        kept = process_arrays(
            fit_process(matrix, common=everyone, draws=asked.draws, seed=asked.seed)
        )
        files.write(path, kept)
    return process_from(kept)


def _dataset(project: Project, asked: Asked) -> Held:
    held = [one for one in held_by(project) if asked.dataset in ("", one.name)]
    if not held:
        named = f"dataset {asked.dataset!r}" if asked.dataset else "event dataset"
        raise InputError(
            f"the project holds no {named}; see detente datasets, or import one with: "
            "detente import KIND PATHS"
        )
    from detente.adapters.datasets.daily import own_days

    return max(held, key=lambda one: (own_days(one, asked.actor)["n"].sum(), one.name))


class Forecasts(Protocol):
    """What is asked of a forecast ledger here: see `detente.pipeline_outlook.Book`."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The forecasts."""
        ...

    @property
    def missing(self) -> frozenset[str]:
        """Ids of those whose statement the coder no longer makes."""
        ...

    @property
    def resolutions(self) -> Mapping[str, Resolution]:
        """By id, the decision that counts."""
        ...


def conditionals_of(
    project: Project, book: Forecasts, assumptions: Sequence[Assumption], last_day: date
) -> list[tuple[Entry, str]]:
    """Forecasts of documents that depend on what is assumed, between the same parties, whose
    windows are open after the data end, the newest first; each with its outcome, if resolved.

    Those that the coder no longer makes, as after a reviewer's rejection, are passed over.
    """
    noun = noun_of(codebook_of(project))
    parties = {code for one in assumptions for code in (one.source, one.target)}
    found = [
        entry
        for entry in book.entries
        if entry.condition
        and entry.id not in book.missing
        and (entry.closes_on is None or entry.closes_on > last_day)
        and any(same_condition(entry, one, noun=noun, assumed=parties) for one in assumptions)
    ]
    ordered = sorted(found, key=lambda one: (one.made_on or date.min, one.id), reverse=True)
    decided = book.resolutions
    return [(one, decided[one.id].outcome if one.id in decided else "") for one in ordered]


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


def kept_scenarios(
    project: Project, *, actor: str = "", known_at: datetime | None = None
) -> list[Scenario]:
    """All kept runs, or those seen from one state and those kept by an instant (UTC), the oldest
    first."""
    return [
        one
        for one in read_scenarios(project.ledger)
        if actor in ("", one.actor) and (known_at is None or one.ran_at <= known_at)
    ]


def check_name(project: Project, name: str, actor: str) -> None:
    """Make sure that a name is not kept for a scenario seen from another state.

    Raises:
        InputError: if it is.
    """
    taken = next((one for one in kept_scenarios(project) if one.name == name), None)
    if taken and taken.actor != actor:
        raise InputError(
            f"the name {name!r} is kept for a scenario of {taken.actor}; save this one of {actor} "
            "under another name"
        )


def asked_again(kept: Scenario) -> Asked:
    """The question of a kept run, with the draws and the seed that it had."""
    asked = Asked(kept.actor, kept.assumptions, kept.until, kept.dataset)
    first = next(iter(kept.rows), {})
    # Runs that were kept before these were written down had the defaults.
    return replace(
        asked, draws=first.get("draws") or asked.draws, seed=first.get("seed") or asked.seed
    )
