"""What a forecast's rule says as of a day, with the evidence for and against it.

The program proposes; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.outlook.conditions import IF, UNLESS, is_negative, joined_by, opening_of
from detente.outlook.dataset_acts import AGAINST, BEFORE, CONDITION, EARLIER, FOR, Found, Told
from detente.outlook.dataset_acts import opposing as opposing_rows
from detente.outlook.dataset_acts import supporting as supporting_rows
from detente.outlook.entries import Entry
from detente.outlook.facts import Fact, acts_of, contrary_to, narrow_of, newest
from detente.outlook.resolution import publishers_asked


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looked while a forecast's window was open.

    Attributes:
        parties: whether texts about its parties were read that were published late in the window
            or after it, other than the forecast's own.
        condition: the same of its condition's parties.
        anything: whether any event was read of, also of others.
        told: what each dataset tells.
    """

    parties: bool = False
    condition: bool = False
    anything: bool = True
    told: Sequence[Told] = ()

    @property
    def act(self) -> bool:
        """Whether somebody would have told of the act."""
        return self.parties or any(one.alive for one in self.told)

    @property
    def conditioned(self) -> bool:
        """Whether somebody would have told of the condition."""
        return self.condition or any(one.alive_condition for one in self.told)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule says.

    Attributes:
        outcome: ``yes``, ``no``, ``void``; ``open`` while the window is; empty where a person
            has to decide.
        why: one sentence.
        supporting, opposing: the facts; of documents at most a hundred, the newest, of each
            dataset at most five rows.
        n_supporting, n_opposing: how many there are.
        before: whether the same act happened in a span of equal length before the forecast was
            made, which is what "nothing changes" would have said; None where that isn't known.
        watching: the datasets that would have told of the act throughout its window.
        met: whether its condition came true by the day; None where that can't be told, True
            without one.
        condition: the facts that show what its condition is about, of each dataset at most five.
    """

    outcome: str
    why: str
    supporting: tuple[Fact, ...] = ()
    opposing: tuple[Fact, ...] = ()
    n_supporting: int = 0
    n_opposing: int = 0
    before: bool | None = None
    watching: tuple[str, ...] = ()
    met: bool | None = True
    condition: tuple[Fact, ...] = ()


def propose(
    entry: Entry, facts: Sequence[Fact], *, as_of: date, watch: Watch, more: int = 0
) -> Proposal:
    """What a forecast's own rule says as of a day.

    Args:
        facts: events of documents, of any parties; those dated after `as_of` are passed over.
        watch: who looked, and what datasets tell. Where nobody looked, that nothing is known
            doesn't make the forecast false.
        more: how many older events that speak against it were left out of `facts`.
    """
    known = [fact for fact in facts if fact.first <= as_of]
    concerned = _between(entry.source, entry.target, known, directed=entry.directed)
    between = [fact for fact in concerned if _inside(entry, fact)]
    conditioning = _conditioning(entry, known)
    held = Held(
        concerned=concerned,
        supporting=[fact for fact in between if fulfils(entry, fact)],
        conditioning=conditioning,
        watch=watch,
    )
    opposing = [fact for fact in between if _contrary(entry, fact)]
    outcome, why = _decide(entry, held, as_of=as_of)
    met = _condition_met(entry, held)
    if met and conditioning and not is_negative(entry.condition):
        why = f"its condition came true; {why}"
    return Proposal(
        outcome,
        why,
        supporting=(*_newest(held.supporting), *supporting_rows(watch.told)),
        opposing=(*_newest(opposing), *opposing_rows(watch.told)),
        n_supporting=len(held.supporting) + sum(one.of(FOR).n for one in watch.told),
        n_opposing=len(opposing) + more + sum(one.of(AGAINST).n for one in watch.told),
        before=_happened_before(entry, held),
        watching=tuple(one.dataset for one in watch.told if one.alive),
        met=met,
        condition=(
            *_newest(conditioning),
            *(row for one in watch.told for row in one.of(CONDITION).rows),
        ),
    )


def _newest(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Facts in order; of very many those that happened last."""
    return [facts[place] for place in newest(facts, range(len(facts)))]


@dataclass(frozen=True, slots=True)
class Held:
    """What a forecast is held against: events of documents, those that fulfil it, datasets.

    Attributes:
        concerned: events with its parties on the right sides, on any day.
        supporting: those of them that are the act, in its window.
        conditioning: events that are what its condition is about.
    """

    concerned: Sequence[Fact]
    supporting: Sequence[Fact]
    conditioning: Sequence[Fact]
    watch: Watch

    def rows(self, role: str) -> list[Found]:
        """What datasets have in a span, those that have something."""
        found = [one.of(role) for one in self.watch.told]
        return [one for one in found if one.n]


def _decide(entry: Entry, held: Held, *, as_of: date) -> tuple[str, str]:
    if entry.unresolvable:
        return "", f"no rule can decide it, because {entry.unresolvable}"
    closed = entry.closes_on is not None and as_of > entry.closes_on
    met = _condition_met(entry, held)
    unseen = met and is_negative(entry.condition) and not held.watch.conditioned
    if met is None or (closed and unseen):
        return "", "whether its condition came true has to be decided by a reader"
    if met is False:
        if not closed:
            return "open", "neither its condition nor its window has come to an end"
        if not held.watch.conditioned:
            return "", "nobody who would have told of its condition looked throughout its window"
        return "void", _silent(held, "its condition came true", alive_condition=True)
    if entry.change in ("rise", "fall"):
        return _compared(entry, held, closed=closed)
    return _reported(entry, held, closed=closed)


def _reported(entry: Entry, held: Held, *, closed: bool) -> tuple[str, str]:
    """Whether enough publishers tell of the act."""
    rows = held.rows(FOR)
    told = reported_by(held.supporting) + sum(one.told for one in rows)
    needed = publishers_asked(entry)
    if told >= needed:
        if not rows and all(fact.contested for fact in held.supporting):
            return "void", "the reports that would decide it contradict each other"
        if not _sector_told(entry, held.supporting, rows):
            named = " or ".join(narrow_of(entry))
            return "", f"no report says whether it was {named}, which the rule asks for"
        return "yes", f"{_counted(held, rows)} within its window"
    if not closed:
        return "open", "its window is still open"
    if told:
        return "", f"{_counted(held, rows)}; the rule asks for {needed}"
    if entry.change == "halt" and held.rows(AGAINST):
        number = sum(one.n for one in held.rows(AGAINST))
        return "no", f"datasets have {number} such acts within its window, and no report its end"
    if not held.watch.act or (entry.change == "halt" and not held.watch.parties):
        return "", "nobody who would have told of it looked throughout its window"
    return "no", _silent(held, "it happened")


def _sector_told(entry: Entry, facts: Sequence[Fact], rows: Sequence[Found]) -> bool:
    """Whether a report names the narrow sector that a forecast asks for, if it asks for one."""
    wanted = set(narrow_of(entry))
    named = any(wanted & set(fact.sectors) for fact in facts) or any(one.in_sector for one in rows)
    return not wanted or named or not rows


def _counted(held: Held, rows: Sequence[Found]) -> str:
    """Who tells of the act, in words: publishers of documents, then events of datasets."""
    written = reported_by(held.supporting)
    parts = [f"{written} publisher{'s' if written > 1 else ''} of documents"] if written else []
    if rows:
        events, days = sum(one.n for one in rows), sum(one.days for one in rows)
        who = sum(one.publishers for one in rows)
        spread = f"of {who} publishers" if who > 1 else f"on {days} days" if days > 1 else ""
        noun = f"{events} event{'s' if events > 1 else ''} of datasets"
        parts.append(f"{noun} {spread}".rstrip())
    tell = "tells" if len(parts) == 1 and (written == 1 or (rows and events == 1)) else "tell"
    return f"{' and '.join(parts)} {tell} of it"


def _silent(held: Held, what: str, *, alive_condition: bool = False) -> str:
    """That nothing is told although somebody looked."""
    alive = [
        one.dataset
        for one in held.watch.told
        if (one.alive_condition if alive_condition else one.alive)
    ]
    read = "no document" if not alive else f"neither a document nor {' nor '.join(alive)}"
    if alive and not (held.watch.condition if alive_condition else held.watch.parties):
        read = f"{' and '.join(alive)}, which covered the window," if alive else read
        return f"its window has closed and nothing in {read} says that {what}"
    return f"its window has closed and {read} says that {what}"


def _compared(entry: Entry, held: Held, *, closed: bool) -> tuple[str, str]:
    """More or fewer acts than in the span of equal length before."""
    if not closed or entry.opens_on is None or entry.closes_on is None:
        return "open", "its window is still open"
    length = entry.closes_on - entry.opens_on + timedelta(1)
    fitting = acts_of(entry.action)
    acts = [fact for fact in held.concerned if fact.action in fitting]
    now = sum(entry.opens_on <= fact.first <= entry.closes_on for fact in acts)
    earlier = sum(entry.opens_on - length <= fact.first < entry.opens_on for fact in acts)
    counts = {"documents": (now, earlier)} if now or earlier else {}
    for one in held.watch.told:
        # A source that looked in one of the spans only can't compare them.
        if one.alive and one.alive_before and (one.of(FOR).n or one.of(EARLIER).n):
            counts[one.dataset] = (one.of(FOR).n, one.of(EARLIER).n)
    if not counts:
        return "", "no such act was read of, neither in its window nor before"
    said = "; ".join(
        f"{name}: {n} such acts in its window, {m} before" for name, (n, m) in counts.items()
    )
    # Datasets watch both spans alike; what documents tell depends on what was added.
    judging = [pair for name, pair in counts.items() if name != "documents"] or list(
        counts.values()
    )
    came = {n > m if entry.change == "rise" else n < m for n, m in judging}
    if len(came) > 1:
        return "", f"sources disagree ({said})"
    return ("yes" if came.pop() else "no"), said


def reported_by(facts: Sequence[Fact]) -> int:
    """How many independent publishers of documents report one act."""
    return max((fact.publishers for fact in facts), default=0)


def fulfils(entry: Entry, fact: Fact) -> bool:
    """Whether an event between a forecast's parties is the act that it forecasts."""
    if fact.action not in acts_of(entry.action):
        return False
    if (entry.change == "halt") != (fact.change == "halt"):
        return False
    wanted = set(narrow_of(entry))
    return not wanted or not fact.sectors or bool(wanted & set(fact.sectors))


def _between(
    source: Iterable[str], target: Iterable[str], facts: Iterable[Fact], *, directed: bool = True
) -> list[Fact]:
    """The events with some parties on the right sides, on either where there is no direction.

    Of "the United States mediates between Egypt and Ethiopia" talks of the latter two are no sign:
    an event of both sides together has to have one of each.
    """
    one, other = frozenset(source), frozenset(target)
    parties = one | other
    least, apart = min(2, len(parties)), bool(one and other and one.isdisjoint(other))
    found = []
    for fact in facts:
        if directed and fact.directed:
            acting = not one or not one.isdisjoint(fact.source)
            fits = acting and (not other or not other.isdisjoint(fact.target))
        else:
            present = parties.intersection((*fact.source, *fact.target))
            fits = len(present) >= least and not (
                apart and (one.isdisjoint(present) or other.isdisjoint(present))
            )
        if fits:
            found.append(fact)
    return found


def _inside(entry: Entry, fact: Fact) -> bool:
    if entry.opens_on is None or entry.closes_on is None:
        return False
    return fact.first <= entry.closes_on and fact.last >= entry.opens_on


def _contrary(entry: Entry, fact: Fact) -> bool:
    """Acts of the other sort, and what undoes the act itself."""
    acts = acts_of(entry.action)
    if not acts:
        return False
    undone = fact.action in acts and (fact.change == "halt") != (entry.change == "halt")
    return undone or fact.action in contrary_to(acts)


def _condition_met(entry: Entry, held: Held) -> bool | None:
    """Whether the condition came true by the end of the window; None where that can't be told.

    "Unless" and "if … not" ask that the thing stays out. "As long as" and "until" ask for a lasting
    state, which events don't tell. A single row of a dataset is left to a reader, and so is what
    a second part asks for ("if A signs and B withdraws").
    """
    if not entry.condition:
        return True
    opening, parts = opening_of(entry.condition), joined_by(entry.condition)
    if not entry.condition_action or opening not in (*IF, UNLESS):
        return None
    told = sum(one.told for one in held.rows(CONDITION))
    if not held.conditioning and told and told < publishers_asked(entry):
        return None
    happened, negative = bool(held.conditioning) or told > 0, is_negative(entry.condition)
    # One part is coded: of "and" it can fail the whole, of "or" it can fulfil it.
    if parts and (happened == (parts == "and") or (negative and opening != UNLESS)):
        return None
    return happened != negative


def _conditioning(entry: Entry, known: Sequence[Fact]) -> list[Fact]:
    """Events of documents that are what a forecast's condition is about."""
    if not entry.condition_action:
        return []
    since = entry.made_on or entry.opens_on or date.min
    until = entry.closes_on or date.max
    acts = [
        fact
        for fact in known
        if fact.action == entry.condition_action and since <= fact.last and fact.first <= until
    ]
    return _between(entry.condition_source, entry.condition_target, acts)


def _happened_before(entry: Entry, held: Held) -> bool | None:
    if entry.made_on is None or entry.opens_on is None or entry.closes_on is None:
        return None
    if not entry.action or not (held.watch.anything or held.watch.told):
        return None
    begins = entry.made_on - (entry.closes_on - entry.opens_on)
    written = any(
        begins <= fact.first < entry.made_on and fulfils(entry, fact) for fact in held.concerned
    )
    told = sum(one.told for one in held.rows(BEFORE))
    return written or told >= publishers_asked(entry)
