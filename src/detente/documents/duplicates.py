"""Near-identical copies: which documents are the same text published again."""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from datasketch import MinHash, MinHashLSH
from rapidfuzz.distance import Indel

from detente.documents.dates import MONTHS
from detente.model import Document

if TYPE_CHECKING:
    from detente.settings import Settings

SHINGLE_WORDS = 3
_PERMUTATIONS = 128
_SEED = 1
_WORD = re.compile(r"\w+(?:['’]\w+)?")

# Two texts that differ in one of these inside say different things, however alike they are.
_TELLING = frozenset(
    """no not never none neither nor without cannot denied denies deny refused refuses rejected
    rejects failed fails unlikely monday tuesday wednesday thursday friday saturday sunday first
    second third fourth fifth two three four five six seven eight nine ten""".split()
) | frozenset(MONTHS)
# Agencies add a line of their own at the head and a note at the foot.
_EDGE_WORDS = 60
# Aligning takes memory with the product of the lengths.
_MAX_ALIGNED_WORDS = 20_000
# A wire story is taken over within days; an office uses the same words again for a new act.
MAX_DAYS_APART = 21


def find_copies(documents: Sequence[Document], *, settings: Settings) -> dict[str, str]:
    """The id of each copy, with the id of the original that is kept.

    The original is the copy published first; among those of one day the one whose origin sorts
    first. Two texts are copies where they were published at most `MAX_DAYS_APART` days apart (a
    date that is unknown, coarse or the file's own counts as near), the share of common three-word
    shingles (Jaccard), or of common words in the same order, is at least ``copy_similarity``, and
    no word inside the text differs that turns its meaning: a number, a day, a negation, another
    name. Furniture does not count.

    Misleads for short template texts of the same days, which are alike without being copies.
    """
    return {one.id: name for one, name in tell_copies(documents, settings=settings) if name}


def tell_copies(
    documents: Sequence[Document], *, settings: Settings
) -> Iterator[tuple[Document, str]]:
    """Each document in the order of `in_precedence` with the id of its original, as soon as that
    is known; empty where the document is no copy.

    As in `find_copies`. A document is forgotten once no later one can be a copy of it.
    """
    ordered = in_precedence(documents)
    kept = Originals(settings, lasting=not all(map(_is_dated_closely, ordered)))
    for document in ordered:
        words = content_words(document)
        yield document, kept.take(document, words) if words else ""


def in_precedence(documents: Iterable[Document]) -> list[Document]:
    """Each document once, by day of publication, those without one last."""
    return sorted({document.id: document for document in documents}.values(), key=_precedence)


class Originals:
    """The documents that may have copies among those that are still to come."""

    def __init__(self, settings: Settings, *, lasting: bool) -> None:
        # All are kept where some later one may be near to any of them.
        self._settings, self._lasting = settings, lasting
        self._kept: dict[str, Document] = {}
        self._dated: deque[Document] = deque()
        # A wider net than the final test, which decides.
        self._index = MinHashLSH(threshold=0.6 * settings.copy_similarity, num_perm=_PERMUTATIONS)

    def __len__(self) -> int:
        """How many are held."""
        return len(self._kept)

    def take(self, document: Document, words: Sequence[str]) -> str:
        """The original of a document; where it has none, it may be one, and the id is empty."""
        if not self._lasting:
            self._forget_before(document)
        sketch = _sketch(words)
        similarity = self._settings.copy_similarity
        for name in _in_order(self._kept, self._index.query(sketch)):
            original = self._kept[name]
            if _are_near(original, document) and are_copies(
                content_words(original), words, similarity
            ):
                return name
        self._kept[document.id] = document
        self._dated.append(document)
        self._index.insert(document.id, sketch)
        return ""

    def _forget_before(self, document: Document) -> None:
        first = (document.published or date.max) - timedelta(days=MAX_DAYS_APART)
        while self._dated and (self._dated[0].published or date.max) < first:
            gone = self._dated.popleft().id
            del self._kept[gone]
            self._index.remove(gone)


def are_copies(first: Sequence[str], second: Sequence[str], similarity: float) -> bool:
    """Whether two texts, as words, are the same but for small edits.

    >>> are_copies("They did agree".split(), "They did agree".split(), 0.9)
    True
    >>> are_copies("They did agree".split(), "They did not agree".split(), 0.5)
    False
    """
    a, b = [word.lower() for word in first], [word.lower() for word in second]
    shorter, longer = sorted((len(a), len(b)))
    if not shorter or shorter < similarity * 0.8 * longer:
        return False
    if a == b:
        return True
    alike = _jaccard(a, b)
    if alike < similarity and longer <= _MAX_ALIGNED_WORDS:
        alike = Indel.normalized_similarity(a, b)
    return alike >= similarity and not _differs_tellingly(first, second)


def content_words(document: Document) -> list[str]:
    """The words of a document outside its furniture, as written."""
    return [word for piece in _pieces(document) for word in _WORD.findall(piece)]


def _pieces(document: Document) -> Iterator[str]:
    start = 0
    for span in document.furniture:
        yield document.text[start : span.start]
        start = span.end
    yield document.text[start:]


def _in_order(kept: Mapping[str, object], found: Iterable[str]) -> list[str]:
    wanted = set(found)
    return [name for name in kept if name in wanted] if wanted else []


def _precedence(document: Document) -> tuple[date, str, str]:
    return document.published or date.max, document.origin, document.id


def _are_near(first: Document, second: Document) -> bool:
    if first.published is None or second.published is None:
        return True
    if not (_is_dated_closely(first) and _is_dated_closely(second)):
        return True
    return abs((first.published - second.published).days) <= MAX_DAYS_APART


def _is_dated_closely(one: Document) -> bool:
    dated = one.published is not None and one.published_precision == "day"
    return dated and one.published_how != "file"


def _shingles(words: Sequence[str]) -> set[str]:
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)}


def _sketch(words: Sequence[str]) -> MinHash:
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32)
    folded = [word.lower() for word in words]
    sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in _shingles(folded)])
    return sketch


def _jaccard(first: Sequence[str], second: Sequence[str]) -> float:
    a, b = _shingles(first), _shingles(second)
    return len(a & b) / len(a | b)


def _differs_tellingly(first: Sequence[str], second: Sequence[str]) -> bool:
    only_first, only_second = _changes(first, second)
    if any(_is_telling(word.lower()) for word in (*only_first, *only_second)):
        return True
    # A name in the place of another; a name that the other text has as well is mere editing.
    return bool(_new_names(only_first, second) and _new_names(only_second, first))


def _changes(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of either text that the other lacks, those at the edges left out."""
    a, b = [word.lower() for word in first], [word.lower() for word in second]
    if max(len(a), len(b)) > _MAX_ALIGNED_WORDS:
        missing = set(a) ^ set(b)
        return [w for w in first if w.lower() in missing], [
            w for w in second if w.lower() in missing
        ]
    only_first: list[str] = []
    only_second: list[str] = []
    for code in Indel.opcodes(a, b):
        at_head = code.src_end <= _EDGE_WORDS and code.src_start == 0
        at_foot = code.src_end == len(a) and len(a) - code.src_start <= _EDGE_WORDS
        if code.tag != "equal" and not (at_head or at_foot):
            only_first += first[code.src_start : code.src_end]
            only_second += second[code.dest_start : code.dest_end]
    return only_first, only_second


def _new_names(changed: Sequence[str], other: Sequence[str]) -> set[str]:
    known = {word.lower() for word in other}
    return {word for word in changed if word[:1].isupper() and word.lower() not in known}


def _is_telling(word: str) -> bool:
    return word in _TELLING or word.endswith(("n't", "n’t")) or any(c.isdigit() for c in word)
