"""How far a reviewer trusts a publisher or a document."""

from __future__ import annotations

from detente.adapters.ledger_schema import Grade
from detente.pipeline_sources import give_grade
from detente.web.actions.reviewing import reviewer_of
from detente.web.actions.visitors import local_path
from detente.web.asking import Ask, Form
from detente.web.page import Done


def grade(ask: Ask, form: Form) -> Done:
    """Record a letter for a publisher, or a digit for a document.

    Raises:
        InputError: without a name, or if the value or what is graded is unknown.
    """
    given = Grade(
        publisher=form.get("publisher"),
        document=form.get("document"),
        value=form.get("value"),
        reviewer=reviewer_of(ask),
        graded_at=ask.now,
        why=form.get("why"),
    )
    known = {one.publisher: None for one in ask.reading().documents.values()}
    give_grade(ask.project, given, publishers=known)
    what = given.publisher or "this document"
    told = f"Graded {what}: {given.value}." if given.value else f"Took the grade of {what} back."
    return Done(local_path(form.get("next")), told, {"value": given.value})
