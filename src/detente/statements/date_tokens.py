"""Cuts a sentence into the tokens that dates are made of.

One regular expression, one pass, no alternative that can match the same characters in two ways
at length: linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<meridiem>\b[AaPp]\.[Mm]\.?)"
    r"|(?P<word>[^\W0-9_]\w*(?:'t\b)?)"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{2,15}Z?)?(?![\w-]))"
    r"|(?P<slashed>[0-9]{1,2}(?P<between>[./])[0-9]{1,2}(?P=between)[0-9]{4}(?![\w/.-]*\w))"
    r"|(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:]))"
    r"|(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?!\w)|[0-9]+\.[0-9]+)"
    r"|(?P<decade>[0-9]{1,3}0'?s\b)"
    r"|(?P<ordinal>[0-9]{1,2}(?:<sup>)?(?:st|nd|rd|th)\b(?:</sup>)?)"
    r"|(?P<mixed>[0-9]+[^\W0-9_]\w*)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<own>'s\b)"
    r"|(?P<mark>[^\s\w]|_)",
)


class Token(NamedTuple):
    """One word, number or mark.

    Attributes:
        kind: the alternative that matched: ``word``, ``number``, ``ordinal``, ``mark`` …
        low: the characters in lower case, typographic apostrophes and dashes made plain.
        start, end: span in the text.
        capital: True where the first letter is upper case.
        glued: True where no space stands before it.
        value: the number, for numbers, ordinals and decades; else -1.
    """

    kind: str
    low: str
    start: int
    end: int
    capital: bool
    glued: bool
    value: int = -1


_WORDY = frozenset({"word", "mark", "own", "meridiem"})
# Rules look a bounded number of tokens ahead; padding behind the sentence also stands before it,
# because an index of -1 falls into it.
_PADDING = (Token("end", "", 0, 0, False, False),) * 40
_PLAIN = str.maketrans({"–": "-", "−": "-", "‑": "-", "‐": "-", "’": "'", "‘": "'"})


class Tokens(list[Token]):
    """The tokens of a sentence, with empty ones around, so that rules need no checks.

    `size` is the number of true tokens.
    """

    __slots__ = ("size",)

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self.size = len(tokens)
        self.extend(_PADDING)

    def low(self, index: int) -> str:
        """The token in lower case; empty outside the sentence."""
        return self[index].low

    def match(self, index: int, *words: str) -> bool:
        """Whether the tokens from `index` on are these words."""
        for word in words:
            if self[index].low != word:
                return False
            index += 1
        return True


def tokenize(text: str) -> Tokens:
    """Cut `text` into tokens.

    >>> [token.low for token in tokenize("Aug. 27–28, mid-2023") if token.low]
    ['aug', '.', '27', '-', '28', ',', 'mid', '-', '2023']
    """
    tokens: list[Token] = []
    behind = -1
    for found in _TOKEN.finditer(text.translate(_PLAIN)):
        start, end = found.span()
        kind = found.lastgroup or "mark"
        raw = found.group()
        low = raw.lower()
        value = -1 if kind in _WORDY else _number(kind, raw)
        tokens.append(Token(kind, low, start, end, raw[0].isupper(), start == behind, value))
        behind = end
    return Tokens(tokens)


def _number(kind: str, raw: str) -> int:
    if kind == "number":
        return int(raw) if len(raw) <= 6 else -1
    if kind in ("ordinal", "decade"):
        return int("".join(sign for sign in raw if sign in "0123456789"))
    return -1
