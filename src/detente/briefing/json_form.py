"""The briefing as JSON, in the shape that ``docs/briefing.md`` defines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from detente.briefing.page import Briefing
from detente.briefing.proof import check_evidence
from detente.model import DatasetRow, Evidence, Item


def render_json(briefing: Briefing) -> str:
    """One JSON object with the page's keys in order; dates are ISO 8601.

    Raises:
        UnsupportedLine: if a line's evidence does not hold.
    """
    check_evidence(briefing, briefing.documents)
    page: dict[str, object] = {
        "actor": briefing.actor,
        "as_of": briefing.as_of.isoformat(),
        "generated_from": dict(briefing.generated_from),
    }
    if briefing.since:
        page = {"actor": briefing.actor, "from": briefing.since.isoformat()}
        page["to"] = briefing.as_of.isoformat()
    for name in briefing.order:
        rows = [line_row(item, briefing) for item in briefing.lists.get(name, ())]
        page[name] = _breadth(rows) if name == "breadth" else rows
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _breadth(rows: list[dict[str, object]]) -> dict[str, object]:
    """The one object of ``breadth``, with the lines beside the first; none is missing, not zero."""
    if rows:
        return {**rows[0], "also": rows[1:]}
    return {
        "text": "",
        "evidence": [],
        "effective_number": None,
        "counterparts": [],
        "entered": [],
        "left": [],
        "also": [],
    }


def line_row(item: Item, briefing: Briefing) -> dict[str, object]:
    """One line as the JSON object of its list, with its evidence spelled out."""
    row: dict[str, object] = {"id": item.id} if item.id else {}
    row |= {"text": item.text, "evidence": [evidence_row(each, briefing) for each in item.evidence]}
    return row | {key: _value(value, briefing) for key, value in item.fields.items()}


def _value(value: object, briefing: Briefing) -> object:
    if isinstance(value, Evidence):
        return evidence_row(value, briefing)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _value(part, briefing) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_value(part, briefing) for part in value]
    if isinstance(value, set | frozenset):
        return sorted(str(part) for part in value)
    return value


def evidence_row(evidence: Evidence, briefing: Briefing) -> dict[str, object]:
    """A span or a dataset row; ``document`` is the id and ``origin`` the file or address."""
    published = evidence.published.isoformat() if evidence.published else None
    if not evidence.document:
        return _row(briefing.rows[evidence.dataset, evidence.row], published)
    row: dict[str, object] = {
        "document": evidence.document,
        "origin": briefing.documents[evidence.document].origin,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "published": published,
        "publisher": evidence.publisher,
    }
    if evidence.page is not None:
        row["page"] = evidence.page
    if evidence.url:
        row["url"] = evidence.url
    return row


def _row(cited: DatasetRow, published: str | None) -> dict[str, object]:
    """A dataset's row: its name first, then where it was read, then what it says."""
    fields = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(cited).items()
        if key not in ("dataset", "row", "file", "line") and value not in ("", None)
    }
    return {
        "dataset": cited.dataset,
        "row": cited.row,
        "published": published,
        "file": cited.file,
        "line": cited.line,
        "fields": fields,
    }
