"""What was left undone, where the sentence makes a point of it: "has never met", "nobody replied".

`kinds` reads the plain negated act ("did not answer"). Here are the ways of stressing one: an
adverb ("never", "yet", "still", "even"), a subject that is nobody, "neither … nor", and a passive
in the perfect ("the commission has not been convened since 2022"), whose parties the context gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.drafts import Draft

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

STRESSED = frozenset(
    "never yet still even once neither nor hardly scarcely barely without almost nearly".split()
)
NOBODY = frozenset("nobody none neither no-one".split())
MEASURED = frozenset("word line sentence syllable finger".split())
STATES = frozenset(
    "be have become seem remain look stay know want like think believe need mean matter".split()
)
SINCE = frozenset("since until before for".split())


# "Did not hesitate to strike": who wavers not acts.
WAVERING = frozenset("hesitate flinch shrink shy baulk balk stop cease quit tire".split())


def done_all_the_same(draft: Draft, reader: ClauseReader) -> bool:
    """ "Did not hesitate to recall its envoy", "has not stopped arming": said by "not", done."""
    inner = reader.frames.meaning(draft.meaning.complement)
    draft.codes = inner.codes or reader.frames.nouns_below(draft.meaning.complement)
    draft.kind = "event"
    draft.reasons.append("neither wavered nor stopped, so it was done")
    return bool(draft.codes and draft.source) and draft.mood.tense != "future"


def left_undone(draft: Draft, reader: ClauseReader) -> bool:
    """Make an omission of a negated act that is stressed, an assessment of how one never acts."""
    mood = draft.mood
    if mood.mode != "fact" or not mood.negated or reader.discourse.author:
        return False
    tree = reader.tree
    if mood.tense == "past":
        if tree.tokens[draft.predicate].lemma in STATES or not _is_stressed(draft, reader):
            return False
        if draft.source and all(p.owner for p in draft.source):
            return False
        draft.kind, draft.codes = "omission", draft.codes or draft.meaning.codes
        draft.reasons.append("left undone, and stressed")
        return True
    named = bool(draft.source) and not draft.target and any(not p.owner for p in draft.source)
    if not named or tree.tokens[draft.predicate].dep == "relcl":
        return False
    draft.kind, draft.codes = "assessment", ()
    draft.reasons.append("what one does not do is how things stand")
    return True


def _is_stressed(draft: Draft, reader: ClauseReader) -> bool:
    tree, verb = reader.tree, draft.predicate
    kids = tree.children[verb]
    if any(tree.tokens[k].lemma in STRESSED for k in kids):
        return True
    heads = [k for k in kids if tree.tokens[k].dep in ("nsubj", "nsubjpass", "dobj")]
    if any(tree.tokens[k].lemma in NOBODY | MEASURED for k in heads):
        return True
    above = tree.tokens[verb].head
    if tree.tokens[verb].dep in ("xcomp", "conj") and any(
        tree.tokens[k].lemma in ("yet", "nor", "neither") for k in tree.children[above]
    ):
        return True
    if any(tree.tokens[d].lemma == "no" for k in heads for d in tree.kids(k, "det")):
        return reader.who.is_passive(verb)
    helpers = tree.kids(verb, "aux", "auxpass")
    perfect = any(tree.tokens[a].lemma == "have" for a in helpers)
    lasting = any(tree.tokens[k].lemma in SINCE for k in tree.kids(verb, "prep"))
    return perfect and (reader.who.is_passive(verb) or lasting)
