"""Events as facts that may decide forecasts, and which acts a forecast is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import ACTIONS
from detente.outlook.entries import ANY, Entry
from detente.outlook.wording import narrow

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
        """The facts that can concern the forecast or its condition, in order.

        Those with one of its parties, with two where it names both sides; those with a party of
        the condition; all where either names nobody.
        """
        condition = {*entry.condition_source, *entry.condition_target}
        if not entry.parties or (entry.condition_action and not condition):
            return self.facts
        named = Counter(number for code in entry.parties for number in self._by_party.get(code, ()))
        both = entry.source and entry.target and not set(entry.source) & set(entry.target)
        least = 2 if both or (not entry.directed and len(entry.parties) > 1) else 1
        numbers = {number for number, parties in named.items() if parties >= least}
        numbers.update(number for code in condition for number in self._by_party.get(code, ()))
        return [self.facts[number] for number in sorted(numbers)]


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
