"""What a forecast's rule says as of a day, with the evidence for and against it.

The program proposes; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.outlook.entries import Entry
from detente.outlook.resolution import PUBLISHERS
from detente.outlook.wording import narrow

IF = ("if", "should", "once", "when", "provided", "assuming", "were", "in", "after")
UNLESS = "unless"
# What speaks against an act having come about: the same parties doing the contrary.
KIND = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One event that may decide a forecast.

    Attributes:
        key: id of an event, or ``dataset:row``.
        source, target, directed, action, change, sectors: as for an event.
        first, last: the days on which it happened, both inclusive.
        publishers: how many independent publishers report it, at least 1.
        contested: True where somebody denies it.
        text: what is shown to the person who decides.
        dataset: name of the dataset that it comes from; empty for documents.
    """

    key: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    action: str
    first: date
    last: date
    directed: bool = True
    change: str = ""
    sectors: tuple[str, ...] = ()
    publishers: int = 1
    contested: bool = False
    text: str = ""
    dataset: str = ""


class Facts:
    """Facts by party, so that each forecast is held against those that can concern it."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._by_party: dict[str, list[int]] = {}
        for number, fact in enumerate(facts):
            for code in {*fact.source, *fact.target}:
                self._by_party.setdefault(code, []).append(number)

    def known_on(self, day: date) -> bool:
        """Whether any fact is dated up to a day."""
        return any(fact.first <= day for fact in self.facts)

    def about(self, entry: Entry) -> Sequence[Fact]:
        """The facts with a party of the forecast or of its condition, in order; all where one of
        these names nobody."""
        condition = {*entry.condition_source, *entry.condition_target}
        if not entry.parties or (entry.condition_action and not condition):
            return self.facts
        numbers = {
            number for code in entry.parties | condition for number in self._by_party.get(code, ())
        }
        return [self.facts[number] for number in sorted(numbers)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule says.

    Attributes:
        outcome: ``yes``, ``no``, ``void``; ``open`` while the window is; empty where a person
            has to decide.
        why: one sentence.
        supporting, opposing: the facts.
        before: whether the same act happened in a span of equal length before the forecast was
            made, which is what "nothing changes" would have said; None where that isn't known.
    """

    outcome: str
    why: str
    supporting: tuple[Fact, ...] = ()
    opposing: tuple[Fact, ...] = ()
    before: bool | None = None


def propose(
    entry: Entry,
    facts: Sequence[Fact],
    *,
    as_of: date,
    watched: bool,
    anything_read: bool | None = None,
) -> Proposal:
    """What a forecast's own rule says as of a day.

    Args:
        facts: events of any parties; those dated after `as_of` are passed over.
        watched: whether anything about the forecast's parties was read in its window. Where
            nothing was, that nothing is known doesn't make the forecast false.
        anything_read: whether any event was read of, also of others; told from `facts` where None.
    """
    known = [fact for fact in facts if fact.first <= as_of]
    between = [fact for fact in known if _concerns(entry, fact) and _inside(entry, fact)]
    supporting = tuple(fact for fact in between if fulfils(entry, fact))
    opposing = tuple(fact for fact in between if _contrary(entry, fact))
    read = bool(known) if anything_read is None else anything_read
    before = _happened_before(entry, known) if read else None
    outcome, why = _decide(entry, known, supporting, as_of=as_of, watched=watched)
    return Proposal(outcome, why, supporting, opposing, before)


def _decide(
    entry: Entry, known: Sequence[Fact], supporting: Sequence[Fact], *, as_of: date, watched: bool
) -> tuple[str, str]:
    if entry.unresolvable:
        return "", f"no rule can decide it, because {entry.unresolvable}"
    closed = entry.closes_on is not None and as_of > entry.closes_on
    met = _condition_met(entry, known)
    if met is None:
        return "", "whether its condition came true has to be decided by a reader"
    if met is False:
        if not closed:
            return "open", "neither its condition nor its window has come to an end"
        if not watched:
            return "", "nothing about its parties was read in its window"
        return "void", "no report says that its condition came true"
    if entry.change in ("rise", "fall"):
        return _compared(entry, known, closed=closed)
    told = reported_by(supporting)
    if told >= PUBLISHERS:
        if all(fact.contested for fact in supporting):
            return "void", "the reports that would decide it contradict each other"
        return "yes", f"{told} publishers report it within its window"
    if not closed:
        return "open", "its window is still open"
    if told:
        return "", "a single publisher reports it; the rule asks for two"
    if not watched:
        return "", "nothing about its parties was read in its window"
    return "no", "its window has closed and no report says that it happened"


def _compared(entry: Entry, known: Sequence[Fact], *, closed: bool) -> tuple[str, str]:
    """More or fewer acts than in the span of equal length before."""
    if not closed or entry.opens_on is None or entry.closes_on is None:
        return "open", "its window is still open"
    length = entry.closes_on - entry.opens_on + timedelta(1)
    acts = [fact for fact in known if _concerns(entry, fact) and fact.action == entry.action]
    now = sum(entry.opens_on <= fact.first <= entry.closes_on for fact in acts)
    earlier = sum(entry.opens_on - length <= fact.first < entry.opens_on for fact in acts)
    if not now and not earlier:
        return "", "no such act was read of, neither in its window nor before"
    came = now > earlier if entry.change == "rise" else now < earlier
    return ("yes" if came else "no"), f"{now} such acts in its window, {earlier} before"


def reported_by(facts: Sequence[Fact]) -> int:
    """How many independent publishers report one act: those of documents, and each dataset.

    A dataset that counts its publishers counts with them, another one as one publisher.
    """
    written = max((fact.publishers for fact in facts if not fact.dataset), default=0)
    counted: dict[str, int] = {}
    for fact in facts:
        if fact.dataset:
            counted[fact.dataset] = max(counted.get(fact.dataset, 1), fact.publishers)
    return written + sum(counted.values())


def fulfils(entry: Entry, fact: Fact) -> bool:
    """Whether an event between a forecast's parties is the act that it forecasts."""
    if fact.action != entry.action:
        return False
    if (entry.change == "halt") != (fact.change == "halt"):
        return False
    wanted = set(narrow(entry.sectors))
    return not wanted or not fact.sectors or bool(wanted & set(fact.sectors))


def _concerns(entry: Entry, fact: Fact) -> bool:
    """Whether an event has the forecast's parties on the right sides."""
    return _sides(entry.source, entry.target, fact, directed=entry.directed)


def _sides(
    source: Iterable[str], target: Iterable[str], fact: Fact, *, directed: bool = True
) -> bool:
    one, other = set(source), set(target)
    acting, hit = set(fact.source), set(fact.target)
    if not directed or not fact.directed:
        parties = one | other
        return len(parties & (acting | hit)) >= min(2, len(parties))
    return (not one or bool(one & acting)) and (not other or bool(other & hit))


def _inside(entry: Entry, fact: Fact) -> bool:
    if entry.opens_on is None or entry.closes_on is None:
        return False
    return fact.first <= entry.closes_on and fact.last >= entry.opens_on


def _contrary(entry: Entry, fact: Fact) -> bool:
    """Acts of the other sort, and what undoes the act itself."""
    if not entry.action:
        return False
    undone = fact.action == entry.action and (fact.change == "halt") != (entry.change == "halt")
    return undone or (fact.action in KIND) != (entry.action in KIND)


def _condition_met(entry: Entry, known: Sequence[Fact]) -> bool | None:
    """Whether the condition came true by the end of the window; None where that isn't coded.

    "Unless" asks that the thing stays out. "As long as" and "until" ask for a lasting state, which
    events don't tell.
    """
    if not entry.condition:
        return True
    opening = entry.condition.casefold().split()[0]
    if not entry.condition_action or opening not in (*IF, UNLESS):
        return None
    since = entry.made_on or entry.opens_on or date.min
    until = entry.closes_on or date.max
    happened = any(
        fact.action == entry.condition_action
        and since <= fact.last
        and fact.first <= until
        and _sides(entry.condition_source, entry.condition_target, fact)
        for fact in known
    )
    return happened != (opening == UNLESS)


def _happened_before(entry: Entry, known: Sequence[Fact]) -> bool | None:
    if entry.made_on is None or entry.opens_on is None or entry.closes_on is None:
        return None
    if not entry.action:
        return None
    begins = entry.made_on - (entry.closes_on - entry.opens_on)
    return any(
        begins <= fact.first < entry.made_on and _concerns(entry, fact) and fulfils(entry, fact)
        for fact in known
    )
