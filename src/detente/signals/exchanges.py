"""What goes from the state looked from to a counterpart, and what comes back, item by item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from detente.codebook.stems import salient_stems
from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.wording import earliest, listing, period, sentence, unique

ENDED = frozenset({"halt"})
LEAST_LISTED = 2
# By what way something is given is no part of what is given.
_THROUGH = re.compile(
    r"\s+(?:via|through|during|amid(?:st)?|by way of|in return|in exchange)\b.*", re.IGNORECASE
)
_WAYS = r"(?:with|to|for|in|from|by|via|on|as)\b"
_LIST_END = re.compile(rf",? and ((?:(?!{_WAYS})[a-z-]++ ?){{1,3}}?)(?=[,.;]| {_WAYS})")


def find_exchanges(ground: Ground) -> list[Item]:
    """Lines of the list ``exchanges``: one for each giver and receiver of named items.

    Where both directions are told, each line says what it is set against.
    """
    flows: defaultdict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in ground.named("event"):
        for giver, receiver in _flows(ground, reading):
            flows[giver, receiver].append(reading)
    return [
        _line(ground, giver, receiver, (readings, flows.get((receiver, giver), [])))
        for (giver, receiver), readings in flows.items()
    ]


def _flows(ground: Ground, reading: Reading) -> list[tuple[str, str]]:
    """Giver and receiver for each pair in which the state looked from has a part."""
    statement = reading.statement
    if "AID" not in statement.codes or not statement.directed or statement.denies:
        return []
    if statement.change in ENDED or not items_of(ground, [reading]):
        return []
    # What only a party alleges, or one denies, stands in the list of contested events.
    if reading.event is not None and reading.event.contested:
        return []
    return [
        (giver, receiver)
        for giver in statement.source
        for receiver in statement.target
        if giver != receiver and ground.actor in (giver, receiver)
    ]


def items_of(ground: Ground, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Items as written, each once, in the order of the texts; a recipient is no item."""
    found: dict[str, str] = {}
    for reading in readings:
        objects = [_THROUGH.sub("", written) for written in reading.statement.objects]
        for written in (*objects, *_listed_after(reading, objects)):
            bare = written.strip(" ,.;")
            if salient_stems(bare) and not ground.codebook.actors.lookup(bare):
                found.setdefault(bare.casefold(), bare)
    return unique(found.values())


def _listed_after(reading: Reading, objects: Sequence[str]) -> Sequence[str]:
    """The end of a written list of which the coder took the items before: ", and lorries"."""
    if len(objects) < LEAST_LISTED:
        return ()
    places = [reading.sentence.find(item) + len(item) for item in objects if item]
    match = _LIST_END.match(reading.sentence, max(places, default=0))
    return (match.group(1),) if match and match.group(1) not in objects else ()


def _line(
    ground: Ground,
    giver: str,
    receiver: str,
    both: tuple[Sequence[Reading], Sequence[Reading]],
) -> Item:
    readings, returned = both
    items = items_of(ground, readings)
    dated = [row for row in readings if row.statement.begins_on]
    begins = earliest(row.statement.begins_on for row in dated)
    ends = max((row.last_day or date.min for row in dated), default=None)
    text = f"{ground.name(giver)} gives {ground.name(receiver)} {listing(items)}"
    if begins:
        text += f" ({period(begins, ends)})"
    back = items_of(ground, returned)
    if back:
        text += f", and receives {listing(back)} from it"
    fields: dict[str, object] = {
        "giver": giver,
        "receiver": receiver,
        "items": items,
        "sectors": unique(sector for row in readings for sector in row.statement.sectors),
        "begins_on": begins,
        "ends_on": ends,
    }
    return ground.item("exchanges", sentence(text), readings=[*readings, *returned], fields=fields)
