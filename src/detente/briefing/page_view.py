"""What the HTML template prints, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.briefing.dyad_view import (
    BriefView,
    CellView,
    Dyads,
    DyadView,
    FigureView,
    cell_view,
    figure_view,
)
from detente.briefing.figures import Trend
from detente.briefing.line_view import Lines, LineView, anchor_of
from detente.briefing.notes import Note, Notes, folded, safe_address
from detente.briefing.own_words import signature
from detente.briefing.page import OWN, Briefing
from detente.briefing.portfolio import Matrix, MatrixRow, matrix_of
from detente.briefing.publications import told_copies
from detente.briefing.sections import SECTIONS, Section, printed
from detente.briefing.wording import capital, plain
from detente.model import Document, Item
from detente.outlook.wording import day, listing

# A dataset names nearly every state of the world; beyond these a counterpart gets one row.
MOST_IN_FULL = 30


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the matrix; None where a sector has no evidence."""

    name: str
    anchor: str
    overall: CellView
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One list with its heading."""

    key: str
    heading: str
    intro: str
    lines: tuple[LineView, ...]
    figures: tuple[FigureView, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnView:
    """Paragraphs that a reader wrote, with who signs them."""

    heading: str
    lines: tuple[LineView, ...]
    signed: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page; ``order`` names its parts as they are printed."""

    actor_name: str
    read_from: str
    as_of: str
    counts: str
    contents: tuple[tuple[str, str], ...]
    takeaways: tuple[LineView, ...]
    sectors: tuple[str, ...]
    rows: tuple[RowView, ...]
    dyads: tuple[DyadView, ...]
    brief: tuple[BriefView, ...]
    sections: Mapping[str, SectionView]
    own: Mapping[str, OwnView]
    order: tuple[str, ...]
    publications: tuple[Mapping[str, object], ...]
    rejected: tuple[Mapping[str, str], ...]
    notes: tuple[Note, ...]


TAKEAWAY = Section("takeaways", "Takeaways", "", (("confidence", "Confidence"), ("about", "About")))


def view_of(briefing: Briefing, documents: Mapping[str, Document]) -> PageView:
    """Everything that the page shows, as text and numbers."""
    notes = Notes(briefing, documents)
    lines = Lines(briefing, notes)
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    dyads = Dyads(briefing, lines, notes)
    order = _parts(briefing)
    sections = {
        section.key: _section(section, briefing, lines=lines)
        for section in SECTIONS
        if section.key in order
    }
    own = {name: _own(briefing, name, lines) for name in order if name.startswith(OWN)}
    full, brief = _split(matrix.rows)
    parts = [dyads.of(row, matrix.sectors) for row in full]
    rest = dyads.others(named=bool(brief))
    return PageView(
        actor_name=capital(briefing.actor_name.removeprefix("the ")),
        read_from=read_from(briefing),
        as_of=day(briefing.as_of),
        counts=counted(briefing),
        contents=_contents(order, sections, own),
        takeaways=tuple(
            lines.view(_named(item, briefing), TAKEAWAY) for item in _list(briefing, "takeaways")
        ),
        sectors=matrix.sectors,
        rows=_rows(matrix, notes, briefing.trends),
        dyads=(*parts, rest) if rest else tuple(parts),
        brief=tuple(dyads.brief(row, matrix.sectors) for row in brief),
        sections=sections,
        own=own,
        order=order,
        publications=tuple(_publication(item, lines) for item in _list(briefing, "publications")),
        rejected=tuple(_rejected(item) for item in _list(briefing, "rejected")),
        notes=tuple(notes.notes),
    )


def _split(rows: Sequence[MatrixRow]) -> tuple[list[MatrixRow], list[MatrixRow]]:
    """Counterparts printed in full, and the others; those that documents tell of come first."""

    def weight(row: MatrixRow) -> tuple[bool, int]:
        """Documents before datasets, much evidence before little."""
        return bool(row.overall.n_events + row.overall.n_assessments), row.overall.n

    chosen = {row.counterpart for row in sorted(rows, key=weight, reverse=True)[:MOST_IN_FULL]}
    full = [row for row in rows if row.counterpart in chosen]
    return full, [row for row in rows if row.counterpart not in chosen]


def _list(briefing: Briefing, name: str) -> tuple[Item, ...]:
    return briefing.lists.get(name, ())


def _named(item: Item, briefing: Briefing) -> Item:
    """A takeaway whose ``about`` is a name and not a code."""
    about = str(item.fields.get("about") or "")
    named = capital(briefing.names.get(about, about))
    return Item(item.list, item.text, item.evidence, {**item.fields, "about": named}, item.id)


def counted(briefing: Briefing) -> str:
    """What the briefing was made from, in words.

    A kind of which there is none is left out; datasets are usually none.
    """
    words = []
    made_from = briefing.generated_from
    for noun in ("documents", "statements", "events", "datasets"):
        count = made_from.get(noun, 0)
        if count:
            words.append(f"{count:,} {noun if count != 1 else noun[:-1]}")
    if made_from.get("dataset_events"):
        words[-1] += (
            f" with {made_from['dataset_events']:,} events of this state in "
            f"{made_from['dataset_reports']:,} reports"
        )
    return listing(words) or "no documents"


def read_from(briefing: Briefing) -> str:
    """What the page was read from, in two or three words."""
    made_from = briefing.generated_from
    if not made_from.get("datasets"):
        return "documents"
    return "documents and event datasets" if made_from.get("documents") else "event datasets"


def _parts(briefing: Briefing) -> tuple[str, ...]:
    """The parts of the page: counterparts stand with the events, and follow the matrix."""
    order = printed(briefing)
    if "portfolio" in order and "events" not in order:
        at = order.index("portfolio") + 1
        order = (*order[:at], "events", *order[at:])
    return order


def _own(briefing: Briefing, name: str, lines: Lines) -> OwnView:
    items = _list(briefing, name)
    title = folded(str(items[0].fields.get("title") or "")) if items else ""
    return OwnView(title, tuple(lines.view(item) for item in items), folded(signature(items)))


def _contents(
    order: tuple[str, ...], sections: Mapping[str, SectionView], own: Mapping[str, OwnView]
) -> tuple[tuple[str, str], ...]:
    named = {
        "takeaways": ("takeaways", "Takeaways"),
        "portfolio": ("portfolio", "Portfolio"),
        "events": ("counterparts", "Counterparts"),
        "publications": ("publications", "Publications"),
        "rejected": ("rejected", "Left out"),
        **{key: (key, section.heading) for key, section in sections.items() if section.lines},
        **{name: (name, view.heading) for name, view in own.items() if view.heading},
    }
    return (*(named[key] for key in order if key in named), ("notes", "Evidence"))


def _rows(
    matrix: Matrix, notes: Notes, trends: Mapping[tuple[str, str], Trend]
) -> tuple[RowView, ...]:
    rows = []
    for row in matrix.rows:
        cells = tuple(
            cell_view(
                row.cells[sector],
                row.name,
                notes=notes,
                trend=trends.get((row.counterpart, sector)),
            )
            if sector in row.cells
            else None
            for sector in matrix.sectors
        )
        overall = cell_view(row.overall, row.name, notes=notes)
        name = capital(row.name.removeprefix("the "))
        rows.append(RowView(name, anchor_of(f"with-{row.counterpart}"), overall, cells))
    return tuple(rows)


def _section(section: Section, briefing: Briefing, *, lines: Lines) -> SectionView:
    items = _list(briefing, section.key)
    views = tuple(lines.view(item, section) for item in items)
    own = (
        figure_view(figure)
        for name, figure in briefing.figures.items()
        if section.key == "channels" and name.startswith("network-")
    )
    figures = tuple(figure for figure in own if figure is not None)
    return SectionView(section.key, section.heading, section.intro, views, figures)


def _publication(item: Item, lines: Lines) -> Mapping[str, object]:
    fields = item.fields
    published = fields.get("published")
    return {
        "anchor": anchor_of(item.id),
        "title": folded(plain("title", fields.get("title"), names={})) or "Untitled",
        "author": folded(plain("author", fields.get("author"), names={})),
        "publisher": folded(plain("publisher", fields.get("publisher"), names={})) or "unknown",
        "published": day(published) if isinstance(published, date) else "no date",
        "url": safe_address(str(fields.get("url") or "")),
        "copies": folded(told_copies(fields)),
        "statements": plain("statements", fields.get("statements"), names={}),
        "grade": plain("grade", fields.get("grade"), names={}),
        "numbers": lines.numbers(item),
    }


def _rejected(item: Item) -> Mapping[str, str]:
    return {name: folded(str(item.fields.get(name) or "")) for name in ("what", "where", "reason")}
