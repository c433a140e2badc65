"""Whether a clause that tells no act says how things stand between actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.discourse import Party
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
    if len(parties) < 2 or reader.tree.kids(draft.predicate, "expl"):
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


# "In Moscow's eyes", "from X's perspective": whose view the rest of the sentence is.
EYES = frozenset(
    "perspective standpoint viewpoint vantage point view eye calculus telling reading mind "
    "assessment estimation reckoning book capital side".split()
)
# "Vital to Peru", "costly for Chile": how the subject looks to the one that it is so for.
FELT_BY = frozenset(
    "important vital crucial essential indispensable critical valuable useful convenient "
    "beneficial advantageous attractive welcome unwelcome acceptable unacceptable intolerable "
    "harmful detrimental costly inconvenient irksome worrying troubling problematic alarming "
    "embarrassing expendable dangerous central".split()
)


# "A blow to Peru", "an opportunity for Peru": what it is to the one that it is so for.
FELT_AS = frozenset(
    "blow boost boon threat challenge setback relief surprise problem headache opportunity risk "
    "test lifeline burden embarrassment victory defeat humiliation concern worry gift temptation "
    "liability asset shock nightmare danger dilemma loss win opening chance disappointment "
    "irritant nuisance warning lesson reminder vindication inconvenience".split()
)
# The verbs that say so beside the copulas.
SHOWING = frozenset("represent constitute pose present come mean spell amount".split())


def _felt_by(draft: Draft, reader: ClauseReader) -> tuple[Party, ...]:
    """ "Came as a surprise to Peru", "poses a threat to Peru", "gives Peru an opening"."""
    tree, finder = reader.tree, reader.finder
    nouns = tree.kids(draft.predicate, "attr", "dobj", "oprd")
    nouns += [
        o
        for p in tree.kids(draft.predicate, "prep")
        if tree.tokens[p].lemma in ("as", "to")
        for o in tree.kids(p, "pobj")
    ]
    felt = [n for n in nouns if tree.tokens[n].lemma in FELT_AS]
    heads = [*felt, *([draft.predicate] if felt else [])]
    return tuple(
        party
        for head in heads
        for prep in tree.kids(head, "prep", "dative")
        if tree.tokens[prep].lemma in ("to", "for")
        for pobj in tree.kids(prep, "pobj")
        if pobj not in felt
        for party in finder.parties(pobj)
    )


def tells_what_it_is(draft: Draft, reader: ClauseReader) -> bool:
    """A thing that is a blow or a boon to someone is how things stand for that one."""
    tree = reader.tree
    lemma = tree.tokens[draft.predicate].lemma
    subjects = tree.kids(draft.predicate, "nsubj")
    if lemma not in COPULAS | SHOWING or not subjects:
        return False
    subject = subjects[0]
    pointing = tree.tokens[subject].text.lower() in ("it", "this", "that", "which")
    acting = () if pointing else reader.finder.parties(subject)
    if any(not p.owner for p in acting):
        return False
    holders = _felt_by(draft, reader)
    own = {h.code for h in holders}
    if not holders:
        return False
    draft.source, draft.way, draft.directed = holders, FOR_WHOM, True
    draft.target = tuple(p for p in acting if p.code not in own)
    return True


def holders_of_view(draft: Draft, reader: ClauseReader, subject: int) -> tuple[Party, ...]:
    """Whose view a clause is told as: "for Malta, …", "in Lima's eyes", "is vital to Peru"."""
    tree, finder = reader.tree, reader.finder
    for prep in tree.kids(draft.predicate, "prep"):
        lemma = tree.tokens[prep].lemma
        for pobj in tree.kids(prep, "pobj"):
            seen = lemma in ("from", "in", "to") and tree.tokens[pobj].lemma in EYES
            if lemma in ("for", "to") and 0 <= prep < subject and not seen:
                found = finder.parties(pobj, owners=False)
            elif seen:
                found = tuple(p for k in tree.kids(pobj, "poss") for p in finder.parties(k))
            else:
                continue
            if found:
                return found
    return tuple(
        party
        for kid in tree.kids(draft.predicate, "acomp")
        if tree.tokens[kid].lemma in FELT_BY
        for prep in tree.kids(kid, "prep")
        if tree.tokens[prep].lemma in ("to", "for")
        for pobj in tree.kids(prep, "pobj")
        for party in finder.parties(pobj, owners=False)
    )


def _for_whom(draft: Draft, reader: ClauseReader) -> bool:
    """ "For Malta, Libya is a difficult neighbour": the view is Malta's, of Libya."""
    tree = reader.tree
    if tree.tokens[draft.predicate].lemma not in COPULAS:
        return False
    subject = min(tree.kids(draft.predicate, "nsubj", "nsubjpass", "expl"), default=-1)
    holders = holders_of_view(draft, reader, subject)
    if not holders:
        return False
    own = {h.code for h in holders}
    others = tuple(p for p in reader.finder.parties(subject) if p.code not in own)
    draft.source, draft.target, draft.way = holders, others, FOR_WHOM
    draft.directed = True
    return True


def _reports(draft: Draft, reader: ClauseReader) -> bool:
    """ "Analysts highlight X's support for Y": they only say so."""
    subjects = reader.tree.kids(draft.predicate, "nsubj")
    people = [reader.codebook.offices.lookup(reader.tree.tokens[s].text) for s in subjects]
    told = draft.meaning.operator == "=SAY" and not any(not p.owner for p in draft.source)
    return told and any(
        one is not None or _is_source(reader, s) for one, s in zip(people, subjects, strict=True)
    )


def _is_source(reader: ClauseReader, number: int) -> bool:
    return reader.tree.tokens[number].lemma in SOURCES


SOURCES = frozenset(
    "analyst expert observer critic report commentator scholar author study".split()
)


def _is_reciprocal(draft: Draft, reader: ClauseReader) -> bool:
    """ "The two distrust each other": each feels so towards the other."""
    tree = reader.tree
    named = len({p.code for p in draft.source}) > 1 and not any(p.owner for p in draft.source)
    objects = [o for o in tree.kids(draft.predicate, "dobj") if tree.tokens[o].lemma == "other"]
    objects += [
        o
        for prep in tree.kids(draft.predicate, "prep")
        for o in tree.kids(prep, "pobj")
        if tree.tokens[o].lemma in ("other", "another")
    ]
    return named and any(
        tree.tokens[d].lemma in ("each", "one") for o in objects for d in tree.children[o]
    )


def is_assessment(draft: Draft, reader: ClauseReader) -> bool:
    """An assessment needs two parties and a word of relation, motive or stance between them."""
    draft.kind = "assessment"
    draft.codes = ()
    tokens = [reader.tree.tokens[n] for n in draft.tokens]
    lemmas = [t.lemma for t in tokens]
    words = " ".join(t.text for t in tokens)
    parties = {p.code for p in draft.source + draft.target}
    if draft.meaning.operator == "=NONE" or _reports(draft, reader):
        return False
    if _for_whom(draft, reader) or tells_what_it_is(draft, reader):
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
    told = reader.tree.tokens[draft.predicate].tag != "VB"
    if operator == "=WANT" and told and draft.way and draft.source and draft.target:
        return True
    if operator in ("=WANT", "=JUDGE") and _is_reciprocal(draft, reader):
        draft.directed = False
        return True
    if operator == "=JUDGE" and draft.way == "object" and draft.source and not owned:
        return True
    if motive and draft.way and (draft.mood.tense != "past" or operator in ("=JUDGE", "=WANT")):
        return True
    if stance_of(words, condition=draft.condition):
        return True
    direct = not draft.meaning.known and draft.way in ("preposition", "any preposition")
    return bool(terms) and (operator in NAMING or direct)
