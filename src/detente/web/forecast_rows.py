"""Forecasts, what speaks for and against them, and their scores as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.model import DatasetRow, Document, Evidence
from detente.outlook.wording import period
from detente.pipeline_project import codebook_of
from detente.web.asking import Ask
from detente.web.desk import this_moment

if TYPE_CHECKING:
    from detente.outlook.entries import Entry
    from detente.outlook.resolving import Proposal
    from detente.outlook.score_tables import ScoreRow
    from detente.outlook.scoring import Estimate
    from detente.pipeline_outlook import Book
    from detente.pipeline_project import Project
    from detente.web.desk import Desk, Moment

STATUSES = ("due", "open", "resolved", "lost")


@dataclass(frozen=True, slots=True)
class Listed:
    """The forecasts that concern a state, with their status: one of `STATUSES`."""

    book: Book
    entries: tuple[Entry, ...]
    status: Mapping[str, str]

    def of(self, status: str) -> list[Entry]:
        """Those of a status: the newest decided first, others by the end of their window."""
        found = [one for one in self.entries if self.status[one.id] == status]
        if status == "resolved":
            decided = self.book.resolutions
            return sorted(found, key=lambda one: decided[one.id].decided_at, reverse=True)
        return sorted(found, key=lambda one: (one.closes_on or date.max, one.id))


def listed(ask: Ask) -> Listed:
    """The forecasts of the state looked from, kept while the project stays the same."""
    return ask.desk.thing(("forecasts", ask.actor, ask.moment), lambda: _read(ask))


def book_of(ask: Ask) -> Book:
    """The forecast ledger as of the day looked at; looking records nothing."""
    return book_at(ask.desk, ask.project, ask.moment)


def book_at(desk: Desk, project: Project, moment: Moment) -> Book:
    """The forecast ledger as of a moment."""
    return desk.thing(("book", moment), lambda: _book(desk, project, moment))


def _book(desk: Desk, project: Project, moment: Moment) -> Book:
    from detente.outlook.recording import entries_of
    from detente.pipeline_outlook import book_of as made_of
    from detente.pipeline_picture import Sight

    reading, words = desk.reading(project, moment), codebook_of(project)
    now = this_moment()
    found = entries_of(reading.statements, reading.documents, codebook=words, now=now)
    sight = Sight("", moment.as_of, moment.known_at)
    return made_of(project, reading, sight, found=found)


def _read(ask: Ask) -> Listed:
    from detente.pipeline_outlook import of_actor, status_of

    book = book_of(ask)
    entries = of_actor(book, ask.actor, as_of=ask.as_of)
    status = {one.id: status_of(book, one, as_of=ask.as_of).split(" ")[0] for one in entries}
    return Listed(book, tuple(entries), status)


def entry_row(book: Book, entry: Entry, status: str) -> dict[str, object]:
    """A forecast with its words, window, author, rule and decision."""
    decided = book.resolutions.get(entry.id)
    window = period(entry.opens_on or entry.closes_on, entry.closes_on) if entry.closes_on else ""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "text": entry.text,
        "phrase": entry.phrase,
        "low": entry.low,
        "high": entry.high,
        "condition": entry.condition,
        "opens_on": entry.opens_on,
        "closes_on": entry.closes_on,
        "window": window,
        "window_derived": entry.window_derived,
        "judge": entry.judge,
        "publisher": entry.publisher,
        "made_on": entry.made_on,
        "recorded_at": entry.recorded_at,
        "rule": entry.rule,
        "unresolvable": entry.unresolvable,
        "reasons": entry.reasons,
        "url": entry.url,
        "status": status,
        "resolution": asdict(decided) if decided else None,
        "evidence": [one for one in (_words(book, entry),) if one],
    }


def _words(book: Book, entry: Entry) -> dict[str, object] | None:
    document = book.reading.documents.get(entry.document)
    if document is None:
        return None
    quote = document.text[entry.start : entry.end]
    evidence = Evidence(
        document.id, entry.start, entry.end, quote, document.published, document.publisher
    )
    return told_evidence(evidence, book.reading.documents, {})


def told_evidence(
    evidence: Evidence,
    documents: Mapping[str, Document],
    rows: Mapping[tuple[str, str], DatasetRow],
) -> dict[str, object]:
    """A piece of evidence with what a page needs to show it and to lead to it."""
    if not evidence.document:
        row = rows.get((evidence.dataset, evidence.row))
        return {
            "dataset": evidence.dataset,
            "row": evidence.row,
            "line": row.line if row else 0,
            "file": row.file if row else "",
            "published": None,
        }
    document = documents.get(evidence.document)
    return {
        "document": evidence.document,
        "origin": document.origin if document else "",
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "published": evidence.published,
        "publisher": evidence.publisher,
    }


def proposal_row(ask: Ask, book: Book, proposal: Proposal) -> dict[str, object]:
    """What a forecast's rule says, with the facts for and against it."""
    from detente.pipeline_series import cited_rows

    facts = (*proposal.supporting, *proposal.opposing)
    keys = {fact.key for fact in facts}
    events = {one.id: one for one in book.reading.events if one.id in keys}
    cited = {
        fact.key: events[fact.key].evidence
        if fact.key in events
        else (Evidence(dataset=fact.dataset, row=fact.row),)
        for fact in facts
    }
    rows = cited_rows(ask.project, (one for found in cited.values() for one in found))

    def told(side: Iterable[object]) -> list[dict[str, object]]:
        """The facts of one side, each with its evidence spelled out."""
        return [
            {
                "key": fact.key,
                "text": fact.text,
                "when": period(fact.first, fact.last),
                "first": fact.first,
                "last": fact.last,
                "n_publishers": fact.publishers,
                "contested": fact.contested,
                "evidence": [
                    told_evidence(one, book.reading.documents, rows) for one in cited[fact.key]
                ],
            }
            for fact in facts
            if fact in side
        ]

    return {
        "proposed": proposal.outcome,
        "why": proposal.why,
        "n_supporting": proposal.n_supporting,
        "n_opposing": proposal.n_opposing,
        "watched_by": proposal.watching,
        "supporting": told(proposal.supporting),
        "opposing": told(proposal.opposing),
    }


def score_row(row: ScoreRow) -> dict[str, object]:
    """Scores of one group, each with its 0.90 interval and the number they rest on."""
    return {
        "by": row.by,
        "name": row.name,
        "n": row.n,
        "n_void": row.n_void,
        "n_open": row.n_open,
        "n_without_likelihood": row.n_wordless,
        "came_true": row.came_true,
        "brier": _estimate(row.brier),
        "log_score": _estimate(row.log_score),
        "skill": _estimate(row.skill_climatology),
        "calibration_error": row.calibration_error,
        "calibration": [asdict(one) for one in row.bins],
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {"value": found.value, "low": found.low, "high": found.high}
