"""Acts that speak: force posture, pressure, threats, refusals and easings of one side."""

from __future__ import annotations

from detente.codebook.bearing import LESS, remaining_change
from detente.model import Event, Item
from detente.signals.deeds import told
from detente.signals.ground import Ground, Reading
from detente.signals.wording import in_period, listing, quoted, sentence, unique

TYPES = {
    "THREATEN": "threat",
    "MOBILIZE": "act",
    "COERCE": "act",
    "ASSAULT": "act",
    "SANCTION": "act",
    "PROTEST": "act",
    "ACCUSE": "accusation",
    "REJECT": "refusal",
    "CONCEDE": "easing",
}


def type_of(event: Event) -> str:
    """The type of signal that an event is; empty where it is none.

    >>> type_of(Event("e", ("A",), ("B",), "COERCE", change="halt"))
    'easing'
    """
    kind = TYPES.get(event.action, "")
    if kind == "act" and remaining_change(event.action, event.change) in LESS:
        return "easing"
    return kind


def find_acts(ground: Ground) -> list[Item]:
    """One line for each event that is a signal and that the state looked from is part of."""
    reports: dict[str, list[Reading]] = {}
    for reading in ground.of_kind("event"):
        if reading.event is not None:
            reports.setdefault(reading.event.id, []).append(reading)
    items = []
    for event in ground.view.events:
        kind = type_of(event)
        concerned = ground.actor in event.source or ground.actor in event.target
        if kind and concerned and not _domestic(event) and event.id in reports:
            items.append(_line(ground, event, kind, reports[event.id]))
    return items


def _domestic(event: Event) -> bool:
    """An act of a state on itself is no signal to another."""
    return bool(event.target) and set(event.source) == set(event.target) and event.directed


def _line(ground: Ground, event: Event, kind: str, readings: list[Reading]) -> Item:
    conditions = unique(reading.statement.condition for reading in readings)
    text = describe(ground, event)
    if conditions:
        text += f", on a condition: {quoted(conditions[0], 160)}"
    fields: dict[str, object] = {
        "type": kind,
        "source": event.source,
        "target": event.target,
        "begins_on": event.begins_on,
    }
    return ground.item("signals", sentence(text), readings=readings, fields=fields)


def describe(ground: Ground, event: Event, *, dated: bool = True) -> str:
    """An event as a clause: when, who, what, to whom, in the words of the best report."""
    when = in_period(event.begins_on, event.ends_on) if dated else ""
    act = told(
        ground.names(event.source),
        ground.names(event.target),
        action=event.action,
        change=event.change,
        directed=event.directed,
    )
    opening = f"{when} {act}" if when else act
    if event.asserted_by:
        opening = f"as only {listing(ground.names(event.asserted_by))} says, {opening}"
    words = quoted(event.what)
    return f"{opening} ({words})" if words else opening
