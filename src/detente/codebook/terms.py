"""Finding the terms of a table in running text, whatever their inflection."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from detente.codebook.spelling import fold
from detente.codebook.stems import stem

if TYPE_CHECKING:
    from detente.codebook.lexicon import Lexicon
    from detente.codebook.senses import RelationTerm

Value = TypeVar("Value")

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+")
# What goes before a term, within a few words, and takes its meaning back.
_TAKEN_BACK = re.compile(
    r"\b(?:no longer|not|never|neither|nor|without|rather than|instead of|absence of|lack of|"
    r"avoid\w*|denied|deny|denies|beyond|short of)\b(?:\W+\w+){0,5}\W*$",
    re.IGNORECASE,
)
_BUT = re.compile(r"\bbut\b|;|, yet\b", re.IGNORECASE)
LOOK_BACK_CHARS = 60


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A term in a text: its place ``[start, end)`` and what the table says of it."""

    start: int
    end: int
    value: Value


class TermIndex(Generic[Value]):
    """Terms by their first stem, the longest first."""

    def __init__(self, terms: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = defaultdict(list)
        for term, value in terms:
            stems = tuple(stem(token) for token in _TOKEN.findall(fold(term)))
            if stems:
                self._by_first[stems[0]].append((stems, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, text: str) -> list[Found[Value]]:
        """Terms of a text that don't overlap, the longest at each place, in order."""
        tokens = [(m.start(), m.end(), stem(fold(m.group()))) for m in _TOKEN.finditer(text)]
        found, at = [], 0
        while at < len(tokens):
            for stems, value in self._by_first.get(tokens[at][2], ()):
                last = at + len(stems)
                if tuple(token[2] for token in tokens[at:last]) == stems:
                    found.append(Found(tokens[at][0], tokens[last - 1][1], value))
                    at = last - 1
                    break
            at += 1
        return found


def is_taken_back(text: str, start: int) -> bool:
    """True where the words before a place negate what follows.

    >>> is_taken_back("is no longer seen as a partner", 23)
    True
    >>> is_taken_back("not a partner but a rival", 20)
    False
    """
    before = text[max(0, start - LOOK_BACK_CHARS) : start]
    return bool(_TAKEN_BACK.search(_BUT.split(before)[-1]))


def relation_index(lexicon: Lexicon) -> TermIndex[RelationTerm]:
    """The lexicon's words for relations, ready to be found in texts."""
    return TermIndex((term.term, term) for term in lexicon.relation_terms)


def relation_level(text: str, index: TermIndex[RelationTerm]) -> tuple[float, str] | None:
    """What the words of a text say of a relation, from -10 to 10, and of what kind the words are.

    Labels outrank qualities, and these nouns; several of one kind are averaged. Negated terms
    don't count. None where no term is found.
    """
    terms = [row.value for row in index.find(text) if not is_taken_back(text, row.start)]
    for kind in ("label", "quality", "noun"):
        levels = [term.level for term in terms if term.kind == kind]
        if levels:
            return sum(levels) / len(levels), kind
    return None
