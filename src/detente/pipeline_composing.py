"""Briefings as readers arrange them: paragraphs and orders recorded, citations checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from detente.adapters.ledger_compositions import (
    append_arrangement,
    append_paragraph,
    read_arrangement,
    read_paragraphs,
)
from detente.briefing.composing import CHOICE, compose, marks_in
from detente.briefing.page import OWN, Briefing
from detente.errors import InputError
from detente.model import Arrangement, Citation, Document, Evidence, Paragraph, evidence_of
from detente.pipeline_project import Project
from detente.pipeline_series import cited_rows

if TYPE_CHECKING:
    from detente.model import Statement

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
MOST_PARAGRAPHS = 100


@dataclass(frozen=True, slots=True)
class Ground:
    """What a paragraph may cite: the lines of a briefing and the statements behind them."""

    briefing: Briefing
    documents: Mapping[str, Document]
    statements: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph as its author hands it in; a new one where `id` is empty."""

    actor: str
    text: str
    author: str
    title: str = ""
    id: str = ""
    withdrawn: bool = False


def paragraphs_of(
    project: Project, actor: str, *, known_at: datetime | None = None
) -> list[Paragraph]:
    """The paragraphs on a state that count, in the order in which they were begun."""
    newest: dict[str, Paragraph] = {}
    for one in read_paragraphs(project.ledger, actor, known_at=known_at):
        newest[one.id] = one
    return [one for one in newest.values() if not one.withdrawn]


def sections_of(
    project: Project, actor: str, *, known_at: datetime | None = None
) -> tuple[str, ...]:
    """The lists that the state's briefings print, in order; empty where nobody chose."""
    found = read_arrangement(project.ledger, actor, known_at=known_at)
    return found.sections if found else ()


def write_paragraph(project: Project, draft: Draft, ground: Ground, *, now: datetime) -> Paragraph:
    """Record a paragraph, or a new version of one, with what it cites.

    Raises:
        InputError: if it says nothing, is too long, or cites what the picture does not hold.
    """
    if not draft.author:
        raise InputError("a paragraph needs its author; give your name first")
    held = paragraphs_of(project, draft.actor)
    if draft.id and all(one.id != draft.id for one in held):
        raise InputError("there is no such paragraph to change; it may have been taken out")
    if not draft.withdrawn:
        check_text(draft)
        if not draft.id and len(held) >= MOST_PARAGRAPHS:
            raise InputError(f"there are {len(held)} paragraphs already; take one out first")
    name = draft.id or hashlib.sha256(f"{draft.actor}{now}{draft.text}".encode()).hexdigest()[:12]
    paragraph = Paragraph(
        id=name,
        actor=draft.actor,
        title=" ".join(draft.title.split()),
        text=draft.text.strip().replace("\r\n", "\n"),
        author=draft.author,
        written_at=now,
        cited=() if draft.withdrawn else citations_of(draft.text, ground),
        withdrawn=draft.withdrawn,
    )
    append_paragraph(project.ledger, paragraph)
    return paragraph


def check_text(draft: Draft) -> None:
    """Refuse a paragraph that is empty or too long.

    Raises:
        InputError: saying which.
    """
    if not draft.text.strip():
        raise InputError("the paragraph is empty; write it, or take it out")
    if len(draft.text) > LONGEST_TEXT or len(draft.title) > LONGEST_TITLE:
        raise InputError(
            f"a paragraph has at most {LONGEST_TEXT} characters and its heading {LONGEST_TITLE}; "
            "part it"
        )


def citations_of(text: str, ground: Ground) -> tuple[Citation, ...]:
    """What the keys of a text stand for.

    Raises:
        InputError: if a key is neither a line of the picture nor a statement.
    """
    lines = {item.id: item.evidence for item in ground.briefing.lines() if item.id}
    statements = {one.key: one for one in ground.statements}
    found: list[Citation] = []
    for key in marks_in(text):
        evidence: Sequence[Evidence] = lines.get(key, ())
        if key in statements:
            statement = statements[key]
            evidence = (evidence_of(statement, ground.documents[statement.document]),)
        if not evidence:
            raise InputError(
                f"[@{key}] cites nothing in this picture; cite a line by its id or a statement by "
                "its key, as the search below the paragraphs gives them"
            )
        found += [
            Citation(key, one.document, one.start, one.end, one.quote, one.dataset, one.row)
            for one in evidence
        ]
    return tuple(found)


def arrange(
    project: Project, actor: str, sections: Sequence[str], *, author: str, now: datetime
) -> Arrangement:
    """Record which lists the briefings on a state print, in which order.

    Raises:
        InputError: if there is no such list or paragraph, or none is chosen.
    """
    if not author:
        raise InputError("an order needs its author; give your name first")
    known = {*CHOICE, *(OWN + one.id for one in paragraphs_of(project, actor))}
    unknown = [name for name in sections if name not in known]
    if unknown:
        raise InputError(f"{unknown[0]!r} is no part of a briefing; load the page again")
    if not sections:
        raise InputError("nothing is chosen; a briefing needs at least one part")
    arrangement = Arrangement(actor, tuple(dict.fromkeys(sections)), author, now)
    append_arrangement(project.ledger, arrangement)
    return arrangement


def composed(
    project: Project,
    briefing: Briefing,
    documents: Mapping[str, Document],
    *,
    known_at: datetime | None = None,
) -> Briefing:
    """The briefing with the paragraphs and in the order that readers recorded for its state."""
    paragraphs = paragraphs_of(project, briefing.actor, known_at=known_at)
    sections = sections_of(project, briefing.actor, known_at=known_at)
    if not paragraphs and not sections:
        return briefing
    wanted = [
        Evidence(dataset=cited.dataset, row=cited.row)
        for one in paragraphs
        for cited in one.cited
        if cited.dataset
    ]
    rows = cited_rows(project, wanted)
    return compose(briefing, sections, paragraphs, documents=documents, rows=rows)


def withdrawn(draft: Draft) -> Draft:
    """The draft that takes a paragraph out."""
    return replace(draft, withdrawn=True)
