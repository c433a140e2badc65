"""Who acts where something brings them to it: "the attack led Peru to close its border"."""

from __future__ import annotations

from detente.statements.discourse import Party
from detente.statements.frames import Meaning
from detente.statements.parties import PartyFinder
from detente.statements.trees import Tree

# What these bring someone to do is that one's act; with "force" only where no one forces.
LEADS_TO = frozenset("lead prompt spur drive induce".split())
FORCES = frozenset("force oblige compel press".split())


def moved_by(tree: Tree, finder: PartyFinder, verb: int, *, meaning: Meaning) -> tuple[Party, ...]:
    """Who acts in "the treaty enabled Peru to export copper": the object, not the subject."""
    causes = meaning.operator == "=CAUSE" or tree.tokens[verb].lemma in LEADS_TO
    forced = tree.tokens[verb].lemma in FORCES and _is_a_thing(tree, finder, verb)
    if not (causes or forced) or not tree.kids(verb, "xcomp"):
        return ()
    return tuple(p for o in tree.kids(verb, "dobj") for p in finder.parties(o, owners=False))


def _is_a_thing(tree: Tree, finder: PartyFinder, verb: int) -> bool:
    """Whether the subject is nobody who acts: "the attack", "sanctions"."""
    subjects = tree.kids(verb, "nsubj")
    return bool(subjects) and all(
        tree.tokens[s].tag in ("NN", "NNS")
        and tree.tokens[s].mention is None
        and finder.role_of(s) is None
        for s in subjects
    )
