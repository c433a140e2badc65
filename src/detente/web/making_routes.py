"""Addresses of the pages that are worked on: what comes in, what is written and handed out."""

from __future__ import annotations

from detente.web.actions import importing as taking_in
from detente.web.page import Change, Route
from detente.web.pages import calendar, importing

PAGES: tuple[Route, ...] = (
    Route("/import", importing.show),
    Route("/calendar/{actor}.ics", calendar.feed, plain=True),
    Route("/calendar/{actor}", calendar.show),
)
CHANGES: tuple[Change, ...] = (Change("/import", taking_in.act, uploads=True),)
