"""Who a pronoun, "the country" or "both sides" stands for: the sentence is asked before the text.

Syntax narrows the choice: an object can't be its own clause's subject, a possessive goes with who
acts in the nearest clause ("called on X to ease its blockade": X's), several that are named side
by side are the nearest "they". What is left open goes to the last subject, as a text goes on about
what it began with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from detente.codebook import Offices
from detente.statements.discourse import Discourse, Party
from detente.statements.mentions import PEOPLE, Mention
from detente.statements.party_words import BODY_NOUNS, COUNTED, STATE_NOUNS
from detente.statements.referring import acted_on, background, blamed_objects
from detente.statements.trees import Tree

SUBJECTS = ("nsubj", "nsubjpass")
# What a demand or a reproach is directed at acts in the clause that follows.
ADDRESSED = ("on", "upon")
# With these the subject goes on acting: "promised X to withdraw".
TOWARDS = ("to", "with", "against", "on", "upon", "from", "toward", "towards", "by", "of")
KEEPS_SUBJECT = frozenset("promise threaten vow pledge use visit tell".split())
Resolve = Callable[[int], tuple[Party, ...]]


def actors_of(tree: Tree, verb: int) -> list[int]:
    """The tokens that act in a clause, also where it leaves its subject to the clause above."""
    for _ in range(len(tree.tokens)):
        own = tree.kids(verb, *SUBJECTS)
        token = tree.tokens[verb]
        if own:
            relative = token.dep == "relcl" and tree.tokens[own[0]].tag in ("WDT", "WP")
            return [token.head] if relative else own[:1]
        if token.head == verb:
            return []
        if token.dep == "acl":
            return [token.head]
        head = tree.clause_of(token.head)
        if head == verb or not tree.is_verb(head):
            return []
        if token.dep in ("xcomp", "ccomp", "pcomp"):
            addressed = _addressed(tree, head, verb)
            if addressed and tree.tokens[head].lemma not in KEEPS_SUBJECT:
                return addressed[:1]
        verb = head
    return []


def _addressed(tree: Tree, head: int, verb: int) -> list[int]:
    """Whom a verb is directed at, before the clause that says to what."""
    found = tree.kids(head, "dobj", "dative")
    for prep in tree.kids(head, "prep"):
        if tree.tokens[prep].lemma in ADDRESSED:
            found = found + tree.kids(prep, "pobj")
    return [k for k in found if k < verb and tree.tokens[k].dep != "prep"]


def _is_object(tree: Tree, number: int) -> bool:
    """Whether a token is the object of its clause, directly or behind a preposition."""
    token = tree.tokens[number]
    if token.dep == "pobj":
        return tree.is_verb(tree.tokens[token.head].head)
    return token.dep in ("dobj", "dative")


class Antecedents:
    """Finds what the words of one sentence refer back to."""

    def __init__(
        self, tree: Tree, discourse: Discourse, resolve: Resolve, offices: Offices
    ) -> None:
        self.tree = tree
        self.discourse = discourse
        self.resolve = resolve
        self.offices = offices

    def state(self, number: int) -> Party | None:
        """The single actor that "it", "its" or "the country" stands for; None for none."""
        wanted = self._wanted(number)
        beside = self._possessor_beside(number)
        if beside is not None:
            return beside
        barred: set[str] = set()
        undergoing = self._undergoing(number)
        for at, local in self._clauses(number):
            found = self._one_of(at, number, wanted)
            codes = {p.code for p in found}
            if local:
                barred |= codes
            elif len(codes) == 1 and not codes & undergoing:
                return replace(found[0], role="", person="", owner=False)
        named = self._named_before(number, barred, wanted)
        if named is not None and named.code not in undergoing:
            return named
        return self._told_before(barred | undergoing, wanted)

    def _undergoing(self, number: int) -> set[str]:
        """Whom the clause of a subject names as its object: "it expelled X's envoys" is not X."""
        tree = self.tree
        while tree.tokens[number].dep in ("poss", "compound"):
            number = tree.tokens[number].head
        if tree.tokens[number].dep not in SUBJECTS:
            return set()
        verb = tree.tokens[number].head
        found = tree.kids(verb, "dobj", "dative")
        for prep in tree.kids(verb, "prep", "dative", "agent"):
            if tree.tokens[prep].lemma in TOWARDS:
                found += tree.kids(prep, "pobj")
        for noun in list(found):
            found += [
                o
                for prep in tree.kids(noun, "prep")
                if tree.tokens[prep].lemma in TOWARDS
                for o in tree.kids(prep, "pobj")
            ]
        named = [n for o in found for n in (o, *tree.kids(o, "amod", "poss", "compound", "nmod"))]
        mentions = [tree.tokens[n].mention for n in named]
        return {m.codes[0] for m in mentions if m is not None and len(m.codes) == 1}

    def _possessor_beside(self, number: int) -> Party | None:
        """ "X's sinking of a ship and its shelling of an island": X shelled it too."""
        tree = self.tree
        noun = tree.tokens[tree.tokens[number].head]
        if tree.tokens[number].dep != "poss" or noun.dep != "conj":
            return None
        for kid in tree.kids(noun.head, "poss"):
            found = self.resolve(kid)
            if kid < number and len({p.code for p in found}) == 1:
                return replace(found[0], role="", person="", owner=False)
        return None

    def _clauses(self, number: int) -> Iterator[tuple[int, bool]]:
        """Who acts in the clauses around a token, nearest first, and whether it can't be them."""
        tree = self.tree
        verb = tree.clause_of(number)
        lemma = tree.tokens[number].lemma.lower()
        named = tree.tokens[number].tag.startswith("PRP") or lemma in STATE_NOUNS | BODY_NOUNS
        local = named and _is_object(tree, number)
        inside = {*tree.ancestors(number), number}
        for _ in range(len(tree.tokens)):
            if not tree.is_verb(verb):
                return
            for at in actors_of(tree, verb):
                if at not in inside:
                    yield at, local
            local = False
            head = tree.tokens[verb].head
            if head == verb:
                return
            verb = tree.clause_of(head)

    def _one_of(self, at: int, number: int, wanted: str) -> tuple[Party, ...]:
        """The party at a token where it can be meant: named before, or ahead of a possessive."""
        token = self.tree.tokens[at]
        if token.mention is not None and not _fits(token.mention, wanted):
            return ()
        if at > number and self.tree.tokens[number].dep != "poss":
            return ()
        return self.resolve(at)

    def _wanted(self, number: int) -> str:
        """Whether a body or a state is asked for; empty where either will do."""
        lemma = self.tree.tokens[number].lemma.lower()
        if lemma in BODY_NOUNS:
            return "body"
        return "" if self.tree.tokens[number].tag.startswith("PRP") else "state"

    def _named_before(self, number: int, barred: set[str], wanted: str) -> Party | None:
        """The subject or possessor named last before, else the first other actor named.

        Where the clause's own subject is barred, whoever was named last of all.
        """
        found: Party | None = None
        acted = False
        for token in self.tree.tokens[:number]:
            mention = token.mention
            if mention is None or len(mention.codes) != 1 or mention.codes[0] in barred:
                continue
            if acted and not barred and self._owns_object(token.number):
                # "Although X spurned Y's offer, it …": X, whose act it was.
                continue
            if acted_on(self.tree, token.number, number) or not _fits(mention, wanted):
                continue
            if barred or token.dep in (*SUBJECTS, "poss") or found is None:
                found = Party(mention.codes[0], mention.role, token.number)
                acted = acted or token.dep in SUBJECTS
        return replace(found, role="", person="") if found is not None else None

    def _owns_object(self, number: int) -> bool:
        """Whether a token only says whose an object is: "spurned Y's offer"."""
        tree = self.tree
        return tree.tokens[number].dep == "poss" and _is_object(tree, tree.tokens[number].head)

    def _told_before(self, barred: set[str], wanted: str) -> Party | None:
        """The last sentence's subject, else the last state that the text named alone."""
        if wanted == "body":
            return self.discourse.body
        codes = {p.code for p in self.discourse.subject} - barred
        if len(codes) == 1:
            return Party(codes.pop())
        state = self.discourse.state
        return state if state is not None and state.code not in barred else None

    def person(self, number: int) -> Party | None:
        """Whom "he" or "her" stands for: a subject named before, else the last person."""
        tree = self.tree
        barred = {p.code for at, local in self._clauses(number) if local for p in self.resolve(at)}
        found: Party | None = None
        subject = False
        for token in tree.tokens[:number]:
            party = self._person_at(token.number)
            if party is None or (party.code in barred and not party.person):
                continue
            acts = token.dep in SUBJECTS
            if acts or found is None or not subject:
                found, subject = party, acts
        if found is not None:
            return found
        single = [p for p in self.discourse.subject if p.code]
        if len(single) == 1 and single[0].person:
            return single[0]
        told = self.discourse.protagonist()
        if told is not None:
            return told
        return single[0] if len(single) == 1 else None

    def offices_held(self) -> list[Party]:
        """Whom the sentence names by an office; its subject alone where that is one."""
        found = [(t, p) for t in self.tree.tokens if (p := self._person_at(t.number)) is not None]
        acting = [p for t, p in found if t.dep in SUBJECTS]
        return acting or list({p.code: p for _, p in found}.values())

    def _person_at(self, number: int) -> Party | None:
        """The person named by a token, or by an office with its state ("a Chadian envoy")."""
        mention = self.tree.tokens[number].mention
        if mention is not None and mention.kind in PEOPLE:
            return Party(mention.codes[0], mention.role, number, mention.words)
        if mention is not None or self.tree.tokens[number].tag != "NN":
            return None
        office = self.offices.lookup(self.tree.tokens[number].text.lower())
        if office is None or office.kind != "person":
            return None
        found = [
            p
            for kid in self.tree.kids(number, "amod", "poss", "compound")
            if self.tree.tokens[kid].mention is not None
            for p in self.resolve(kid)
        ]
        return replace(found[0], token=number) if len(found) == 1 else None

    def together(self, number: int, *, two: bool = False) -> list[Party]:
        """The nearest actors named side by side before a token; only a pair for ``two``.

        A number behind the last token asks the whole sentence.
        """
        tree = self.tree
        inside = {number} if number >= len(tree.tokens) else {*tree.ancestors(number), number}
        for token in reversed(tree.tokens[:number]):
            if token.dep == "conj" or token.number in inside:
                continue
            if token.mention is None or background(tree, token.number):
                continue
            found = [p for p in self.resolve(token.number) if not p.owner]
            codes = {p.code for p in found}
            if len(codes) == 2 or (len(codes) > 2 and not two):
                return found
        return []

    def lists(self) -> Iterator[tuple[Party, ...]]:
        """Every set of two or more actors that the sentence names side by side."""
        for token in self.tree.tokens:
            if token.mention is None or token.dep == "conj":
                continue
            found = tuple(p for p in self.resolve(token.number) if not p.owner)
            if len(found) > 1:
                yield found

    def counted(self, number: int) -> tuple[Party, ...]:
        """The three that "the three countries" or "the three" are; empty where none were listed."""
        tree = self.tree
        near = [number, *tree.kids(number, "nummod")]
        size = max((COUNTED.get(tree.tokens[k].text.lower(), 0) for k in near), default=0)
        if size < 3:
            return ()
        here = [s for s in self.lists() if len(s) == size and max(p.token for p in s) < number]
        return here[-1] if here else self.discourse.lists.get(size, ())

    def several(self, number: int) -> list[Party]:
        """Who "they" are in the sentence: named side by side, or a plural subject of one actor."""
        tree = self.tree
        for at in blamed_objects(tree, number):
            return list(self.resolve(at))
        for token in reversed(tree.tokens[:number]):
            if token.dep not in SUBJECTS:
                continue
            if number in tree.subtree(token.number):
                continue
            found = self.resolve(token.number)
            many = token.tag in ("NNS", "NNPS") or len({p.code for p in found}) > 1
            if found and many and not any(p.owner for p in found):
                return [replace(p, token=-1) for p in found]
        return self.together(number) or list(self.discourse.they)


def _fits(mention: Mention, wanted: str) -> bool:
    """Whether a mention is of the kind asked for: a body, or a state."""
    if mention.kind == "region":
        return False
    body = mention.kind in ("org", "bloc", "group", "company")
    return not wanted or body == (wanted == "body")
