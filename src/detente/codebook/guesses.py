"""Whether a statement's parties stand in its sentence or were only filled in from the context."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from detente.codebook.actors import Actors
from detente.model import Document, Statement

TWO = 2
# How far back a sentence may go on about the same pair: two sentences or so.
NEAR_STATEMENTS = 4
NEAR_CHARS = 300
_TWO = re.compile(
    r"\b(?:both|the two) (?:sides|parties|countries|governments|states|nations|leaders|presidents|"
    r"ministers|neighbou?rs|capitals)\b",
    re.IGNORECASE,
)
_FILLED_IN = re.compile(r"\b(?:target|parties) from the (?:document['’]s )?context\b")


def is_guessed(statement: Statement, sentence: str, *, actor: str, actors: Actors) -> bool:
    """True where the parties don't stand in the sentence.

    That is where the coder filled them in and the sentence names nobody but the actor, and where
    "both sides" were taken to be more than two.

    Args:
        sentence: the statement's whole sentence.
        actor: code of the state looked from.

    Misleads where the sentence speaks of the other side by a word that is no name ("the border").
    """
    words = sentence[: max(0, statement.end - statement.sentence_start)]
    if len(statement.parties) > TWO and not statement.directed and _TWO.search(words):
        return True
    if not is_filled_in(statement):
        return False
    return not any(is_named(code, sentence, actors=actors) for code in statement.parties - {actor})


def is_filled_in(statement: Statement) -> bool:
    """True where a party was taken from what the document speaks of elsewhere."""
    return any(_FILLED_IN.search(reason) for reason in statement.reasons)


def guessed(
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    *,
    actor: str,
    actors: Actors,
) -> set[Statement]:
    """The statements whose parties are a guess.

    A mutual one that goes on about the pair of the sentences just before it is none: "Trade
    with B grew. Visits rose too."
    """
    found: set[Statement] = set()
    earlier: list[Statement] = []
    for row in sorted(statements, key=lambda row: (row.document, row.sentence_start, row.start)):
        document = documents.get(row.document)
        if document is None:
            continue
        words = document.text[row.sentence_start : row.sentence_end]
        if is_guessed(row, words, actor=actor, actors=actors) and not _goes_on(row, earlier):
            found.add(row)
        else:
            earlier.append(row)
    return found


def _goes_on(row: Statement, earlier: Sequence[Statement]) -> bool:
    if row.directed or len(row.parties) != TWO:
        return False
    near = [
        other
        for other in earlier[-NEAR_STATEMENTS:]
        if other.document == row.document and row.start - other.sentence_end < NEAR_CHARS
    ]
    return any(other.parties == row.parties for other in near)


def is_named(code: str, text: str, *, actors: Actors) -> bool:
    """True where a text holds a name, adjective, capital, leader or other alias of an actor."""
    forms = _forms_by_code(actors).get(code)
    return bool(forms and forms.search(text))


@lru_cache(maxsize=4)
def _forms_by_code(actors: Actors) -> Mapping[str, re.Pattern[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in actors.codes():
        found[code].update((actors.name(code), actors.adjective(code)))
    for alias in actors.aliases():
        found[alias.code].add(alias.form)
    return {
        code: re.compile(
            r"(?<!\w)(?:"
            + "|".join(sorted(map(re.escape, filter(None, forms)), key=len, reverse=True))
            + r")(?!\w)"
        )
        for code, forms in found.items()
    }
