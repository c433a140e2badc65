"""Whose view a sentence gives without a verb of saying: "in the view of X", "as X puts it"."""

from __future__ import annotations

from detente.statements.parties import PartyFinder
from detente.statements.speech import EXPERTS, Speaker, according_to, person_name
from detente.statements.trees import Tree

VIEWS = frozenset(
    "view opinion judgement judgment estimation eye mind word assessment reading analysis telling "
    "account phrase".split()
)
BEHIND = ("in", "to", "by")
PUTTING = frozenset(
    "put say note argue observe see write explain suggest remark warn point recall phrase".split()
)


def viewpoint(tree: Tree, finder: PartyFinder) -> Speaker | None:
    """The one whose view a whole sentence is; None where no phrase says so."""
    found = according_to(tree, finder)
    if found is not None:
        return found
    for token in tree.tokens:
        number = token.number
        if token.lemma in VIEWS and tree.tokens[token.head].lemma in BEHIND:
            found = _one_of(_owners(tree, number), tree, finder)
        elif token.lemma in PUTTING and token.dep in ("advcl", "parataxis", "ccomp"):
            marked = any(tree.tokens[k].lemma == "as" for k in tree.kids(number, "mark", "advmod"))
            found = _one_of(tree.kids(number, "nsubj"), tree, finder) if marked else None
        elif number == 0 and token.lemma == "for":
            experts = [k for k in tree.kids(number, "pobj") if _is_expert(tree, k)]
            found = _one_of(experts, tree, finder)
        if found is not None:
            return found
    return None


def _owners(tree: Tree, noun: int) -> list[int]:
    of = [p for p in tree.kids(noun, "prep") if tree.tokens[p].lemma == "of"]
    return [*tree.kids(noun, "poss"), *(o for p in of for o in tree.kids(p, "pobj"))]


def _is_expert(tree: Tree, number: int) -> bool:
    below = (number, *tree.kids(number, "appos", "compound"))
    return any(tree.tokens[k].lemma in EXPERTS for k in below)


def _one_of(numbers: list[int], tree: Tree, finder: PartyFinder) -> Speaker | None:
    for number in numbers:
        parties = finder.parties(number, owners=False)
        token = tree.tokens[number]
        if token.text.lower() in ("i", "my", "we", "our"):
            continue
        if parties and (parties[0].person or token.mention is not None):
            name = parties[0].person or token.text
            return Speaker(name, parties[0].code, official=True)
        name = person_name(tree, number)
        if name:
            return Speaker(name)
        if token.lemma in EXPERTS:
            return Speaker(tree.words([number, *tree.kids(number, "amod", "compound")]))
    return None
