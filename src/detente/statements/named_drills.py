"""Drills told by their name and those who take part: "Exercise X, involving A and B, began"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import mood_of

DRILLS = frozenset("exercise drill manoeuvre maneuver wargame wargames".split())
NAMING = ("compound", "appos", "nmod")
CLAUSES = ("relcl", "acl", "appos")


def with_named_drills(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with a drill of the several whom its phrase says to take part.

    A verb inside the phrase ("in which A and B take part") tells no second act.
    """
    tree = reader.tree
    kept = list(drafts)
    if not any(token.lemma.lower() in DRILLS for token in tree.tokens):
        return kept
    for verb in tree.tokens:
        for subject in tree.kids(verb.number, "nsubj") if tree.is_verb(verb.number) else ():
            mood = mood_of(tree, verb.number)
            if not _is_drill(reader, subject) or mood.mode != "fact" or mood.negated:
                continue
            inside = tree.subtree(subject)
            together = reader.finder.mentioned(inside)
            if len({p.code for p in together}) < 2:
                continue
            kept = [d for d in kept if d.predicate not in inside and d.predicate != verb.number]
            kept.append(
                Draft(
                    "event",
                    together,
                    (),
                    verb.number,
                    inside,
                    Meaning(codes=("COOPERATE",), frame="mutual", why="a drill of several"),
                    mood,
                    codes=("COOPERATE", "MOBILIZE"),
                    directed=False,
                    reasons=["a drill of several"],
                )
            )
    return kept


def _is_drill(reader: ClauseReader, subject: int) -> bool:
    """Whether a subject is a drill that has a clause or a name of its own."""
    tree = reader.tree
    words = [subject, *tree.kids(subject, *NAMING)]
    drill = any(tree.tokens[n].lemma.lower() in DRILLS for n in words)
    return drill and bool(tree.kids(subject, *CLAUSES))
