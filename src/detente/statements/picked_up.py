"""Objects that only point back: "imposed a tariff in April and lifted it in May".

An operator takes its meaning from its object. Where that is a pronoun, the act that it stands for
is the last one told of the same actor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.frames import Meaning

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

POINTING = frozenset("it them these those this that both".split())
TURNING = frozenset(("=STOP", "=RESUME", "=LOWER", "=RAISE", "=DO"))


def picked_up(
    reader: ClauseReader, verb: int, meaning: Meaning, actors: tuple[Party, ...]
) -> tuple[str, ...]:
    """The codes of a turn of the act told before; empty where the object names its own."""
    if meaning.codes or meaning.operator not in TURNING:
        return ()
    tree = reader.tree
    objects = tree.kids(verb, "dobj", "nsubjpass")
    if not objects or any(tree.tokens[o].text.lower() not in POINTING for o in objects):
        return ()
    own = {p.code for p in actors}
    for draft in reversed(reader.drafts):
        same = own and own == {p.code for p in draft.source}
        if draft.kind == "event" and same and draft.codes and not draft.mood.negated:
            return tuple(reader.codebook.lexicon.apply(meaning.operator, draft.codes[0]))
    return ()
