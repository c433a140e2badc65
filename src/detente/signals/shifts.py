"""Turns: a relation raised, lowered or redefined in so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, listing, quoted, sentence

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
_TAKEN_BACK = re.compile(
    r"\s*(?:is|are|was|were|has been|had been|be)\s+(?:no longer|not|never)\b", re.IGNORECASE
)


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


Key = tuple[frozenset[str], str, date | None, date | None]


def find_shifts(ground: Ground) -> list[Item]:
    """One line for each turn of one relation in one period, by all sentences that tell of it."""
    turns: dict[Key, list[Reading]] = {}
    told_before: set[tuple[tuple[str, int], frozenset[str]]] = set()
    for reading in sorted(ground.named("event", "assessment"), key=_events_first):
        statement = reading.statement
        parties = frozenset(ground.counterparts(statement))
        turn = _turn(ground, reading)
        # A sentence tells of one turn of one relation, however many statements it holds.
        if turn and parties and (reading.place, parties) not in told_before:
            told_before.add((reading.place, parties))
            key = parties, turn, statement.begins_on, statement.ends_on
            turns.setdefault(key, []).append(reading)
    return [_line(ground, key, readings) for key, readings in turns.items()]


def _turn(ground: Ground, reading: Reading) -> str:
    statement = reading.statement
    if statement.denies or (statement.kind == "assessment" and not statement.begins_on):
        return ""
    level = ground.bearing(statement) or ground.lowest_level(reading.words)
    if DOWN.search(reading.clause) and _predicate_follows(reading):
        return "lowered"
    return turn_of(reading.words, level)


def _predicate_follows(reading: Reading) -> bool:
    """True where the words are the subject of a clause that takes them back.

    "Improving ties was no longer a priority" supports its act by the first two words.
    """
    return bool(_TAKEN_BACK.match(reading.clause[len(reading.words) :]))


def _events_first(reading: Reading) -> tuple[bool, int]:
    return reading.event is None, reading.number


def _line(ground: Ground, key: Key, readings: Sequence[Reading]) -> Item:
    parties, turn, begins_on, ends_on = key
    first = max(readings, key=lambda row: (bool(row.statement.label), -row.number))
    statement = first.statement
    others = [code for code in ground.counterparts(statement) if code in parties]
    text = (
        f"{in_period(begins_on, ends_on)} the relation of {ground.name(ground.actor)} with "
        f"{listing(ground.names(others))} was {turn}: {quoted(first.clause, 160)}"
    )
    fields: dict[str, object] = {
        "type": "shift",
        "source": statement.source,
        "target": statement.target,
        "begins_on": begins_on,
        "turn": turn,
    }
    same = [row for row in ground.readings if row.event and row.event is first.event]
    rows = [first, *readings, *same]
    return ground.item("signals", sentence(text), readings=rows, fields=fields)
