"""Acts of several on a third, and of a third party between two: who stands on the other side."""

from __future__ import annotations

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft

# What two wish, demand or refuse together they wish of someone else.
WISHES = ("=WANT", "=DEMAND", "=REFUSE", "=THREATEN", "=DENY")
# These are done to someone else, by however many.
JOINTLY_DONE = frozenset("ACCUSE REQUEST THREATEN AID SANCTION MOBILIZE".split())
MEDIATING = frozenset("mediate broker arbitrate intermediate facilitate".split())
GOOD_OFFICES = frozenset("mediation mediator intermediary office arbitration".split())
RECIPROCAL = frozenset("each another mutual reciprocal trade exchange swap".split())


def between_two(draft: Draft, reader: ClauseReader) -> tuple[Party, ...]:
    """The two that a mediator stands between; empty where the act is no mediation."""
    tree = reader.tree
    acts = {draft.predicate, draft.meaning.complement} - {-1}
    told = any(tree.tokens[a].lemma in MEDIATING for a in acts)
    offered = any(tree.tokens[o].lemma in GOOD_OFFICES for o in draft.meaning.objects)
    if draft.codes[:1] == () or not (told or offered):
        return ()
    own = {p.code for p in draft.source}
    near = reader.finder.refer.together(len(tree.tokens), two=True)
    for both in (near, reader.discourse.several(), reader.discourse.opposite(own)):
        codes = {p.code for p in both}
        if len(codes) == 2 and own.isdisjoint(codes):
            return tuple(both)
    return ()


def against_third(draft: Draft, reader: ClauseReader, named: tuple[Party, ...]) -> None:
    """ "Egypt and Sudan want guarantees": of the third that the text has them face."""
    own = {p.code for p in draft.source}
    others = tuple(p for p in named if p.code not in own)
    if draft.meaning.frame == "o>s" and others and draft.kind == "event":
        # "Its pact drew criticism from X and Y": of whose pact it was.
        _aim(draft, others[:1])
        return
    wish = draft.meaning.operator in WISHES and draft.meaning.frame != "mutual"
    before = [c for c in reversed(reader.discourse.last_codes) if c not in own]
    if wish and before and draft.kind in ("event", "assessment"):
        draft.target = (Party(before[0]),)
        draft.guessed = True
        draft.reasons.append("target from the document's context")
        return
    if not _done_to_another(draft, reader):
        return
    two = set(reader.discourse.dyad())
    if others:
        _aim(draft, others[:2])
    elif two and two.isdisjoint(own):
        draft.target = reader.discourse.opposite(own)
        draft.reasons.append("target from the document's context")


def _aim(draft: Draft, target: tuple[Party, ...]) -> None:
    draft.target = target
    draft.reasons.append("target from the rest of the sentence")


def _done_to_another(draft: Draft, reader: ClauseReader) -> bool:
    """Whether several do what is done to someone else, and no word says that it is mutual."""
    if draft.kind != "event" or draft.meaning.frame == "mutual":
        return False
    words = {reader.tree.tokens[n].lemma.lower() for n in draft.tokens}
    direct = not any(p.owner for p in draft.source)
    return (
        direct
        and draft.codes[:1] != ()
        and draft.codes[0] in JOINTLY_DONE
        and not (words & RECIPROCAL)
    )
