"""Replies in kind: one side acts, the other does the same sort of thing soon after.

Two acts are read as act and reply where both are dated to the day and share root and object, or
where the text itself links them ("responded", "in retaliation", "the following day").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from detente.codebook.name_stems import name_stems
from detente.model import Event, Item
from detente.signals.acts import describe
from detente.signals.ground import Ground, counterparts_of
from detente.signals.links import denied_link, lag_in_words, links, reversed_order
from detente.signals.wording import days, sentence

SPOKEN_TOGETHER = frozenset({"CONSULT"})
EXACT_DAYS = 2
# Of a relation with more acts than this within the reply window, the next so many are tried.
MOST_AFTER = 60
HELD_STEMS = 8192

Stems = Callable[[int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Act:
    """What is held of an event that may be an act or its reply.

    Attributes:
        number: its place in the view.
        begins_on: where it is dated to the day, or to two nights around it.
        eases: whether it bears well on the relation.
    """

    number: int
    id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    action: str
    directed: bool
    begins_on: date | None
    eases: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """An act and what answered it, by their places; `lag_days` None where the texts don't tell."""

    first: int
    second: int
    lag_days: int | None
    linked: bool
    rank: tuple[bool, int, bool, int, str]

    @property
    def in_kind(self) -> bool:
        """Whether both are the same act, or about the same object."""
        return self.rank[2]


def find_replies(ground: Ground) -> Iterator[Item]:
    """Lines of the list ``reciprocity``."""
    best: dict[int, Reply] = {}
    for reply in _candidates(ground):
        known = best.get(reply.second)
        if known is None or reply.rank > known.rank:
            best[reply.second] = reply
    yield from (_line(ground, reply) for reply in best.values())


def _candidates(ground: Ground) -> Iterator[Reply]:
    stems = lru_cache(HELD_STEMS)(partial(_stems, ground))
    together: set[tuple[int, int]] = set()
    for one, two in _told_together(ground):
        if (one.number, two.number) not in together:
            together.add((one.number, two.number))
            yield from _replies(ground, one, two, stems=stems)
    for one, two in _close_in_time(ground):
        if (one.number, two.number) not in together:
            yield from _replies(ground, one, two, stems=stems)


def _replies(ground: Ground, one: Act, two: Act, *, stems: Stems) -> Iterator[Reply]:
    """Act and reply, in the order that dates or words give; nothing where they aren't that."""
    if one.eases != two.eases:
        return
    names = name_stems(ground.codebook.actors, (*one.source, *two.source))
    shared = len((stems(one.number) & stems(two.number)) - names)
    # Where one is taken for an act of both, link and object must make up for it.
    blurred = not (one.directed and two.directed)
    linking = _linking(ground, one.number, two.number)
    if linking is not None:
        first, lag = linking
        ordered = (one, two) if first == one.number else (two, one)
        exact = _exact_lag(*ordered)
        if shared or not blurred:
            yield _reply(ordered, exact if exact is not None else lag, shared, linked=True)
        return
    lag = _exact_lag(one, two)
    if lag is None or not 0 < lag <= ground.settings.reply_window_days or not shared:
        return
    if one.action == two.action and not blurred:
        yield _reply((one, two), lag, shared, linked=False)


def _reply(ordered: tuple[Act, Act], lag: int | None, shared: int, *, linked: bool) -> Reply:
    first, second = ordered
    in_kind = first.action == second.action or shared > 0
    rank = linked, shared, in_kind, -(lag if lag is not None else 10**4), first.id
    return Reply(first.number, second.number, lag, linked, rank)


def _act(ground: Ground, number: int) -> Act | None:
    """An act that can be one side's: directed, or of two parties of which the first acts.

    Coders often take "A suspended its broadcasts" for an act of both, since both are named.
    """
    event = ground.view.events[number]
    if not (event.directed or len(set(event.source) | set(event.target)) == 2):
        return None
    if event.action in SPOKEN_TOGETHER or not counterparts_of(ground.actor, event):
        return None
    return Act(
        number,
        event.id,
        event.source,
        event.target,
        event.action,
        event.directed,
        event.begins_on if _exact(event) else None,
        ground.bearing(event) > 0,
    )


def _told_together(ground: Ground) -> Iterator[tuple[Act, Act]]:
    """Acts of two sides in one sentence or in two neighbouring ones."""
    act = lru_cache(HELD_STEMS)(partial(_act, ground))
    for reading in ground.of_kind("event", own=True):
        here = reading.event_number
        if here is None or (one := act(here)) is None:
            continue
        for other in ground.around(reading, after=1):
            there = other.event_number
            two = None if there is None else act(there)
            if two is not None and _opposed(one, two):
                yield (one, two) if reading.number < other.number else (two, one)


def _close_in_time(ground: Ground) -> Iterator[tuple[Act, Act]]:
    """Acts of two sides that are dated to the day and lie within the reply window."""
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for number in ground.own_events():
        act = _act(ground, number)
        if act is not None and act.begins_on is not None and ground.reports(number):
            for other in counterparts_of(ground.actor, act):
                acts[other].append(act)
    for own in acts.values():
        own.sort(key=lambda act: (act.begins_on or date.max, act.id))
        for place, one in enumerate(own):
            for two in own[place + 1 : place + 1 + MOST_AFTER]:
                lag = _exact_lag(one, two)
                if lag is None or lag > ground.settings.reply_window_days:
                    break
                if _opposed(one, two):
                    yield one, two


def _opposed(one: Act, two: Act) -> bool:
    """Each acts on the other, and one of them at least is plainly one-sided."""
    acting, answering = _acting(one), _acting(two)
    return bool(
        (one.directed or two.directed)
        and acting & set(two.target)
        and answering & set(one.target)
        and not acting & answering
    )


def _acting(event: Act) -> set[str]:
    """Who acts: the source, or the party named first."""
    return set(event.source) if event.directed else set(event.source[:1])


def _stems(ground: Ground, number: int) -> frozenset[str]:
    """Of all that tells of an event."""
    return frozenset(stem for reading in ground.reports(number) for stem in reading.stems)


def _exact(event: Event) -> bool:
    """Dated to the day, or to two nights around it."""
    if event.begins_on is None or event.ends_on is None:
        return False
    return (event.ends_on - event.begins_on).days < EXACT_DAYS


def _exact_lag(one: Act, two: Act) -> int | None:
    """Days between two acts that are both dated to the day, else None."""
    if one.begins_on is None or two.begins_on is None:
        return None
    return (two.begins_on - one.begins_on).days


def _linking(ground: Ground, one: int, two: int) -> tuple[int, int | None] | None:
    """Which of two acts a text tells as the first, as it links both, and the lag if told."""
    ones, twos = ground.reports(one), ground.reports(two)
    told = {ground.document_number(row) for row in ones}
    there = [row for row in twos if ground.document_number(row) in told]
    for early_one in ones if there else ():
        near = {row.number for row in ground.around(early_one, before=1, after=1)}
        for row in there:
            if row.number not in near:
                continue
            early, late = sorted((early_one, row), key=lambda r: (r.statement.start, r.number))
            # In two sentences it is the second that says that it tells an answer.
            if not links(late.sentence):
                continue
            text = early.document.text
            between = text[early.statement.start : late.statement.start] + late.clause
            if reversed_order(text[early.statement.end : late.statement.start]):
                early, late = late, early
            return one if early in ones else two, lag_in_words(between)
    return None


def _line(ground: Ground, reply: Reply) -> Item:
    reports = ground.reports(reply.second)
    rows = [*ground.reports(reply.first), *reports]
    first, second = (ground.view.events[one] for one in (reply.first, reply.second))
    text = f"{describe(ground, first)}, and "
    if reply.lag_days is None:
        text += f"in reply {describe(ground, second)}"
    else:
        text += f"{days(reply.lag_days)} {describe(ground, second, dated=False)}"
    denials = [
        row
        for report in reports
        for row in ground.around(report, after=2)
        if denied_link(row) and set(row.statement.source) & set(second.source)
    ]
    if denials:
        text += f"; {ground.name(denials[0].statement.source[0])} denies that it was a reply"
    fields: dict[str, object] = {
        "first": first.id,
        "reply": second.id,
        "lag_days": reply.lag_days,
        "in_kind": reply.in_kind,
    }
    return ground.item("reciprocity", sentence(text), readings=[*rows, *denials], fields=fields)
