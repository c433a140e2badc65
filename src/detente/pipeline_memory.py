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

    def coding(self, document: Document, version: str) -> str:
        """The coding that the statements of a document should have.

        Args:
            version: of everything that statements depend on beside the document.
        """
        known = self._codings.get(document.id)
        if known is None or known[0] != version or known[1] != document:
            known = version, document, coding_of(document, version)
            self._codings[document.id] = known
        return known[2]

    def codings(self, documents: Iterable[Document], version: str) -> dict[str, str]:
        """By id of each document: the coding that its statements should have.

        Args:
            version: as for `coding`.
        """
        return {one.id: self.coding(one, version) for one in documents}

    def take(self, ledger: Ledger, documents: Mapping[str, Document], version: str) -> None:
        """Read the statements of documents that were just coded, and ready them for grouping."""
        self._read(ledger, self.codings(documents.values(), version))
        if self._grouper is not None:
            rows = [row for name in documents for row in self._coded[name][1].rows]
            self._grouper[1].ready(rows, documents)

    def statements(self, ledger: Ledger, codings: Mapping[str, str]) -> Result[Statement]:
        """The statements of documents by the coding that each has, in the order of those.

        A statement that was read before is the same object.
        """
        self._read(ledger, codings)
        results = [self._coded[name][1] for name in codings]
        return Result(
            rows=tuple(row for one in results for row in one.rows),
            rejected=tuple(row for one in results for row in one.rejected),
        )

    def _read(self, ledger: Ledger, codings: Mapping[str, str]) -> None:
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

    def grouper(self, codebook: Codebook) -> Grouper:
        """What groups events with a codebook, with what it remembers."""
        from detente.events import Grouper

        if self._grouper is None or self._grouper[0] is not codebook:
            self._grouper = codebook, Grouper(codebook)
        return self._grouper[1]
