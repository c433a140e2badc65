"""Which date of a sentence belongs to which of its statements, and what carries over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.codebook import Actors
from detente.statements.date_calendar import STORY_DAYS
from detente.statements.date_spans import Days, widen
from detente.statements.dates import DateMention, find_dates
from detente.statements.discourse import Discourse
from detente.statements.drafts import Draft
from detente.statements.mentions import PEOPLE, Mention
from detente.statements.tenses import Tenses
from detente.statements.trees import Tree

TERM = re.compile(r"\b(?:term|presidency|inauguration)\b")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
When = tuple[str, date | None, date | None]
_LIMITS = frozenset("before until till by".split())
NO_TIME: When = ("", None, None)
_LEAST_FIT = -1.5
_NOUN_FIT = 2.0
# An act has its day; a stretch of time beside it tells of something else as often.
_STRETCH_COST = 0.6
_ON_VERB = 0.6
_BELOW_COST = 0.0
# A date within so many characters of a sentence's beginning frames it.
_OPENING = 12


def named_spans(
    mentions: Sequence[Mention], actors: Actors
) -> Mapping[str, tuple[date, date | None]]:
    """Spans that a text may name by a leader of its own ("during Trump's first term")."""
    spans: dict[str, tuple[date, date | None]] = {}
    for name in {m.person for m in mentions if m.kind in PEOPLE and m.person}:
        terms = sorted(
            {(a.begins_on, a.ends_on) for a in actors.lookup(name) if a.begins_on},
            key=lambda t: t[0] or date.min,
        )
        short = {name.lower(), name.split()[-1].lower(), name.split()[0].lower()}
        for number, (begins, ends) in enumerate(terms[: len(ORDINALS)]):
            if begins is None:
                continue
            for form in short:
                for mark in ("’s", "'s"):
                    spans[f"{form}{mark} {ORDINALS[number]} term"] = (begins, ends)
                    first = begins.replace(day=1)
                    month = (first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))
                    spans[f"{form}{mark} inauguration"] = month
                    if len(terms) == 1:
                        spans[f"{form}{mark} term"] = (begins, ends)
                        spans[f"{form}{mark} presidency"] = (begins, ends)
    return spans


def sentence_dates(
    tree: Tree,
    discourse: Discourse,
    *,
    precision: str,
    spans: Mapping[str, tuple[date, date | None]],
) -> tuple[DateMention, ...]:
    """The dates of a sentence, anchored at the document and at what was told before."""
    previous = _told_last(discourse)
    return find_dates(
        tree.sentence.text,
        published=discourse.published,
        precision=precision,
        previous=previous,
        frame=_framing(discourse),
        future=Tenses(tree).told,
        named_spans=spans if TERM.search(tree.sentence.text) else None,
    )


def _framing(discourse: Discourse) -> tuple[date, date] | None:
    """What "the following year" is counted from: the last act told of, however long ago."""
    _, first, last = discourse.when or NO_TIME
    return (first, last) if first is not None and last is not None else None


def _told_last(discourse: Discourse) -> tuple[date, date] | None:
    """What "the next day" and "in May" are counted from: the last act told, else its period.

    A past year that an act was told of frames no more than it: it says nothing of a later "May".
    """
    day, year = discourse.published, discourse.year_told
    when = discourse.when
    inside = year and when and when[1] and when[2] and year[0] <= when[1] and when[2] <= year[1]
    if year is not None and (not inside or (when is not None and len(when[0]) == 4)):
        return year
    for known in (discourse.when, discourse.period):
        if known is None or known[1] is None or known[2] is None:
            continue
        ago = (day - known[2]).days if day is not None else 0
        whole = len(known[0]) == 4 and ago > 0
        left = ago > STORY_DAYS and not discourse.when_here
        if not (whole or left):
            return known[1], known[2]
    return None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A date with its tokens, and the one among them that the others hang on."""

    mention: DateMention
    tokens: frozenset[int]
    top: int


def time_for(
    draft: Draft,
    dates: Sequence[DateMention],
    tree: Tree,
    others: Sequence[Draft],
    *,
    meeting: When = NO_TIME,
    published: date | None = None,
) -> When:
    """The date that a statement carries: its own, else the sentence's; empty where none fits.

    Where a `meeting` is being reported, only a date on the statement's own verb outweighs its
    date: "they reviewed the work of the past four years" tells of the meeting's day.
    """
    placed = [p for mention in dates if mention.time and (p := _placed(mention, tree))]
    if not placed:
        return meeting
    inner = [set(o.tokens) for o in others if o is not draft and set(o.tokens) < set(draft.tokens)]
    scored = [(_fit(draft, one, tree, others, inner), one) for one in placed]
    score, best = max(scored, key=lambda item: item[0])
    if score < _LEAST_FIT:
        return meeting
    nominal = draft.meaning.noun is not None and draft.predicate in draft.meaning.objects
    if nominal and score < _NOUN_FIT and len(placed) > 1:
        return meeting
    if meeting != NO_TIME and not nominal and not _is_own(draft, best, tree):
        return meeting
    if draft.kind == "forecast" and _is_limit(best, draft.predicate, tree):
        return _until(best.mention, published)
    return best.mention.time, best.mention.begins_on, best.mention.ends_on


def _is_limit(placed: _Placed, predicate: int, tree: Tree) -> bool:
    """Whether what a date dates bounds a statement: "before the congress, which opens in May"."""
    if placed.mention.kind == "until" or placed.top == predicate:
        return False
    at = placed.top
    for _ in tree.tokens:
        token = tree.tokens[at]
        marks = [tree.tokens[k].text.lower() for k in tree.kids(at, "mark")]
        if not _LIMITS.isdisjoint([*marks, token.text.lower()]):
            return True
        if token.head in (at, predicate):
            return False
        at = token.head
    return False


def _until(mention: DateMention, published: date | None) -> When:
    """From the document's month to a limit's."""
    last = mention.ends_on
    if published is None or last is None or last < published:
        return mention.time, mention.begins_on, mention.ends_on
    days = widen(Days(published, last), "month")
    return days.time, days.first, days.last


def _placed(mention: DateMention, tree: Tree) -> _Placed | None:
    base = tree.sentence.start
    inside = frozenset(
        t.number
        for t in tree.tokens
        if t.start - base < mention.end and t.end - base > mention.start
    )
    if not inside:
        return None
    top = next((n for n in sorted(inside) if tree.tokens[n].head not in inside), min(inside))
    return _Placed(mention, inside, top)


def _fit(
    draft: Draft,
    placed: _Placed,
    tree: Tree,
    others: Sequence[Draft],
    inner: Sequence[set[int]],
) -> float:
    """How well a date fits a statement; the words that they share count most."""
    mention, inside = placed.mention, placed.tokens
    score = 0.0
    if not inside.isdisjoint(draft.tokens):
        score += 3.0
    elif any(inside <= set(o.tokens) for o in others if o is not draft):
        score -= 1.0
    if any(inside <= nested for nested in inner):
        score -= 3.5
    if tree.clause_of(min(inside)) in tree.kids(draft.predicate, "conj"):
        score += 1.0
    score -= min(abs(i - draft.predicate) for i in inside) / 40
    if draft.kind in ("event", "omission"):
        if mention.kind == "until":
            score -= 1
        if mention.kind == "since" or mention.type == "DURATION":
            score -= _STRETCH_COST
    between = _between(draft.predicate, placed, tree)
    if between is not None:
        score += _BELOW_COST if between else _ON_VERB
    return score


def _between(predicate: int, placed: _Placed, tree: Tree) -> int | None:
    """How many nouns and verbs stand between a predicate and a date below it; None if not below."""
    count = 0
    at = placed.top
    for _ in tree.tokens:
        head = tree.tokens[at].head
        if head == at:
            return None
        if head == predicate:
            return count
        count += tree.is_noun(head) or tree.is_verb(head)
        at = head
    return None


def _is_own(draft: Draft, placed: _Placed, tree: Tree) -> bool:
    """Whether a date hangs on the statement's predicate itself, or stands before all of it."""
    if placed.mention.kind == "since" or placed.mention.type == "DURATION":
        return False
    between = _between(draft.predicate, placed, tree)
    return between == 0 or (between is None and placed.mention.start < _OPENING)
