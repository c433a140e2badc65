"""Events as facts that may decide forecasts, and which acts a forecast is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from detente.model import ACTIONS
from detente.outlook.entries import ANY, Entry
from detente.outlook.wording import narrow

# What speaks against an act having come about: the same parties doing the contrary.
KIND = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"))

# Longer than this lasts a fact that no order by its first day finds.
LONG = timedelta(45)
Pair = tuple[str, ...]


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
    """Facts by party, pair and day, so that each forecast is held against few of them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        by_party: dict[str, list[int]] = {}
        by_pair: dict[Pair, list[int]] = {}
        for number, fact in enumerate(facts):
            codes = sorted({*fact.source, *fact.target})
            for code in codes:
                by_party.setdefault(code, []).append(number)
            for pair in combinations(codes, 2):
                by_pair.setdefault(pair, []).append(number)
        self._all = _Dated(facts, range(len(facts)))
        self._by_party = {code: _Dated(facts, numbers) for code, numbers in by_party.items()}
        self._by_pair = {pair: _Dated(facts, numbers) for pair, numbers in by_pair.items()}

    def known_on(self, day: date) -> bool:
        """Whether any fact is dated up to a day."""
        return any(fact.first <= day for fact in self.facts)

    def about(self, entry: Entry) -> Sequence[Fact]:
        """The facts that can concern the forecast or its condition, in order.

        Those with one of its parties, with two where it names both sides, from the span of equal
        length before its window to its end; those with a party of the condition since the
        forecast was made; of all parties where either names nobody.
        """
        numbers = self._of_act(entry) | self._of_condition(entry)
        return [self.facts[number] for number in sorted(numbers)]

    def _of_act(self, entry: Entry) -> set[int]:
        """Those that may fulfil a forecast, speak against it or show what was before."""
        opens, closes = entry.opens_on, entry.closes_on
        if opens is None or closes is None:
            return set()
        span = min(opens, entry.made_on or opens) - (closes - opens) - timedelta(1), closes
        parties = sorted(entry.parties)
        if not parties:
            return self._all.between(*span)
        both = entry.source and entry.target and not set(entry.source) & set(entry.target)
        if both or (not entry.directed and len(parties) > 1):
            found = [self._by_pair.get(pair) for pair in combinations(parties, 2)]
        else:
            found = [self._by_party.get(code) for code in parties]
        return {number for one in found if one is not None for number in one.between(*span)}

    def _of_condition(self, entry: Entry) -> set[int]:
        """Those that may be what a forecast's condition is about."""
        if not entry.condition_action:
            return set()
        span = entry.made_on or entry.opens_on or date.min, entry.closes_on or date.max
        parties = {*entry.condition_source, *entry.condition_target}
        if not parties:
            return self._all.between(*span)
        found = [self._by_party.get(code) for code in parties]
        return {number for one in found if one is not None for number in one.between(*span)}


class _Dated:
    """Some facts by day; the few that last long apart, so that they hide no order of the rest."""

    def __init__(self, facts: Sequence[Fact], numbers: Iterable[int]) -> None:
        ordered = sorted(numbers, key=lambda number: facts[number].first)
        self._facts = facts
        self._long = [n for n in ordered if (facts[n].last - facts[n].first) > LONG]
        self._short = [n for n in ordered if (facts[n].last - facts[n].first) <= LONG]
        self._firsts = [facts[number].first for number in self._short]

    def between(self, begins: date, ends: date) -> set[int]:
        """Numbers of the facts that happened, in part at least, between two days."""
        earliest = begins - LONG if begins - date.min > LONG else date.min
        low, high = bisect_left(self._firsts, earliest), bisect_right(self._firsts, ends)
        near = (*self._short[low:high], *self._long)
        facts = self._facts
        return {n for n in near if facts[n].first <= ends and facts[n].last >= begins}


def acts_of(action: str) -> tuple[str, ...]:
    """The PLOVER roots that an entry's action stands for: one, several with commas, or any.

    >>> acts_of("CONSULT"), acts_of("AID,SUPPORT"), len(acts_of("ANY")) == len(ACTIONS)
    (('CONSULT',), ('AID', 'SUPPORT'), True)
    """
    if action == ANY:
        return tuple(ACTIONS)
    return tuple(part for part in action.split(",") if part)


def narrow_of(entry: Entry) -> tuple[str, ...]:
    """The narrow sectors of a forecast."""
    return tuple(narrow(entry.sectors))
