"""A briefing as readers arranged it: chosen lists in their order, with own paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.briefing.page import LISTS, OWN, Briefing
from detente.briefing.sections import SECTIONS
from detente.model import Citation, DatasetRow, Document, Evidence, Item, Paragraph

MARK = re.compile(r"\[@([^\[\]\s]{1,200})\]")
GROUP = re.compile(rf"(?:\s*{MARK.pattern})+")
ENDING = re.compile(r"\s*([.,;:!?…]+[”’\"')]*)")
HEADINGS = {
    "takeaways": "Takeaways",
    "portfolio": "Portfolio",
    "events": "Events",
    **{section.key: section.heading for section in SECTIONS},
    "publications": "Publications",
    "rejected": "Left out",
}
CHOICE = tuple(name for name in HEADINGS if name in LISTS)


def marks_in(text: str) -> tuple[str, ...]:
    """The keys that a paragraph cites, each once, in order.

    >>> marks_in("As said [@outlook-1], and again [@outlook-1] [@d:0-9:event].")
    ('outlook-1', 'd:0-9:event')
    """
    return tuple(dict.fromkeys(MARK.findall(text)))


def without_marks(text: str) -> str:
    """A paragraph as it is printed; its notes stand where the keys stood.

    >>> without_marks("As said [@outlook-1].")
    'As said.'
    """
    return placed_marks(text)[0]


def placed_marks(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A paragraph without its keys, and the place in it at which each key is noted.

    A note follows the point or comma that ends what it proves.

    >>> placed_marks("Two tracks [@a][@b] at once [@c].")
    ('Two tracks at once.', ((10, 'a'), (10, 'b'), (19, 'c')))
    """
    plain, rest = "", " ".join(text.split())
    marks: list[tuple[int, str]] = []
    while hit := GROUP.search(rest):
        plain += rest[: hit.start()]
        rest = rest[hit.end() :]
        ending = ENDING.match(rest)
        if ending:
            plain += ending.group(1)
            rest = rest[ending.end() :]
        elif hit.group().startswith(" ") and not rest.startswith((" ", ")")):
            rest = f" {rest}"
        rest = rest if plain else rest.lstrip()
        marks += [(len(plain), key) for key in MARK.findall(hit.group())]
    return (plain + rest).rstrip(), tuple(marks)


def order_of(chosen: Sequence[str], paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The lists in printed order: those chosen, then paragraphs that have no place yet.

    Without a choice paragraphs open the briefing and every list follows.
    """
    own = [OWN + one.id for one in paragraphs]
    if not chosen:
        return (*own, *CHOICE)
    known = {*CHOICE, *own}
    kept = tuple(dict.fromkeys(name for name in chosen if name in known))
    return (*(name for name in own if name not in kept), *kept)


def compose(
    briefing: Briefing,
    chosen: Sequence[str],
    paragraphs: Sequence[Paragraph],
    *,
    documents: Mapping[str, Document],
    rows: Mapping[tuple[str, str], DatasetRow],
) -> Briefing:
    """The briefing with the lists of a choice alone, and with paragraphs of a reader's own.

    A paragraph whose citation no longer holds is left out and told among what was left out.

    Args:
        chosen: keys of lists and, after `OWN`, ids of paragraphs, in printed order; all lists
            where it is empty.
        documents: those that citations may point into.
        rows: the rows of datasets that the paragraphs cite.
    """
    lists: dict[str, tuple[Item, ...]] = {}
    broken: list[Item] = []
    for one in paragraphs:
        wrong = _broken(one, documents, rows)
        if wrong:
            broken.append(_left_out(one, wrong))
        else:
            lists[OWN + one.id] = tuple(_items(one, documents))
    order = [
        name for name in order_of(chosen, paragraphs) if not name.startswith(OWN) or name in lists
    ]
    for name in order:
        lists.setdefault(name, briefing.lists.get(name, ()))
    if broken:
        order = order if "rejected" in order else [*order, "rejected"]
        lists["rejected"] = (*broken, *lists.get("rejected", ()))
    cited = {proof.document for one in lists.values() for item in one for proof in item.evidence}
    more = {name: documents[name] for name in cited if name in documents}
    return replace(
        briefing,
        order=tuple(order),
        lists=lists,
        documents={**more, **briefing.documents},
        rows={**briefing.rows, **rows},
    )


def _items(one: Paragraph, documents: Mapping[str, Document]) -> list[Item]:
    """A line for each part that is set off by a blank line, with what it cites."""
    by_key: dict[str, list[Citation]] = {}
    for cited in one.cited:
        by_key.setdefault(cited.key, []).append(cited)
    found = []
    for number, part in enumerate(re.split(r"\n\s*\n", one.text.strip()), start=1):
        text, marks = placed_marks(part)
        proofs = {
            key: [evidence_of(cited, documents) for cited in by_key.get(key, ())]
            for _, key in marks
        }
        evidence = tuple(dict.fromkeys(proof for key in proofs for proof in proofs[key]))
        fields: dict[str, object] = {
            "title": one.title,
            "author": one.author,
            "written_on": one.written_at.date(),
            "marks": tuple(
                {"at": at, "evidence": tuple(evidence.index(proof) for proof in proofs[key])}
                for at, key in marks
            ),
        }
        found.append(Item(OWN + one.id, text, evidence, fields, id=f"{OWN}{one.id}-{number}"))
    return found


def evidence_of(cited: Citation, documents: Mapping[str, Document]) -> Evidence:
    """A citation as evidence, with what its document says of itself."""
    if not cited.document:
        return Evidence(dataset=cited.dataset, row=cited.row)
    document = documents[cited.document]
    page = sum(first <= cited.start for first in document.pages) or None
    return Evidence(
        cited.document,
        cited.start,
        cited.end,
        document.text[cited.start : cited.end],
        document.published,
        document.publisher,
        page,
        document.url,
    )


def _broken(
    one: Paragraph,
    documents: Mapping[str, Document],
    rows: Mapping[tuple[str, str], DatasetRow],
) -> str:
    """Why a paragraph may not be printed; empty where everything that it cites holds."""
    held = {cited.key for cited in one.cited}
    for key in marks_in(one.text):
        if key not in held:
            return f"it cites {key}, which nothing was kept of"
    for cited in one.cited:
        if cited.document:
            document = documents.get(cited.document)
            if document is None:
                return f"it cites a document ({cited.key}) that does not count as of this day"
            if document.text[cited.start : cited.end] != cited.quote:
                return f"what it cites ({cited.key}) is not what stands there"
        elif (cited.dataset, cited.row) not in rows:
            return f"it cites row {cited.row} of {cited.dataset}, which has no such row"
    return ""


def _left_out(one: Paragraph, reason: str) -> Item:
    what = f"Paragraph “{one.title or without_marks(one.text)[:60]}” by {one.author}"
    text = f"{what}: {reason}."
    return Item("rejected", text, (), {"what": what, "where": "", "reason": reason})
