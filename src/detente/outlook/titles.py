"""What a planned occasion is called: the noun phrase of the sentence that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD_WORDS = """
anniversary assembly ballot ceremony conference congress council deadline dialogue drill drills
election elections exercise exercises expo forum games handover hearing inauguration
inspection launch meeting meetings negotiations olympics parade plenum plenary primary
referendum review round session sitting summit summits talks test tour trial trip
tournament visit vote
"""
_MODIFIER_WORDS = """
annual bilateral trilateral quadrilateral biennial joint next upcoming planned inaugural
presidential parliamentary legislative general local regional municipal federal national
ministerial foreign defence defense trade economic energy nuclear military naval air maritime
security peace party leaders’ leaders' ministers’ ministers' ministers state official working
high-level inter-governmental intergovernmental strategic political first second third fourth
fifth sixth seventh eighth ninth tenth plenary climate review donor snap runoff run-off
midterm mid-term world border technical expert consultative committee commission council
"""
HEADS = frozenset(_HEAD_WORDS.split())
_MODIFIERS = frozenset(_MODIFIER_WORDS.split())
_LINKS = frozenset({"of", "on", "for", "and", "&", "the", "de"})
_DROPPED = frozenset({"next", "upcoming", "planned", "the", "and", "of", "on", "for"})
_WORD = re.compile(r"[A-Za-z0-9À-ÿ][\w.’'\-‑–&]*|&")
_AFTER = re.compile(
    r"^\s+(?:of|in|to|between|with|on)\s+(?:the\s+)?[A-Z][\w.’'\-‑]*"
    r"(?:(?:\s+(?:and|of|the|for))*\s+[A-Z][\w.’'\-‑]*)*"
)
_TIMES = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Spring|Summer|Autumn|Fall|Winter|"
    r"\d{4})$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A noun phrase that names an occasion, and where it stands in its sentence.

    Attributes:
        head: the noun, lower case; ``root`` the same without the mark of the plural.
        words: those that tell one occasion from another, lower case, without the head.
    """

    text: str
    head: str
    start: int
    end: int
    words: frozenset[str] = frozenset()

    @property
    def root(self) -> str:
        """The head in the singular."""
        return self.head if self.head == "congress" else self.head.removesuffix("s")


def titles(sentence: str) -> list[Title]:
    """Every noun phrase of a sentence that names an occasion, in order.

    A phrase is a head from a closed list ("summit", "congress", "visit" …) with the names,
    ordinals and classifying adjectives before it and the place or body after it. Ordinary
    plural talk ("talks resumed") has no such modifier and gives no title.

    >>> [title.text for title in titles("Both sides prepare the 3rd Trade Council meeting in May.")]
    ['3rd Trade Council meeting']
    """
    words = list(_WORD.finditer(sentence))
    found: list[Title] = []
    for place, word in enumerate(words):
        head = word[0].casefold().rstrip(".")
        if head not in HEADS:
            continue
        following = words[place + 1][0].casefold() if place + 1 < len(words) else ""
        if following in HEADS and sentence[word.end() : words[place + 1].start()] == " ":
            continue
        first = _first_modifier(words, place, sentence=sentence)
        after = _AFTER.match(sentence[word.end() :])
        end = word.end() + (_trimmed(after[0]) if after else 0)
        while end > word.end() and sentence[end - 1] in ".’'":
            end -= 1
        if first == place and end == word.end() and not word[0][0].isupper():
            continue
        start = words[first].start()
        text = " ".join(sentence[start:end].split()).rstrip(".,")
        found.append(Title(text, head, start, end, _telling(text, head)))
    return found


def _telling(text: str, head: str) -> frozenset[str]:
    parts = re.findall(r"[\w]+", text.casefold().replace("u.s.", "us"))
    stems = (part.removesuffix("s") if len(part) > 3 else part for part in parts)
    return frozenset(stems) - {head, head.removesuffix("s"), "s"} - _DROPPED


def _first_modifier(words: list[re.Match[str]], place: int, *, sentence: str) -> int:
    """The index of the first word of the phrase that ends with the head at ``place``."""
    first = place
    for index in range(place - 1, -1, -1):
        gap = sentence[words[index].end() : words[index + 1].start()]
        word = words[index][0]
        if gap.strip() or _TIMES.match(word) or (word.endswith(".") and len(word) > 5):
            break
        if _modifies(word) and not (index == 0 and _opens_sentence(word)):
            first = index
        elif word.casefold() not in _LINKS or place - index > 6:
            break
    return first


def _modifies(word: str) -> bool:
    if word.casefold() in _MODIFIERS or word.casefold().rstrip("s’'") in HEADS:
        return True
    return (word[0].isupper() and word.casefold() not in _LINKS) or bool(
        re.match(r"\d+(?:st|nd|rd|th)$", word)
    )


def _opens_sentence(word: str) -> bool:
    """True for a capital that only marks the beginning of the sentence."""
    return word.casefold() in {
        "a", "an", "the", "at", "in", "on", "after", "before", "if", "when", "should", "this",
        "that", "their", "its", "both", "while", "as", "no", "another", "these", "such", "any",
    }  # fmt: skip


def _trimmed(after: str) -> int:
    """Length of what follows the head, cut where a date begins."""
    kept = 0
    for word in re.finditer(r"\s++[\w.’'\-‑]+", after):
        if _TIMES.match(word[0].strip(" .,")):
            return kept
        if word[0].strip()[0].isupper():
            kept = word.end()
    return kept


def best_title(sentence: str, *, start: int, end: int) -> Title | None:
    """The title that overlaps the words ``[start, end)`` most, else the nearest one."""
    found = titles(sentence)
    if not found:
        return None

    def distance(title: Title) -> tuple[int, int]:
        overlap = min(title.end, end) - max(title.start, start)
        return (-overlap, title.start)

    return min(found, key=distance)
