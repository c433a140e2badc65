"""Everything that stands out about a state: all lists of signals, filtered and in parts."""

from __future__ import annotations

from collections import Counter
from datetime import date

from detente.briefing.figures import draw
from detente.briefing.line_view import parties_of
from detente.briefing.sections import SECTIONS, Section, pill_of
from detente.errors import InputError
from detente.model import SIGNAL_LISTS, Item
from detente.web.asking import Ask
from detente.web.choosing import chosen_query, drawn_of
from detente.web.lines import line_of
from detente.web.page import Page
from detente.web.paging import part_of

LINES = 30
# Channels have a page of their own.
LISTS = ("scores", *(name for name in SIGNAL_LISTS if name != "channels"))
DAYS = ("begins_on", "made_on", "since", "found_on")


def show(ask: Ask) -> Page:
    """The lists, of which the address may ask for one, a type, a counterpart, and a first day.

    Raises:
        InputError: if the address asks for a list that there is none of.
        Missing: if it names an unknown counterpart.
    """
    drawn = drawn_of(ask)
    briefing = drawn.briefing
    sections = [one for one in SECTIONS if one.key in LISTS]
    chosen = _list(ask)
    other = ask.code_of(ask.query["counterpart"]) if ask.query.get("counterpart") else ""
    kind, begin = ask.query.get("type", ""), ask.day("from")
    everything = {one.key: briefing.lists.get(one.key, ()) for one in sections}
    lists = []
    for section in sections:
        found = [
            item
            for item in everything[section.key]
            if chosen in ("", section.key)
            and _fits(item, section, kind=kind, other=other)
            and (begin is None or (day_told(item) or date.min) >= begin)
        ]
        part = part_of(ask, section.key, found, size=LINES)
        if found:
            rows = [line_of(item, briefing) for item in part.rows]
            heads = {"key": section.key, "heading": section.heading, "intro": section.intro}
            lists.append({**heads, **part.told(rows)})
    figures = {
        name.removeprefix("line-"): figure
        for name, figure in briefing.figures.items()
        if name.startswith("line-")
    }
    return Page(
        "signals.html.j2",
        f"{ask.name_of(ask.actor)}: signals",
        {
            "actor": ask.actor,
            "as_of": ask.as_of,
            "complete": drawn.complete,
            "levels": drawn.levels,
            "list": chosen,
            "type": kind,
            "counterpart": other,
            "from": begin,
            "counts": {key: len(items) for key, items in everything.items() if items},
            "headings": {one.key: one.heading for one in sections},
            "types": _types(everything, sections),
            "counterparts": _counterparts(everything, ask),
            "lists": lists,
            "figures": figures,
            "chosen": chosen_query(ask),
        },
        drawn={"lines": {name: draw(figure) for name, figure in figures.items()}},
        place="signals",
    )


def _list(ask: Ask) -> str:
    chosen = ask.query.get("list", "")
    if chosen and chosen not in LISTS:
        raise InputError(f"list={chosen!r} is none; one of {', '.join(LISTS)}")
    return chosen


def _fits(item: Item, section: Section, *, kind: str, other: str) -> bool:
    if kind and pill_of(section, item) != kind:
        return False
    return not other or other in parties_of(item.fields)


def day_told(item: Item) -> date | None:
    """The day that a line tells of; None where it has none."""
    days = (item.fields.get(name) for name in DAYS)
    return next((day for day in days if isinstance(day, date)), None)


def _types(everything: dict[str, tuple[Item, ...]], sections: list[Section]) -> dict[str, int]:
    """Words that sort the lines, with how many lines each has."""
    words = Counter(
        pill_of(section, item) for section in sections for item in everything[section.key]
    )
    return {word: count for word, count in sorted(words.items()) if word}


def _counterparts(everything: dict[str, tuple[Item, ...]], ask: Ask) -> dict[str, str]:
    """Codes and names of everyone whom a line names, beside the state looked from."""
    codes = {
        code
        for items in everything.values()
        for item in items
        for code in parties_of(item.fields)
        if code != ask.actor
    }
    known = set(ask.codebook.actors.codes())
    return dict(sorted(((c, ask.name_of(c)) for c in codes & known), key=lambda one: one[1]))
