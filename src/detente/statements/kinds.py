"""The kind of a statement: decided from mood, negation and voice before the action's code.

Each rule returns whether the clause holds a statement at all; a clause that holds none leaves a
line in the explanation and no row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.codebook.algebra import COOPERATION
from detente.statements.assessing import COPULAS, is_assessment, tells_what_it_is
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.plain_acts import happened
from detente.statements.plain_views import views
from detente.statements.topics import CONTACT, relation_terms_in
from detente.statements.trends import grew, moves_ties, trends
from detente.statements.undone import WAVERING, done_all_the_same, left_undone
from detente.statements.verdicts import blame_words, gives_verdict
from detente.statements.voices import as_reprisal, is_reprisal

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

STATIVE = frozenset(("=BE", "=BECOME", "=JUDGE", "=WANT", "=CAUSE", "=BLOCK"))
ANSWERS = frozenset(
    "respond answer reply react comment mention refer address resume attend join accept engage "
    "acknowledge confirm explain say announce open close congratulate invite meet send recognize "
    "vote deliver disclose speak talk communicate publish return apologise apologize "
    "recognise express ratify sign implement".split()
)
MUTE_ACTS = frozenset(
    "comment say elaborate confirm specify discuss name identify raise mention address reveal "
    "disclose explain speculate answer".split()
)
# "Trade should grow", "the deal should face no resistance": expected, not called for.
UNFOLDING = frozenset(
    "face grow fall rise improve ease accelerate recover suffice prove narrow shrink diminish "
    "decline weaken benefit pick rebound stabilise stabilize normalise normalize follow happen "
    "subside materialise materialize".split()
)
CONSTRAINTS = frozenset("consider balance weigh contend reckon deal cope navigate manage".split())
VIEWING = frozenset("consider deem decide believe determine think".split())
JOINT = (("CONSULT",), ("AGREE",), ("SUPPORT",), ("COOPERATE",))
SCHEDULABLE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AGREE", "MOBILIZE", "AID"))


def decide(draft: Draft, reader: ClauseReader) -> bool:
    """Give a draft its kind; False where the clause holds no statement."""
    codes = draft.codes
    if _decided(draft, reader):
        return True
    # The rules that refused it may have taken its codes.
    draft.codes = codes
    return left_undone(draft, reader) or happened(draft, reader) or views(draft, reader)


def _decided(draft: Draft, reader: ClauseReader) -> bool:
    mode = draft.mood.mode
    unnamed = not draft.source and not draft.target
    if mode == "fact" and unnamed and grew(draft, reader):
        return True
    if unnamed and mode == "fact" and (_halted(draft) or _done_together(draft, reader)):
        draft.kind = "event"
        return True
    if unnamed and mode == "forecast" and _hangs_on_a_noun(draft, reader):
        return False
    if mode == "forecast" and _only_restricts(draft, reader):
        return False
    if unnamed and mode not in ("forecast", "call", "scheduled"):
        return False
    if mode in ("forecast", "call", "scheduled") and not draft.codes:
        draft.codes = reader.frames.nouns_below(draft.predicate)
    if mode == "call":
        return _call(draft, reader)
    if mode == "scheduled":
        draft.kind = "scheduled"
        if not draft.source:
            draft.source, draft.target = draft.target, ()
        return True
    if mode == "forecast":
        return _forecast(draft, reader)
    if mode == "counterfactual":
        draft.kind = "assessment"
        draft.codes = ()
        return True
    if mode == "ability":
        return _ability(draft, reader)
    return _fact(draft, reader)


def _only_restricts(draft: Draft, reader: ClauseReader) -> bool:
    """ "The impact that the deal will have": says which, and names but one of two parties."""
    tree = reader.tree
    named = draft.source and draft.target and draft.way
    if tree.tokens[draft.predicate].dep != "relcl" or named or tree.is_content(draft.predicate):
        return False
    words = {tree.tokens[k].text.lower() for k in tree.subtree(draft.predicate)}
    return not words & {"which", "who", "whom", "whose"}


def _hangs_on_a_noun(draft: Draft, reader: ClauseReader) -> bool:
    """ "Principles that would advance these goals": what the noun is like, not what will be."""
    tree = reader.tree
    at = draft.predicate
    while tree.tokens[at].dep == "conj" and tree.tokens[at].head != at:
        at = tree.tokens[at].head
    return tree.tokens[at].dep in ("relcl", "acl") and tree.tokens[tree.tokens[at].head].tag != "CD"


def _halted(draft: Draft) -> bool:
    """ "The resumption was aborted", "trade grew": a turn in dealings that the text is about."""
    turning = draft.meaning.operator in ("=STOP", "=RESUME", "=LOWER", "=RAISE", "=CHANGE")
    told = draft.mood.tense == "past" and not draft.mood.negated
    return turning and told and bool(draft.codes)


def _done_together(draft: Draft, reader: ClauseReader) -> bool:
    """ "A treaty was concluded in 1974": by the two whom the text is about."""
    noun = draft.meaning.noun
    joint = noun is not None and noun.mutual and draft.codes[:1] in JOINT
    told = draft.mood.tense == "past" and not draft.mood.negated
    return told and joint and reader.who.is_passive(draft.predicate)


def _call(draft: Draft, reader: ClauseReader) -> bool:
    """ "Should", "must", "needs to": a recommendation, a demand, or a constraint."""
    lemma = reader.tree.tokens[draft.predicate].lemma
    if draft.mood.modal == "must" and lemma in CONSTRAINTS:
        draft.kind, draft.codes = "assessment", ()
        draft.reasons.append("a constraint, not advice")
        return True
    subjects = reader.tree.kids(draft.predicate, "nsubj")
    tokens = [reader.tree.tokens[s] for s in subjects]
    thing = tokens and all(t.tag in ("NN", "NNS") and t.mention is None for t in tokens)
    if draft.mood.modal == "should" and lemma in UNFOLDING and thing:
        draft.kind = "forecast"
        draft.reasons.append("what should come by itself is expected")
        return True
    if lemma == "be" and any(reader.tree.tokens[s].text.lower() == "it" for s in subjects):
        return False
    if draft.speaker_code and not draft.source:
        return False
    draft.kind = "recommendation"
    draft.reasons.append(f"called for by {draft.mood.phrase or draft.mood.modal!r}")
    return True


def _forecast(draft: Draft, reader: ClauseReader) -> bool:
    draft.kind = "forecast"
    draft.reasons.append(f"judged by {draft.mood.phrase!r}")
    if reader.discourse.author and is_reprisal(draft, reader) and not draft.speaker:
        as_reprisal(draft, (Party(reader.discourse.author),), reader)
        return True
    if _promised_to_the_author(draft, reader):
        draft.kind = "event"
        draft.codes = ("AGREE", *[c for c in draft.codes if c != "AGREE"])
        draft.reasons.append("another's promise, told by the government it was given to")
        return True
    told = draft.mood.modal == "will" or (draft.mood.modal == "would" and draft.speaker_code)
    if told and _speaks_for_itself(draft, reader):
        named = {p.code for p in reader.finder.mentioned(list(range(len(reader.tree.tokens))))}
        if not draft.codes and not draft.target and not named - {p.code for p in draft.source}:
            return False
        if not draft.codes and draft.meaning.operator in ("=STOP", "=LOWER", "=RAISE", "=CHANGE"):
            return False
        hostile = bool(draft.codes) and draft.codes[0] not in COOPERATION
        hostile = hostile or (not draft.codes and _is_warned(draft, reader))
        draft.kind = "event"
        said = "THREATEN" if hostile else "AGREE"
        if draft.mood.negated:
            said = "AGREE" if hostile else "REJECT"
        draft.codes = (said, *[c for c in draft.codes if c != said])
        draft.reasons.append("a government's own will is the act of saying so")
    return True


def _is_warned(draft: Draft, reader: ClauseReader) -> bool:
    """ "It would turn them into scrap, the North warned": what is warned of is no promise."""
    tree = reader.tree
    above = tree.tokens[tree.tokens[draft.predicate].head].lemma
    return above in WARNING or any(
        tree.tokens[k].lemma in WARNING for k in tree.kids(draft.predicate, "parataxis", "ccomp")
    )


WARNING = frozenset("warn caution threaten menace".split())


def _promised_to_the_author(draft: Draft, reader: ClauseReader) -> bool:
    """ "Peru will buy Chilean grain" in Chile's own words: what was agreed, not foretold."""
    author = reader.discourse.author
    others = {p.code for p in draft.source} - {author}
    if not author or draft.speaker or not others or any(p.owner for p in draft.source):
        return False
    plain = draft.mood.modal == "will" and draft.mood.phrase.lower() in ("will", "will also")
    joint = author in {p.code for p in draft.target + draft.source}
    return plain and joint and draft.codes[:1] != () and draft.codes[0] in COOPERATION


def _speaks_for_itself(draft: Draft, reader: ClauseReader) -> bool:
    """Whether the acting party is also the voice: its own document, words or pronoun."""
    if any(p.owner for p in draft.source):
        return False
    voices = {draft.speaker_code} - {""}
    if not draft.speaker and reader.discourse.author:
        voices.add(reader.discourse.author)
    return bool(voices) and bool(voices & {p.code for p in draft.source})


def _ability(draft: Draft, reader: ClauseReader) -> bool:
    if draft.condition or reader.discourse.scenario:
        draft.kind = "forecast"
        return True
    if draft.mood.negated and draft.codes and not any(p.owner for p in draft.source):
        draft.kind = "assessment"
        return True
    draft.kind = "assessment"
    draft.codes = ()
    return len({p.code for p in draft.source + draft.target}) > 1


def _fact(draft: Draft, reader: ClauseReader) -> bool:
    """Told as fact: an act is an event, one left undone an omission, a trait an assessment."""
    tree, meaning = reader.tree, draft.meaning
    lemma = tree.tokens[draft.predicate].lemma
    if meaning.operator == "=DENY" and draft.mood.negated and left_undone(draft, reader):
        return True
    if meaning.operator == "=DENY":
        draft.denies = True
        draft.kind = "event"
        draft.codes = draft.codes or ("REJECT",)
        return bool(draft.source)
    if meaning.operator == "=FAIL":
        # "Did not fail to answer" is no silence; "gave no answer" is one by its object.
        if draft.mood.negated and tree.kids(draft.predicate, "neg"):
            return False
        draft.kind = "omission"
        several = len({p.code for p in draft.source}) > 1
        finite = tree.tokens[draft.predicate].tag != "VB"
        told = finite and (any(not p.owner for p in draft.source) or _unsaid(draft, reader))
        return bool(draft.source) and (bool(draft.way) or several or told)
    if draft.mood.negated:
        return _negated(draft, lemma, reader)
    if _abstains(draft, reader):
        return True
    stands = lemma in COPULAS and tree.kids(draft.predicate, "acomp", "attr", "oprd")
    willing = meaning.operator == "=PROMISE" and meaning.complement >= 0
    if stands and not willing and not grew(draft, reader):
        return is_assessment(draft, reader)
    if grew(draft, reader):
        return True
    if _convenes(draft, reader) or _talks(draft) or _remarks(draft, reader):
        return True
    if tells_what_it_is(draft, reader):
        draft.kind, draft.codes = "assessment", ()
        return True
    if trends(draft, reader) or gives_verdict(draft, reader):
        return True
    if _looms(draft, reader):
        return True
    if moves_ties(draft, reader):
        return is_assessment(draft, reader)
    if meaning.operator in STATIVE or not draft.codes or _opines(draft, reader):
        return is_assessment(draft, reader)
    caused = reader.who.has_own_subject(draft.predicate) and not reader.who.is_passive(
        draft.predicate
    )
    if not draft.source and caused:
        return is_assessment(draft, reader)
    if draft.mood.tense == "present" and _habitual(draft, reader):
        codes = draft.codes
        if not all(p.owner for p in draft.source) and draft.target:
            draft.kind = "assessment"
            return True
        kept = is_assessment(draft, reader)
        draft.codes = codes if kept else draft.codes
        return kept
    draft.kind = "event"
    if meaning.operator == "=DEMAND" and draft.way == "complement" and "REQUEST" in draft.codes:
        # "Asked that Paris recall its envoy": who is to do it is asked, and nobody else accused.
        draft.codes = ("REQUEST", *[c for c in draft.codes if c != "REQUEST"])
    return bool(draft.source or draft.target)


WORDS_LEFT_OUT = frozenset("mention reference comment reply response answer apology word".split())


def _unsaid(draft: Draft, reader: ClauseReader) -> bool:
    """ "The statement made no mention of the dam": words left out are missed by themselves."""
    objects = reader.tree.kids(draft.predicate, "dobj")
    return any(reader.tree.tokens[o].lemma in WORDS_LEFT_OUT for o in objects)


def _abstains(draft: Draft, reader: ClauseReader) -> bool:
    """ "Declined to comment", "skipped the summit": keeping away, not refusing a demand."""
    tree = reader.tree
    lemma = tree.tokens[draft.predicate].lemma
    mute = lemma in ("decline", "refuse") and any(
        tree.tokens[k].lemma in MUTE_ACTS for k in tree.kids(draft.predicate, "xcomp")
    )
    if not (mute or lemma == "skip") or not draft.source or draft.mood.tense == "future":
        return False
    if all(p.owner for p in draft.source):
        return False
    draft.kind = "omission"
    draft.reasons.append("kept away or silent")
    return True


def _talks(draft: Draft) -> bool:
    """ "The two spoke", "both sides affirmed the need": what several say together is an act."""
    if draft.meaning.operator != "=SAY" or len({p.code for p in draft.source}) < 2:
        return False
    if all(p.owner for p in draft.source):
        return False
    draft.kind, draft.directed = "event", False
    draft.codes = ("AGREE", "SUPPORT") if draft.meaning.objects else ("CONSULT",)
    draft.target = ()
    return True


def _remarks(draft: Draft, reader: ClauseReader) -> bool:
    """ "Highlighted his rapport with X": words of relation said of another are praise or blame."""
    spoken_of = reader.tree.tokens[draft.predicate].lemma in ("address", "discuss", "cover")
    if draft.meaning.operator != "=SAY" or not draft.source or not draft.target or spoken_of:
        return False
    below = [n for o in draft.meaning.objects for n in reader.tree.subtree(o)]
    lemmas = [reader.tree.tokens[n].lemma for n in sorted(set(below))]
    level = sum(t.level for t, _, _ in relation_terms_in(lemmas, codebook=reader.codebook))
    level -= len(blame_words(reader.codebook) & set(lemmas))
    if not level or any(p.owner for p in draft.source):
        return False
    draft.kind = "event"
    draft.codes = ("SUPPORT", "AGREE") if level > 0 else ("ACCUSE", "REJECT")
    draft.reasons.append(f"words of relation at {level:+.0f}")
    return True


def _opines(draft: Draft, reader: ClauseReader) -> bool:
    """ "Considers it a threat", "decided that a lesson was in order": a view, not a plan."""
    tree, verb = reader.tree, draft.predicate
    if tree.tokens[verb].lemma not in VIEWING:
        return False
    clauses = [k for k in tree.kids(verb, "ccomp", "xcomp") if tree.tokens[k].tag != "VBG"]
    stated = any(tree.tokens[k].lemma in COPULAS or not tree.is_verb(k) for k in clauses)
    if stated or tree.kids(verb, "oprd"):
        draft.meaning = replace(draft.meaning, operator="=JUDGE")
        return True
    return False


def _looms(draft: Draft, reader: ClauseReader) -> bool:
    """ "The rivalry threatens a return to war": a thing threatens nobody, it makes likely."""
    if draft.meaning.operator != "=THREATEN" or draft.speaker:
        return False
    passive = reader.who.is_passive(draft.predicate)
    if passive or any(not p.owner for p in draft.source):
        return False
    draft.kind = "forecast"
    draft.codes = reader.frames.nouns_below(draft.predicate)
    word = reader.tree.tokens[draft.predicate].text
    draft.mood = replace(draft.mood, mode="forecast", phrase=word, tense="future")
    return True


GATHERING = frozenset("include involve gather comprise feature bring".split())


def _convenes(draft: Draft, reader: ClauseReader) -> bool:
    """ "The meeting included A, B and C": those who took part met."""
    tree = reader.tree
    if tree.tokens[draft.predicate].lemma not in GATHERING or len(draft.target) < 2:
        return False
    for subject in tree.kids(draft.predicate, "nsubj"):
        sense = reader.frames.noun_sense(subject)
        if sense is not None and sense.code == "CONSULT":
            named = reader.finder.mentioned(list(range(len(tree.tokens))))
            draft.kind, draft.codes, draft.directed = "event", ("CONSULT",), False
            draft.source = draft.target = named
            return True
    return False


def _pointed(draft: Draft, reader: ClauseReader) -> bool:
    """Whether what was left undone concerns another: a target, or contact and answers."""
    if draft.target or reader.tree.tokens[draft.predicate].lemma in ANSWERS:
        return True
    if draft.source and not any(p.owner for p in draft.source):
        return True
    words = " ".join(reader.tree.tokens[n].text for n in draft.tokens)
    return bool(CONTACT.search(words))


def _negated(draft: Draft, lemma: str, reader: ClauseReader) -> bool:
    """A negated act is an omission where the sentence makes a point of it, else nothing."""
    if draft.meaning.complement >= 0 and (draft.meaning.operator == "=STOP" or lemma in WAVERING):
        return done_all_the_same(draft, reader)
    acted = bool(draft.codes) or lemma in ANSWERS
    helpers = reader.tree.kids(draft.predicate, "aux")
    so_far = any(reader.tree.tokens[a].lemma == "have" for a in helpers)
    over = draft.mood.tense == "past" or so_far
    if over and acted and draft.source and _pointed(draft, reader):
        draft.kind = "omission"
        draft.reasons.append("negated act")
        return True
    return is_assessment(draft, reader) or _does_not(draft, reader)


def _does_not(draft: Draft, reader: ClauseReader) -> bool:
    """ "Lima does not recognise the border with Chile": never done, so how things stand."""
    sides = draft.source and draft.target and draft.way and draft.mood.tense == "present"
    if not (sides and draft.meaning.known and not reader.discourse.author):
        return False
    draft.kind, draft.codes = "assessment", ()
    draft.reasons.append("what one never does is how things stand")
    return True


def _habitual(draft: Draft, reader: ClauseReader) -> bool:
    """Present tense without an act: "trade shapes", "cooperation serves"; acts stay events."""
    if all(p.owner for p in draft.source) and not draft.meaning.operator:
        return True
    tree = reader.tree
    simple = tree.tokens[draft.predicate].tag in ("VBZ", "VBP")
    # What a state alleges of another is an act, in whatever tense it is told.
    alleged = draft.speaker_code and draft.speaker_code not in {p.code for p in draft.source}
    standing = simple and draft.codes[:1] in STANDING and not alleged
    standing = standing and tree.tokens[draft.predicate].lemma not in DONE_BY_SAYING
    return standing and not reader.discourse.author


# "Peru welcomes the ruling" does so by saying it.
DONE_BY_SAYING = frozenset(
    "welcome commend praise hail laud applaud congratulate thank salute reaffirm reiterate "
    "affirm".split()
)
# Told in the simple present these are how things stand: "Russia supplies most of the gas".
STANDING = (("COOPERATE",), ("AID",), ("SUPPORT",))
