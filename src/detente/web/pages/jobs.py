"""How far a piece of long work is, and what it made."""

from __future__ import annotations

from detente.errors import Missing
from detente.web.asking import Ask
from detente.web.page import Page


def show(ask: Ask) -> Page:
    """One job; the page loads itself again until the job is over.

    Raises:
        Missing: if there is no such job.
    """
    job = ask.jobs.get(ask.path["job"])
    if job is None:
        raise Missing("there is no such job; jobs are forgotten when the workbench is stopped")
    return Page("job.html.j2", job.title, {"job": job, "over": job.over})
