"""Walk the predicates of a sentence from the main verb down and draft statements.

Order of decisions: is the clause a condition or a question; its mood; the sense of its verb; the
parties; the kind. A clause is drafted once; the complement that an operator consumed ("agreed to
hold talks") is not drafted again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.codebook import Codebook
from detente.statements import kinds
from detente.statements.advice_turns import urged_by_author
from detente.statements.causation import moved_by
from detente.statements.conditions import Condition
from detente.statements.discourse import Discourse, Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Frames, Meaning
from detente.statements.judging import is_ones_own, judged_by
from detente.statements.modality import Judged, Mood, auxiliaries, mood_of
from detente.statements.parties import PartyFinder
from detente.statements.pastimes import pastimes_of
from detente.statements.picked_up import picked_up
from detente.statements.reporting import is_belief, read_aside, read_expectation, read_speech
from detente.statements.targets import AT_HOME, WhoWhom
from detente.statements.trees import Tree

if TYPE_CHECKING:
    from detente.statements.tracing import Trace

COPULAS = frozenset("be become remain seem appear stay look constitute represent".split())
# Operators whose complement is the act itself, so that it is not drafted a second time.
CONSUMING = frozenset(
    "=DO =STOP =RESUME =RAISE =LOWER =PROMISE =OFFER =REFUSE =DEMAND =THREATEN =SEEK =FAIL "
    "=DENY =DISCUSS =WANT =BLOCK".split()
)
# What is wanted, refused or missed is not done, also where nothing is made of the clause.
UNREAL = frozenset("=FAIL =WANT =REFUSE =DEMAND =OFFER =THREATEN".split())
TOLD_AFTER = frozenset(
    "by after before in through while when despite since following upon with until for from".split()
)
# Nouns whose "that" clause tells a fact: "the news that Peru had signed".
KNOWN = frozenset(
    "news fact revelation discovery confirmation knowledge wonder irony surprise coincidence "
    "proof".split()
)
# "This explains why Peru signed": it did.
EXPLAINING = frozenset("explain show see understand tell reveal".split())
BELOW = ("advcl", "ccomp", "xcomp", "conj", "parataxis", "acl", "relcl", "pcomp", "csubj", "dep")


class ClauseReader:
    """Reads one tree."""

    def __init__(
        self,
        tree: Tree,
        discourse: Discourse,
        codebook: Codebook,
        conditions: list[Condition],
    ) -> None:
        self.tree = tree
        self.discourse = discourse
        self.codebook = codebook
        self.frames = Frames(tree, codebook)
        self.finder = PartyFinder(tree, discourse, codebook)
        self.who = WhoWhom(tree, self.finder, self.frames, discourse)
        self.conditions = conditions
        self.barred = frozenset(n for c in conditions for n in c.tokens)
        self.speech = frozenset(codebook.lexicon.cues("speech"))
        self.drafts: list[Draft] = []
        self.seen: set[int] = set()
        self.consumed: set[int] = set()
        self.subject: tuple[Party, ...] = ()
        self.trace: Trace | None = None

    def read(self, setting: Setting) -> list[Draft]:
        """Draft the statements of the sentence's verbs, main clause first."""
        for root in self.tree.roots():
            self.visit(root, setting)
        return self.drafts

    def visit(self, number: int, setting: Setting) -> None:
        """Draft the clause of a token and those below it, once."""
        if number in self.seen:
            return
        self.seen.add(number)
        if self._is_indirect_question(number):
            if any(self.tree.tokens[k].lemma == "whether" for k in self.tree.children[number]):
                self.barred |= frozenset(self.tree.subtree(number))
            return
        if number in self.barred or not self.tree.is_verb(number):
            self.below(number, setting)
            return
        if self._is_bare(number, setting) or self._qualifies(number, setting):
            self.below(number, setting)
            return
        setting = self._with_condition(number, setting)
        if read_aside(self, number, setting=setting):
            return
        judged = judged_by(self.tree, number) or urged_by_author(self.tree, number, self.discourse)
        if judged is not None and judged.about:
            self._judged(number, judged, setting)
            return
        mood = mood_of(self.tree, number, setting.mood)
        if self.tree.tokens[number].dep == "xcomp" and self._drafted(self.tree.tokens[number].head):
            self.below(number, setting)
            return
        loose = self.tree.tokens[number].tag == "VBG" and not auxiliaries(self.tree, number)
        if loose and mood.mode != "fact" and self.tree.tokens[number].dep != "xcomp":
            self.below(number, setting)
            return
        meaning = self.frames.meaning(number)
        actors = self.who.subject(number, setting)
        if not self.subject and self.who.has_own_subject(number):
            undergoing = self.tree.kids(number, "nsubjpass")
            self.subject = actors or tuple(p for k in undergoing for p in self.finder.parties(k))
        # "I no longer think that X will": an expectation denied, and not what was said.
        denied = mood.negated and is_belief(self.tree, number)
        told = not denied and mood.mode != "call" and self._says(number, meaning)
        if told and read_speech(self, number, actors=actors, setting=setting):
            return
        if (denied or meaning.operator == "=EXPECT") and read_expectation(
            self, number, negated=mood.negated, actors=actors, setting=setting
        ):
            return
        moved = moved_by(self.tree, self.finder, number, meaning=meaning)
        subject = moved or actors or setting.subject
        inner = replace(setting, mood=mood, subject=subject)
        view = self.tree.tokens[number].lemma == "be" and self.tree.kids(number, "ccomp")
        if view and self.tree.kids(number, "nsubj"):
            self.below(number, replace(setting, mood=None))
            return
        if moved and self._done_by_moved(number, meaning, inner):
            return
        taken = self._draft(number, meaning, mood, actors, setting)
        used = taken or meaning.operator in UNREAL
        tells = not meaning.operator or meaning.operator in CONSUMING
        if used and meaning.complement >= 0 and tells:
            self.consumed.add(meaning.complement)
            self.seen.add(meaning.complement)
            self.below(meaning.complement, replace(inner, mood=mood))
        self.below(number, inner)

    def _says(self, verb: int, meaning: Meaning) -> bool:
        """Whether a verb reports words; "warned Russia that …" warns, whatever its words are."""
        tree = self.tree
        if meaning.operator == "=THREATEN" and any(
            tree.tokens[k].mention is not None for k in tree.kids(verb, "dobj")
        ):
            return False
        clauses = (k for k in tree.kids(verb, "ccomp", "parataxis") if tree.is_verb(k))
        told = any(tree.kids(k, "nsubj", "nsubjpass") for k in clauses)
        return meaning.operator == "=SAY" or (tree.tokens[verb].lemma in self.speech and told)

    def _done_by_moved(self, verb: int, meaning: Meaning, inner: Setting) -> bool:
        """ "A ban would lead Peru to sue Chile": Peru's act alone, where one is told."""
        if meaning.operator == "=CAUSE" and inner.mood is not None and inner.mood.mode == "fact":
            return False
        before = len(self.drafts)
        self.below(verb, inner)
        return len(self.drafts) > before

    def _is_indirect_question(self, verb: int) -> bool:
        """ "Whether he responds", "what the US might offer", and bare infinitives on nouns."""
        tree = self.tree
        token = tree.tokens[verb]
        why = any(tree.tokens[k].text.lower() == "why" for k in tree.kids(verb, "advmod"))
        if why and token.tag == "VBD" and tree.tokens[token.head].lemma in EXPLAINING:
            return False
        if token.dep in ("ccomp", "pcomp", "csubj", "acl") and any(
            tree.tokens[k].text.lower()
            in ("whether", "what", "how", "why", "who", "where", "which")
            for k in tree.children[verb]
        ):
            return True
        return token.dep == "acl" and token.tag == "VB"

    def _drafted(self, verb: int) -> bool:
        return any(d.predicate == verb and d.mood.mode != "fact" for d in self.drafts)

    def _is_bare(self, verb: int, setting: Setting) -> bool:
        """Infinitives of purpose and examples after "such as" tell no act of their own."""
        tree = self.tree
        token = tree.tokens[verb]
        if token.dep == "csubj":
            return True
        if token.tag == "VB":
            governed = token.dep in ("xcomp", "ccomp") and not self._behind_of(token.head)
            helped = any(
                tree.tokens[a].tag == "MD" or tree.tokens[a].lemma == "do"
                for a in auxiliaries(tree, verb)
            )
            return not governed and not helped and token.dep != "ROOT"
        # A finite verb is never coordinated with a gerund: "accused X of spying and expelled …".
        listed = token.dep == "conj" and tree.tokens[token.head].dep == "pcomp"
        if token.dep == "pcomp" or (listed and token.tag not in ("VBD", "VBZ", "VBP")):
            head = token.head if token.dep == "pcomp" else tree.tokens[token.head].head
            return tree.tokens[head].lemma not in TOLD_AFTER
        return False

    def _behind_of(self, verb: int) -> bool:
        """ "Accused of letting rebels take refuge": the gerund tells no act, nor what it rules."""
        tree = self.tree
        prep = tree.tokens[tree.tokens[verb].head]
        return tree.tokens[verb].dep == "pcomp" and prep.lemma == "of"

    def _qualifies(self, verb: int, setting: Setting) -> bool:
        """A participle or relative clause on a noun tells nothing of its own in a scenario."""
        told = setting.mood is not None and setting.mood.modal == "scenario"
        return told and self.tree.tokens[verb].dep in ("acl", "relcl")

    def _with_condition(self, verb: int, setting: Setting) -> Setting:
        for condition in self.conditions:
            head = condition.head
            shared = ("conj", "xcomp", "ccomp")
            up = (
                head >= 0
                and self.tree.tokens[verb].dep in shared
                and (head == self.tree.tokens[verb].head)
            )
            down = (
                head >= 0
                and self.tree.tokens[head].dep in shared[1:]
                and (verb == self.tree.tokens[head].head)
            )
            if head == verb or up or down:
                return replace(setting, condition=condition.words, condition_verb=condition.verb)
        return setting

    def below(self, number: int, setting: Setting) -> None:
        """Visit the clauses below a token; nouns pass their clauses on."""
        tree, lemma = self.tree, self.tree.tokens[number].lemma
        for kid in tree.children[number]:
            token = tree.tokens[kid]
            if kid in self.seen:
                continue
            if tree.is_verb(kid) and token.dep in BELOW:
                if tree.is_noun(number) and tree.is_content(kid) and lemma not in KNOWN:
                    continue
                self.visit(kid, self._for_child(number, kid, setting))
            elif token.dep not in ("aux", "auxpass", "punct", "det", "neg", "mark"):
                self.seen.add(kid)
                self.below(kid, setting)

    def _for_child(self, number: int, kid: int, setting: Setting) -> Setting:
        tree = self.tree
        token = tree.tokens[kid]
        if token.dep in ("relcl", "acl"):
            head = self.finder.parties(number)
            told = setting.mood is not None and setting.mood.modal == "scenario"
            past = not told
            return replace(
                setting,
                subject=head or setting.subject,
                condition="",
                condition_verb=-1,
                mood=None if past else setting.mood,
            )
        if token.dep == "advcl" and self._finite(kid):
            return replace(setting, mood=None, condition="", condition_verb=-1)
        if token.dep == "conj" and self._finite(kid) and tree.kids(kid, "nsubj"):
            return replace(setting, mood=None)
        return setting

    def _finite(self, verb: int) -> bool:
        token = self.tree.tokens[verb]
        return token.tag in ("VBD", "VBZ", "VBP") or any(
            self.tree.tokens[a].tag in ("VBD", "VBZ", "VBP", "MD")
            for a in self.tree.kids(verb, "aux", "auxpass")
        )

    def _judged(self, number: int, judged: Judged, setting: Setting) -> None:
        """A likelihood or a call expressed by an adjective, participle or noun."""
        impersonal = any(
            self.tree.tokens[s].text.lower() == "it"
            for s in self.tree.kids(number, "nsubj", "expl")
        ) and any(
            self.tree.is_verb(a) for a in judged.about if not is_ones_own(self.tree, a, judged)
        )
        actors = (
            ()
            if impersonal
            else self.who.subject(number, setting)
            or tuple(p for s in self.tree.kids(number, "nsubjpass") for p in self.finder.parties(s))
        )
        if judged.actors:
            actors = tuple(p for a in judged.actors for p in self.finder.parties(a)) or actors
        if not self.subject:
            self.subject = actors
        mood = judged.mood
        modal = mood_of(self.tree, number, setting.mood)
        if modal.mode == "forecast" and mood.mode == "forecast" and modal.modal == "would":
            mood = replace(mood, phrase=f"{modal.phrase} {mood.phrase}".strip())
        inner = replace(setting, mood=mood, subject=actors)
        for about in judged.about:
            self.seen.add(about)
            if self.tree.is_verb(about) and self.tree.tokens[about].lemma not in COPULAS:
                meaning = self._of_subject(number, self.frames.meaning(about))
                subject = self.who.subject(about, inner)
                self._draft(about, meaning, mood, subject, setting)
                self.below(about, replace(inner, subject=subject or actors))
            else:
                meaning = self._nominal_meaning(about)
                subject = self.finder.parties(about) or actors
                before = len(self.drafts)
                self._draft(about, meaning, mood, subject, setting)
                for draft in self.drafts[before:]:
                    draft.tokens = self.tree.subtree(number, stop=("advcl", "parataxis", "conj"))
                self.below(about, inner)
        self.below(number, inner)

    def _of_subject(self, verb: int, meaning: Meaning) -> Meaning:
        """ "Talks are expected to resume": the act is the subject's where the verb has none."""
        if meaning.codes:
            return meaning
        for subject in self.tree.kids(verb, "nsubj", "nsubjpass"):
            sense = self.frames.noun_sense(subject)
            if sense is not None and sense.code:
                return replace(meaning, codes=(sense.code,), objects=(subject,), noun=sense)
        return meaning

    def _nominal_meaning(self, number: int) -> Meaning:
        noun = self.frames.inner_noun(number)
        sense = self.frames.noun_sense(noun)
        if sense is None:
            return Meaning(objects=(noun,), known=False)
        return Meaning(
            codes=(sense.code,) if sense.code else (),
            frame="mutual" if sense.mutual else "s>o",
            prepositions=sense.target_prepositions,
            objects=(noun,),
            noun=sense,
            sectors=sense.sectors,
            why=f"noun {sense.noun!r} ({sense.code}, nouns.tsv line {sense.line})",
        )

    def _shared_target(
        self, verb: int, target: tuple[Party, ...], way: str
    ) -> tuple[tuple[Party, ...], str]:
        """A participle without a party of its own is aimed where its main clause is."""
        token = self.tree.tokens[verb]
        while token.dep == "conj" and token.tag == "VBG":
            token = self.tree.tokens[token.head]
        named = way != AT_HOME and any(p.token >= 0 for p in target)
        if token.tag != "VBG" or token.dep != "advcl" or named:
            return target, way
        main = next((d for d in self.drafts if d.predicate == token.head), None)
        if main is None or not main.target:
            return target, way
        return main.target, "main clause"

    def _draft(
        self,
        verb: int,
        meaning: Meaning,
        mood: Mood,
        actors: tuple[Party, ...],
        setting: Setting,
    ) -> bool:
        """Draft the statement of one predicate; True where one was drafted."""
        target, way = self.who.target(verb, meaning, actors)
        target, way = self._shared_target(verb, target, way)
        if meaning.frame == "o>s" and target:
            actors, target = target, actors
        if not actors and self.who.is_passive(verb):
            owned = [
                p
                for s in self.tree.kids(verb, "nsubjpass")
                for p in self.finder.parties(s)
                if p.owner
            ]
            actors = tuple(owned)
            target = tuple(p for p in target if p.code not in {o.code for o in owned})
        draft = Draft(
            kind="",
            source=actors,
            target=target,
            predicate=verb,
            tokens=self.tree.subtree(verb, stop=("advcl", "parataxis", "conj", "relcl")),
            meaning=meaning,
            mood=mood,
            codes=meaning.codes or picked_up(self, verb, meaning, actors),
            condition=setting.condition,
            condition_verb=setting.condition_verb,
            speaker=setting.speaker,
            speaker_code=setting.speaker_code,
            way=way,
            reasons=[meaning.why, f"target by {way}" if way else "no target in the clause"],
        )
        parties = len({p.code for p in actors + target})
        if mood.mode == "fact" and pastimes_of(self.codebook).is_one(
            self.tree, verb, parties=parties
        ):
            return False
        if not (kinds.decide if self.trace is None else self.trace.decide)(draft, self):
            return False
        self.drafts.append(draft)
        return True
