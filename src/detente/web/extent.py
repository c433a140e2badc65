"""The first and the last day that a project's material tells of."""

from __future__ import annotations

from datetime import date

from detente.web.asking import Ask
from detente.web.desk import this_day


def extent_of(ask: Ask) -> tuple[date, date] | None:
    """First and last day of publications and of datasets' rows; None of an empty project.

    A day ahead of today is cut off: a picture is drawn of what has happened.
    """
    from detente.pipeline_material import material_span

    def find() -> tuple[tuple[date, date] | None]:
        return (material_span(ask.project, known_at=ask.known_at),)

    (span,) = ask.desk.thing(("extent", ask.moment.state, ask.known_at), find)
    return (span[0], min(max(span), max(span[0], this_day()))) if span else None
