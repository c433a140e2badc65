"""The forecast ledger of a project: recorded as found, resolved by people, scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from detente.model import ACTIONS
from detente.outlook.entries import OUTCOMES, Entry, Resolution, newest
from detente.outlook.naming import line_id
from detente.outlook.recording import entries_of, unrecorded
from detente.outlook.resolving import Fact, Facts, Proposal, propose
from detente.outlook.scope import Scope
from detente.pipeline import Reading, read_project
from detente.pipeline_picture import view_of
from detente.pipeline_project import Progress, Project, codebook_of, quiet

if TYPE_CHECKING:
    from detente.adapters.question_files import Questions
    from detente.outlook.score_tables import ScoreRow


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger's forecasts as of a day.

    Attributes:
        entries: made and recorded by then.
        resolutions: by id of the forecast, the decision that counts.
        missing: ids of forecasts whose statement the coder no longer makes.
        proposals: by id, what each forecast's rule says as of the day.
        reading: what was read of the project, without any actor.
    """

    entries: tuple[Entry, ...]
    resolutions: Mapping[str, Resolution]
    missing: frozenset[str]
    proposals: Mapping[str, Proposal]
    reading: Reading


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
    known = read_forecasts(project.ledger, known_at=known_at)
    entries = tuple(one for one in known if one.made_on is None or one.made_on <= as_of)
    facts, watched = Facts(facts_of(reading)), latest_readings(reading)
    anything_read = facts.known_on(as_of)
    made = {one.id for one in found}
    current = [
        one for one in entries if one.kind != "document" or one.document in reading.documents
    ]
    return Book(
        entries=tuple(current),
        resolutions=newest(read_resolutions(project.ledger, known_at=known_at)),
        missing=frozenset(
            one.id for one in current if one.kind == "document" and one.id not in made
        ),
        proposals={
            one.id: propose(
                one,
                facts.about(one),
                as_of=as_of,
                watched=was_watched(one, watched),
                anything_read=anything_read,
            )
            for one in current
        },
        reading=reading,
    )


def facts_of(reading: Reading) -> list[Fact]:
    """The dated events of a reading as facts that may decide forecasts."""
    found: list[Fact] = []
    for event in reading.events:
        first = event.begins_on or event.ends_on
        if first is None or not event.action:
            continue
        quote = next((one.quote for one in event.evidence if one.quote), "")
        found.append(
            Fact(
                key=event.id,
                source=event.source,
                target=event.target,
                action=event.action,
                first=first,
                last=event.ends_on or first,
                directed=event.directed,
                change=event.change,
                sectors=event.sectors,
                publishers=event.n_publishers,
                contested=event.contested,
                text=" ".join(quote.split()) or event.what,
                dataset=next((one.dataset for one in event.evidence if one.dataset), ""),
            )
        )
    return found


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


def was_watched(entry: Entry, latest: Mapping[str, Sequence[tuple[date, str]]]) -> bool:
    """Whether another document than the forecast's own was read about its parties, published in
    or after its window."""
    return entry.opens_on is not None and any(
        published >= entry.opens_on and document != entry.document
        for code in entry.parties
        for published, document in latest.get(code, ())
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
        InputError: if there is no such forecast, or no such outcome.
    """
    if resolution.outcome not in OUTCOMES:
        raise InputError(
            f"{resolution.outcome!r} is no outcome; one of {', '.join(OUTCOMES)} "
            "(void: it can't be decided, or its condition did not come true)"
        )
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


@dataclass(frozen=True, slots=True)
class Own:
    """A forecast that the user makes.

    Attributes:
        text: the forecast as a sentence.
        low, high: probabilities, the same for a number.
        closes_on: last day on which it can come true.
        act: ``SOURCE ACTION TARGET`` in codes, so that the program can look for it; may be empty.
        judge, reasons, rule, condition: as for `Entry`.
    """

    text: str
    low: float
    high: float
    closes_on: date
    act: str = ""
    judge: str = ""
    reasons: str = ""
    rule: str = ""
    condition: str = ""


def add_own(project: Project, own: Own, *, now: datetime, as_of: date) -> Entry:
    """Record a forecast of the user's own, with the rule that will decide it.

    Raises:
        InputError: if the probability is none, the window is past, or the act names no action or
            no known actor.
    """
    if not own.text.strip():
        raise InputError("a forecast needs its sentence, such as: 'Kenya and Uganda hold talks'")
    if not 0 <= own.low <= own.high <= 1:
        raise InputError(f"{own.low:g} to {own.high:g} is no probability; give 0 to 1, as 0.35")
    if own.closes_on < as_of:
        raise InputError(f"its window closed on {own.closes_on}; give --by a day that is ahead")
    source, action, target = act_of(project, own.act)
    entry = Entry(
        id=line_id("forecast", "own", own.text, own.judge, own.closes_on.isoformat(), str(now)),
        kind="own",
        text=" ".join(own.text.split()),
        recorded_at=now,
        source=source,
        target=target,
        action=action,
        low=own.low,
        high=own.high,
        condition=own.condition,
        opens_on=as_of,
        closes_on=own.closes_on,
        judge=own.judge,
        made_on=as_of,
        rule=own.rule or rule_of(project, source, action, target, own.closes_on),
        unresolvable="" if action else "it names no coded act",
        reasons=own.reasons,
    )
    append_forecasts(project.ledger, [entry])
    return entry


def act_of(project: Project, text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Sources, action and targets of ``SOURCE ACTION TARGET``; several actors with commas.

    Raises:
        InputError: if the action or an actor is unknown.
    """
    if not text.strip():
        return (), "", ()
    words = text.split()
    at = [place for place, word in enumerate(words) if word.upper() in ACTIONS]
    if len(at) != 1:
        raise InputError(
            f"the act {text!r} needs one action between two actors, such as 'CHN CONSULT USA'; "
            f"actions: {', '.join(ACTIONS)}"
        )
    actors = codebook_of(project).actors
    source, target = " ".join(words[: at[0]]), " ".join(words[at[0] + 1 :])
    sides = [
        tuple(actors.resolve(name.strip()) for name in side.split(",") if name.strip())
        for side in (source, target)
    ]
    if not sides[0]:
        raise InputError(f"the act {text!r} names nobody who acts; put an actor before the action")
    return sides[0], words[at[0]].upper(), sides[1]


def rule_of(
    project: Project,
    source: Sequence[str],
    action: str,
    target: Sequence[str],
    closes_on: date,
) -> str:
    """The rule of a coded act, or that a person decides."""
    from detente.outlook.resolution import PUBLISHERS
    from detente.outlook.wording import VERBS, day, names

    if not action:
        return f"A person decides after {day(closes_on)}."
    codebook = codebook_of(project)
    towards = f" towards {names(target, codebook)}" if target else ""
    return (
        f"True if at least {PUBLISHERS} independent publishers report {action} "
        f"({VERBS[action].noun}) by {names(source, codebook)}{towards} up to {day(closes_on)}; "
        "false if not."
    )


def import_questions(project: Project, path: Path, *, now: datetime, judge: str = "") -> Questions:
    """Record the questions of a file; those that the ledger holds already are passed over.

    Raises:
        InputError: if the file can't be read.
    """
    from detente.adapters.question_files import read_questions

    found = read_questions(path, now=now, judge=judge)
    held = {one.id for one in read_forecasts(project.ledger)}
    decided = {
        (one.entry, one.outcome, one.resolved_on) for one in read_resolutions(project.ledger)
    }
    found.resolutions = [
        one for one in found.resolutions if (one.entry, one.outcome, one.resolved_on) not in decided
    ]
    append_forecasts(project.ledger, found.entries)
    append_resolutions(project.ledger, found.resolutions)
    found.entries = [one for one in found.entries if one.id not in held]
    return found


def score(book: Book, entries: Sequence[Entry], *, groups: Iterable[str] = ()) -> list[ScoreRow]:
    """Scores of the resolved forecasts; see `detente.outlook.score_tables`."""
    from detente.outlook.score_tables import score_table

    before = {name: proposal.before for name, proposal in book.proposals.items()}
    return score_table(entries, book.resolutions, before=before, groups=tuple(groups))
