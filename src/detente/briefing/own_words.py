"""How paragraphs that a reader wrote are signed, and where in them their notes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from detente.briefing.notes import folded
from detente.model import Evidence, Item
from detente.outlook.wording import day


def signature(items: Sequence[Item]) -> str:
    """Who wrote a paragraph and when, and whether it cites nothing."""
    if not items:
        return ""
    fields = items[0].fields
    written = fields.get("written_on")
    when = f", {day(written)}" if isinstance(written, date) else ""
    unproved = "" if any(item.evidence for item in items) else "; cites no source"
    return f"Written by {fields.get('author') or 'an unnamed reader'}{when}{unproved}."


class Numbering(Protocol):
    """Gives evidence the numbers of its notes, as `detente.briefing.notes.Notes` does."""

    def numbers(self, evidence: Iterable[Evidence]) -> list[int]:
        """The numbers of some evidence."""
        ...


Run = tuple[str, tuple[int, ...]]


def runs_of(item: Item, notes: Numbering) -> tuple[Run, ...]:
    """A paragraph in stretches, each with the numbers of the notes that follow it."""
    marks = item.fields.get("marks") or ()
    found: list[Run] = []
    begun = 0
    by_place: dict[int, list[Evidence]] = {}
    for mark in marks if isinstance(marks, list | tuple) else ():
        if isinstance(mark, Mapping):
            proofs = [item.evidence[place] for place in mark["evidence"]]
            by_place.setdefault(int(mark["at"]), []).extend(proofs)
    for at, proofs in sorted(by_place.items()):
        found.append((_kept(item.text[begun:at]), tuple(notes.numbers(proofs))))
        begun = at
    if begun < len(item.text) or not found:
        found.append((_kept(item.text[begun:]), ()))
    return tuple(found)


def _kept(text: str) -> str:
    """A stretch folded, with the blank before and after it."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{folded(text)}{after}"
