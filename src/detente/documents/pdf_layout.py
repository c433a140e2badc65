"""Lines of PDF pages -> paragraphs of running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from detente.documents.lines import BULLET, is_ended
from detente.model import Span

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page)?[-–—|\s]*+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.I)
_DIVIDED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)(?:\ufffe|\u00ad)[ \t]*(\w+)")
_STEM = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]*+)(?P<mark>[-\ufffe\u00ad])\Z")
_HEAD = re.compile(r"\w+")

# A longer line with a full stop is the end of a paragraph that happens to recur.
_MAX_RUNNING_CHARS = 50

# Prefixes that English writes with a hyphen more often than without.
_HYPHENED = frozenset(
    """all anti cross dual ex far half high inter long low mid multi near non post pre pro quasi
    self semi short so state third two three four five six well air land sea ship surface ground
    counter nuclear war peace de co vice north south east west sino russo anglo franco""".split()
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line on a page; coordinates in points from the lower left corner.

    Attributes:
        words: the text without surrounding blanks.
        left, right: where it begins and ends.
        top, bottom: its upper and lower edge.
        height: of its letters.
        running: True for a head, a foot or a page number.
    """

    words: str
    left: float
    right: float
    top: float
    bottom: float
    height: float
    running: bool = False


def mark_running_lines(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The same lines, those marked that repeat at the edges of pages, and page numbers.

    A line counts as repeated where it stands among the two outermost lines of at least two pages
    and of two in five, digits disregarded.
    """
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_folded(line) for line in edge})
    needed = max(2.0, 0.4 * len(pages))

    def is_running(line: PageLine, edge: Sequence[PageLine]) -> bool:
        is_prose = len(line.words) > _MAX_RUNNING_CHARS and is_ended(line.words)
        if line not in edge or is_prose:
            return False
        return bool(_PAGE_NUMBER.fullmatch(line.words)) or counts[_folded(line)] >= needed

    return [
        [replace(line, running=is_running(line, edge)) for line in page]
        for page, edge in zip(pages, edges, strict=True)
    ]


def flow_pages(
    pages: Sequence[Sequence[PageLine]],
) -> tuple[str, tuple[int, ...], tuple[Span, ...]]:
    """Text, start offset of every page, and the running lines as furniture.

    A paragraph that goes on over a page break stays whole: the heads and feet of the new page
    come behind it.
    """
    flow = _Flow()
    words = Counter(_words_of(pages))
    for page in pages:
        flow.starts.append(flow.length)
        body = [line for line in page if not line.running]
        running = [line for line in page if line.running]
        pitch = _pitch(body)
        for index, line in enumerate(body):
            above = body[index - 1] if index else flow.last
            if above is None or _breaks(above, line, body=body, pitch=pitch if index else 0.0):
                flow.end_paragraph()
                flow.add_running(running)
                running = []
                flow.add(line, words, opens_page=False)
            else:
                flow.add(line, words, opens_page=index == 0)
        if running:
            flow.held += running
    flow.end_paragraph()
    flow.add_running([])
    text = "".join(flow.parts).replace("\ufffe", "-").replace("\u00ad", "-")
    return text, tuple(flow.starts), tuple(flow.furniture)


class _Flow:
    """Text under construction; offsets count what has been added."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.furniture: list[Span] = []
        self.last: PageLine | None = None
        self.held: list[PageLine] = []

    def append(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)

    def add(self, line: PageLine, words: Counter[str], *, opens_page: bool) -> None:
        """Append a line, joined to a word that the line before divided."""
        piece = join_divided(line.words, words)
        joint = " " if self.parts and not self.parts[-1].endswith("\n") else ""
        divided = _STEM.search(self.parts[-1]) if joint else None
        if divided and piece[:1].isalnum():
            stem = self.parts[-1][: divided.start("mark")]
            head = _HEAD.match(piece)
            keeps = keeps_hyphen(divided["word"], head.group() if head else "", words)
            self.length -= len(self.parts[-1])
            self.parts.pop()
            self.append(stem + "-" if keeps else stem)
            joint = ""
        self.append(joint)
        if opens_page:
            self.starts[-1] = self.length
        self.append(piece)
        self.last = line

    def end_paragraph(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.append("\n")

    def add_running(self, lines: Sequence[PageLine]) -> None:
        for line in (*self.held, *lines):
            start = self.length
            self.append(line.words)
            self.furniture.append(Span(start, self.length, "running head or foot"))
            self.append("\n")
        self.held = []


def join_divided(text: str, words: Counter[str]) -> str:
    """Join words divided at line ends, keeping the hyphen where the word has one elsewhere.

    Args:
        text: with U+FFFE or a soft hyphen where a word is divided.
        words: how often each lower-case word, hyphened ones too, occurs in the document.

    >>> join_divided("govern\\ufffement", Counter())
    'government'
    >>> join_divided("long\\ufffeterm", Counter({"long-term": 2}))
    'long-term'
    """

    def joined(match: re.Match[str]) -> str:
        first, second = match.groups()
        return f"{first}-{second}" if keeps_hyphen(first, second, words) else first + second

    return _DIVIDED.sub(joined, text)


def keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether a word divided at a line end is written with a hyphen inside a line as well."""
    closed, hyphened = (first + second).lower(), f"{first}-{second}".lower()
    if second[:1].isupper() or second[:1].isdigit() or words[hyphened] > words[closed]:
        return True
    return words[closed] == 0 and first.lower() in _HYPHENED


def _words_of(pages: Sequence[Sequence[PageLine]]) -> list[str]:
    return [
        word.strip(".,;:!?()\"'“”‘’").lower()
        for page in pages
        for line in page
        for word in line.words.split()
    ]


def _edge_lines(page: Sequence[PageLine]) -> list[PageLine]:
    ordered = sorted(page, key=lambda line: -line.top)
    return ordered[:2] + ordered[-2:]


def _folded(line: PageLine) -> str:
    return _DIGITS.sub("#", " ".join(line.words.lower().split()))


def _pitch(lines: Sequence[PageLine]) -> float:
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    below = [gap for gap in gaps if gap > 0]
    return median(below) if below else 0.0


def _breaks(above: PageLine, line: PageLine, *, body: Sequence[PageLine], pitch: float) -> bool:
    """Whether `line` opens a paragraph; `pitch` 0 where the two stand on different pages."""
    if _STEM.search(above.words) and line.words[:1].isalnum():
        return False
    if BULLET.match(line.words) or abs(above.height - line.height) > 0.15 * above.height:
        return True
    near = [other for other in body if abs(other.left - line.left) < 4 * line.height]
    # A font of no height leaves not even the line itself.
    column = near or [line]
    rights = sorted(other.right for other in column)
    margin = rights[len(rights) * 9 // 10]
    width = max(1.0, margin - min(other.left for other in column))
    is_short = above.right < margin - 0.12 * width
    jumps = not pitch or line.top > above.top
    if not jumps and above.bottom - line.top > 0.9 * pitch:
        return True
    if is_ended(above.words):
        return is_short or line.left > above.left + 0.6 * above.height or jumps
    return is_short and not line.words[:1].islower() and not jumps
