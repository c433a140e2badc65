"""Which forecasts depend on which date of the calendar."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from detente.model import Item
from detente.outlook.titles import HEADS, Title, titles
from detente.outlook.wording import MONTHS

_SPOKEN = re.compile(
    rf"\b(?:(\d{{1,2}})\s+)?({'|'.join(MONTHS)})\b(?:\s+(\d{{1,2}})\b(?!\d))?(?:,?\s+(20\d\d)\b)?"
)
_BARE = re.compile(rf"\bthe ({'|'.join(sorted(HEADS))})\b", re.IGNORECASE)
Spoken = tuple[int | None, int, int | None]
# A window lies in an entry of the calendar that is no longer than this.
MONTH = timedelta(31)


@dataclass(frozen=True, slots=True)
class Wording:
    """What the texts of one forecast, its sentences and its condition, name; read once.

    Attributes:
        dates: year, month and day as spoken; None for what is left out.
        bare: heads that stand with "the" and nothing else to tell them apart.
    """

    line: Item
    titles: tuple[Title, ...]
    dates: frozenset[Spoken]
    bare: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Occasion:
    """An entry of the calendar with its title read; ``alone`` in these documents by its head."""

    entry: Item
    title: Title | None
    alone: frozenset[str]


def with_hinges(calendar: Sequence[Item], outlook: Sequence[Item]) -> tuple[Item, ...]:
    """The calendar with, in ``hinges``, the ids of the forecasts that depend on each entry.

    A forecast hinges on an entry where its sentence or its condition names the occasion (its
    head noun and a word that sets it apart; or the head alone with "the", where its document has
    only one such occasion) or names the entry's month together with its year, or where the
    forecast's own window, as written, lies inside the entry's month or day.
    """
    worded = Worded([_wording(line) for line in outlook])
    return tuple(
        replace(
            each.entry,
            fields=each.entry.fields | {"hinges": worded.hinging(each)},
        )
        for each in _occasions(calendar)
    )


class Worded:
    """Wordings of forecasts, found by what an occasion can share with them."""

    def __init__(self, worded: Sequence[Wording]) -> None:
        self._worded = worded
        self._by_bare: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_title: defaultdict[str, defaultdict[frozenset[str], set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._by_date: defaultdict[Spoken | tuple[int | None, int], set[int]] = defaultdict(set)
        windows: list[tuple[date, date, int]] = []
        for place, words in enumerate(worded):
            for bare in product(words.bare, words.documents):
                self._by_bare[bare].add(place)
            for title in words.titles:
                self._by_title[title.root][title.words].add(place)
            for spoken in words.dates:
                self._by_date[spoken].add(place)
                self._by_date[spoken[:2]].add(place)
            window = words.line.fields.get("window")
            written = not words.line.fields.get("window_derived")
            if written and isinstance(window, tuple) and isinstance(window[0], date):
                windows.append((*window, place))
        self._windows = sorted(windows)

    def hinging(self, occasion: Occasion) -> tuple[str, ...]:
        """Ids of the forecasts that depend on an occasion, in order."""
        places = self._naming(occasion) | self._dating(occasion.entry)
        return tuple(self._worded[place].line.id for place in sorted(places))

    def _naming(self, occasion: Occasion) -> set[int]:
        """Whose texts name the occasion, or can mean only it."""
        title, places = occasion.title, set[int]()
        if title is None:
            return places
        for document in occasion.alone:
            places |= self._by_bare.get((title.head, document), set())
        for words, naming in self._by_title.get(title.root, {}).items():
            if words and title.words and (words <= title.words or title.words <= words):
                places |= naming
        return places

    def _dating(self, entry: Item) -> set[int]:
        """Whose texts name the month and year, or the day, of an entry, or whose written window
        is the entry's day or month, or lies in it."""
        begins, ends, places = entry.fields["begins_on"], entry.fields["ends_on"], set[int]()
        if not isinstance(begins, date) or not isinstance(ends, date):
            return places
        if entry.fields["precision"] == "day":
            for year in (None, begins.year):
                places |= self._by_date.get((year, begins.month, begins.day), set())
        elif entry.fields["precision"] == "month":
            places |= self._by_date.get((begins.year, begins.month), set())
        if ends - begins <= MONTH:
            first = bisect_left(self._windows, (begins, begins, -1))
            last = bisect_right(self._windows, (ends, date.max, len(self._worded)))
            places.update(place for _, end, place in self._windows[first:last] if end <= ends)
        return places


def _occasions(calendar: Sequence[Item]) -> list[Occasion]:
    read = [(entry, next(iter(titles(str(entry.fields["title"]))), None)) for entry in calendar]
    heads = Counter(
        (title.root, document) for entry, title in read if title for document in _cited(entry)
    )
    found = []
    for entry, title in read:
        alone = {name for name in _cited(entry) if title and heads[title.root, name] == 1}
        found.append(Occasion(entry, title, frozenset(alone)))
    return found


def _wording(line: Item) -> Wording:
    texts = (*(proof.quote for proof in line.evidence), str(line.fields.get("condition") or ""))
    found = tuple(title for text in texts for title in titles(text))
    dates = frozenset(_spoken(hit) for text in texts for hit in _SPOKEN.finditer(text))
    bare = frozenset(word.casefold() for text in texts for word in _BARE.findall(text))
    return Wording(line, found, dates, bare, _cited(line))


def _spoken(hit: re.Match[str]) -> Spoken:
    day = hit[1] or hit[3]
    return int(hit[4]) if hit[4] else None, MONTHS.index(hit[2]) + 1, int(day) if day else None


def _cited(item: Item) -> frozenset[str]:
    return frozenset(proof.document for proof in item.evidence)
