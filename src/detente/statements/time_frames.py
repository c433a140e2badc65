"""What a text's earlier dates say of statements that have none of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.model import Document
from detente.statements.clauses import ClauseReader
from detente.statements.date_spans import Days, grain_of, widen
from detente.statements.dates import DateMention
from detente.statements.discourse import Discourse
from detente.statements.drafts import Draft
from detente.statements.modality import auxiliaries
from detente.statements.timing import NO_TIME, When
from detente.statements.trees import Tree

# A readout appears within days of its meeting; older summits are background.
MEETING_MEMORY_DAYS = 60
# A date that opens a sentence, behind a label at most, and spans no more than a week or two.
FRAME_START = 60
FRAME_DAYS = 15
# A year so near to a sentence's beginning opens it: "In 2019", "Throughout 2019".
YEAR_OPENS = 12
# A reaction is told within so many sentences of what it answers, in a story of so many days.
STORY_SENTENCES = 3
STORY_DAYS = 62
# What happened so many days before a document is its news, and what answers it came in between.
NEWS_DAYS = 45
VERBAL = frozenset("AGREE CONSULT SUPPORT REQUEST ACCUSE REJECT THREATEN".split())
_ASIDE = frozenset("relcl acl advcl appos".split())
_HAVE_NOW = frozenset("has have ’ve 've".split())
_PERFECT = re.compile(r"ha(?:s|ve|d|ving)|[’']ve\Z", re.IGNORECASE)


def carried(draft: Draft, discourse: Discourse) -> When:
    """The time of the meeting that is being reported, for what its parties said in it."""
    if draft.kind != "event" or discourse.meeting is None or not draft.codes:
        return NO_TIME
    parties, time, begins, ends = discourse.meeting
    source = {p.code for p in draft.source}
    if draft.codes[0] in VERBAL and source and source <= parties:
        return time, begins, ends
    return NO_TIME


def inherited_time(draft: Draft, reader: ClauseReader, document: Document) -> When:
    """The time of the period, the story or the document that a statement stands in."""
    discourse = reader.discourse
    told = draft.kind in ("event", "omission", "assessment") and draft.mood.mode == "fact"
    participle = reader.tree.tokens[draft.predicate].tag == "VBG"
    if told and discourse.period is not None and (draft.mood.tense == "past" or participle):
        return discourse.period
    if draft.kind == "event" and discourse.author and not draft.mood.negated:
        return _official_time(draft, discourse, document)
    if not told:
        return NO_TIME
    when = _story_time(draft, reader)
    return when if when != NO_TIME else _up_to_now(draft, reader, document)


def note_period(dates: Sequence[DateMention], discourse: Discourse) -> None:
    """A year that opens a sentence ("in 2025", "throughout 2025") frames what follows it.

    In a government's own statement a week or a day that opens a sentence does so too.
    """
    _note_year(dates, discourse)
    for mention in dates:
        opens = mention.start < FRAME_START
        year = opens and len(mention.time) == 4 and mention.kind in ("absolute", "relative")
        if discourse.author and _opens_days(mention, discourse):
            discourse.period = (mention.time, mention.begins_on, mention.ends_on)
        if year and mention.begins_on and discourse.published:
            past = (discourse.published - mention.begins_on).days > 60
            recent = discourse.published.year - mention.begins_on.year <= 1
            if past and recent:
                discourse.period = (mention.time, mention.begins_on, mention.ends_on)


def _note_year(dates: Sequence[DateMention], discourse: Discourse) -> None:
    """ "In 2019, ties collapsed": the months of its paragraph are of that year, until another."""
    for mention in dates:
        first, last = mention.begins_on, mention.ends_on
        if first is None or last is None or mention.kind != "absolute":
            continue
        told = discourse.year_told
        if len(mention.time) == 4 and mention.start <= YEAR_OPENS:
            discourse.year_told = (first, last)
        elif told is not None and not told[0] <= first <= told[1]:
            discourse.year_told = None


PLACED = ("absolute", "relative")


def remember(draft: Draft, when: When, reader: ClauseReader, *, own: bool) -> None:
    """Keep the time of a statement and of a meeting for what follows.

    `own` says that the words of the statement's sentence give the time.
    """
    discourse, number = reader.discourse, reader.tree.sentence.number
    if discourse.when is not None and _looks_back(draft, reader.tree):
        return
    if when[0] and draft.predicate not in draft.meaning.objects:
        depth = _depth(reader.tree, draft.predicate)
        above = discourse.when_sentence == number and discourse.when_depth < depth
        if discourse.when is None or (own and not above):
            discourse.when, discourse.when_here = when, True
            if own:
                discourse.when_sentence, discourse.when_depth = number, depth
                if draft.kind == "event":
                    _leave_period(when, discourse)
    if draft.kind == "event" and draft.codes[:1] == ("CONSULT",) and when[0]:
        parties = frozenset(p.code for p in draft.source + draft.target)
        recent = (
            when[1] is not None
            and discourse.published is not None
            and abs((discourse.published - when[1]).days) <= MEETING_MEMORY_DAYS
        )
        if len(parties) > 1 and recent:
            discourse.meeting = (parties, when[0], when[1], when[2])


def note_unsaid(tree: Tree, dates: Sequence[DateMention], discourse: Discourse) -> None:
    """Keep the day of a past main clause that made no statement: the story goes on from there."""
    published = discourse.published
    days = [d for d in dates if len(d.time) >= len("2025-01") and "/" not in d.time]
    roots = [r for r in tree.roots() if tree.tokens[r].tag == "VBD"]
    if len(days) != 1 or len(roots) != 1 or published is None:
        return
    day = days[0]
    base = tree.sentence.start
    inside = [t for t in tree.tokens if day.start <= t.start - base < day.end]
    main = inside and all(
        tree.clause_of(t.number) == roots[0] or not tree.is_verb(tree.clause_of(t.number))
        for t in inside
    )
    if main and day.kind in PLACED and day.begins_on is not None and day.begins_on <= published:
        discourse.when = (day.time, day.begins_on, day.ends_on)
        discourse.when_here, discourse.when_depth = True, 0
        discourse.when_sentence = tree.sentence.number


def _looks_back(draft: Draft, tree: Tree) -> bool:
    """ "They had met in 2019": the story stays where it was."""
    words = (tree.tokens[a].text.lower() for a in auxiliaries(tree, draft.predicate))
    return not {"had", "’d", "'d"}.isdisjoint(words)


def _leave_period(when: When, discourse: Discourse) -> None:
    """An act told of another time ends the period that a text was telling of."""
    period = discourse.period
    if period is None or period[2] is None or when[1] is None or len(period[0]) != 4:
        return
    if discourse.published and period[2] < when[1] <= discourse.published:
        discourse.period = None


def _depth(tree: Tree, number: int) -> int:
    """How many clauses that only describe or date something lie above a predicate."""
    depth = 0
    for _ in tree.tokens:
        token = tree.tokens[number]
        depth += token.dep in _ASIDE
        if token.head == number:
            break
        number = token.head
    return depth


def still_to_come(draft: Draft, when: When, discourse: Discourse) -> When:
    """The rest of a year for a forecast in it: "this year" in August ends in December."""
    first, last, published = when[1], when[2], discourse.published
    if draft.kind not in ("forecast", "scheduled") or published is None or len(when[0]) != 4:
        return when
    if first is None or last is None or not first < published.replace(day=1) <= last:
        return when
    days = Days(published.replace(day=1), last, "month")
    return days.time, days.first, days.last


def published_time(discourse: Discourse, precision: str, *, today: bool) -> When:
    """The month of publication as a time; the day itself where `today` and it is known."""
    day = discourse.published
    if day is None:
        return NO_TIME
    if today and precision == "day":
        return f"{day:%Y-%m-%d}", day, day
    days = widen(Days(day, day), "year" if precision == "year" else "month")
    return days.time, days.first, days.last


def _opens_days(mention: DateMention, discourse: Discourse) -> bool:
    first, last, published = mention.begins_on, mention.ends_on, discourse.published
    if first is None or last is None or published is None or mention.start > FRAME_START:
        return False
    near = 0 <= (published - first).days <= MEETING_MEMORY_DAYS and last <= published
    return near and (last - first).days < FRAME_DAYS and mention.type == "DATE"


def _official_time(draft: Draft, discourse: Discourse, document: Document) -> When:
    """A government's own statement tells acts of about its date unless it says otherwise.

    What it does in saying so ("we condemn", "we will support") is of the day itself.
    """
    codes = {p.code for p in draft.source}
    promised = draft.codes[:1] == ("AGREE",) and draft.mood.modal == "will"
    if (discourse.author in codes or promised) and draft.predicate not in draft.meaning.objects:
        said_now = draft.mood.tense == "present" or draft.mood.modal == "will"
        return published_time(discourse, document.published_precision, today=said_now)
    return NO_TIME


def _story_time(draft: Draft, reader: ClauseReader) -> When:
    """The month of what was told just before, for what answers it: "Peru denounced the raid"."""
    discourse, tree = reader.discourse, reader.tree
    token = tree.tokens[draft.predicate]
    if draft.kind != "event" or token.tag not in ("VBD", "VBN") or discourse.when is None:
        return NO_TIME
    words = [tree.tokens[a].text for a in auxiliaries(tree, draft.predicate)]
    if any(_PERFECT.match(word) for word in words):
        return NO_TIME
    if tree.sentence.number - discourse.when_sentence > STORY_SENTENCES:
        return NO_TIME
    return _in_months(discourse.when)


def _up_to_now(draft: Draft, reader: ClauseReader, document: Document) -> When:
    """What has no date but is news: it came between what was told before and the document.

    "Has not said a word" holds on the day on which it is written.
    """
    discourse, tree = reader.discourse, reader.tree
    words = {tree.tokens[a].text.lower() for a in auxiliaries(tree, draft.predicate)}
    if draft.kind == "omission" and not words.isdisjoint(_HAVE_NOW):
        return published_time(discourse, document.published_precision, today=False)
    if draft.kind != "event" or draft.mood.tense != "past" or discourse.when is None:
        return NO_TIME
    if _looks_back(draft, tree) or _depth(tree, draft.predicate):
        return NO_TIME
    first, published = discourse.when[1], discourse.published
    if first is None or published is None or not 0 <= (published - first).days <= NEWS_DAYS:
        return NO_TIME
    days = widen(Days(first, published), "month")
    return days.time, days.first, days.last


def _in_months(when: When) -> When:
    first, last = when[1], when[2]
    if first is None or last is None or (last - first).days > STORY_DAYS:
        return NO_TIME
    days = widen(Days(first, last, grain_of(first, last)), "month")
    return days.time, days.first, days.last
