"""Events as facts that may decide forecasts, and which acts a forecast is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import nlargest
from itertools import combinations, permutations, product

from detente.model import ACTIONS
from detente.outlook.entries import ANY, Entry
from detente.outlook.wording import narrow

# What speaks against an act having come about: the same parties doing the contrary.
KIND = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"))

# Longer than this lasts a fact that no order by its first day finds.
LONG = timedelta(45)
# Of what speaks for or against a forecast so many events are shown, the newest.
MOST_NEAR = 100
ALL, ONE, PAIR, ACTS = "all", "one", "pair", "acts"
Way = tuple[str, str]
Key = tuple[str, str, str]


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
        dataset: name of the dataset that it comes from, ``row`` the key of the row in it; empty
            for documents.
        reports: articles that a dataset counts for it.
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
    row: str = ""
    reports: int = 1


class Facts:
    """Facts by parties, action and day, so that each forecast is held against few of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        filed: defaultdict[Key, list[int]] = defaultdict(list)
        for number, fact in enumerate(facts):
            for key in _keys(fact):
                filed[*key, fact.action].append(number)
        self._filed = {key: _Dated(facts, numbers) for key, numbers in filed.items()}

    def known_on(self, day: date) -> bool:
        """Whether any fact is dated up to a day."""
        return any(fact.first <= day for fact in self.facts)

    def about(self, entry: Entry, *, as_of: date) -> Near:
        """The facts up to a day that can concern the forecast or its condition, in order.

        Of the act: those with one of its parties, with two where it names both sides, from the
        span of equal length before its window to its end. Of the contrary: within the window, and
        where they are many between two parties, the newest. Of the condition: those with a party
        of it since the forecast was made. Of all parties where either names nobody.
        """
        numbers, more = self._of_condition(entry, as_of), 0
        opens, closes = entry.opens_on, entry.closes_on
        if opens is not None and closes is not None:
            ways, exact = _ways(entry)
            begins = min(opens, entry.made_on or opens) - (closes - opens) - timedelta(1)
            ends, acts = min(closes, as_of), acts_of(entry.action)
            numbers |= self._between(ways, acts, begins, ends)
            against = contrary_to(acts)
            told = self._between(ways, against, opens, ends)
            numbers.update(newest(self.facts, told) if exact else told)
            more = len(told - numbers)
        return Near([self.facts[number] for number in sorted(numbers)], more)

    def _between(
        self, ways: Iterable[Way], actions: Iterable[str], begins: date, ends: date
    ) -> set[int]:
        found = [self._filed.get((*way, action)) for way in ways for action in actions]
        return {number for one in found if one for number in one.between(begins, ends)}

    def _of_condition(self, entry: Entry, as_of: date) -> set[int]:
        """Those that may be what a forecast's condition is about."""
        if not entry.condition_action:
            return set()
        begins = entry.made_on or entry.opens_on or date.min
        ends = min(entry.closes_on or date.max, as_of)
        parties = {*entry.condition_source, *entry.condition_target}
        ways: list[Way] = [(ONE, code) for code in parties] or [(ALL, "")]
        return self._between(ways, (entry.condition_action,), begins, ends)


@dataclass(frozen=True, slots=True)
class Near:
    """Facts that can concern a forecast, in order.

    Attributes:
        more: how many that speak against it were left out, as older than `MOST_NEAR` others.
    """

    facts: Sequence[Fact]
    more: int = 0


def newest(facts: Sequence[Fact], numbers: Collection[int]) -> list[int]:
    """In order, the numbers of some facts; of very many those that happened last."""
    if len(numbers) <= MOST_NEAR:
        return sorted(numbers)
    return sorted(nlargest(MOST_NEAR, numbers, key=lambda one: (facts[one].first, one)))


def _keys(fact: Fact) -> Iterator[Way]:
    """How a fact is filed: for all, by party, by pair, and by who acts on whom."""
    yield (ALL, "")
    codes = sorted({*fact.source, *fact.target})
    for code in codes:
        yield (ONE, code)
    for one, two in combinations(codes, 2):
        yield (PAIR, f"{one} {two}")
    ways = product(fact.source, fact.target) if fact.directed else permutations(codes, 2)
    for one, two in {way for way in ways if way[0] != way[1]}:
        yield (ACTS, f"{one} {two}")


def _ways(entry: Entry) -> tuple[list[Way], bool]:
    """Where the facts between a forecast's parties are filed, and whether only those are there."""
    parties = sorted(entry.parties)
    if not parties:
        return [(ALL, "")], False
    if entry.directed and len(entry.source) == len(entry.target) == 1 and len(parties) > 1:
        return [(ACTS, f"{entry.source[0]} {entry.target[0]}")], True
    pairs: list[Way] = [(PAIR, " ".join(pair)) for pair in combinations(parties, 2)]
    if not entry.directed and len(parties) > 1:
        return pairs, len(pairs) == 1
    both = entry.source and entry.target and not set(entry.source) & set(entry.target)
    return (pairs, False) if both else ([(ONE, code) for code in parties], False)


class _Dated:
    """Some facts by day; the few that last long apart, so that they hide no order of the rest."""

    def __init__(self, facts: Sequence[Fact], numbers: Iterable[int]) -> None:
        ordered = sorted(numbers, key=lambda number: facts[number].first)
        self._facts = facts
        self._long = [n for n in ordered if (facts[n].last - facts[n].first) > LONG]
        self._short = [n for n in ordered if (facts[n].last - facts[n].first) <= LONG]
        self._firsts = [facts[number].first for number in self._short]

    def between(self, begins: date, ends: date) -> list[int]:
        """Numbers of the facts that happened, in part at least, between two days."""
        earliest = begins - LONG if begins - date.min > LONG else date.min
        low = bisect_left(self._firsts, earliest)
        first, end = bisect_left(self._firsts, begins), bisect_right(self._firsts, ends)
        facts = self._facts
        early = [n for n in self._short[low : min(first, end)] if facts[n].last >= begins]
        long = [n for n in self._long if facts[n].first <= ends and facts[n].last >= begins]
        return [*early, *self._short[first:end], *long]


@lru_cache(maxsize=256)
def acts_of(action: str) -> tuple[str, ...]:
    """The PLOVER roots that an entry's action stands for: one, several with commas, or any.

    >>> acts_of("CONSULT"), acts_of("AID,SUPPORT"), len(acts_of("ANY")) == len(ACTIONS)
    (('CONSULT',), ('AID', 'SUPPORT'), True)
    """
    if action == ANY:
        return tuple(ACTIONS)
    return tuple(part for part in action.split(",") if part)


@lru_cache(maxsize=256)
def contrary_to(acts: tuple[str, ...]) -> tuple[str, ...]:
    """The acts of the other sort, where all that are forecast are of one.

    >>> "ASSAULT" in contrary_to(("AID",)), contrary_to(("AID", "ASSAULT")), contrary_to(())
    (True, (), ())
    """
    kind = {act in KIND for act in acts}
    return tuple(act for act in ACTIONS if kind == {act not in KIND})


def narrow_of(entry: Entry) -> tuple[str, ...]:
    """The narrow sectors of a forecast."""
    return tuple(narrow(entry.sectors))
