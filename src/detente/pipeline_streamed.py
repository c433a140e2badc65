"""A project read once, document by document, with its rows on disk: memory hardly grows with it.

Of each document its id and a few numbers are held, of each report of an event some eighty bytes
while events are grouped. What is read is the same as with everything in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from detente.adapters.ledger_statements import FEW_DOCUMENTS, statements_by_document
from detente.adapters.spool import Spool
from detente.model import Document, Judgement, Rejection, Result, Statement
from detente.pipeline_coding import coding_of
from detente.pipeline_memory import Memory
from detente.pipeline_rows import Events, Statements

if TYPE_CHECKING:
    from pathlib import Path

    from detente.adapters.ledger import Ledger
    from detente.codebook import Codebook
    from detente.events.packed import Bare


class Streamed(Memory):
    """Of one reading alone; statements go to disk as soon as they are read."""

    def __init__(self, codebook: Codebook, folder: Path) -> None:
        from detente.events import Gathering

        super().__init__()
        self._names: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._rows: Spool[tuple[Statement, ...]] = Spool(folder)
        self._told: Spool[list[Bare]] = Spool(folder)
        self._dropped: dict[str, tuple[Rejection, ...]] = {}
        self._gathering, self._folder = Gathering(codebook), folder

    def coding(self, document: Document, version: str) -> str:
        """As for `Memory`; an id stands for one document here."""
        known = self._names.get(document.id)
        if known is None:
            known = self._names[document.id] = coding_of(document, version)
        return known

    def take(self, ledger: Ledger, documents: Mapping[str, Document], version: str) -> None:
        """Read the statements of documents that were just coded, and ready them for grouping."""
        self._take(ledger, documents)

    def _take(self, ledger: Ledger, documents: Mapping[str, Document]) -> None:
        read = statements_by_document(ledger, list(documents))
        for name, document in documents.items():
            found = read.get(name, Result(()))
            if found.rejected:
                self._dropped[name] = found.rejected
            self._numbers[name] = self._rows.append(found.rows)
            self._told.append(self._gathering.read(found.rows, document))

    def complete(self, ledger: Ledger, documents: Mapping[str, Document]) -> None:
        """Read the statements of all documents that were not taken over yet."""
        rest = (name for name in documents if name not in self._numbers)
        while names := list(islice(rest, FEW_DOCUMENTS)):
            self._take(ledger, {name: documents[name] for name in names})

    def dropped(self, documents: Mapping[str, Document]) -> Iterator[Rejection]:
        """What was left out in coding some documents, in their order."""
        for name in documents:
            yield from self._dropped.get(name, ())

    def settled(
        self, documents: Mapping[str, Document], judgements: Sequence[Judgement]
    ) -> tuple[Statements, tuple[Rejection, ...]]:
        """The statements of documents, with what people decided, and what that left out."""
        from detente.judgements import settle

        coded = list(self._judged(documents, judgements))
        settled = settle(coded, judgements)
        changed: dict[str, list[Statement]] = {row.document: [] for row in coded}
        for row in settled.rows:
            changed[row.document].append(row)
        rows = {name: tuple(found) for name, found in changed.items()}
        return Statements(list(documents), self._rows, self._numbers, rows), settled.rejected

    def _judged(
        self, documents: Mapping[str, Document], judgements: Sequence[Judgement]
    ) -> Iterator[Statement]:
        """The statements, as coded, of the documents that judgements name."""
        keys = {key for one in judgements for key in (one.statement, one.other)}
        named = {key.partition(":")[0] for key in keys}
        if named:
            for name in documents:
                if name in named:
                    yield from self._rows[self._numbers[name]]

    def grouped(
        self,
        statements: Statements,
        documents: Mapping[str, Document],
        judgements: Sequence[Judgement],
    ) -> tuple[Events, tuple[Rejection, ...]]:
        """The events, and the statements that make none as they name nobody."""
        from detente.events import unnamed
        from detente.judgements import for_events

        gathering = self._gathering
        for name in sorted(statements.names()):
            rows = statements.of(name)
            told = (
                gathering.read(rows, documents[name])
                if statements.is_changed(name)
                else self._told[self._numbers[name]]
            )
            gathering.add(rows, documents, told)
        pairs = for_events(list(self._judged(documents, judgements)), judgements)
        found = gathering.events(statements.of, documents, judgements=pairs)
        nameless = tuple(
            unnamed(row)
            for row in statements
            if row.kind == "event" and not (row.source or row.target)
        )
        return Events.of(found, self._folder), nameless
