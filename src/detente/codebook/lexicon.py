"""What words count as what: verbs, nouns, relations, motives, cues and sectors.

The words stand in tables that a political scientist can read and extend; a folder of the user's
own replaces them file by file. Every lookup goes through `fold`, so that spelling variants meet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from detente.codebook import algebra, lexicon_tables
from detente.codebook.senses import MotiveCue, NounSense, Phrase, RelationTerm, VerbSense
from detente.codebook.spelling import fold
from detente.model import SECTORS

Key = TypeVar("Key")
Value = TypeVar("Value")

LONGEST_TERM = 6
NOTHING: frozenset[str] = frozenset()
BY_CLASS, ANY = 1, 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables, indexed for lookup.

    Attributes:
        relation_terms: longest first, so that the first that fits is the most specific.
        motives: longest first.
    """

    relation_terms: tuple[RelationTerm, ...]
    motives: tuple[MotiveCue, ...]
    _verbs: Mapping[str, tuple[VerbSense, ...]]
    _nouns: Mapping[str, NounSense]
    _ruling: Mapping[str, frozenset[str]]
    _relations: Mapping[str, RelationTerm]
    _cues: Mapping[str, tuple[str, ...]]
    _sectors: Mapping[str, tuple[tuple[str, float], ...]]
    _sector_starts: frozenset[str]

    def verb(self, lemma: str) -> tuple[VerbSense, ...]:
        """All senses whose head is this lemma, with and without particles, as in the table.

        A lemma that is not in the table is tried as what lemmatisers make of an inflected form:
        "stag" for "staged", "relaunche" for "relaunched".
        """
        for spelling in (fold(lemma), *_repaired(fold(lemma))):
            if spelling in self._verbs:
                return self._verbs[spelling]
        return ()

    def noun(self, words: str) -> NounSense | None:
        """The sense of a noun, one lemma or several.

        A few rows are plurals with a meaning of their own ("hostilities"): ask for the word as
        it stands in the text first, then for its lemma.
        """
        return self._nouns.get(fold(words))

    def ruling(self, head: str) -> frozenset[str]:
        """The prepositions by which this lemma rules another noun in some row: "of", "on".

        Empty for most nouns; where it is not, ask `noun` for "ban on import".
        """
        return self._ruling.get(fold(head), NOTHING)

    def best_sense(
        self,
        lemma: str,
        *,
        particles: Collection[str] = (),
        direct: Phrase | None = None,
        governed: Mapping[str, Phrase] | None = None,
    ) -> VerbSense | None:
        """The most specific sense that fits what stands beside the verb, or None.

        A sense with more particle words wins over one with fewer, unless the particle only
        opens a phrase of its own beside a direct object; then a named noun over a class over any
        object.

        Args:
            lemma: the verb.
            particles: every particle, preposition, adverb and predicative adjective that
                depends on it.
            direct: its object or complement clause; None where it has none. For a passive the
                subject.
            governed: the phrase after each preposition.
        """
        best: VerbSense | None = None
        best_rank = (-1, -1, 0)
        for sense, rank in self.fitting_senses(
            lemma, particles=particles, direct=direct, governed=governed
        ):
            if rank > best_rank:
                best, best_rank = sense, rank
        return best

    def fitting_senses(
        self,
        lemma: str,
        *,
        particles: Collection[str] = (),
        direct: Phrase | None = None,
        governed: Mapping[str, Phrase] | None = None,
    ) -> Iterator[tuple[VerbSense, tuple[int, int, int]]]:
        """Every sense that fits what stands beside the verb, with its rank, in the table's order.

        The highest rank wins, the first of equal ones. Its parts: particle words that count, how
        specifically the objects fit (0 any object, 1 a class, 1 + words of a named noun), and
        the number of particle words, negative.

        Args:
            lemma, particles, direct, governed: as for `best_sense`.
        """
        inside = {fold(word) for word in particles}
        after = {fold(word): phrase for word, phrase in (governed or {}).items()}
        for sense in self.verb(lemma):
            words = fold(sense.particle).split()
            if not inside.issuperset(words):
                continue
            ruled = words[-1] if words and words[-1] in after else ""
            fit = self._fit(sense, after[ruled] if ruled else direct)
            if fit is None:
                continue
            # "Withdrew peacekeepers from" is about the peacekeepers, not about withdrawing from.
            outranked = ruled and fit == ANY and _names(direct)
            yield sense, (0 if outranked else len(words), fit, -len(words))

    def _fit(self, sense: VerbSense, phrase: Phrase | None) -> int | None:
        """How specifically a sense's objects fit; None where they do not fit at all."""
        if not sense.objects:
            return ANY
        if phrase is None:
            return BY_CLASS if "@none" in sense.objects else None
        named = {fold(item) for item in sense.objects if not item.startswith("@")}
        nouns = [fold(noun) for noun in phrase.nouns]
        lengths = [len(noun.split()) for noun in nouns if noun in named]
        if lengths:
            return BY_CLASS + max(lengths)
        senses = (self._nouns.get(noun) for noun in nouns)
        kinds = {f"@{sense.noun_class}" for sense in senses if sense}
        kinds.update(f"@{trait}" for trait in phrase.traits)
        return BY_CLASS if kinds & set(sense.objects) else None

    def relation(self, term: str) -> RelationTerm | None:
        """The term that characterises a relation or stance, or None."""
        return self._relations.get(fold(term))

    def cues(self, category: str) -> tuple[str, ...]:
        """The cues of a category of ``cues.tsv`` in lower case, longest first.

        Raises:
            KeyError: for a category that does not exist.
        """
        return self._cues[category]

    def sectors_of(self, words: Sequence[str]) -> tuple[tuple[str, float], ...]:
        """Sectors that a run of lemmas speaks of with the sum of their weights, strongest first.

        The longest terms count and the words in them are used up: "power plant" is no "plant".
        Ties are in the order of the table of sectors.
        """
        folded = [fold(word) for word in words]
        scores: dict[str, float] = {}
        at = 0
        while at < len(folded):
            if folded[at] not in self._sector_starts:
                at += 1
                continue
            length, hits = self._sectors_at(folded, at)
            for sector, weight in hits:
                scores[sector] = scores.get(sector, 0.0) + weight
            at += length
        order = {name: rank for rank, name in enumerate(SECTORS)}
        return tuple(sorted(scores.items(), key=lambda item: (-item[1], order[item[0]])))

    def _sectors_at(
        self, folded: Sequence[str], at: int
    ) -> tuple[int, tuple[tuple[str, float], ...]]:
        for length in range(min(LONGEST_TERM, len(folded) - at), 0, -1):
            hits = self._sectors.get(" ".join(folded[at : at + length]))
            if hits:
                return length, hits
        return 1, ()

    def apply(self, operator: str, noun_code: str, *, change: str = "") -> tuple[str, ...]:
        """The codes of an operator on a code, best first; see `detente.codebook.algebra`."""
        return algebra.apply(operator, noun_code, change=change)


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read and check the lexicon's tables.

    Args:
        folder: the user's own tables; what it does not hold comes with the program.

    Raises:
        CodebookError: a table can't be read, or a row has an unknown code, frame, class, sector
            or category, or repeats another; the message names file, line and value.
    """
    nouns = lexicon_tables.read_nouns(folder)
    verbs = lexicon_tables.read_verbs(folder, {sense.noun_class for sense in nouns})
    relations = lexicon_tables.read_relations(folder)
    return Lexicon(
        relation_terms=tuple(sorted(relations, key=lambda term: _longest(term.term))),
        motives=tuple(
            sorted(lexicon_tables.read_motives(folder), key=lambda motive: _longest(motive.cue))
        ),
        _verbs=_grouped((fold(sense.verb), sense) for sense in verbs),
        _nouns={fold(sense.noun): sense for sense in nouns},
        _ruling={
            head: frozenset(words)
            for head, words in _grouped(pair for sense in nouns for pair in _ruled(sense)).items()
        },
        _relations={fold(term.term): term for term in relations},
        _cues=_grouped(
            (category, cue)
            for cue, category in sorted(
                lexicon_tables.read_cues(folder), key=lambda pair: _longest(pair[0])
            )
        ),
        _sectors=_grouped(
            (fold(word), (sector, weight))
            for word, sector, weight in lexicon_tables.read_sectors(folder)
        ),
        _sector_starts=frozenset(
            fold(word).split()[0] for word, _, _ in lexicon_tables.read_sectors(folder)
        ),
    )


def _names(direct: Phrase | None) -> bool:
    """Whether a direct object names a thing or a party; a clause alone names neither."""
    return direct is not None and bool(direct.nouns or {"actor", "person"} & set(direct.traits))


def _ruled(sense: NounSense) -> Iterator[tuple[str, str]]:
    """The head of a noun of several words with the word after it, where it stands not last."""
    words, head = fold(sense.noun).split(), fold(sense.head)
    if words[-1] != head:
        yield head, words[words.index(head) + 1]


def _repaired(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ie"):
        return (lemma[:-2] + "y",)
    return (lemma[:-1],) if lemma.endswith("e") else (lemma + "e", lemma + lemma[-1:])


def _longest(term: str) -> tuple[int, int, str]:
    """Sorts by words, then letters, then the alphabet: the longest first."""
    return (-len(fold(term).split()), -len(term), term)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
