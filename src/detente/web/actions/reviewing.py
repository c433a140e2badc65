"""What a reviewer decides about statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.judgements import CORRECTABLE
from detente.judgements.verdicts import PAIRS, written_value
from detente.model import Judgement, Statement
from detente.pipeline import judge
from detente.pipeline_reader import open_statement
from detente.pipeline_review import take_back
from detente.web.actions.visitors import local_path
from detente.web.asking import Ask, Form
from detente.web.page import Done

if TYPE_CHECKING:
    from detente.codebook import Codebook

TOLD = {
    "accept": "Accepted",
    "reject": "Rejected",
    "correct": "Corrected",
    "same": "Joined into one event",
    "different": "Kept apart as different events",
    "undo": "Taken back",
}
FIELD = "field-"
ACTOR_FIELDS = ("source", "target", "speaker_actor")


def decide(ask: Ask, form: Form) -> Done:
    """Record a verdict on a statement, with its corrections or the statements it is compared to.

    Raises:
        InputError: without a name, for an unknown statement, verdict, field or value, and for a
            correction that changes nothing.
    """
    reviewer = reviewer_of(ask)
    key, verdict = form.get("statement"), form.get("verdict")
    others = form.all("other")
    _, one = open_statement(ask.project, key)
    corrected = changes_in(form, one.row, ask.codebook) if verdict == "correct" else ()
    if verdict == "correct" and not corrected:
        raise InputError("nothing was changed; change a field, or accept the statement as it is")
    if verdict in PAIRS and not others:
        raise InputError("choose the other statement")
    given = [
        Judgement(
            statement=key,
            verdict=verdict,
            reviewer=reviewer,
            decided_at=ask.now,
            why=form.get("why"),
            corrected=corrected,
        )
    ]
    if verdict in PAIRS:
        at = given[0].decided_at
        given = [
            Judgement(key, verdict, reviewer, at, form.get("why"), other=other) for other in others
        ]
    judge(ask.project, *given)
    told = f"{TOLD.get(verdict, verdict)}: {one.row.kind} “{one.row.trigger or one.row.action}”."
    return Done(local_path(form.get("next")), told, {"statement": key, "verdict": verdict})


def undo(ask: Ask, form: Form) -> Done:
    """Take back what the reviewer decided last."""
    taken = take_back(ask.project, reviewer_of(ask), now=ask.now)
    if not taken:
        return Done(local_path(form.get("next")), "You have decided nothing that could be undone.")
    what = f"{taken[-1].verdict} of {taken[-1].statement}"
    told = {"undone": [one.statement for one in taken], "verdict": taken[-1].verdict}
    return Done(local_path(form.get("next")), f"Taken back: {what}.", told)


def reviewer_of(ask: Ask) -> str:
    """The name under which a visitor decides.

    Raises:
        InputError: if none was given.
    """
    if not ask.reviewer:
        raise InputError("say your name first, so that the decision can be told to be yours")
    return ask.reviewer


def changes_in(form: Form, row: Statement, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    """The fields of a form that differ from a statement, as a judgement records them."""
    found = []
    for name in CORRECTABLE:
        given = form.values.get(FIELD + name)
        if given is None:
            continue
        text = ", ".join(part.strip() for part in given if part.strip())
        if name in ACTOR_FIELDS:
            text = codes_in(text, codebook)
        before = written_value(name, getattr(row, name))
        if name == "codes":
            before = row.action
        if name == "sectors":
            text, before = _in_order(text, row.sectors), before
        if text != before:
            found.append((name, text))
    return tuple(found)


def codes_in(text: str, codebook: Codebook) -> str:
    """Actors by code or name, with commas, as codes; one nobody knows stays as it was written.

    Raises:
        InputError: if a name is no actor's and no code.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return ", ".join(codebook.actors.resolve(part) for part in parts)


def _in_order(text: str, before: tuple[str, ...]) -> str:
    """Sectors with those that were there before first, in their order."""
    given = [part for part in text.split(", ") if part]
    kept = [one for one in before if one in given]
    return ", ".join([*kept, *(one for one in given if one not in kept)])
