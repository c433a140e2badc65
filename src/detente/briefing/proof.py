"""The last check before printing: no line without evidence, no quote that its document lacks."""

from __future__ import annotations

from collections.abc import Mapping

from detente.briefing.page import OWN, Briefing, all_evidence
from detente.errors import UnsupportedLine
from detente.model import DatasetRow, Document, Evidence, Item

# What was left out has a place and a reason instead of a sentence that supports it.
UNPROVED = frozenset({"rejected"})


def check_evidence(briefing: Briefing, documents: Mapping[str, Document]) -> None:
    """Refuse a briefing of which one line is not supported.

    Every line, except those of ``rejected`` and what readers wrote under their own name, needs at
    least one piece of evidence; each piece is either a span whose ``quote`` is exactly the
    document's text from ``start`` to ``end``, or a row that the dataset has and that is among
    ``briefing.rows``. Evidence inside a line's fields is held to the same rule.

    Raises:
        UnsupportedLine: naming the first line that fails, and why.
    """
    for item in briefing.lines():
        if item.list in UNPROVED:
            continue
        if not item.evidence and not item.list.startswith(OWN):
            raise UnsupportedLine(f"{_line(item)} has no evidence; nothing was printed")
        for evidence in all_evidence(item):
            problem = _problem(evidence, documents, briefing.rows)
            if problem:
                raise UnsupportedLine(f"{_line(item)} {problem}; nothing was printed")


def _line(item: Item) -> str:
    name = f" ({item.id})" if item.id else ""
    return f"line of {item.list}{name}: “{item.text}”"


def _problem(
    evidence: Evidence,
    documents: Mapping[str, Document],
    rows: Mapping[tuple[str, str], DatasetRow],
) -> str:
    """What is wrong with a piece of evidence, empty where nothing is."""
    if not evidence.document:
        if not (evidence.dataset and evidence.row):
            return "cites neither a document nor a row of a dataset"
        if (evidence.dataset, evidence.row) not in rows:
            return f"cites row {evidence.row} of dataset {evidence.dataset}, which has no such row"
        return ""
    document = documents.get(evidence.document)
    if document is None:
        return f"cites document {evidence.document}, which the briefing does not hold"
    start, end = evidence.start, evidence.end
    place = f"{document.origin}:{start}-{end}"
    if not 0 <= start < end <= len(document.text):
        return f"cites {place}, which lies outside the {len(document.text)} characters of the text"
    if document.text[start:end] != evidence.quote:
        return f"quotes “{evidence.quote[:80]}”, which is not what stands at {place}"
    return ""
