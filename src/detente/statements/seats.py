"""Capitals in which something is thought or said: "in Lima, the pact is seen as a betrayal".

A capital behind "in" is mostly a place ("met in Lima"). With a verb of viewing in the passive, with
officials and with "many" it is whose view is told.
"""

from __future__ import annotations

from detente.statements.discourse import Discourse, Party
from detente.statements.mentions import Mention
from detente.statements.trees import Tree

VIEWING = frozenset(
    "view regard consider perceive interpret hail welcome greet condemn denounce criticise "
    "criticize celebrate praise applaud deplore lament resent fear distrust mistrust admire "
    "deem judge receive read see hear understand take".split()
)
# These are also something else than views, and need to say as what.
SENSING = frozenset("see hear receive read understand take".split())
HOW = ("as", "with")
OPINIONS = frozenset(
    "many some few most those voice people elite strategist planner policymaker hawk hardliner "
    "insider opinion lawmaker politician commentator".split()
)
OFFICIALS = frozenset(
    "official lawmaker politician minister leader legislator parliamentarian senator "
    "policymaker general".split()
)


def seats_of(tree: Tree, holder: int) -> list[Mention]:
    """The capitals in "in Lima" below a token."""
    found = (
        tree.tokens[place].mention
        for prep in tree.kids(holder, "prep")
        if tree.tokens[prep].lemma == "in"
        for place in tree.kids(prep, "pobj")
    )
    return [m for m in found if m is not None and m.kind == "capital" and len(m.codes) == 1]


def viewed_from(tree: Tree, verb: int) -> tuple[Party, ...]:
    """Whose view a passive tells: "is regarded in Lima as a threat"; empty where nobody's."""
    lemma = tree.tokens[verb].lemma
    if lemma not in VIEWING:
        return ()
    said = bool(tree.kids(verb, "oprd")) or any(
        tree.tokens[p].lemma in HOW for p in tree.kids(verb, "prep")
    )
    if lemma in SENSING and not said:
        return ()
    below = [verb, *tree.kids(verb, "oprd")]
    below += [o for p in tree.kids(verb, "prep") for o in tree.kids(p, "pobj")]
    return tuple(Party(m.codes[0], m.role) for holder in below for m in seats_of(tree, holder))[:1]


def seated(tree: Tree, number: int, discourse: Discourse) -> list[Party]:
    """Who "many in Lima" and, in a clause that opens with "in Lima", its "officials" are.

    Other plural offices ("negotiators") may only meet there, unless the text has just told of that
    state.
    """
    token = tree.tokens[number]
    if token.lemma in OPINIONS:
        own = [Party(m.codes[0], m.role, number) for m in seats_of(tree, number)]
        if own:
            return own
    if token.dep != "nsubj" or token.tag != "NNS" or tree.children[number]:
        return []
    opening = [m for m in seats_of(tree, token.head) if m.start < token.start]
    return [
        Party(m.codes[0], m.role, number)
        for m in opening
        if token.lemma in OFFICIALS or m.codes[0] in discourse.told_codes()
    ]
