"""A small corpus that tests write sentence by sentence, coded by hand."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import hypothesis
import pytest

from detente.codebook import Codebook, load_codebook
from detente.events import group_events
from detente.model import Document, Event, Item, Relation, Statement, View
from detente.relations import estimate_relations
from detente.settings import Settings
from detente.signals import find_signals

# How long one example takes says more about the machine's load than about the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


def days_of(time: str) -> tuple[date | None, date | None]:
    """First and last day of ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``start/end``."""
    if not time:
        return None, None
    first, _, last = time.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(text: str, *, last: bool) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


@dataclass
class Corpus:
    """Documents whose sentences are written and coded in one go."""

    codebook: Codebook
    settings: Settings
    texts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, object]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    name: str = ""
    sentence: tuple[int, int] = (0, 0)

    def document(self, name: str, published: date = date(2024, 6, 30), **facts: object) -> None:
        """Begin a document; what is written from here on stands in it."""
        self.name = name
        self.texts[name] = ""
        self.facts[name] = {"published": published, "publisher": f"{name} press", **facts}

    def write(self, sentence: str, *, paragraph: bool = False) -> None:
        """Append a sentence."""
        if not self.name:
            self.document("first")
        text = self.texts[self.name]
        text += "" if not text else "\n" if paragraph else " "
        self.sentence = len(text), len(text) + len(sentence)
        self.texts[self.name] = text + sentence

    def code(self, coding: str, words: str = "", *, time: str = "", **fields: object) -> Statement:
        """Code the last sentence: "NOR>SWE CONCEDE" (one-sided) or "NOR=SWE CONSULT" (mutual).

        `words` are the supporting words; the whole sentence where they are left out.
        """
        parties, _, codes = coding.partition(" ")
        mutual = "=" in parties
        left, _, right = parties.partition("=" if mutual else ">")
        source, target = (tuple(c for c in side.split("+") if c) for side in (left, right))
        if mutual:
            source = target = source + target
        start, end = self.sentence
        if words:
            start += self.texts[self.name][start:end].index(words)
            end = start + len(words)
        begins, ends = days_of(time)
        row = Statement(
            document=self.name,
            kind=str(fields.pop("kind", "event")),
            source=source,
            target=target,
            sentence_start=self.sentence[0],
            sentence_end=self.sentence[1],
            start=start,
            end=end,
            directed=not mutual,
            codes=tuple(codes.split(",")) if codes else (),
            sectors=tuple(str(fields.pop("sectors", "diplomatic")).split()),
            time=time,
            begins_on=begins,
            ends_on=ends,
        )
        self.statements.append(replace(row, **fields))  # type: ignore[arg-type]
        return self.statements[-1]

    def tell(self, sentence: str, coding: str, words: str = "", **fields: object) -> Statement:
        """Write a sentence and code it."""
        self.write(sentence)
        return self.code(coding, words, **fields)  # type: ignore[arg-type]

    @property
    def documents(self) -> dict[str, Document]:
        return {
            name: Document(name, f"{name}.txt", text, **self.facts[name])  # type: ignore[arg-type]
            for name, text in self.texts.items()
        }

    def events(self) -> tuple[Event, ...]:
        """Events of the statements."""
        return group_events(
            self.statements,
            documents=self.documents,
            codebook=self.codebook,
            settings=self.settings,
        ).rows

    def view(self, actor: str, as_of: date) -> View:
        """The view with its events and relations."""
        view = View(actor, as_of, self.documents, tuple(self.statements), self.events())
        rows = estimate_relations(view, codebook=self.codebook, settings=self.settings).rows
        return replace(view, relations=rows)

    def relations(self, actor: str, as_of: date) -> dict[tuple[str, str], Relation]:
        """Cells by counterpart and sector."""
        rows = self.view(actor, as_of).relations
        return {(row.counterpart, row.sector): row for row in rows}

    def items(self, name: str, actor: str, as_of: date = date(2024, 7, 1)) -> list[Item]:
        """Lines of one list."""
        view = self.view(actor, as_of)
        found = find_signals(view, codebook=self.codebook, settings=self.settings).rows
        return [item for item in found if item.list == name]


@pytest.fixture
def corpus() -> Corpus:
    """An empty corpus with the shipped codebook and the default settings."""
    return Corpus(load_codebook(), Settings())


@pytest.fixture
def corpora() -> Callable[[], Corpus]:
    """Makes empty corpora, for tests that compare several."""
    return lambda: Corpus(load_codebook(), Settings())
