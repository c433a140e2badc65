"""Turns: a relation raised, lowered or redefined in so many words."""

from __future__ import annotations

import re

from detente.model import Item
from detente.signals.acts import describe
from detente.signals.deeds import told
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, quoted, sentence

_RELATION = (
    r"(?:relation\w*|ties|partnership|alliance|cooperation|policy|priorit\w+|stance|focus|status)"
)
UP = re.compile(
    rf"\b(?:elevat|upgrad|normali[sz]|restor|rais|deepen|reset|re-?establish|lift)\w*\b"
    rf"[^.;]{{0,60}}\b{_RELATION}\b|\b{_RELATION}\b[^.;]{{0,40}}"
    rf"\b(?:elevat|upgrad|normali[sz]|restor|deepen)\w*\b|\brapprochement\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    rf"\b(?:downgrad|sever|suspend|freez|froze|abandon|renounc|scrap|break|broke|lower)\w*\b"
    rf"(?: off)?[^.;]{{0,40}}\b{_RELATION}\b|\b{_RELATION}\b[^.;]{{0,40}}"
    rf"\b(?:downgrad|sever|abandon|no longer|froze)\w*\b"
    rf"|\bno longer an? (?:\w+ )?(?:priority|partner|goal|aim|friend|ally)\b",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:redefin|recalibrat|reorient|pivot|realign)\w*\b|\bshift(?:ed|s|ing)? (?:its|their|his|"
    r"her|the) (?:focus|priorit\w+|policy|stance|line)\b",
    re.IGNORECASE,
)


HOSTILE = -3.0


def turn_of(words: str, level: float | None = None) -> str:
    """``raised``, ``lowered``, ``hardened``, ``redefined``, or empty where no turn is told.

    Args:
        level: the worst that the words say of the relation; what deepens may be hostility.

    >>> turn_of("upgraded its ties with Oman"), turn_of("ties are good")
    ('raised', '')
    """
    if DOWN.search(words):
        return "lowered"
    if UP.search(words):
        return "raised" if level is None or level > HOSTILE else "hardened"
    return "redefined" if OVER.search(words) else ""


def find_shifts(ground: Ground) -> list[Item]:
    """One line for each event, or dated assessment, that tells of a turn."""
    items: list[Item] = []
    told_before: set[str] = set()
    for reading in sorted(ground.of_kind("event", "assessment"), key=_events_first):
        statement = reading.statement
        if not ground.counterparts(statement) or statement.denies:
            continue
        level = ground.bearing(statement) or ground.lowest_level(reading.words)
        turn = turn_of(reading.words, level)
        if not turn or (statement.kind == "assessment" and not statement.begins_on):
            continue
        # A sentence tells of one turn of one relation, however many statements it holds.
        keys = [f"{reading.place} {sorted(ground.counterparts(statement))}"]
        keys += [reading.event.id] if reading.event else []
        if not told_before.intersection(keys):
            items.append(_line(ground, reading, turn))
        told_before.update(keys)
    return items


def _events_first(reading: Reading) -> tuple[bool, int]:
    return reading.event is None, reading.number


def _line(ground: Ground, reading: Reading, turn: str) -> Item:
    statement, event = reading.statement, reading.event
    parties = [ground.actor, *ground.counterparts(statement)]
    if event is not None:
        text = f"the relation was {turn}: {describe(ground, event)}"
        same = [row for row in ground.readings if row.event is event]
    else:
        when = in_period(statement.begins_on, statement.ends_on)
        between = told(ground.names(parties), [], action="", change="", directed=False)
        text = f"the relation was {turn}: {when} {between} ({quoted(reading.words)})"
        same = [reading]
    fields: dict[str, object] = {
        "type": "shift",
        "source": event.source if event else statement.source,
        "target": event.target if event else statement.target,
        "begins_on": event.begins_on if event else statement.begins_on,
    }
    return ground.item("signals", sentence(text), readings=same, fields=fields)
