"""The forecast ledger of a project: recorded as found, resolved by people, scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.adapters.ledger_outlook import (
    append_forecasts,
    append_resolutions,
    read_forecasts,
    read_resolutions,
)
from detente.errors import InputError
from detente.model import DatasetRow, Event, Evidence
from detente.outlook.entries import OUTCOMES, Entry, Resolution, by_forecast, newest
from detente.outlook.facts import Fact, Facts, Near
from detente.outlook.moves import own_change
from detente.outlook.recording import entries_of, unrecorded
from detente.outlook.resolving import Proposal, Watch, propose
from detente.outlook.scope import Scope
from detente.pipeline import Reading, read_project
from detente.pipeline_facts import told_by_datasets
from detente.pipeline_picture import Sight, view_of
from detente.pipeline_project import Progress, Project, codebook_of, open_project, quiet
from detente.pipeline_series import cited_rows

if TYPE_CHECKING:
    from detente.outlook.dataset_acts import Told
    from detente.outlook.score_tables import ScoreRow

# A text from the last quarter of a window or later could have told what happened in it.
LATE_SHARE = 4


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger's forecasts as of a day.

    Attributes:
        entries: made and recorded by then.
        resolutions: by id of the forecast, the decision that counts.
        decisions: by id, every decision, the oldest first.
        missing: ids of forecasts whose statement the coder no longer makes.
        proposals: by id, what each forecast's rule says as of the day.
        reading: what was read of the project, without any actor.
    """

    entries: tuple[Entry, ...]
    resolutions: Mapping[str, Resolution]
    missing: frozenset[str]
    proposals: Mapping[str, Proposal]
    reading: Reading
    decisions: Mapping[str, Sequence[Resolution]] = field(default_factory=dict)


def read_book(
    project: Project,
    *,
    as_of: date,
    now: datetime,
    known_at: datetime | None = None,
    progress: Progress = quiet,
) -> Book:
    """Record what documents newly forecast, then read all forecasts with what their rules say.

    Args:
        as_of: forecasts made later, and events dated or published later, don't count.
        now: UTC; written beside what is recorded.
        known_at: as for `detente.pipeline.read_project`.
    """
    reading = read_project(project, as_of=as_of, known_at=known_at, progress=progress)
    found = entries_of(
        reading.statements, reading.documents, codebook=codebook_of(project), now=now
    )
    new = unrecorded(found, (one.id for one in read_forecasts(project.ledger)))
    if new:
        append_forecasts(project.ledger, new)
    sight = Sight("", as_of, known_at)
    return book_of(project, reading, sight, found=found, progress=progress)


def book_of(
    project: Project,
    reading: Reading,
    sight: Sight,
    *,
    found: Sequence[Entry],
    progress: Progress = quiet,
) -> Book:
    """All forecasts of the ledger and those of documents, as of a day; nothing is recorded.

    Args:
        found: entries of documents as the coder makes them now; what the ledger holds of them
            already is read from there.
    """
    as_of, known_at = sight.as_of, sight.known_at
    current = known_entries(project, reading, sight, found=found)
    progress("looking into datasets", 0, 0)
    told = told_by_datasets(project, current, as_of=as_of, known_at=known_at)
    made = {one.id for one in found}
    decisions = decided_by(project, sight)
    return Book(
        entries=tuple(current),
        resolutions=newest(decisions),
        decisions=by_forecast(decisions),
        missing=frozenset(
            one.id for one in current if one.kind == "document" and one.id not in made
        ),
        proposals=proposals_of(reading, current, told, as_of=as_of),
        reading=reading,
    )


def known_entries(
    project: Project, reading: Reading, sight: Sight, *, found: Sequence[Entry]
) -> list[Entry]:
    """The ledger's forecasts with those of documents that it doesn't hold yet, made by a day.

    Args:
        found: entries of documents as the coder makes them now.
    """
    recorded = read_forecasts(project.ledger, known_at=sight.known_at)
    held, fresh = {one.id for one in recorded}, {one.id: one for one in found}
    new = [one for one in found if one.id not in held]
    if sight.known_at is not None:
        new = [one for one in new if one.recorded_at <= sight.known_at]
    return [
        read_anew(one, fresh.get(one.id))
        for one in (*recorded, *new)
        if (one.made_on is None or one.made_on <= sight.as_of)
        and (one.kind != "document" or one.document in reading.documents)
    ]


def decided_by(project: Project, sight: Sight) -> list[Resolution]:
    """The decisions of people that count as of a day: those on what was settled later are not known
    on it, nor are those without that day that were taken later."""
    return [
        one
        for one in read_resolutions(project.ledger, known_at=sight.known_at)
        if one.known_from <= sight.as_of
    ]


def read_anew(entry: Entry, found: Entry | None) -> Entry:
    """A recorded forecast with what is read into its words now.

    What was said, by when and by which rule stays as it was recorded. The interval that a phrase
    stands for is that of the present table, which the user may have replaced; and earlier versions
    took the change of what an act ends for the act's own.

    Args:
        found: the same forecast as the coder makes it now; None where it no longer does.
    """
    entry = replace(entry, change=own_change(entry.action, entry.change, entry.text))
    if found is None or found.phrase != entry.phrase:
        return entry
    return replace(entry, low=found.low, high=found.high, text=found.text)


def proposals_of(
    reading: Reading,
    entries: Sequence[Entry],
    told: Mapping[str, Sequence[Told]],
    *,
    as_of: date,
) -> dict[str, Proposal]:
    """By id, what each forecast's rule says, from events of documents and of datasets.

    A forecast that the model made from a dataset is held against that dataset alone.
    """
    facts, latest = Facts(facts_of(reading)), latest_readings(reading)
    anything = facts.known_on(as_of)
    found: dict[str, Proposal] = {}
    for one in entries:
        watch = Watch(
            parties=was_watched(one, latest),
            condition=was_watched(one, latest, condition=True),
            anything=anything,
            told=told.get(one.id, ()),
        )
        if one.kind == "model":
            watch = replace(watch, parties=False, anything=False)
        near = Near(()) if one.kind == "model" else facts.about(one, as_of=as_of)
        found[one.id] = propose(one, near.facts, as_of=as_of, watch=watch, more=near.more)
    return found


def facts_of(reading: Reading) -> list[Fact]:
    """The dated events of a reading as facts that may decide forecasts."""
    found: list[Fact] = []
    for event in reading.events:
        first = event.begins_on or event.ends_on
        if first is None or not event.action:
            continue
        quote = next((one.quote for one in event.evidence if one.quote), "")
        words = " ".join(one.quote for one in event.evidence)
        found.append(
            Fact(
                key=event.id,
                source=event.source,
                target=event.target,
                action=event.action,
                first=first,
                last=event.ends_on or first,
                directed=event.directed,
                change=own_change(event.action, event.change, words),
                sectors=event.sectors,
                publishers=event.n_publishers,
                contested=event.contested,
                text=" ".join(quote.split()) or event.what,
            )
        )
    return found


def evidence_of_fact(fact: Fact, events: Mapping[str, Event]) -> tuple[Evidence, ...]:
    """What a fact rests on: a row of a dataset, or the reports of an event by its id."""
    if fact.dataset:
        return (Evidence(dataset=fact.dataset, row=fact.row),)
    return events[fact.key].evidence if fact.key in events else ()


def latest_readings(reading: Reading) -> dict[str, list[tuple[date, str]]]:
    """By actor the two documents that were published last of those with a statement about it."""
    found: dict[str, list[tuple[date, str]]] = {}
    seen: set[tuple[str, str]] = set()
    for statement in reading.statements:
        document = reading.documents.get(statement.document)
        if document is None or document.published is None:
            continue
        for code in statement.parties:
            if (code, document.id) not in seen:
                seen.add((code, document.id))
                found.setdefault(code, []).append((document.published, document.id))
    return {code: sorted(rows, reverse=True)[:2] for code, rows in found.items()}


def was_watched(
    entry: Entry, latest: Mapping[str, Sequence[tuple[date, str]]], *, condition: bool = False
) -> bool:
    """Whether other documents than the forecast's own were read about each side of it, published
    in the last quarter of its window or later.

    Args:
        latest: by actor the newest documents about it.
        condition: look at the sides of its condition instead.
    """
    if entry.opens_on is None or entry.closes_on is None:
        return False
    late = entry.closes_on - (entry.closes_on - entry.opens_on) / LATE_SHARE
    sides = (
        (entry.condition_source, entry.condition_target)
        if condition
        else (entry.source, entry.target)
    )
    return any(sides) and all(
        any(
            published >= late and document != entry.document
            for code in side
            for published, document in latest.get(code, ())
        )
        for side in sides
        if side
    )


def of_actor(book: Book, actor: str, *, as_of: date) -> list[Entry]:
    """Forecasts that concern an actor as the briefing's outlook does; all for an empty actor."""
    if not actor:
        return list(book.entries)
    scope = Scope(view_of(book.reading, actor, as_of=as_of))
    keys = {row.key for row in scope.select(book.reading.statements, "forecast")}
    return [
        one
        for one in book.entries
        if one.statement in keys
        or actor in one.parties | {*one.condition_source, *one.condition_target}
    ]


def rows_cited(
    project: Path, book: Book, entries: Iterable[Entry]
) -> dict[tuple[str, str], DatasetRow]:
    """The rows of datasets that speak for or against some forecasts, by dataset and key.

    Args:
        project: folder of the project.
    """
    with open_project(project) as opened:
        return cited_rows(
            opened,
            [
                Evidence(dataset=fact.dataset, row=fact.row)
                for one in entries
                for fact in facts_shown(book.proposals[one.id])
                if fact.dataset
            ],
        )


def facts_shown(proposal: Proposal) -> tuple[Fact, ...]:
    """All facts that a proposal shows."""
    return (*proposal.supporting, *proposal.opposing, *proposal.condition)


def due(book: Book, entries: Iterable[Entry], *, as_of: date) -> list[Entry]:
    """Forecasts that nobody resolved and that can be: the window is past, or it came true."""
    return [
        one
        for one in entries
        if one.id not in book.resolutions
        and (
            book.proposals[one.id].outcome in ("yes", "void")
            or (one.closes_on is not None and one.closes_on < as_of)
        )
    ]


def status_of(book: Book, entry: Entry, *, as_of: date) -> str:
    """``resolved yes`` (or ``no``, ``void``), ``due``, ``open``, or ``lost`` where the coder no
    longer makes the statement behind it and nobody resolved it."""
    decided = book.resolutions.get(entry.id)
    if decided is not None:
        return f"resolved {decided.outcome}"
    if entry.id in book.missing:
        return "lost"
    return "due" if due(book, [entry], as_of=as_of) else "open"


def resolve(project: Project, resolution: Resolution) -> Entry:
    """Record how a forecast came out; an earlier decision stays beside it.

    Raises:
        InputError: if there is no such forecast or outcome, no reason, or it was settled ahead.
    """
    if resolution.outcome not in OUTCOMES:
        raise InputError(
            f"{resolution.outcome!r} is no outcome; one of {', '.join(OUTCOMES)} "
            "(void: it can't be decided, or its condition did not come true)"
        )
    if not resolution.why.strip():
        raise InputError("a decision needs its reason; give it with --why, as 'signed on 3 May'")
    settled = resolution.resolved_on
    if settled and settled > resolution.decided_at.date():
        raise InputError(f"{settled} lies ahead; a forecast is decided once it is settled")
    entries = read_forecasts(project.ledger)
    fitting = [one for one in entries if one.id.startswith(resolution.entry)]
    exact = [one for one in fitting if one.id == resolution.entry]
    if len(exact or fitting) != 1 or not resolution.entry:
        what = "several forecasts begin" if fitting else "no forecast begins"
        raise InputError(
            f"{what} with {resolution.entry!r}; see the ids in: detente outlook list --json"
        )
    entry = (exact or fitting)[0]
    append_resolutions(project.ledger, [replace(resolution, entry=entry.id)])
    return entry


def decisions_on(project: Project, forecast: str) -> list[Resolution]:
    """Every decision on a forecast by its id, the oldest first."""
    return by_forecast(read_resolutions(project.ledger)).get(forecast, [])


def score(book: Book, entries: Sequence[Entry], *, groups: Iterable[str] = ()) -> list[ScoreRow]:
    """Scores of the resolved forecasts; see `detente.outlook.score_tables`."""
    from detente.outlook.score_tables import score_table

    before = {name: proposal.before for name, proposal in book.proposals.items()}
    return score_table(entries, book.resolutions, before=before, groups=tuple(groups))
