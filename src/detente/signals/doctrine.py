"""What the state looked from calls a counterpart or the relation, since when, and how firmly.

Labels of one vein (hostile, or friendly) towards one counterpart belong to one doctrine: its
beginning and its repetitions count for each of its labels, and the line says which label came
first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.labels import is_repetition, label_key, labels_in, step_of, strongest_step
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
    """Lines of the list ``doctrine``: one for each counterpart and label."""
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
    for reading in ground.of_kind("event", "assessment", "omission"):
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
    """One line for each label of a doctrine."""
    dated = sorted(members, key=lambda naming: naming.reading.day or date.max)
    since = dated[0].reading.statement.begins_on or dated[0].reading.day
    repeated = sorted({d for naming in dated[1:] if (d := naming.reading.day) and d != since})
    first_label = next((naming.label for naming in dated if naming.label), "")
    items = []
    labels = sorted(_by_label(members).values(), key=lambda own: -len(own))
    for own in labels:
        step = strongest_step(
            [step_of(naming.reading) for naming in members], n_uses=len(repeated) + 1
        )
        items.append(_line(ground, own, dated, (since, tuple(repeated)), (first_label, step)))
    return items


def _line(
    ground: Ground,
    own: Sequence[Naming],
    dated: Sequence[Naming],
    times: tuple[date | None, tuple[date, ...]],
    story: tuple[str, str],
) -> Item:
    """The line of one label; `story` is the label that came first, and the step reached."""
    label, counterpart = own[0].label, own[0].counterpart
    since, repeated = times
    actor, other = ground.name(ground.actor), ground.name(counterpart)
    statement = own[0].reading.statement
    if statement.directed and ground.actor in statement.source:
        text = f"{actor} names {other}, or its relation with it, “{label}”"
    else:
        text = f"relations of {actor} with {other} are named “{label}”"
    if since:
        opened = dated[0].reading.statement
        text += f"; the line dates from {period(since, opened.ends_on or since)}"
        if label_key(story[0]) != label_key(label):
            text += f" (first as “{story[0]}”)"
    if repeated:
        years = unique(str(day.year) for day in repeated)
        text += f" and was repeated in {listing(years)}"
    fields: dict[str, object] = {
        "counterpart": counterpart,
        "label": label,
        "since": since,
        "repeated": repeated,
        "step": story[1],
    }
    first_uses = [naming.reading for naming in own]
    return ground.item(
        "doctrine",
        sentence(text),
        readings=first_uses + [naming.reading for naming in dated],
        fields=fields,
    )
