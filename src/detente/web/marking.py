"""A document's text cut where something is marked in it: overlapping spans, a place to look at.

The text itself is never changed and never read as markup; what comes out are stretches of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.briefing.notes import TURNING_MARKS

MOST_PART_CHARS = 30_000
LONG_BLOCK_CHARS = 700
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement's place in the text.

    Attributes:
        number: printed beside it, from 1.
        kind: one of the six kinds, or ``refused``.
        trigger: the words that decided, as written.
        sentence: ``(start, end)`` of its whole sentence.
    """

    number: int
    kind: str
    start: int
    end: int
    trigger: str = ""
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is marked in one way throughout.

    Attributes:
        number: of the innermost statement, 0 where there is none.
        depth: how many statements lie over it.
        opens: numbers of the statements that begin here.
        is_here: whether the address points at it; ``begins_here`` the first stretch of it.
        is_trigger: whether the words decided the coding.
    """

    text: str
    number: int = 0
    kind: str = ""
    depth: int = 0
    opens: tuple[int, ...] = ()
    is_here: bool = False
    begins_here: bool = False
    is_trigger: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the statements that begin in it; ``page`` where a page of a PDF begins."""

    start: int
    end: int
    runs: tuple[Run, ...]
    numbers: tuple[int, ...]
    page: int | None = None


def parts_of(text: str, *, most: int = MOST_PART_CHARS) -> list[tuple[int, int]]:
    """A long text in parts that end with a line, each at most about `most` characters.

    >>> parts_of("one\\ntwo\\nthree\\n", most=8)
    [(0, 8), (8, 14)]
    """
    parts = []
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            cut = text.rfind("\n", start, end)
            end = cut + 1 if cut > start else end
        parts.append((start, end))
        start = end
    return parts or [(0, 0)]


def blocks_of(
    text: str,
    marked: Sequence[Marked],
    *,
    part: tuple[int, int],
    here: tuple[int, int] | None = None,
    pages: Sequence[int] = (),
) -> list[Block]:
    """The paragraphs of a part of a text, each cut into runs.

    Args:
        part: ``(start, end)`` of what is shown.
        here: the place that the address points at.
        pages: start of each page of a PDF.
    """
    first, last = part
    inside = [one for one in marked if one.start < last and one.end > first]
    starts = {start: number for number, start in enumerate(pages, 1) if first <= start < last}
    edges = sorted({first, *_breaks(text, inside, part), *starts, last})
    shown_here = False
    blocks = []
    for start, end in pairwise(edges):
        runs = _runs(text, (start, end), inside, here)
        if not runs:
            continue
        if not shown_here and any(run.is_here for run in runs):
            runs = _first_here(runs)
            shown_here = True
        numbers = tuple(one.number for one in inside if start <= max(one.start, first) < end)
        page = next((starts[at] for at in sorted(starts) if start <= at < end), None)
        blocks.append(Block(start, end, tuple(runs), numbers, page))
    return blocks


def _breaks(text: str, marked: Sequence[Marked], part: tuple[int, int]) -> list[int]:
    """Where paragraphs end: at blank lines, in long stretches also at lines outside sentences."""
    first, last = part
    blank = [found.end() for found in _BLANK.finditer(text, first, last)]
    held = sorted(one.sentence for one in marked)
    edges = [first, *blank, last]
    breaks = list(blank)
    for start, end in pairwise(edges):
        if end - start <= LONG_BLOCK_CHARS:
            continue
        since = start
        for found in _LINE_END.finditer(text, start, end):
            at = found.end()
            if at - since >= LONG_BLOCK_CHARS // 2 and not any(s < at < e for s, e in held):
                breaks.append(at)
                since = at
    return breaks


def _runs(
    text: str, block: tuple[int, int], marked: Sequence[Marked], here: tuple[int, int] | None
) -> list[Run]:
    start, end = block
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return []
    over = [one for one in marked if one.start < end and one.end > start]
    triggers = {one.number: _trigger(text, one) for one in over}
    spans = [(one.start, one.end) for one in over] + [at for at in triggers.values() if at]
    if here:
        spans.append(here)
    edges = sorted({start, end, *(at for span in spans for at in span if start < at < end)})
    return [_run(text, (left, right), over, triggers, here) for left, right in pairwise(edges)]


def _run(
    text: str,
    span: tuple[int, int],
    over: Iterable[Marked],
    triggers: dict[int, tuple[int, int] | None],
    here: tuple[int, int] | None,
) -> Run:
    left, right = span
    covering = [one for one in over if one.start <= left and one.end >= right]
    inner = min(covering, key=lambda one: (one.end - one.start, -one.number), default=None)
    within = (triggers[one.number] for one in covering)
    return Run(
        text=shown(text[left:right]),
        number=inner.number if inner else 0,
        kind=inner.kind if inner else "",
        depth=len(covering),
        opens=tuple(one.number for one in covering if one.start == left),
        is_here=here is not None and here[0] <= left and right <= here[1],
        is_trigger=any(at is not None and at[0] <= left and right <= at[1] for at in within),
    )


def _trigger(text: str, one: Marked) -> tuple[int, int] | None:
    at = text.find(one.trigger, one.start, one.end) if one.trigger else -1
    return (at, at + len(one.trigger)) if at >= 0 else None


def _first_here(runs: Sequence[Run]) -> list[Run]:
    first = next(number for number, run in enumerate(runs) if run.is_here)
    return [replace(run, begins_here=number == first) for number, run in enumerate(runs)]


def shown(text: str) -> str:
    """Text with its lines kept; marks that turn the direction of writing are named.

    >>> shown("not \\u202etrue")
    'not ⟨U+202E⟩true'
    """
    return "".join(map(_character, text)) if not text.isprintable() else text


def _character(character: str) -> str:
    if character.isprintable() or character in "\n\t":
        return character
    return f"⟨U+{ord(character):04X}⟩" if character in TURNING_MARKS else " "
