"""What is worth a person's look first, what was decided, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from detente.adapters.ledger_state import documents_state as state_of_documents
from detente.errors import InputError, Missing
from detente.judgements.agreement import Agreement
from detente.judgements.settling import Ruled
from detente.model import Document, Judgement
from detente.pipeline import orphaned_judgements
from detente.pipeline_reader import Opened, open_document
from detente.pipeline_review import (
    Candidate,
    decided_by,
    decisions,
    review_queue,
    reviewers_agree,
)
from detente.web.asking import Ask
from detente.web.coding import coding_of
from detente.web.desk import this_moment
from detente.web.page import Page
from detente.web.pages.welcome import spoken_of

if TYPE_CHECKING:
    from detente.pipeline_project import Project
    from detente.web.desk import Desk, Moment

PAGE_ROWS = 15
SHOWN = ("open", "second", "decided", "orphans")


def show(ask: Ask) -> Page:
    """The queue of one state's picture, or what was decided."""
    shown = ask.query.get("show", "").strip() or "open"
    if shown not in SHOWN:
        raise InputError(f"show={shown!r} is not known; one of {', '.join(SHOWN)}")
    judged = decisions(ask.project, known_at=ask.known_at)
    actor = actor_of(ask)
    values: dict[str, object] = {
        "show": shown,
        "actor": actor or None,
        "actor_name": ask.name_of(actor) if actor else "",
        "page": ask.number("page", 1),
        "rows": [],
        "decisions": [],
        "total": 0,
        "pages": 1,
        "decided_since": 0,
    }
    if shown == "decided":
        values |= paged_decisions(ask, judged)
    elif shown == "orphans":
        lost = orphans(ask, judged)
        values |= {"decisions": [told_decision(one) for one in lost], "total": len(lost)}
    elif actor:
        values |= paged_queue(ask, actor, judged, second=shown == "second")
    return Page("review.html.j2", "Review", values, place="review")


def orphans(ask: Ask, judged: Sequence[Judgement]) -> list[Judgement]:
    """Decisions whose statement is made no more; looked for once a state of documents."""
    if not judged:
        return []
    place = ("orphans", ask.as_of, documents_state(ask), len(judged), judged[-1].decided_at)
    return ask.desk.thing(place, lambda: orphaned_judgements(ask.project, as_of=ask.as_of))


def actor_of(ask: Ask) -> str:
    """The state whose picture is reviewed: the one asked for, or the one most spoken of."""
    named = ask.query.get("actor", "").strip()
    if named:
        return ask.code_of(named)
    return ask.desk.thing(
        ("most spoken of", ask.as_of, documents_state(ask)),
        lambda: next((str(row["actor"]) for row in spoken_of(ask) if row["statements"]), ""),
    )


def paged_queue(
    ask: Ask, actor: str, judged: Sequence[Judgement], *, second: bool
) -> dict[str, object]:
    """One page of the queue without what was decided, or of what others alone decided."""
    queue, ordered_at = ordered(ask, actor)
    by_whom = decided_by(judged)
    if second:
        rows = [
            one
            for one in queue
            if by_whom.get(one.statement.key) and ask.reviewer not in by_whom[one.statement.key]
        ]
    else:
        rows = [one for one in queue if one.statement.key not in by_whom]
    first = PAGE_ROWS * (ask.number("page", 1) - 1)
    opened: dict[str, Opened] = {}
    return {
        "rows": [
            row
            for one in rows[first : first + PAGE_ROWS]
            if (row := told_candidate(ask, one, opened)) is not None
        ],
        "total": len(rows),
        "pages": max(1, -(-len(rows) // PAGE_ROWS)),
        "decided_since": sum(one.decided_at > ordered_at for one in judged),
    }


def ordered(ask: Ask, actor: str) -> tuple[tuple[Candidate, ...], datetime]:
    """The queue as it was ordered last, and when.

    A decision takes its statement out of the queue at once; the order is made anew where it is
    asked for, or where documents came in.
    """
    anew = ask.query.get("order") == "anew"
    return ordered_at(ask.desk, ask.project, actor, ask.moment, anew=anew)


def ordered_at(
    desk: Desk, project: Project, actor: str, moment: Moment, *, anew: bool = False
) -> tuple[tuple[Candidate, ...], datetime]:
    """The queue of a state as it was ordered last, and when."""
    place = "review order", actor, moment.as_of, moment.known_at, state_of_documents(project.ledger)
    kept: dict[str, object] = desk.thing(place, dict)
    if "queue" not in kept or anew:
        at = this_moment()
        picture = desk.drawn(project, actor, moment).picture
        kept |= {"queue": review_queue(project, picture.view, picture.items), "at": at}
    return kept["queue"], kept["at"]  # type: ignore[return-value]


def documents_state(ask: Ask) -> str:
    """The part of the project's state that changes with its documents and not with decisions."""
    return state_of_documents(ask.project.ledger)


def told_candidate(ask: Ask, one: Candidate, opened: dict[str, Opened]) -> dict[str, object] | None:
    """A statement of the queue with its coding and why it is there."""
    name = one.statement.document
    if name not in opened:
        try:
            opened[name] = open_document(ask.project, name, known_at=ask.known_at)
        except Missing:
            return None
    found = ruled_of(opened[name], one.statement.key)
    if found is None:
        return None
    document = opened[name].held.document
    return {
        **coding_of(found, document, ask.codebook),
        "publisher": document.publisher,
        "published": document.published,
        "title": document.title or document.origin,
        "moves": [
            {"counterpart": code, "name": ask.name_of(code), "sector": sector, "points": by}
            for code, sector, by in one.moves[:3]
        ],
        "level_change": round(one.level_change, 3),
        "lines": round(one.lines, 2),
        "doubt": round(one.doubt, 2),
        "grounds": one.grounds,
        "worth": round(one.worth, 3),
        **parts_of_sentence(document, found),
    }


def parts_of_sentence(document: Document, one: Ruled) -> dict[str, str]:
    """The sentence before, in and behind the supporting words."""
    row = one.row
    start, end = max(row.start, row.sentence_start), min(row.end, row.sentence_end)
    return {
        "before": document.text[row.sentence_start : start],
        "inside": document.text[start:end],
        "behind": document.text[end : row.sentence_end],
    }


def ruled_of(opened: Opened, key: str) -> Ruled | None:
    """The statement of a key in an open document."""
    return next((one for one in opened.ruled if key in (one.row.key, one.coded.key)), None)


def paged_decisions(ask: Ask, judged: Sequence[Judgement]) -> dict[str, object]:
    """One page of everything decided, the newest first."""
    rows = sorted(judged, key=lambda one: one.decided_at, reverse=True)
    first = PAGE_ROWS * 3 * (ask.number("page", 1) - 1)
    return {
        "decisions": [told_decision(one) for one in rows[first : first + PAGE_ROWS * 3]],
        "total": len(rows),
        "pages": max(1, -(-len(rows) // (PAGE_ROWS * 3))),
    }


def told_decision(one: Judgement) -> dict[str, object]:
    """A judgement as JSON."""
    return {
        "statement": one.statement,
        "verdict": one.verdict,
        "other": one.other,
        "corrected": dict(one.corrected),
        "reviewer": one.reviewer,
        "decided_at": one.decided_at,
        "why": one.why,
    }


def agreement(ask: Ask) -> Page:
    """Kappa and alpha over verdicts and corrected fields, each with its number of statements."""
    found = reviewers_agree(ask.project, known_at=ask.known_at)
    return Page(
        "agreement.html.j2",
        "Agreement between reviewers",
        {"rows": [told_agreement(one) for one in found]},
        place="review",
    )


def told_agreement(one: Agreement) -> dict[str, object]:
    """One row of the table of agreement."""
    return {
        "about": one.about,
        "reviewers": one.reviewers,
        "n": one.n,
        "agreed": one.agreed,
        "kappa": one.kappa,
        "alpha": one.alpha,
    }
