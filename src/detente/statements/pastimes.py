"""Sport and markets: they beat, hit, open and fall without doing anything to anyone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from detente.codebook import Codebook
from detente.statements.trees import Tree

SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
WON_BY = frozenset("beat win defeat draw lose lead thrash edge rout crush hammer stun".split())


@dataclass(slots=True)
class Pastimes:
    """Tells the words of sport and of markets; made once from the codebook's cues."""

    codebook: Codebook
    sport: re.Pattern[str] = field(init=False)
    verbs: frozenset[str] = field(init=False)
    market: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        cues = self.codebook.lexicon.cues
        joined = "|".join(re.escape(cue) for cue in cues("pastime"))
        self.sport = re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)
        self.verbs = frozenset(cues("pastime_verb"))
        self.market = frozenset(cues("market"))

    def is_one(self, tree: Tree, verb: int, *, parties: int) -> bool:
        """Whether a verb tells of a match, or of prices where fewer than two parties are named.

        Misleads where a government is told to beat or face another beside words of sport.
        """
        lemma = tree.tokens[verb].lemma
        text = tree.sentence.text
        if lemma in self.verbs and self.sport.search(text):
            return True
        if lemma in WON_BY and SCORE.search(text):
            return True
        subjects = tree.kids(verb, "nsubj", "nsubjpass")
        return parties < 2 and any(tree.tokens[s].lemma in self.market for s in subjects)


@lru_cache(maxsize=4)
def pastimes_of(codebook: Codebook) -> Pastimes:
    """The words of a codebook, compiled once."""
    return Pastimes(codebook)
