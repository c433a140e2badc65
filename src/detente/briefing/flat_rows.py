"""The briefing as plain rows for tables: relations, lines, and the evidence of each line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from detente.briefing.json_form import line_row
from detente.briefing.line_view import parties_of
from detente.briefing.notes import folded
from detente.briefing.page import Briefing, all_evidence
from detente.briefing.portfolio import Cell, matrix_of


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation of the state looked from; an empty sector is the whole relation."""

    actor: str
    counterpart: str
    counterpart_name: str
    sector: str
    as_of: date
    level: float
    low: float
    high: float
    direction: str
    p_direction: float
    tempo: float | None
    n: int
    n_events: int
    n_assessments: int
    n_rows: int
    last: date | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a list; ``fields`` are the list's own, as JSON."""

    list: str
    id: str
    text: str
    actors: tuple[str, ...]
    begins_on: date | None
    ends_on: date | None
    n_evidence: int
    fields: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence of a line: characters of a document, or a row of a dataset."""

    list: str
    line: str
    document: str
    origin: str
    start: int | None
    end: int | None
    page: int | None
    quote: str
    published: date | None
    publisher: str
    url: str
    dataset: str
    row: str


def relation_rows(briefing: Briefing) -> list[RelationRow]:
    """The matrix: each counterpart as a whole, then by sector."""
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    found = []
    for row in matrix.rows:
        found.append(_relation(briefing, row.counterpart, row.name, row.overall, ""))
        for sector in matrix.sectors:
            if sector in row.cells:
                cell = row.cells[sector]
                found.append(_relation(briefing, row.counterpart, row.name, cell, sector))
    return found


def _relation(
    briefing: Briefing, counterpart: str, name: str, cell: Cell, sector: str
) -> RelationRow:
    return RelationRow(
        briefing.actor,
        counterpart,
        name,
        sector,
        briefing.as_of,
        round(cell.level, 4),
        round(cell.low, 4),
        round(cell.high, 4),
        cell.direction,
        round(cell.p_direction, 4),
        cell.tempo,
        cell.n,
        cell.n_events,
        cell.n_assessments,
        cell.n_rows,
        cell.last,
    )


def line_rows(briefing: Briefing) -> list[LineRow]:
    """Every line in printed order."""
    found = []
    for item in briefing.lines():
        told = line_row(item, briefing)
        own = {key: told[key] for key in item.fields if key in told}
        begins, ends = item.fields.get("begins_on"), item.fields.get("ends_on")
        found.append(
            LineRow(
                item.list,
                item.id,
                folded(item.text),
                tuple(sorted(parties_of(item.fields))),
                begins if isinstance(begins, date) else None,
                ends if isinstance(ends, date) else None,
                len(item.evidence),
                json.dumps(own, ensure_ascii=False, sort_keys=True),
            )
        )
    return found


def evidence_rows(briefing: Briefing) -> list[EvidenceRow]:
    """The evidence of every line, also that of its fields."""
    found = []
    for item in briefing.lines():
        for one in all_evidence(item):
            is_text = bool(one.document)
            document = briefing.documents.get(one.document)
            found.append(
                EvidenceRow(
                    item.list,
                    item.id,
                    one.document,
                    document.origin if document else "",
                    one.start if is_text else None,
                    one.end if is_text else None,
                    one.page,
                    one.quote,
                    one.published,
                    one.publisher,
                    one.url,
                    one.dataset,
                    one.row,
                )
            )
    return found
