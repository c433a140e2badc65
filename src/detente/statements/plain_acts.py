"""Acts told in words that the tables do not know, or by a clause that names neither party.

"Sudan restated its terms", "the crossings were closed again": a finite clause in the past tells
that something happened, also where no row says what it counts as or whom it was done to. Such a
clause is an event; the context gives the parties that it leaves open, and where no noun in it has
a root, it has none. What is merely supposed, told of a trait, or done by no one in particular is
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.drafts import Draft
from detente.statements.weapons import strikes

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

# Verbs so light that without a noun of action they say nothing.
EMPTY = frozenset("do get be have become seem remain look stay".split())
TURNING = frozenset(("=STOP", "=LOWER", "=RAISE", "=RESUME", "=CAUSE"))


def happened(draft: Draft, reader: ClauseReader) -> bool:
    """Make an event of a clause in the past that no rule of kinds has taken; False where none is.

    A government's own text tells its acts in words that the tables know, so that what they do
    not know there is no act.
    """
    mood = draft.mood
    if mood.mode != "fact" or mood.negated or mood.tense != "past" or reader.discourse.author:
        return False
    if not _is_finite(reader, draft.predicate) or _is_under_a_guess(reader, draft.predicate):
        return False
    tree = reader.tree
    dep = tree.tokens[draft.predicate].dep
    passive = reader.who.is_passive(draft.predicate)
    if not draft.codes and draft.target and strikes(tree, draft.predicate) >= 0:
        draft.kind, draft.codes = "event", ("ASSAULT",)
        draft.reasons.append("a weapon strikes")
        return True
    if draft.codes:
        told = _told_of_someone(draft, dep, passive=passive)
    else:
        told = tree.tokens[draft.predicate].lemma not in EMPTY and _is_done(draft, dep)
    if not told:
        return False
    draft.kind = "event"
    draft.codes = draft.codes or _root_of(draft, reader)
    draft.reasons.append("told as something that happened")
    return True


def _root_of(draft: Draft, reader: ClauseReader) -> tuple[str, ...]:
    """The root of a noun in the clause, else of what the same party did in the sentence before."""
    below = reader.frames.nouns_below(draft.predicate)[:1]
    own = {p.code for p in draft.source}
    for earlier in () if below else reversed(reader.drafts):
        if earlier.kind == "event" and own & {p.code for p in earlier.source}:
            below = earlier.codes[:1]
            break
    if below and draft.meaning.operator in TURNING:
        return tuple(reader.codebook.lexicon.apply(draft.meaning.operator, below[0]))
    return below


def _is_finite(reader: ClauseReader, verb: int) -> bool:
    """Whether a verb stands in a form that tells, its own or its auxiliary's."""
    tree = reader.tree
    if tree.tokens[verb].tag in ("VBD", "VBZ", "VBP"):
        return True
    helpers = tree.kids(verb, "aux", "auxpass")
    return any(tree.tokens[a].tag in ("VBD", "VBZ", "VBP") for a in helpers)


def _is_under_a_guess(reader: ClauseReader, verb: int) -> bool:
    """ "May have concluded that Chile was bluffing": what a supposed view holds."""
    tree = reader.tree
    head = tree.tokens[verb].head
    helpers = tree.kids(head, "aux") if tree.tokens[verb].dep == "ccomp" else []
    return any(tree.tokens[a].tag == "MD" for a in helpers)


def _told_of_someone(draft: Draft, dep: str, *, passive: bool) -> bool:
    """A known act whose doer, or whose doer and undergoer, the clause leaves to the context."""
    if draft.source:
        return False
    if draft.target:
        return dep != "relcl"
    return dep == "ROOT" or (passive and dep == "relcl")


def _is_done(draft: Draft, dep: str) -> bool:
    """An act of someone named, in words without a root, or a turn of what the text is about."""
    operator = draft.meaning.operator
    named = bool(draft.source) and any(not p.owner for p in draft.source)
    if not draft.source and not draft.target:
        return operator == "=CHANGE" and dep not in ("conj", "ccomp")
    if not draft.meaning.known:
        return named and (bool(draft.target) or len({p.code for p in draft.source}) == 1)
    if operator == "=DO":
        return named and (bool(draft.target) or dep != "conj")
    return operator in TURNING and named and not draft.target and dep in ("ROOT", "advcl")
