"""Senses in a sentence with two marked parties: what a party is counts for the choice of sense."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.codebook.senses import NounSense, Phrase
from detente.statements.frames import Frames
from detente.statements.pair_spans import SOURCE, TARGET, PairTree, head_words, singular

# Nouns that add nothing to the one before them.
LIGHT_HEADS = frozenset("hour order measure regime waiver effort decree package decision".split())
MONTHS = ("March", "May")


@dataclass(slots=True)
class PairFrames(Frames):
    """`Frames` that knows the nouns inside a party that the parser read as one word.

    "Released the three detainees" and "released a statement" differ by their objects, also where
    the detainees are a party.
    """

    pair: PairTree | None = None
    _nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def noun_sense(self, number: int) -> NounSense | None:
        """The sense of a noun; "curfew hours" and "sanctions order" are what comes before."""
        if self.tree.tokens[number].tag == "NNP" and self.tree.tokens[number].text in MONTHS:
            return None
        if self.tree.tokens[number].lemma in LIGHT_HEADS:
            for kid in self.tree.kids(number, "compound", "nmod", "amod"):
                inner = Frames.noun_sense(self, kid) if self.tree.is_noun(kid) else None
                if inner is not None and inner.code:
                    return inner
        return Frames.noun_sense(self, number)

    def _phrase_of(self, numbers: list[int], *, clausal: bool = False) -> Phrase:
        phrase = Frames._phrase_of(self, numbers, clausal=clausal)
        extra: list[str] = []
        for number in numbers:
            mention = self.tree.tokens[number].mention
            if mention is not None and mention.codes in ((SOURCE,), (TARGET,)):
                extra.extend(self._party_nouns(mention.words))
        if not extra:
            return phrase
        return Phrase((*phrase.nouns, *extra), phrase.traits)

    def _party_nouns(self, words: str) -> tuple[str, ...]:
        if words not in self._nouns:
            head = [word.lower() for word in head_words(words)]
            if head and words[:1].isupper() and head_words(words)[-1][:1].isupper():
                head = []
            if head:
                head[-1] = singular(head[-1])
            self._nouns[words] = tuple(" ".join(head[cut:]) for cut in range(len(head)))
        return self._nouns[words]
