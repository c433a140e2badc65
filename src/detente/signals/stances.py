"""Who takes which position towards contact, each speaker apart, and where deeds say otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, quoted, sentence, with_article

CONTACT = re.compile(
    r"\b(?:dialogue|talks?|negotiat\w*|summit\w*|contacts?|meet\w*|engag\w+|diplomacy|visit\w*|"
    r"channels?|normali[sz]\w*|reconcil\w*|door|rapport|personal (?:relation\w*|ties?|bond))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:door|path|way|window)\b[^.;]{0,40}\bopen\b|\bopen (?:to|for)\b|\bremain\w* (?:open|"
    r"intact)\b|\bready (?:to|for)\b|\bwilling\w*\b|\bwelcom\w+\b|\brapport\b|\bintact\b|"
    r"\bgood (?:relation\w*|memories)\b|\bpositive memor\w+|\bnever fully clos\w+",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:impossible|no interest|no intention|indifferen\w+|rul\w+ out|refus\w+|reject\w*|"
    r"rebuff\w*|clos\w+ the door|hard-?line|draw a line|drew a line|"
    r"could not be reali[sz]ed|never)\b",
    re.IGNORECASE,
)
_NOT_CLOSED = re.compile(
    r"\b(?:never|not|without)\b[^.;,]{0,25}\b(?:clos|shut|slam|rul)\w*\b[^.;,]{0,15}\b(?:door|out|way)\b",
    re.IGNORECASE,
)
_OPEN_ACTIONS = frozenset({"AGREE", "SUPPORT"})
POSITIONS = {
    "open": "is open to contact with",
    "closed": "is closed to contact with",
    "conditional": "makes contact conditional with",
}
# A role that begins with a capital is a person's name; these say nothing of who in the state.
_ROLE_NAMES = re.compile(r"^[A-Z]")
NO_ROLES = frozenset({"capital", "government", "state", "country"})


@dataclass(frozen=True, slots=True)
class Stance:
    """One speaker's position in one statement."""

    reading: Reading
    holder: str
    speaker: str
    counterpart: str
    position: str
    condition: str


def position_of(reading: Reading) -> str:
    """``open``, ``closed``, ``conditional``, or empty where no position is taken.

    The coder's word comes first. Without it the words about contact decide, and a condition
    turns a refusal into a conditional one.
    """
    statement = reading.statement
    if statement.stance:
        return "open" if _NOT_CLOSED.search(reading.words) else statement.stance
    if statement.kind not in ("event", "assessment") or not CONTACT.search(reading.words):
        return ""
    refused = statement.action == "REJECT" or (
        _CLOSED.search(reading.words) and not _OPEN.search(reading.words)
    )
    if refused:
        return "conditional" if statement.condition else "closed"
    if _OPEN.search(reading.words) and (
        statement.action in _OPEN_ACTIONS or statement.kind == "assessment"
    ):
        return "open"
    return ""


def find_stances(ground: Ground) -> list[tuple[Stance, Item]]:
    """Lines of the list ``stances``: one for each speaker, counterpart, position and condition.

    Each comes with the stance that was taken first.
    """
    groups: defaultdict[tuple[str, ...], list[Stance]] = defaultdict(list)
    for reading in ground.of_kind("event", "assessment"):
        for stance in _stances(ground, reading):
            key = stance.holder, stance.speaker, stance.counterpart, stance.position
            groups[*key, stance.condition.casefold()].append(stance)
    return [_line(ground, members) for members in groups.values()]


def _stances(ground: Ground, reading: Reading) -> list[Stance]:
    position = position_of(reading)
    statement = reading.statement
    if not position or ground.actor not in statement.parties:
        return []
    if not statement.directed:
        return []
    found = []
    for place, holder in enumerate(statement.source):
        for counterpart in statement.target:
            if counterpart != holder and ground.actor in (holder, counterpart):
                speaker = _speaker(ground, reading, place)
                condition = statement.condition if position != "open" else ""
                found.append(Stance(reading, holder, speaker, counterpart, position, condition))
    return found


def _speaker(ground: Ground, reading: Reading, place: int) -> str:
    """Who takes the position: the speaker, the person or body that acts, else the state."""
    statement = reading.statement
    if statement.speaker and statement.speaker_actor in ("", *statement.source):
        return statement.speaker
    role = statement.source_roles[place] if place < len(statement.source_roles) else ""
    name = ground.codebook.actors.name(statement.source[place])
    if _ROLE_NAMES.match(role):
        return role
    return f"{name} ({role})" if role and role not in NO_ROLES else name


def _line(ground: Ground, members: Sequence[Stance]) -> tuple[Stance, Item]:
    first = min(members, key=lambda stance: stance.reading.day or date.max)
    statement = first.reading.statement
    who = first.speaker
    if ground.codebook.actors.name(first.holder) not in who:
        who = f"{who} of {ground.name(first.holder)}"
    when = in_period(statement.begins_on, statement.ends_on)
    counterpart = ground.name(first.counterpart)
    text = f"{with_article(who)} {POSITIONS[first.position]} {counterpart}"
    if when:
        text = f"{when} {text}"
    text += f": {quoted(first.reading.words)}"
    if first.condition:
        text += f", on a condition: {quoted(first.condition, 160)}"
    fields: dict[str, object] = {
        "counterpart": first.counterpart if first.holder == ground.actor else first.holder,
        "speaker": first.speaker,
        "position": first.position,
        "condition": first.condition,
        "begins_on": statement.begins_on,
        "against": "",
    }
    item = ground.item(
        "stances", sentence(text), readings=[row.reading for row in members], fields=fields
    )
    return first, item


def set_against(
    stances: Sequence[tuple[Stance, Item]], deeds: Sequence[tuple[str, str, str]]
) -> list[Item]:
    """Stances with the id of a line in which the same state shows the contrary.

    Args:
        stances: from `find_stances`.
        deeds: holder, counterpart and line of every easing and reply in kind; what is closed in
            words parts with them.
    """
    marked = []
    for stance, item in stances:
        other = _contrary(stance, item, stances) or _deed(stance, deeds)
        marked.append(replace(item, fields={**item.fields, "against": other}))
    return marked


def _contrary(stance: Stance, item: Item, stances: Sequence[tuple[Stance, Item]]) -> str:
    for other, line in stances:
        same = (other.holder, other.counterpart) == (stance.holder, stance.counterpart)
        apart = {stance.position, other.position}
        if line.id != item.id and same and len(apart) == 2 and "open" in apart:
            return line.id
    return ""


def _deed(stance: Stance, deeds: Sequence[tuple[str, str, str]]) -> str:
    if stance.position != "closed":
        return ""
    pair = stance.holder, stance.counterpart
    return next((line for holder, other, line in deeds if (holder, other) == pair), "")
