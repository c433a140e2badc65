"""Which statements belong to the picture of one state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial

from detente.model import Statement, View, by_document

# A third of a text's statements name the state that the text is about; in the development
# documents other states of the same text stay under a fifth.
ABOUT_SHARE = 1 / 3
HELD_DOCUMENTS = 1024


class Scope:
    """What of a view concerns the state looked from.

    A statement is in scope where the state is a party to it or to its condition, where another
    statement of the same sentence has it as a party, or where the whole document is about it
    (at least a third of its statements). The last rule keeps what an analysis of one state says
    about the summit of two others; it misleads for a digest that treats several states in turn.
    """

    def __init__(self, view: View) -> None:
        self._actor = view.actor
        of, _ = by_document(view.statements)
        self._own = lru_cache(HELD_DOCUMENTS)(partial(_own_sentences, of, view.actor))

    def __contains__(self, statement: Statement) -> bool:
        if self._actor in _named(statement):
            return True
        sentences, is_about = self._own(statement.document)
        return is_about or statement.sentence_start in sentences

    def select(self, statements: Iterable[Statement], kind: str) -> list[Statement]:
        """The statements of one kind that are in scope, in order."""
        return [row for row in statements if row.kind == kind and row in self]


def _own_sentences(
    of: Callable[[str], Sequence[Statement]], actor: str, document: str
) -> tuple[frozenset[int], bool]:
    """The sentences of a document that name an actor, and whether all of it is about that one."""
    rows = of(document)
    own = [row.sentence_start for row in rows if actor in _named(row)]
    return frozenset(own), bool(rows) and len(own) >= ABOUT_SHARE * len(rows)


def _named(statement: Statement) -> frozenset[str]:
    """Every actor of a statement and of its condition."""
    coding = statement.condition_coding
    more = frozenset((*coding.source, *coding.target)) if coding else frozenset()
    return statement.parties | more
