"""The calendar: planned occasions, merged over sentences and documents."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby

from detente.model import Document, Item, Rejection, Result, Statement, View, evidence_of
from detente.outlook.called_off import CalledOff, called_off, places_called_off, told_off
from detente.outlook.dates import future_dates
from detente.outlook.naming import line_id
from detente.outlook.occasions import UNNAMED, Entry, merge, moved
from detente.outlook.scope import Scope
from detente.outlook.sentences import calendar_text, occasion_of
from detente.outlook.titles import Title, best_title, titles
from detente.outlook.wording import Names, day, names, period, precision, shortened

# A date belongs to a title that stands this near to it in the same sentence.
NEAR_CHARS = 60


def find_calendar(view: View, *, codebook: Names) -> Result[Item]:
    """Lines of the list ``calendar``, in the order of their dates.

    Entries come from ``scheduled`` statements and from dated titles inside other statements
    ("at the 4th congress in May"). Those of the same title, parties and date are one. Where a
    later document gives another date before the earlier one had passed, the earlier entry is
    ``moved``; the later one stands beside it. Where a later document says that it will not be, and
    none plans it anew, it is ``cancelled``.
    """
    scope = Scope(view)
    entries: list[Entry] = []
    rejected: list[Rejection] = []
    ended: list[CalledOff] = []
    concerned = (row for row in view.statements if row in scope)
    for name, rows in groupby(concerned, key=lambda row: row.document):
        document = view.documents[name]
        told: defaultdict[int, list[Statement]] = defaultdict(list)
        for row in rows:
            told[row.sentence_start].append(row)
            if row.kind != "scheduled":
                entries += _mentioned(row, document)
            elif (row.begins_on or row.ends_on) is None:
                where = f"{row.document}:{row.start}-{row.end}"
                reason = "no date that could be resolved"
                rejected.append(Rejection("calendar entry", where, reason))
            else:
                entries += _scheduled(row, document, codebook=codebook)
        ended += [one for together in told.values() for one in told_off(together, document)]
    merged = moved(merge(sorted(entries, key=_order)))
    items = [_item(one, view.as_of, codebook=codebook) for one in called_off(merged, ended)]
    return Result(tuple(items), tuple(rejected))


def _order(entry: Entry) -> tuple[bool, bool, int, date, str, int]:
    """Coded entries first, the precise before the vague, so that the best one names the group."""
    length = (entry.ends_on - entry.begins_on).days
    lead = entry.evidence[0]
    generic = entry.title.head == UNNAMED or not entry.title.words
    return not entry.coded, generic, length, entry.begins_on, lead.document, lead.start


def _scheduled(row: Statement, document: Document, *, codebook: Names) -> list[Entry]:
    first, last = row.begins_on or row.ends_on, row.ends_on or row.begins_on
    assert first is not None and last is not None
    sentence = document.text[row.sentence_start : row.sentence_end]
    offset = row.sentence_start
    title = best_title(sentence, start=row.start - offset, end=row.end - offset)
    parties = tuple(dict.fromkeys(row.source + row.target))
    gone = places_called_off(sentence)
    # "The visit planned for 5 June was called off" plans nothing.
    if any(title is None or title.start <= place < title.end for place in gone):
        return []
    if title is None:
        named = f": {names(parties, codebook)}" if parties else ""
        title = Title(f"{occasion_of(row.action)}{named}", UNNAMED, 0, 0)
    proof = (evidence_of(row, document),)
    return [Entry(title, parties, first, max(first, last), proof, document.published)]


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
    gone = places_called_off(sentence)
    for title in titles(sentence):
        if any(title.start <= place < title.end for place in gone):
            continue
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


def _item(entry: Entry, as_of: date, *, codebook: Names) -> Item:
    status = "past" if entry.ends_on < as_of else "ahead"
    if entry.moved_to or entry.called_off:
        status = "moved" if entry.moved_to else "cancelled"
    title = entry.title.text[:1].upper() + entry.title.text[1:]
    when = period(entry.begins_on, entry.ends_on)
    named = [codebook.actors.name(code) for code in entry.actors]
    parties = "" if all(name in title for name in named) else names(entry.actors, codebook)
    text = calendar_text(title, parties, when=when, status=status)
    if entry.title.head == UNNAMED:
        text = f"{when} is a date to watch: “{shortened(entry.evidence[0].quote, 160)}”."
    if status == "cancelled" and entry.called_off:
        text = f"{text[:-1]}; a document of {day(entry.called_off)} says that it will not be."
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
