"""Verbs whose sense hangs on what follows them: a call that asks, a time that is given."""

from __future__ import annotations

from typing import TypedDict

from detente.codebook.senses import Phrase
from detente.statements.trees import Tree


class Beside(TypedDict):
    """What stands beside a verb: the arguments of `detente.codebook.Lexicon.best_sense`."""

    particles: set[str]
    direct: Phrase | None
    governed: dict[str, Phrase]


def asked(tree: Tree, verb: int, beside: Beside) -> Beside:
    """What stands beside a verb, without what hides that it asks.

    "Called on the king to free them" asks, "called on the king" visits. Changes what it is given.
    """
    lemma = tree.tokens[verb].lemma
    if lemma == "call" and "on" in beside["governed"] and _told(tree, verb):
        beside["governed"] = {}
    return beside


def given_time(tree: Tree, verb: int) -> list[int]:
    """ "Gave the firm two days to pay": the days that the parser takes for a time."""
    if tree.tokens[verb].lemma != "give":
        return []
    return [k for k in tree.kids(verb, "npadvmod") if k > verb]


def _told(tree: Tree, verb: int) -> bool:
    """Whether an infinitive without a subject of its own says what is asked."""
    return any(
        tree.tokens[k].tag == "VB" and not tree.kids(k, "nsubj") for k in tree.kids(verb, "xcomp")
    )
