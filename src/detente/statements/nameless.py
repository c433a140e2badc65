"""Parties known by their noun alone: "the rebels", "police" in a text of one state or none."""

from __future__ import annotations

from detente.codebook import Offices
from detente.statements.discourse import NAMELESS, Party
from detente.statements.trees import Tree

AGENTS = frozenset(("person", "body", "forces", "people"))


def nameless_party(
    tree: Tree, number: int, offices: Offices, *, home: str = ""
) -> list[Party]:
    """The party behind a noun that acts for someone, or behind an unknown name or a pronoun.

    Where a text names one state only, they are at `home` in it. The latter two count only where such a noun stands beside them: "Smith accused the army", not
    "Smith sold his car".
    """
    office = offices.lookup(tree.tokens[number].text)
    if office is not None and office.kind in AGENTS:
        return [Party(home or NAMELESS, office.role, number)]
    if tree.tokens[number].tag not in ("NNP", "NNPS", "PRP"):
        return []
    known = (offices.lookup(token.text) for token in tree.tokens)
    beside = any(office is not None and office.kind in AGENTS for office in known)
    return [Party(home or NAMELESS, "", number)] if beside else []
