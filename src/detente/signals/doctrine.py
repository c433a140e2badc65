"""What the state looked from calls a counterpart or the relation, since when, and how firmly.

Labels of one vein (hostile, or friendly) towards one counterpart belong to one doctrine, which
has a line for the names of the counterpart ("enemy") and one for those of the relation
("alliance"): its beginning and its repetitions count for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.labels import (
    is_repetition,
    label_key,
    labels_in,
    names_relation,
    step_of,
    strongest_step,
)
from detente.signals.wording import listing, period, sentence, unique


@dataclass(frozen=True, slots=True)
class Naming:
    """One use of a label.

    Attributes:
        label: as written; empty where a later sentence takes up the label before it.
        vein: 1 friendly, -1 hostile, 0 neither.
    """

    reading: Reading
    counterpart: str
    label: str
    vein: int


def find_doctrine(ground: Ground) -> list[Item]:
    """Lines of the list ``doctrine``, by counterpart and vein."""
    namings = _namings(ground)
    doctrines: defaultdict[tuple[str, int], list[Naming]] = defaultdict(list)
    for naming in namings:
        doctrines[naming.counterpart, naming.vein].append(naming)
    items = []
    for (_, vein), members in doctrines.items():
        if vein:
            items += _lines(ground, members)
        else:
            for alone in _by_label(members).values():
                items += _lines(ground, alone)
    return items


def _namings(ground: Ground) -> list[Naming]:
    """Every use of a label by the state looked from, with the sentences that take it up."""
    found: list[Naming] = []
    for reading in ground.named("event", "assessment", "omission"):
        for counterpart in _named_by_actor(ground, reading):
            labels = labels_in(ground, reading)
            for label in labels:
                vein = _vein(ground, label)
                found.append(Naming(reading, counterpart, label, vein))
            if not labels and is_repetition(reading):
                found += _taken_up(found, reading, counterpart)
    return found


def _named_by_actor(ground: Ground, reading: Reading) -> tuple[str, ...]:
    """Counterparts that the state looked from may be naming in a statement.

    "South Korea, now called an enemy" leaves out who does the calling: then it is the state
    looked from if the sentence speaks of it, or else of nobody but the one who is named.
    """
    statement = reading.statement
    if statement.source or not statement.directed:
        named = ground.actor in statement.source or not statement.directed
        return ground.counterparts(statement) if named else ()
    others = tuple(code for code in statement.target if code != ground.actor)
    present = {code for row in ground.around(reading, before=1) for code in row.statement.parties}
    return others if ground.actor in present and len(others) == 1 else ()


def _taken_up(found: Sequence[Naming], reading: Reading, counterpart: str) -> list[Naming]:
    """A sentence that repeats "this definition" takes up the label named last before it."""
    for naming in reversed(found):
        same = naming.counterpart == counterpart
        if same and naming.reading.statement.document == reading.statement.document:
            return [Naming(reading, counterpart, "", naming.vein)]
    return []


def _vein(ground: Ground, label: str) -> int:
    level = ground.level_of(label)
    return 0 if not level else 1 if level > 0 else -1


def _by_label(members: Sequence[Naming]) -> dict[frozenset[str], list[Naming]]:
    labels: defaultdict[frozenset[str], list[Naming]] = defaultdict(list)
    for naming in members:
        if naming.label:
            labels[label_key(naming.label)].append(naming)
    return labels


def _lines(ground: Ground, members: Sequence[Naming]) -> list[Item]:
    """One line for the names of the counterpart, and one for those of the relation."""
    dated = sorted(members, key=lambda naming: naming.reading.day or date.max)
    items = []
    for of_relation in (False, True):
        own = [row for row in members if row.label and names_relation(row.label) == of_relation]
        if own:
            items.append(_line(ground, own, dated, of_relation=of_relation))
    return items


def _line(
    ground: Ground, own: Sequence[Naming], dated: Sequence[Naming], *, of_relation: bool
) -> Item:
    """The line of the labels of one sort; `dated` are all namings of the doctrine, oldest first."""
    labels = [rows[0].label for rows in sorted(_by_label(own).values(), key=lambda r: -len(r))]
    counterpart, opened = own[0].counterpart, dated[0].reading.statement
    since = opened.begins_on or dated[0].reading.day
    repeated = tuple(sorted({d for row in dated[1:] if (d := row.reading.day) and d != since}))
    step = strongest_step([step_of(row.reading) for row in dated], n_uses=len(repeated) + 1)
    fields: dict[str, object] = {
        "counterpart": counterpart,
        "label": labels[0],
        "labels": tuple(labels),
        "since": since,
        "repeated": repeated,
        "step": step,
    }
    text = _opening(ground, own, labels, of_relation=of_relation)
    if since:
        text += f"; the line dates from {period(since, opened.ends_on or since)}"
        first = next((row.label for row in dated if row.label), "")
        if label_key(first) not in map(label_key, labels):
            text += f" (first as “{first}”)"
    if repeated:
        years = unique(str(day.year) for day in repeated)
        text += f" and was repeated in {listing(years)}"
    readings = [row.reading for row in own] + [row.reading for row in dated]
    return ground.item("doctrine", sentence(text), readings=readings, fields=fields)


def _opening(
    ground: Ground, own: Sequence[Naming], labels: Sequence[str], *, of_relation: bool
) -> str:
    """Who is called what; where the texts don't say who does the calling, nor does the line."""
    actor, other = ground.name(ground.actor), ground.name(own[0].counterpart)
    named = listing(f"“{label}”" for label in labels)
    statements = [row.reading.statement for row in own]
    by_actor = any(row.directed and ground.actor in row.source for row in statements)
    if of_relation:
        named_by = f"{actor} names its relation with {other}"
        return f"{named_by if by_actor else f'relations of {actor} with {other} are named'} {named}"
    return f"{f'{actor} names {other}' if by_actor else f'{other} is named'} {named}"
