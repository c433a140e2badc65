"""Acts told by who did them first: "was the first country to recognise X"."""

from __future__ import annotations

from detente.statements.clauses import ClauseReader
from detente.statements.drafts import Draft, Setting
from detente.statements.modality import Mood, mood_of

COPULAS = frozenset(("be", "become"))
RANKS = frozenset("first second third last latest only sole next fourth fifth".split())
CLAUSES = ("relcl", "acl")


def find_firsts(reader: ClauseReader) -> list[Draft]:
    """Draft the act that an infinitive on a predicate noun tells of the subject."""
    tree = reader.tree
    found: list[Draft] = []
    for verb in tree.tokens:
        if verb.lemma not in COPULAS or not tree.is_verb(verb.number):
            continue
        mood = mood_of(tree, verb.number)
        if mood.mode != "fact" or mood.negated or verb.number in reader.barred:
            continue
        for noun in tree.kids(verb.number, "attr"):
            ranked = any(tree.tokens[k].lemma in RANKS for k in tree.kids(noun, "amod"))
            for act in tree.kids(noun, *CLAUSES) if ranked else ():
                if tree.tokens[act].tag == "VB":
                    found += _done(reader, verb.number, act)
    return found


def _done(reader: ClauseReader, copula: int, act: int) -> list[Draft]:
    actors = reader.who.subject(copula, Setting())
    meaning = reader.frames.meaning(act)
    target, way = reader.who.target(act, meaning, actors)
    if not actors or not meaning.codes or not target or any(p.owner for p in actors):
        return []
    return [
        Draft(
            "event",
            actors,
            target,
            act,
            reader.tree.subtree(act, stop=("advcl", "parataxis", "conj", "relcl")),
            meaning,
            Mood("fact", tense="past"),
            codes=meaning.codes,
            way=way,
            reasons=[meaning.why, f"target by {way}", "done by the first to do it"],
        )
    ]
