"""Forecasts, facts and scores as the rows that `detente outlook` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.model import Evidence
from detente.tables import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from detente.model import DatasetRow
    from detente.outlook.drift import Thread
    from detente.outlook.entries import Entry
    from detente.outlook.facts import Fact
    from detente.outlook.resolving import Proposal
    from detente.outlook.score_tables import ScoreRow
    from detente.outlook.scoring import Estimate
    from detente.pipeline_outlook import Book


def entry_row(book: Book, entry: Entry, *, as_of: date) -> dict[str, object]:
    """A forecast with its status and its words."""
    from detente.pipeline_outlook import status_of

    decided = book.resolutions.get(entry.id)
    return {
        "list": "outlook",
        "id": entry.id,
        "kind": entry.kind,
        "text": entry.text,
        "evidence": evidence_row(book, entry),
        "source": entry.source,
        "target": entry.target,
        "action": entry.action,
        "change": entry.change,
        "directed": entry.directed,
        "sectors": entry.sectors,
        "phrase": entry.phrase,
        "likelihood": None if entry.low is None else (entry.low, entry.high),
        "condition": entry.condition,
        "window": None if entry.closes_on is None else (entry.opens_on, entry.closes_on),
        "window_derived": entry.window_derived,
        "speaker": entry.judge,
        "publisher": entry.publisher,
        "made_on": entry.made_on,
        "recorded_at": entry.recorded_at,
        "resolution_rule": entry.rule,
        "unresolvable": entry.unresolvable,
        "reasons": entry.reasons,
        "url": entry.url,
        "status": status_of(book, entry, as_of=as_of),
        "resolution": plain(decided) if decided else None,
        "earlier_resolutions": [
            plain(one) for one in book.decisions.get(entry.id, ()) if one is not decided
        ],
    }


def evidence_row(book: Book, entry: Entry) -> list[dict[str, object]]:
    """The words of a document that a forecast stands in; empty for one that no document holds."""
    document = book.reading.documents.get(entry.document)
    if document is None:
        return []
    return [
        {
            "document": document.id,
            "start": entry.start,
            "end": entry.end,
            "quote": document.text[entry.start : entry.end],
            "published": document.published,
            "publisher": document.publisher,
        }
    ]


def proposal_columns(proposal: Proposal, facts: FactRows) -> dict[str, object]:
    """What a forecast's rule says, with the evidence for and against it."""
    return {
        "proposed": proposal.outcome or "decide",
        "why": proposal.why,
        "n_supporting": proposal.n_supporting,
        "n_opposing": proposal.n_opposing,
        "watched_by": proposal.watching,
        "condition_met": proposal.met,
        "condition_evidence": [fact_row(facts, fact) for fact in proposal.condition],
        "supporting": [fact_row(facts, fact) for fact in proposal.supporting],
        "opposing": [fact_row(facts, fact) for fact in proposal.opposing],
    }


def fact_row(facts: FactRows, fact: Fact) -> dict[str, object]:
    """An event or a row that speaks for or against a forecast, with its evidence."""
    return {
        "key": fact.key,
        "text": fact.text,
        "source": fact.source,
        "target": fact.target,
        "action": fact.action,
        "begins_on": fact.first,
        "ends_on": fact.last,
        "n_publishers": fact.publishers,
        "contested": fact.contested,
        "dataset": fact.dataset,
        "evidence": facts.evidence(fact),
    }


class FactRows:
    """Evidence of facts: that of the events of documents, and rows of datasets."""

    def __init__(self, book: Book, rows: Mapping[tuple[str, str], DatasetRow]) -> None:
        self._events = {one.id: one for one in book.reading.events}
        self._rows = rows

    def evidence(self, fact: Fact) -> list[object]:
        """What a fact rests on, as JSON-ready rows."""
        if fact.dataset:
            row = self._rows.get((fact.dataset, fact.row))
            cited = Evidence(dataset=fact.dataset, row=fact.row)
            return [told_row(row) if row else {"dataset": cited.dataset, "row": cited.row}]
        event = self._events.get(fact.key)
        return [plain(one) for one in event.evidence] if event else []


def told_row(row: DatasetRow) -> dict[str, object]:
    """A row of a dataset: its key, where it was read, and what it says as far as it says it."""
    held = plain(row)
    assert isinstance(held, dict)
    place = ("dataset", "row", "file", "line")
    said = {key: cell for key, cell in held.items() if key not in place and cell not in ("", None)}
    return {key: held[key] for key in place} | {"fields": said}


def drift_row(thread: Thread) -> dict[str, object]:
    """Forecasts of the same thing: each with its day, author and likelihood, and how it moved."""
    return {
        "text": thread.entries[-1].text,
        "judges": thread.judges,
        "moved": thread.moved,
        "drift": rounded(thread.drift),
        "forecasts": [
            {
                "id": one.id,
                "made_on": one.made_on,
                "judge": one.judge,
                "likelihood": None if one.low is None else (one.low, one.high),
            }
            for one in thread.entries
        ],
    }


def score_row(row: ScoreRow) -> dict[str, object]:
    """Scores of one group; intervals beside their numbers."""
    return {
        "by": row.by,
        "name": row.name,
        "n": row.n,
        "n_void": row.n_void,
        "n_open": row.n_open,
        "n_without_likelihood": row.n_wordless,
        "share_void": row.share_void,
        "came_true": row.came_true,
        **estimate_columns("brier", row.brier),
        **estimate_columns("log_score", row.log_score),
        **estimate_columns("skill_climatology", row.skill_climatology),
        **estimate_columns("skill_no_change", row.skill_no_change),
        "n_no_change": row.n_no_change,
        "sharpness": rounded(row.sharpness),
        "calibration_error": rounded(row.calibration_error),
        "parts": plain(row.parts) if row.parts else None,
        "calibration": [plain(one) for one in row.bins],
    }


def estimate_columns(name: str, estimate: Estimate) -> dict[str, object]:
    """A score and its interval."""
    ends = None
    if estimate.low is not None and estimate.high is not None:
        ends = (rounded(estimate.low), rounded(estimate.high))
    return {name: rounded(estimate.value), f"{name}_interval": ends}


def rounded(value: float | None) -> float | None:
    """Four digits are more than the forecasts carry."""
    return None if value is None else round(value, 4)


def in_thousandths(row: dict[str, object]) -> dict[str, object]:
    """A row of scores for a table: two digits would make most forecasters equal."""
    return {key: f"{cell:.3f}" if isinstance(cell, float) else cell for key, cell in row.items()}
