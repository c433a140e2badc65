"""What every signal is read from: the statements of a view with their words, parties and events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from detente.codebook.bearing import bearing
from detente.codebook.terms import TermIndex, relation_index, relation_level
from detente.model import Event, Evidence, Item, Statement, View
from detente.signals.readings import Reading, Table
from detente.signals.wording import joined_text, with_article

__all__ = ["Ground", "Reading", "counterparts_of", "make_item"]

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings


MOST_EVIDENCE = 24


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
    def _table(self) -> Table:
        return Table(self.view, actors=self.codebook.actors)

    @property
    def readings(self) -> Iterator[Reading]:
        """Every statement whose document is in the view, in document order."""
        return self._table.readings()

    @property
    def actor(self) -> str:
        """The state looked from."""
        return self.view.actor

    def of_kind(self, *kinds: str, own: bool = False) -> Iterator[Reading]:
        """Readings of some kinds, in order.

        Args:
            own: only those that the state looked from is part of, or their event.
        """
        return self._table.readings(kinds, own=own)

    def named(self, *kinds: str, own: bool = False) -> Iterator[Reading]:
        """Readings of some kinds whose sentence names the other side."""
        return self._table.readings(kinds, named=True, own=own)

    def beside(self, reading: Reading) -> list[Reading]:
        """All readings of the same sentence, the reading itself among them."""
        return self._table.around(reading, 0, 0)

    def around(self, reading: Reading, *, before: int = 0, after: int = 0) -> list[Reading]:
        """Readings of the sentence and of its coded neighbours in the document."""
        return self._table.around(reading, before, after)

    def own_events(self) -> Iterator[int]:
        """Places in the view of the events that the state looked from is part of, in order."""
        return self._table.own_events()

    def reports(self, event: int) -> list[Reading]:
        """The readings that report an event, by its place in the view."""
        return self.numbered(self._table.reports(event))

    def document_number(self, reading: Reading) -> int:
        """A number that readings of one document share."""
        return self._table.document_number(reading.number)

    def numbered(self, numbers: Iterable[int]) -> list[Reading]:
        """Readings by their numbers."""
        return [Reading(number, self._table) for number in numbers]

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


class Deed(Protocol):
    """What says who acts on whom: a statement, an event."""

    @property
    def source(self) -> tuple[str, ...]:
        """Who acts."""

    @property
    def target(self) -> tuple[str, ...]:
        """On whom."""

    @property
    def directed(self) -> bool:
        """False where both act."""


def counterparts_of(actor: str, row: Deed) -> tuple[str, ...]:
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
