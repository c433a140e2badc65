"""Scenarios run behind, kept under a name, and run again where the data changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.pipeline_asked import asked_day
from detente.pipeline_scenario_rows import difference_rows
from detente.pipeline_scenarios import (
    Asked,
    asked_again,
    assumptions_of,
    check_name,
    keep_scenario,
    run_what_if,
)
from detente.tables import plain
from detente.web.asking import Ask, Form, address_of
from detente.web.desk import this_moment
from detente.web.jobs import Outcome
from detente.web.page import Done

if TYPE_CHECKING:
    from detente.pipeline_project import Progress, Project

NAME = re.compile(r"[\w][\w .()-]{0,59}")
MOST_ASSUMPTIONS = 12


def run(ask: Ask, form: Form) -> Done:
    """Start the run of a scenario; what it shows is kept under its name.

    Raises:
        InputError: if the name, an assumption or the last day can't be.
    """
    name = " ".join(form.get("name").split())
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name!r} can't name a scenario; use letters, digits, blanks, dots and hyphens"
        )
    assume = tuple(line.strip() for line in form.get("assume").splitlines() if line.strip())
    if len(assume) > MOST_ASSUMPTIONS:
        raise InputError(f"{len(assume)} assumptions are too many; give {MOST_ASSUMPTIONS} or less")
    assumptions_of(ask.project, assume)
    check_name(ask.project, name, ask.actor)
    until = asked_day(form.get("until"), "the last day")
    return start(ask, name, Asked(ask.actor, assume, until, form.get("dataset")))


def again(ask: Ask, form: Form) -> Done:
    """Run a kept scenario again on the data as they are now.

    Raises:
        Missing: if no run of the name is kept.
    """
    from detente.web.pages.scenarios import run_named

    kept = run_named(ask)
    return start(ask, kept.name, asked_again(kept))


def start(ask: Ask, name: str, asked: Asked) -> Done:
    """Queue the job of a run."""
    as_of = ask.as_of

    def work(project: Project, tell: Progress) -> Outcome:
        """Run with the assumption and without, and keep what differs."""
        from detente.pipeline_outlook import read_book

        tell("reading", 0, 3)
        now = this_moment()
        book = read_book(project, as_of=as_of, now=now)
        tell("fitting, and running forward with the assumption and without", 1, 3)
        ran = run_what_if(project, asked, as_of=as_of, book=book)
        tell("keeping", 2, 3)
        rows = difference_rows(ran)
        keep_scenario(project, name, asked, ran, rows=[plain(row) for row in rows], now=now)
        told = sum(row["verdict"] in ("more", "fewer") for row in rows)
        said = (
            f"{ran.dataset} up to {ran.last_day}: the data tell of {told} of {len(rows)} relations."
        )
        said = " ".join((said, *ran.notes))
        return Outcome(said, address_of("scenarios", asked.actor, name))

    job = ask.jobs.start(f"Scenario {name}", work)
    return Done(address_of("jobs", job.id), "", {"job": job.id})
