"""What Markdown, DOCX and the terminal share: the lists as plain rows in printed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.briefing.notes import Notes, folded
from detente.briefing.own_words import Run, runs_of, signature
from detente.briefing.page import OWN, Briefing
from detente.briefing.portfolio import Cell, Matrix, matrix_of
from detente.briefing.sections import (
    EVENTS,
    SECTIONS,
    Section,
    facts_of,
    pill_of,
    references,
)
from detente.briefing.wording import DIRECTION_GLYPHS, capital, percent, signed
from detente.model import Document, Item
from detente.outlook.wording import shortened

_LINKED = ("hinges", "against")
_BY_KEY = {section.key: section for section in (EVENTS, *SECTIONS)}


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its facts and the numbers of its notes.

    ``runs`` are the stretches of a reader's own paragraph, each with the notes that follow it;
    ``figure`` is the name of the figure that may stand with it.
    """

    text: str
    facts: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]
    runs: tuple[Run, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class TextList:
    """A list with its heading; empty lists are left to the renderer.

    ``own`` says that the lines are paragraphs that a reader wrote.
    """

    heading: str
    intro: str
    lines: tuple[TextLine, ...]
    own: bool = False


class TextForm:
    """The briefing as plain rows; the numbers of notes are those of every other form."""

    def __init__(self, briefing: Briefing, documents: Mapping[str, Document]) -> None:
        self.briefing = briefing
        self.notes = Notes(briefing, documents)
        self.matrix: Matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
        self._items = {item.id: item for item in briefing.lines() if item.id}

    def takeaways(self) -> list[TextLine]:
        """The opening lines; confidence stands apart from the sentence."""
        lines = []
        for item in self.briefing.lists.get("takeaways", ()):
            about = str(item.fields.get("about") or "")
            facts = (
                ("Confidence", str(item.fields.get("confidence") or "")),
                ("About", capital(self.briefing.names.get(about, about))),
            )
            lines.append(TextLine(folded(item.text), facts, self.numbers(item)))
        return lines

    def rows(self, name: str) -> TextList | None:
        """The list of that name; None for those that have a form of their own."""
        items = self.briefing.lists.get(name, ())
        if name.startswith(OWN):
            lines = tuple(
                TextLine(folded(item.text), (), self.numbers(item), runs_of(item, self.notes))
                for item in items
            )
            title = str(items[0].fields.get("title") or "") if items else ""
            return TextList(title, signature(items), lines, own=True)
        section = _BY_KEY.get(name)
        if section is None:
            return None
        lines = tuple(self._line(item, section) for item in items)
        return TextList(section.heading, section.intro, lines)

    def _line(self, item: Item, section: Section) -> TextLine:
        facts = []
        for field, label, text in facts_of(section, item, names=self.briefing.names):
            linked = self._linked(item, field) if field in _LINKED else ""
            facts.append((label, linked or folded(text)))
        pill = pill_of(section, item)
        if pill:
            facts.insert(0, (section.pill.capitalize(), pill))
        if item.fields.get("contested") is True:
            facts.append(("Contested", "yes"))
        figure = f"line-{item.id}" if item.id else ""
        return TextLine(folded(item.text), tuple(facts), self.numbers(item), figure=figure)

    def _linked(self, item: Item, field: str) -> str:
        texts = (self._items[name].text for name in references(item, field) if name in self._items)
        return "; ".join(shortened(folded(text).rstrip("."), 90) for text in texts)

    def numbers(self, item: Item) -> tuple[int, ...]:
        """The notes of a line, those of its fields left out."""
        return tuple(self.notes.numbers(item.evidence))


def cell_text(cell: Cell) -> str:
    """A cell in one short line: level, interval, direction.

    >>> from detente.briefing.portfolio import Cell
    >>> cell_text(Cell("RUS", "military", 5.0, 1.8, 8.1, 1, 0, "rising", 0.8, 9, 1, None, "", ()))
    '+5.0 (+1.8 to +8.1) ▲ 80 %'
    """
    glyph = DIRECTION_GLYPHS.get(cell.direction, "")
    bounds = f"{signed(cell.low)} to {signed(cell.high)}"
    return f"{signed(cell.level)} ({bounds}) {glyph} {percent(cell.p_direction)}"
