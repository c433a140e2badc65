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
# What asks for a relation doesn't say that there is one.
_WISHED = re.compile(
    r"\b(?:offer|proposal|call|hope|plan|goal|vision|aim|prospect|talk|wish|step|move|path|road)"
    r"e?s?\s+(?:for|of|to|on|towards?)\s+"
    r"(?:\w+\s+){0,2}[\"“‘]?$",
    re.IGNORECASE,
)
_BUT = re.compile(r"\bbut\b|;|, yet\b", re.IGNORECASE)
LOOK_BACK_CHARS = 60
KIND_WEIGHTS = {"label": 2.0, "noun": 1.0, "quality": 0.5}


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


def is_withheld(text: str, start: int) -> bool:
    """True where a term is negated by the words before it, or only wished for."""
    return is_taken_back(text, start) or bool(_WISHED.search(text[:start]))


def relation_index(lexicon: Lexicon) -> TermIndex[RelationTerm]:
    """The lexicon's words for relations, ready to be found in texts."""
    return TermIndex((term.term, term) for term in lexicon.relation_terms)


def relation_level(
    text: str, index: TermIndex[RelationTerm], *, within: tuple[int, int] | None = None
) -> tuple[float, bool] | None:
    """What the words of a text say of a relation, from -10 to 10.

    Terms that are negated ("no longer a partner") or only wished for ("offers for a partnership")
    don't count. Of several the mean is taken, weighted by how strong each is and by its kind:
    a name given to the other side (2) says more than a noun (1), and that more than an adjective
    (1/2), which as often belongs to another noun ("deepening hostility").

    Args:
        within: only terms in this span ``[start, end)`` count; what stands before it can still
            negate them.

    Returns:
        The level, and whether a name was given; None where no term is left.
    """
    first, last = within or (0, len(text))
    terms = [
        row.value
        for row in index.find(text)
        if first <= row.start and row.end <= last and not is_withheld(text, row.start)
    ]
    weights = [KIND_WEIGHTS[term.kind] * abs(term.level) for term in terms]
    if not sum(weights):
        return None
    level = sum(weight * term.level for weight, term in zip(weights, terms, strict=True))
    return level / sum(weights), any(term.kind == "label" for term in terms)
