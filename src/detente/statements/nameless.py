"""Parties known by their noun alone: "the rebels", "police" in a text of one state or none."""

from __future__ import annotations

from detente.codebook import Offices
from detente.statements.discourse import NAMELESS, Party
from detente.statements.trees import Tree

AGENTS = frozenset(("person", "body", "forces", "people"))


def nameless_party(tree: Tree, number: int, offices: Offices, *, home: str = "") -> list[Party]:
    """The party behind a noun that acts for someone, or behind an unknown name or a pronoun.

    Where a text names one state only, they are at `home` in it. Names and pronouns count only
    where such a noun stands beside them: "Smith accused the army", not "Smith sold his car".
    """
    office = offices.lookup(tree.tokens[number].text)
    if office is not None and office.kind in AGENTS:
        return [Party(home or NAMELESS, office.role, number)]
    if tree.tokens[number].tag not in ("NNP", "NNPS", "PRP"):
        return []
    known = (offices.lookup(token.text) for token in tree.tokens)
    beside = any(office is not None and office.kind in AGENTS for office in known)
    return [Party(home or NAMELESS, "", number)] if beside else []


def other_within(tree: Tree, predicate: int, offices: Offices, *, home: str) -> Party | None:
    """The other party at `home` that an act there reaches: "promised the lecturers their pay".

    Whoever acts stands in the subject; another stands among what is below the predicate.
    """
    acting = {n for s in tree.kids(predicate, "nsubj", "nsubjpass") for n in tree.subtree(s)}
    subject = {tree.tokens[n].lemma for n in acting}
    for number in sorted(set(tree.subtree(predicate)) - acting):
        token = tree.tokens[number]
        office = offices.lookup(token.text) if tree.is_noun(number) else None
        known = token.mention is not None and bool(token.mention.person)
        if known or (office is not None and office.kind in AGENTS and token.lemma not in subject):
            return Party(home, office.role if office is not None else "", number)
    return None
