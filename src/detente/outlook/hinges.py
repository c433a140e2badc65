"""Which forecasts depend on which date of the calendar."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Item
from detente.outlook.titles import HEADS, Title, titles
from detente.outlook.wording import MONTHS

_SPOKEN = re.compile(
    rf"\b(?:(\d{{1,2}})\s+)?({'|'.join(MONTHS)})\b(?:\s+(\d{{1,2}})\b(?!\d))?(?:,?\s+(20\d\d)\b)?"
)
_BARE = re.compile(rf"\bthe ({'|'.join(sorted(HEADS))})\b", re.IGNORECASE)
Spoken = tuple[int | None, int, int | None]


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
            fields=each.entry.fields
            | {
                "hinges": tuple(
                    words.line.id for words in worded.near(each) if _depends(words, each)
                )
            },
        )
        for each in _occasions(calendar)
    )


class Worded:
    """Wordings of forecasts, found by what an occasion can share with them."""

    def __init__(self, worded: Sequence[Wording]) -> None:
        self._worded = worded
        self._by_head: defaultdict[str, set[int]] = defaultdict(set)
        self._by_date: defaultdict[Spoken | tuple[int | None, int], set[int]] = defaultdict(set)
        windows = []
        for place, words in enumerate(worded):
            for head in (*words.bare, *(title.root for title in words.titles)):
                self._by_head[head].add(place)
            for spoken in words.dates:
                self._by_date[spoken].add(place)
                self._by_date[spoken[:2]].add(place)
            window = words.line.fields.get("window")
            if isinstance(window, tuple) and isinstance(window[0], date):
                windows.append((window[0], place))
        self._windows = sorted(windows)

    def near(self, occasion: Occasion) -> list[Wording]:
        """Every wording that may depend on an occasion, in order; most others are left out."""
        places: set[int] = set()
        if occasion.title is not None:
            for head in {occasion.title.head, occasion.title.root}:
                places |= self._by_head.get(head, set())
        begins, ends = occasion.entry.fields["begins_on"], occasion.entry.fields["ends_on"]
        if isinstance(begins, date):
            for year in (None, begins.year):
                places |= self._by_date.get((year, begins.month, begins.day), set())
            places |= self._by_date.get((begins.year, begins.month), set())
            if isinstance(ends, date):
                first = bisect_left(self._windows, (begins, -1))
                last = bisect_left(self._windows, (ends, len(self._worded)))
                places.update(place for _, place in self._windows[first:last])
        return [self._worded[place] for place in sorted(places)]


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


def _depends(words: Wording, occasion: Occasion) -> bool:
    return (
        _names(words, occasion)
        or _dated(words, occasion.entry)
        or _within(words.line, occasion.entry)
    )


def _names(words: Wording, occasion: Occasion) -> bool:
    """True where a text names the occasion, or can mean only it."""
    title = occasion.title
    if title is None:
        return False
    if title.head in words.bare and not words.documents.isdisjoint(occasion.alone):
        return True
    return any(
        other.root == title.root
        and other.words & title.words
        and (other.words <= title.words or title.words <= other.words)
        for other in words.titles
    )


def _dated(words: Wording, entry: Item) -> bool:
    """True where a text names the month and year, or the day, of an entry."""
    begins = entry.fields["begins_on"]
    if not isinstance(begins, date):
        return False
    if entry.fields["precision"] == "month":
        return any(spoken[:2] == (begins.year, begins.month) for spoken in words.dates)
    if entry.fields["precision"] != "day":
        return False
    years = (None, begins.year)
    return any((year, begins.month, begins.day) in words.dates for year in years)


def _within(line: Item, entry: Item) -> bool:
    """True where the forecast's written window is the entry's day or month, or lies in it."""
    window = line.fields.get("window")
    begins, ends = entry.fields["begins_on"], entry.fields["ends_on"]
    if line.fields.get("window_derived") or not isinstance(window, tuple):
        return False
    if not isinstance(begins, date) or not isinstance(ends, date):
        return False
    first, last = window
    return bool(begins <= first and last <= ends and (ends - begins).days <= 31)
