"""Acts that one party accuses another of: "accused X of arming the rebels" tells two acts.

The accusation is coded from its verb. What it alleges is coded beside it as the act of the
accused, with the accuser as the voice, so that a later report can bear it out or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Meaning
from detente.statements.modality import Mood, is_negated, mood_of
from detente.statements.speech import speaker_of
from detente.statements.targets import FOES_AT_HOME
from detente.statements.verdicts import blame_words

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

ALLEGED_AFTER = ("of", "for", "over")
# Deeds; what someone is said to want, refuse or say is part of the quarrel.
DEEDS = frozenset(("AID", "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "COOPERATE"))
ALLEGING = frozenset(
    "assert allege claim charge contend complain insist argue maintain suggest".split()
)
THOUGHT = frozenset(
    "conclude believe think decide know find fear realise realize see show mean feel learn judge "
    "recognise recognize understand assess consider suspect worry hope".split()
)
HOSTILE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))


def find_allegations(reader: ClauseReader) -> list[Draft]:
    """Draft the deeds that accusations of the sentence allege in a gerund."""
    found: list[Draft] = []
    for draft in reader.drafts:
        accuses = draft.kind == "event" and draft.codes[:1] == ("ACCUSE",)
        if not accuses or draft.mood.negated or not draft.target:
            continue
        heads = [draft.predicate, *draft.meaning.objects]
        for head in heads:
            for prep in reader.tree.kids(head, "prep"):
                if reader.tree.tokens[prep].lemma not in ALLEGED_AFTER:
                    continue
                for verb in reader.tree.kids(prep, "pcomp"):
                    found += _alleged(reader, draft, verb)
    return found


def _alleged(reader: ClauseReader, accusation: Draft, first: int) -> list[Draft]:
    found: list[Draft] = []
    said = speaker_of(reader.tree, accusation.predicate, reader.finder)
    for verb in reader.tree.conjuncts(first):
        if reader.tree.tokens[verb].tag != "VBG":
            continue
        meaning = reader.frames.meaning(verb)
        if not set(meaning.codes[:1]) & DEEDS or meaning.operator in ("=FAIL", "=REFUSE", "=BE"):
            continue
        target, way = reader.who.target(verb, meaning, accusation.target)
        named = tuple(p for p in target if p.token >= 0)
        if not named and meaning.codes[0] in HOSTILE:
            named, way = accusation.source, "the accuser"
        if not named:
            continue
        found.append(
            Draft(
                "event",
                accusation.target,
                named,
                verb,
                reader.tree.subtree(verb, stop=("advcl", "parataxis", "conj", "relcl")),
                meaning,
                Mood("fact", tense="past"),
                codes=meaning.codes,
                speaker=accusation.speaker or said.name,
                speaker_code=accusation.speaker_code or said.code,
                way=way,
                reasons=[f"{meaning.why}, alleged", f"target by {way}"],
            )
        )
    return found


def read_allegation(
    reader: ClauseReader,
    verb: int,
    actors: tuple[Party, ...],
    *,
    content: list[int],
    before: int,
) -> None:
    """Draft the accusation that a state makes by asserting that another does harm or is to blame.

    "X asserts that Y arms rebels" accuses; so does "X said that Y's claim is absurd".

    Args:
        content: the clauses that say what is said.
        before: how many drafts the sentence had before they were read.
    """
    tree = reader.tree
    mood = mood_of(tree, verb)
    direct = actors and not any(p.owner for p in actors)
    aloud = mood.mode == "fact" and not mood.phrase and tree.tokens[verb].lemma not in THOUGHT
    if not direct or not aloud or mood.negated or reader.discourse.author:
        return
    own = {p.code for p in actors}
    blamed = _harming(reader, verb, own, reader.drafts[before:])
    for clause in content:
        others = reader.who.subject(clause, Setting())
        words = {tree.tokens[n].lemma for n in tree.subtree(clause, stop=("advcl", "relcl"))}
        apart = others and own.isdisjoint(p.code for p in others)
        apart = apart and mood_of(tree, clause).mode == "fact"
        if apart and words & blame_words(reader.codebook) and not is_negated(tree, clause):
            blamed += others
            views = (d for d in reader.drafts[before:] if d.kind == "assessment")
            for view in [d for d in views if d.predicate == clause]:
                reader.drafts.remove(view)
    if not blamed or any(d.predicate == verb for d in reader.drafts):
        return
    why = "what is said blames another"
    reader.drafts.append(
        Draft(
            "event",
            actors,
            tuple(dict.fromkeys(blamed)),
            verb,
            tree.subtree(verb, stop=("advcl", "parataxis", "conj", "relcl")),
            Meaning(codes=("ACCUSE",), why=why),
            mood,
            codes=("ACCUSE", "REJECT"),
            way="content",
            reasons=[why, "target by content"],
        )
    )


def _harming(reader: ClauseReader, verb: int, own: set[str], told: list[Draft]) -> list[Party]:
    """Who does harm in what is alleged; support of rebels is harm, too."""
    if reader.tree.tokens[verb].lemma not in ALLEGING:
        return []
    found: list[Party] = []
    for draft in told:
        others = draft.kind == "event" and draft.source
        if not others or not own.isdisjoint(p.code for p in draft.source):
            continue
        roles = {reader.finder.role_of(n) for n in draft.meaning.objects}
        backing = draft.codes[:1] == ("SUPPORT",) and roles & set(FOES_AT_HOME)
        if backing or set(draft.codes[:1]) & (DEEDS - {"COOPERATE"}):
            found += draft.source
    return found
