"""Which statements are worth a person's look first, and what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from detente.adapters.ledger_records import append_judgements, read_judgements
from detente.adapters.ledger_statements import statements_by_document
from detente.judgements.doubt import Standing, doubt, grounds
from detente.judgements.settling import standing
from detente.model import Event, Item, Judgement, Statement, View
from detente.pipeline_project import Project, codebook_of

if TYPE_CHECKING:
    from detente.judgements.agreement import Agreement

LINE_POINTS = 0.5
"""A line that would go is worth as much as half a point of a level."""

NO_REVIEW = frozenset(("portfolio", "publications", "takeaways", "scores"))
"""Lists that sum up others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of the review queue.

    Attributes:
        statement: settled.
        moves: by counterpart and sector, the points by which the cell's level would move without
            it; those that move by a twentieth of a point or more, the farthest first.
        level_change: sum of the distances of all cells, in points of the level.
        lines: lines of the picture that would go, a line with n pieces of evidence counted 1 / n.
        doubt: chance that it is coded wrongly (`detente.judgements.doubt`), by its ``grounds``.
        worth: what orders the queue: ``(level_change + LINE_POINTS * lines) * doubt``.
    """

    statement: Statement
    moves: tuple[tuple[str, str, float], ...]
    level_change: float
    lines: float
    doubt: float
    grounds: tuple[str, ...]
    worth: float


def review_queue(project: Project, view: View, items: Iterable[Item]) -> tuple[Candidate, ...]:
    """Statements behind a state's picture by how much a decision on each would change it.

    Args:
        view: of the picture.
        items: its lines.

    Returns:
        Those that the picture rests on, the one worth most first, decided ones too.
    """
    from detente.relations.influence import influences

    moved = influences(view, codebook=codebook_of(project), settings=project.settings)
    lines = _lines_by_sentence(items)
    events = {key: event for event in view.events for key in event.statements}
    found = []
    for one in view.statements:
        shares = lines.get((one.document, one.sentence_start, one.sentence_end), 0.0)
        cells = moved.get(one.key, {})
        if not cells and not shares:
            continue
        found.append(_candidate(one, cells, shares, events.get(one.key)))
    found.sort(key=lambda one: (-one.worth, one.statement.key))
    # A decision is on all statements of one key: those of one span and kind.
    first: dict[str, Candidate] = {}
    for candidate in found:
        first.setdefault(candidate.statement.key, candidate)
    return tuple(first.values())


def _candidate(
    statement: Statement,
    cells: dict[tuple[str, str], float],
    lines: float,
    event: Event | None,
) -> Candidate:
    reported = Standing(event.n_publishers, event.contested) if event else Standing()
    why = grounds(statement, reported)
    chance = doubt(why)
    change = sum(map(abs, cells.values()))
    moves = sorted(((*cell, by) for cell, by in cells.items()), key=lambda row: -abs(row[2]))
    return Candidate(
        statement=statement,
        moves=tuple(row for row in moves if abs(row[2]) >= 0.05),
        level_change=change,
        lines=lines,
        doubt=chance,
        grounds=tuple(why),
        worth=(change + LINE_POINTS * lines) * chance,
    )


def _lines_by_sentence(items: Iterable[Item]) -> dict[tuple[str, int, int], float]:
    """By sentence: the lines that rest on it, each shared out among its pieces of evidence."""
    found: defaultdict[tuple[str, int, int], float] = defaultdict(float)
    for item in items:
        if item.list in NO_REVIEW:
            continue
        cited = {(one.document, one.start, one.end) for one in item.evidence if one.document}
        for place in cited:
            found[place] += 1.0 / len(item.evidence)
    return dict(found)


def decisions(project: Project, *, known_at: datetime | None = None) -> list[Judgement]:
    """Everything that people decided by a moment, the oldest first."""
    return read_judgements(project.ledger, known_at=known_at)


def decided_by(judgements: Iterable[Judgement]) -> dict[str, set[str]]:
    """By key of a statement as it was judged: who judged it, without what was taken back."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in standing(sorted(judgements, key=lambda one: one.decided_at)):
        for key in filter(None, (one.statement, one.other)):
            found[key].add(one.reviewer)
        kind = dict(one.corrected).get("kind", "").strip()
        if kind:
            found[f"{one.statement.rpartition(':')[0]}:{kind}"].add(one.reviewer)
    return dict(found)


def take_back(project: Project, reviewer: str, *, now: datetime) -> list[Judgement]:
    """Take back what a reviewer decided last; it stays recorded, and so does this.

    Judgements of one instant are one decision.

    Returns:
        What was taken back; nothing where no decision of the reviewer stands.
    """
    own = [one for one in decisions(project) if one.reviewer == reviewer]
    held = standing(sorted(own, key=lambda one: one.decided_at))
    if not held:
        return []
    last = [one for one in held if one.decided_at == held[-1].decided_at]
    append_judgements(
        project.ledger,
        [Judgement(one.statement, "undo", reviewer, now, other=other_of(one)) for one in last],
    )
    return last


def other_of(judgement: Judgement) -> str:
    """The other statement of a comparison, empty for any other verdict."""
    return judgement.other if judgement.verdict in ("same", "different") else ""


def judged_statements(project: Project, judgements: Sequence[Judgement]) -> tuple[Statement, ...]:
    """The statements, as coded, of all documents that somebody judged anything in."""
    names = {
        key.partition(":")[0] for one in judgements for key in (one.statement, one.other) if key
    }
    found = statements_by_document(project.ledger, names)
    return tuple(row for name in sorted(found) for row in found[name].rows)


def reviewers_agree(project: Project, *, known_at: datetime | None = None) -> tuple[Agreement, ...]:
    """Agreement of the reviewers on what more than one of them judged."""
    from detente.judgements.agreement import agreements

    judgements = decisions(project, known_at=known_at)
    return agreements(judged_statements(project, judgements), judgements)
