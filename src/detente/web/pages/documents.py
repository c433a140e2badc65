"""Documents to search: by words, by what is coded in them, by day and by publisher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.adapters.ledger_search import passage_of, ranked_documents
from detente.errors import InputError
from detente.model import ACTIONS, KINDS, Document, Statement
from detente.pipeline_picture import Reading
from detente.pipeline_sources import LETTERS, grades, sources_of
from detente.web.asking import Ask
from detente.web.page import Page

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty value takes all.

    Attributes:
        actors: codes that one statement names together.
        first, last: days of publication.
    """

    words: str = ""
    actors: tuple[str, ...] = ()
    action: str = ""
    kind: str = ""
    publisher: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_coded(self) -> bool:
        """Whether a statement must fit."""
        return bool(self.actors or self.action or self.kind)

    def takes(self, statement: Statement) -> bool:
        """Whether a statement fits."""
        return (
            self.kind in ("", statement.kind)
            and self.action in ("", statement.action)
            and statement.parties.issuperset(self.actors)
        )

    def fits(self, document: Document) -> bool:
        """Whether a document's publisher and day fit."""
        if self.publisher and document.publisher != self.publisher:
            return False
        if not (self.first or self.last):
            return True
        day = document.published
        return day is not None and (self.first or day) <= day <= (self.last or day)


def show(ask: Ask) -> Page:
    """One page of the documents that fit, the best or the newest first."""
    wanted = wanted_of(ask)
    reading = ask.reading()
    found = found_documents(ask, reading, wanted)
    number = ask.number("page", 1)
    first = PAGE_ROWS * (number - 1)
    rows = [
        told_row(ask, reading.documents[name], matching, wanted)
        for name, matching in found[first : first + PAGE_ROWS]
    ]
    return Page(
        "documents.html.j2",
        "Documents",
        {
            "rows": rows,
            "total": len(found),
            "page": number,
            "pages": max(1, -(-len(found) // PAGE_ROWS)),
            "wanted": {
                "q": wanted.words,
                "actors": ", ".join(ask.name_of(code) for code in wanted.actors),
                "action": wanted.action,
                "kind": wanted.kind,
                "publisher": wanted.publisher,
                "from": wanted.first.isoformat() if wanted.first else "",
                "to": wanted.last.isoformat() if wanted.last else "",
            },
            "kinds": KINDS,
            "actions": ACTIONS,
            "publishers": publishers(ask, reading),
        },
        place="documents",
    )


def wanted_of(ask: Ask) -> Wanted:
    """What the address looks for.

    Raises:
        InputError: if a kind, an action, an actor or a day is none.
    """
    kind, action = (ask.query.get(name, "").strip() for name in ("kind", "action"))
    for value, known, name in ((kind, KINDS, "kind"), (action, ACTIONS, "action")):
        if value and value not in known:
            raise InputError(f"{name}={value!r} is not known; one of {', '.join(known)}")
    named = [part for part in ask.query.get("actors", "").split(",") if part.strip()]
    return Wanted(
        words=ask.query.get("q", "").strip(),
        actors=tuple(ask.codebook.actors.resolve(part.strip()) for part in named),
        action=action,
        kind=kind,
        publisher=ask.query.get("publisher", "").strip(),
        first=ask.day("from"),
        last=ask.day("to"),
    )


def found_documents(
    ask: Ask, reading: Reading, wanted: Wanted
) -> list[tuple[str, list[Statement]]]:
    """Ids of the documents that fit, each with the statements that do."""
    by_document = statements_by_document(ask, reading)
    if wanted.words:
        names = [n for n in ranked_documents(ask.project.ledger, wanted.words)
                 if n in reading.documents]  # fmt: skip
    else:
        names = sorted(
            reading.documents,
            key=lambda name: (reading.documents[name].published or date.min, name),
            reverse=True,
        )
    found = []
    for name in names:
        if not wanted.fits(reading.documents[name]):
            continue
        told = by_document.get(name, [])
        matching = [row for row in told if wanted.takes(row)] if wanted.is_coded else told
        if matching or not wanted.is_coded:
            found.append((name, matching))
    return found


def statements_by_document(ask: Ask, reading: Reading) -> dict[str, list[Statement]]:
    """The statements of each document, grouped once for a state of the project."""

    def group() -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = {}
        for row in reading.statements:
            found.setdefault(row.document, []).append(row)
        return found

    return ask.desk.thing(("statements by document", ask.moment), group)


def publishers(ask: Ask, reading: Reading) -> list[str]:
    """Every publisher by name."""
    return ask.desk.thing(
        ("publishers", ask.moment),
        lambda: sorted({one.publisher for one in reading.documents.values() if one.publisher}),
    )


def told_row(
    ask: Ask, document: Document, matching: list[Statement], wanted: Wanted
) -> dict[str, object]:
    """A document of the list, with the passage or the statement that was looked for."""
    passage: list[tuple[str, bool]] = []
    if wanted.words:
        passage = passage_of(ask.project.ledger, wanted.words, document.id)
    at = None
    if wanted.is_coded and matching:
        row = matching[0]
        at = f"{row.sentence_start}-{row.sentence_end}"
        passage = passage or [(document.text[row.sentence_start : row.sentence_end], False)]
    return {
        "id": document.id,
        "title": document.title or document.origin,
        "publisher": document.publisher,
        "published": document.published,
        "origin": document.origin,
        "statements": len(matching),
        "passage": [{"text": text, "hit": hit} for text, hit in passage],
        "at": at,
    }


def sources(ask: Ask) -> Page:
    """Publishers with what they published, whether they still do, and their grades."""
    given = grades(ask.project, known_at=ask.known_at)
    reading = ask.reading()
    found = ask.desk.thing(
        ("sources", ask.moment), lambda: sources_of(reading, given, as_of=ask.as_of)
    )
    return Page(
        "sources.html.j2",
        "Sources",
        {
            "as_of": ask.as_of,
            "sources": found,
            "letters": LETTERS,
            "grades": sorted(given, key=lambda one: one.graded_at, reverse=True)[:50],
        },
        place="documents",
    )
