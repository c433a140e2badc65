"""Why: what an actor gains, bears, needs or can use in a relation, as the texts judge it."""

from __future__ import annotations

import re

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import quoted, sentence

ROLES = {
    "incentive": "has a reason to seek more in its relation with",
    "constraint": "is held back or burdened in its relation with",
    "dependence": "depends in part on",
    "leverage": "gains leverage from its relation with",
}
# Read only where the coder left the role open; the first that fits counts.
_ROLE_WORDS = (
    ("leverage", r"\b(?:leverag\w+|bargaining (?:chip|power)|flexibility|less dependent)\b"),
    (
        "dependence",
        r"\b(?:depend(?:s|ed|ent|ence|ency)?|relies|reliance|reliant|lifeline|"
        r"safety valve|largest (?:trading partner|supplier|buyer|creditor))\b",
    ),
    (
        "constraint",
        r"\b(?:burden\w*|constrain\w*|must consider|has to consider|costs?|fears?|wary|"
        r"concerns?|limits?|obstacle\w*|structural gap|difficult partner)\b",
    ),
    (
        "incentive",
        r"\b(?:incentiv\w+|interests? in|gain(?:s|ed|ing)?|benefit\w*|needs?|secured?|"
        r"profit\w*|utili[sz]\w+|seeks?|motiv\w+)\b",
    ),
)


def role_of(reading: Reading) -> str:
    """The role that an assessment gives to a motive; empty where it names none."""
    if reading.statement.role:
        return reading.statement.role
    for role, pattern in _ROLE_WORDS:
        if re.search(pattern, reading.words, re.IGNORECASE):
            return role
    return ""


def find_drivers(ground: Ground) -> list[Item]:
    """Lines of the list ``drivers``: one for each assessed motive in a relation of the state."""
    items = []
    for reading in ground.of_kind("assessment"):
        role = role_of(reading)
        if role:
            items += [_line(ground, reading, role, pair) for pair in _pairs(ground, reading)]
    return items


def _pairs(ground: Ground, reading: Reading) -> list[tuple[str, str]]:
    """Whose motive, and towards whom.

    A motive without a counterpart belongs to the relation that its sentence speaks of: with the
    state looked from where that state is another's counterpart there.
    """
    statement = reading.statement
    if statement.target:
        pairs = [
            (holder, other)
            for holder in (statement.source if statement.directed else sorted(statement.parties))
            for other in (statement.target if statement.directed else sorted(statement.parties))
            if holder != other and ground.actor in (holder, other)
        ]
        return pairs
    near = {
        code
        for row in ground.beside(reading)
        for code in row.statement.parties
        if row.number != reading.number
    }
    if ground.actor in statement.source:
        others = sorted(near - {ground.actor})
        return [(ground.actor, others[0])] if len(others) == 1 else []
    return [(holder, ground.actor) for holder in statement.source if ground.actor in near]


def _line(ground: Ground, reading: Reading, role: str, pair: tuple[str, str]) -> Item:
    holder, other = pair
    text = (
        f"{ground.name(holder)} {ROLES.get(role, ROLES['incentive'])} {ground.name(other)}: "
        f"{quoted(reading.words, 160)}"
    )
    if reading.statement.speaker:
        text += f", says {reading.statement.speaker}"
    fields: dict[str, object] = {"actor": holder, "counterpart": other, "role": role}
    return ground.item("drivers", sentence(text), [reading], fields)
