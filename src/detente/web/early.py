"""What the first visitor would wait for, done when the server starts."""

from __future__ import annotations

import threading
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.errors import DetenteError
from detente.pipeline_project import codebook_of, open_project
from detente.web.desk import Moment, this_day
from detente.web.printing import environment

if TYPE_CHECKING:
    from pathlib import Path

    from detente.pipeline_project import Project
    from detente.web.desk import Desk

LARGE_BYTES = 30_000_000
"""A project of this size takes seconds to draw: some 2,000 documents, or 200,000 rows."""
LARGE_SECONDS, SMALL_SECONDS = 0.5, 4.0
MOST_STATES = 4
"""So many states are drawn ahead; each holds its lines in memory."""


def load(place: Path) -> None:
    """Read the tables and templates that every page needs, before the first request.

    Args:
        place: of the project.
    """
    import detente.briefing
    import detente.outlook
    import detente.pipeline
    import detente.relations
    import detente.signals  # noqa: F401

    with open_project(place) as project:
        _ = codebook_of(project).lexicon
    for one in files("detente.web").joinpath("templates").iterdir():
        environment().get_template(one.name)


def patience(place: Path) -> float:
    """Seconds after which a visitor is told that a page is being drawn.

    A page of a small project comes soon by itself; to show another one first would only disturb.

    Args:
        place: of the project.
    """
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    return LARGE_SECONDS if size > LARGE_BYTES else SMALL_SECONDS


def begin(desk: Desk) -> threading.Thread:
    """Draw the states that matter most, while pages are answered."""
    thread = threading.Thread(target=_draw, args=(desk,), name="early", daemon=True)
    thread.start()
    return thread


def _draw(desk: Desk) -> None:
    try:
        with open_project(desk.project) as project:
            moment = Moment(desk.state(project), this_day())
            for actor in states_that_matter(project, desk, moment)[:MOST_STATES]:
                if desk.is_closed or desk.state(project) != moment.state:
                    return
                desk.glimpsed(project, actor, moment)
                desk.drawn(project, actor, moment)
    except DetenteError:
        # Whoever opens a page is told what is wrong; documents that wait are being coded.
        return


def states_that_matter(project: Project, desk: Desk, moment: Moment) -> list[str]:
    """States whose picture was read last, the newest first; then those most spoken of."""
    from detente.pipeline_difference import newest_readings
    from detente.pipeline_material import told_of

    read = [one.actor for one in newest_readings(project)]
    told = told_of(project, desk.reading(project, moment), as_of=moment.as_of)
    actors = codebook_of(project).actors
    states = {code for code in actors.codes() if actors.actor(code).kind == "state"}
    spoken = sorted(told.keys() & states, key=lambda code: (-told[code][0], -told[code][1], code))
    return list(dict.fromkeys([*read, *spoken]))
