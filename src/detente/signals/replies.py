"""Replies in kind: one side acts, the other does the same sort of thing soon after.

Two acts are read as act and reply where both are dated to the day and share root and object, or
where the text itself links them ("responded", "in retaliation", "the following day").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.codebook.name_stems import name_stems
from detente.model import Event, Item
from detente.signals.acts import describe
from detente.signals.ground import Ground, Reading, counterparts_of
from detente.signals.links import denied_link, lag_in_words, links, reversed_order
from detente.signals.wording import days, sentence

SPOKEN_TOGETHER = frozenset({"CONSULT"})
EXACT_DAYS = 2
# Of a relation with more acts than this within the reply window, the next so many are tried.
MOST_AFTER = 60


@dataclass(frozen=True, slots=True)
class Reply:
    """An act and what answered it; `lag_days` None where the texts don't tell."""

    first: Event
    second: Event
    lag_days: int | None
    in_kind: bool
    shared: int
    linked: bool


def find_replies(ground: Ground) -> list[Item]:
    """Lines of the list ``reciprocity``."""
    reports: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in ground.of_kind("event"):
        if reading.event is not None:
            reports[reading.event.id].append(reading)
    best: dict[str, Reply] = {}
    for reply in _candidates(ground, reports):
        known = best.get(reply.second.id)
        if known is None or _rank(reply) > _rank(known):
            best[reply.second.id] = reply
    return [_line(ground, reply, reports) for reply in best.values()]


def _rank(reply: Reply) -> tuple[bool, int, bool, int, str]:
    lag = reply.lag_days if reply.lag_days is not None else 10**4
    return reply.linked, reply.shared, reply.in_kind, -lag, reply.first.id


def _candidates(ground: Ground, reports: dict[str, list[Reading]]) -> Iterable[Reply]:
    seen: set[tuple[str, str]] = set()
    for one, two in (*_told_together(ground), *_close_in_time(ground, reports)):
        if (one.id, two.id) not in seen:
            seen.add((one.id, two.id))
            reply = _reply(ground, (one, two), reports)
            # Where one is taken for an act of both, link and object must make up for it.
            blurred = not (one.directed and two.directed)
            if reply is not None and (not blurred or (reply.linked and reply.shared)):
                yield reply


def _is_act(ground: Ground, event: Event | None) -> bool:
    """An act that can be one side's: directed, or of two parties of which the first acts.

    Coders often take "A suspended its broadcasts" for an act of both, since both are named.
    """
    return (
        event is not None
        and (event.directed or len(set(event.source) | set(event.target)) == 2)
        and event.action not in SPOKEN_TOGETHER
        and bool(counterparts_of(ground.actor, event))
    )


def _told_together(ground: Ground) -> Iterable[tuple[Event, Event]]:
    """Acts of two sides in one sentence or in two neighbouring ones."""
    for reading in ground.of_kind("event"):
        for other in ground.around(reading, after=1):
            one, two = reading.event, other.event
            if one and two and _is_act(ground, one) and _is_act(ground, two) and _opposed(one, two):
                yield (one, two) if reading.number < other.number else (two, one)


def _close_in_time(
    ground: Ground, reports: dict[str, list[Reading]]
) -> Iterable[tuple[Event, Event]]:
    """Acts of two sides that are dated to the day and lie within the reply window."""
    acts: defaultdict[str, list[Event]] = defaultdict(list)
    for event in ground.view.events:
        if event.id in reports and _is_act(ground, event) and _exact(event):
            for other in counterparts_of(ground.actor, event):
                acts[other].append(event)
    for own in acts.values():
        own.sort(key=lambda event: (event.begins_on or date.max, event.id))
        for place, one in enumerate(own):
            for two in own[place + 1 : place + 1 + MOST_AFTER]:
                lag = _exact_lag(one, two)
                if lag is None or lag > ground.settings.reply_window_days:
                    break
                if _opposed(one, two):
                    yield one, two


def _opposed(one: Event, two: Event) -> bool:
    """Each acts on the other, and one of them at least is plainly one-sided."""
    acting, answering = _acting(one), _acting(two)
    return bool(
        (one.directed or two.directed)
        and acting & set(two.target)
        and answering & set(one.target)
        and not acting & answering
    )


def _acting(event: Event) -> set[str]:
    """Who acts: the source, or the party named first."""
    return set(event.source) if event.directed else set(event.source[:1])


def _reply(
    ground: Ground, pair: tuple[Event, Event], reports: dict[str, list[Reading]]
) -> Reply | None:
    """Act and reply, in the order that dates or words give; None where they aren't that."""
    one, two = pair
    if not _same_sort(ground, one, two):
        return None
    names = name_stems(ground.codebook.actors, (*one.source, *two.source))
    shared = len((_stems(reports[one.id]) & _stems(reports[two.id])) - names)
    linking = _linking(ground, reports[one.id], reports[two.id])
    if linking is not None:
        first, _, lag = linking
        ordered = (one, two) if first in reports[one.id] else (two, one)
        exact = _exact_lag(*ordered)
        return Reply(
            *ordered, exact if exact is not None else lag, _in_kind(one, two, shared), shared, True
        )
    lag = _exact_lag(one, two)
    if lag is None or not 0 < lag <= ground.settings.reply_window_days or not shared:
        return None
    if one.action != two.action:
        return None
    return Reply(one, two, lag, True, shared, False)


def _same_sort(ground: Ground, one: Event, two: Event) -> bool:
    return (ground.bearing(one) > 0) == (ground.bearing(two) > 0)


def _in_kind(one: Event, two: Event, shared: int) -> bool:
    return one.action == two.action or shared > 0


def _stems(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset(stem for reading in readings for stem in reading.stems)


def _exact(event: Event) -> bool:
    """Dated to the day, or to two nights around it."""
    if event.begins_on is None or event.ends_on is None:
        return False
    return (event.ends_on - event.begins_on).days < EXACT_DAYS


def _exact_lag(one: Event, two: Event) -> int | None:
    """Days between two events that are both dated to the day, else None."""
    if one.begins_on is None or two.begins_on is None or not (_exact(one) and _exact(two)):
        return None
    return (two.begins_on - one.begins_on).days


def _linking(
    ground: Ground, ones: Sequence[Reading], twos: Sequence[Reading]
) -> tuple[Reading, Reading, int | None] | None:
    """Two reports that a text links as act and reply: first, second, lag in days if told."""
    for one in ones:
        near = {row.number for row in ground.around(one, before=1, after=1)}
        for two in twos:
            if two.number not in near:
                continue
            early, late = sorted((one, two), key=lambda row: (row.statement.start, row.number))
            # In two sentences it is the second that says that it tells an answer.
            if not links(late.sentence):
                continue
            text = early.document.text
            between = text[early.statement.start : late.statement.start] + late.clause
            if reversed_order(text[early.statement.end : late.statement.start]):
                early, late = late, early
            return early, late, lag_in_words(between)
    return None


def _line(ground: Ground, reply: Reply, reports: dict[str, list[Reading]]) -> Item:
    rows = [*reports[reply.first.id], *reports[reply.second.id]]
    text = f"{describe(ground, reply.first)}, and "
    if reply.lag_days is None:
        text += f"in reply {describe(ground, reply.second)}"
    else:
        text += f"{days(reply.lag_days)} {describe(ground, reply.second, dated=False)}"
    denials = [
        row
        for report in reports[reply.second.id]
        for row in ground.around(report, after=2)
        if denied_link(row) and set(row.statement.source) & set(reply.second.source)
    ]
    if denials:
        text += f"; {ground.name(denials[0].statement.source[0])} denies that it was a reply"
    fields: dict[str, object] = {
        "first": reply.first.id,
        "reply": reply.second.id,
        "lag_days": reply.lag_days,
        "in_kind": reply.in_kind,
    }
    return ground.item("reciprocity", sentence(text), readings=[*rows, *denials], fields=fields)
