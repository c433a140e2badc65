"""Conspicuous silence: what the state looked from, or a counterpart, did not do, say or answer."""

from __future__ import annotations

import re

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, listing, quoted, sentence

OFFERS = frozenset({"AGREE", "REQUEST", "SUPPORT", "AID"})
_ANSWER = re.compile(r"\b(?:respon\w+|repl\w+|answer\w*|acknowledg\w+|react\w*)\b", re.IGNORECASE)
_EXPECTED = (
    (_ANSWER, "an answer"),
    (re.compile(r"\b(?:talks?|negotiat\w+|dialogue)\b", re.IGNORECASE), "talks"),
    (re.compile(r"\bchannels?\b", re.IGNORECASE), "open channels"),
    (
        re.compile(
            r"\b(?:mention\w*|discuss\w*|refer\w*|silen\w+|stance|position|address\w*)\b",
            re.IGNORECASE,
        ),
        "a statement of its position",
    ),
    (
        re.compile(r"\b(?:attend\w*|congratulat\w*|condemn\w*|invit\w+)\b", re.IGNORECASE),
        "the customary gesture",
    ),
)


def find_omissions(ground: Ground) -> list[Item]:
    """Lines of the list ``omissions``, one for each statement of an omission."""
    items = []
    seen: set[tuple[object, ...]] = set()
    for reading in ground.of_kind("omission"):
        statement = reading.statement
        silent = _silent(ground, reading)
        for other in ground.counterparts(statement):
            actor, counterpart = silent or (ground.actor, other)
            if silent and other not in silent:
                continue
            key = actor, counterpart, reading.place, statement.start
            if key not in seen:
                seen.add(key)
                items.append(
                    _line(ground, reading, actor, other if silent is None else counterpart)
                )
    return items


def _silent(ground: Ground, reading: Reading) -> tuple[str, str] | None:
    """Who kept silent towards whom; None where both sides did."""
    statement = reading.statement
    if not statement.directed or not statement.source or not statement.target:
        return None
    if ground.actor in statement.source:
        return ground.actor, next(code for code in statement.target if code != ground.actor)
    return statement.source[0], ground.actor


def expected_of(reading: Reading, offers: list[Reading]) -> str:
    """What was expected and did not come: the objects as written, an answer, or the kind of act."""
    statement = reading.statement
    if offers and _ANSWER.search(reading.words):
        return f"an answer to {quoted(offers[0].words, 90)}"
    if statement.objects:
        return listing(statement.objects)
    for pattern, expected in _EXPECTED:
        if pattern.search(reading.words):
            return expected
    return "an act that the text says did not come"


def offers_before(ground: Ground, reading: Reading, counterpart: str) -> list[Reading]:
    """Offers and demands of the counterpart in the same sentence or the one before."""
    return [
        row
        for row in ground.around(reading, before=1)
        if row.statement.kind == "event"
        and row.statement.action in OFFERS
        and counterpart in row.statement.source
        and row.number != reading.number
    ]


def _line(ground: Ground, reading: Reading, actor: str, counterpart: str) -> Item:
    statement = reading.statement
    offers = offers_before(ground, reading, counterpart)
    expected = expected_of(reading, offers)
    when = in_period(statement.begins_on, statement.ends_on)
    who = ground.name(actor) if statement.directed else listing(ground.names((actor, counterpart)))
    towards = f" towards {ground.name(counterpart)}" if statement.directed else ""
    text = f"{when} {who} conspicuously left something undone or unsaid{towards}"
    text += f": {quoted(reading.words)}; expected was {expected}"
    fields: dict[str, object] = {
        "actor": actor,
        "counterpart": counterpart,
        "expected": expected,
        "begins_on": statement.begins_on,
    }
    rows = [reading, *offers] if _ANSWER.search(reading.words) else [reading]
    return ground.item("omissions", sentence(text), rows, fields)
