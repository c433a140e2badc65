"""What one reading of a project leaves for the next, so that a decision costs no whole reading.

Statements are fixed by their document and its coding, so they need not be read again; events are
grouped again from what is remembered of each report. The outcome is the same as without a memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from detente.adapters.ledger_statements import statements_by_document
from detente.model import Document, Result, Statement
from detente.pipeline_coding import coding_of

if TYPE_CHECKING:
    from detente.adapters.ledger import Ledger
    from detente.codebook import Codebook
    from detente.events import Grouper


class Memory:
    """Of readings of one project; several threads may use it."""

    def __init__(self) -> None:
        self._codings: dict[str, tuple[str, Document, str]] = {}
        self._coded: dict[str, tuple[str, Result[Statement]]] = {}
        self._grouper: tuple[Codebook, Grouper] | None = None

    def codings(self, documents: Iterable[Document], version: str) -> dict[str, str]:
        """By id of each document: the coding that its statements should have.

        Args:
            version: of everything that statements depend on beside the document.
        """
        found = {}
        for one in documents:
            known = self._codings.get(one.id)
            if known is None or known[0] != version or known[1] != one:
                known = version, one, coding_of(one, version)
                self._codings[one.id] = known
            found[one.id] = known[2]
        return found

    def statements(self, ledger: Ledger, codings: Mapping[str, str]) -> Result[Statement]:
        """The statements of documents by the coding that each has, in the order of those.

        A statement that was read before is the same object.
        """
        coded = self._coded
        unread = [
            name
            for name, coding in codings.items()
            if name not in coded or coded[name][0] != coding
        ]
        if unread:
            read = statements_by_document(ledger, unread)
            nothing: Result[Statement] = Result(())
            coded.update({name: (codings[name], read.get(name, nothing)) for name in unread})
        results = [coded[name][1] for name in codings]
        return Result(
            rows=tuple(row for one in results for row in one.rows),
            rejected=tuple(row for one in results for row in one.rejected),
        )

    def grouper(self, codebook: Codebook) -> Grouper:
        """What groups events with a codebook, with what it remembers."""
        from detente.events import Grouper

        if self._grouper is None or self._grouper[0] is not codebook:
            self._grouper = codebook, Grouper(codebook)
        return self._grouper[1]
