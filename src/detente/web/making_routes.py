"""Addresses of the pages that are worked on: what comes in, what is written and handed out."""

from __future__ import annotations

from detente.web.actions import forecasting, supposing
from detente.web.actions import importing as taking_in
from detente.web.page import Change, Route
from detente.web.pages import calendar, importing, outlook, scenarios

PAGES: tuple[Route, ...] = (
    Route("/import", importing.show),
    Route("/calendar/{actor}.ics", calendar.feed, plain=True),
    Route("/calendar/{actor}", calendar.show),
    Route("/outlook/{actor}", outlook.show),
    Route("/outlook/{actor}/{entry}", outlook.one),
    Route("/scenarios/{actor}", scenarios.show),
    Route("/scenarios/{actor}/{name}", scenarios.one),
)
CHANGES: tuple[Change, ...] = (
    Change("/import", taking_in.act, uploads=True),
    Change("/outlook/{actor}/add", forecasting.add),
    Change("/outlook/{actor}/{entry}/resolve", forecasting.resolve),
    Change("/scenarios/{actor}/run", supposing.run),
    Change("/scenarios/{actor}/{name}/again", supposing.again),
)
