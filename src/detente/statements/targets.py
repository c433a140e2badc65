"""Who acts and on whom: the subject and the target of a predicate, in falling order of trust."""

from __future__ import annotations

from detente.statements.discourse import Discourse, Party
from detente.statements.drafts import Setting
from detente.statements.frames import Frames, Meaning
from detente.statements.parties import PartyFinder
from detente.statements.trees import Tree

GOALS = ("to", "into", "in", "at")
TARGETS = (
    "against",
    "on",
    "to",
    "with",
    "toward",
    "towards",
    "at",
    "for",
    "from",
    "over",
    "into",
    "about",
    "between",
    "among",
    "of",
    "upon",
    "than",
    "behind",
    "by",
)
JOINT = ("with", "alongside", "between", "among", "and")


class WhoWhom:
    """Finds the parties of predicates within one tree."""

    def __init__(
        self, tree: Tree, finder: PartyFinder, frames: Frames, discourse: Discourse
    ) -> None:
        self.tree = tree
        self.finder = finder
        self.frames = frames
        self.discourse = discourse

    def is_passive(self, verb: int) -> bool:
        """Whether a verb is passive: an auxiliary, an agent, or a past participle on a noun."""
        tree = self.tree
        if tree.kids(verb, "auxpass", "nsubjpass", "agent"):
            return True
        token = tree.tokens[verb]
        if token.dep in ("acl", "advcl") and token.tag == "VBN" and not tree.kids(verb, "aux"):
            return True
        return token.dep == "conj" and token.tag == "VBN" and self.is_passive(token.head)

    def subject(self, verb: int, setting: Setting) -> tuple[Party, ...]:
        """The acting parties of a verb; those of the clause above where it has no subject."""
        tree = self.tree
        if self.is_passive(verb):
            found = [
                p
                for by in tree.kids(verb, "agent", "prep")
                if tree.tokens[by].lemma == "by"
                for pobj in tree.kids(by, "pobj")
                for p in self.finder.parties(pobj)
            ]
            return tuple(found)
        heads = tree.kids(verb, "nsubj", "csubj")
        token = tree.tokens[verb]
        if not heads and token.dep == "conj" and tree.is_verb(token.head):
            heads = tree.kids(token.head, "nsubj")
        if heads and tree.tokens[heads[0]].tag in ("WDT", "WP") and token.dep == "relcl":
            return self.finder.parties(token.head)
        if (
            heads
            and tree.tokens[heads[0]].text.lower() in ("that", "which", "who")
            and (token.dep == "relcl")
        ):
            return self.finder.parties(token.head)
        if heads and tree.is_verb(heads[0]):
            return tuple(self._of_clause(heads[0]))
        if heads:
            return self.finder.parties(heads[0])
        if token.dep == "acl" and token.tag == "VBG":
            return self.finder.parties(token.head) or setting.subject
        return setting.subject

    def _of_clause(self, verb: int) -> list[Party]:
        """Parties inside a clause that is a subject: "improving relations with the US was …"."""
        found = [p for o in self.tree.kids(verb, "dobj") for p in self.finder.parties(o)]
        return [*found, *self._by_prepositions(verb, TARGETS)]

    def has_own_subject(self, verb: int) -> bool:
        """Whether the clause names a subject of its own."""
        return bool(self.tree.kids(verb, "nsubj", "nsubjpass", "csubj", "expl"))

    def target(
        self, verb: int, meaning: Meaning, actors: tuple[Party, ...]
    ) -> tuple[tuple[Party, ...], str]:
        """Whom a predicate is aimed at, and the way in which that was found."""
        own = {p.code for p in actors}
        passive = self.is_passive(verb)
        for way, found in self._ways(verb, meaning, passive):
            others = tuple({p.code: p for p in found if p.code not in own}.values())
            if others:
                return others, way
        return (), ""

    def _ways(self, verb: int, meaning: Meaning, passive: bool):  # type: ignore[no-untyped-def]
        tree, finder = self.tree, self.finder
        heads = (
            tree.kids(verb, "nsubjpass") if passive else tree.kids(verb, "dobj", "dative", "oprd")
        )
        if passive and tree.tokens[verb].dep == "acl":
            heads = [tree.tokens[verb].head]
        yield "object", [p for h in heads for p in finder.parties(h, owners=False)]
        yield "preposition", self._by_prepositions(verb, meaning.prepositions or TARGETS)
        yield "object's phrase", self._of_objects(meaning)
        yield "complement", self._of_complement(meaning)
        yield "owner of the object", [p for h in heads for p in finder.parties(h)]
        yield "who did it before", self._doers(meaning)
        yield "any preposition", self._by_prepositions(verb, TARGETS)
        below = self._clause_tokens(verb)
        yield "same clause", list(finder.mentioned(below))

    def _clause_tokens(self, verb: int) -> list[int]:
        """Tokens of a clause with its coordinated nouns but without coordinated clauses."""
        tree = self.tree
        inside = set(tree.subtree(verb, stop=("advcl", "relcl", "parataxis")))
        for other in tree.kids(verb, "conj"):
            inside -= set(tree.subtree(other))
        return sorted(inside)

    def _by_prepositions(self, verb: int, wanted: tuple[str, ...]) -> list[Party]:
        tree = self.tree
        found: list[Party] = []
        for prep in tree.kids(verb, "prep", "dative", "agent"):
            if tree.tokens[prep].lemma not in wanted:
                continue
            for pobj in tree.kids(prep, "pobj"):
                where = tree.tokens[prep].lemma in ("in", "at") and self.finder.is_place(pobj)
                if where and tree.tokens[prep].lemma not in wanted[:3]:
                    continue
                found.extend(self.finder.parties(pobj))
            for inner in tree.kids(prep, "prep"):
                for pobj in tree.kids(inner, "pobj"):
                    found.extend(self.finder.parties(pobj))
        return found

    def _of_objects(self, meaning: Meaning) -> list[Party]:
        """Parties behind the object noun: "sanctions on X", "talks with X", "inter-X dialogue"."""
        tree = self.tree
        found: list[Party] = []
        blamed = meaning.codes[:1] in (("ACCUSE",), ("REJECT",), ("SUPPORT",))
        for number in meaning.objects:
            doers = tree.kids(number, "amod", "poss") if blamed else []
            if any(tree.tokens[k].mention is not None for k in doers):
                return [p for k in doers for p in self.finder.parties(k)]
            for prep in tree.kids(number, "prep"):
                if tree.tokens[prep].lemma in TARGETS or tree.tokens[prep].lemma in GOALS:
                    for pobj in tree.kids(prep, "pobj"):
                        found.extend(self.finder.parties(pobj))
            for kid in tree.kids(number, "amod", "compound", "nmod", "poss"):
                mention = tree.tokens[kid].mention
                if mention is not None and not self.finder.is_place(kid):
                    found.extend(Party(code, mention.role, kid) for code in mention.codes)
        return found

    def _doers(self, meaning: Meaning) -> list[Party]:
        """ "Denounced the drills": whoever the text last told of doing so."""
        tree = self.tree
        for number in meaning.objects:
            sense = self.frames.noun_sense(number)
            definite = any(
                tree.tokens[k].text.lower() in ("the", "this", "that", "these", "those")
                for k in tree.kids(number, "det")
            )
            if sense is not None and sense.code and definite:
                return list(self.discourse.doers.get(sense.code, ()))
        return []

    def _of_complement(self, meaning: Meaning) -> list[Party]:
        if meaning.complement < 0:
            return []
        tree, verb = self.tree, meaning.complement
        found: list[Party] = []
        for head in tree.kids(verb, "nsubj", "nsubjpass"):
            found.extend(self.finder.parties(head))
        inner = self.frames.meaning(verb)
        for head in tree.kids(verb, "dobj"):
            found.extend(self.finder.parties(head))
        found.extend(self._by_prepositions(verb, TARGETS))
        found.extend(self._of_objects(inner))
        if inner.complement >= 0 and inner.complement != verb:
            found.extend(self._of_complement(inner))
        return found
