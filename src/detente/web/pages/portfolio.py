"""The front page: every counterpart by sector, with level, direction, tempo and evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.briefing.bars import level_bar
from detente.briefing.confidence import Z_90
from detente.briefing.figures import draw_trend
from detente.briefing.page import Briefing
from detente.briefing.portfolio import Cell, Matrix, MatrixRow, matrix_of
from detente.errors import InputError
from detente.model import SECTORS
from detente.web.asking import Ask
from detente.web.cells import Cells, cell_values, trends_of
from detente.web.choosing import chosen_query, glimpse_of, source_values
from detente.web.dyads import UNCODED
from detente.web.extent import extent_of
from detente.web.page import Page
from detente.web.paging import Part, part_of

COUNTERPARTS = 40
SORTS: Mapping[str, Callable[[Cell, str], tuple[object, ...]]] = {
    "evidence": lambda cell, name: (-cell.n, name),
    "level": lambda cell, name: (-cell.level, name),
    "worst": lambda cell, name: (cell.level, name),
    "name": lambda cell, name: (name.casefold(),),
    "tempo": lambda cell, name: (-(cell.tempo or 0.0), name),
    "last": lambda cell, name: (-(cell.last or date.min).toordinal(), name),
}
SORT_NAMES = {
    "evidence": "most evidence",
    "level": "best level",
    "worst": "worst level",
    "name": "name",
    "tempo": "highest tempo",
    "last": "newest evidence",
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the matrix shows: the cells of a day, of the day compared with, and their past."""

    matrix: Matrix
    trends: Cells
    before: Mapping[tuple[str, str], Cell] | None


def show(ask: Ask) -> Page:
    """The matrix of one state as of a day.

    Raises:
        InputError: if the address asks for an order or sector that there is none of.
    """
    # What two days say is compared with the same evidence on both.
    drawn = glimpse_of(ask, levels=bool(ask.day("compare")))
    briefing = drawn.briefing
    sector, order = _sector(ask), _order(ask)
    compared = ask.day("compare")
    before = _cells_of(matrix_on(ask, compared)) if compared else None
    whole = _matrix(briefing)
    matrix = arranged(whole, sector, order, find=ask.query.get("find", ""))
    part = part_of(ask, "page", matrix.rows, size=COUNTERPARTS)
    sheet = _Sheet(Matrix(matrix.sectors, part.rows), trends_of(ask, drawn), before)
    values: dict[str, object] = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "extent": extent_of(ask),
        "complete": drawn.complete,
        "levels": drawn.levels,
        "generated_from": briefing.generated_from,
        "sort": order,
        "sorts": SORT_NAMES,
        "sector": sector,
        "find": ask.query.get("find", ""),
        "compare": compared,
        "sources": source_values(ask),
        "chosen": chosen_query(ask),
        "sectors": sheet.matrix.sectors,
        "all_sectors": whole.sectors,
        "rows": [_row(row, sheet) for row in part.rows],
        "part": part.told([]),
        "gone": _gone(before, whole, {**briefing.names, **_names_on(ask, compared)}),
    }
    return Page(
        "portfolio.html.j2",
        f"{ask.name_of(ask.actor)}: portfolio",
        values,
        drawn={"trends": _drawn_trends(sheet), "bars": _bars(part)},
        place="portfolio",
    )


def _matrix(briefing: Briefing) -> Matrix:
    return matrix_of(briefing.lists.get("portfolio", ()), briefing.names)


def matrix_on(ask: Ask, day: date) -> Matrix:
    """The matrix as of another day, from the same sources."""
    return _matrix(glimpse_of(ask.on(day), levels=True).briefing)


def _names_on(ask: Ask, day: date | None) -> dict[str, str]:
    return dict(glimpse_of(ask.on(day), levels=True).briefing.names) if day else {}


def _cells_of(matrix: Matrix) -> dict[tuple[str, str], Cell]:
    """Cells by counterpart and sector; the overall one under no sector."""
    found = {(row.counterpart, ""): row.overall for row in matrix.rows}
    for row in matrix.rows:
        found |= {(row.counterpart, name): cell for name, cell in row.cells.items()}
    return found


def _sector(ask: Ask) -> str:
    sector = ask.query.get("sector", "")
    if sector and sector not in (*SECTORS, UNCODED):
        raise InputError(f"sector={sector!r} is none; one of {', '.join(SECTORS)} or {UNCODED}")
    return sector


def _order(ask: Ask) -> str:
    order = ask.query.get("sort", "") or "evidence"
    if order not in SORTS:
        raise InputError(f"sort={order!r} is no order; one of {', '.join(SORTS)}")
    return order


def arranged(matrix: Matrix, sector: str, order: str, *, find: str = "") -> Matrix:
    """The rows in an order; with a sector only those that have it, ordered by it."""
    wanted = find.strip().casefold()
    rows = [
        row
        for row in matrix.rows
        if (not sector or sector in row.cells)
        and (wanted in row.name.casefold() or wanted == row.counterpart.casefold())
    ]

    def place(row: MatrixRow) -> tuple[object, ...]:
        return SORTS[order](row.cells[sector] if sector else row.overall, row.name)

    rows.sort(key=place)
    return Matrix((sector,) if sector else matrix.sectors, tuple(rows))


def _row(row: MatrixRow, sheet: _Sheet) -> dict[str, object]:
    cells = {name: row.cells[name] for name in sheet.matrix.sectors if name in row.cells}
    return {
        "counterpart": row.counterpart,
        "name": row.name,
        "overall": _told(row.overall, (row.counterpart, ""), sheet),
        "cells": {
            name: _told(cell, (row.counterpart, name), sheet) for name, cell in cells.items()
        },
    }


def _told(cell: Cell, place: tuple[str, str], sheet: _Sheet) -> dict[str, object]:
    """A cell with its past, and with its change where two days are compared."""
    trend = sheet.trends.get(place)
    past = list(zip(trend.days, trend.level, strict=True)) if trend else []
    told = {**cell_values(cell), "trend": past}
    if sheet.before is None:
        return told
    return told | {"change": change_of(sheet.before.get(place), cell)}


def change_of(old: Cell | None, new: Cell) -> dict[str, object]:
    """How far a level moved between two days.

    ``move`` is None where the earlier day knows no level. ``beyond_doubt``: the move is larger
    than the 0.90 interval of the difference of two independent estimates; they share their older
    evidence, so that the true difference is surer than this.
    """
    if old is None:
        return {"before": None, "move": None, "beyond_doubt": False}
    move = new.level - old.level
    doubt = Z_90 * ((_sd(old)) ** 2 + (_sd(new)) ** 2) ** 0.5
    bounds = {"level": old.level, "low": old.low, "high": old.high}
    return {"before": bounds, "move": round(move, 2), "beyond_doubt": abs(move) > doubt}


def _sd(cell: Cell) -> float:
    return (cell.high - cell.low) / (2 * Z_90)


def _gone(
    before: Mapping[tuple[str, str], Cell] | None, now: Matrix, names: Mapping[str, str]
) -> list[dict[str, object]]:
    """Cells that the day compared with has and this one has not."""
    if before is None:
        return []
    left = _cells_of(now)
    return [
        {"counterpart": code, "name": names.get(code, code), "sector": sector, "level": cell.level}
        for (code, sector), cell in before.items()
        if sector and (code, sector) not in left
    ]


def _drawn_trends(sheet: _Sheet) -> dict[str, object]:
    rows = {row.counterpart for row in sheet.matrix.rows}
    return {
        "-".join(place): draw_trend(trend)
        for place, trend in sheet.trends.items()
        if place[0] in rows and place[1] in sheet.matrix.sectors
    }


def _bars(part: Part[MatrixRow]) -> dict[str, object]:
    return {row.counterpart: level_bar(row.overall) for row in part.rows}
