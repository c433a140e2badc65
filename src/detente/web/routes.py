"""Every address of the workbench, in one list each for reading and for changing."""

from __future__ import annotations

from detente.web.actions import visitors as visiting
from detente.web.making_routes import CHANGES as MAKING_CHANGES
from detente.web.making_routes import PAGES as MAKING_PAGES
from detente.web.page import Change, Route
from detente.web.pages import jobs, welcome
from detente.web.picture_routes import CHANGES as PICTURE_CHANGES
from detente.web.picture_routes import PAGES as PICTURE_PAGES
from detente.web.reading_routes import CHANGES as READING_CHANGES
from detente.web.reading_routes import PAGES as READING_PAGES

PAGES: tuple[Route, ...] = (
    *PICTURE_PAGES,
    *MAKING_PAGES,
    *READING_PAGES,
    Route("/", welcome.start),
    Route("/go", welcome.go, plain=True),
    Route("/login", welcome.login),
    Route("/jobs/{job}", jobs.show),
)
CHANGES: tuple[Change, ...] = (
    *PICTURE_CHANGES,
    *MAKING_CHANGES,
    *READING_CHANGES,
    Change("/reviewer", visiting.name),
)
