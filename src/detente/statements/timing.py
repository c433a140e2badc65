"""Which date of a sentence belongs to which of its statements, and what carries over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from detente.codebook import Actors
from detente.statements.dates import DateMention, find_dates
from detente.statements.discourse import Discourse
from detente.statements.drafts import Draft
from detente.statements.mentions import PEOPLE, Mention
from detente.statements.tenses import Tenses
from detente.statements.trees import Tree

TERM = re.compile(r"\b(?:term|presidency|inauguration)\b")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
When = tuple[str, date | None, date | None]
NO_TIME: When = ("", None, None)


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
    previous = None
    for known in (discourse.period, discourse.when):
        if known is not None and known[1] and known[2]:
            previous = (known[1], known[2])
    return find_dates(
        tree.sentence.text,
        published=discourse.published,
        precision=precision,
        previous=previous,
        future=Tenses(tree).told,
        named_spans=spans if TERM.search(tree.sentence.text) else None,
    )


def time_for(
    draft: Draft, dates: Sequence[DateMention], tree: Tree, others: Sequence[Draft]
) -> When:
    """The date that a statement carries: its own, else the sentence's; empty where none fits."""
    usable = [d for d in dates if d.time]
    if not usable:
        return NO_TIME
    base = tree.sentence.start
    own = set(draft.tokens)
    inner = [set(o.tokens) for o in others if o is not draft and set(o.tokens) < own]
    scored: list[tuple[float, DateMention]] = []
    for mention in usable:
        inside = [
            t.number
            for t in tree.tokens
            if t.start - base < mention.end and t.end - base > mention.start
        ]
        if not inside:
            continue
        score = 0.0
        if set(inside) & own:
            score += 3.0
        elif any(set(inside) <= set(o.tokens) for o in others if o is not draft):
            score -= 1.0
        if any(set(inside) <= nested for nested in inner):
            score -= 3.5
        holder = tree.clause_of(inside[0])
        if holder in tree.kids(draft.predicate, "conj"):
            score += 1.0
        score -= min(abs(i - draft.predicate) for i in inside) / 40
        if draft.kind in ("event", "omission") and mention.kind in ("until",):
            score -= 1
        scored.append((score, mention))
    if not scored:
        return NO_TIME
    score, best = max(scored, key=lambda item: item[0])
    if score < -1.5:
        return NO_TIME
    nominal = draft.meaning.noun is not None and draft.predicate in draft.meaning.objects
    if nominal and score < 2 and len(usable) > 1:
        return NO_TIME
    if best.kind == "since" and draft.kind != "event":
        return best.time, best.begins_on, best.ends_on
    return best.time, best.begins_on, best.ends_on


def carried(draft: Draft, discourse: Discourse) -> When:
    """The time of the meeting that is being reported, for what its parties said in it."""
    if draft.kind != "event" or discourse.meeting is None or not draft.codes:
        return NO_TIME
    parties, time, begins, ends = discourse.meeting
    verbal = draft.codes[0] in (
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
    )
    source = {p.code for p in draft.source}
    if verbal and source and source <= parties:
        return time, begins, ends
    return NO_TIME


def published_month(discourse: Discourse, precision: str) -> When:
    """The month of publication as a time."""
    day = discourse.published
    if day is None:
        return NO_TIME
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if precision == "year":
        return f"{day:%Y}", day.replace(month=1, day=1), day.replace(month=12, day=31)
    return f"{day:%Y-%m}", first, last
