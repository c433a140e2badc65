"""Plain text for the values of a line's fields: names for codes, dates as readers write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from detente.model import Evidence
from detente.outlook.wording import MONTHS, day, listing, period

_ACTOR_FIELDS = """
source target counterpart actor actors giver receiver parties addressee toward origin goal via
asserted_by denied_by entered left code
"""
ACTOR_FIELDS = frozenset(_ACTOR_FIELDS.split())
DIRECTION_GLYPHS = {"rising": "▲", "falling": "▼", "steady": "▬"}
ABSENT = "–"
MOST_CONTACTS = 5


def short_day(on: date) -> str:
    """A day as "5 Jan 2026"."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def when(begins: date | None, ends: date | None) -> str:
    """A period at the precision that its ends show; empty where both are missing.

    >>> when(date(2026, 4, 1), date(2026, 4, 30)), when(None, None)
    ('April 2026', '')
    """
    first, last = begins or ends, ends or begins
    return period(first, last) if first and last else ""


def signed(level: float) -> str:
    """A level with its sign, one decimal; the minus is a real minus sign.

    >>> signed(-3.14), signed(0.02)
    ('−3.1', '0.0')
    """
    rounded = f"{abs(level):.1f}"
    if rounded == "0.0":
        return rounded
    return ("+" if level > 0 else "−") + rounded


def percent(share: float) -> str:
    """A probability as whole per cent."""
    return f"{round(100 * share)} %"


def interval(bounds: object) -> str:
    """A likelihood ``(low, high)`` as "20 to 45 %"; empty where there is none."""
    if isinstance(bounds, list | tuple) and len(bounds) == 2:
        return f"{round(100 * float(bounds[0]))} to {round(100 * float(bounds[1]))} %"
    return ""


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def plain(field: str, value: object, *, names: Mapping[str, str]) -> str:
    """A field's value as plain text, empty where there is nothing to say.

    Actor codes become names in the fields that hold them. Evidence is left to the notes.

    >>> plain("via", ("CHN", "RUS"), names={"CHN": "China", "RUS": "Russia"})
    'China and Russia'
    """
    if value is None or value == "" or isinstance(value, Evidence):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{round(value, 2):g}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Mapping):
        return _record(value, names)
    if isinstance(value, list | tuple):
        if field == "likelihood":
            return interval(value)
        if len(value) == 2 and all(isinstance(part, date) for part in value):
            return when(value[0], value[1])
        texts = [plain(field, part, names=names) for part in value]
        nested = any(isinstance(part, Mapping) for part in value)
        return "; ".join(filter(None, texts)) if nested else listing(filter(None, texts))
    text = str(value)
    return names.get(text, text) if field in ACTOR_FIELDS else text


def _record(value: Mapping[str, object], names: Mapping[str, str]) -> str:
    """A counterpart with its contacts, or a leg of a channel with its parties, in words."""
    if "parties" in value:
        events = value.get("events")
        count = len(events) if isinstance(events, list | tuple) else 0
        # A leg of a dataset has rows and a number, no events that the page lists.
        friendly = value.get("n_friendly")
        count = count or (friendly if isinstance(friendly, int) else 0)
        basis = f"{count} event{'s' if count != 1 else ''}" if count else value.get("basis")
        return f"{plain('parties', value['parties'], names=names)} ({basis or 'no event'})"
    if "code" in value:
        contacts = value.get("contacts")
        words = [str(each) for each in contacts] if isinstance(contacts, list | tuple) else []
        more = f" and {len(words) - MOST_CONTACTS} more" if len(words) > MOST_CONTACTS else ""
        since = value.get("since")
        year = f", since {since.year}" if isinstance(since, date) else ""
        name = names.get(str(value["code"]), str(value["code"]))
        number = value.get("n_events")
        counted = f"{number} event{'s' if number != 1 else ''}" if number else ""
        told = ", ".join(words[:MOST_CONTACTS]) or counted
        return f"{name}: {told}{more}{year}" if told else f"{name}{year}"
    parts = (plain(key, part, names=names) for key, part in value.items())
    return ", ".join(part for part in parts if part)
