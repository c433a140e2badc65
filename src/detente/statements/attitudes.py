"""Whose attitude a noun names and towards whom: "took a hard line on X", "has leverage over Y".

A noun of motive or attitude belongs to its owner ("Peru's distrust of Chile"), to the subject
of a verb of having ("Peru has little trust in Chile") or to the one whom something gives it
("the pipeline gives Peru leverage over Chile").
"""

from __future__ import annotations

from functools import lru_cache

from detente.codebook import Codebook
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Setting
from detente.statements.noun_sides import sides_of_noun
from detente.statements.seats import seats_of
from detente.statements.topics import motive_of
from detente.statements.trees import Tree

TOWARDS = tuple(
    "on upon towards toward against over about of for in from to with regarding vis-à-vis".split()
)
# Behind these a capital is never the place where it happens.
AIMING = frozenset("towards toward against over about of vis-à-vis regarding".split())
HAVING = frozenset(
    "have hold keep maintain retain harbour harbor nurse bear feel show display adopt take pursue "
    "lose gain regain enjoy exert wield exercise possess lack command face follow see "
    "develop acquire preserve sustain entertain betray reveal nurture find".split()
)
GIVING = frozenset(
    "give grant afford hand lend offer provide leave allow deny cost deprive accord buy".split()
)
STIRRING = frozenset(
    "cause spark provoke stir raise trigger arouse prompt draw elicit fuel feed evoke create "
    "deepen heighten inspire".split()
)
CARRIED = ("advcl", "xcomp", "conj", "acl")


@lru_cache(maxsize=4)
def _nouns(codebook: Codebook) -> frozenset[str]:
    return frozenset(codebook.lexicon.cues("attitude"))


def is_attitude(lemma: str, codebook: Codebook) -> bool:
    """Whether a noun names a motive or an attitude."""
    return lemma in _nouns(codebook) or bool(motive_of([lemma], codebook=codebook))


def sides_of_attitude(
    reader: ClauseReader, number: int
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Whose attitude or motive a noun names, and towards whom; either may be empty."""
    tree = reader.tree
    actors, target, _ = sides_of_noun(reader, number, TOWARDS, False)
    holders = actors or _holder(reader, number)
    if not holders and reader.tree.tokens[number].lemma in _nouns(reader.codebook):
        holders, target = _stirred(reader, number, target)
    own = {p.code for p in holders}
    target = target or tuple(
        party
        for prep in tree.kids(number, "prep")
        if tree.tokens[prep].lemma in AIMING
        for pobj in tree.kids(prep, "pobj")
        for party in reader.finder.parties(pobj)
    )
    return holders, tuple(p for p in target if p.code not in own)


def _stirred(
    reader: ClauseReader, number: int, target: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """ "Alarm in Lima over X", "X's decision caused anger in Lima": the capital's, of X."""
    tree = reader.tree
    verb = tree.tokens[number].head
    stirred = tree.tokens[number].dep == "dobj" and tree.tokens[verb].lemma in STIRRING
    seats = seats_of(tree, number) or (seats_of(tree, verb) if stirred else [])
    if stirred and not target:
        target = reader.who.subject(verb, Setting())
    return tuple(Party(m.codes[0], m.role, number) for m in seats[:1]), target


def _holder(reader: ClauseReader, number: int) -> tuple[Party, ...]:
    """Who has it: the subject of a verb of having, or the one to whom it is given."""
    tree = reader.tree
    token = tree.tokens[number]
    while token.dep == "conj" and tree.is_noun(token.head):
        token = tree.tokens[token.head]
    verb = token.head
    if token.dep not in ("dobj", "dative", "oprd") or not tree.is_verb(verb):
        return ()
    lemma = tree.tokens[verb].lemma
    if lemma in GIVING:
        given = [k for k in tree.kids(verb, "dative") if tree.tokens[k].lemma != "to"]
        given += [p for k in tree.kids(verb, "dative", "prep") for p in tree.kids(k, "pobj")]
        return tuple(p for k in given[:1] for p in reader.finder.parties(k))
    if lemma not in HAVING or reader.who.is_passive(verb):
        return ()
    return reader.who.subject(_with_subject(tree, verb), Setting())


def _with_subject(tree: Tree, verb: int) -> int:
    """The verb whose subject a participle or an infinitive shares."""
    while not tree.kids(verb, "nsubj") and tree.tokens[verb].dep in (*CARRIED, "pcomp"):
        above = tree.tokens[verb].head
        if tree.tokens[verb].dep == "pcomp":
            above = tree.tokens[above].head
        if not tree.is_verb(above) or above == verb:
            break
        verb = above
    return verb
