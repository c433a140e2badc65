"""The addresses of the pages on a state's picture."""

from __future__ import annotations

from detente.web.page import Change, Route
from detente.web.pages import portfolio, relation, rows

PAGES: tuple[Route, ...] = (
    Route("/portfolio/{actor}", portfolio.show),
    Route("/relation/{actor}/{other}", relation.show),
    Route("/relation/{actor}/{other}/{sector}", relation.show),
    Route("/rows/{dataset}/{row}", rows.show),
)
CHANGES: tuple[Change, ...] = ()
