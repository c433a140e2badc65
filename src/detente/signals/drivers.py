"""Why: what an actor gains, bears, needs or can use in a relation, as the texts judge it."""

from __future__ import annotations

import re

from detente.codebook.guesses import is_named
from detente.codebook.terms import is_taken_back
from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import quoted, sentence

ROLES = {
    "incentive": "has something to gain, or an interest, in its relation with",
    "constraint": "bears a cost or a limit in its relation with",
    "dependence": "depends in part on",
    "leverage": "has leverage in its relation with",
}
LESS_DEPENDENT = "has become less dependent on"
# What lightens a burden is a gain.
_RELIEF = re.compile(
    r"\b(?:reduc|eas|reliev|lighten|lift|remov|offset|overcom|escap|evad|circumvent)\w*\b"
    r"[^.;,]{0,40}\b(?:burden|cost|pressure|sanction|isolation|dependen|strain|shortage|relian)",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:reduc\w*|lessen\w*|less|cut\w*|lower\w*|diminish\w*)\b[^.;,]{0,30}"
    r"\b(?:dependen|relian|rel(?:y|ies))",
    re.IGNORECASE,
)
_CHECKED = re.compile(r"[\"”’']?\s+(?:management|reduction|control|prevention)\b", re.IGNORECASE)
_TURN = re.compile(r"[:;]\s|,? but (?:also )?|\bwhile\b", re.IGNORECASE)
SHARED_ROLES = frozenset({"constraint"})


def roles_of(ground: Ground, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The roles that an assessment gives to motives, each with the words that show it.

    The coder's word comes first; without it the cues of the lexicon that aren't negated. Cues are
    read only where it is plain whose motive it is: in the words of a directed assessment, and in
    the rest of a sentence that holds nothing else.
    """
    role = reading.statement.role
    if role == "constraint" and _RELIEF.search(reading.words):
        return (("incentive", reading.clause),)
    if role:
        cues = ground.motives.find(reading.words)
        stands = any(_stands(reading.words, row.start, row.end) for row in cues)
        return ((role, reading.clause),) if stands or not cues else ()
    if not _plain_whose(ground, reading):
        return ()
    alone = len(ground.beside(reading)) == 1
    words = reading.sentence if alone else reading.words
    found: dict[str, str] = {}
    for row in ground.motives.find(words):
        if _stands(words, row.start, row.end):
            found.setdefault(row.value.role, words if not alone else _part(words, row.start))
    return tuple(found.items()) if alone else tuple(found.items())[:1]


def _plain_whose(ground: Ground, reading: Reading) -> bool:
    """True where one actor and one counterpart are named by the sentence itself."""
    statement = reading.statement
    named = all(
        is_named(code, reading.sentence, actors=ground.codebook.actors)
        for code in statement.parties
    )
    alone = len(statement.source) == len(statement.target) == 1
    return (
        named
        and alone
        and statement.directed
        and is_named(statement.source[0], reading.words, actors=ground.codebook.actors)
    )


def _part(text: str, place: int) -> str:
    """The part of a sentence between colons, semicolons and "but" in which a place stands."""
    ends = [match.span() for match in _TURN.finditer(text)]
    start = max((end for _, end in ends if end <= place), default=0)
    return text[start : min((begin for begin, _ in ends if begin > place), default=len(text))]


def _stands(words: str, start: int, end: int) -> bool:
    """False where a cue is negated, or only part of a name for keeping something in check."""
    return not is_taken_back(words, start) and not _CHECKED.match(words[end : end + 30])


def find_drivers(ground: Ground) -> list[Item]:
    """Lines of the list ``drivers``: one for each assessed motive in a relation of the state."""
    items = []
    for reading in ground.named("assessment"):
        for role in roles_of(ground, reading):
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


def _line(ground: Ground, reading: Reading, motive: tuple[str, str], pair: tuple[str, str]) -> Item:
    holder, other = pair
    role, words = motive
    clause = ROLES.get(role, ROLES["incentive"])
    if role == "dependence" and _LESS.search(words):
        clause = LESS_DEPENDENT
    text = f"{ground.name(holder)} {clause} {ground.name(other)}: {quoted(words, 200)}"
    if reading.statement.speaker:
        text += f", says {reading.statement.speaker}"
    fields: dict[str, object] = {"actor": holder, "counterpart": other, "role": role}
    return ground.item("drivers", sentence(text), readings=[reading], fields=fields)
