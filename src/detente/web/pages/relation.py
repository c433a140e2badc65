"""One relation, whole or in one sector: its level, what happened, is expected and is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from detente.briefing.bars import level_bar
from detente.briefing.figures import draw
from detente.briefing.portfolio import MatrixRow, matrix_of
from detente.briefing.sections import SECTIONS
from detente.briefing.timeline import draw_timeline
from detente.errors import Missing
from detente.model import SECTORS, Item, Statement
from detente.outlook.wording import with_article
from detente.web.asking import Ask
from detente.web.cells import course_of, courses_of, proved_cell
from detente.web.choosing import choice_of, chosen_query, glimpse_of, reading_of
from detente.web.dyad_figures import figures_of, marks_of
from detente.web.dyads import (
    UNCODED,
    Day,
    Place,
    by_side,
    day_values,
    days_of,
    statement_values,
    statements_of,
    with_documents,
    within,
)
from detente.web.forecasts import scored_forecasts
from detente.web.lines import line_of
from detente.web.page import Page
from detente.web.paging import Part, part_of

if TYPE_CHECKING:
    from detente.briefing.figures import Figure
    from detente.briefing.page import Briefing
    from detente.web.desk import Drawn

EVENTS, STATEMENTS, DAYS, LINES = 60, 25, 25, 25
# What an analyst asks of a relation, in this order; events and forecasts have their own places.
ORDER = (
    "reciprocity",
    "doctrine",
    "stances",
    "outlook",
    "calendar",
    "commitments",
    "exchanges",
    "drivers",
    "recommendations",
    "channels",
    "signals",
    "omissions",
    "contested",
    "scores",
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The long lists of a relation, a part of each."""

    events: Part[Item]
    statements: Part[Statement]
    days: Part[Day]


def show(ask: Ask) -> Page:
    """A relation seen from one side.

    Raises:
        Missing: if there is no such actor or sector.
    """
    place = _place(ask)
    drawn = glimpse_of(ask)
    briefing = drawn.briefing
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    row = next((one for one in matrix.rows if one.counterpart == place.other), None)
    sectors = [place.sector] if place.sector else list(row.cells) if row else []
    course = ask.desk.thing(
        ("course", place, ask.moment, choice_of(ask), drawn.levels),
        lambda: course_of(courses_of(ask, drawn), place.other, sectors, until=ask.as_of),
    )

    def named(code: str) -> str:
        return with_article(ask.name_of(code))

    figures = dict(figures_of(drawn.picture, course, place, named=named))
    lines = _by_side(ask, drawn)
    sections = _sections(ask, briefing, place, lines)
    beside = _figures_of_lines(sections, briefing)
    events = sorted(
        within(lines.get(("events", place.other), ()), place), key=_newest, reverse=True
    )
    parts = _Parts(
        part_of(ask, "events", events, size=EVENTS),
        part_of(ask, "statements", statements_of(ask, reading_of(ask), place), size=STATEMENTS),
        part_of(ask, "days", days_of(drawn.picture.view.series, place), size=DAYS),
    )
    values = {
        "actor": place.actor,
        "counterpart": place.other,
        "counterpart_name": ask.name_of(place.other),
        "sector": place.sector,
        "as_of": ask.as_of,
        "complete": drawn.complete,
        "levels": drawn.levels,
        "chosen": chosen_query(ask),
        **_cells(row, place, briefing),
        "course": course,
        "figures": {**figures, **beside},
        "events": parts.events.told([line_of(item, briefing) for item in parts.events.rows]),
        "sections": sections,
        "scored": scored_forecasts(ask, place),
        "statements": parts.statements.told(
            statement_values(parts.statements.rows, with_documents(briefing, reading_of(ask)))
        ),
        "days": parts.days.told(day_values(ask, parts.days.rows)),
    }
    sector = f", {place.sector}" if place.sector else ""
    title = f"{ask.name_of(place.actor)} and {ask.name_of(place.other)}{sector}"
    timeline = draw_timeline(
        marks_of(parts.events.rows, place.actor), as_of=ask.as_of, name=ask.name_of(place.other)
    )
    svg = {
        "figures": _svg(figures),
        "timeline": timeline,
        "bars": _bars(row),
        "lines": _svg(beside),
    }
    return Page("relation.html.j2", title, values, drawn=svg, place="portfolio")


def _place(ask: Ask) -> Place:
    other = ask.code_of(ask.path["other"])
    sector = ask.path.get("sector", "")
    if sector and sector not in (*SECTORS, UNCODED):
        raise Missing(f"there is no sector {sector!r}; one of {', '.join(SECTORS)} or {UNCODED}")
    if other == ask.actor:
        raise Missing(f"{other} has no relation with itself; name another side")
    return Place(ask.actor, other, sector)


def _cells(row: MatrixRow | None, place: Place, briefing: Briefing) -> Mapping[str, object]:
    """The cell that the page is about, and those of all sectors."""
    if row is None:
        return {"cell": None, "cells": {}}
    cell = row.cells.get(place.sector) if place.sector else row.overall
    return {
        "cell": proved_cell(cell, briefing) if cell else None,
        "cells": {name: proved_cell(one, briefing) for name, one in row.cells.items()},
    }


def _bars(row: MatrixRow | None) -> Mapping[str, object]:
    cells = {**row.cells, "": row.overall} if row else {}
    return {name: level_bar(cell) for name, cell in cells.items()}


def _svg(figures: Mapping[str, Figure]) -> Mapping[str, object]:
    drawn = {name: draw(figure) for name, figure in figures.items()}
    return {name: svg for name, svg in drawn.items() if svg}


def _by_side(ask: Ask, drawn: Drawn) -> Mapping[tuple[str, str], Sequence[Item]]:
    """The lines of a picture by list and counterpart, kept as long as the picture."""
    lists = drawn.briefing.lists
    drawn_to = drawn.complete, sum(len(rows) for rows in lists.values())
    key = "lines by side", ask.actor, ask.moment, choice_of(ask), drawn_to
    return ask.desk.thing(key, lambda: by_side(lists))


def _sections(
    ask: Ask,
    briefing: Briefing,
    place: Place,
    named: Mapping[tuple[str, str], Sequence[Item]],
) -> list[dict[str, object]]:
    """The lists that say something of the relation, a part of each."""
    by_key = {section.key: section for section in SECTIONS}
    found: list[dict[str, object]] = []
    for key in ORDER:
        lines = within(named.get((key, place.other), ()), place)
        if lines:
            part = part_of(ask, key, lines, size=LINES)
            told = part.told([])
            told["lines"] = [line_of(item, briefing) for item in part.rows]
            found.append({**told, "key": key, "heading": by_key[key].heading})
    return found


def _figures_of_lines(
    sections: Sequence[Mapping[str, object]], briefing: Briefing
) -> dict[str, Figure]:
    """The figures that belong to lines, by the line's id."""
    found = {}
    for section in sections:
        for line in cast("list[dict[str, object]]", section["lines"]):
            figure = briefing.figures.get(f"line-{line.get('id')}")
            if figure is not None:
                found[str(line["id"])] = figure
    return found


def _newest(item: Item) -> tuple[str, str]:
    return str(item.fields.get("begins_on") or ""), item.id
