"""Verbs that share a subject, put in one row: "A demanded X, warned Y and halted Z".

A small parser takes the first of several verbs for what the second says, hangs the actor behind a
date on the date, or makes it a part of its own verb. Each rule moves a token only where the verb
would otherwise have no subject.
"""

from __future__ import annotations

from calendar import month_name

from detente.statements.reattaching import FINITE, SUBJECTS
from detente.statements.trees import Token, Tree

MONTHS = frozenset(month_name[1:])
# These may stand behind what they report without a subject: "…, reports say", "…, added".
REPORTING = frozenset("say add tell report argue note warn write insist".split())
SHARED = ("conj", "cc", "punct", "advmod")


def with_listed_verbs(tree: Tree) -> Tree:
    """The tree with every finite verb of a list under the first one, and its actor above it.

    Changes the tree that it is given.
    """
    for token in tree.tokens:
        if token.tag == "VBG" and token.dep == "acl":
            _hang_on_list(tree, token)
        elif token.tag == "VB" and token.dep == "ROOT":
            _follow_main_clause(tree, token)
        elif token.tag in FINITE and not tree.kids(token.number, *SUBJECTS):
            if token.dep == "ROOT":
                _follow_first_verb(tree, token)
                _take_actor_behind_date(tree, token)
            _take_actor_of_compound(tree, token)
    return tree


def _follow_first_verb(tree: Tree, verb: Token) -> None:
    """ "A demanded a retraction, warned of war and left": what A demanded is no one's words."""
    first = next((k for k in tree.kids(verb.number, "ccomp") if k < verb.number), -1)
    if first < 0 or not tree.kids(first, *SUBJECTS) or tree.kids(first, "mark"):
        return
    own = [verb.number, *(k for k in tree.kids(verb.number, "advmod") if k < verb.number)]
    before = tree.tokens[min(own) - 1]
    alike = tree.tokens[first].tag == verb.tag or tree.kids(first, "aux", "auxpass")
    if before.text != "," or not alike or (verb.lemma in REPORTING and not _aimed(tree, verb)):
        return
    _swap(tree, first, verb)


def _follow_main_clause(tree: Tree, verb: Token) -> None:
    """ "A share will be granted should it choose to …": the inverted clause is a condition."""
    asked = [k for k in tree.kids(verb.number, "aux") if tree.tokens[k].text == "should"]
    first = next((k for k in tree.kids(verb.number, "ccomp") if k < verb.number), -1)
    turned = any(k == a + 1 for k in tree.kids(verb.number, "nsubj") for a in asked)
    if (
        turned
        and first >= 0
        and tree.kids(first, *SUBJECTS)
        and max(tree.subtree(first)) < asked[0]
    ):
        _swap(tree, first, verb)
        verb.dep = "advcl"


def _aimed(tree: Tree, verb: Token) -> bool:
    """ "Warned its citizens" is no "…, it warned"."""
    return bool(tree.kids(verb.number, "dobj", "prep"))


def _swap(tree: Tree, first: int, verb: Token) -> None:
    """Make the first verb the main one and the others its conjuncts."""
    for kid in list(tree.children[verb.number]):
        dep = tree.tokens[kid].dep
        in_front = kid < min(tree.subtree(first))
        if kid != first and (in_front or (kid > verb.number and dep in ("conj", "cc"))):
            tree.hang(kid, first, dep)
    tree.children[verb.number].remove(first)
    top = tree.tokens[first]
    top.head, top.dep = first, verb.dep
    verb.head, verb.dep = first, "conj"
    tree.children[first] = sorted([*tree.children[first], verb.number])


def _take_actor_behind_date(tree: Tree, verb: Token) -> None:
    """ "On 9 April Ankara limited exports": Ankara is no day."""
    for prep in tree.kids(verb.number, "prep"):
        for pobj in tree.kids(prep, "pobj") if prep < verb.number else ():
            token = tree.tokens[pobj]
            months = [
                k for k in tree.kids(pobj, "compound", "nmod") if tree.tokens[k].text in MONTHS
            ]
            if token.mention is None or not months or pobj > verb.number:
                continue
            for kid in tree.kids(pobj, "nummod"):
                tree.hang(kid, months[-1], "nummod")
            tree.hang(months[-1], prep, "pobj")
            tree.hang(pobj, verb.number, "nsubj")
            return


def _take_actor_of_compound(tree: Tree, verb: Token) -> None:
    """ "Licences which Turkey contests": a verb has a subject, not a part."""
    for kid in tree.kids(verb.number, "compound", "nmod"):
        if tree.tokens[kid].mention is not None and kid < verb.number:
            tree.hang(kid, verb.number, "nsubj")
            return


def _hang_on_list(tree: Tree, verb: Token) -> None:
    """ "With A, B and C viewing the deal as a threat": all of them view it so."""
    top = tree.tokens[verb.head]
    while top.dep == "conj" and tree.is_noun(top.head):
        top = tree.tokens[top.head]
    absolute = top.dep == "pobj" and tree.tokens[top.head].lemma == "with"
    if absolute and top.number != verb.head:
        tree.hang(verb.number, top.number, "acl")
