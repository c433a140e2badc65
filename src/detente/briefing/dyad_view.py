"""One counterpart as the page prints it: its cells, its timeline, its events, its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from detente.briefing.bars import level_bar, tint
from detente.briefing.figures import Figure, Trend, draw, draw_trend
from detente.briefing.labels import event_label
from detente.briefing.line_view import Lines, LineView, anchor_of, parties_of
from detente.briefing.notes import Notes, folded
from detente.briefing.page import Briefing
from detente.briefing.portfolio import Cell, MatrixRow
from detente.briefing.sections import SECTIONS
from detente.briefing.timeline import Mark, draw_timeline
from detente.briefing.wording import (
    DIRECTION_GLYPHS,
    capital,
    percent,
    short_day,
    signed,
)
from detente.model import Item

# These lines stand once more in their own lists; beyond this many they only weigh the page down.
MOST_RELATED = 40
_NONE = Markup("")


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with every number as text."""

    anchor: str
    sector: str
    title: str
    level: str
    tint: str
    interval: str
    bar: Markup
    direction: str
    glyph: str
    chance: str
    tempo: str
    tempo_change: str
    n: int
    events: int
    assessments: int
    last: str
    numbers: tuple[int, ...]
    said: str
    summary: str
    trend: Markup = _NONE
    rows: str = ""


@dataclass(frozen=True, slots=True)
class DyadView:
    """One counterpart's part of the page."""

    name: str
    anchor: str
    overall: CellView | None
    cells: tuple[CellView, ...]
    timeline: Markup
    events: tuple[LineView, ...]
    related: tuple[LineView, ...]
    related_hidden: int = 0
    figures: tuple[FigureView, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefView:
    """One counterpart as a row of the table of those that aren't printed in full.

    Attributes:
        n_lines: lines on it in the lists below.
    """

    name: str
    anchor: str
    overall: CellView
    cells: tuple[CellView, ...]
    n_lines: int


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with what stands below it."""

    svg: Markup
    title: str
    caption: str


def figure_view(figure: Figure) -> FigureView | None:
    """The figure drawn; None where it has nothing to show."""
    svg = draw(figure)
    return FigureView(svg, figure.told.title, f"{figure.told.description}.") if svg else None


def cell_view(cell: Cell, name: str, *, notes: Notes, trend: Trend | None = None) -> CellView:
    """The cell as text; ``said`` is the whole of it for a reader who does not see it."""
    level, bounds = signed(cell.level), f"{signed(cell.low)} to {signed(cell.high)}"
    chance = percent(cell.p_direction)
    noun = "statement" if cell.tempo == 1 else "statements"
    noun = f"{noun} and events" if cell.n_rows and cell.n > cell.n_rows else noun
    noun = "events" if cell.n_rows and cell.n == cell.n_rows else noun
    proofs = "piece" if cell.n == 1 else "pieces"
    summary = (
        f"interval {bounds}; {cell.direction}, probability {chance}; "
        f"{_tempo(cell)} {noun} a month; {cell.n:,} {proofs} of evidence"
    )
    rows = ""
    if cell.n_rows:
        rows = f"{cell.n_rows:,} ({cell.n_reports:,} reports)"
        summary += f", {cell.n_rows:,} of them events of datasets in {cell.n_reports:,} reports"
    return CellView(
        anchor=anchor_of(cell.anchor),
        sector=cell.sector,
        title=f"{capital(name)}, {cell.sector}",
        level=level,
        tint=tint(cell.level),
        interval=bounds,
        bar=level_bar(cell),
        direction=cell.direction,
        glyph=DIRECTION_GLYPHS.get(cell.direction, ""),
        chance=chance,
        tempo=_tempo(cell),
        tempo_change=_change(cell.tempo_change),
        n=cell.n,
        events=cell.n_events,
        assessments=cell.n_assessments,
        last=short_day(cell.last) if cell.last else "",
        numbers=tuple(notes.numbers(cell.evidence)),
        said=f"{capital(name)}, {cell.sector}: level {level}, {summary}.",
        summary=summary,
        trend=draw_trend(trend) if trend else _NONE,
        rows=rows,
    )


def _tempo(cell: Cell) -> str:
    """Nobody watched isn't calm: a tempo that is unknown is a question mark."""
    return "?" if cell.tempo is None else f"{cell.tempo:.1f}"


def _change(tempo_change: float | None) -> str:
    text = signed(tempo_change or 0.0)
    return "" if text == "0.0" else text


class Dyads:
    """Builds the section of each counterpart, and one for events without a counterpart."""

    def __init__(self, briefing: Briefing, lines: Lines, notes: Notes) -> None:
        self._briefing = briefing
        self._lines = lines
        self._notes = notes
        self._placed: set[str] = set()
        self._counterparts = bool(briefing.lists.get("portfolio"))
        self._events_by: defaultdict[str, list[Item]] = defaultdict(list)
        self._lines_by: defaultdict[str, list[tuple[str, Item]]] = defaultdict(list)
        for item in self._events():
            for code in parties_of(item.fields):
                self._events_by[code].append(item)
        for section in SECTIONS:
            for item in briefing.lists.get(section.key, ()):
                for code in parties_of(item.fields) if item.id else ():
                    self._lines_by[code].append((section.heading, item))

    def of(self, row: MatrixRow, sectors: Sequence[str]) -> DyadView:
        """The section of one counterpart."""
        code, name = row.counterpart, row.name
        events = self._events_by[code]
        cells = [
            cell_view(row.cells[s], name, notes=self._notes) for s in sectors if s in row.cells
        ]
        overall = cell_view(row.overall, name, notes=self._notes)
        related = self._lines_by[code]
        return DyadView(
            name=capital(name.removeprefix("the ")),
            anchor=anchor_of(f"with-{code}"),
            overall=overall,
            cells=tuple(cells),
            timeline=self._timeline(events, name),
            events=self._event_lines(events, code),
            related=tuple(
                replace(self._lines.view(item), heading=heading)
                for heading, item in related[:MOST_RELATED]
            ),
            related_hidden=max(len(related) - MOST_RELATED, 0),
            figures=self._figures(code),
        )

    def brief(self, row: MatrixRow, sectors: Sequence[str]) -> BriefView:
        """A counterpart in one row of a table, without figures, events and lines."""
        here = [row.cells[sector] for sector in sectors if sector in row.cells]
        return BriefView(
            name=capital(row.name.removeprefix("the ")),
            anchor=anchor_of(f"with-{row.counterpart}"),
            overall=cell_view(row.overall, row.name, notes=self._notes),
            cells=tuple(cell_view(cell, row.name, notes=self._notes) for cell in here),
            n_lines=len(self._lines_by[row.counterpart]),
        )

    def _figures(self, code: str) -> tuple[FigureView, ...]:
        """The figures of a counterpart: levels, then counts."""
        own = [
            figure
            for name, figure in self._briefing.figures.items()
            if name.startswith((f"level-{code}-", f"counts-{code}-"))
        ]
        views = (figure_view(figure) for figure in own)
        return tuple(view for view in views if view is not None)

    def others(self, *, named: bool = False) -> DyadView | None:
        """Events that no counterpart's section holds; None where all have a place.

        Args:
            named: counterparts that aren't printed in full are among them.
        """
        events = [item for item in self._events() if item.id not in self._placed]
        if not events:
            return None
        name = "others, or no named counterpart"
        timeline = self._timeline(events, name)
        lines = self._event_lines(events, "none")
        heading = "Other counterparts, or none" if named else "Without a counterpart"
        heading = heading if self._counterparts else "Events"
        return DyadView(heading, "with-none", None, (), timeline, lines, ())

    def _events(self) -> tuple[Item, ...]:
        return self._briefing.lists.get("events", ())

    def _event_lines(self, events: Sequence[Item], code: str) -> tuple[LineView, ...]:
        """The events, newest first; an event that stands in two sections is named in the first."""
        views = []
        for item in sorted(events, key=_begins, reverse=True):
            first = item.id not in self._placed
            self._placed.add(item.id)
            anchor = anchor_of(item.id if first else f"{code}-{item.id}")
            views.append(self._lines.view(item, anchor=anchor))
        return tuple(views)

    def _timeline(self, events: Sequence[Item], name: str) -> Markup:
        marks = []
        for item in events:
            begins = item.fields.get("begins_on")
            if isinstance(begins, date):
                ends = item.fields.get("ends_on")
                last = ends if isinstance(ends, date) else begins
                action = str(item.fields.get("action") or "")
                label = event_label(item, self._briefing.actor)
                text = folded(item.text)
                notes = self._lines.numbers(item)
                marks.append(Mark(begins, last, action, label, text, anchor_of(item.id), notes))
        return draw_timeline(marks, as_of=self._briefing.as_of, name=name)


def _begins(item: Item) -> tuple[date, str]:
    begins = item.fields.get("begins_on")
    return (begins if isinstance(begins, date) else date.min), item.text
