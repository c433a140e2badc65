"""One statement made ready for comparison: its window, its parties and the words that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook.name_stems import name_stems
from detente.codebook.stems import salient_stems
from detente.events.timing import Window, window_of
from detente.model import Document, Statement

if TYPE_CHECKING:
    from detente.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Report:
    """A statement of kind event with what the comparison needs.

    Attributes:
        number: position in the sorted input; names the report within one run.
        window: days of the happening, None where undated.
        stems: salient stems of the supporting words without the parties' own names.
    """

    number: int
    statement: Statement
    window: Window | None
    stems: frozenset[str]

    @property
    def sentence(self) -> tuple[str, int]:
        """Where the report stands: document and start of its sentence."""
        return self.statement.document, self.statement.sentence_start


# Words that only say again what the code says: a visit, talks and a summit may be one meeting.
_WORDS_OF_ACTION = {
    "CONSULT": "met meet meeting talks held hold host hosted summit visit visited discussed "
    "consultations dialogue exchanged views conversation",
    "AGREE": "agreed agreement signed deal accord",
    "SUPPORT": "signed agreement deal accord treaty supported",
    "AID": "sent gave given provided delivered aid",
    "ACCUSE": "accused condemned criticised criticized blamed denounced",
}
ACTION_STEMS = {
    action: frozenset(salient_stems(words)) for action, words in _WORDS_OF_ACTION.items()
}


def words_of(statement: Statement, document: Document) -> str:
    """The words that support a statement, exactly as written."""
    return document.text[statement.start : statement.end]


class ReportReader:
    """Makes reports of statements, and remembers what it read of them.

    A statement is known again as the same object: its document's text is fixed by its id.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._actors = codebook.actors
        self._names: dict[frozenset[str], frozenset[str]] = {}
        self._known: dict[int, Report] = {}

    def read(
        self, statements: Sequence[Statement], documents: Mapping[str, Document]
    ) -> list[Report]:
        """Reports in a fixed order (document, place, action), whatever the order of the input."""
        known, self._known = self._known, {}
        reports: list[Report] = []
        for statement in sorted(statements, key=_place):
            report = known.get(id(statement)) or self._report(statement, documents)
            self._known[id(statement)] = report
            reports.append(Report(len(reports), statement, report.window, report.stems))
        return reports

    def ready(self, statements: Sequence[Statement], documents: Mapping[str, Document]) -> None:
        """Remember what is read of statements, beside what is remembered already."""
        for statement in statements:
            if id(statement) not in self._known:
                self._known[id(statement)] = self._report(statement, documents)

    def _report(self, statement: Statement, documents: Mapping[str, Document]) -> Report:
        stems = self._stems(statement, documents[statement.document])
        return Report(0, statement, window_of(statement), stems)

    def _stems(self, statement: Statement, document: Document) -> frozenset[str]:
        parties = statement.parties
        if parties not in self._names:
            self._names[parties] = name_stems(self._actors, parties)
        spoken = " ".join((words_of(statement, document), *statement.objects))
        stems = frozenset(salient_stems(spoken)) - self._names[parties]
        # A report that says nothing else keeps these words: they are all there is to compare.
        return stems - ACTION_STEMS.get(statement.action, frozenset()) or stems


def _place(row: Statement) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return row.key, row.codes, row.source, row.target
