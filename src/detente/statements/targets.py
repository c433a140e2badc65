"""Who acts and on whom: the subject and the target of a predicate, in falling order of trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.statements.antecedents import actors_of
from detente.statements.companions import pledged_to, shared_objects
from detente.statements.discourse import Discourse, Party
from detente.statements.drafts import Setting
from detente.statements.frames import Frames, Meaning
from detente.statements.parties import PartyFinder
from detente.statements.seats import viewed_from
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
ON_THE_GROUND = tuple((code,) for code in ("ASSAULT", "MOBILIZE", "AID", "PROTEST"))
EXPELLING = frozenset("expel deport evict eject oust ban bar".split())
ORDERS = frozenset("order instruction behest command directive decree direction".split())
HOLDING = frozenset("detain arrest imprison jail hold sentence execute convict".split())
SET_APART = frozenset("after before during following since despite amid".split())
SCENES = ("in", "across", "at", "throughout", "near", "outside", "around")
CLAUSE_OPENERS = frozenset("after before since until".split())
DEALINGS = tuple((code,) for code in "CONSULT SUPPORT AGREE COOPERATE CONCEDE ASSAULT".split())
FOES_AT_HOME = ("opposition", "rebels")
# Sent by another state, unless the sentence says that they are its own.
DIPLOMATS = frozenset("ambassador envoy diplomat consul attache attaché emissary nuncio".split())
AT_HOME = "inside the acting state"
# These are done to someone; without a foreign object they are done at home.
ONE_SIDED = frozenset("ACCUSE REJECT REQUEST CONCEDE COERCE ASSAULT SANCTION THREATEN".split())
HELPING = frozenset("help assistance aid support backing cooperation permission approval".split())
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
        token = tree.tokens[verb]
        if tree.kids(verb, "auxpass", "nsubjpass"):
            return True
        if tree.kids(verb, "agent"):
            # "Spoke by telephone": who acts is the subject, whatever the parser takes "by" for.
            return not (token.tag == "VBD" and tree.kids(verb, "nsubj"))
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
            found = found or list(viewed_from(tree, verb))
            return tuple(found) or self._ordered_by(verb) or self._held_or_expelled(verb)
        heads = tree.kids(verb, "nsubj", "csubj")
        token = tree.tokens[verb]
        if not heads and token.dep == "conj" and tree.is_verb(token.head):
            heads = self._opened_by_preposition(verb) or tree.kids(token.head, "nsubj")
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
            acting = self.finder.parties(heads[0])
            if acting and not any(p.owner for p in acting):
                acting += self.finder.companions(heads[0])
            return acting or self._locals(verb, heads[0])
        if tree.kids(verb, "expl"):
            return tuple(p for k in tree.kids(verb, "attr") for p in self.finder.parties(k))
        if token.dep == "acl" and token.tag == "VBG":
            return self.finder.parties(token.head) or setting.subject
        if token.dep == "xcomp" and setting.subject:
            # "Invited X to visit": X will visit.
            for at in actors_of(tree, verb):
                if tree.tokens[at].dep in ("dobj", "pobj", "dative"):
                    return self.finder.parties(at, owners=False) or setting.subject
        return setting.subject

    def _ordered_by(self, verb: int) -> tuple[Party, ...]:
        """ "Was closed on the orders of the king": by whoever orders it."""
        tree = self.tree
        return tuple(
            party
            for prep in tree.kids(verb, "prep", "agent")
            for noun in tree.kids(prep, "pobj")
            if tree.tokens[prep].lemma in ("on", "at", "under", "by", "upon")
            and tree.tokens[noun].lemma in ORDERS
            for party in self.finder.parties(noun) or self._owners_of(noun)
        )

    def _owners_of(self, noun: int) -> tuple[Party, ...]:
        tree = self.tree
        heads = list(tree.kids(noun, "poss"))
        for prep in tree.kids(noun, "prep"):
            heads += tree.kids(prep, "pobj") if tree.tokens[prep].lemma in ("of", "from") else []
        return tuple(p for head in heads for p in self.finder.parties(head))

    def _held_or_expelled(self, verb: int) -> tuple[Party, ...]:
        """ "Two envoys were expelled from Chad", "Danes are held in Mali": by whose land it is."""
        tree = self.tree
        lemma = tree.tokens[verb].lemma
        wanted = "from" if lemma in EXPELLING else "in" if lemma in HOLDING else ""
        for prep in tree.kids(verb, "prep") if wanted else []:
            if tree.tokens[prep].lemma != wanted:
                continue
            own = {p.code for h in self._heads(verb) for p in self.finder.parties(h)}
            places = [n for o in tree.kids(prep, "pobj") for n in (o, *tree.kids(o, "conj"))]
            found = tuple(Party(c, token=n) for n in places for c in _codes(tree, n))
            return () if own & {p.code for p in found} and wanted == "in" else found
        return ()

    def _locals(self, verb: int, subject: int) -> tuple[Party, ...]:
        """ "Thousands of teachers marched in Quito": people of no named state are of the place."""
        tree = self.tree
        people = [subject]
        for prep in tree.kids(subject, "prep"):
            people += tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "of" else []
        offices = self.finder.codebook.offices
        known = (offices.lookup(tree.tokens[n].text.lower()) for n in people)
        if not any(o is not None and o.kind in ("people", "forces") for o in known):
            return ()
        for at in self._clause_tokens(verb):
            token = tree.tokens[at]
            where = token.dep == "pobj" and tree.tokens[token.head].lemma in SCENES
            mention = token.mention
            if not where or mention is None or at in tree.subtree(subject):
                continue
            if mention.kind in ("capital", "name") and len(mention.codes) == 1:
                return (Party(mention.codes[0], "people", subject),)
        return ()

    def _opened_by_preposition(self, verb: int) -> list[int]:
        """The subject that the parser gave to "after" in "after Rao, the premier, visited"."""
        tree = self.tree
        head = tree.tokens[verb].head
        if tree.tokens[verb].tag != "VBD" or any(k < verb for k in tree.kids(head, "cc")):
            return []
        return [
            pobj
            for prep in tree.kids(head, "prep")
            if head < prep < verb and tree.tokens[prep].lemma in CLAUSE_OPENERS
            for pobj in tree.kids(prep, "pobj")
        ][-1:]

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
        for way, found in self.candidates(verb, meaning):
            others = tuple({p.code: p for p in found if p.code not in own}.values())
            if others:
                return others, way
            if way == "complement" and self._at_home(verb, meaning, own):
                return tuple(replace(p, owner=False) for p in actors), AT_HOME
        if self._act_together(verb, meaning, own):
            return tuple(replace(p, owner=False) for p in actors[:1]), AT_HOME
        return (), ""

    def _act_together(self, verb: int, meaning: Meaning, own: set[str]) -> bool:
        """ "The army and the rebels signed a truce": two bodies of one state deal together."""
        tree = self.tree
        if len(own) != 1 or meaning.codes[:1] not in DEALINGS or self.is_passive(verb):
            return False
        for subject in tree.kids(verb, "nsubj"):
            inner = [subject]
            for prep in tree.kids(subject, "prep"):
                inner += tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "of" else []
            for head in inner:
                bodies = [c for c in tree.conjuncts(head) if self._is_body(c)]
                beside = [k for k in tree.kids(head, "nmod") if self._is_body(k)]
                if len(bodies) + len(beside) > 1:
                    return True
        return False

    def _is_body(self, number: int) -> bool:
        mention = self.tree.tokens[number].mention
        if mention is not None:
            return mention.kind in ("group", "party", "forces", "government", "parliament")
        office = self.frames.codebook.offices.lookup(self.tree.tokens[number].text)
        return office is not None and office.kind != "media"

    def _at_home(self, verb: int, meaning: Meaning, own: set[str]) -> bool:
        """ "Peruvian police detained 20 demonstrators": the act stays inside the acting state.

        So it does where the object is named as that state's, or is a person or body of no
        named state.
        """
        if len(own) != 1 or not meaning.codes:
            return False
        for head in (c for h in self._heads(verb) for c in self.tree.conjuncts(h)):
            named = self._named(head)
            done_to = meaning.codes[0] in ONE_SIDED
            if named and done_to and not meaning.operator and {p.code for p in named} <= own:
                return True
            if named or self._names_another(head, own):
                continue
            diplomat = self.tree.tokens[head].lemma in DIPLOMATS
            if meaning.codes[0] in ONE_SIDED and self._acts_for_someone(head) and not diplomat:
                return True
            if meaning.codes[0] == "THREATEN" and self._is_body(head):
                return True
            if self.finder.role_of(head) in FOES_AT_HOME:
                return True
        return False

    def _named(self, head: int) -> tuple[Party, ...]:
        """Parties that a noun phrase names, pronouns aside."""
        below = self.tree.subtree(head, stop=("relcl", "acl", "advcl"))
        named = {c for n in below for c in _codes(self.tree, n)}
        return tuple(p for p in self.finder.parties(head) if p.code in named)

    def _names_another(self, head: int, own: set[str]) -> bool:
        below = self.tree.subtree(head, stop=("relcl", "acl"))
        return any(not set(_codes(self.tree, n)) <= own for n in below)

    def _acts_for_someone(self, number: int) -> bool:
        """Whether a noun names people or forces; a possessive pronoun says whose."""
        tree = self.tree
        word = tree.tokens[number].text.lower()
        if any(tree.tokens[k].tag == "PRP$" for k in tree.children[number]):
            return False
        sense = self.frames.noun_sense(number)
        if sense is not None and sense.noun_class in ("people", "captive"):
            return True
        office = self.frames.codebook.offices.lookup(word)
        return office is not None and office.kind in ("people", "person", "forces")

    def _heads(self, verb: int) -> list[int]:
        """The noun phrases that undergo the act."""
        tree = self.tree
        if not self.is_passive(verb):
            return tree.kids(verb, "dobj", "dative", "oprd") or shared_objects(tree, verb)
        if tree.tokens[verb].dep == "acl":
            return [tree.tokens[verb].head]
        return tree.kids(verb, "nsubjpass")

    def candidates(self, verb: int, meaning: Meaning) -> Iterator[tuple[str, list[Party]]]:
        """Every way to a target with the parties it leads to, in falling order of trust."""
        finder = self.finder
        heads = self._heads(verb)
        if meaning.operator == "=DISCUSS":
            # What is discussed is no party to it: "discussed Libya with Italy".
            yield "preposition", self._by_prepositions(verb, ("with",))
        yield "object", [p for h in heads for p in finder.parties(h, owners=False)]
        yield "preposition", self._by_prepositions(verb, meaning.prepositions or TARGETS)
        yield "object's phrase", self._of_objects(meaning)
        yield "complement", self._of_complement(meaning)
        yield "owner of the object", [p for h in heads for p in finder.parties(h)]
        yield "who did it before", self._doers(meaning)
        yield "any preposition", self._by_prepositions(verb, TARGETS)
        below = self._clause_tokens(verb)
        yield "same clause", list(finder.mentioned(below))
        if meaning.codes[:1] in ON_THE_GROUND:
            yield "place", self._places(below)

    def _places(self, tokens: list[int]) -> list[Party]:
        """The states in whose towns an act on the ground happens."""
        tree = self.tree
        found: list[Party] = []
        for at in tokens:
            mention = tree.tokens[at].mention
            if mention is not None and mention.kind == "capital" and self.finder.is_place(at):
                found.extend(Party(code, mention.role, at) for code in mention.codes)
        return found

    def _clause_tokens(self, verb: int) -> list[int]:
        """Tokens of a clause with its coordinated nouns but without coordinated clauses."""
        tree = self.tree
        inside = set(tree.subtree(verb, stop=("advcl", "relcl", "parataxis")))
        for other in tree.kids(verb, "conj"):
            inside -= set(tree.subtree(other))
        for prep in tree.kids(verb, "prep"):
            # "After a visit by …" is another happening.
            apart = tree.tokens[prep].lemma in SET_APART
            # "With X viewing it as a threat" says something of its own.
            own = [c for c in tree.kids(prep, "pcomp") if tree.kids(c, "nsubj")]
            if apart or own:
                inside -= set(tree.subtree(prep))
        return sorted(inside)

    def _by_prepositions(self, verb: int, wanted: tuple[str, ...]) -> list[Party]:
        tree = self.tree
        found: list[Party] = []
        for prep in tree.kids(verb, "prep", "dative", "agent"):
            if tree.tokens[prep].lemma not in wanted:
                continue
            for pobj in tree.kids(prep, "pobj"):
                if tree.tokens[pobj].lemma in ("name", "behalf", "sake"):
                    # "Attacked ships in the name of X": for X, and not on it.
                    continue
                if tree.tokens[prep].lemma == "with" and tree.tokens[pobj].lemma in HELPING:
                    continue
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
                    found.extend(self.finder.parties(kid))
            found = [
                p for h in pledged_to(tree, number, TARGETS) for p in self.finder.parties(h)
            ] or found
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
        if found and meaning.operator == "=DEMAND":
            # "Demanded that X leave Y" is asked of X.
            return found
        inner = self.frames.meaning(verb)
        for head in tree.kids(verb, "dobj"):
            found.extend(self.finder.parties(head))
        if not any(p.token >= 0 and not p.owner for p in found):
            found.extend(self._by_prepositions(verb, TARGETS))
        found.extend(self._of_objects(inner))
        if inner.complement >= 0 and inner.complement != verb:
            found.extend(self._of_complement(inner))
        return found


def _codes(tree: Tree, number: int) -> tuple[str, ...]:
    mention = tree.tokens[number].mention
    return mention.codes if mention is not None else ()
