"""One line of a list as the page prints it: text, numbers of its notes, facts, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from detente.briefing.bars import likelihood_bar
from detente.briefing.figures import draw
from detente.briefing.notes import Notes, folded
from detente.briefing.own_words import Run, runs_of
from detente.briefing.page import LISTS, OWN, Briefing, nested_evidence
from detente.briefing.sections import Section, facts_of, pill_of, references
from detente.model import Item
from detente.outlook.wording import shortened

_LINKED = ("hinges", "against", "first", "reply")
_WIDE = ("resolution_rule", "condition", "legs", "counterparts", "hinges")
_FOLDED = ("resolution_rule",)
_LINK_CHARS = 90
_NONE = Markup("")


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another line of the page."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A labelled fact, with a figure before it and notes or links after it."""

    label: str
    text: str
    figure: Markup
    numbers: tuple[int, ...]
    links: tuple[Link, ...]
    wide: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line ready to print; ``runs`` are the stretches of a reader's own paragraph."""

    text: str
    numbers: tuple[int, ...]
    facts: tuple[FactView, ...] = ()
    anchor: str = ""
    struck: bool = False
    contested: bool = False
    heading: str = ""
    pill: str = ""
    figure: Markup = _NONE
    caption: str = ""
    runs: tuple[Run, ...] = ()


def anchor_of(name: str) -> str:
    """A name as the fragment of an address: letters, digits and hyphens only.

    >>> anchor_of("d1:0-9:event")
    'd1-0-9-event'
    """
    return re.sub(r"[^A-Za-z0-9-]+", "-", name)


class Lines:
    """Turns items into line views; knows where every line stands on the page."""

    def __init__(self, briefing: Briefing, notes: Notes) -> None:
        self._names = briefing.names
        self._figures = briefing.figures
        self._notes = notes
        self._items = {
            item.id: item for name in LISTS for item in briefing.lists.get(name, ()) if item.id
        }

    def numbers(self, item: Item) -> tuple[int, ...]:
        """The notes of a line."""
        return tuple(self._notes.numbers(item.evidence))

    def view(self, item: Item, section: Section | None = None, *, anchor: str = "") -> LineView:
        """A line with the facts that its section shows, and its figure."""
        figure = self._figures.get(f"line-{item.id}") if section else None
        return LineView(
            text=folded(item.text),
            numbers=self.numbers(item),
            facts=tuple(self._facts(item, section)) if section else (),
            anchor=anchor or anchor_of(item.id),
            pill=pill_of(section, item) if section else "",
            struck=item.fields.get("status") in ("moved", "cancelled"),
            contested=bool(item.fields.get("contested")),
            figure=draw(figure) if figure else _NONE,
            caption=f"{figure.told.description}." if figure else "",
            runs=runs_of(item, self._notes) if item.list.startswith(OWN) else (),
        )

    def _facts(self, item: Item, section: Section) -> Iterator[FactView]:
        for field, label, text in facts_of(section, item, names=self._names):
            links = self._links(item, field)
            yield FactView(
                label=label,
                text="" if links else folded(text),
                figure=likelihood_bar(item.fields.get(field)) if field == "likelihood" else _NONE,
                numbers=self._proof(item, field),
                links=links,
                wide=field in _WIDE,
                folded=field in _FOLDED,
            )

    def _proof(self, item: Item, field: str) -> tuple[int, ...]:
        """The notes of what a field itself cites: its evidence, or the events it refers to."""
        value = item.fields.get(field)
        found = list(nested_evidence(value))
        if field == "legs" and isinstance(value, list | tuple):
            for leg in value:
                events = leg.get("events", ()) if isinstance(leg, Mapping) else ()
                known = [self._items[name] for name in events if name in self._items]
                found += [proof for event in known for proof in event.evidence[:1]]
        return tuple(self._notes.numbers(found))

    def _links(self, item: Item, field: str) -> tuple[Link, ...]:
        if field not in _LINKED:
            return ()
        known = (name for name in references(item, field) if name in self._items)
        return tuple(
            Link(anchor_of(name), shortened(_core(self._items[name]), _LINK_CHARS))
            for name in known
        )


def _core(item: Item) -> str:
    """What a link to a line says: of a forecast its phrase and words, not who said it of whom."""
    text = folded(item.text)
    if item.list == "outlook" and ": “" in text:
        phrase = str(item.fields.get("phrase") or "")
        return f"{phrase}: {text.split(': ', 1)[1]}" if phrase else text.split(": ", 1)[1]
    return text


def parties_of(fields: Mapping[str, object]) -> set[str]:
    """Every actor code that a line's own fields name, nested ones left out."""
    keys = (
        "counterpart", "source", "target", "giver", "receiver", "parties", "goal", "actors",
        "addressee", "toward", "actor",
    )  # fmt: skip
    found: set[str] = set()
    for key in keys:
        value = fields.get(key)
        values: Sequence[object] = value if isinstance(value, list | tuple) else (value,)
        found.update(code for code in values if isinstance(code, str) and code)
    return found
