"""Actors that a noun describes instead of naming: "the court", "the kingdom", "its neighbour".

A noun of the codebook's table of descriptions stands for the actor of that sort that the text
named last. A noun that the text itself has tied to an actor ("the M23, a rebel army") stands for
it from then on. What someone is to someone else ("its western neighbour", "his host") is another
actor, never the one whose it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.codebook import Codebook, Office, Offices
from detente.statements.antecedents import Resolve
from detente.statements.discourse import Discourse, Party
from detente.statements.party_words import RELATIVES
from detente.statements.seats import seated
from detente.statements.trees import Tree

POINTING = frozenset("the this that these those".split())
# Words that leave a description what it is: "the regional bloc" is still the one named.
PLAIN = frozenset(
    "regional international world global military ruling same new armed rebel islamist jihadist "
    "separatist cash-strapped isolated landlocked tiny small rich wealthy oil-rich gas-rich gulf "
    "desert himalayan neighbouring neighboring western eastern northern southern top highest "
    "nuclear un european african islamic".split()
)
# "The other side", and nouns that alone mean whoever stands across: "the neighbour".
SIDES = frozenset("side government country state nation capital party leader power army".split())
FACING = frozenset("neighbour neighbor rival adversary foe enemy opponent counterpart".split())
NEIGHBOURS = frozenset(("neighbour", "neighbor"))


class Described:
    """Finds who is described in one sentence."""

    def __init__(
        self, tree: Tree, discourse: Discourse, codebook: Codebook, resolve: Resolve
    ) -> None:
        self.tree = tree
        self.discourse = discourse
        self.codebook = codebook
        self.resolve = resolve

    def is_relative(self, number: int) -> bool:
        """Whether a noun says what someone is to someone else: "its ally", "X's rival"."""
        tree = self.tree
        return tree.tokens[number].lemma.lower() in RELATIVES and bool(tree.kids(number, "poss"))

    def is_other_side(self, number: int) -> bool:
        """Whether a noun means the one across from whom the text speaks: "the other side"."""
        tree = self.tree
        token = tree.tokens[number]
        if token.tag != "NN" or token.lemma not in SIDES | FACING:
            return False
        kids = [tree.tokens[k] for k in tree.children[number]]
        if not any(k.text.lower() == "the" for k in kids):
            return False
        described = [k for k in kids if k.dep in ("amod", "compound", "nmod", "poss", "prep")]
        if token.lemma in SIDES:
            return [k.lemma for k in described] == ["other"]
        return not described

    def other_side(self, number: int) -> Party | None:
        """Who is not the one that acts in this sentence, else in the last; None where unclear."""
        here = list(dict.fromkeys(self._named_here(number)))
        acting = here or list({p.code: p for p in self.discourse.subject})
        if len(acting) != 1:
            return None
        told = self.discourse.told_codes()
        others = told - {acting[0]} if acting[0] in told and len(told) == 2 else set()
        code = next(iter(others), "") or self.discourse.counterpart(acting[0])
        return Party(code, token=number) if code else None

    def relative(self, number: int) -> Party | None:
        """The other whom "its southern neighbour" or "his host" means; None for several."""
        tree = self.tree
        if tree.tokens[number].tag in ("NNS", "NNPS"):
            return None
        named = self._apposed(number)
        if named is not None:
            return named
        own = {p.code for k in tree.kids(number, "poss") for p in self.resolve(k)}
        if len(own) != 1:
            return None
        whose = next(iter(own))
        if tree.tokens[number].lemma.lower() in NEIGHBOURS:
            code = self._neighbour(number, whose)
        else:
            code = self._other(number, whose)
        return Party(code, token=number) if code else None

    def _apposed(self, number: int) -> Party | None:
        """The name beside the noun: "its key ally, Turkey", "Rao, her rival"."""
        tokens = self.tree.tokens
        beside = self.tree.kids(number, "appos")
        if tokens[number].dep == "appos":
            beside = [*beside, tokens[number].head]
        for at in beside:
            mention = tokens[at].mention
            if mention is not None and len(mention.codes) == 1:
                return Party(mention.codes[0], mention.role, number)
        return None

    def _other(self, number: int, whose: str) -> str:
        """The other of two who met last, else whom the sentence or the text sets beside one."""
        here = next((c for c in self._named_here(number) if c != whose), "")
        group = {party.code for party in self.discourse.group}
        met = next(iter(group - {whose})) if len(group) == 2 and whose in group else ""
        return here or met or self.discourse.counterpart(whose)

    def _neighbour(self, number: int, whose: str) -> str:
        tree, actors = self.tree, self.codebook.actors
        words = [tree.tokens[k].text.lower() for k in tree.kids(number, "amod", "compound")]
        places = self.codebook.descriptions
        borders = actors.actor(whose).borders
        beside = self.discourse.partners.get(whose, Counter())
        named = [c for c in self.discourse.topics if c != whose and actors.actor(c).kind == "state"]
        named.sort(key=lambda c: (c not in borders, -beside.get(c, 0), -self.discourse.topics[c]))
        compass = next((w for w in words if any(places.lies(c, whose, w) for c in named)), "")
        if compass:
            named = [c for c in named if places.lies(c, whose, compass)]
        return named[0] if named and (compass or named[0] in borders) else ""

    def seated(self, number: int) -> list[Party]:
        """ "In Lima, officials said", "many in Lima": those of a capital."""
        return seated(self.tree, number, self.discourse)

    def typed(self, number: int) -> Party | None:
        """Whom "the court" or "the kingdom" means: the last of its sort that was named."""
        tree = self.tree
        token = tree.tokens[number]
        nouns = (token.text.lower(), token.lemma.lower())
        kids = tree.children[number]
        if not any(tree.tokens[k].text.lower() in POINTING for k in kids):
            return None
        if any(tree.tokens[p].lemma == "of" for p in tree.kids(number, "prep")):
            return None
        described = [tree.tokens[k] for k in tree.kids(number, "amod", "compound", "nmod", "poss")]
        known = {code for noun in nouns for code in (self.discourse.epithets.get(noun),) if code}
        if not all(t.text.lower() in PLAIN for t in described):
            return None
        table = self.codebook.descriptions
        if not known and not any(noun in table.nouns for noun in nouns):
            return None
        for code in self._before(number):
            if code in known or any(table.can_be(n, code, self.codebook.actors) for n in nouns):
                return Party(code, token=number)
        return None

    def _named_here(self, number: int) -> Iterator[str]:
        inside = set(self.tree.subtree(number))
        for token in reversed(self.tree.tokens[:number]):
            if token.mention is not None and token.number not in inside:
                yield from token.mention.codes

    def _before(self, number: int) -> Iterator[str]:
        """Everyone named before, last first: in the sentence, then in the text."""
        yield from self._named_here(number)
        yield from reversed(self.discourse.heard)


def learn_epithets(tree: Tree, discourse: Discourse, codebook: Codebook) -> None:
    """Note what a sentence calls those that it names: "Niger's junta", "the M23, a militia"."""
    nouns = codebook.descriptions.nouns.keys()
    for token in tree.tokens:
        if token.mention is None or len(token.mention.codes) != 1:
            continue
        before = token.dep in ("poss", "amod", "compound") and token.head > token.number
        above = [token.head] if before or token.dep == "appos" else []
        for at in (*above, *tree.kids(token.number, "appos")):
            words = {tree.tokens[at].lemma.lower(), tree.tokens[at].text.lower()}
            if tree.tokens[at].mention is None and words & nouns:
                for word in words:
                    discourse.epithets[word] = token.mention.codes[0]


def office_at(tree: Tree, number: int, offices: Offices, *, head: str) -> Office | None:
    """The office that a noun names with the words before it ("vice foreign minister").

    Args:
        head: the noun as it is to be looked up, as it stands or as a lemma.
    """
    before = [
        tree.tokens[k].text.lower()
        for k in tree.kids(number, "compound", "amod")
        if k < number and tree.tokens[k].mention is None
    ]
    found = (offices.lookup(" ".join([*before[c:], head])) for c in range(len(before) + 1))
    return next((office for office in found if office is not None), None)
