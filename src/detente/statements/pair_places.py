"""How two marked parties stand to a predicate: who does it, and to whom it is done."""

from __future__ import annotations

from detente.statements.pair_spans import PairTree

PRONOUNS = frozenset("it he she they we i".split())
OBJECT_PRONOUNS = frozenset("him her them it us".split())
INSIDE = ("acl", "relcl", "advcl", "ccomp", "xcomp", "parataxis", "pcomp")


class Places:
    """Places of source and target within one tree."""

    def __init__(self, pair: PairTree) -> None:
        self.pair = pair
        self.tree = pair.tree

    def depth(self, number: int) -> int:
        """How many verbs stand above a token."""
        return sum(1 for at in self.tree.ancestors(number) if self.tree.is_verb(at))

    def doer(self, verb: int) -> str:
        """How the source stands to a verb."""
        source = self.pair.source
        if source < 0:
            return ""
        way = self._as_subject(verb, source)
        if way:
            return way
        if self._undergoes(verb, source) == "object":
            return "object"
        for at in self.tree.ancestors(verb):
            if not self.tree.is_verb(at):
                continue
            if self._as_subject(at, source):
                own = self.tree.kids(verb, "nsubj", "nsubjpass")
                if own and self._pronoun(own[0]):
                    return "pronoun"
                if self.tree.tokens[verb].dep in ("relcl", "acl"):
                    return ""
                return "speaker" if own else "above"
        return ""

    def undergoer(self, verb: int) -> str:
        """How the target stands to a verb."""
        target = self.pair.target
        if target < 0:
            return ""
        if self._together() and self.is_subject(verb):
            return "with subject"
        way = self._undergoes(verb, target)
        if way:
            return way
        later = [k for k in self.tree.kids(verb, "dobj") if k > target]
        if any(self.tree.tokens[k].text.lower() in OBJECT_PRONOUNS for k in later):
            return "pronoun"
        return "subject" if self._as_subject(verb, target) else ""

    def _together(self) -> bool:
        """Whether source and target are named side by side: "A and B", "A, B and C"."""
        tree, source, target = self.tree, self.pair.source, self.pair.target
        if source < 0 or target < 0:
            return False
        if target in tree.conjuncts(source) or source in tree.conjuncts(target):
            return True
        one, other = tree.tokens[source], tree.tokens[target]
        return one.head == other.head and one.dep == other.dep == "amod"

    def is_subject(self, verb: int) -> bool:
        """Whether the source acts in a clause itself."""
        way = self._as_subject(verb, self.pair.source) if self.pair.source >= 0 else ""
        return way in ("subject", "agent", "shared subject", "owner of subject")

    def noun_doer(self, number: int) -> str:
        """How the source stands to a noun that names an act."""
        source = self.pair.source
        if source < 0:
            return ""
        if self._under(source, number, ("poss", "amod", "compound", "nmod")):
            return "owner"
        for prep in self.tree.kids(number, "prep", "agent"):
            if self.tree.tokens[prep].lemma in ("by", "of", "from", "between", "among") and (
                source in self._phrase(prep)
            ):
                return "owner"
        verb = self.tree.clause_of(number)
        return "above" if self.tree.is_verb(verb) and self._as_subject(verb, source) else ""

    def noun_undergoer(self, number: int) -> str:
        """How the target stands to a noun that names an act."""
        target = self.pair.target
        if target < 0:
            return ""
        for prep in self.tree.kids(number, "prep"):
            if target in self._phrase(prep):
                return "preposition"
        if self._under(target, number, ("poss", "amod", "compound", "nmod")):
            return "object's phrase"
        if target in self.tree.subtree(number):
            return "below"
        verb = self.tree.clause_of(number)
        if self.tree.is_verb(verb) and self._undergoes(verb, target):
            return "complement"
        return ""

    def _under(self, at: int, head: int, deps: tuple[str, ...]) -> bool:
        return any(at in self._phrase(kid) for kid in self.tree.kids(head, *deps))

    def _phrase(self, number: int) -> list[int]:
        return self.tree.subtree(number, stop=INSIDE)

    def _pronoun(self, number: int) -> bool:
        return self.tree.tokens[number].text.lower() in PRONOUNS

    def _subjects(self, verb: int) -> tuple[list[int], str]:
        """Heads of what acts in a clause, and whether they are its own."""
        tree = self.tree
        token = tree.tokens[verb]
        if self.is_passive(verb):
            agents = [
                p
                for by in tree.kids(verb, "agent", "prep")
                if tree.tokens[by].lemma == "by"
                for p in tree.kids(by, "pobj")
            ]
            return agents, "agent"
        own = tree.kids(verb, "nsubj", "csubj")
        if own:
            relative = tree.tokens[own[0]].text.lower() in ("who", "which", "that")
            if relative and token.dep == "relcl":
                return [token.head], "subject"
            return own, "subject"
        if token.dep == "conj" and tree.is_verb(token.head):
            return self._subjects(token.head)[0], "shared subject"
        if token.dep in ("xcomp", "advcl") and tree.is_verb(token.head):
            objects = tree.kids(token.head, "dobj") if token.dep == "xcomp" else []
            if objects and token.tag == "VB":
                return objects, "object of control"
            return self._subjects(token.head)[0], "shared subject"
        if token.dep == "pcomp":
            above = tree.clause_of(token.head)
            if tree.is_verb(above) and above != verb:
                return self._subjects(above)[0], "shared subject"
        if token.dep == "acl" and token.tag in ("VBG", "VB"):
            if token.tag == "VBG":
                return [token.head], "subject"
            above = tree.clause_of(token.head)
            if tree.is_verb(above) and above != verb:
                return self._subjects(above)[0], "shared subject"
        return [], ""

    def is_passive(self, verb: int) -> bool:
        """Whether the grammatical subject of a verb is what the act is done to."""
        tree, token = self.tree, self.tree.tokens[verb]
        if tree.kids(verb, "auxpass", "nsubjpass", "agent"):
            return True
        return token.dep == "acl" and token.tag == "VBN"

    def _as_subject(self, verb: int, party: int) -> str:
        heads, way = self._subjects(verb)
        for head in heads:
            if party == head or party in self.tree.conjuncts(head):
                return way
            if any(self.tree.tokens[k].number == party for k in self.tree.kids(head, "appos")):
                return way
            if party in self._phrase(head):
                return "owner of subject" if way != "object of control" else way
        return ""

    def _undergoes(self, verb: int, party: int) -> str:
        tree, token = self.tree, self.tree.tokens[verb]
        heads = tree.kids(verb, "nsubjpass") if self.is_passive(verb) else []
        if self.is_passive(verb) and not heads and token.dep == "acl":
            heads = [token.head]
        heads = heads + tree.kids(verb, "dobj", "dative", "attr", "oprd")
        for head in heads:
            if party == head or party in tree.conjuncts(head):
                return "object"
        for prep in tree.kids(verb, "prep", "agent", "dative"):
            if tree.tokens[prep].lemma == "by":
                continue
            if any(party in tree.conjuncts(p) for p in tree.kids(prep, "pobj")):
                return "preposition"
        for head in heads:
            if party in self._phrase(head):
                return "object's phrase"
        for prep in tree.kids(verb, "prep", "advmod", "prt"):
            if party in self._phrase(prep):
                return "object's phrase"
        if (
            token.dep == "conj"
            and tree.is_verb(token.head)
            and token.tag == tree.tokens[token.head].tag
        ):
            later = tree.kids(verb, "dobj")
            if not later and party > verb:
                return ""
        for kid in tree.kids(verb, "xcomp", "ccomp", "pcomp", "acl"):
            if party in tree.subtree(kid):
                return "complement"
        subjects = tree.kids(verb, "nsubj", "nsubjpass")
        inside = set(tree.subtree(verb))
        for subject in subjects:
            inside -= set(tree.subtree(subject))
        return "below" if party in inside else ""
