"""Every address of the workbench, in one list each for reading and for changing."""

from __future__ import annotations

from detente.web.actions import importing as taking_in
from detente.web.actions import visitors as visiting
from detente.web.page import Change, Route
<<<<<<< HEAD
from detente.web.pages import jobs, portfolio, reader, welcome
=======
from detente.web.pages import importing, jobs, portfolio, welcome
>>>>>>> 7493861 (Take files and addresses in over the workbench, kept as received under names made from their bytes, while readers go on with the state before)

PAGES: tuple[Route, ...] = (
    Route("/", welcome.start),
    Route("/go", welcome.go, plain=True),
    Route("/login", welcome.login),
    Route("/portfolio/{actor}", portfolio.show),
    Route("/documents/{document}", reader.show),
    Route("/jobs/{job}", jobs.show),
    Route("/import", importing.show),
)
CHANGES: tuple[Change, ...] = (
    Change("/reviewer", visiting.name),
    Change("/import", taking_in.act, uploads=True),
)
