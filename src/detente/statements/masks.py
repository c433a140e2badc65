"""Hide the names of actors from the parser, so that one sentence reads alike for every state.

A statistical parser does better on "France" than on a rare capital, and a long name is one word
to the sentence. Every mention is replaced by a stand-in of its kind; equal actors get equal
stand-ins, in order of appearance, so the parse depends on the wording and not on whose name it
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.statements.mentions import BODIES, PEOPLE, Mention

STAND_INS = {
    "name": ("France", "Germany", "Spain", "Italy", "Poland", "Sweden", "Canada", "Brazil"),
    "adjective": ("French", "German", "Spanish", "Italian", "Polish", "Swedish", "Canadian"),
    "demonym": ("Germans", "Italians", "Canadians", "Brazilians"),
    "capital": ("Paris", "Berlin", "Madrid", "Rome", "Warsaw", "Stockholm", "Ottawa"),
    "person": ("Obama", "Merkel", "Blair", "Clinton", "Johnson", "Thatcher", "Reagan"),
    "body": ("Congress", "NATO", "Parliament", "UNESCO"),
    "company": ("Microsoft", "Google", "Boeing"),
}


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with stand-ins, and the way back to the document's offsets.

    Attributes:
        text: what the parser reads.
        pieces: ``(masked start, masked end, document start, document end, mention)`` in order.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int, Mention | None], ...]


def mask_sentence(text: str, start: int, mentions: Sequence[Mention]) -> Masked:
    """Replace the mentions inside one sentence that begins at a document offset."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int, Mention | None]] = []
    given: dict[tuple[str, str], str] = {}
    at, length, end = start, 0, start + len(text)

    def add(words: str, first: int, last: int, mention: Mention | None) -> None:
        nonlocal length
        if words:
            parts.append(words)
            pieces.append((length, length + len(words), first, last, mention))
            length += len(words)

    for mention in mentions:
        if mention.start < at or mention.end > end:
            continue
        add(text[at - start : mention.start - start], at, mention.start, None)
        add(_stand_in(mention, given), mention.start, mention.end, mention)
        at = mention.end
    add(text[at - start :], at, end, None)
    return Masked("".join(parts), tuple(pieces))


def _stand_in(mention: Mention, given: dict[tuple[str, str], str]) -> str:
    group = _group(mention)
    key = (group, "+".join(mention.codes) + mention.person)
    if key not in given:
        used = sum(1 for known in given if known[0] == group)
        choices = STAND_INS[group]
        given[key] = choices[used % len(choices)]
    return given[key]


def _group(mention: Mention) -> str:
    if mention.adjectival:
        return "adjective"
    if mention.kind in PEOPLE:
        return "person"
    if mention.kind in BODIES:
        return "body"
    if mention.kind == "demonym":
        return "demonym" if mention.words.endswith("s") else "adjective"
    return mention.kind if mention.kind in STAND_INS else "name"


def document_offset(masked: Masked, at: int, *, last: bool) -> int:
    """The document offset of a masked offset; inside a stand-in, the mention's edge."""
    for begin, end, first, stop, mention in masked.pieces:
        if begin <= at < end or (last and begin < at <= end):
            if mention is None:
                return first + (at - begin)
            return stop if last else first
    return masked.pieces[-1][3] if masked.pieces else 0
