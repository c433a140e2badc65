"""Addresses of documents, statements, their sources, and what people decide about them."""

from __future__ import annotations

from detente.web.actions import reviewing
from detente.web.page import Change, Route
from detente.web.pages import reader, review, statements

PAGES: tuple[Route, ...] = (
    Route("/documents/{document}", reader.show),
    Route("/statements/{key}", statements.show),
    Route("/review", review.show),
    Route("/review/agreement", review.agreement),
)
CHANGES: tuple[Change, ...] = (
    Change("/judge", reviewing.decide),
    Change("/undo", reviewing.undo),
)
