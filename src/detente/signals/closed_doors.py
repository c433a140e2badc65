"""Relations of the state looked from in which the direct way is shut, and who shuts it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from detente.signals.ground import Ground, Reading
from detente.signals.stances import position_of

SHUT_LEVEL = -3.0
OPEN_LEVEL = 2.0
LEAST_SIGNS = 2
RECENT_DAYS = 365
CONTACTS = frozenset({"CONSULT", "COOPERATE", "AID"})
_SHUT = re.compile(
    r"\b(?:block\w*|suspend\w*|sever\w*|cut off|clos\w+|shut|dead(?:lock)?|frozen|halted|"
    r"no (?:official )?(?:channels?|contacts?|dialogue|talks)|"
    r"absence of (?:dialogue|contact|talks)|"
    r"did not (?:officially )?(?:respond|reply|answer)|unlikely|impossible|difficult)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:dialogue|talks?|negotiat\w*|contacts?|channels?|communicat\w*|respon\w+|offers?|"
    r"proposals?|summit\w*|engag\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Door:
    """A closed direct way.

    Attributes:
        other: the counterpart of the state looked from.
        origin: who would have to go round, because the other side refuses.
        goal: who refuses.
        readings: what shows that the way is shut, the newest first.
    """

    other: str
    origin: str
    goal: str
    readings: tuple[Reading, ...]


def closed_doors(ground: Ground) -> list[Door]:
    """Closed doors of the last 24 months, by how much shows them."""
    signs: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in ground.of_kind("event", "omission", "assessment"):
        age = (ground.view.as_of - (reading.last_day or ground.view.as_of)).days
        if age <= ground.settings.channel_window_days and is_shut(reading):
            for other in ground.counterparts(reading.statement):
                signs[other].append(reading)
    low = {
        row.counterpart
        for row in ground.view.relations
        if row.sector == "diplomatic" and row.level <= SHUT_LEVEL
    }
    warm = {
        row.counterpart
        for row in ground.view.relations
        if row.sector == "diplomatic" and row.level >= OPEN_LEVEL
    }
    direct = _direct_contacts(ground)
    doors = [
        _door(ground, other, rows)
        for other, rows in signs.items()
        if other not in warm and (len(rows) >= LEAST_SIGNS or other in low)
        # Two who keep meeting have a direct way, whatever one of them refuses besides.
        if not direct[other] or (other in low and len(rows) > 2 * direct[other])
    ]
    return sorted(doors, key=lambda door: (-len(door.readings), door.other))


def _direct_contacts(ground: Ground) -> Counter[str]:
    """Dated friendly dealings with each counterpart within the last year."""
    contacts: Counter[str] = Counter()
    for event in ground.view.events:
        last = event.ends_on or event.begins_on
        if last is None or ground.bearing(event) <= 0 or event.action not in CONTACTS:
            continue
        if (ground.view.as_of - last).days <= RECENT_DAYS:
            contacts.update(ground.counterparts(event))
    return contacts


def is_shut(reading: Reading) -> bool:
    """True where a statement says that the two don't talk or that one refuses to."""
    statement = reading.statement
    if statement.kind == "omission":
        return bool(_CONTACT.search(reading.words))
    if position_of(reading) in ("closed", "conditional"):
        return True
    if statement.action == "REJECT":
        return bool(_CONTACT.search(reading.words))
    shut = _SHUT.search(reading.words) and _CONTACT.search(reading.words)
    return statement.kind == "assessment" and bool(shut)


def _door(ground: Ground, other: str, rows: list[Reading]) -> Door:
    """The one who refuses more often is the goal; the state looked from where neither does."""
    refusals = Counter(
        code
        for row in rows
        if row.statement.directed
        for code in row.statement.source
        if code in (ground.actor, other)
    )
    goal = other if refusals[other] > refusals[ground.actor] else ground.actor
    origin = ground.actor if goal == other else other
    newest = sorted(rows, key=lambda row: (row.last_day or ground.view.as_of, row.number))
    return Door(other, origin, goal, tuple(reversed(newest)))
