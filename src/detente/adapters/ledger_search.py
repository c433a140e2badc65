"""Full-text search in a ledger."""

from __future__ import annotations

import re

from detente.adapters.ledger import Ledger
from detente.errors import InputError

RANKED = """
    SELECT documents.id FROM document_words JOIN documents ON documents.row = document_words.rowid
    WHERE document_words MATCH ? ORDER BY rank, documents.id
"""
PASSAGE = """
    SELECT snippet(document_words, 1, char(2), char(3), ' … ', 24)
    FROM document_words JOIN documents ON documents.row = document_words.rowid
    WHERE document_words MATCH ? AND documents.id = ? LIMIT 1
"""
DOCUMENTS = """
    SELECT documents.id, snippet(document_words, 1, '[', ']', ' … ', 12)
    FROM document_words JOIN documents ON documents.row = document_words.rowid
    WHERE document_words MATCH ? ORDER BY rank, documents.id
"""
STATEMENTS = """
    SELECT DISTINCT statements.statement_key
    FROM statement_words JOIN statements ON statements.row = statement_words.rowid
    WHERE statement_words MATCH ?
"""
TERM = re.compile(r'"([^"]+)"|(\S+)')


def match_expression(text: str) -> str:
    """The user's words as an FTS5 expression: all of them, a phrase where they are quoted.

    >>> match_expression('grain "export ban"')
    '"grain" "export ban"'
    >>> match_expression('visit*')
    '"visit"*'

    Raises:
        InputError: if there is no word in it.
    """
    terms = []
    for phrase, word in TERM.findall(text):
        term = (phrase or word).replace('"', "")
        if any(character.isalnum() for character in term):
            terms.append(f'"{term.rstrip("*")}"' + ("*" if word.endswith("*") else ""))
    if not terms:
        raise InputError(f"nothing to search for in {text!r}; give one or more words")
    return " ".join(terms)


def search_documents(ledger: Ledger, text: str) -> dict[str, str]:
    """Ids of the documents that hold all the words, best first, each with a passage."""
    with ledger.reading() as database:
        found = database.execute(DOCUMENTS, (match_expression(text),)).fetchall()
    passages: dict[str, str] = {}
    for document, passage in found:
        passages.setdefault(document, " ".join(passage.split()))
    return passages


def ranked_documents(ledger: Ledger, text: str) -> list[str]:
    """Ids of the documents that hold all the words, best first."""
    with ledger.reading() as database:
        found = database.execute(RANKED, (match_expression(text),))
        return list(dict.fromkeys(name for (name,) in found))


def passage_of(ledger: Ledger, text: str, document: str) -> list[tuple[str, bool]]:
    """The passage of a document that holds the words, in pieces; True for the words themselves."""
    with ledger.reading() as database:
        row = database.execute(PASSAGE, (match_expression(text), document)).fetchone()
    pieces = re.split("([\x02\x03])", row[0]) if row else []
    found, inside = [], False
    for piece in pieces:
        if piece in ("\x02", "\x03"):
            inside = piece == "\x02"
        elif piece:
            found.append((piece, inside))
    return found


def search_statements(ledger: Ledger, text: str) -> set[str]:
    """Keys of the statements whose sentence holds all the words."""
    with ledger.reading() as database:
        found = database.execute(STATEMENTS, (match_expression(text),))
        return {key for (key,) in found}
