"""The briefing as a reader puts it together: parts, order, own paragraphs, forms to hand out."""

from __future__ import annotations

from itertools import zip_longest

from detente.briefing import Briefing
from detente.briefing.composing import HEADINGS, MARK, order_of
from detente.briefing.page import OWN
from detente.errors import Missing
from detente.model import Document, Paragraph
from detente.pipeline_composing import composed, paragraphs_of, sections_of
from detente.pipeline_handouts import FORMS, hand_out
from detente.tables import plain
from detente.web.asking import Ask
from detente.web.page import File, Page

MOST_FOUND = 30
# The preview may neither run the workbench's scripts nor reach its pages' data.
PREVIEW_POLICY = "sandbox allow-scripts allow-modals allow-popups; frame-ancestors 'none'"


def show(ask: Ask) -> Page:
    """The parts in order, the paragraphs, what can be cited, and the forms."""
    drawn = ask.drawn()
    paragraphs = paragraphs_of(ask.project, ask.actor, known_at=ask.known_at)
    chosen = sections_of(ask.project, ask.actor, known_at=ask.known_at)
    order = order_of(chosen, paragraphs)
    briefing = drawn.briefing
    everything = (*order, *(name for name in HEADINGS if name not in order))
    find = ask.query.get("find", "").strip()
    finished = composed(ask.project, briefing, documents_of(ask), known_at=ask.known_at)
    values = {
        "actor": ask.actor,
        "as_of": ask.as_of,
        "complete": drawn.complete,
        "levels": drawn.levels,
        "parts": [
            {
                "key": name,
                "heading": heading_of(name, paragraphs),
                "own": name.startswith(OWN),
                "chosen": name in order,
                "lines": len(finished.lists.get(name, briefing.lists.get(name, ()))),
            }
            for name in everything
        ],
        "paragraphs": [
            {
                "id": one.id,
                "title": one.title,
                "text": one.text,
                "author": one.author,
                "written_at": one.written_at,
                "cited": [cited.key for cited in one.cited],
                "pieces": pieces_of(one),
                "printed": OWN + one.id in finished.lists,
            }
            for one in paragraphs
        ],
        "find": find,
        "found": found_lines(briefing, find) if find else [],
        "forms": [
            {
                "key": one.key,
                "group": one.group,
                "label": one.label,
                "href": ask.link("briefing", ask.actor, "as", one.key),
            }
            for one in FORMS.values()
        ],
        "preview": ask.link("briefing", ask.actor, "preview"),
    }
    title = f"{ask.name_of(ask.actor)}: briefing"
    return Page("briefing.html.j2", title, values, place="briefing")


def heading_of(name: str, paragraphs: list[Paragraph]) -> str:
    """What a part is called in the list of parts."""
    if name in HEADINGS:
        return HEADINGS[name]
    own = next(one for one in paragraphs if OWN + one.id == name)
    return own.title or " ".join(own.text.split())[:60]


def pieces_of(one: Paragraph) -> list[dict[str, object]]:
    """A paragraph as written, in pieces: words, and marks with the places that they cite."""
    cites: dict[str, list[object]] = {}
    for cited in one.cited:
        cites.setdefault(cited.key, []).append(plain(cited))
    parts = MARK.split(one.text)
    words: list[dict[str, object]] = [{"text": text, "cites": []} for text in parts[::2]]
    marks: list[dict[str, object]] = [
        {"text": f"[@{key}]", "cites": cites.get(key, [])} for key in parts[1::2]
    ]
    found = [piece for pair in zip_longest(words, marks) for piece in pair if piece]
    return [piece for piece in found if piece["text"]]


def found_lines(briefing: Briefing, words: str) -> list[dict[str, str]]:
    """Lines that hold all the words, each with the id by which a paragraph cites it."""
    wanted = [word.casefold() for word in words.split()]
    found = []
    for item in briefing.lines():
        if item.id and item.evidence and all(word in item.text.casefold() for word in wanted):
            found.append({"key": item.id, "list": item.list, "text": item.text})
            if len(found) == MOST_FOUND:
                break
    return found


def documents_of(ask: Ask) -> dict[str, Document]:
    """The documents of the picture."""
    return dict(ask.drawn().picture.view.documents)


def preview(ask: Ask) -> File:
    """The composed briefing as the page that is handed out, to be looked at and printed."""
    return File("briefing.html", made(ask, "html"), "text/html; charset=utf-8", True,
                PREVIEW_POLICY)  # fmt: skip


def hand(ask: Ask) -> File:
    """The composed briefing in a form.

    Raises:
        Missing: if there is no such form.
    """
    form = FORMS.get(ask.path["form"])
    if form is None:
        raise Missing(f"there is no such form; those are: {', '.join(FORMS)}")
    name = f"{ask.actor}-{ask.as_of}.{form.ending}"
    return File(name, made(ask, form.key), form.media_type)


def made(ask: Ask, form: str) -> bytes:
    """The bytes of a form, with the statistics of datasets, kept while nothing changes."""

    def make() -> bytes:
        drawn = ask.desk.whole(ask.project, ask.actor, ask.moment)
        documents = drawn.picture.view.documents
        briefing = composed(ask.project, drawn.briefing, documents, known_at=ask.known_at)
        return hand_out(briefing, documents, form, codebook=ask.codebook)

    return ask.desk.thing(("form", form, ask.actor, ask.moment), make)
