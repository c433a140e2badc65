"""Planned occasions that a later document says will not be: called off, cancelled, scrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.model import Document, Evidence, Statement, evidence_of
from detente.outlook.dates import future_dates
from detente.outlook.occasions import UNNAMED, Entry
from detente.outlook.titles import HEADS

_HEAD = rf"(?P<head>{'|'.join(sorted(HEADS, key=len, reverse=True))})\b"
# Words of one noun phrase: behind a preposition another thing begins.
_WORDS = (
    r"(?:(?!(?:after|before|during|over|because|when|while|since|amid|ahead|following|at|in|on|for|"
    r"from|to|with|and|that|which)\s)[^\s.;:,]+\s+){0,8}?"
)
_GONE = r"(?:cancell?ed|called\s+off|scrapped)"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)?\s+off|scrap(?:s|ped|ping)?)\s+"
        rf"{_WORDS}{_HEAD}",
        rf"\bcall(?:s|ed|ing)?\s+{_WORDS}{_HEAD}(?:\s+[^\s.;:,]+){{0,4}}?\s+off\b",
        rf"\bcancell?ation\s+of\s+{_WORDS}{_HEAD}",
        rf"\b{_HEAD}(?:(?!\b(?:{'|'.join(sorted(HEADS))})\b)[^.;]){{0,80}}?"
        rf"\b(?:(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?{_GONE}|"
        r"will\s+(?:not|no\s+longer)\s+(?:take\s+place|go\s+ahead|be\s+held))\b",
    )
)
# What makes it no fact: denied, threatened, asked for, or only thought of.
_NO_FACT = re.compile(
    r"\b(?:not|never|no\s+plans?|n['’]t|den(?:y|ies|ied|ying)|refus\w+|threat\w+|warn\w*|(?-i:may)|might|"
    r"could|would|should|if|unless|whether|consider\w*|urg\w+|call(?:s|ed|ing)?\s+(?:for|on)|"
    r"demand\w*|want\w*|ask\w*|almost|nearly|rumou?rs?|likely|risk\w*)\b",
    re.IGNORECASE,
)
_WILL_NOT = re.compile(r"\bwill\s+not\b", re.IGNORECASE)
LOOK_BACK_CHARS = 60


@dataclass(frozen=True, slots=True)
class CalledOff:
    """A sentence that says that an occasion will not be.

    Attributes:
        root: what kind of occasion, in the singular.
        place: of its noun in the sentence.
        parties: of the statements of the sentence.
        days: that the sentence gives, ahead of its publication.
    """

    root: str
    place: int
    parties: frozenset[str]
    days: tuple[tuple[date, date], ...]
    published: date
    evidence: Evidence


def places_called_off(sentence: str) -> dict[int, str]:
    """Where a sentence names an occasion that it says will not be, and which kind it is.

    >>> places_called_off("Kenya called off the visit that Uganda had planned for May.")
    {21: 'visit'}
    >>> places_called_off("Kenya threatened to cancel the talks.")
    {}
    """
    found: dict[int, str] = {}
    for pattern in _TOLD:
        for match in pattern.finditer(sentence):
            before = sentence[max(0, match.start() - LOOK_BACK_CHARS) : match.start()]
            inside = _WILL_NOT.sub("", match[0])
            if not _NO_FACT.search(before.rpartition(";")[2]) and not _NO_FACT.search(inside):
                head = match["head"].casefold()
                root = head if head == "congress" else head.removesuffix("s")
                found[match.start("head")] = root
    return dict(sorted(found.items()))


def told_off(rows: Sequence[Statement], document: Document) -> Iterator[CalledOff]:
    """What the statements of one sentence say will not be.

    Args:
        rows: of one sentence of the document, at least one.
    """
    first = rows[0]
    if document.published is None:
        return
    sentence = document.text[first.sentence_start : first.sentence_end]
    places = places_called_off(sentence)
    if not places:
        return
    days = tuple((one.begins_on, one.ends_on) for one in future_dates(sentence, document.published))
    parties = frozenset(code for row in rows for code in row.parties)
    for place, root in places.items():
        yield CalledOff(
            root, place, parties, days, document.published, evidence_of(first, document)
        )


def called_off(entries: Sequence[Entry], told: Iterable[CalledOff]) -> list[Entry]:
    """The entries, those marked that a later document calls off and none speaks of again.

    A sentence that gives a day means the occasion of that day; one that gives none means the next
    of its kind between the same parties.
    """
    found = list(entries)
    for one in sorted(told, key=lambda each: (each.published, each.evidence.document)):
        fitting = [place for place, entry in enumerate(found) if _is_meant(entry, one)]
        if not fitting:
            continue
        next_one = min(fitting, key=lambda place: found[place].begins_on)
        for place in fitting if one.days else [next_one]:
            entry = found[place]
            proofs = tuple(dict.fromkeys((*entry.evidence, one.evidence)))
            found[place] = replace(entry, called_off=one.published, evidence=proofs)
    return found


def _is_meant(entry: Entry, told: CalledOff) -> bool:
    if entry.published is None or not entry.published < told.published <= entry.ends_on:
        return False
    if entry.actors:
        shared = told.parties & set(entry.actors)
        if len(shared) < min(2, len(entry.actors), len(told.parties)) or not shared:
            return False
    on_a_day = any(first <= entry.ends_on and entry.begins_on <= last for first, last in told.days)
    if told.days and not on_a_day:
        return False
    if entry.title.head == UNNAMED or not entry.actors:
        return on_a_day and entry.title.root in (UNNAMED, told.root)
    return entry.title.root == told.root
