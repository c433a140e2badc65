"""What in a sentence a pronoun can and cannot refer to."""

from __future__ import annotations

from detente.statements.discourse import Party
from detente.statements.party_words import BACKGROUND
from detente.statements.trees import Tree

FARTHEST = 3
NO_PARTY = frozenset("region area territory continent world rest".split())


def antecedent(tree: Tree, preposition: int) -> int | None:
    """The noun just before "with which", as in "Israel, with which it trades"; None for none."""
    for at in range(preposition - 1, max(-1, preposition - 1 - FARTHEST), -1):
        if tree.tokens[at].mention is not None or tree.is_noun(at):
            return at
        if tree.tokens[at].tag != ",":
            return None
    return None


def acted_on(tree: Tree, number: int, pronoun: int) -> bool:
    """Whether a party can't be the pronoun: in "having armed X, it …" that is who armed."""
    clause = tree.clause_of(number)
    return (
        tree.tokens[pronoun].dep in ("nsubj", "nsubjpass")
        and tree.tokens[clause].dep == "advcl"
        and tree.tokens[clause].head == tree.tokens[pronoun].head
        and tree.tokens[clause].tag in ("VBG", "VBN")
        and not tree.kids(clause, "nsubj", "nsubjpass")
        and tree.tokens[number].dep != "poss"
    )


def background(tree: Tree, number: int) -> bool:
    """Whether a name only dates what is told: "the Ukraine war" names no party to it."""
    token = tree.tokens[number]
    head = tree.tokens[token.head]
    return token.dep in ("compound", "amod", "nmod") and head.lemma in BACKGROUND


def has_with(tree: Tree, number: int) -> bool:
    """Whether a noun is followed by "with" someone: "its border with the region" names no one."""
    return any(
        tree.tokens[o].lemma not in NO_PARTY
        for p in tree.kids(number, "prep")
        if tree.tokens[p].lemma == "with"
        for o in tree.kids(p, "pobj")
    )


def definite_or_bare(tree: Tree, number: int) -> bool:
    """Whether a noun can refer back: "this relationship", "cooperation", not "a relationship"."""
    words = {tree.tokens[k].text.lower() for k in tree.children[number]}
    return not words & {"a", "an", "any", "some", "no", "other", "another"}


def refers_back(tree: Tree, number: int) -> bool:
    """Whether no clause on a noun names anyone: "the truce", not "the truce that X agreed"."""
    below = tree.subtree(number)
    clauses = [n for n in below if tree.tokens[n].dep in ("relcl", "acl") and n != number]
    told = (n for clause in clauses for n in tree.subtree(clause))
    return not any(tree.tokens[n].mention is not None for n in told)


def blamed_objects(tree: Tree, number: int) -> list[int]:
    """The object of a verdict that a pronoun after "for" or "over" means: "X for its test"."""
    for at in tree.ancestors(number):
        token = tree.tokens[at]
        if token.dep == "prep" and token.lemma in ("for", "over") and tree.is_verb(token.head):
            return [obj for obj in tree.kids(token.head, "dobj") if obj < number]
    return []


def blamed(tree: Tree, number: int) -> Party | None:
    """ "Condemned X for its test": after "for" and "over" the pronoun means the object."""
    for obj in blamed_objects(tree, number):
        mention = tree.tokens[obj].mention
        if mention is not None and len(mention.codes) == 1:
            return Party(mention.codes[0], mention.role, obj)
    return None
