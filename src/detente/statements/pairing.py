"""The relation between two given parties: which action, with what was considered beside it.

Every predicate of the sentence that has an action proposes it. A proposal counts for how the
parties stand to its predicate: the source as its doer, the target as what it is done to. Mood,
negation and reported speech then turn the best one: a promised hostile act is a threat, a denied
permission a refusal, a reported attack an accusation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.codebook import Codebook
from detente.codebook.algebra import COOPERATION
from detente.statements.modality import Mood, mood_of
from detente.statements.pair_acts import Acts
from detente.statements.pair_frames import PairFrames
from detente.statements.pair_places import Places
from detente.statements.pair_spans import PairTree

MATERIAL_CONFLICT = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
WORDED = frozenset(("REJECT", "AGREE", "THREATEN", "REQUEST"))
REPORTING = frozenset(("=SAY", "=EXPECT", "=JUDGE"))
# Verbs of going, sending and telling, whose purpose is the act: "sent jets to destroy".
VEHICLES = frozenset(
    "send call visit summon write travel go come gather dispatch deploy fly arrive release launch "
    "use move enter speak phone telephone meet issue rush".split()
)
TRANSPARENT = frozenset(("=SAY", "=DO", "=CAUSE", "=BE", "=WANT", "=EXPECT", "=CHANGE"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """One predicate's action for the pair.

    Attributes:
        code: PLOVER root; ``others`` further readings of the same predicate.
        score: how well the parties fit it; comparable within a sentence only.
        predicate: the token that decides.
        doer, undergoer: how source and target stand to the predicate.
        reason: one line for the explanation.
    """

    code: str
    score: float
    predicate: int
    doer: str = ""
    undergoer: str = ""
    others: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PairReading:
    """What was decided about a pair.

    Attributes:
        code: the best action; empty where no predicate has one.
        alternatives: further actions, best first.
        margin: distance of the best from the next other action, 0 where there is none to decide.
        trigger: the words that decided.
        proposals: all of them, best first.
        nothing: how likely the model holds it that nothing is told between the two, from 0 to 1.
        reasons: how it came about, for the explanation.
    """

    code: str
    alternatives: tuple[str, ...] = ()
    margin: float = 0.0
    trigger: str = ""
    proposals: tuple[Proposal, ...] = ()
    nothing: float = 0.0
    reasons: tuple[str, ...] = ()


DOER = {
    "subject": 3.0,
    "agent": 3.0,
    "shared subject": 2.6,
    "owner of subject": 2.4,
    "pronoun": 2.8,
    "object of control": 0.6,
    "speaker": 1.2,
    "owner": 2.4,
    "above": 0.8,
    "object": -0.6,
    "": 0.0,
}
UNDERGOER = {
    "object": 3.0,
    "preposition": 2.4,
    "object's phrase": 2.4,
    "with subject": 2.4,
    "complement": 1.6,
    "pronoun": 2.2,
    "shared object": 2.2,
    "below": 1.0,
    "subject": -0.5,
    "": 0.0,
}


class PairReader:
    """Reads one pair."""

    def __init__(self, pair: PairTree, codebook: Codebook) -> None:
        self.pair = pair
        self.tree = pair.tree
        self.codebook = codebook
        self.frames = PairFrames(pair.tree, codebook, pair=pair)
        self.places = Places(pair)
        self.acts = Acts(pair, self.frames, self.places)

    def read(self) -> PairReading:
        """Weigh all proposals."""
        found = [p for t in self.tree.tokens for p in self._proposals(t.number)]
        found = self._outrank(found)
        found.sort(key=lambda p: (-p.score, p.predicate))
        if not found:
            return PairReading("")
        best = found[0]
        codes = [best.code, *best.others]
        codes += [p.code for p in found[1:]]
        second = next((p.score for p in found[1:] if p.code != best.code), 0.0)
        ranked = tuple(dict.fromkeys(codes))
        return PairReading(
            code=best.code,
            alternatives=ranked[1:],
            margin=best.score - second,
            trigger=self._trigger(best.predicate),
            proposals=tuple(found),
            reasons=(
                f"{best.reason}; source {best.doer or 'none'}, target {best.undergoer or 'none'}",
            ),
        )

    def _trigger(self, number: int) -> str:
        """The deciding word with the nouns that it acts on: "imposed sanctions"."""
        numbers = [number]
        if self.tree.is_verb(number):
            objects = self.acts.meaning(number).objects
            numbers += [n for n in objects if self.tree.tokens[n].mention is None]
        numbers += [
            k
            for n in numbers
            for k in self.tree.kids(n, "compound", "amod", "prt")
            if self.tree.tokens[k].mention is None
        ]
        return " ".join(self.tree.tokens[n].text for n in sorted(set(numbers)))

    def _proposals(self, number: int) -> list[Proposal]:
        token = self.tree.tokens[number]
        if token.mention is not None or token.dep in ("aux", "auxpass"):
            return []
        if self.tree.is_verb(number):
            return self._of_verb(number)
        if self.tree.is_noun(number):
            return self._of_noun(number)
        return []

    def _of_verb(self, verb: int) -> list[Proposal]:
        meaning = self.acts.meaning(verb)
        if not meaning.codes:
            return self._called_for(verb)
        if self._is_consumed(verb):
            return []
        if meaning.operator in REPORTING and meaning.noun is None and meaning.complement >= 0:
            return []
        doer, undergoer = self.places.doer(verb), self.places.undergoer(verb)
        vehicle = self._vehicle(verb)
        aimed = ("object", "preposition", "object's phrase")
        if undergoer in ("", "below") and vehicle >= 0 and self.places.undergoer(vehicle) in aimed:
            undergoer = "shared object"
        code, reason = self._turned(verb, meaning.codes[0], doer, undergoer)
        score = DOER[doer] + UNDERGOER[undergoer] + 0.5 - self._lesser(verb)
        if meaning.operator in TRANSPARENT:
            score -= 0.3
        if not meaning.known:
            score -= 1.5
        score -= 0.1 * self.places.depth(verb)
        others = tuple(c for c in meaning.codes if c != code)
        return [Proposal(code, score, verb, doer, undergoer, others, f"{meaning.why}; {reason}")]

    def _called_for(self, verb: int) -> list[Proposal]:
        """ "Spain said the rebels must keep the road safe": asked for, whatever it is."""
        called = self._mood(verb).mode == "call" or (
            self.tree.tokens[verb].lemma == "need" and self.places.is_passive(verb)
        )
        if not called or self.places.doer(verb) != "speaker":
            return []
        undergoer = self.places.undergoer(verb)
        return [Proposal("REQUEST", 3.5, verb, "speaker", undergoer, (), "called for")]

    def _vehicle(self, verb: int) -> int:
        """The verb of going, sending or telling whose purpose a verb is, or -1."""
        tree, token = self.tree, self.tree.tokens[verb]
        above = token.head
        if above != verb and tree.is_noun(above) and token.dep in ("acl", "relcl"):
            sense = self.frames.noun_sense(above)
            if sense is not None and sense.code not in ("", "AGREE", "CONSULT"):
                return -1
            above = tree.tokens[above].head
        loose = token.dep in ("advcl", "xcomp", "acl") and token.tag in ("VB", "VBG")
        if above == verb or not loose or tree.tokens[above].lemma not in VEHICLES:
            return -1
        return above

    def _lesser(self, verb: int) -> float:
        """What a purpose or a modifier counts less than the clause it belongs to.

        "Gave money to fight the flood" is a gift; "sent troops to fight the rebels" a fight.
        """
        tree, token = self.tree, self.tree.tokens[verb]
        if self._vehicle(verb) >= 0:
            return -1.5
        if token.dep == "advcl" and any(tree.tokens[k].dep == "mark" for k in tree.children[verb]):
            return 1.0
        if token.dep in ("acl", "relcl") and token.tag != "VB":
            return 0.0 if self.places.doer(verb) in ("subject", "agent") else 1.0
        if token.dep == "acl":
            return 1.5
        purpose = token.tag == "VB" and token.dep in ("advcl", "xcomp")
        above = token.head
        if not purpose and token.dep == "pcomp":
            above, purpose = tree.tokens[token.head].head, True
        if not purpose or not tree.is_verb(above):
            return 0.0
        return 1.5 if self.acts.meaning(above).codes else 0.0

    def _of_noun(self, number: int) -> list[Proposal]:
        sense = self.frames.noun_sense(number)
        if sense is None or not sense.code:
            return []
        doer, undergoer = self.places.noun_doer(number), self.places.noun_undergoer(number)
        score = 0.6 * (DOER[doer] + UNDERGOER[undergoer]) - 0.5 - 0.1 * self.places.depth(number)
        if not sense.is_event:
            score -= 0.5
        reason = f"noun {sense.noun!r} ({sense.code}, nouns.tsv line {sense.line})"
        return [Proposal(sense.code, score, number, doer, undergoer, (), reason)]

    def _is_consumed(self, verb: int) -> bool:
        """Whether a verb above has taken this one's meaning: "refused to meet", "agreed to pay"."""
        tree, token = self.tree, self.tree.tokens[verb]
        above = token.head
        if token.dep == "acl" and tree.is_noun(above):
            sense = self.frames.noun_sense(above)
            return sense is not None and sense.code in WORDED and token.tag == "VB"
        if self._tells_of_source(verb):
            return False
        if above != verb and tree.tokens[above].dep == "acomp":
            above = tree.tokens[above].head
        if above != verb and tree.tokens[above].dep == "prep":
            above = tree.tokens[above].head
        if above == verb or not tree.is_verb(above):
            return token.dep == "conj" and tree.is_verb(above) and self._is_consumed(above)
        if token.dep == "conj":
            return token.tag == "VB" and self._is_consumed(above)
        meaning = self.acts.meaning(above)
        if not meaning.codes or tree.tokens[above].lemma in VEHICLES:
            return False
        if meaning.complement == verb:
            return meaning.operator not in REPORTING
        clause = token.dep in ("xcomp", "ccomp") and not meaning.operator
        return clause and meaning.codes[0] in WORDED

    def _tells_of_source(self, verb: int) -> bool:
        """ "Chad cut the aid, the ministry confirmed": the act has its own doer, the source."""
        own = self.tree.kids(verb, "nsubj", "nsubjpass")
        if not own or self.tree.tokens[verb].dep != "ccomp":
            return False
        above = self.tree.tokens[verb].head
        return self.places.is_subject(verb) and not self.places.is_subject(above)

    def _turned(self, verb: int, code: str, doer: str, undergoer: str) -> tuple[str, str]:
        """The action after mood, negation and report."""
        mood = self._mood(verb)
        if doer == "speaker" and mood.mode == "call":
            return "REQUEST", "what the source says must be done"
        hostile = code not in COOPERATION and not mood.negated
        if doer == "speaker" and undergoer == "subject" and hostile:
            return "ACCUSE", "what the source says the target did"
        if code in ("THREATEN", "MOBILIZE") and undergoer == "with subject":
            return ("AGREE" if code == "THREATEN" else "COOPERATE"), "done together"
        if mood.negated and code in COOPERATION:
            return "REJECT", "not done"
        if mood.negated and code not in ("REJECT", "ACCUSE", "THREATEN"):
            return ("AGREE" if mood.tense == "future" else "REJECT"), "not done"
        if mood.mode in ("forecast", "scheduled") and mood.modal in ("will", "would", ""):
            if code in COOPERATION:
                return "AGREE", f"ahead ({mood.phrase})"
            boycott = self.tree.tokens[verb].lemma == "boycott"
            if code in MATERIAL_CONFLICT or boycott:
                return "THREATEN", f"ahead ({mood.phrase})"
        return code, "told as it is"

    def _mood(self, verb: int) -> Mood:
        mood = mood_of(self.tree, verb)
        if mood.mode == "fact" and not mood.negated:
            token = self.tree.tokens[verb]
            if (
                token.dep in ("xcomp", "conj")
                and token.tag == "VB"
                and self.tree.is_verb(token.head)
            ):
                above = mood_of(self.tree, token.head)
                return replace(mood, mode=above.mode, modal=above.modal, phrase=above.phrase)
        return mood

    def _outrank(self, found: list[Proposal]) -> list[Proposal]:
        """Material conflict between the two outranks words in the same clause."""
        best = max((p.score for p in found), default=0.0)
        return [
            replace(p, score=p.score + 1.0)
            if p.code in MATERIAL_CONFLICT
            and p.score > best - 1.5
            and p.doer in ("subject", "agent", "shared subject", "owner of subject")
            and p.undergoer in ("object", "pronoun")
            else p
            for p in found
        ]


def read_pair(pair: PairTree, codebook: Codebook) -> PairReading:
    """The relation from a source to a target, by the codebook's words and the sentence's shape."""
    return PairReader(pair, codebook).read()
