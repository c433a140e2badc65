"""The addresses of the pages on a state's picture."""

from __future__ import annotations

from detente.web.actions import reading
from detente.web.page import Change, Route
from detente.web.pages import channels, portfolio, relation, rows, signals, since

PAGES: tuple[Route, ...] = (
    Route("/portfolio/{actor}", portfolio.show),
    Route("/relation/{actor}/{other}", relation.show),
    Route("/relation/{actor}/{other}/{sector}", relation.show),
    Route("/since/{actor}", since.show),
    Route("/signals/{actor}", signals.show),
    Route("/channels/{actor}", channels.show),
    Route("/rows/{dataset}/{row}", rows.show),
)
CHANGES: tuple[Change, ...] = (Change("/since/{actor}", reading.mark),)
