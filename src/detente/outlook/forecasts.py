"""What the documents forecast: one line for each judgement, with interval, window and rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from detente.codebook.actors import Actors
from detente.codebook.guesses import is_guessed
from detente.model import Document, Item, Rejection, Result, Statement, View, evidence_of
from detente.outlook.moves import as_meant
from detente.outlook.naming import line_id
from detente.outlook.resolution import resolution_rule
from detente.outlook.scope import Scope
from detente.outlook.sentences import forecast_text, reading, speaker_of
from detente.outlook.windows import Window, window_of
from detente.outlook.wording import Names

# Two clauses that share six of ten content words say the same thing; below that, analysts
# were found to vary the claim and not only the words.
SAME_CLAUSE = 0.6


class Likelihoods(Protocol):
    """The table of probability phrases."""

    def interval(self, phrase: str) -> tuple[float, float] | None:
        """The interval that a phrase stands for, None where the table does not have it."""


class Vocabulary(Names, Protocol):
    """The part of a codebook that forecasts need."""

    @property
    def actors(self) -> Actors:
        """The actor table with its aliases."""

    @property
    def likelihood(self) -> Likelihoods:
        """The table of probability phrases."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One judgement about the future, with every statement that makes it."""

    statements: tuple[Statement, ...]
    likelihood: tuple[float, float] | None
    window: Window | None

    @property
    def first(self) -> Statement:
        """The earliest statement with a coded act, else the earliest; it words the line."""
        return next((row for row in self.statements if row.action), self.statements[0])


def find_forecasts(view: View, *, codebook: Vocabulary) -> Result[Item]:
    """Lines of the list ``outlook``, in the order of their documents' dates.

    A forecast repeated in the same terms by the same speaker is one line with all its evidence;
    the same judgement by another speaker is a line of its own, because each is scored for
    itself. Forecasts that name no actor are rejected.
    """
    taken: list[Statement] = []
    rejected: list[Rejection] = []
    for row in Scope(view).select(view.statements, "forecast"):
        if row.parties:
            document = view.documents[row.document]
            taken.append(as_meant(row, document))
        else:
            where = f"{row.document}:{row.start}-{row.end}"
            reason = "the forecast names no actor that the codebook knows"
            rejected.append(Rejection("forecast", where, reason))
    ordered = sorted(taken, key=lambda row: _order(row, view.documents[row.document]))
    items = [
        _item(forecast, view, codebook=codebook)
        for forecast in _merged(ordered, view, codebook=codebook)
    ]
    return Result(tuple(items), tuple(rejected))


def _order(statement: Statement, document: Document) -> tuple[str, str, int, int]:
    published = document.published.isoformat() if document.published else "9999"
    return published, document.id, statement.start, statement.end


def _merged(rows: Sequence[Statement], view: View, *, codebook: Vocabulary) -> list[Forecast]:
    """Forecasts with their repetitions, in order of the first."""
    documents = view.documents
    groups: list[tuple[list[Statement], Window | None]] = []
    known: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row in rows:
        window = window_of(row, documents[row.document])
        keys = _terms(row, documents[row.document]), _place(row)
        for number in sorted({number for key in keys for number in known[key]}):
            group, its_window = groups[number]
            if _same(group[0], row, documents=documents) and _overlap(its_window, window):
                group.append(row)
                break
        else:
            for key in keys:
                known[key].append(len(groups))
            groups.append(([row], window))
    return [
        Forecast(tuple(group), likelihood_of(group[0], codebook), window)
        for group, window in groups
    ]


def likelihood_of(statement: Statement, codebook: Vocabulary) -> tuple[float, float] | None:
    """The interval of the statement, else of its phrase."""
    if statement.likelihood or not statement.phrase:
        return statement.likelihood
    return codebook.likelihood.interval(statement.phrase)


def same_terms(one: Statement, other: Statement, document: Document) -> bool:
    """True where two statements of one document make the same forecast in the same terms."""
    return _same(one, other, documents={document.id: document})


def _same(one: Statement, other: Statement, *, documents: Mapping[str, Document]) -> bool:
    """True where two statements make the same forecast in the same terms."""
    if _place(one) == _place(other) and _one_reading(one, other):
        return True
    terms = [_terms(row, documents[row.document]) for row in (one, other)]
    if terms[0] != terms[1]:
        return False
    return bool(one.action) or _alike(_clause(one, documents), _clause(other, documents))


def _terms(row: Statement, document: Document) -> Hashable:
    """What two forecasts in the same terms have in common, beside the words of their clauses."""
    return (
        row.source if row.directed else (),
        row.target if row.directed else (),
        row.parties,
        row.action,
        row.change,
        row.phrase.casefold(),
        row.condition.casefold(),
        frozenset(row.sectors[:1]),
        speaker_of(row, document),
    )


def _place(row: Statement) -> tuple[str, int, str, frozenset[str]]:
    return row.document, row.sentence_start, row.phrase.casefold(), row.parties


def _one_reading(one: Statement, other: Statement) -> bool:
    """True where two statements of the same words differ by no more than the act or its change."""
    if one.start >= other.end or other.start >= one.end:
        return False
    return one.action == other.action or not (one.action and other.action)


def _clause(statement: Statement, documents: Mapping[str, Document]) -> str:
    return documents[statement.document].text[statement.start : statement.end]


def _alike(one: str, other: str) -> bool:
    """True where two clauses share most of their longer words."""
    first, second = (
        {word.casefold() for word in re.findall(r"\w{4,}", text)} for text in (one, other)
    )
    return bool(first | second) and len(first & second) / len(first | second) >= SAME_CLAUSE


def _overlap(one: Window | None, other: Window | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.begins_on <= other.ends_on and other.begins_on <= one.ends_on


def _without_guess(
    row: Statement, document: Document, actor: str, *, codebook: Vocabulary
) -> Statement:
    """A forecast without a target that its sentence doesn't name and the coder filled in."""
    words = document.text[row.sentence_start : row.sentence_end]
    guessed = row.directed and actor in row.source
    if guessed and is_guessed(row, words, actor=actor, actors=codebook.actors):
        return replace(row, target=(), target_roles=())
    return row


def _item(forecast: Forecast, view: View, *, codebook: Vocabulary) -> Item:
    row, window = forecast.first, forecast.window
    document = view.documents[row.document]
    told = _without_guess(row, document, view.actor, codebook=codebook)
    evidence = tuple(
        evidence_of(each, view.documents[each.document]) for each in forecast.statements
    )
    fields: dict[str, object] = {
        "source": row.source,
        "target": told.target,
        "action": row.action,
        "reading": reading(told, codebook=codebook),
        "change": row.change,
        "directed": row.directed,
        "sectors": row.sectors,
        "phrase": row.phrase,
        "likelihood": forecast.likelihood,
        "condition": row.condition,
        "window": (window.begins_on, window.ends_on) if window else None,
        "window_derived": window.derived if window else True,
        "speaker": speaker_of(row, document),
        "resolution_rule": resolution_rule(told, window, codebook=codebook),
    }
    text = forecast_text(told, document, likelihood=forecast.likelihood, codebook=codebook)
    unique = tuple(dict.fromkeys(evidence))
    return Item("outlook", text, unique, fields, id=line_id("outlook", row.key))
