"""Which statements belong to the picture of one state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from detente.model import Statement, View

# A third of a text's statements name the state that the text is about; in the development
# documents other states of the same text stay under a fifth.
ABOUT_SHARE = 1 / 3


class Scope:
    """What of a view concerns the state looked from.

    A statement is in scope where the state is a party to it or to its condition, where another
    statement of the same sentence has it as a party, or where the whole document is about it
    (at least a third of its statements). The last rule keeps what an analysis of one state says
    about the summit of two others; it misleads for a digest that treats several states in turn.
    """

    def __init__(self, view: View) -> None:
        total: Counter[str] = Counter()
        own: Counter[str] = Counter()
        self._actor = view.actor
        self._sentences: set[tuple[str, int]] = set()
        for statement in view.statements:
            total[statement.document] += 1
            if view.actor in _named(statement):
                own[statement.document] += 1
                self._sentences.add((statement.document, statement.sentence_start))
        self._about = {
            document for document, n in total.items() if own[document] >= ABOUT_SHARE * n
        }

    def __contains__(self, statement: Statement) -> bool:
        return (
            self._actor in _named(statement)
            or (statement.document, statement.sentence_start) in self._sentences
            or statement.document in self._about
        )

    def select(self, statements: Iterable[Statement], kind: str) -> list[Statement]:
        """The statements of one kind that are in scope, in order."""
        return [row for row in statements if row.kind == kind and row in self]


def _named(statement: Statement) -> frozenset[str]:
    """Every actor of a statement and of its condition."""
    coding = statement.condition_coding
    more = frozenset((*coding.source, *coding.target)) if coding else frozenset()
    return statement.parties | more
