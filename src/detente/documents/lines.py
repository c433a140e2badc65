"""Lines of a text, and which of them belong to one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
_FIRST_WORD = re.compile(r"\S{1,40}")
# No heading and no sentence ends in one of these.
_DANGLING = re.compile(
    r"\b(?:the|a|an|of|and|or|with|from|its|their|his|her|our|your|that|as|than|per)$"
)
BULLET = re.compile(
    r"(?:[-–—*•·▪◦‣●○■□➢►✓+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])[ \t\u00a0]+(?=\S)"
)

# Wider lines than this are paragraphs on one line, narrower ones are lists or verse.
MIN_WRAP, MAX_WRAP = 40, 130


class Line(NamedTuple):
    """A line without surrounding blanks: its offsets and its words."""

    start: int
    end: int
    words: str


def lines_of(text: str) -> list[Line]:
    """Every line of `text` that is not blank.

    >>> [line.words for line in lines_of("One \\n\\n two")]
    ['One', 'two']
    """
    found = []
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if words:
            start = match.start() + len(raw) - len(raw.lstrip())
            found.append(Line(start, start + len(words), words))
    return found


def is_ended(words: str) -> bool:
    """Whether a line ends in punctuation that closes a sentence or a clause."""
    return _ENDED.search(words[-8:]) is not None


def paragraphs_of(text: str, lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Offsets of the paragraphs: hard-wrapped lines joined, every other line for itself."""
    if not lines:
        return
    width = wrap_width(text, lines)
    start = lines[0].start
    for above, below in pairwise(lines):
        if not _runs_on(text, above, below, width=width):
            yield start, above.end
            start = below.start
    yield start, lines[-1].end


def wrap_width(text: str, lines: list[Line]) -> int:
    """Column at which the text was wrapped by hand or by a mail program; 0 where it was not."""
    pairs = [(a, b) for a, b in pairwise(lines) if _adjoin(text, a, b)]
    if len(pairs) < 2:
        return 0
    lengths = sorted(len(a.words) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 97 // 100)]
    if not MIN_WRAP <= width <= MAX_WRAP:
        return 0
    running = sum(b.words[0].islower() and not is_ended(a.words) for a, b in pairs)
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if running >= 0.3 * len(pairs) and full >= 0.5 * len(pairs) else 0


def _runs_on(text: str, above: Line, below: Line, *, width: int) -> bool:
    if not _adjoin(text, above, below) or BULLET.match(below.words):
        return False
    if not is_ended(above.words) and (below.words[0].islower() or _DANGLING.search(above.words)):
        return True
    return bool(width) and _is_full(above, below, width)


def _is_full(above: Line, below: Line, width: int) -> bool:
    first = _FIRST_WORD.match(below.words)
    return len(above.words) + 1 + (len(first.group()) if first else 0) > width


def _adjoin(text: str, above: Line, below: Line) -> bool:
    between = text[above.end : below.start]
    return between.count("\n") <= 1 and between.count("\r") <= 1 and "\u2029" not in between
