"""What one side or publisher asserts and another denies, with both kept side by side."""

from __future__ import annotations

from detente.model import Event, Item
from detente.signals.acts import describe
from detente.signals.ground import Ground, Reading
from detente.signals.links import denied_link
from detente.signals.wording import listing, quoted, sentence, unique


def find_contested(ground: Ground) -> list[Item]:
    """Lines of the list ``contested``: alleged or denied events, and denied motives."""
    reports: dict[str, list[Reading]] = {}
    for reading in ground.of_kind("event"):
        if reading.event is not None:
            reports.setdefault(reading.event.id, []).append(reading)
    items = []
    for event in ground.view.events:
        concerned = ground.actor in (*event.source, *event.target)
        if event.contested and concerned and event.id in reports:
            items.append(_event_line(ground, event, reports[event.id]))
    for reading in ground.of_kind("event"):
        concerned = ground.actor in reading.statement.parties and bool(reading.statement.source)
        if concerned and denied_link(reading):
            items.append(_motive_line(ground, reading))
    return items


def _denials(ground: Ground, event: Event) -> list[Reading]:
    """Statements by a party to the event that deny something of the same wording."""
    own = set(event.statements)
    reports = [row for row in ground.of_kind("event") if row.statement.key in own]
    stems = frozenset(stem for row in reports for stem in row.stems)
    actors = set(event.source) if event.directed else {*event.source, *event.target}
    return [
        row
        for row in ground.readings
        if row.statement.denies
        and row.statement.key not in own
        and (set(row.statement.source) | {row.statement.speaker_actor}) & actors
        and row.stems & stems
    ]


def _event_line(ground: Ground, event: Event, readings: list[Reading]) -> Item:
    denials = _denials(ground, event)
    asserted = event.asserted_by or unique(
        cited.publisher or ground.view.documents[cited.document].origin
        for cited in event.evidence
        if cited.document in ground.view.documents
    )
    denied = unique(code for row in denials for code in row.statement.source)
    claim = describe(ground, event)
    voices = listing(ground.names(asserted)) if event.asserted_by else listing(asserted)
    text = f"contested, asserted by {voices}"
    text += f" and denied by {listing(ground.names(denied))}" if denied else ", by nobody else"
    fields: dict[str, object] = {
        "claim": claim,
        "asserted_by": asserted,
        "denied_by": denied,
    }
    return ground.item(
        "contested", sentence(f"{text}: {claim}"), readings=[*readings, *denials], fields=fields
    )


def _motive_line(ground: Ground, denial: Reading) -> Item:
    """A denied link between two acts, beside the acts that the text links."""
    acts = [
        row
        for row in ground.around(denial, before=1)
        if row.statement.kind == "event"
        and row.number != denial.number
        and row.statement.directed
        and not row.statement.denies
    ]
    deny = unique(denial.statement.source)
    claim = f"that its act answered another: {quoted(denial.clause)}"
    asserted = unique([denial.document.publisher or denial.document.origin])
    text = f"{listing(ground.names(deny))} denies {claim}; {listing(asserted)} reports the acts"
    fields: dict[str, object] = {"claim": claim, "asserted_by": asserted, "denied_by": deny}
    return ground.item("contested", sentence(text), readings=[denial, *acts], fields=fields)
