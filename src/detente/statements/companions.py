"""Who acts beside a subject or is named away from its noun: "along with", "X-led", "including"."""

from __future__ import annotations

from detente.statements.party_words import EXEMPLIFYING, GROUP_NOUNS, PLEDGES
from detente.statements.trees import Tree

WITH = frozenset("along alongside together".split())
JOINED = frozenset("join accompany".split())
LED = frozenset("lead run head impose control dominate".split())


def companions(tree: Tree, subject: int) -> list[int]:
    """Who acts together with a subject: "X, along with Y and Z, voted", "X, joined by Y, …"."""
    verb = tree.tokens[subject].head
    near = tree.kids(subject, "prep", "advmod", "acl", "advcl")
    near = near + [k for k in tree.kids(verb, "prep", "advmod", "advcl") if subject < k < verb]
    found: list[int] = []
    for at in near:
        token = tree.tokens[at]
        if token.lemma in WITH:
            found += tree.kids(at, "pobj")
            found += [o for p in tree.kids(at, "prep") for o in tree.kids(p, "pobj")]
        elif token.lemma in JOINED and token.tag == "VBN":
            found += [o for by in tree.kids(at, "agent", "prep") for o in tree.kids(by, "pobj")]
    return found


def leaders_of(tree: Tree, number: int) -> list[int]:
    """Who leads or imposes a thing by its compound adjective: "the Saudi-led coalition"."""
    return [
        inner
        for kid in tree.kids(number, "amod")
        if tree.tokens[kid].lemma in LED and tree.tokens[kid].tag in ("VBN", "VBD")
        for inner in tree.kids(kid, "npadvmod", "compound", "amod", "nmod", "advmod")
        if tree.tokens[inner].mention is not None
    ]


def exemplars(tree: Tree, number: int) -> list[int]:
    """The actors named as examples of a noun: "powers such as China", also further behind.

    "Other states backed Peru's claim, including Chile": a single thing has no states as examples,
    so they belong to the plural subject.
    """
    near = [p for p in tree.kids(number, "prep") if tree.tokens[p].text.lower() in EXEMPLIFYING]
    plural = tree.tokens[number].tag == "NNS" and tree.tokens[number].lemma in GROUP_NOUNS
    if not near and plural and tree.tokens[number].dep == "nsubj":
        near = [
            t.number
            for t in tree.tokens[number:]
            if t.dep == "prep"
            and t.text.lower() == "including"
            and (tree.tokens[t.head].tag == "NN" or tree.is_verb(t.head))
            and _names_only(tree, t.number)
        ]
    return [at for prep in near for at in tree.subtree(prep, stop=("relcl", "acl"))]


def _names_only(tree: Tree, prep: int) -> bool:
    named = [tree.tokens[o].mention is not None for o in tree.kids(prep, "pobj")]
    return bool(named) and all(named)


def shared_objects(tree: Tree, verb: int) -> list[int]:
    """What two verbs side by side are done to: "arming and training the rebels"."""
    after = verb + 1
    if after >= len(tree.tokens) or tree.tokens[after].dep != "cc":
        return []
    for other in tree.kids(verb, "conj"):
        between = range(after + 1, other)
        same = tree.tokens[other].tag == tree.tokens[verb].tag
        if same and all(tree.tokens[k].dep == "advmod" for k in between):
            return tree.kids(other, "dobj")
    return []


def pledged_to(tree: Tree, noun: int, prepositions: tuple[str, ...]) -> list[int]:
    """ "Their commitment to help X defend itself": X, whoever has made it."""
    found: list[int] = []
    for act in tree.kids(noun, "acl") if tree.tokens[noun].lemma in PLEDGES else []:
        found += tree.kids(act, "dobj", "dative")
        for clause in tree.kids(act, "ccomp", "xcomp"):
            found += tree.kids(clause, "nsubj")
        for prep in tree.kids(act, "prep"):
            found += tree.kids(prep, "pobj") if tree.tokens[prep].lemma in prepositions else []
    return found
