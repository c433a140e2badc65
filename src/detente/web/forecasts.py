"""Forecasts on a relation that came out, with their scores."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.adapters.ledger_outlook import read_forecasts, read_resolutions
from detente.outlook.entries import Entry, Resolution, newest
from detente.outlook.scoring import brier_of_intervals
from detente.web.asking import Ask
from detente.web.dyads import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

CAME_OUT = {"yes": 1.0, "no": 0.0}


def scored_forecasts(ask: Ask, place: Place) -> list[dict[str, object]]:
    """Resolved forecasts that name both sides, the newest decision first.

    Each has its interval, outcome and Brier score (0 best, 1 worst; of an interval the mean over
    it, None without likelihood or where the forecast is void). What came out after the day looked
    at isn't told.
    """
    known_at = ask.known_at
    decided = {
        name: one
        for name, one in newest(read_resolutions(ask.project.ledger, known_at=known_at)).items()
        if _settled(one) <= ask.as_of
    }
    if not decided:
        return []
    entries = read_forecasts(ask.project.ledger, known_at=known_at)
    found = list(_told(entries, decided, place, ask.as_of))
    return sorted(found, key=lambda one: str(one["resolved_on"] or ""), reverse=True)


def _settled(one: Resolution) -> date:
    return one.resolved_on or one.decided_at.date()


def _told(
    entries: list[Entry], decided: dict[str, Resolution], place: Place, as_of: date
) -> Iterator[dict[str, object]]:
    for entry in entries:
        one = decided.get(entry.id)
        if one is None or not place.pair <= entry.parties or not place.holds(entry.sectors):
            continue
        if entry.made_on is not None and entry.made_on > as_of:
            continue
        yield {
            "id": entry.id,
            "text": entry.text,
            "low": entry.low,
            "high": entry.high,
            "phrase": entry.phrase,
            "judge": entry.judge,
            "publisher": entry.publisher,
            "made_on": entry.made_on,
            "closes_on": entry.closes_on,
            "outcome": one.outcome,
            "resolved_on": one.resolved_on,
            "why": one.why,
            "resolver": one.resolver,
            "brier": _brier(entry, one),
            "evidence": [_place(entry)] if entry.document else [],
        }


def _brier(entry: Entry, one: Resolution) -> float | None:
    if entry.low is None or entry.high is None or one.outcome not in CAME_OUT:
        return None
    score = brier_of_intervals([entry.low], [entry.high], [CAME_OUT[one.outcome]])
    return round(float(score), 3)


def _place(entry: Entry) -> dict[str, object]:
    published = entry.made_on.isoformat() if entry.made_on else None
    return {
        "document": entry.document,
        "origin": entry.document,
        "start": entry.start,
        "end": entry.end,
        "quote": "",
        "published": published,
        "publisher": entry.publisher,
    }
