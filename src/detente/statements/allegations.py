"""Acts that one party accuses another of: "accused X of arming the rebels" tells two acts.

The accusation is coded from its verb. What it alleges is coded beside it as the act of the
accused, with the accuser as the voice, so that a later report can bear it out or not.
"""

from __future__ import annotations

from detente.statements.clauses import ClauseReader
from detente.statements.drafts import Draft
from detente.statements.modality import Mood
from detente.statements.speech import speaker_of

ALLEGED_AFTER = ("of", "for", "over")
# Deeds; what someone is said to want, refuse or say is part of the quarrel.
DEEDS = frozenset(("AID", "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "COOPERATE"))
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
