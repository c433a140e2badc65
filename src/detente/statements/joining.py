"""What the forces or officials of several states do jointly is cooperation between them.

"Police from A and B arrested 30 people in a joint raid", "agents of A burned the crop in a sweep
conducted together with B": whatever is done to those at home, A and B work together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.drafts import Draft

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

MARKS = frozenset("jointly together tandem alongside shoulder".split())
JOINT_ACTS = frozenset(
    "operation raid sweep patrol search investigation swoop mission team exercise effort "
    "crackdown campaign".split()
)
OPEN = ("COERCE", "MOBILIZE", "AID", "ASSAULT", "CONCEDE")
FOES = ("ASSAULT", "SANCTION", "THREATEN", "ACCUSE")


def as_joint(draft: Draft, reader: ClauseReader) -> None:
    """Make cooperation of an act that several states do jointly to no other state."""
    if draft.kind != "event" or draft.mood.negated or not reader.tree.is_verb(draft.predicate):
        return
    if draft.codes and draft.codes[0] not in OPEN:
        return
    tree = reader.tree
    acting = [p for s in tree.kids(draft.predicate, "nsubj") for p in reader.finder.parties(s)]
    partners = {p.code: p for p in acting}
    mark = _mark(draft, reader)
    if mark < 0 or not partners:
        return
    for party in _with(mark, reader):
        partners.setdefault(party.code, party)
    others = {p.code for p in draft.target} - partners.keys()
    if len(partners) < 2 or (others and draft.codes[:1] and draft.codes[0] in FOES):
        return
    if others and not {p.code for p in draft.target} & partners.keys():
        return
    draft.source, draft.target, draft.directed = tuple(partners.values()), (), False
    draft.codes = ("COOPERATE", *draft.codes)
    draft.reasons.append("done jointly by several states")


def _mark(draft: Draft, reader: ClauseReader) -> int:
    """The word that says that an act is joint, -1 where none does."""
    tree = reader.tree
    below = tree.subtree(draft.predicate, stop=("relcl", "ccomp", "advcl", "conj", "parataxis"))
    for number in below:
        token = tree.tokens[number]
        if token.lemma in MARKS and not tree.is_noun(draft.predicate):
            return number
        named = token.lemma == "joint" and tree.tokens[token.head].lemma in JOINT_ACTS
        if named and number != draft.predicate:
            return number
        if token.dep == "npadvmod" and token.lemma == "side":
            return number
    return -1


def _with(mark: int, reader: ClauseReader) -> list[Party]:
    """Whom a joint act is done with: "jointly with X", "together with X", "alongside X"."""
    tree = reader.tree
    head = tree.tokens[mark].head
    preps = [mark] if tree.tokens[mark].lemma == "alongside" else []
    preps += [p for at in (mark, head) for p in tree.kids(at, "prep")]
    preps += [head] if tree.tokens[head].dep == "prep" else []
    return [
        party
        for prep in dict.fromkeys(preps)
        if tree.tokens[prep].lemma in ("with", "alongside")
        for pobj in tree.kids(prep, "pobj")
        for party in reader.finder.parties(pobj)
    ]
