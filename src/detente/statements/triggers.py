"""The words that made the coder see a statement: without them it would see none or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook.spelling import fold
from detente.statements.modality import auxiliaries
from detente.statements.topics import relation_terms_in

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader
    from detente.statements.drafts import Draft

DEEPEST = 3


@dataclass(frozen=True, slots=True, order=True)
class Trigger:
    """Some words with their place in the document, and what they decide.

    Attributes:
        start, end: offsets ``[start, end)`` in the document's text.
        words: as written.
        part: ``verb``, ``noun``, ``particle``, ``object``, ``complement``, ``mood``,
            ``relation``; ``speech`` for the verb whose speaker made it an act; ``again`` for words
            that say the same act once more.
    """

    start: int
    end: int
    words: str
    part: str


def triggers_of(
    draft: Draft, reader: ClauseReader, repeated: Sequence[Draft] = ()
) -> tuple[Trigger, ...]:
    """The deciding words of a draft in the order of the text.

    Args:
        repeated: other drafts that came to the same statement.
    """
    parts = _parts(draft, reader)
    for other in repeated:
        for number in _parts(other, reader):
            parts.setdefault(number, "again")
    tokens = reader.tree.tokens
    return tuple(
        Trigger(tokens[n].start, tokens[n].end, tokens[n].text, parts[n]) for n in sorted(parts)
    )


def _parts(draft: Draft, reader: ClauseReader) -> dict[int, str]:
    """What each deciding token is, by its number."""
    tree, top = reader.tree, draft.predicate
    if not tree.is_verb(top):
        parts = dict.fromkeys(_noun_words(top, reader), "noun")
    else:
        parts = _verb_parts(top, reader, depth=0)
        for number in auxiliaries(tree, top):
            if tree.tokens[number].tag == "MD":
                parts.setdefault(number, "mood")
        for number in tree.kids(top, "neg"):
            parts.setdefault(number, "mood")
    for number in _phrase_words(draft, reader):
        parts.setdefault(number, "mood")
    # Told as no fact and yet an event: saying so was the act.
    if tree.tokens[top].dep == "ccomp" and draft.kind == "event" and draft.mood.mode != "fact":
        parts.setdefault(tree.tokens[top].head, "speech")
    if draft.kind == "assessment":
        for number in _relation_words(draft, reader):
            parts.setdefault(number, "relation")
    return parts


def _verb_parts(verb: int, reader: ClauseReader, *, depth: int) -> dict[int, str]:
    tree, frames = reader.tree, reader.frames
    parts = {verb: "complement" if depth else "verb"}
    senses = frames.senses(verb)
    if not senses:
        return parts
    sense = senses[0][0]
    particle = set(fold(sense.particle).split())
    for kid in tree.kids(verb):
        if fold(tree.tokens[kid].lemma) in particle:
            parts[kid] = "particle"
    meaning = frames.meaning(verb)
    if sense.objects or (sense.is_operator and meaning.noun is not None):
        for number in meaning.objects:
            if frames.noun_sense(number) is not None:
                parts.update((n, "object") for n in _noun_words(number, reader))
    if meaning.complement >= 0 and depth < DEEPEST:
        for number, part in _verb_parts(meaning.complement, reader, depth=depth + 1).items():
            parts.setdefault(number, part)
    return parts


def _noun_words(number: int, reader: ClauseReader) -> list[int]:
    """A noun with the words before it that belong to its sense ("arms embargo")."""
    sense = reader.frames.noun_sense(number)
    wanted = set(fold(sense.noun).split()) if sense is not None else set()
    tree = reader.tree
    before = tree.kids(number, "compound", "amod", "nmod", "nummod")
    return [*(k for k in before if fold(tree.tokens[k].lemma) in wanted), number]


def _phrase_words(draft: Draft, reader: ClauseReader) -> list[int]:
    """The tokens of the phrase that gave the mood, where it stands in one piece."""
    phrase, sentence = draft.mood.phrase, reader.tree.sentence
    at = sentence.text.find(phrase) if phrase else -1
    if at < 0:
        return []
    first, last = sentence.start + at, sentence.start + at + len(phrase)
    return [t.number for t in reader.tree.tokens if first <= t.start and t.end <= last]


def _relation_words(draft: Draft, reader: ClauseReader) -> list[int]:
    lemmas = [reader.tree.tokens[n].lemma for n in draft.tokens]
    terms = relation_terms_in(lemmas, codebook=reader.codebook)
    return [draft.tokens[at] for _, first, last in terms for at in range(first, last)]
