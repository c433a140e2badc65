"""Questions and answers: whose turn it is, and what is said of the talk instead of the world.

A press briefing runs for hours through everything. Most of its sentences name nobody, many manage
the talk itself ("I will let them speak to that", "our next question goes to"), and who was named
ten minutes ago is no party to them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.model import Sentence
from detente.statements.drafts import Draft
from detente.statements.mentions import Mention
from detente.statements.speech import QUESTION, label_of

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

# How much more often than the next one's officials, so that these are the ones who answer.
CLEAR_LEAD = 1.5
OFFICIAL = re.compile(
    r"\b(?:press (?:briefing|conference|gaggle|call|availability)|spokes\w+|minist(?:er|ry)|"
    r"secretary|president|chancellor|ambassador|officials?|government)\b",
    re.IGNORECASE,
)
# Whoever asks states no fact of a government's.
ASKING = frozenset("interviewer moderator operator reporter journalist host anchor".split())
FEWEST_QUESTIONS = 2
# An answer goes on about those whom it or its question named at most so many sentences before.
EXCHANGE = 5
FIRST_PERSON = frozenset(("i",))
SPEAKERS = frozenset(("i", "we", "you", "question"))
# What speakers on a podium do with the talk, by verb and the words that may go with it.
FLOOR_VERBS = frozenset(
    "speculate hypothesize preview recap repeat reiterate clarify elaborate unmute dial "
    "characterize paraphrase rephrase apologize digress refer defer pray".split()
)
# With these words the same verbs are about the talk, whoever follows: "I won't speak for Ukraine".
OF_OTHERS = frozenset(
    (
        ("speak", "for"),
        ("answer", "for"),
        ("refer", "to"),
        ("defer", "to"),
        ("get", "ahead"),
        ("get", "into"),
        ("go", "into"),
        ("comment", "on"),
        ("check", "on"),
        ("see", "if"),
    )
)
# With these, where nobody follows: "we'll go to the next one" is, "we'll go to Doha" is not.
OF_NOBODY = frozenset(
    f"{verb} {word}"
    for verb, words in (
        ("speak", "to"),
        ("talk", "to through"),
        ("get", "to back"),
        ("go", "to back through ahead around"),
        ("turn", "over to"),
        ("come", "back to"),
        ("refer", "back"),
        ("point", "to"),
        ("leave", "there to at"),
        ("stop", "there"),
        ("end", "there"),
        ("start", "with by"),
        ("begin", "with by"),
        ("close", "with by"),
        ("move", "on to"),
        ("follow", "up"),
        ("wrap", "up"),
        ("read", "out"),
        ("lay", "out"),
        ("walk", "through"),
        ("check", "in back"),
        ("circle", "back"),
    )
    for word in words.split()
)
FLOOR_OBJECTS = frozenset(
    "question answer call briefing comment point word clarification readout follow-up detail "
    "information update announcement note guess hypothetical top transcript background "
    "sense".split()
)
# What an answer may tell in a sentence that only refers to those just named.
TOLD = ("event", "omission", "scheduled")
LENDING = frozenset("take have give add make say ask answer conclude open close read do".split())
LETTING = frozenset(("let", "have", "ask", "want", "try", "go", "like"))


class Floor:
    """Who has the word where in a text.

    Attributes:
        is_talk: whether the text is made of questions and answers.
    """

    def __init__(self, sentences: Sequence[Sentence], mentions: Iterable[Mention]) -> None:
        self._starts = [sentence.start for sentence in sentences]
        turns = [(n, s.text) for n, s in enumerate(sentences) if opens_turn(s.text)]
        self._turns = [n for n, _ in turns]
        self._asked = [asks(text) for _, text in turns]
        self.is_talk = sum(self._asked) >= FEWEST_QUESTIONS
        self._named: dict[int, set[str]] = {}
        for mention in mentions if self.is_talk else ():
            number = bisect_right(self._starts, mention.start) - 1
            self._named.setdefault(number, set()).update(mention.codes)

    def is_asked(self, start: int) -> bool:
        """Whether the sentence that begins at an offset is part of a question."""
        at = bisect_right(self._turns, self._number(start)) - 1
        return self.is_talk and at >= 0 and self._asked[at]

    def open_at(self, start: int) -> frozenset[str]:
        """Whom a sentence of an answer may mean without naming them."""
        number = self._number(start)
        at = bisect_right(self._turns, number) - 1
        first = self._turns[at] if at >= 0 else 0
        if at > 0 and self._asked[at - 1]:
            first = self._turns[at - 1]
        near = range(max(first, number - EXCHANGE), number + 1)
        return frozenset(code for n in near for code in self._named.get(n, ()))

    def officials_of(self, title: str, mentions: Iterable[Mention]) -> str:
        """Whose officials answer where the title says that officials do; empty where unclear.

        They speak of their own offices and colleagues more than of anybody else's.
        """
        if not self.is_talk or OFFICIAL.search(title) is None:
            return ""
        named = Counter(code for m in mentions if m.role for code in m.codes)
        (first, most), (_, next_most) = [*named.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > CLEAR_LEAD * next_most else ""

    def _number(self, start: int) -> int:
        return bisect_right(self._starts, start) - 1


def opens_turn(text: str) -> bool:
    """Whether a sentence begins with the name of who speaks, or with a Q.

    >>> opens_turn("MS. DIOP:  Thanks."), opens_turn("Q    Two for you."), opens_turn("So it is.")
    (True, True, False)
    """
    name, _ = label_of(text)
    return bool(QUESTION.match(text)) or bool(name)


def asks(text: str) -> bool:
    """Whether a turn that begins with this sentence is a question's."""
    name, _ = label_of(text)
    return bool(QUESTION.match(text)) or name.casefold() in ASKING


def without_floor_talk(
    drafts: Iterable[Draft], reader: ClauseReader, mentions: Iterable[Mention]
) -> list[Draft]:
    """The drafts of a sentence of an answer that are about the world.

    Args:
        mentions: of the sentence; the name of who speaks, before the colon, is none.
    """
    sentence = reader.tree.sentence
    begins = sentence.start + label_of(sentence.text)[1]
    named = {code for mention in mentions if mention.start >= begins for code in mention.codes}
    kept = []
    for draft in drafts:
        parties = {party.code for party in (*draft.source, *draft.target)}
        why = ""
        if parties.isdisjoint(named) and not (draft.codes and draft.kind in TOLD):
            why = "an answer judges none of those whom it names"
        elif is_of_the_talk(draft, reader):
            why = "it is about the talk itself"
        if why:
            draft.reasons.append(f"dropped: {why}")
        else:
            kept.append(draft)
    return kept


def is_of_the_talk(draft: Draft, reader: ClauseReader) -> bool:
    """Whether a speaker manages the talk: "I won't speak for them", "we'll go to the next one"."""
    tree = reader.tree
    verb = draft.predicate
    if not tree.is_verb(verb):
        return False
    doers = _doers(reader, verb)
    if not doers & SPEAKERS:
        return False
    if doers & FIRST_PERSON and not draft.codes:
        return True
    return any(_manages(reader, one) for one in _chain(reader, verb))


def _doers(reader: ClauseReader, verb: int) -> set[str]:
    tree = reader.tree
    at = verb
    for _ in range(len(tree.tokens)):
        found = {tree.tokens[s].lemma.casefold() for s in tree.kids(at, "nsubj", "nsubjpass")}
        head = tree.tokens[at].head
        if found or tree.tokens[at].dep not in ("xcomp", "conj", "ccomp") or head == at:
            return found
        at = head
    return set()


def _chain(reader: ClauseReader, verb: int) -> list[int]:
    """A verb and what it lets, wants or tries to be done."""
    tree = reader.tree
    found = [verb]
    while tree.tokens[found[-1]].lemma in LETTING:
        below = tree.kids(found[-1], "xcomp", "ccomp")
        if not below:
            break
        found.append(below[0])
    return found


def _manages(reader: ClauseReader, verb: int) -> bool:
    tree = reader.tree
    lemma = tree.tokens[verb].lemma.casefold()
    if lemma in FLOOR_VERBS:
        return True
    if lemma in LENDING:
        objects = {tree.tokens[o].lemma.casefold() for o in tree.kids(verb, "dobj")}
        if objects & FLOOR_OBJECTS:
            return True
    beside = tree.kids(verb, "prep", "prt", "advmod", "mark")
    words = {tree.tokens[k].lemma.casefold() for k in beside}
    if any((lemma, word) in OF_OTHERS for word in words):
        return True
    followed = any(tree.tokens[n].mention is not None for k in beside for n in tree.subtree(k))
    return not followed and any(f"{lemma} {word}" in OF_NOBODY for word in words)
