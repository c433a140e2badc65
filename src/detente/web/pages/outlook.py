"""Forecasts: due, open and resolved; one with what speaks for and against it; scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.briefing.bars import likelihood_bar
from detente.errors import InputError, Missing
from detente.outlook.entries import OUTCOMES
from detente.web.asking import Ask
from detente.web.calibration import draw_calibration
from detente.web.forecast_rows import (
    STATUSES,
    Listed,
    book_of,
    entry_row,
    listed,
    proposal_row,
    score_row,
)
from detente.web.page import Page

if TYPE_CHECKING:
    from detente.outlook.entries import Entry
    from detente.outlook.score_tables import ScoreRow

A_PAGE = 40
MOST_GROUPS = 15


def show(ask: Ask) -> Page:
    """The forecasts of one status, page by page, and how the resolved ones did.

    Raises:
        InputError: if there is no such status.
    """
    found = listed(ask)
    counts = {status: len(found.of(status)) for status in STATUSES}
    status = ask.query.get("status", "").strip()
    if status and status not in STATUSES:
        raise InputError(f"status={status!r} is not known; one of {', '.join(STATUSES)}")
    status = status or next((one for one in STATUSES if counts[one]), "open")
    entries, at = found.of(status), ask.number("page", 1)
    here = entries[(at - 1) * A_PAGE : at * A_PAGE]
    table = scores_of(ask, found)
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "counts": counts,
        "status": status,
        "page": at,
        "pages": max(1, -(-len(entries) // A_PAGE)),
        "forecasts": [entry_row(found.book, one, status) for one in here],
        "scores": [score_row(one) for one in table],
    }
    return Page(
        "outlook.html.j2",
        f"{ask.name_of(ask.actor)}: outlook",
        values,
        drawn={
            "bars": {one.id: bar_of(one) for one in here},
            "calibration": draw_calibration(table[0].bins),
        },
        place="outlook",
    )


def scores_of(ask: Ask, found: Listed) -> list[ScoreRow]:
    """Scores of all, and of the authors and outlets with most resolved forecasts."""
    from detente.pipeline_outlook import score

    def make() -> list[ScoreRow]:
        table = score(found.book, found.entries, groups=("judge", "publisher"))
        kept = table[:1]
        for by in ("judge", "publisher"):
            group = [one for one in table if one.by == by and (one.n or one.n_void)]
            kept += sorted(group, key=lambda one: (-one.n, one.name))[:MOST_GROUPS]
        return kept

    return ask.desk.thing(("scores", ask.actor, ask.moment), make)


def one(ask: Ask) -> Page:
    """One forecast with the evidence for and against it, and the form to decide it.

    Raises:
        Missing: if there is no such forecast as of the day.
    """
    from detente.pipeline_outlook import status_of

    book = book_of(ask)
    entry = next((each for each in book.entries if each.id == ask.path["entry"]), None)
    if entry is None:
        raise Missing("there is no such forecast as of this day; see the outlook's list")
    status = status_of(book, entry, as_of=ask.as_of).split(" ")[0]
    proposal = book.proposals.get(entry.id)
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "forecast": entry_row(book, entry, status),
        "proposal": proposal_row(ask, book, proposal) if proposal else None,
        "outcomes": OUTCOMES,
    }
    drawn = {"bar": bar_of(entry)}
    return Page("forecast.html.j2", "Forecast", values, drawn=drawn, place="outlook")


def bar_of(entry: Entry) -> object:
    """The likelihood as a bar; empty where the words give none."""
    bounds = None if entry.low is None or entry.high is None else (entry.low, entry.high)
    return likelihood_bar(bounds)
