"""One document with every statement marked in it, and one statement in full."""

from __future__ import annotations

import re
from collections import Counter

from detente.briefing.publications import UNGRADED
from detente.briefing.wording import when
from detente.errors import InputError
from detente.model import KINDS, Document
from detente.pipeline_reader import Opened, open_document
from detente.pipeline_sources import DIGITS, grades, grades_of
from detente.web.asking import Ask
from detente.web.coding import coding_of
from detente.web.marking import Marked, blocks_of, parts_of
from detente.web.page import Page

REFUSED = "refused"


def show(ask: Ask) -> Page:
    """A document's text, the coding of every statement beside it, and the place asked for."""
    opened = open_document(ask.project, ask.path["document"], known_at=ask.known_at)
    document = opened.held.document
    kind = chosen_kind(ask)
    statements = [
        {"number": number, **coding_of(one, document, ask.codebook)}
        for number, one in enumerate(opened.ruled, 1)
    ]
    here = place_asked(ask, document)
    parts = parts_of(document.text)
    part = part_asked(ask, parts, here)
    shown = [row for row in statements if kind in ("", row["kind"])]
    blocks = blocks_of(
        document.text, marks_of(shown), part=parts[part - 1], here=here, pages=document.pages
    )
    listed = {number for block in blocks for number in block.numbers}
    start, end = parts[part - 1]
    return Page(
        "reader.html.j2",
        document.title or document.origin,
        {
            "document": told_document(opened),
            "grade": grades_of(grades(ask.project, known_at=ask.known_at), [document]).get(
                document.id, UNGRADED
            ),
            "digits": DIGITS,
            "part": part,
            "parts": len(parts),
            "text_start": start,
            "text": document.text[start:end],
            "here": {"start": here[0], "end": here[1]} if here else None,
            "kind": kind,
            "counts": {name: n for name, n in counts_by_kind(statements).items() if n},
            "statements": [row for row in shown if row["number"] in listed],
            "left_out": opened.left_out if part == 1 else (),
        },
        drawn={
            "blocks": blocks,
            "codings": {row["number"]: row for row in shown},
        },
        place="documents",
    )


def chosen_kind(ask: Ask) -> str:
    """The kind that alone is to be marked, empty for all.

    Raises:
        InputError: if there is no such kind.
    """
    kind = ask.query.get("kind", "").strip()
    if kind and kind not in KINDS:
        raise InputError(f"kind={kind!r} is not known; one of {', '.join(KINDS)}")
    return kind


def place_asked(ask: Ask, document: Document) -> tuple[int, int] | None:
    """The stretch that the address points at, in characters of the text.

    Raises:
        InputError: if it is not in the text.
    """
    asked = ask.query.get("at", "").strip()
    if not asked:
        return None
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", asked)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not start < end <= len(document.text):
        raise InputError(
            f"at={asked!r} is no place in this text of {len(document.text)} characters; "
            "write it as START-END"
        )
    return start, end


def part_asked(ask: Ask, parts: list[tuple[int, int]], here: tuple[int, int] | None) -> int:
    """The number of the part to show: the one asked for, or where the place asked for begins."""
    if "part" in ask.query or here is None:
        return min(ask.number("part", 1), len(parts))
    inside = (number for number, (start, end) in enumerate(parts, 1) if start <= here[0] < end)
    return next(inside, 1)


def marks_of(statements: list[dict[str, object]]) -> list[Marked]:
    """The places of statements; those that a reviewer rejected stay marked as such."""
    return [
        Marked(
            number=row["number"],  # type: ignore[arg-type]
            kind=REFUSED if row["verdict"] == "reject" else str(row["kind"]),
            start=row["start"],  # type: ignore[arg-type]
            end=row["end"],  # type: ignore[arg-type]
            trigger=str(row["trigger"]),
            sentence=(row["sentence_start"], row["sentence_end"]),  # type: ignore[arg-type]
        )
        for row in statements
    ]


def counts_by_kind(statements: list[dict[str, object]]) -> dict[str, int]:
    """How many statements of each kind count, in the codebook's order."""
    counts = Counter(row["kind"] for row in statements if row["verdict"] != "reject")
    return {kind: counts[kind] for kind in KINDS}


def told_document(opened: Opened) -> dict[str, object]:
    """What is known about a document and how it came in."""
    document, receipt = opened.held.document, opened.held.receipt
    newest = opened.versions[-1].document if opened.versions else document
    return {
        "id": document.id,
        "title": document.title,
        "origin": document.origin,
        "publisher": document.publisher,
        "author": document.author,
        "url": document.url,
        "published": document.published,
        "published_text": published_text(document),
        "published_precision": document.published_precision,
        "published_how": document.published_how,
        "language": document.language,
        "media_type": document.media_type,
        "characters": len(document.text),
        "version": document.version,
        "note": document.note,
        "received_at": receipt.received_at,
        "withdrawn_at": receipt.withdrawn_at,
        "is_coded": opened.is_coded,
        "newer": newest.id if newest.id != document.id else None,
        "versions": [
            {
                "id": one.document.id,
                "version": one.document.version,
                "origin": one.document.origin,
                "received_at": one.receipt.received_at,
                "withdrawn_at": one.receipt.withdrawn_at,
            }
            for one in opened.versions
        ],
    }


def published_text(document: Document) -> str:
    """The day, month or year of publication in words; empty where it is unknown."""
    if document.published is None:
        return ""
    if document.published_precision == "year":
        return str(document.published.year)
    if document.published_precision == "month":
        from calendar import monthrange

        last = monthrange(document.published.year, document.published.month)[1]
        return when(document.published.replace(day=1), document.published.replace(day=last))
    return when(document.published, document.published)
