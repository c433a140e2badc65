"""What Markdown, DOCX and the terminal share: the lists as plain rows in printed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.briefing.notes import Notes, folded
from detente.briefing.page import Briefing
from detente.briefing.portfolio import Cell, Matrix, matrix_of
from detente.briefing.sections import EVENTS, SECTIONS, Section, facts_of, pill_of, references
from detente.briefing.wording import DIRECTION_GLYPHS, capital, percent, signed
from detente.model import Document, Item
from detente.outlook.wording import shortened

_LINKED = ("hinges", "against")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its facts and the numbers of its notes."""

    text: str
    facts: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TextList:
    """A list with its heading; empty lists are left to the renderer."""

    heading: str
    intro: str
    lines: tuple[TextLine, ...]


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

    def lists(self) -> Iterator[TextList]:
        """Events, then the lists of every section, in printed order."""
        for section in (EVENTS, *SECTIONS):
            items = self.briefing.lists.get(section.key, ())
            lines = tuple(self._line(item, section) for item in items)
            yield TextList(section.heading, section.intro, lines)

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
        return TextLine(folded(item.text), tuple(facts), self.numbers(item))

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
