"""From words to actions: which sense of a verb or noun is meant, and its PLOVER roots.

A sense may name a root at once ("condemn") or be an operator that takes its meaning from its
object or complement ("hold talks", "refuse to extradite", "halt broadcasts"); the algebra of
operators is `detente.codebook.Lexicon.apply`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from detente.codebook import Codebook
from detente.codebook.senses import NounSense, Phrase, VerbSense
from detente.model import CHANGES
from detente.statements.asking import Beside, asked, given_time
from detente.statements.companions import shared_objects
from detente.statements.mentions import PEOPLE
from detente.statements.trees import Tree

CONTAINERS = frozenset(
    "series round number wave string set range package variety kind type form part level lack "
    "phase process effort attempt bid possibility prospect resumption restoration expansion "
    "deepening strengthening improvement volume flow pace scope increase growth campaign cycle "
    "ton tonne barrel dollar euro dozen pallet shipload batch consignment kilogram litre "
    "couple host spate lot plenty majority sign signal step measure".split()
)
COMPLEMENT_PREPOSITIONS = frozenset("of from to on in at into against for about".split())
# What two do together; an operator that turns it into a refusal or a concession is one-sided.
JOINT = (["CONSULT"], ["COOPERATE"], ["SUPPORT"], ["AGREE"])
ONE_VOICE = ("=STOP", "=LOWER", "=SAY", "=DENY", "=REFUSE", "=DEMAND", "=FAIL", "=OFFER")
# What these do is done by words: the infinitive below them is what the words are about.
BY_WORD = frozenset(("AGREE", "REJECT", "REQUEST", "THREATEN", "ACCUSE"))
# "The resumption was aborted": what is resumed or expanded without being named is cooperation.
REVIVING = ("=RESUME", "=RAISE")
PASSIVE = ("auxpass",)
PEOPLE_WORDS = frozenset("he she him her counterpart counterparts".split())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a predicate was taken to mean.

    Attributes:
        codes: PLOVER roots, best first; empty where the predicate only characterises.
        operator: the operator that decided, empty for a plain root.
        frame: who acts on whom, as `VerbSense.frame`.
        prepositions: those that introduce the target.
        objects: tokens of the object nouns.
        noun: the noun sense of the object where it decided.
        complement: the verb whose meaning was taken, or -1.
        why: one line for the explanation.
    """

    codes: tuple[str, ...] = ()
    operator: str = ""
    frame: str = "s>o"
    prepositions: tuple[str, ...] = ()
    objects: tuple[int, ...] = ()
    noun: NounSense | None = None
    complement: int = -1
    change: str = ""
    sectors: tuple[str, ...] = ()
    why: str = ""
    known: bool = True


@dataclass(slots=True)
class Frames:
    """Chooses senses within one tree."""

    tree: Tree
    codebook: Codebook
    _meanings: dict[int, Meaning] = field(default_factory=dict)
    _senses: dict[int, NounSense | None] = field(default_factory=dict)

    def noun_sense(self, number: int) -> NounSense | None:
        """The sense of a noun with the words before it, longest first ("arms embargo")."""
        if number not in self._senses:
            self._senses[number] = next(self.noun_senses(number), None)
        return self._senses[number]

    def noun_senses(self, number: int) -> Iterator[NounSense]:
        """Every sense that a noun has with some of the words before it, the longest first."""
        tree = self.tree
        token = tree.tokens[number]
        if token.mention is not None or (token.text in ("March", "Test") and token.tag == "NNP"):
            return
        words = self._with_modifiers(number)
        lexicon = self.codebook.lexicon
        for after in (*self._ruled_nouns(number), ""):
            for cut in range(len(words)):
                for head in (token.text.lower(), token.lemma):
                    sense = lexicon.noun(" ".join([*words[cut:-1], head]) + after)
                    if sense is not None:
                        yield sense

    def _ruled_nouns(self, number: int) -> list[str]:
        """What the table may have after a noun: " of diplomatic relation", " of relation"."""
        tree = self.tree
        prepositions = self.codebook.lexicon.ruling(tree.tokens[number].lemma)
        found: list[str] = []
        for prep in tree.kids(number, "prep") if prepositions else ():
            if tree.tokens[prep].lemma in prepositions:
                for ruled in (c for p in tree.kids(prep, "pobj") for c in tree.conjuncts(p)):
                    words = self._with_modifiers(ruled)
                    before = f" {tree.tokens[prep].lemma} "
                    found += [before + " ".join(words[cut:]) for cut in range(len(words))]
        return found

    def inner_noun(self, number: int) -> int:
        """The noun that carries the meaning: in "a series of talks" the talks."""
        tree = self.tree
        for _ in range(3):
            sense = self.noun_sense(number)
            if tree.tokens[number].lemma not in CONTAINERS and (sense is not None):
                return number
            inner = [
                p
                for prep in tree.kids(number, "prep")
                if tree.tokens[prep].lemma in ("of", "in", "to", "for")
                for p in tree.kids(prep, "pobj")
                if tree.tokens[p].mention is None
            ]
            if not inner or (sense is not None and sense.code):
                return number
            number = inner[0]
        return number

    def objects_of(self, verb: int) -> list[int]:
        """Object nouns: direct objects, the subject of a passive, coordination included."""
        tree = self.tree
        passive = bool(tree.kids(verb, *PASSIVE)) or (
            tree.tokens[verb].dep == "acl" and tree.tokens[verb].tag == "VBN"
        )
        heads = tree.kids(verb, "dobj", "attr", "oprd", "dative") + given_time(tree, verb)
        if passive:
            heads = tree.kids(verb, "nsubjpass") + heads
            if tree.tokens[verb].dep == "acl" and not heads:
                heads = [tree.tokens[verb].head]
        if not heads and tree.tokens[verb].dep == "conj" and not tree.kids(verb, "prep"):
            later = tree.kids(tree.tokens[verb].head, "dobj")
            heads = [k for k in later if k > verb]
        if not heads and tree.tokens[verb].dep == "relcl":
            relative = tree.kids(verb, "dobj", "pobj")
            heads = [tree.tokens[verb].head] if relative else []
        if not heads and tree.tokens[verb].dep == "conj" and tree.tokens[verb].tag == "VBN":
            # "Was drafted and then signed": one subject undergoes both.
            heads = tree.kids(tree.tokens[verb].head, "nsubjpass")
        heads = heads or shared_objects(tree, verb)
        relative = [k for k in heads if tree.tokens[k].tag in ("WDT", "WP")]
        if relative and tree.tokens[verb].dep == "relcl":
            heads = [tree.tokens[verb].head]
        return [c for h in heads for c in tree.conjuncts(h)]

    def meaning(self, verb: int, depth: int = 0) -> Meaning:
        """What a verb means here with its particles, objects and complement."""
        if verb not in self._meanings:
            self._meanings[verb] = self._meaning(verb, depth)
        return self._meanings[verb]

    def _meaning(self, verb: int, depth: int) -> Meaning:
        tree = self.tree
        lemma = tree.tokens[verb].lemma
        heads = self.objects_of(verb)
        objects = [self.inner_noun(o) for o in heads]
        prepositional = self._prepositional_objects(verb)
        sense = self._choose(verb, lemma, _with_outer(objects, heads), prepositional)
        if sense is None:
            return Meaning(objects=tuple(objects), known=False, why=f"no sense of {lemma!r}")
        # "Went ahead with": the last of several particles rules the noun.
        ruling = sense.particle.rpartition(" ")[2]
        if ruling in prepositional and not objects:
            objects = [self.inner_noun(o) for o in prepositional[ruling]]
        base = Meaning(
            frame=sense.frame,
            prepositions=sense.target_prepositions,
            objects=tuple(objects),
            change=sense.change or self._own_change(lemma),
            sectors=sense.sectors,
            why=f"verb {lemma!r} ({sense.code}, verbs.tsv line {sense.line})",
        )
        if not sense.code.startswith("="):
            codes = (sense.code,) if sense.code else ()
            told = self._told_with(verb) if sense.code in BY_WORD else -1
            return replace(base, codes=codes, noun=self._first_sense(objects), complement=told)
        return self._operated(base, verb, sense, depth)

    def _told_with(self, verb: int) -> int:
        """The infinitive that says what is refused, asked or promised, or -1."""
        tree = self.tree
        for kid in tree.kids(verb, "xcomp"):
            if tree.tokens[kid].tag == "VB" and not tree.kids(kid, "nsubj"):
                return kid
        return -1

    def _own_change(self, lemma: str) -> str:
        """ "Halt" says that something halted, whatever root its object gives it."""
        for sense in self.codebook.lexicon.verb(lemma):
            if not sense.particle and not sense.objects and _change_of(sense.code):
                return _change_of(sense.code)
        return ""

    def _prepositional_objects(self, verb: int) -> dict[str, list[int]]:
        tree = self.tree
        found: dict[str, list[int]] = {}
        for prep in tree.kids(verb, "prep", "agent", "dative"):
            found[tree.tokens[prep].lemma] = [
                c for p in tree.kids(prep, "pobj") for c in tree.conjuncts(p)
            ]
            for inner in tree.kids(prep, "prep"):
                # "Pulled out of the pact": the second preposition rules the noun.
                nouns = [c for p in tree.kids(inner, "pobj") for c in tree.conjuncts(p)]
                found.setdefault(tree.tokens[inner].lemma, nouns)
        return found

    def nouns_below(self, verb: int) -> tuple[str, ...]:
        """Codes of the nouns below a predicate, nearest first, where it has no code itself."""
        tree = self.tree
        found: list[str] = []
        todo = [verb]
        while todo:
            at = todo.pop(0)
            for kid in tree.children[at]:
                if tree.tokens[kid].dep in ("advcl", "relcl", "conj", "nsubj", "parataxis"):
                    continue
                sense = self.noun_sense(kid) if tree.is_noun(kid) else None
                if sense is not None and sense.code and sense.code not in found:
                    found.append(sense.code)
                if tree.is_verb(kid) and tree.tokens[kid].dep in ("xcomp", "acl", "pcomp", "ccomp"):
                    found.extend(c for c in self.meaning(kid, 2).codes if c not in found)
                todo.append(kid)
        return tuple(found[:3])

    def _choose(
        self, verb: int, lemma: str, named: list[int], prepositional: dict[str, list[int]]
    ) -> VerbSense | None:
        beside = self._beside(verb, named, prepositional)
        return self.codebook.lexicon.best_sense(lemma, **asked(self.tree, verb, beside))

    def senses(self, verb: int) -> list[tuple[VerbSense, tuple[int, int, int]]]:
        """Every sense of a verb that fits here with its rank, the best first."""
        heads = self.objects_of(verb)
        named = _with_outer([self.inner_noun(o) for o in heads], heads)
        beside = self._beside(verb, named, self._prepositional_objects(verb))
        lemma = self.tree.tokens[verb].lemma
        fitting = self.codebook.lexicon.fitting_senses(lemma, **beside)
        return sorted(fitting, key=lambda pair: pair[1], reverse=True)

    def _beside(self, verb: int, named: list[int], prepositional: dict[str, list[int]]) -> Beside:
        """What stands beside a verb, as the lexicon asks for it."""
        tree = self.tree
        particles = set(prepositional)
        for kid in tree.kids(verb, "prt", "advmod", "prep", "acomp", "neg"):
            particles.add(tree.tokens[kid].lemma)
        if any(tree.tokens[k].lemma == "face" for k in tree.kids(verb, "npadvmod")):
            particles.add("face")
        for kid in tree.kids(verb, "ccomp", "xcomp", "oprd"):
            # "Kept its border closed", "declared the talks over": the state that is brought about.
            subject = tree.kids(kid, "nsubj", "nsubjpass", "aux", "auxpass", "dobj")
            if tree.tokens[kid].tag in ("VBN", "VBD", "JJ") and not subject:
                particles.add(tree.tokens[kid].text.lower())
        finite = any(tree.kids(k, "nsubj", "nsubjpass", "expl") for k in tree.kids(verb, "ccomp"))
        if finite:
            particles.add("that")
        governed = {word: self._phrase_of(nouns) for word, nouns in prepositional.items() if nouns}
        clauses = [k for k in tree.kids(verb, "xcomp", "ccomp") if not tree.is_noun(k)]
        clausal = bool(clauses or self._of_adjective(verb))
        # "Shown by", behind a comma: what was shown stands before it and is no missing object.
        token = tree.tokens[verb]
        loose = token.tag == "VBN" and token.dep == "advcl" and not tree.kids(verb, "aux")
        direct = self._phrase_of(named, clausal=clausal) if named or clausal or loose else None
        return {"particles": particles, "direct": direct, "governed": governed}

    def _of_adjective(self, verb: int) -> list[int]:
        """Infinitives on a predicative adjective: "is willing to provide"."""
        tree = self.tree
        return [k for a in tree.kids(verb, "acomp") for k in tree.kids(a, "xcomp")]

    def _phrase_of(self, numbers: list[int], *, clausal: bool = False) -> Phrase:
        """What the lexicon needs to know of the nouns beside a verb."""
        nouns: list[str] = []
        traits = {"clause"} if clausal else set()
        for number in numbers:
            token = self.tree.tokens[number]
            if token.mention is not None:
                traits.add("person" if token.mention.kind in PEOPLE else "actor")
                if token.mention.kind in ("org", "bloc"):
                    traits.add("body")
                continue
            human = token.text.lower() in PEOPLE_WORDS
            if human or self.codebook.offices.lookup(token.text) is not None:
                traits.add("person")
            words = self._with_modifiers(number)
            own = [" ".join(words[cut:]) for cut in range(len(words))]
            nouns += [one + after for after in self._ruled_nouns(number) for one in own]
            nouns += own
            nouns.append(token.text.lower())
            if any(self.tree.tokens[k].text.lower() == "no" for k in self.tree.kids(number, "det")):
                nouns.insert(0, f"no {token.lemma}")
            term = self.codebook.lexicon.relation(" ".join(words[-2:]))
            term = term or self.codebook.lexicon.relation(token.lemma)
            if term is not None and term.kind == "label":
                traits.add("label")
        return Phrase(tuple(dict.fromkeys(nouns)), frozenset(traits))

    def _with_modifiers(self, number: int) -> list[str]:
        tree = self.tree
        before = [
            k
            for k in tree.kids(number, "compound", "amod", "nmod", "nummod")
            if k < number and tree.tokens[k].mention is None
        ]
        return [tree.tokens[k].lemma for k in before] + [tree.tokens[number].lemma]

    def turn_of(self, number: int) -> NounSense | None:
        """What a noun of change stands for ("trade growth"): the inner noun's sense."""
        return self._operator_noun((number,))

    def _operator_noun(self, objects: tuple[int, ...]) -> NounSense | None:
        """ "Resumption of tours", "trade growth": the inner noun's code through the operator."""
        tree = self.tree
        for number in objects:
            sense = self.noun_sense(number)
            if sense is None or not sense.operator:
                continue
            inner = tree.kids(number, "compound", "nmod")
            for prep in tree.kids(number, "prep"):
                if tree.tokens[prep].lemma in ("of", "in"):
                    inner = inner + tree.kids(prep, "pobj")
            for at in inner:
                below = self.noun_sense(at)
                if below is not None and below.code:
                    codes = self.codebook.lexicon.apply(sense.operator, below.code)
                    return replace(below, code=codes[0]) if codes else None
            return (
                replace(sense, code="COOPERATE", sectors=(), mutual=True)
                if sense.operator in REVIVING
                else None
            )
        return None

    def _tells(self, complement: int, operator: str) -> bool:
        """ "Agreed that …" agrees on a view; only "agreed to …" takes the act's own meaning."""
        tree = self.tree
        token = tree.tokens[complement]
        finite = token.dep == "ccomp" and bool(tree.kids(complement, "nsubj", "nsubjpass"))
        return finite and operator in ("=PROMISE", "=OFFER") and token.tag != "VB"

    def _subject_noun(self, verb: int) -> int:
        """The subject of an intransitive trend or occurrence ("trade grew"), or -1."""
        heads = self.tree.kids(verb, "nsubj", "nsubjpass")
        if not heads or self.tree.tokens[heads[0]].mention is not None:
            return -1
        return self.inner_noun(heads[0])

    def _first_sense(self, objects: list[int]) -> NounSense | None:
        for number in objects:
            sense = self.noun_sense(number)
            if sense is not None:
                return sense
        return None

    def _operated(self, base: Meaning, verb: int, sense: VerbSense, depth: int) -> Meaning:
        tree = self.tree
        below_it = tree.kids(verb, "xcomp", "ccomp", "pcomp") + self._of_adjective(verb)
        complement = next((k for k in below_it if tree.is_verb(k)), None)
        if complement is None:
            complement = next(
                (
                    k
                    for prep in tree.kids(verb, "prep")
                    if tree.tokens[prep].lemma in COMPLEMENT_PREPOSITIONS
                    for k in tree.kids(prep, "pcomp")
                    if tree.is_verb(k)
                ),
                None,
            )
        inner: tuple[str, ...] = ()
        noun = next(
            (s for s in map(self.noun_sense, base.objects) if s is not None and s.code), None
        ) or self._operator_noun(base.objects)
        prepositions = base.prepositions
        subject = self._subject_noun(verb) if sense.code == "=CHANGE" else -1
        if noun is None and subject >= 0:
            noun = self.noun_sense(subject)
            if noun is not None and noun.operator:
                noun = self._operator_noun((subject,))
            base = replace(base, objects=(subject,))
        if noun is not None and noun.code:
            inner = (noun.code,)
            prepositions = prepositions + noun.target_prepositions
        elif complement is not None and depth < 3 and not self._tells(complement, sense.code):
            below = self.meaning(complement, depth + 1)
            inner = below.codes
            prepositions = prepositions + below.prepositions
        codes: list[str] = []
        for code in inner or ("",):
            applied = self.codebook.lexicon.apply(sense.code, code, change=base.change)
            if sense.code == "=CHANGE" and code in ("COOPERATE", "AID"):
                applied = (code, *applied)
            codes.extend(c for c in applied if c not in codes)
        change = base.change or _change_of(sense.code)
        joint = noun is not None and noun.mutual and codes[:1] in JOINT
        frame = "mutual" if joint and sense.code not in ONE_VOICE else base.frame
        return replace(
            base,
            codes=tuple(codes),
            operator=sense.code,
            noun=noun or self._first_sense(list(base.objects)),
            complement=-1 if complement is None else complement,
            prepositions=tuple(dict.fromkeys(prepositions)),
            change=change if change in CHANGES else "",
            frame=frame,
            why=base.why + (f" of {'/'.join(inner)}" if inner else ""),
        )


def _with_outer(objects: list[int], heads: list[int]) -> list[int]:
    """ "Stressed the need for talks": the lexicon may name the need as well as the talks."""
    return [*objects, *(head for head in heads if head not in objects)]


def _change_of(operator: str) -> str:
    return {"=STOP": "halt", "=RESUME": "resume", "=RAISE": "rise", "=LOWER": "fall"}.get(
        operator, ""
    )
