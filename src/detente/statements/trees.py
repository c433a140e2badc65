"""What the parser saw: the tokens of one sentence as a tree, with the actors named in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.model import Sentence
from detente.statements.mentions import Mention

VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")


@dataclass(slots=True)
class Token:
    """One token: its words and place in the document, and its place in the tree.

    ``start`` and ``end`` are document offsets; ``mention`` is the actor named here, if any;
    a mention of several words is one token.
    """

    number: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    mention: Mention | None = None


@dataclass(slots=True)
class Tree:
    """The parse of one sentence."""

    sentence: Sentence
    tokens: list[Token]
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.number:
                self.children[token.head].append(token.number)

    def hang(self, number: int, head: int, dep: str) -> None:
        """Put a token under another head with another relation.

        Nothing is done where the head hangs on the token, which would close a circle.
        """
        token = self.tokens[number]
        if number == head or number in self.ancestors(head):
            return
        if number in self.children[token.head]:
            self.children[token.head].remove(number)
        token.head, token.dep = head, dep
        self.children[head].append(number)
        self.children[head].sort()

    def roots(self) -> list[int]:
        """Numbers of the tokens without a head, in order."""
        return [t.number for t in self.tokens if t.head == t.number]

    def kids(self, number: int, *deps: str) -> list[int]:
        """Children with one of the given relations (all children where none is given)."""
        below = self.children[number]
        if not deps:
            return below
        if not below:
            return []
        tokens = self.tokens
        return [k for k in below if tokens[k].dep in deps]

    def kid(self, number: int, *deps: str) -> int | None:
        """The first child with one of the given relations."""
        for k in self.children[number]:
            if self.tokens[k].dep in deps or not deps:
                return k
        return None

    def subtree(self, number: int, *, stop: Iterable[str] = ()) -> list[int]:
        """Token numbers below and including one, in order; not below relations in ``stop``."""
        barred = set(stop)
        found: list[int] = []
        todo = [number]
        while todo and len(found) <= len(self.tokens):
            at = todo.pop()
            found.append(at)
            todo.extend(k for k in self.children[at] if self.tokens[k].dep not in barred)
        return sorted(found)

    def span(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Document offsets from the first to the last of some tokens."""
        return self.tokens[min(numbers)].start, self.tokens[max(numbers)].end

    def words(self, numbers: Sequence[int]) -> str:
        """The text of the sentence from the first to the last of some tokens, as written."""
        start, end = self.span(numbers)
        base = self.sentence.start
        return self.sentence.text[start - base : end - base]

    def conjuncts(self, number: int) -> list[int]:
        """A token and everything coordinated with it."""
        found = [number]
        for at in found:
            found.extend(self.kids(at, "conj"))
        return found

    def ancestors(self, number: int) -> list[int]:
        """The heads above a token, nearest first."""
        found: list[int] = []
        # No path is longer than the sentence, whatever was hung where.
        while self.tokens[number].head != number and len(found) < len(self.tokens):
            number = self.tokens[number].head
            found.append(number)
        return found

    def is_verb(self, number: int) -> bool:
        """Whether a token is a verb form (modals excluded)."""
        return self.tokens[number].tag in VERB_TAGS

    def is_content(self, verb: int) -> bool:
        """Whether a clause on a noun is its content ("his belief that …")."""
        return any(
            self.tokens[k].text.lower() == "that" and self.tokens[k].dep == "mark"
            for k in self.children[verb]
        )

    def is_noun(self, number: int) -> bool:
        """Whether a token is a common or proper noun."""
        return self.tokens[number].tag in NOUN_TAGS

    def clause_of(self, number: int) -> int:
        """The nearest verb at or above a token, or the root above it."""
        for at in [number, *self.ancestors(number)]:
            if self.is_verb(at) and self.tokens[at].dep not in ("aux", "auxpass", "amod"):
                return at
        ancestors = self.ancestors(number)
        return ancestors[-1] if ancestors else number
