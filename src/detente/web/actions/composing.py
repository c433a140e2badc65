"""Paragraphs written, changed and taken out, and the parts of a briefing put in order."""

from __future__ import annotations

from detente.briefing.page import OWN
from detente.errors import InputError
from detente.pipeline_composing import Draft, Ground, arrange, paragraphs_of, write_paragraph
from detente.web.actions.forecasting import reviewer_of
from detente.web.asking import Ask, Form
from detente.web.page import Done


def order(ask: Ask, form: Form) -> Done:
    """Record the parts that were chosen, by the places that were given them.

    Raises:
        InputError: if a place is no number, or nothing is chosen.
    """
    placed = []
    for number, key in enumerate(form.all("part")):
        text = form.get(f"place-{key}", str(number + 1))
        if not text.isdecimal() or len(text) > 4:
            raise InputError(f"{text!r} is no place; number the parts 1, 2, 3 …")
        placed.append((int(text), number, key))
    sections = [key for _, _, key in sorted(placed)]
    arrange(ask.project, ask.actor, sections, author=reviewer_of(ask), now=ask.now)
    back = ask.link("briefing", ask.actor) + "#parts"
    return Done(back, "The order is kept.", {"sections": sections})


def write(ask: Ask, form: Form) -> Done:
    """Record a paragraph or a new version of one; what it cites must be in the picture.

    Raises:
        InputError: if it says nothing, or cites what the picture does not hold.
    """
    draft = Draft(
        ask.actor,
        form.get("text"),
        reviewer_of(ask),
        title=form.get("title"),
        id=form.get("id"),
        withdrawn=bool(form.get("withdraw")),
    )
    drawn = ask.drawn(levels=True)
    ground = Ground(drawn.briefing, drawn.picture.view.documents, drawn.picture.view.statements)
    made = write_paragraph(ask.project, draft, ground, now=ask.now)
    said = "The paragraph is taken out." if draft.withdrawn else "The paragraph is kept."
    where = "#paragraphs" if draft.withdrawn else f"#{OWN}{made.id}"
    back = ask.link("briefing", ask.actor) + where
    left = len(paragraphs_of(ask.project, ask.actor))
    return Done(back, said, {"id": made.id, "paragraphs": left})
