"""Relations of the state looked from in which the direct way is shut, and who shuts it.

A way is shut by what was said or done after the two last dealt with each other directly within the
last year: refusals, silence on offers, contact that is cut off. A condition, or a doubt that talks
will come about, counts half: who names a price still talks. Two such signs in different sentences
are needed, one where diplomatic relations are strained and there was no contact at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.model import Statement
from detente.signals.ground import Ground, Reading
from detente.signals.stances import position_of

SHUT_LEVEL = -3.0
OPEN_LEVEL = 2.0
LEAST_SIGNS = 2
RECENT_DAYS = 365
CONTACTS = frozenset({"CONSULT", "COOPERATE", "AID"})
# "In 2025" dates no meeting: it may have come before the refusals as well as after.
LONGEST_CONTACT_DAYS = 92
HALF = 0.5
_SHUT = re.compile(
    r"\b(?:block\w*|suspend\w*|sever\w*|cut off|clos\w+|shut|dead(?:lock)?|frozen|halted|"
    r"no (?:official )?(?:channels?|contacts?|dialogue|talks)|"
    r"absence of (?:dialogue|contact|talks)|"
    r"did not (?:officially )?(?:respond|reply|answer)|unlikely|impossible|difficult)\b",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"\b(?:unlikely|impossible|difficult)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:dialogue|talks?|negotiat\w*|contacts?|channels?|communicat\w*|respon\w+|offers?|"
    r"proposals?|summit\w*|engag\w+)\b",
    re.IGNORECASE,
)
# Who stays away from a summit of many doesn't refuse to talk to its host.
_TALKS = re.compile(
    r"\b(?:dialogue|talks?|negotiat\w*|contacts?|channels?|communicat\w*|respon\w+|offers?|"
    r"proposals?)\b",
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
    met = _last_contacts(ground)
    doors = []
    for other, rows in signs.items():
        newer = [row for row in rows if _day(ground, row) > met.get(other, date.min)]
        needed = 1 if other in low and other not in met else LEAST_SIGNS
        if other not in warm and _weight(newer) >= needed:
            doors.append(_door(ground, other, newer))
    return sorted(doors, key=lambda door: (-len(door.readings), door.other))


def _day(ground: Ground, reading: Reading) -> date:
    return min(reading.last_day or ground.view.as_of, ground.view.as_of)


def _weight(rows: Iterable[Reading]) -> float:
    """How much shuts the way: each sentence once, by the firmest that it says."""
    firmest: dict[tuple[str, int], float] = {}
    for row in rows:
        firmest[row.place] = max(firmest.get(row.place, 0.0), _firmness(row))
    return sum(firmest.values())


def _firmness(reading: Reading) -> float:
    if reading.statement.kind == "omission":
        return 1.0
    position = position_of(reading)
    if position == "conditional":
        return HALF
    doubted = reading.statement.kind == "assessment" and _DOUBTED.search(reading.words)
    return HALF if doubted and position != "closed" else 1.0


def _last_contacts(ground: Ground) -> dict[str, date]:
    """The newest day of friendly dealings with each counterpart within the last year."""
    newest: dict[str, date] = {}
    for reading in ground.of_kind("event"):
        statement, day = reading.statement, _day(ground, reading)
        dealt = statement.action in CONTACTS and not statement.denies and _is_dated(statement)
        recent = (ground.view.as_of - day).days <= RECENT_DAYS
        if dealt and recent and not reading.guessed and ground.bearing(statement) > 0:
            for other in ground.counterparts(statement):
                newest[other] = max(day, newest.get(other, date.min))
    return newest


def _is_dated(statement: Statement) -> bool:
    first, last = statement.begins_on, statement.ends_on
    return bool(first and last and (last - first).days <= LONGEST_CONTACT_DAYS)


def is_shut(reading: Reading) -> bool:
    """True where a statement says that the two don't talk or that one refuses to."""
    statement = reading.statement
    if statement.kind == "omission":
        return bool(_TALKS.search(reading.words))
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
