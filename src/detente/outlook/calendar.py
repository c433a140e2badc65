"""The calendar: planned occasions, merged over sentences and documents."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Document, Evidence, Item, Rejection, Result, Statement, View, evidence_of
from detente.outlook.dates import future_dates
from detente.outlook.naming import line_id
from detente.outlook.scope import Scope
from detente.outlook.sentences import calendar_text, occasion_of
from detente.outlook.titles import Title, best_title, titles
from detente.outlook.wording import Names, names, period, precision, shortened

# A date belongs to a title that stands this near to it in the same sentence.
NEAR_CHARS = 60
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One occasion as one or more documents plan it."""

    title: Title
    actors: tuple[str, ...]
    begins_on: date
    ends_on: date
    evidence: tuple[Evidence, ...]
    published: date | None
    coded: bool = True
    moved_to: tuple[date, date] | None = None


def find_calendar(view: View, *, codebook: Names) -> Result[Item]:
    """Lines of the list ``calendar``, in the order of their dates.

    Entries come from ``scheduled`` statements and from dated titles inside other statements
    ("at the 4th congress in May"). Those of the same title, parties and date are one. Where a
    later document gives another date before the earlier one had passed, the earlier entry is
    ``moved``; the later one stands beside it.
    """
    scope = Scope(view)
    entries: list[Entry] = []
    rejected: list[Rejection] = []
    for row in (each for each in view.statements if each in scope):
        document = view.documents[row.document]
        if row.kind != "scheduled":
            entries += _mentioned(row, document)
        elif (row.begins_on or row.ends_on) is None:
            where = f"{row.document}:{row.start}-{row.end}"
            rejected.append(Rejection("calendar entry", where, "no date that could be resolved"))
        else:
            entries.append(_scheduled(row, document, codebook=codebook))
    merged = _merge(sorted(entries, key=_order))
    items = [_item(entry, view.as_of, codebook=codebook) for entry in _moved(merged)]
    return Result(tuple(items), tuple(rejected))


def _order(entry: Entry) -> tuple[bool, bool, int, date, str, int]:
    """Coded entries first, the precise before the vague, so that the best one names the group."""
    length = (entry.ends_on - entry.begins_on).days
    lead = entry.evidence[0]
    generic = entry.title.head == UNNAMED or not entry.title.words
    return not entry.coded, generic, length, entry.begins_on, lead.document, lead.start


def _scheduled(row: Statement, document: Document, *, codebook: Names) -> Entry:
    first, last = row.begins_on or row.ends_on, row.ends_on or row.begins_on
    assert first is not None and last is not None
    sentence = document.text[row.sentence_start : row.sentence_end]
    offset = row.sentence_start
    title = best_title(sentence, start=row.start - offset, end=row.end - offset)
    parties = tuple(dict.fromkeys(row.source + row.target))
    if title is None:
        named = f": {names(parties, codebook)}" if parties else ""
        title = Title(f"{occasion_of(row.action)}{named}", UNNAMED, 0, 0)
    proof = (evidence_of(row, document),)
    return Entry(title, parties, first, max(first, last), proof, document.published)


def _mentioned(row: Statement, document: Document) -> list[Entry]:
    """Dated titles inside a statement of another kind; they have no coded parties of their own."""
    if document.published is None:
        return []
    # "Her visit in October" lies in the past where the sentence judges what was.
    looking_back = row.kind not in ("forecast", "recommendation")
    sentence = document.text[row.sentence_start : row.sentence_end]
    dates = future_dates(sentence, document.published, year_written=looking_back)
    if not dates:
        return []
    entries = []
    for title in titles(sentence):
        near = [
            when
            for when in dates
            if max(when.start - title.end, title.start - when.end) <= NEAR_CHARS
        ]
        if near and title.words:
            when = min(near, key=lambda each: max(each.start - title.end, title.start - each.end))
            proof = (evidence_of(row, document),)
            entries.append(
                Entry(title, (), when.begins_on, when.ends_on, proof, document.published, False)
            )
    return entries


def _merge(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each occasion, with the most precise date and all evidence."""
    merged: list[Entry] = []
    # A named entry only ever joins one of the same head; an unnamed one may join any.
    by_head: defaultdict[str, list[int]] = defaultdict(list)
    for entry in entries:
        root = entry.title.root
        places = range(len(merged)) if root == UNNAMED else [*by_head[root], *by_head[UNNAMED]]
        for place in places:
            if _overlap(entry, merged[place]) and _same_occasion(entry, merged[place]):
                merged[place] = _joined(merged[place], entry)
                break
        else:
            by_head[root].append(len(merged))
            merged.append(entry)
    return sorted(merged, key=lambda entry: (entry.begins_on, entry.ends_on, entry.title.text))


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


def _moved(entries: Sequence[Entry]) -> list[Entry]:
    """Mark an entry whose occasion a later document puts on another date."""
    by_head: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: each.published or date.min):
        by_head[entry.title.root].append(entry)
    marked = []
    for entry in entries:
        later = [
            other
            for other in _told_while_ahead(by_head[entry.title.root], entry)
            if not _overlap(entry, other)
            and _replaces(other, entry)
            and _same_occasion(entry, other)
        ]
        newest = max(later, key=lambda each: each.published or date.min, default=None)
        to = (newest.begins_on, newest.ends_on) if newest else None
        marked.append(replace(entry, moved_to=to))
    return marked


def _told_while_ahead(by_publication: Sequence[Entry], entry: Entry) -> Sequence[Entry]:
    """Those of entries in order of publication that came out while an earlier date lay ahead."""
    if entry.published is None:
        return ()

    def published(one: Entry) -> date:
        """Its day, the earliest of all where there is none."""
        return one.published or date.min

    first = bisect_right(by_publication, entry.published, key=published)
    return by_publication[first : bisect_right(by_publication, entry.ends_on, key=published)]


def _replaces(later: Entry, earlier: Entry) -> bool:
    """True where the later document was published while the earlier date still lay ahead."""
    if later.published is None or earlier.published is None:
        return False
    apart = {each.document for each in later.evidence}.isdisjoint(
        each.document for each in earlier.evidence
    )
    return apart and earlier.published < later.published <= earlier.ends_on


def _item(entry: Entry, as_of: date, *, codebook: Names) -> Item:
    status = "moved" if entry.moved_to else "past" if entry.ends_on < as_of else "ahead"
    title = entry.title.text[:1].upper() + entry.title.text[1:]
    when = period(entry.begins_on, entry.ends_on)
    named = [codebook.actors.name(code) for code in entry.actors]
    parties = "" if all(name in title for name in named) else names(entry.actors, codebook)
    text = calendar_text(title, parties, when=when, status=status)
    if entry.title.head == UNNAMED:
        text = f"{when} is a date to watch: “{shortened(entry.evidence[0].quote, 160)}”."
    if entry.moved_to:
        text = f"{text[:-1]}; a later document gives {period(*entry.moved_to)}."
    fields: dict[str, object] = {
        "title": title,
        "actors": entry.actors,
        "begins_on": entry.begins_on,
        "ends_on": entry.ends_on,
        "precision": precision(entry.begins_on, entry.ends_on),
        "status": status,
        "hinges": (),
    }
    lead = entry.evidence[0]
    name = line_id("calendar", title, entry.begins_on.isoformat(), lead.document)
    return Item("calendar", text, entry.evidence, fields, id=name)
