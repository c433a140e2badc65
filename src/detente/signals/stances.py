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
_WARM = re.compile(
    r"\b(?:(?:positive|fond|good|warm|happy) memor(?:y|ies)|"
    r"(?:good|warm|excellent|personal) (?:rapport|chemistry|friendship))\b",
    re.IGNORECASE,
)
_OPEN_ACTIONS = frozenset({"AGREE", "SUPPORT"})
POSITIONS = {
    "open": "is open to contact with",
    "closed": "is closed to contact with",
    "conditional": "makes contact conditional with",
}
_HANGS_ON = re.compile(
    r"\b(?:(?:solely|only|merely|purely|exclusively) (?:on|by|through|because of|if|when|after)|"
    r"unless|until|as long as|so long as|without|if|provided that|before)\b.*",
    re.IGNORECASE | re.DOTALL,
)
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
    for reading in ground.named("event", "assessment"):
        for stance in _stances(ground, reading):
            key = stance.holder, stance.speaker, stance.counterpart, stance.position
            groups[*key, stance.condition.casefold()].append(stance)
    return [_line(ground, members) for members in groups.values()]


def _stances(ground: Ground, reading: Reading) -> list[Stance]:
    position = position_of(reading)
    statement = reading.statement
    if not position or ground.actor not in statement.parties:
        return []
    found = []
    for holder in _holders(ground, reading):
        others = statement.target if statement.directed else sorted(statement.parties - {holder})
        for counterpart in others:
            if counterpart != holder and ground.actor in (holder, counterpart):
                speaker = _speaker(ground, reading, holder)
                condition = "" if position == "open" else condition_of(reading)
                found.append(Stance(reading, holder, speaker, counterpart, position, condition))
                # "Recalling fond memories, he ruled talks out unless …" takes two positions.
                if position != "open" and _WARM.search(reading.words):
                    found.append(Stance(reading, holder, speaker, counterpart, "open", ""))
    return found


def _holders(ground: Ground, reading: Reading) -> tuple[str, ...]:
    """Whose position it is: who acts; where both are taken to, who speaks or is the subject."""
    statement = reading.statement
    if statement.directed:
        return statement.source
    if statement.speaker_actor in statement.parties:
        return (statement.speaker_actor,)
    persons = [
        code
        for code, role in zip(statement.source, statement.source_roles, strict=False)
        if _ROLE_NAMES.match(role)
    ]
    if persons:
        return tuple(persons[:1])
    before = [
        row.statement.source
        for row in ground.beside(reading)
        if row.number < reading.number and row.statement.directed
    ]
    same = [who for who in before if len(who) == 1 and who[0] in statement.parties]
    return same[-1] if same else ()


def condition_of(reading: Reading) -> str:
    """The condition of a position as written: the coder's, or what the clause makes it hang on."""
    statement = reading.statement
    if statement.condition or statement.stance != "conditional":
        return statement.condition
    match = _HANGS_ON.search(reading.clause)
    return match.group().strip(" ,.;") if match else ""


def _speaker(ground: Ground, reading: Reading, holder: str) -> str:
    """Who takes the position: the speaker, the person or body that acts, else the state."""
    statement = reading.statement
    if statement.speaker and statement.speaker_actor in ("", *statement.source):
        return statement.speaker
    roles = dict(zip(statement.source, statement.source_roles, strict=False))
    role = roles.get(holder, "")
    name = ground.codebook.actors.name(holder)
    if not statement.directed or _ROLE_NAMES.match(role):
        return _person_before(ground, reading, holder) or (
            role if _ROLE_NAMES.match(role) else name
        )
    return f"{name} ({role})" if role and role not in NO_ROLES else name


def _person_before(ground: Ground, reading: Reading, holder: str) -> str:
    """The person of the holder who is named last before the words, in the same sentence."""
    upto = reading.document.text[reading.statement.sentence_start : reading.statement.start]
    roles = (*reading.statement.source_roles, *reading.statement.target_roles)
    names = {row.name for row in ground.codebook.actors.leaders(holder)}
    names.update(role for role in roles if _ROLE_NAMES.match(role))
    last: tuple[int, int, str] = (-1, 0, "")
    for name in names:
        spelt = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", name))
        for match in re.finditer(rf"\b{spelt}\b", upto, re.IGNORECASE):
            if _belongs(reading, name, holder):
                last = max(last, (match.start(), match.end(), match.group()))
    return last[2]


def _belongs(reading: Reading, name: str, holder: str) -> bool:
    """False where the statement has the person act for someone else."""
    statement = reading.statement
    codes = (*statement.source, *statement.target)
    roles = (*statement.source_roles, *statement.target_roles)
    owners = {code for code, role in zip(codes, roles, strict=False) if role == name}
    return not owners or holder in owners


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
    text += f": {quoted(_telling(first), 160)}"
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


def _telling(stance: Stance) -> str:
    """The supporting words, and what stands between them and the condition that follows."""
    reading = stance.reading
    start = reading.statement.start - reading.statement.sentence_start
    condition = reading.sentence.find(stance.condition, start) if stance.condition else -1
    # A condition that opens the words leaves nothing before it to quote.
    return reading.sentence[start:condition] if condition > start else reading.words


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
