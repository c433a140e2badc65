"""Addresses of the pages that are worked on: what comes in, what is written and handed out."""

from __future__ import annotations

from detente.web.actions import composing, following, forecasting, supposing
from detente.web.actions import importing as taking_in
from detente.web.page import Change, Route
from detente.web.pages import briefing, calendar, importing, outlook, scenarios

PAGES: tuple[Route, ...] = (
    Route("/import", importing.show),
    Route("/calendar/{actor}.ics", calendar.feed, plain=True),
    Route("/calendar/{actor}", calendar.show),
    Route("/outlook/{actor}", outlook.show),
    Route("/outlook/{actor}/{entry}", outlook.one),
    Route("/scenarios/{actor}", scenarios.show),
    Route("/scenarios/{actor}/{name}", scenarios.one),
    Route("/briefing/{actor}", briefing.show),
    Route("/briefing/{actor}/preview", briefing.preview, plain=True),
    Route("/briefing/{actor}/as/{form}", briefing.hand, plain=True),
)
CHANGES: tuple[Change, ...] = (
    Change("/calendar/{actor}/feed", following.make),
    Change("/calendar/{actor}/feed/take-back", following.take_back),
    Change("/import", taking_in.act, uploads=True),
    Change("/outlook/{actor}/add", forecasting.add),
    Change("/outlook/{actor}/{entry}/resolve", forecasting.resolve),
    Change("/scenarios/{actor}/run", supposing.run),
    Change("/scenarios/{actor}/{name}/again", supposing.again),
    Change("/briefing/{actor}/order", composing.order),
    Change("/briefing/{actor}/paragraph", composing.write),
)
