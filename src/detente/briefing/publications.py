"""The list of what was read: one line for each publication, with its copies and its yield."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from detente.documents.sentences import sentence_spans
from detente.model import Document, Evidence, Item, View
from detente.outlook.wording import day, listing

UNGRADED = "ungraded"
HEAD_CHARS = 240


def list_publications(
    view: View,
    copies: Mapping[str, str],
    copied_by: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Item, ...]:
    """Lines of ``publications``, the newest first.

    Args:
        copies: id of a near-identical copy -> id of the document that was kept for it.
        copied_by: id of a kept document -> publishers of its copies.

    A copy has no line of its own; it is counted in ``copies`` of the one that was kept. The
    grade says ``ungraded``: reliability is a reader's judgement, which `graded` fills in.
    """
    yields = Counter(statement.document for statement in view.statements)
    copied = Counter(copies.values())
    kept = [row for row in view.documents.values() if row.id not in copies and row.text.strip()]
    undated = [row for row in kept if row.published is None]
    dated = [row for row in kept if row.published is not None]
    dated.sort(key=lambda row: row.origin)
    dated.sort(key=lambda row: row.published or date.min, reverse=True)
    newest = dated + sorted(undated, key=lambda row: row.origin)
    return tuple(
        _line(row, yields[row.id], copies=copied[row.id], by=copied_by.get(row.id, ()))
        for row in newest
    )


def graded(lines: Sequence[Item], grades: Mapping[str, str]) -> tuple[Item, ...]:
    """Lines of ``publications`` with the grades that people recorded.

    Args:
        grades: by id of a document, as ``B2``.
    """
    return tuple(
        replace(line, fields={**line.fields, "grade": grades[line.evidence[0].document]})
        if line.evidence[0].document in grades
        else line
        for line in lines
    )


def told_copies(fields: Mapping[str, object]) -> str:
    """The number of copies of a publication, with who published them.

    >>> told_copies({"copies": 2, "copied_by": ["Wire Two"]}), told_copies({"copies": 0})
    ('2 (Wire Two)', '0')
    """
    by = fields.get("copied_by")
    names = listing(map(str, by)) if isinstance(by, list | tuple) and by else ""
    return f"{fields.get('copies', 0)}" + (f" ({names})" if names else "")


def _line(document: Document, statements: int, *, copies: int, by: Sequence[str]) -> Item:
    title = document.title or document.origin.replace("\\", "/").rsplit("/", 1)[-1]
    publisher = document.publisher or document.author or "publisher unknown"
    when = day(document.published) if document.published else "no date"
    inferred = document.published_how in ("url", "text", "option", "file")
    guess = f" (date inferred from {document.published_how})" if inferred else ""
    fields: dict[str, object] = {
        "title": title,
        "publisher": document.publisher,
        "author": document.author,
        "published": document.published,
        "url": document.url,
        "copies": copies,
        "copied_by": list(by),
        "statements": statements,
        "grade": UNGRADED,
        "origin": document.origin,
    }
    noun = "statement" if statements == 1 else "statements"
    again = f"; copied {copies} times" if copies > 1 else "; copied once" if copies else ""
    again += f" (by {listing(by)})" if by else ""
    text = f"{title}, {publisher}, {when}{guess}: {statements} {noun}{again}."
    return Item("publications", text, (_head(document),), fields, id=f"publication-{document.id}")


def _head(document: Document) -> Evidence:
    """The title where it stands in the text, else the first sentence, furniture left out."""
    text = document.text
    start = text.find(document.title) if document.title else -1
    end = start + len(document.title)
    if start < 0:
        whole = len(text) - len(text.lstrip()), len(text.rstrip())
        start, end = next(iter(sentence_spans(text, document.furniture)), whole)
        end = min(end, start + HEAD_CHARS)
    return Evidence(
        document=document.id,
        start=start,
        end=end,
        quote=text[start:end],
        published=document.published,
        publisher=document.publisher,
        url=document.url,
    )
