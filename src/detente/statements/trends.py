"""Turns in a relation: ties that deepen, trade that grew, relations restored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.drafts import Draft
from detente.statements.topics import relation_terms_in

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader


def trends(draft: Draft, reader: ClauseReader) -> bool:
    """ "This relationship deepened in 2025": a trend between two, told in the past, is an event."""
    rising = draft.meaning.change == "rise" and draft.meaning.operator in ("=CHANGE", "=RAISE")
    noun = draft.meaning.noun
    restored = draft.meaning.operator == "=RESUME" and any(not p.owner for p in draft.source)
    if not (rising or restored) or draft.codes or noun is None or noun.noun_class != "relation":
        return False
    sides = draft.source + draft.target if restored else draft.source
    if draft.mood.tense != "past" or len({p.code for p in sides}) < 2:
        return False
    lemmas = [reader.tree.tokens[n].lemma for n in draft.tokens]
    if any(t.level < 0 for t, _, _ in relation_terms_in(lemmas, codebook=reader.codebook)):
        return False
    draft.kind, draft.directed = "event", False
    draft.codes = ("SUPPORT", "COOPERATE") if restored else ("COOPERATE", "SUPPORT")
    return True


def moves_ties(draft: Draft, reader: ClauseReader) -> bool:
    """ "Ties have been bolstered by shared interests": no one acts, and no day is told."""
    noun = draft.meaning.noun
    about = noun is not None and noun.noun_class in ("relation", "tension")
    if not about or any(not p.owner for p in draft.source):
        return False
    words = {reader.tree.tokens[a].lemma for a in reader.tree.kids(draft.predicate, "aux")}
    return draft.mood.tense == "present" or "have" in words


def grew(draft: Draft, reader: ClauseReader) -> bool:
    """ "Trade growth became prominent": the subject names a turn, the copula says that it came."""
    tree = reader.tree
    if draft.mood.tense != "past" or tree.tokens[draft.predicate].lemma != "become":
        return False
    for subject in tree.kids(draft.predicate, "nsubj"):
        sense = reader.frames.noun_sense(subject)
        if sense is None or not sense.operator:
            continue
        turned = reader.frames.turn_of(subject)
        if turned is not None:
            draft.kind, draft.codes, draft.directed = "event", (turned.code,), False
            draft.meaning = replace(draft.meaning, change="rise", operator="=CHANGE")
            return True
    return False
