"""What every signal is read from: the statements of a view with their words, parties and events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from detente.codebook.bearing import bearing
from detente.codebook.guesses import guessed
from detente.codebook.stems import salient_stems
from detente.codebook.terms import TermIndex, relation_index, relation_level
from detente.model import Document, Event, Evidence, Item, Statement, View, evidence_of
from detente.signals.wording import joined_text, with_article

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings


MOST_EVIDENCE = 24
_CLAUSE_END = re.compile(r"[.;:,—]|\b(?:and|while|but|although)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement with its document and the event that it reports.

    Attributes:
        number: place among the readings of the view, in document order.
        event: the event behind a statement of kind event, else None.
        guessed: True where the sentence doesn't name the other side and the coder filled it in.
    """

    number: int
    statement: Statement
    document: Document
    event: Event | None = None
    guessed: bool = False
    _stems: tuple[str, ...] | None = field(default=None, compare=False, repr=False)

    @property
    def words(self) -> str:
        """The supporting words, exactly as written."""
        return self.document.text[self.statement.start : self.statement.end]

    @property
    def sentence(self) -> str:
        """The whole sentence, exactly as written."""
        return self.document.text[self.statement.sentence_start : self.statement.sentence_end]

    @property
    def clause(self) -> str:
        """The supporting words and what follows them up to the end of the clause."""
        row = self.statement
        rest = self.document.text[row.end : row.sentence_end]
        return self.words + _CLAUSE_END.split(rest, maxsplit=1)[0]

    @property
    def stems(self) -> frozenset[str]:
        """Salient stems of the supporting words and of the objects."""
        if self._stems is None:
            said = " ".join((self.words, *self.statement.objects))
            # A set takes seven times the memory of a tuple, and there is one for each reading.
            object.__setattr__(self, "_stems", tuple(frozenset(salient_stems(said))))
        assert self._stems is not None
        return frozenset(self._stems)

    @property
    def place(self) -> tuple[str, int]:
        """Document and start of the sentence."""
        return self.statement.document, self.statement.sentence_start

    @property
    def day(self) -> date | None:
        """First day of what is told, or the day of publication."""
        return self.statement.begins_on or self.statement.ends_on or self.document.published

    @property
    def last_day(self) -> date | None:
        """Last day of what is told, or the day of publication."""
        return self.statement.ends_on or self.statement.begins_on or self.document.published

    def evidence(self) -> Evidence:
        """The sentence as evidence; that of its event where it is the same."""
        row = self.statement
        for cited in self.event.evidence if self.event else ():
            same = cited.start == row.sentence_start and cited.end == row.sentence_end
            if same and cited.document == row.document and cited.page == row.page:
                return cited
        return evidence_of(row, self.document)


class Ground:
    """A view made ready for the signals.

    Attributes:
        terms: the lexicon's words for relations, to be found in texts.
        motives: its cues of what drives or holds back an actor.
    """

    def __init__(self, view: View, *, codebook: Codebook, settings: Settings) -> None:
        self.view = view
        self.codebook = codebook
        self.settings = settings
        self.terms = relation_index(codebook.lexicon)
        self.motives = TermIndex((cue.cue, cue) for cue in codebook.lexicon.motives)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every statement whose document is in the view, in document order."""
        view = self.view
        reported = _events_by_key(view.events)
        guesses = guessed(
            view.statements, view.documents, actor=view.actor, actors=self.codebook.actors
        )
        rows = sorted(view.statements, key=_in_text)
        return tuple(
            Reading(
                number,
                row,
                view.documents[row.document],
                _reported(row, reported),
                row in guesses,
            )
            for number, row in enumerate(row for row in rows if row.document in view.documents)
        )

    @cached_property
    def _by_kind(self) -> dict[str, list[Reading]]:
        found: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in self.readings:
            found[reading.statement.kind].append(reading)
        return found

    @property
    def actor(self) -> str:
        """The state looked from."""
        return self.view.actor

    def of_kind(self, *kinds: str) -> list[Reading]:
        """Readings of some kinds, in order."""
        if len(kinds) == 1:
            return list(self._by_kind.get(kinds[0], ()))
        return [reading for reading in self.readings if reading.statement.kind in kinds]

    def named(self, *kinds: str) -> list[Reading]:
        """Readings of some kinds whose sentence names the other side."""
        return [reading for reading in self.of_kind(*kinds) if not reading.guessed]

    def beside(self, reading: Reading) -> list[Reading]:
        """All readings of the same sentence, the reading itself among them."""
        return self.around(reading)

    def around(self, reading: Reading, *, before: int = 0, after: int = 0) -> list[Reading]:
        """Readings of the sentence and of its coded neighbours in the document."""
        rows, document = self.readings, reading.document
        first, end = self._sentence_from(reading.number), self._sentence_to(reading.number)
        for _ in range(before):
            if first and rows[first - 1].document is document:
                first = self._sentence_from(first - 1)
        for _ in range(after):
            if end < len(rows) and rows[end].document is document:
                end = self._sentence_to(end)
        return list(rows[first:end])

    def _sentence_from(self, number: int) -> int:
        """The number of the first reading of a reading's sentence."""
        place = self.readings[number].place
        while number and self.readings[number - 1].place == place:
            number -= 1
        return number

    def _sentence_to(self, number: int) -> int:
        """The number behind the last reading of a reading's sentence."""
        place = self.readings[number].place
        while number < len(self.readings) and self.readings[number].place == place:
            number += 1
        return number

    def names(self, codes: Iterable[str]) -> list[str]:
        """Names as they stand inside a sentence."""
        return [self.name(code) for code in codes]

    def name(self, code: str) -> str:
        """A name as it stands inside a sentence, "the United States"."""
        return with_article(self.codebook.actors.name(code))

    def level_of(self, words: str) -> float | None:
        """What words say of a relation, from -10 to 10; None where they say nothing of one."""
        found = relation_level(words, self.terms)
        return found[0] if found else None

    def lowest_level(self, words: str) -> float | None:
        """The worst that words say of a relation; None where they say nothing of one."""
        levels = [row.value.level for row in self.terms.find(words)]
        return min(levels, default=None)

    def bearing(self, row: Statement | Event) -> float:
        """Points from -10 to 10 that an act bears on the relation of its parties."""
        return bearing(self.codebook.intensity, row.action, row.change)

    def counterparts(self, statement: Statement | Event) -> tuple[str, ...]:
        """With whom the state looked from deals in a statement; empty where it isn't part."""
        return counterparts_of(self.actor, statement)

    def item(
        self, name: str, text: str, *, readings: Sequence[Reading], fields: dict[str, object]
    ) -> Item:
        """A line of a list with the sentences it rests on, each once."""
        return make_item(
            name, text, evidence=tuple(reading.evidence() for reading in readings), fields=fields
        )


def make_item(
    name: str, text: str, *, evidence: Iterable[Evidence], fields: dict[str, object]
) -> Item:
    """A line whose id depends on its list, its fields and its evidence alone.

    At most 24 sentences are cited; callers put the telling ones first.
    """
    found: dict[tuple[str, int, int, str, str], Evidence] = {}
    for cited in evidence:
        place = cited.document, cited.start, cited.end, cited.dataset, cited.row
        found.setdefault(place, cited)
    cited_places = dict(list(found.items())[:MOST_EVIDENCE])
    places = [f"{place}" for place in cited_places]
    values = [f"{key}={value}" for key, value in sorted(fields.items())]
    digest = sha256(joined_text([name, *values, *places]).encode()).hexdigest()
    return Item(name, text, tuple(cited_places.values()), fields, id=f"{name}-{digest[:12]}")


def counterparts_of(actor: str, row: Statement | Event) -> tuple[str, ...]:
    """The other side of an action that an actor is part of, in order.

    Those who act beside the actor towards a third party aren't its counterparts there. Where
    nobody is named as acting ("their ties were upgraded"), all who are named deal with each other.
    """
    if not row.directed or not row.source:
        both = (*row.source, *row.target)
        sides = both if actor in both else ()
    elif actor in row.source:
        sides = row.target
    else:
        sides = row.source if actor in row.target else ()
    return tuple(dict.fromkeys(code for code in sides if code and code != actor))


def _in_text(row: Statement) -> tuple[str, int, int, int, str, tuple[str, ...], tuple[str, ...]]:
    """The order of the texts, whatever the order of the input."""
    return row.document, row.sentence_start, row.start, row.end, row.kind, row.codes, row.source


def _events_by_key(events: Sequence[Event]) -> dict[str, list[Event]]:
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        for key in event.statements:
            found[key].append(event)
    return found


def _reported(row: Statement, events: dict[str, list[Event]]) -> Event | None:
    """The event that a statement reports; two statements may share a span, so codes decide."""
    if row.kind != "event":
        return None
    rows = events.get(row.key, [])
    fitting = [
        event
        for event in rows
        if event.action in row.codes and row.parties & {*event.source, *event.target}
    ]
    return next(iter(fitting or rows), None)
