"""Cells of a portfolio and their past, as pages tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.briefing.figures import Trend
from detente.briefing.json_form import evidence_row
from detente.web.asking import Ask
from detente.web.choosing import choice_of
from detente.web.desk import Drawn

if TYPE_CHECKING:
    from detente.briefing.page import Briefing
    from detente.briefing.portfolio import Cell
    from detente.relations import Courses, Step

# A course is drawn over so many years at most, in so many steps.
COURSE_YEARS, COURSE_STEPS = 6, 49
# As far back as the briefing's trends of datasets go, in fewer steps: a cell is small.
TREND_DAYS, TREND_STEPS = 730, 11
Cells = dict[tuple[str, str], Trend]


def cell_values(cell: Cell) -> dict[str, object]:
    """A cell without its evidence."""
    return {
        "sector": cell.sector,
        "level": cell.level,
        "low": cell.low,
        "high": cell.high,
        "direction": cell.direction,
        "p_direction": cell.p_direction,
        "tempo": cell.tempo,
        "tempo_change": cell.tempo_change,
        "n": cell.n,
        "n_events": cell.n_events,
        "n_assessments": cell.n_assessments,
        "n_rows": cell.n_rows,
        "n_reports": cell.n_reports,
        "last": cell.last,
    }


def proved_cell(cell: Cell, briefing: Briefing) -> dict[str, object]:
    """A cell with its evidence spelled out, what weighs most first."""
    evidence = [evidence_row(one, briefing) for one in cell.evidence]
    return {**cell_values(cell), "text": cell.text, "evidence": evidence}


def courses_of(ask: Ask, drawn: Drawn) -> Courses:
    """The past of the cells of a picture, kept on the desk."""
    from detente.relations import Courses

    view = drawn.picture.view
    return ask.desk.thing(
        ("courses", view.actor, ask.moment, choice_of(ask), drawn.levels),
        lambda: Courses(
            view,
            codebook=ask.codebook,
            settings=ask.project.settings,
            tracks=drawn.picture.tracks,
        ),
    )


def course_days(first: date, last: date, *, steps: int = COURSE_STEPS) -> list[date]:
    """Days at even distances up to the last, the first not before what is known and drawn.

    >>> course_days(date(2024, 1, 1), date(2024, 1, 5), steps=3)[1].isoformat()
    '2024-01-03'
    """
    first = min(max(first, last - timedelta(days=COURSE_YEARS * 365)), last)
    places = np.linspace(0, (last - first).days, min(steps, (last - first).days + 1))
    return [first + timedelta(days=int(place)) for place in places.round()]


def course_of(
    courses: Courses, counterpart: str, sectors: Sequence[str], *, until: date
) -> tuple[Step, ...]:
    """The course of one sector, or of several as one; empty where nothing is known."""
    from detente.relations import whole_course

    cells = {sector: (counterpart, sector) for sector in sectors}
    begins = [day for cell in cells.values() if (day := courses.first_day(cell))]
    if not begins:
        return ()
    days = course_days(min(begins), until)
    found = courses.all_of(cells.values(), days)
    return whole_course({sector: found[cell] for sector, cell in cells.items()})


def trends_of(ask: Ask, drawn: Drawn) -> Cells:
    """The level of each cell over the last two years.

    Of what documents tell, as it was known then; of datasets alone, in hindsight.
    """
    view = drawn.picture.view
    key = ("trends", view.actor, ask.moment, choice_of(ask), drawn.levels)
    return ask.desk.thing(key, lambda: _trends(ask, drawn))


def _trends(ask: Ask, drawn: Drawn) -> Cells:
    courses = courses_of(ask, drawn)
    back = np.linspace(TREND_DAYS, 0, TREND_STEPS).astype(int)
    days = [ask.as_of - timedelta(days=int(number)) for number in back]
    found = {cell: trend for cell, trend in drawn.briefing.trends.items() if cell[1]}
    for cell, steps in courses.all_of(courses.told_cells(), days).items():
        levels = [round(step.level, 2) for step in steps]
        found[cell] = Trend(*cell, [step.day for step in steps], levels)
    return found
