"""The calendar's lines as occasions: one for each, with every date that it was given."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Evidence, Item
from detente.outlook.wording import period

DIGITS = 24


@dataclass(frozen=True, slots=True)
class Planned:
    """A date that an occasion was given.

    Attributes:
        begins_on, ends_on: both inclusive.
        line: id of the calendar's line.
        first, last: days on which documents that give it were published; None where unknown.
        evidence: the sentences.
    """

    begins_on: date
    ends_on: date
    line: str
    first: date | None
    last: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion with the date that counts and those that it had before.

    Attributes:
        uid: the same in each picture that holds the report by which the occasion became known.
        title, text, actors: as in the calendar's line.
        begins_on, ends_on: both inclusive.
        precision: ``day``, ``month`` …, as in the calendar's line.
        status: ``ahead``, ``past``, ``cancelled`` or ``moved`` (to a date that no line gives any
            more).
        sequence: counts the documents that told of it after the first; it never goes down while
            documents are only added, and every change of date comes with a document.
        revised_on: day on which the newest of them was published; None where none has a date.
        history: the dates, the first given first; the last one counts.
        hinges: ids of forecasts that hinge on it.
    """

    uid: str
    title: str
    text: str
    actors: tuple[str, ...]
    begins_on: date
    ends_on: date
    precision: str
    status: str
    sequence: int
    revised_on: date | None
    history: tuple[Planned, ...]
    hinges: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences that give its present date."""
        return self.history[-1].evidence


def occasions_of(items: Sequence[Item]) -> list[Occasion]:
    """The occasions behind the lines of a calendar, in the order of the dates that count."""
    lines = [item for item in items if isinstance(item.fields.get("begins_on"), date)]
    follows = {item.id: _next_line(item, lines) for item in lines}
    by_id = {item.id: item for item in lines}
    chains: dict[str, list[Item]] = {item.id: [item] for item in lines if not follows[item.id]}
    for item in lines:
        seen, last = {item.id}, item.id
        while (onward := follows[last]) and onward not in seen:
            seen.add(onward)
            last = onward
        if last != item.id:
            chains.setdefault(last, [by_id[last]]).append(item)
    made = [_occasion(by_id[last], members) for last, members in chains.items()]
    return sorted(_numbered(made), key=lambda one: (one.begins_on, one.ends_on, one.title, one.uid))


def _next_line(item: Item, lines: Iterable[Item]) -> str:
    """The line that gives the later date of a moved one; empty where there is none."""
    if item.fields.get("status") != "moved":
        return ""
    fitting = [
        other
        for other in lines
        if other.id != item.id
        and item.text.endswith(f"gives {period(_day(other, 'begins_on'), _day(other, 'ends_on'))}.")
    ]
    return max(fitting, key=lambda other: _alike(item, other), default=item).id if fitting else ""


def _alike(one: Item, other: Item) -> tuple[int, int]:
    words = [set(str(each.fields.get("title", "")).lower().split()) for each in (one, other)]
    codes = [set(_codes(each)) for each in (one, other)]
    return len(words[0] & words[1]), len(codes[0] & codes[1])


def _occasion(item: Item, members: Sequence[Item]) -> Occasion:
    planned = [_planned(one) for one in members]
    history = sorted(planned, key=lambda one: (one.line == item.id, one.first or date.min))
    told = {proof.document for one in history for proof in one.evidence}
    days = [one.last for one in history if one.last]
    hinges = item.fields.get("hinges")
    return Occasion(
        uid=_first_report(history),
        title=str(item.fields.get("title") or item.text),
        text=item.text,
        actors=_codes(item),
        begins_on=_day(item, "begins_on"),
        ends_on=_day(item, "ends_on"),
        precision=str(item.fields.get("precision") or "day"),
        status=str(item.fields.get("status") or "ahead"),
        sequence=max(len(told) - 1, 0),
        revised_on=max(days, default=None),
        history=tuple(history),
        hinges=tuple(map(str, hinges)) if isinstance(hinges, list | tuple) else (),
    )


def _planned(item: Item) -> Planned:
    days = [proof.published for proof in item.evidence if proof.published]
    return Planned(
        _day(item, "begins_on"),
        _day(item, "ends_on"),
        item.id,
        min(days, default=None),
        max(days, default=None),
        item.evidence,
    )


def _first_report(history: Iterable[Planned]) -> str:
    """The report by which an occasion became known: it stays the first as documents are added."""
    first = min(
        (proof for one in history for proof in one.evidence),
        key=lambda proof: (proof.published or date.max, proof.document, proof.start),
    )
    return f"{first.document}:{first.start}-{first.end}"


def _numbered(made: Sequence[Occasion]) -> list[Occasion]:
    """Occasions with names of their own: one sentence may announce several."""
    seen: Counter[str] = Counter()
    named = []
    for one in sorted(made, key=lambda each: (each.history[0].begins_on, each.title)):
        seen[one.uid] += 1
        text = f"{one.uid}#{seen[one.uid]}"
        digest = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
        named.append(replace(one, uid=f"{digest}@detente"))
    return named


def _day(item: Item, field: str) -> date:
    found = item.fields[field]
    assert isinstance(found, date)
    return found


def _codes(item: Item) -> tuple[str, ...]:
    found = item.fields.get("actors")
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()
