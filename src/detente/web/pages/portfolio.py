"""The front page: every counterpart by sector, with level, direction, tempo and evidence."""

from __future__ import annotations

from detente.briefing.figures import draw_trend
from detente.briefing.portfolio import MatrixRow, matrix_of
from detente.web.asking import Ask
from detente.web.cells import cell_values
from detente.web.page import Page


def show(ask: Ask) -> Page:
    """The matrix of one state as of a day."""
    drawn = ask.drawn()
    briefing = drawn.briefing
    matrix = matrix_of(briefing.lists.get("portfolio", ()), briefing.names)
    rows = [_row(row, matrix.sectors) for row in matrix.rows]
    trends = {
        "-".join(place): draw_trend(trend) for place, trend in briefing.trends.items() if trend
    }
    return Page(
        "portfolio.html.j2",
        f"{ask.name_of(ask.actor)}: portfolio",
        {
            "actor": ask.actor,
            "as_of": ask.as_of,
            "complete": drawn.complete,
            "generated_from": briefing.generated_from,
            "sectors": matrix.sectors,
            "rows": rows,
        },
        drawn={"trends": trends},
        place="portfolio",
    )


def _row(row: MatrixRow, sectors: tuple[str, ...]) -> dict[str, object]:
    return {
        "counterpart": row.counterpart,
        "name": row.name,
        "overall": cell_values(row.overall),
        "cells": {s: cell_values(row.cells[s]) for s in sectors if s in row.cells},
    }
