"""Which forecasts depend on which date of the calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.model import Item
from detente.outlook.titles import Title, titles
from detente.outlook.wording import MONTHS


def with_hinges(calendar: Sequence[Item], outlook: Sequence[Item]) -> tuple[Item, ...]:
    """The calendar with, in ``hinges``, the ids of the forecasts that depend on each entry.

    A forecast hinges on an entry where its sentence or its condition names the occasion (its
    head noun and a word that sets it apart) or names the entry's month together with its year,
    or where the forecast's own window, as written, lies inside the entry's month or day.
    """
    return tuple(
        replace(
            entry,
            fields=entry.fields
            | {"hinges": tuple(line.id for line in outlook if _depends(line, entry))},
        )
        for entry in calendar
    )


def _depends(line: Item, entry: Item) -> bool:
    texts = [proof.quote for proof in line.evidence] + [str(line.fields.get("condition") or "")]
    title = _title(str(entry.fields["title"]))
    named = title is not None and any(_names(text, title) for text in texts)
    return named or any(_dated(text, entry) for text in texts) or _within(line, entry)


def _title(text: str) -> Title | None:
    found = titles(text)
    return found[0] if found else None


def _names(text: str, title: Title) -> bool:
    """True where a text holds the title's head with a word that sets the occasion apart."""
    for other in titles(text):
        if other.head.rstrip("s") == title.head.rstrip("s"):
            shared = other.words & title.words
            if shared and (other.words <= title.words or title.words <= other.words):
                return True
    return False


def _dated(text: str, entry: Item) -> bool:
    """True where a text names the month and year, or the day, of an entry."""
    begins = entry.fields["begins_on"]
    if not isinstance(begins, date) or entry.fields["precision"] not in ("day", "month"):
        return False
    month = MONTHS[begins.month - 1]
    if entry.fields["precision"] == "month":
        return bool(re.search(rf"\b{month}\s+{begins.year}\b", text))
    return bool(re.search(rf"\b{begins.day}\s+{month}\b|\b{month}\s+{begins.day}\b", text))


def _within(line: Item, entry: Item) -> bool:
    """True where the forecast's written window is the entry's day or month, or lies in it."""
    window = line.fields.get("window")
    begins, ends = entry.fields["begins_on"], entry.fields["ends_on"]
    if line.fields.get("window_derived") or not isinstance(window, tuple):
        return False
    if not isinstance(begins, date) or not isinstance(ends, date):
        return False
    first, last = window
    return bool(begins <= first and last <= ends and (ends - begins).days <= 31)
