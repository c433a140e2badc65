"""Addresses of documents, statements, their sources, and what people decide about them."""

from __future__ import annotations

from detente.web.actions import grading, reviewing
from detente.web.page import Change, Route
from detente.web.pages import documents, reader, review, statements

PAGES: tuple[Route, ...] = (
    Route("/documents", documents.show),
    Route("/sources", documents.sources),
    Route("/documents/{document}", reader.show),
    Route("/statements/{key}", statements.show),
    Route("/review", review.show),
    Route("/review/agreement", review.agreement),
)
CHANGES: tuple[Change, ...] = (
    Change("/judge", reviewing.decide),
    Change("/grade", grading.grade),
    Change("/undo", reviewing.undo),
)
