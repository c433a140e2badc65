"""How paragraphs that a reader wrote are signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.model import Item
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
