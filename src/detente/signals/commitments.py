"""Undertakings between states, and what later statements say became of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from detente.codebook.bearing import LESS, remaining_change
from detente.codebook.name_stems import name_stems
from detente.codebook.stems import salient_stems
from detente.model import Item
from detente.signals.ground import Ground, Reading
from detente.signals.matters import NOUN, fate_in, is_broken_in_words, nouns_of, status_of
from detente.signals.wording import in_period, listing, quoted, sentence, unquoted

MAKING = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
# Signing and promising are undertakings by their root; other roots only by their words.
BY_ROOT = frozenset({"AGREE"})
BY_WORDS = re.compile(
    r"\b(?:sign(?:s|ed|ing)|conclu\w+|treat(?:y|ies)|pact|accord|pledg\w+|promis\w+|"
    r"launch\w*|announc\w+|plan(?:s|ned)?|offer\w*|propos\w+|commit\w*)\b",
    re.IGNORECASE,
)
SPOKE_AGAIN = re.compile(r"\b(?:reaffirm|reiterat|restat|recall)\w*\b", re.IGNORECASE)
# "Outlined in their treaty" speaks of one that was made before.
MENTIONED = re.compile(
    r"\b(?:their|its|the|this|that)\s+(?:\w+\s+){0,2}(?:treaty|agreement|pact|deal|accord)\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:sign|conclu|agree[ds]?\b|offer|propos|pledg|promis|announc|launch|reach|adopt|str[iu]ck|"
    r"ratif|initial|commit)\w*",
    re.IGNORECASE,
)
_AGREED = re.compile(r"\b(?:treat(?:y|ies)|agreements?|pacts?|accords?|deals?)\b", re.IGNORECASE)
# A plan that a text tells of only as it ends.
PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?|launch\w*|announc\w+|schedul\w+|resumption|tours?|expect\w+|promis\w+|"
    r"agree\w*|deals?|contracts?|projects?|treat(?:y|ies))\b",
    re.IGNORECASE,
)
BROKEN_OFF = frozenset({"SANCTION", "REJECT"})
_ONLY_HOPED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish\w*|seek\w*|sought|negotiat\w+|would like|ready|readiness|"
    r"willing\w*)\b",
    re.IGNORECASE,
)
FATE_KINDS = ("event", "omission", "assessment")
# Shared words that say nothing about the matter: the roots of talking about undertakings.
_GENERIC = frozenset(
    salient_stems("agreement treaty deal talks relations cooperation ties measures")
)
LEAST_SHARED = 2
# So many reports that may tell of an undertaking's fate are looked at after it.
MOST_LATER = 400
STATUS_WORDS = {
    "kept": "it was kept or built on",
    "partly": "it was kept in part",
    "stalled": "it has stalled",
    "broken": "it was broken off",
    "open": "its fate is open",
}
LONG_CHARS = 90
_CONSEQUENCE = re.compile(r",\s+(?=\w+ing\b)")
_PART = re.compile(r",\s+(?:and\s+)?|;\s+|\s+following\s+")
LONGEST_CONTENT_CHARS = 200


def find_commitments(ground: Ground) -> list[Item]:
    """Lines of the list ``commitments``: one for each undertaking of the state or towards it.

    A text comes back to "the offers" without a date: such a mention joins the dated undertaking
    of the same parties that it may mean, and stands alone only where there is none.
    """
    later = _Later(ground)
    made: defaultdict[frozenset[str], _Matters] = defaultdict(_Matters)
    for reading in sorted(ground.named("event"), key=_told_first):
        if is_undertaking(reading) and ground.counterparts(reading.statement):
            made[reading.statement.parties].add(reading)
    undertakings = [rows for matters in made.values() for rows in matters.groups]
    undertakings.sort(key=lambda rows: rows[0].number)
    told = [(rows, later.fates(rows[0])) for rows in undertakings]
    known = {row.number for rows, fates in told for row in (*rows, *fates)}
    called_off = [
        row for row in ground.named("event") if row.number not in known and _called_off(ground, row)
    ]
    return [
        *(_line(ground, rows, fates) for rows, fates in told),
        *(_line(ground, [row], [row]) for row in called_off),
    ]


def _called_off(ground: Ground, row: Reading) -> bool:
    """True where a plan comes up only as it is halted: "the tours were aborted"."""
    statement = row.statement
    broken_off = statement.change == "halt" and statement.action in (*MAKING, *BROKEN_OFF)
    before = row.sentence[: row.statement.end - row.statement.sentence_start]
    return (
        bool(ground.counterparts(statement))
        and not statement.denies
        and broken_off
        and is_broken_in_words(row.words)
        and bool(PLANNED.search(before))
    )


class _Matters:
    """Undertakings of the same parties, each with all that mentions it."""

    def __init__(self) -> None:
        self.groups: list[list[Reading]] = []
        self._by_event: dict[str, list[Reading]] = {}

    def add(self, reading: Reading) -> None:
        """Put a mention to the undertaking that it means, or begin another."""
        event = reading.event.id if reading.event is not None else ""
        if reading.statement.begins_on is not None and MADE.search(reading.words):
            # What is told as made, with its day, can only be one of the same event.
            group = self._by_event.get(event)
        else:
            group = next((rows for rows in self.groups if _same_matter(rows[0], reading)), None)
        if group is not None:
            group.append(reading)
            return
        self.groups.append([reading])
        if event:
            self._by_event.setdefault(event, self.groups[-1])


class _Later:
    """What may tell of the fate of an undertaking, by the other side and the day."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._rows: defaultdict[str, list[tuple[date, int, Reading]]] = defaultdict(list)
        for row in ground.named(*FATE_KINDS):
            sides = ground.counterparts(row.statement)
            if sides and fate_in(row):
                for other in sides:
                    self._rows[other].append((row.day or date.max, row.number, row))
        for rows in self._rows.values():
            rows.sort(key=lambda told: told[:2])

    def fates(self, made: Reading) -> list[Reading]:
        """Statements that tell what became of an undertaking, each once.

        Where very many follow, the first `MOST_LATER` of each other side are looked at.
        """
        found: dict[int, Reading] = {}
        for other in self._ground.counterparts(made.statement):
            rows = self._rows.get(other, [])
            first = bisect_left(rows, (made.day or date.min, -1))
            undated = bisect_left(rows, (date.max, -1))
            for _, number, row in (
                *rows[first : min(first + MOST_LATER, undated)],
                *rows[undated:],
            ):
                if _speaks_of(self._ground, made, row):
                    found[number] = row
        return [found[number] for number in sorted(found)]


def _told_first(reading: Reading) -> tuple[bool, bool, int]:
    """What tells of the making before what only mentions it, dated before undated."""
    told = bool(MADE.search(reading.words))
    return not told, reading.statement.begins_on is None, reading.number


def _same_matter(made: Reading, again: Reading) -> bool:
    """True where a second mention means the undertaking that was told before."""
    one, two = made.statement, again.statement
    if made.event is not None and made.event is again.event:
        return True
    if one.parties != two.parties:
        return False
    # What an offer consists of is often taken for an agreement of both.
    part_of_it = made.place == again.place and not MADE.search(again.words)
    if one.directed and two.directed and set(one.source) != set(two.source):
        return False
    if part_of_it:
        return True
    if one.directed != two.directed:
        return False
    # "Strengthened by agreements with B" tells of no new one.
    if not MADE.search(again.words) and _AGREED.search(made.words) and _AGREED.search(again.words):
        return True
    return two.begins_on is None and bool(nouns_of(made.words) & nouns_of(again.words))


def is_undertaking(reading: Reading) -> bool:
    """True where a statement tells of something promised, agreed, offered or announced."""
    statement = reading.statement
    halted = remaining_change(statement.action, statement.change) in LESS
    if statement.action not in MAKING or statement.denies or halted:
        return False
    words = " ".join((reading.words, statement.trigger))
    if SPOKE_AGAIN.search(words) or not NOUN.search(words):
        return False
    if (MENTIONED.search(words) or _ONLY_HOPED.search(words)) and not MADE.search(words):
        return False
    return statement.action in BY_ROOT or bool(BY_WORDS.search(words))


def _speaks_of(ground: Ground, made: Reading, row: Reading) -> bool:
    """True where a later statement tells what became of an undertaking.

    It stands later, in time or in the same text, has the same parties, says something of a
    fate, and names the same thing: by the noun ("the treaty"), by two words of the matter, or
    as the answer that an offer in the same sentence didn't get.
    """
    if row.number == made.number or not _comes_after(made, row):
        return False
    parties = made.statement.parties
    if len(parties & row.statement.parties) < min(2, len(parties)):
        return False
    if row.place == made.place and row.statement.kind == "omission":
        both = not (made.statement.directed and row.statement.directed)
        return both or bool(set(row.statement.source) - set(made.statement.source))
    same_nouns = nouns_of(made.words) & nouns_of(row.words)
    shared = (
        (made.stems & row.stems)
        - _GENERIC
        - name_stems(ground.codebook.actors, made.statement.parties)
    )
    if row.place == made.place:
        return bool(
            shared or same_nouns or set(made.statement.sectors) & set(row.statement.sectors)
        )
    return bool(same_nouns) or len(shared) >= LEAST_SHARED


def _comes_after(made: Reading, row: Reading) -> bool:
    if made.day and row.last_day and row.last_day < made.day:
        return False
    same_text = made.statement.document == row.statement.document
    if same_text and made.day == row.day:
        return row.number > made.number
    return not (made.day and row.day) or row.day >= made.day


def _line(ground: Ground, mentions: Sequence[Reading], later: Sequence[Reading]) -> Item:
    made = mentions[0]
    statement = made.statement
    rows = sorted(later, key=lambda row: (row.day or date.max, row.number))
    status = status_of([fate_in(row) for row in rows])
    parties = (*statement.source, *(c for c in statement.target if c not in statement.source))
    called_off = mentions[0] in later
    what = _before_the_end(made) if called_off else _content(ground, made)
    when = in_period(statement.begins_on, statement.ends_on)
    names = listing(ground.names(parties))
    if called_off:
        clause = f"a plan of {names} was called off"
    elif statement.directed:
        who, whom = listing(ground.names(statement.source)), listing(ground.names(statement.target))
        clause = f"{who} made an offer or undertaking towards {whom}"
    else:
        clause = f"{names} made an undertaking with each other"
    text = f"{when} {clause}: {quoted(what, 160)}; {_told(status, rows)}"
    fields: dict[str, object] = {
        "parties": parties,
        "what": what,
        "made_on": statement.begins_on,
        "status": status,
        "status_evidence": tuple(dict.fromkeys(row.evidence() for row in rows)),
    }
    return ground.item("commitments", sentence(text), readings=[*mentions, *rows], fields=fields)


def _content(ground: Ground, made: Reading) -> str:
    """What was undertaken, as written: up to where the sentence turns to someone else's act.

    Of a long sentence that lists several things, the part that names the undertaking.
    """
    statement = made.statement
    turns = [
        row.statement.start
        for row in ground.beside(made)
        if row.statement.start > statement.end and row.statement.source != statement.source
    ]
    text = made.document.text[statement.start : min([*turns, statement.sentence_end])]
    named = _AGREED.search(text)
    if named and len(text) > LONG_CHARS:
        start = max((m.end() for m in _PART.finditer(text) if m.end() <= named.start()), default=0)
        stop = min(
            (m.start() for m in _PART.finditer(text) if m.start() >= named.end()), default=len(text)
        )
        text = text[start:stop]
    return unquoted(text, LONGEST_CONTENT_CHARS)


def _before_the_end(made: Reading) -> str:
    """What the sentence tells of a plan, up to the words that end it."""
    upto = made.document.text[made.statement.sentence_start : made.statement.end]
    return unquoted(_CONSEQUENCE.split(upto, maxsplit=1)[0], LONGEST_CONTENT_CHARS)


def _told(status: str, rows: Sequence[Reading]) -> str:
    """The status and the words that show it."""
    if not rows:
        return "nothing later tells what became of it"
    return f"{STATUS_WORDS[status]}: {quoted(rows[-1].clause, 120)}"
