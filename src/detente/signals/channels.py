"""Indirect ways: where the direct door is shut, third parties that deal with both sides.

A leg is as strong as its friendly events of the last 24 months: ``1 - prod(1 - w_i / 10)`` over
the positive weights of the actions, each halved with every half-life of age. A leg that the texts
only recommend or take for granted counts a quarter of that. The score of a channel is the
geometric mean of its two legs, 0 to 1. Misleads when a third party deals with both sides but
wouldn't carry a message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from math import sqrt

from detente.model import Item
from detente.signals.closed_doors import Door, closed_doors
from detente.signals.ground import Ground, Reading
from detente.signals.next_dates import Ahead, lying_ahead, next_date
from detente.signals.wording import listing, period, sentence

PROPOSED_SHARE = 0.25
PROPOSED_KINDS = ("recommendation", "forecast", "scheduled")
LEAST_SCORE = 0.05
MOST_EVENTS = 8
MOST_CHANNELS = 5


@dataclass(frozen=True, slots=True)
class Leg:
    """One half of a channel; `proposed` where no event carries it."""

    pair: tuple[str, str]
    readings: tuple[Reading, ...]
    strength: float
    proposed: bool


def find_channels(ground: Ground) -> list[Item]:
    """Lines of the list ``channels``, the strongest first for each closed door."""
    doors = closed_doors(ground)
    links = _links(ground)
    ahead = lying_ahead(ground)
    leg = cache(partial(_leg, ground, links))
    items = []
    shut = {door.other for door in doors}
    for door in doors:
        ends = door.origin, door.goal
        third = sorted({code for pair in links for code in pair} - {*ends, ground.actor} - shut)
        found = []
        for via in third:
            legs = [leg(end, via) for end in ends]
            score = sqrt(legs[0].strength * legs[1].strength)
            if score >= LEAST_SCORE and not all(leg.proposed for leg in legs):
                found.append((-score, via, legs))
        found.sort(key=lambda row: (row[0], row[1]))
        for negative, via, legs in found[:MOST_CHANNELS]:
            items.append(_line(ground, door, (via, legs), ahead=ahead, score=-negative))
    return items


Links = dict[frozenset[str], list[Reading]]


def _links(ground: Ground) -> Links:
    """Readings by pair of parties, those between other states too."""
    links: defaultdict[frozenset[str], list[Reading]] = defaultdict(list)
    for reading in ground.readings:
        if reading.guessed:
            continue
        for pair in _pairs_of(ground, reading):
            links[pair].append(reading)
    return links


def _pairs_of(ground: Ground, reading: Reading) -> set[frozenset[str]]:
    """Pairs that a statement brings together.

    A list of several parties is a hub with the first one in the middle ("A's summits with B and
    C"); it says nothing of B and C.
    """
    statement = reading.statement
    if statement.denies:
        return set()
    if statement.directed:
        both = {(one, two) for one in statement.source for two in statement.target}
    else:
        parties = tuple(dict.fromkeys((*statement.source, *statement.target)))
        hub = ground.actor if ground.actor in parties else parties[0] if parties else ""
        both = {(hub, other) for other in parties}
    return {frozenset(pair) for pair in both if pair[0] != pair[1] and all(pair)}


def _leg(ground: Ground, links: Links, end: str, via: str) -> Leg:
    rows = links.get(frozenset((end, via)), [])
    events = [row for row in rows if row.statement.kind == "event" and _friendly(ground, row)]
    events = [
        row for row in events if 0 <= _age(ground, row) <= ground.settings.channel_window_days
    ]
    if events:
        return Leg((end, via), tuple(events), _strength(ground, events), False)
    proposed = [
        row
        for row in rows
        if row.statement.kind in PROPOSED_KINDS
        and (not row.statement.action or _friendly(ground, row))
    ]
    share = PROPOSED_SHARE * min(1.0, len(proposed) / 2)
    return Leg((end, via), tuple(proposed), share if proposed else 0.0, True)


def _friendly(ground: Ground, reading: Reading) -> bool:
    return ground.bearing(reading.statement) > 0


def _age(ground: Ground, reading: Reading) -> int:
    """Days since the event; one that is told of a period counts from its last day."""
    last = reading.last_day or date.min
    return (ground.view.as_of - min(last, ground.view.as_of)).days


def _strength(ground: Ground, rows: Sequence[Reading]) -> float:
    left = 1.0
    for row in rows:
        weight = ground.bearing(row.statement)
        fading = 2.0 ** (-_age(ground, row) / ground.settings.half_life_days)
        left *= 1.0 - max(0.0, min(weight, 10.0)) / 10.0 * fading
    return 1.0 - left


def _line(
    ground: Ground,
    door: Door,
    way: tuple[str, Sequence[Leg]],
    *,
    ahead: Sequence[Ahead],
    score: float,
) -> Item:
    via, legs = way
    when = next_date(
        ahead,
        via,
        ends=(door.origin, door.goal),
        readings=[r for leg in legs for r in leg.readings],
    )
    text = (
        f"{ground.name(door.origin)} could reach {ground.name(door.goal)} by way of "
        f"{ground.name(via)}: the direct way is shut, and {_told(ground, legs)}"
    )
    if when is not None:
        text += f"; next date: {period(when.begins_on, when.ends_on)}"
    fields: dict[str, object] = {
        "origin": door.origin,
        "goal": door.goal,
        "via": (via,),
        "score": round(score, 3),
        "legs": tuple(_leg_fields(leg) for leg in legs),
        "next_date": when.begins_on if when else None,
    }
    rows = [row for leg in legs for row in _newest(leg.readings)]
    rows += [*door.readings[:3], *([when.reading] if when else [])]
    return ground.item("channels", sentence(text), readings=rows, fields=fields)


def _leg_fields(leg: Leg) -> dict[str, object]:
    events = dict.fromkeys(row.event.id for row in _newest(leg.readings) if row.event)
    return {
        "parties": leg.pair,
        "events": tuple(events),
        "strength": round(leg.strength, 3),
        "basis": "proposed" if leg.proposed else "events",
    }


def _newest(readings: Sequence[Reading]) -> list[Reading]:
    order = sorted(readings, key=lambda row: (row.last_day or date.min, row.number), reverse=True)
    return order[:MOST_EVENTS]


def _told(ground: Ground, legs: Sequence[Leg]) -> str:
    parts = []
    for leg in legs:
        names = listing(ground.names(leg.pair))
        if leg.proposed:
            parts.append(f"contact between {names} is only proposed, planned or foreseen")
        else:
            number = len({row.event.id for row in leg.readings if row.event})
            noun = "event" if number == 1 else "events"
            parts.append(f"{names} have {number} friendly {noun} in the last 24 months")
    return listing(parts)
