"""What a forecast's rule asks of event datasets, and what a dataset tells of it.

A dataset has thousands of events where documents have one, so that the rule asks for spans and
gets numbers with the rows that tell most, instead of every event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.model import ACTIONS
from detente.outlook.entries import Entry
from detente.outlook.facts import KIND, Fact, acts_of, narrow_of

FOR, AGAINST, BEFORE, EARLIER, CONDITION = "for", "against", "before", "earlier", "condition"


@dataclass(frozen=True, slots=True)
class Search:
    """One span that a rule asks about.

    Attributes:
        entry: id of the forecast.
        role: `FOR` and `AGAINST` it in its window; `BEFORE` it was made, in a span as long as the
            window; `EARLIER`, as long before the window; its `CONDITION`.
        legs: source and target of the acts that count; "" for anybody.
        actions: PLOVER roots that count.
        sectors: of which an act has one, or none; any where it is empty.
        first, last: days, both inclusive.
    """

    entry: str
    role: str
    legs: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]
    first: date
    last: date
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a dataset has in a span.

    Attributes:
        n: events, each once however often reported; ``reports`` articles that tell of them.
        days: different days with such an event.
        publishers: different publishers of them; 0 where the dataset names none.
        in_sector: whether one of them is of a sector asked for.
        rows: at most five of them, those most told first.
    """

    n: int = 0
    reports: int = 0
    days: int = 0
    publishers: int = 0
    in_sector: bool = False
    rows: tuple[Fact, ...] = ()

    @property
    def told(self) -> int:
        """How many independent publishers count: those named; where none are, one for each day,
        since one wrong row is common and two on different days are rare."""
        return self.publishers or self.days


@dataclass(frozen=True, slots=True)
class Told:
    """What one dataset tells of one forecast.

    Attributes:
        dataset: its name.
        found: by role.
        alive: whether it would have told of such an act throughout the window: it covers all of
            it, tells of such acts and of the forecast's parties.
        alive_condition: the same of the condition.
        alive_before: whether it covers the span before.
    """

    dataset: str
    found: Mapping[str, Found] = field(default_factory=dict)
    alive: bool = False
    alive_condition: bool = False
    alive_before: bool = False

    def of(self, role: str) -> Found:
        """What there is in a span; nothing where it wasn't asked for."""
        return self.found.get(role, NOTHING)


NOTHING = Found()


def searches_of(entry: Entry, *, as_of: date) -> list[Search]:
    """The spans that a forecast's rule asks about, up to a day; none without an act or a window."""
    if entry.unresolvable or not entry.action or entry.opens_on is None or entry.closes_on is None:
        return []
    acts = acts_of(entry.action)
    legs = legs_of(entry.source, entry.target, directed=entry.directed)
    opens, closes = entry.opens_on, entry.closes_on
    length = closes - opens
    sectors = narrow_of(entry)
    spans = [(FOR, acts, opens, closes), (AGAINST, contrary_acts(entry), opens, closes)]
    if entry.made_on is not None:
        spans.append((BEFORE, acts, entry.made_on - length, entry.made_on - timedelta(1)))
    if entry.change in ("rise", "fall"):
        spans.append((EARLIER, acts, opens - length - timedelta(1), opens - timedelta(1)))
    found = [
        Search(
            entry.id,
            role,
            legs,
            roots,
            first,
            min(last, as_of),
            sectors if role != AGAINST else (),
        )
        for role, roots, first, last in spans
    ]
    if entry.condition_action and (entry.condition_source or entry.condition_target):
        sides = legs_of(entry.condition_source, entry.condition_target, directed=True)
        since = entry.made_on or opens
        found.append(
            Search(
                entry.id,
                CONDITION,
                sides,
                acts_of(entry.condition_action),
                since,
                min(closes, as_of),
            )
        )
    return [one for one in found if one.legs and one.first <= one.last]


def contrary_acts(entry: Entry) -> tuple[str, ...]:
    """The roots that speak against a forecast: those of the other sort; for the end of an act,
    the act itself; none where its acts are of both sorts."""
    acts = acts_of(entry.action)
    if entry.change == "halt":
        return acts
    kind = {act in KIND for act in acts}
    if len(kind) != 1:
        return ()
    return tuple(act for act in ACTIONS if (act in KIND) not in kind)


def legs_of(
    source: Iterable[str], target: Iterable[str], *, directed: bool
) -> tuple[tuple[str, str], ...]:
    """Source and target of the acts that count, "" for anybody.

    >>> legs_of(("KEN",), ("UGA", "RWA"), directed=True)
    (('KEN', 'UGA'), ('KEN', 'RWA'))
    >>> legs_of(("KEN", "UGA"), ("KEN", "UGA"), directed=False)
    (('KEN', 'UGA'), ('UGA', 'KEN'))
    """
    ones, others = tuple(dict.fromkeys(source)), tuple(dict.fromkeys(target))
    if not ones and not others:
        return ()
    if directed:
        pairs = [(one, other) for one in ones or ("",) for other in others or ("",)]
        return tuple(pair for pair in pairs if pair[0] != pair[1])
    parties = tuple(dict.fromkeys((*ones, *others)))
    if len(parties) == 1:
        return ((parties[0], ""), ("", parties[0]))
    return tuple((one, other) for one in parties for other in parties if one != other)


def supporting(told: Sequence[Told]) -> tuple[Fact, ...]:
    """The rows that speak for a forecast."""
    return tuple(fact for one in told for fact in one.of(FOR).rows)


def opposing(told: Sequence[Told]) -> tuple[Fact, ...]:
    """The rows that speak against it."""
    return tuple(fact for one in told for fact in one.of(AGAINST).rows)
