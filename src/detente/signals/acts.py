"""Acts that speak: force posture, pressure, threats, refusals and easings of one side."""

from __future__ import annotations

import re

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
# Words of one side: where both are taken to speak them, a text must say that they do so mutually.
SPOKEN = frozenset({"THREATEN", "ACCUSE", "REJECT"})
_MUTUAL = re.compile(
    r"\b(?:each other|one another|mutual\w*|trad(?:e|ed|ing) (?:\w+ )?(?:accus|barb|threat|insult|"
    r"blame)\w*|exchang\w+ (?:accus|threat|barb)\w*|tit[- ]for[- ]tat|war of words)\b",
    re.IGNORECASE,
)
# What might have happened, or was kept from happening, did not.
_ONLY_FEARED = re.compile(
    r"\b(?:risk|danger|possibilit\w+|prospect|fear|likelihood|chance)s?\b[^.;,]{0,20}\b(?:of|for)\b"
    r"|\b(?:avoid|avert|prevent)\w*\b",
    re.IGNORECASE,
)
FORCE = frozenset({"ASSAULT", "COERCE"})


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
    for reading in ground.named("event"):
        if reading.event is not None and is_told(reading):
            reports.setdefault(reading.event.id, []).append(reading)
    items = []
    for event in ground.view.events:
        kind = type_of(event)
        concerned = ground.actor in event.source or ground.actor in event.target
        if kind and concerned and event.source and not _domestic(event) and event.id in reports:
            items.append(_line(ground, event, kind, reports[event.id]))
    return items


def is_told(reading: Reading) -> bool:
    """True where a report tells of an act that was done, by the one who is said to act."""
    statement = reading.statement
    if statement.action in SPOKEN and not statement.directed:
        return bool(_MUTUAL.search(reading.sentence))
    return statement.action not in FORCE or not _ONLY_FEARED.search(reading.words)


def _domestic(event: Event) -> bool:
    """An act of a state on itself is no signal to another."""
    return bool(event.target) and set(event.source) == set(event.target) and event.directed


def _line(ground: Ground, event: Event, kind: str, readings: list[Reading]) -> Item:
    conditions = unique(reading.statement.condition for reading in readings)
    text = describe(ground, event)
    denials = [row for row in readings if row.statement.denies and event.directed]
    if denials:
        kind = "denial"
        who, whom = listing(ground.names(event.source)), listing(ground.names(event.target))
        about = f" in its dealings with {whom}" if whom else ""
        text = (
            f"{in_period(event.begins_on, event.ends_on)} {who} denied a charge or a link{about}: "
            f"{quoted(denials[0].clause, 160)}"
        )
    if conditions:
        text += f", on a condition: {quoted(conditions[0], 160)}"
    fields: dict[str, object] = {
        "type": kind,
        "source": event.source,
        "target": event.target,
        "begins_on": event.begins_on,
    }
    if conditions:
        fields["condition"] = conditions[0]
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
