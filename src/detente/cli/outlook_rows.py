"""Forecasts, facts and scores as the rows that `detente outlook` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.tables import plain

if TYPE_CHECKING:
    from datetime import date

    from detente.outlook.drift import Thread
    from detente.outlook.entries import Entry
    from detente.outlook.resolving import Fact
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


def fact_row(book: Book, fact: Fact) -> dict[str, object]:
    """An event that speaks for or against a forecast, with its evidence."""
    event = next((one for one in book.reading.events if one.id == fact.key), None)
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
        "evidence": [plain(one) for one in event.evidence] if event else [],
    }


def drift_row(thread: Thread) -> dict[str, object]:
    """Forecasts of the same thing: each with its day, author and likelihood, and how it moved."""
    return {
        "text": thread.entries[-1].text,
        "judges": thread.judges,
        "moved": thread.moved,
        "drift": thread.drift,
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
