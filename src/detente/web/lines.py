"""Lines of the briefing's lists as the pages print them: text, facts, evidence."""

from __future__ import annotations

from collections.abc import Iterable

from detente.briefing.json_form import line_row
from detente.briefing.page import Briefing
from detente.briefing.sections import SECTIONS, Section, facts_of, pill_of
from detente.model import Item

BY_KEY = {section.key: section for section in SECTIONS}


def lines_of(briefing: Briefing, name: str) -> list[dict[str, object]]:
    """The lines of one list."""
    return [line_of(item, briefing) for item in briefing.lists.get(name, ())]


def line_of(item: Item, briefing: Briefing) -> dict[str, object]:
    """A line with its evidence spelled out, its facts in words, and the word that sorts it.

    Beside the keys that the line has in the briefing's JSON stand ``list``, ``facts`` (each with
    ``label`` and ``text``) and ``pill``.
    """
    section = BY_KEY.get(item.list)
    facts = told_facts(section, item, briefing) if section else []
    pill = pill_of(section, item) if section else ""
    return {**line_row(item, briefing), "list": item.list, "facts": facts, "pill": pill}


def told_facts(section: Section, item: Item, briefing: Briefing) -> list[dict[str, str]]:
    """What a list says of each line beside its text."""
    told = facts_of(section, item, names=briefing.names)
    return [{"field": field, "label": label, "text": text} for field, label, text in told]


def about(items: Iterable[Item], other: str) -> list[Item]:
    """The lines that name an actor among their own fields."""
    from detente.briefing.line_view import parties_of

    return [item for item in items if other in parties_of(item.fields)]
