"""Why: what an actor gains, bears, needs or can use in a relation, as the texts judge it."""

from __future__ import annotations

from detente.codebook.terms import is_taken_back
from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import quoted, sentence

ROLES = {
    "incentive": "has a reason to seek more in its relation with",
    "constraint": "is held back or burdened in its relation with",
    "dependence": "depends in part on",
    "leverage": "gains leverage from its relation with",
}

SHARED_ROLES = frozenset({"incentive", "constraint"})


def role_of(ground: Ground, reading: Reading) -> str:
    """The role that an assessment gives to a motive; empty where it names none.

    The coder's word comes first; without it the first cue of the lexicon that isn't negated.
    Cues are read only where it is plain whose motive it is.
    """
    if reading.statement.role or not reading.statement.directed:
        return reading.statement.role
    for row in ground.motives.find(reading.words):
        if not is_taken_back(reading.words, row.start):
            return row.value.role
    return ""


def find_drivers(ground: Ground) -> list[Item]:
    """Lines of the list ``drivers``: one for each assessed motive in a relation of the state."""
    items = []
    for reading in ground.of_kind("assessment"):
        role = role_of(ground, reading)
        if role:
            items += [_line(ground, reading, role, pair) for pair in _pairs(ground, reading)]
    return items


def _pairs(ground: Ground, reading: Reading) -> list[tuple[str, str]]:
    """Whose motive, and towards whom.

    A motive without a counterpart belongs to the relation that its sentence speaks of: with the
    state looked from where that state is another's counterpart there.
    """
    statement = reading.statement
    if not statement.directed:
        # "Ties are under strain" holds back both; who depends on whom it doesn't say.
        if statement.role not in SHARED_ROLES:
            return []
        return [(other, ground.actor) for other in ground.counterparts(statement)]
    if statement.target:
        return [
            (holder, other)
            for holder in statement.source
            for other in statement.target
            if holder != other and ground.actor in (holder, other)
        ]
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
    return ground.item("drivers", sentence(text), readings=[reading], fields=fields)
