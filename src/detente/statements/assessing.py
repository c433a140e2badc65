"""Whether a clause that tells no act says how things stand between actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.drafts import Draft
from detente.statements.topics import motive_of, relation_terms_in, stance_of

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

FOR_WHOM = "for whom"
NAMING = frozenset(("=JUDGE", "=BE", "=BECOME"))
RELATION_WORDS = frozenset(
    "relation relationship alliance partnership tie cooperation friendship hostility rivalry trust "
    "mistrust distrust alignment divergence rift dispute rapport solidarity interdependence".split()
)


def _shows_relation(draft: Draft, reader: ClauseReader) -> bool:
    """ "This shows the strength of the ties between A and B", "hostility between A and B …"."""
    tree = reader.tree
    heads = [*tree.kids(draft.predicate, "nsubj", "nsubjpass", "dobj", "attr")]
    for head in heads:
        inner = [head]
        for prep in tree.kids(head, "prep"):
            inner += tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "of" else []
        for number in inner:
            if tree.tokens[number].lemma not in RELATION_WORDS:
                continue
            parties = reader.finder.parties(number)
            if len({p.code for p in parties}) > 1 and any(p.token >= 0 for p in parties):
                draft.source, draft.target, draft.directed = parties, (), False
                return True
    return False


COPULAS = frozenset("be remain become look seem stay rest depend rely own respect belong".split())


def _relates(draft: Draft, reader: ClauseReader, parties: set[str]) -> bool:
    """A copula that sets two actors, or an actor and a quoted doctrine, in relation."""
    token = reader.tree.tokens[draft.predicate]
    if token.lemma not in COPULAS or draft.mood.mode not in ("fact", "ability"):
        return False
    words = " ".join(reader.tree.tokens[n].text for n in draft.tokens)
    doctrine = "“" in words or '"' in words or "``" in words
    if doctrine and len(parties) == 1 and token.lemma == "be":
        return bool(reader.tree.kids(draft.predicate, "attr", "acomp"))
    if len(parties) < 2:
        return False
    if not draft.directed or not draft.target:
        return True
    return draft.way in (
        "object",
        "preposition",
        "object's phrase",
        "owner of the object",
        "any preposition",
        "same clause",
    )


def _for_whom(draft: Draft, reader: ClauseReader) -> bool:
    """ "For Malta, Libya is a difficult neighbour": the view is Malta's, of Libya."""
    tree = reader.tree
    if tree.tokens[draft.predicate].lemma not in COPULAS:
        return False
    subject = min(tree.kids(draft.predicate, "nsubj", "nsubjpass"), default=-1)
    for prep in tree.kids(draft.predicate, "prep"):
        if tree.tokens[prep].lemma != "for" or prep > subject:
            continue
        holders = tuple(
            p for o in tree.kids(prep, "pobj") for p in reader.finder.parties(o, owners=False)
        )
        others = tuple(
            p for p in reader.finder.parties(subject) if p.code not in {h.code for h in holders}
        )
        if holders:
            draft.source, draft.target, draft.way = holders, others, FOR_WHOM
            draft.directed = True
            return True
    return False


def is_assessment(draft: Draft, reader: ClauseReader) -> bool:
    """An assessment needs two parties and a word of relation, motive or stance between them."""
    draft.kind = "assessment"
    draft.codes = ()
    tokens = [reader.tree.tokens[n] for n in draft.tokens]
    lemmas = [t.lemma for t in tokens]
    words = " ".join(t.text for t in tokens)
    parties = {p.code for p in draft.source + draft.target}
    if _for_whom(draft, reader):
        return True
    if _relates(draft, reader, parties):
        return True
    if _shows_relation(draft, reader):
        return True
    terms = relation_terms_in(lemmas, codebook=reader.codebook)
    operator = draft.meaning.operator
    owned = any(p.owner for p in draft.source)
    quoted = '"' in words or "“" in words
    if any(term.kind == "label" for term, _, _ in terms) and (parties and operator != "=SAY"):
        return len(parties) > 1 or operator in NAMING
    if operator == "=JUDGE" and parties and (quoted or owned):
        return True
    motive = motive_of(lemmas, codebook=reader.codebook)
    if motive and parties and operator == "=WANT" and not owned:
        return True
    if len(parties) < 2:
        return False
    if motive and draft.way:
        return True
    if stance_of(words, condition=draft.condition):
        return True
    direct = not draft.meaning.known and draft.way in ("preposition", "any preposition")
    return bool(terms) and (operator in NAMING or direct)
