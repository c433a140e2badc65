"""What the documents advise: to whom, towards whom, in the author's words."""

from __future__ import annotations

import re

from detente.model import Document, Item, Result, Statement, View, evidence_of
from detente.outlook.naming import line_id
from detente.outlook.scope import Scope
from detente.outlook.sentences import recommendation_text, speaker_of
from detente.outlook.wording import Names

_TOGETHER = re.compile(r"\b(?:both|the two|jointly|all (?:sides|parties)|each other)\b", re.I)
_AGAINST = re.compile(
    r"\b(?:should|must|ought|need|needs|had better|do|does)(?: to)? (?:not|never|avoid|refrain)\b"
    r"|\bn['’]t\b",
    re.IGNORECASE,
)
# The modal stands before the words of the act.
MODAL_BEFORE_CHARS = 40


def find_recommendations(view: View, *, codebook: Names) -> Result[Item]:
    """Lines of the list ``recommendations``, in document order.

    The addressee is who is told to act; ``toward`` holds the other parties of the advised act.
    Advice in the same words by the same speaker to the same party is one line.
    Advice whose addressee the text leaves open keeps an empty addressee.
    """
    groups: dict[tuple[str, str], list[Statement]] = {}
    for row in Scope(view).select(view.statements, "recommendation"):
        document = view.documents[row.document]
        parties = _parties(row, document)
        text = recommendation_text(row, document, parties=parties, codebook=codebook)
        groups.setdefault((text.casefold(), speaker_of(row, document)), []).append(row)
    return Result(tuple(_item(rows, view, codebook=codebook) for rows in groups.values()))


def _item(rows: list[Statement], view: View, *, codebook: Names) -> Item:
    first = rows[0]
    document = view.documents[first.document]
    addressee, toward = _parties(first, document)
    fields: dict[str, object] = {
        "addressee": addressee,
        "toward": toward,
        # What is advised against is no advice to do it.
        "action": "" if _AGAINST.search(_words(first, document)) else first.action,
        "speaker": speaker_of(first, document),
    }
    evidence = dict.fromkeys(evidence_of(row, view.documents[row.document]) for row in rows)
    text = recommendation_text(first, document, parties=(addressee, toward), codebook=codebook)
    name = line_id("recommendations", first.key)
    return Item("recommendations", text, tuple(evidence), fields, id=name)


def _words(row: Statement, document: Document) -> str:
    """The words of the advice, with the modal that goes before them."""
    return document.text[max(row.sentence_start, row.start - MODAL_BEFORE_CHARS) : row.end]


def _parties(row: Statement, document: Document) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is told to act, and towards whom.

    A mutual act ("A should keep a channel to B") holds its parties on both sides; the one named
    first is told to act, unless the words address them together ("both sides should …").
    """
    if row.directed or set(row.source) != set(row.target) or len(row.source) < 2:
        return row.source, tuple(code for code in row.target if code not in row.source)
    if _TOGETHER.search(document.text[row.sentence_start : row.sentence_end]):
        return row.source, ()
    return row.source[:1], row.source[1:]
