"""Exchanges: what one side gives for what the other gives, told in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import Mood

SWAPPING = frozenset("exchange swap barter interlock trade".split())
GIVING = frozenset("provision supply delivery shipment transfer sending export".split())
RETURN = ("exchange", "return")


def find_exchanges(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """The two directions of a swap between two parties.

    "A gives X to B in exchange for Y" adds B's giving of Y; "A and B swap X for Y", "interlocking
    the provision of X with Y" gives both, the first-named party giving what is named first.
    """
    found = _in_return(reader, drafts)
    return found or _swapped(reader, drafts)


def _in_return(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    tree = reader.tree
    for token in tree.tokens:
        if token.lemma not in RETURN or tree.tokens[token.head].lemma != "in":
            continue
        things = [
            o
            for p in tree.kids(token.number, "prep")
            if tree.tokens[p].lemma == "for"
            for o in tree.kids(p, "pobj")
        ]
        given = next(
            (
                d
                for d in drafts
                if d.kind == "event"
                and d.codes[:1] in (("AID",), ("COOPERATE",))
                and d.source
                and d.target
            ),
            None,
        )
        if things and given is not None:
            return [_giving(reader, given.target, given.source, things[0], given.mood)]
    return []


def _swapped(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    tree = reader.tree
    for token in tree.tokens:
        if token.lemma not in SWAPPING or not tree.is_verb(token.number):
            continue
        objects = tree.kids(token.number, "dobj")
        others = [
            o
            for p in tree.subtree(token.number)
            if tree.tokens[p].dep == "prep" and tree.tokens[p].lemma in ("for", "with", "against")
            for o in tree.kids(p, "pobj")
        ]
        sides = _pair(reader, drafts)
        if not objects or not others or len(sides) != 2:
            continue
        first = _things_of(reader, objects[0])
        second = others[0]
        if tree.tokens[second].mention is not None:
            continue
        mood = Mood("fact", tense="past")
        return [
            _giving(reader, sides[:1], sides[1:], first, mood),
            _giving(reader, sides[1:], sides[:1], second, mood),
        ]
    return []


def _things_of(reader: ClauseReader, number: int) -> int:
    tree = reader.tree
    if tree.tokens[number].lemma in GIVING:
        for prep in tree.kids(number, "prep"):
            for pobj in tree.kids(prep, "pobj"):
                return pobj
    return number


def _pair(reader: ClauseReader, drafts: Sequence[Draft]) -> tuple[Party, ...]:
    """The two that exchange: those of a mutual statement of the sentence, else of the text."""
    for draft in drafts:
        codes = {p.code for p in draft.source + draft.target}
        if not draft.directed and len(codes) == 2:
            return tuple({p.code: p for p in draft.source + draft.target}.values())
    group = reader.discourse.group
    return group if len({p.code for p in group}) == 2 else ()


def _giving(
    reader: ClauseReader,
    giver: tuple[Party, ...],
    receiver: tuple[Party, ...],
    thing: int,
    mood: Mood,
) -> Draft:
    tree = reader.tree
    things = tuple(
        n for n in tree.conjuncts(thing) if tree.is_noun(n) and tree.tokens[n].mention is None
    )
    return Draft(
        "event",
        giver,
        receiver,
        thing,
        tree.subtree(thing),
        Meaning(codes=("AID",), objects=things),
        mood,
        codes=("AID", "COOPERATE"),
        reasons=["one direction of an exchange"],
    )
