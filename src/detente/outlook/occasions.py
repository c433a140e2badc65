"""Planned occasions that are one, and those that a later document puts on another date.

Both are found by what two entries must share, so that each of thousands takes no longer than each
of a few.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Evidence
from detente.outlook.titles import Title

UNNAMED = ""
# Stands for every head.
ANY_HEAD = "*"
NOBODY, ANYBODY = "", "*"
# An entry is found by the months that it covers; one that covers more is looked at each time.
MOST_MONTHS = 24
NONE: frozenset[str] = frozenset()
# Head and actors.
Name = tuple[str, frozenset[str]]
Sort = tuple[str, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One occasion as one or more documents plan it.

    Attributes:
        moved_to: another date that a later document gives.
        called_off: the day on which a document said that it will not be.
    """

    title: Title
    actors: tuple[str, ...]
    begins_on: date
    ends_on: date
    evidence: tuple[Evidence, ...]
    published: date | None
    coded: bool = True
    moved_to: tuple[date, date] | None = None
    called_off: date | None = None


def merge(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each occasion, with the most precise date and all evidence.

    Args:
        entries: the best first; each joins the first that it is the same as.
    """
    merged: list[Entry] = []
    places = _Places()
    for entry in entries:
        for place in places.near(entry):
            if _overlap(entry, merged[place]) and _same_occasion(entry, merged[place]):
                merged[place] = _joined(merged[place], entry)
                places.add(merged[place], place)
                break
        else:
            places.add(entry, len(merged))
            merged.append(entry)
    return sorted(merged, key=lambda entry: (entry.begins_on, entry.ends_on, entry.title.text))


class _Places:
    """Where in a list those entries stand that may be the same as another."""

    def __init__(self) -> None:
        self._by_month: defaultdict[Name, defaultdict[int, set[int]]]
        self._by_month = defaultdict(lambda: defaultdict(set))
        self._long: defaultdict[Name, set[int]] = defaultdict(set)

    def add(self, entry: Entry, place: int) -> None:
        """Remember an entry, or the new dates and actors of one."""
        months, actors = _months(entry), frozenset(entry.actors)
        root = entry.title.root
        for name in ((root, actors if root == UNNAMED else NONE), (ANY_HEAD, actors)):
            if len(months) > MOST_MONTHS:
                self._long[name].add(place)
            else:
                for month in months:
                    self._by_month[name][month].add(place)

    def near(self, entry: Entry) -> list[int]:
        """Places of those in the same months that may have the same name.

        A named entry joins one of the same head, or an unnamed one of the same actors; an unnamed
        one joins any of the same actors.
        """
        root, months, actors = entry.title.root, _months(entry), frozenset(entry.actors)
        if root == UNNAMED:
            return self._in((ANY_HEAD, actors), months) if actors else []
        unnamed = self._in((UNNAMED, actors), months) if actors else []
        return [*self._in((root, NONE), months), *unnamed]

    def _in(self, name: Name, months: range) -> list[int]:
        known: Mapping[int, set[int]] = self._by_month.get(name, {})
        long: set[int] = self._long.get(name, set())
        if len(months) > MOST_MONTHS:
            return sorted(long.union(*known.values()))
        return sorted(long.union(*(known.get(month, ()) for month in months)))


def _months(entry: Entry) -> range:
    """The months that an entry covers, counted from the year 0."""
    first = 12 * entry.begins_on.year + entry.begins_on.month
    return range(first, 12 * entry.ends_on.year + entry.ends_on.month + 1)


def _joined(one: Entry, other: Entry) -> Entry:
    short = min(one, other, key=lambda entry: (entry.ends_on - entry.begins_on).days)
    dates = [each.published for each in (one, other) if each.published]
    return replace(
        one,
        actors=one.actors or other.actors,
        begins_on=short.begins_on,
        ends_on=short.ends_on,
        evidence=tuple(dict.fromkeys(one.evidence + other.evidence)),
        published=max(dates) if dates else None,
        coded=one.coded or other.coded,
    )


def _same_occasion(one: Entry, other: Entry) -> bool:
    """True where head and words agree and the parties do not contradict each other."""
    if UNNAMED in (one.title.head, other.title.head):
        return bool(one.actors) and set(one.actors) == set(other.actors)
    if one.title.root != other.title.root:
        return False
    first, second = one.title.words, other.title.words
    if one.actors and other.actors and not set(one.actors) & set(other.actors):
        return False
    if not (first and second):
        return bool(one.actors and set(one.actors) == set(other.actors))
    numbers = [{word for word in words if word[0].isdigit()} for words in (first, second)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    return first <= second or second <= first or len(first & second) * 2 >= len(first | second)


def _overlap(one: Entry, other: Entry) -> bool:
    return one.begins_on <= other.ends_on and other.begins_on <= one.ends_on


def moved(entries: Sequence[Entry]) -> list[Entry]:
    """Mark an entry whose occasion a later document puts on another date, with the newest one."""
    ordered = sorted(entries, key=_published)
    places: defaultdict[Sort, list[int]] = defaultdict(list)
    for place, entry in enumerate(ordered):
        places[_sort(entry)].append(place)
    alike = _alike(places, ordered)
    marked = []
    for entry in entries:
        found = [
            place
            for other in alike[_sort(entry)]
            for place in _newest(entry, places[other], ordered)
        ]
        newest = max(found, key=lambda place: (_published(ordered[place]), -place), default=None)
        to = None if newest is None else (ordered[newest].begins_on, ordered[newest].ends_on)
        marked.append(replace(entry, moved_to=to))
    return marked


def _alike(
    places: Mapping[Sort, Sequence[int]], ordered: Sequence[Entry]
) -> dict[Sort, list[Sort]]:
    """For each sort of entry those that can be the same occasion; only those are compared that
    share an actor, or where one has none."""
    by_actor: defaultdict[tuple[str, str], list[Sort]] = defaultdict(list)
    for sort, where in places.items():
        for actor in sort[2] or {NOBODY}:
            by_actor[ordered[where[0]].title.root, actor].append(sort)
            by_actor[ordered[where[0]].title.root, ANYBODY].append(sort)
    found = {}
    for sort, where in places.items():
        entry = ordered[where[0]]
        actors = (*sort[2], NOBODY) if sort[2] else (ANYBODY,)
        near = dict.fromkeys(one for a in actors for one in by_actor[entry.title.root, a])
        found[sort] = [one for one in near if _same_occasion(entry, ordered[places[one][0]])]
    return found


def _sort(entry: Entry) -> Sort:
    """What decides which others an entry can be the same as."""
    return entry.title.head, entry.title.words, frozenset(entry.actors)


def _newest(entry: Entry, places: Sequence[int], ordered: Sequence[Entry]) -> list[int]:
    """The place of the newest of some entries that puts one on another date; empty for none."""
    if entry.published is None:
        return []

    def published(place: int) -> date:
        """The day of the document at a place."""
        return _published(ordered[place])

    first = bisect_right(places, entry.published, key=published)
    found: list[int] = []
    for place in reversed(places[first : bisect_right(places, entry.ends_on, key=published)]):
        if found and published(place) < published(found[0]):
            break
        if not _overlap(entry, ordered[place]) and _replaces(ordered[place], entry):
            found = [place]
    return found


def _published(entry: Entry) -> date:
    """The day of an entry's newest document, the earliest of all where there is none."""
    return entry.published or date.min


def _replaces(later: Entry, earlier: Entry) -> bool:
    """True where the later document was published while the earlier date still lay ahead."""
    if later.published is None or earlier.published is None:
        return False
    apart = {each.document for each in later.evidence}.isdisjoint(
        each.document for each in earlier.evidence
    )
    return apart and earlier.published < later.published <= earlier.ends_on
