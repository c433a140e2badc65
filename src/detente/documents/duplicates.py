"""Near-identical copies: which documents are the same text published again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from datasketch import MinHash, MinHashLSH
from rapidfuzz.distance import Indel

from detente.model import Document
from detente.settings import Settings

SHINGLE_WORDS = 3
_PERMUTATIONS = 128
_SEED = 1
_WORD = re.compile(r"\w+(?:['’]\w+)?")

# Two texts that differ in one of these inside say different things, however alike they are.
_TELLING = frozenset(
    """no not never none neither nor without cannot denied denies deny refused refuses rejected
    rejects failed fails unlikely""".split()
)
# Agencies add a line of their own at the head and a note at the foot.
_EDGE_WORDS = 60
# Aligning takes memory with the product of the lengths.
_MAX_ALIGNED_WORDS = 20_000


def find_copies(documents: Sequence[Document], *, settings: Settings) -> dict[str, str]:
    """The id of each copy, with the id of the original that is kept.

    The original is the copy published first; among those of one day the one whose origin sorts
    first. Two texts are copies where the share of common three-word shingles (Jaccard), or of
    common words in the same order, is at least ``copy_similarity`` and no word inside the text
    differs that turns its meaning: a number or a negation. Furniture does not count.

    Misleads for short template texts, which are alike without being copies.
    """
    kept: dict[str, list[str]] = {}
    copies: dict[str, str] = {}
    # A wider net than the final test, which decides.
    index = MinHashLSH(threshold=0.6 * settings.copy_similarity, num_perm=_PERMUTATIONS)
    for document in sorted(_distinct(documents), key=_precedence):
        words = content_words(document)
        if not words:
            continue
        sketch = _sketch(words)
        original = next(
            (
                c
                for c in _in_order(kept, index.query(sketch))
                if are_copies(kept[c], words, settings.copy_similarity)
            ),
            "",
        )
        if original:
            copies[document.id] = original
        else:
            kept[document.id] = words
            index.insert(document.id, sketch)
    return copies


def are_copies(first: Sequence[str], second: Sequence[str], similarity: float) -> bool:
    """Whether two texts, as lower-case words, are the same but for small edits.

    >>> are_copies("a b c d".split(), "a b c d".split(), 0.9)
    True
    >>> are_copies("they did agree".split(), "they did not agree".split(), 0.5)
    False
    """
    shorter, longer = sorted((len(first), len(second)))
    if not shorter or shorter < similarity * 0.8 * longer:
        return False
    alike = _jaccard(first, second)
    if alike < similarity and longer <= _MAX_ALIGNED_WORDS:
        alike = Indel.normalized_similarity(first, second)
    return alike >= similarity and not _differs_tellingly(first, second)


def content_words(document: Document) -> list[str]:
    """The words of a document outside its furniture, in lower case."""
    return [word.lower() for piece in _pieces(document) for word in _WORD.findall(piece)]


def _pieces(document: Document) -> Iterator[str]:
    start = 0
    for span in document.furniture:
        yield document.text[start : span.start]
        start = span.end
    yield document.text[start:]


def _distinct(documents: Sequence[Document]) -> list[Document]:
    return list({document.id: document for document in documents}.values())


def _in_order(kept: Mapping[str, object], found: Iterable[str]) -> list[str]:
    wanted = set(found)
    return [name for name in kept if name in wanted] if wanted else []


def _precedence(document: Document) -> tuple[date, str, str]:
    return document.published or date.max, document.origin, document.id


def _shingles(words: Sequence[str]) -> set[str]:
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)}


def _sketch(words: Sequence[str]) -> MinHash:
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in _shingles(words)])
    return sketch


def _jaccard(first: Sequence[str], second: Sequence[str]) -> float:
    a, b = _shingles(first), _shingles(second)
    return len(a & b) / len(a | b)


def _differs_tellingly(first: Sequence[str], second: Sequence[str]) -> bool:
    if max(len(first), len(second)) > _MAX_ALIGNED_WORDS:
        a, b = Counter(first), Counter(second)
        return any(_is_telling(word) for word in (*(a - b), *(b - a)))
    for code in Indel.opcodes(first, second):
        if code.tag == "equal":
            continue
        at_head = code.src_end <= _EDGE_WORDS and code.src_start == 0
        at_foot = code.src_end == len(first) and len(first) - code.src_start <= _EDGE_WORDS
        changed = (*first[code.src_start : code.src_end], *second[code.dest_start : code.dest_end])
        if not (at_head or at_foot) and any(_is_telling(word) for word in changed):
            return True
    return False


def _is_telling(word: str) -> bool:
    return word in _TELLING or word.endswith(("n't", "n’t")) or any(c.isdigit() for c in word)
