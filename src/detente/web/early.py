"""What the first visitor would wait for, done when the server starts."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.adapters.ledger_state import count_documents
from detente.errors import DetenteError
from detente.pipeline_project import codebook_of, open_project
from detente.web.desk import Moment, this_day
from detente.web.forecast_rows import book_at
from detente.web.pages.review import ordered_at
from detente.web.pages.since import USUAL_DAYS
from detente.web.printing import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.pipeline_project import Project
    from detente.web.desk import Desk

LARGE_BYTES = 30_000_000
"""A project of this size takes seconds to draw: some 2,000 documents, or 200,000 rows."""
LARGE_SECONDS, SMALL_SECONDS = 0.5, 4.0
FIRST_SECONDS = 20.0
"""So long the server waits for the first page to be ready before it answers anybody."""
MANY_DOCUMENTS = 500
"""Of fewer, a process of its own would read them no sooner."""
MOST_STATES = 4
"""So many states are drawn ahead; each holds its lines in memory."""
MOST_REMEMBERED = 60
"""So many are drawn into the project's folder, where the next start finds them too."""
PAUSE_SECONDS = 0.1
"""So long others may take their turn between two of them."""


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


def begin(desk: Desk) -> threading.Event:
    """Draw the states that matter most; the event tells that the first page would come at once.

    The rest is drawn while pages are answered.
    """
    first = threading.Event()
    thread = threading.Thread(target=_draw, args=(desk, first), name="early", daemon=True)
    thread.start()
    return first


def _draw(desk: Desk, first: threading.Event) -> None:
    try:
        with open_project(desk.project) as project:
            moment = Moment(desk.state(project), this_day())
            if count_documents(project.ledger) >= MANY_DOCUMENTS:
                reader = threading.Thread(target=desk.prepare, args=(moment,), daemon=True)
                reader.start()
            actors = states_that_matter(project, desk, moment)
            steps: tuple[tuple[Callable[[Project, str, Moment], object], int], ...] = (
                (desk.glimpsed, MOST_STATES),
                (desk.ahead, MOST_STATES),
                (desk.drawn, MOST_STATES),
                (partial(ordered_at, desk), MOST_STATES),
                (partial(_remember, desk), MOST_REMEMBERED),
            )
            for work, most in steps:
                for actor in actors[:most]:
                    if desk.is_closed or desk.state(project) != moment.state:
                        return
                    work(project, actor, moment)
                first.set()
                if work == desk.glimpsed:
                    _read_more(desk, project, moment)
    except DetenteError:
        # Whoever opens a page is told what is wrong; documents that wait are being coded.
        return
    finally:
        first.set()


def _remember(desk: Desk, project: Project, actor: str, moment: Moment) -> None:
    if desk.remember(project, actor, moment):
        time.sleep(PAUSE_SECONDS)


def _read_more(desk: Desk, project: Project, moment: Moment) -> None:
    """Read what pages on any state need beside the picture: forecasts, and the week before."""
    book_at(desk, project, moment)
    week = moment.as_of - timedelta(days=USUAL_DAYS)
    desk.reading(project, replace(moment, as_of=week))


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
