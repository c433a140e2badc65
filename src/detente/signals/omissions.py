"""Conspicuous silence: what the state looked from, or a counterpart, did not do, say or answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.model import Item
from detente.signals.deeds import NOUN, form
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, listing, quoted, sentence

OFFERS = frozenset({"AGREE", "REQUEST", "SUPPORT", "AID"})
_ANSWER = re.compile(r"\b(?:respon\w+|repl\w+|answer\w*|acknowledg\w+|react\w*)\b", re.IGNORECASE)
# What the words of an omission show to have been expected, and the clause that says so.
_EXPECTED = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), expected, clause)
    for pattern, expected, clause in (
        (
            r"mention\w*|refer\w*|silen\w+|stance|position|address\w*|comment\w*|discuss\w*",
            "a word on its position",
            "said nothing of its position towards",
        ),
        (r"talks?|negotiat\w+|dialogue", "talks", "held none of the talks expected with"),
        (r"channels?|lines?|hotlines?", "open channels", "kept no channel open with"),
        (r"attend\w*|congratulat\w*|invit\w+", "the customary gesture", "made no gesture towards"),
    )
)
_UNKNOWN = "an act that the text says did not come"


def find_omissions(ground: Ground) -> list[Item]:
    """Lines of the list ``omissions``, one for each statement of an omission and counterpart."""
    return [
        _line(ground, reading, *pair)
        for reading in ground.of_kind("omission")
        for pair in _silences(ground, reading)
    ]


def _silences(ground: Ground, reading: Reading) -> Iterator[tuple[str, str]]:
    """Who kept silent towards whom; the state looked from first where both did."""
    statement = reading.statement
    for other in ground.counterparts(statement):
        if statement.directed and ground.actor not in statement.source:
            yield other, ground.actor
        else:
            yield ground.actor, other


def expected_of(reading: Reading, offers: Sequence[Reading]) -> tuple[str, str]:
    """What was expected and did not come, and the clause that tells it, up to the counterpart."""
    statement = reading.statement
    if _ANSWER.search(reading.words):
        expected = f"an answer to {quoted(offers[0].words, 90)}" if offers else "an answer"
        return expected, "gave no answer to"
    for pattern, expected, clause in _EXPECTED:
        if pattern.search(reading.words):
            return expected, clause
    if statement.action:
        noun = form(statement.action, NOUN).rpartition(" ")[0]
        return noun, f"kept from {noun} towards"
    if statement.objects:
        return listing(statement.objects), "left something undone or unsaid towards"
    return _UNKNOWN, "left something undone or unsaid towards"


def offers_before(ground: Ground, reading: Reading, *, counterpart: str) -> list[Reading]:
    """Offers and demands of the counterpart in the same sentence or the one before."""
    return [
        row
        for row in ground.around(reading, before=1)
        if row.statement.kind == "event"
        and row.statement.action in OFFERS
        and counterpart in row.statement.source
        and row.number < reading.number
    ]


def _line(ground: Ground, reading: Reading, actor: str, counterpart: str) -> Item:
    statement = reading.statement
    offers = offers_before(ground, reading, counterpart=counterpart)
    expected, clause = expected_of(reading, offers)
    when = in_period(statement.begins_on, statement.ends_on)
    text = f"{when} {ground.name(actor)} {clause} {ground.name(counterpart)}"
    if not statement.directed:
        text = f"{when} {listing(ground.names((actor, counterpart)))} {clause} each other"
    text += f": {quoted(reading.words)}"
    if offers and _ANSWER.search(reading.words):
        text += f", after {quoted(offers[0].words)}"
    fields: dict[str, object] = {
        "actor": actor,
        "counterpart": counterpart,
        "expected": expected,
        "begins_on": statement.begins_on,
        # What a measured silence has, and words don't.
        "ends_on": None,
        "bits": None,
        "expected_number": None,
        "reasons": (),
    }
    rows = [reading, *offers] if _ANSWER.search(reading.words) else [reading]
    return ground.item("omissions", sentence(text), readings=rows, fields=fields)
