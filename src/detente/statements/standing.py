"""How things stand, told by a noun: "tensions between X and Y", "its dependence on X"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import Mood
from detente.statements.noun_sides import mood_of_noun, sides_of_noun
from detente.statements.topics import motive_of

BETWEEN = ("with", "between", "among")
TOWARDS = (
    "on",
    "upon",
    "towards",
    "toward",
    "against",
    "over",
    "about",
    "of",
    "for",
    "in",
    "from",
    "to",
)
RELATION_CLASSES = ("relation", "tension")


def find_standing(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """Draft the assessments that nouns of relation and motive make of two named parties.

    What a clause already says of the same parties isn't said again, and nothing is drafted inside
    a condition, a forecast or a call.
    """
    told = [frozenset(p.code for p in d.source + d.target) for d in drafts]
    found: list[Draft] = []
    for token in reader.tree.tokens:
        n = token.number
        if token.mention is not None or n in reader.barred or not reader.tree.is_noun(n):
            continue
        draft = _motive(reader, n) or _relation(reader, n)
        if draft is None:
            continue
        sides = frozenset(p.code for p in draft.source + draft.target)
        if any(sides <= other for other in told):
            continue
        told.append(sides)
        found.append(draft)
    return found


def _relation(reader: ClauseReader, number: int) -> Draft | None:
    """ "Friction between X and Y", "its relationship with X", "the X-Y rivalry"."""
    token = reader.tree.tokens[number]
    sense = reader.frames.noun_sense(number)
    term = reader.codebook.lexicon.relation(token.lemma)
    if not (sense is not None and sense.noun_class in RELATION_CLASSES) and (
        term is None or term.kind != "noun"
    ):
        return None
    actors, target, _ = sides_of_noun(reader, number, BETWEEN, True)
    parties = _merged(actors + target)
    if len(parties) < 2 or all(p.token < 0 for p in parties):
        return None
    return _draft(reader, number, parties, ())


def _motive(reader: ClauseReader, number: int) -> Draft | None:
    """ "X's fear of Y", "its dependence on Y": whose motive it is, and towards whom."""
    token = reader.tree.tokens[number]
    if not motive_of([token.lemma], codebook=reader.codebook):
        return None
    actors, target, _ = sides_of_noun(reader, number, TOWARDS, False)
    others = tuple(p for p in target if p.code not in {a.code for a in actors})
    if not actors or not others:
        return None
    return _draft(reader, number, actors, others)


def _draft(
    reader: ClauseReader, number: int, source: tuple[Party, ...], target: tuple[Party, ...]
) -> Draft | None:
    kind, _ = mood_of_noun(reader, number)
    if kind != "event":
        return None
    why = f"noun {reader.tree.tokens[number].lemma!r} says how things stand"
    return Draft(
        "assessment",
        source,
        target,
        number,
        reader.tree.subtree(number, stop=("relcl", "appos")),
        Meaning(objects=(number,), why=why),
        Mood("fact", tense="present"),
        directed=bool(target),
        reasons=[why],
    )


def _merged(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.code, party)
    return tuple(seen.values())
