"""Acts that are told only to say that they were not done, read as negated acts.

"Peru left without signing", "chose not to sign", "resisted the temptation to sign", "could not
bring itself to sign" and "came close to signing" say that Peru did not sign.
"""

from __future__ import annotations

from detente.statements.realizing import (
    SUBJECTS,
    detach,
    inflect,
    is_infinitive,
    take_place_of,
)
from detente.statements.trees import Tree

# What is chosen, where the infinitive is negated.
CHOOSING = frozenset("choose opt elect prefer decide think deem".split())
TEMPTATIONS = frozenset("temptation urge impulse".split())
CLOSE = frozenset("close near".split())
REFLEXIVE = frozenset("itself himself herself themselves oneself".split())
PAST = ("VBD", "VBN")


def without_missed(tree: Tree) -> Tree:
    """The tree with acts that were missed as negated verbs of their own.

    Changes the tree that it is given.
    """
    for token in list(tree.tokens):
        if token.lemma == "without" and token.dep in ("prep", "mark"):
            _told_as_left_out(tree, token.number)
        elif token.lemma in CHOOSING:
            _chosen_not_to(tree, token.number)
        elif token.lemma == "resist":
            _resisted(tree, token.number)
        elif token.lemma == "bring":
            _not_brought(tree, token.number)
        elif token.lemma == "come":
            _close_to(tree, token.number)
    return tree


def _told_as_left_out(tree: Tree, without: int) -> None:
    """ "Left without thanking Peru": did not thank, beside what was done."""
    main = tree.tokens[without].head
    told = tree.is_verb(main) and tree.tokens[main].tag in PAST
    helpers = [tree.tokens[k] for k in tree.kids(main, "aux", "auxpass")]
    if not told or tree.kids(main, "neg") or any(h.tag == "MD" for h in helpers):
        return
    for act in tree.kids(without, "pcomp"):
        named = any(tree.tokens[n].mention is not None for n in tree.subtree(act))
        if tree.tokens[act].tag != "VBG" or tree.kids(act, *SUBJECTS) or not named:
            continue
        tree.hang(act, main, "conj")
        tree.hang(without, act, "neg")
        tree.tokens[act].tag = "VBD"


def _chosen_not_to(tree: Tree, verb: int) -> None:
    if tree.tokens[verb].tag not in PAST or tree.kids(verb, "neg", "auxpass"):
        return
    for act in tree.kids(verb, "xcomp"):
        negations = tree.kids(act, "neg")
        if negations and is_infinitive(tree, act):
            _miss(tree, verb, act, negations[0])
            return


def _resisted(tree: Tree, verb: int) -> None:
    if tree.tokens[verb].tag not in PAST or tree.kids(verb, "neg"):
        return
    for noun in tree.kids(verb, "dobj"):
        for act in [*tree.kids(noun, "acl", "relcl"), *tree.kids(verb, "xcomp", "advcl")]:
            if tree.tokens[noun].lemma in TEMPTATIONS and is_infinitive(tree, act):
                tree.tokens[noun].dep = "punct"
                _miss(tree, verb, act, verb)
                return


def _not_brought(tree: Tree, verb: int) -> None:
    reflexive = [k for k in tree.kids(verb, "dobj") if tree.tokens[k].lemma in REFLEXIVE]
    below = [k for k in tree.kids(verb, "xcomp", "ccomp", "advcl") if is_infinitive(tree, k)]
    own = [
        k
        for act in below
        for k in tree.kids(act, "nsubj")
        if tree.tokens[k].text.lower() in REFLEXIVE
    ]
    negations = tree.kids(verb, "neg")
    if not negations or not below or not (reflexive or own):
        return
    for word in [*reflexive, *own, *tree.kids(verb, "aux")]:
        tree.tokens[word].dep = "punct"
    _miss(tree, verb, below[0], negations[0])


def _close_to(tree: Tree, verb: int) -> None:
    """ "Came close to signing": did not, however near it was."""
    if tree.tokens[verb].tag not in PAST or tree.kids(verb, "neg"):
        return
    for word in tree.kids(verb, "acomp", "advmod"):
        if tree.tokens[word].lemma not in CLOSE:
            continue
        for prep in [*tree.kids(word, "prep"), *tree.kids(verb, "prep")]:
            for act in tree.kids(prep, "pcomp"):
                if tree.tokens[prep].lemma == "to" and tree.tokens[act].tag == "VBG":
                    tree.tokens[word].dep = "punct"
                    _miss(tree, verb, act, verb)
                    return


def _miss(tree: Tree, verb: int, act: int, negation: int) -> None:
    """Put a missed act in the place of the verb that tells so, negated by one of its words."""
    tense = "VBD" if tree.tokens[verb].tag in ("VB", "VBN") else tree.tokens[verb].tag
    detach(tree, act)
    take_place_of(tree, verb, act)
    inflect(tree, act, verb)
    tree.tokens[act].tag = tense
    tree.hang(negation, act, "neg")
    tree.tokens[negation].lemma = "never"
