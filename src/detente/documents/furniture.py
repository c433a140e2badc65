"""Which stretches of a text hold no statements: titles, share lines, biographies, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from detente.documents import furniture_rules as rules
from detente.documents.abbreviations import SAYING
from detente.documents.lines import BULLET, is_ended, lines_of, paragraphs_of
from detente.model import Span

# A heading has no more words than this; a longer line without a full stop is a sentence whose
# full stop got lost.
_MAX_HEADING_WORDS = 18
_MAX_LABEL_WORDS = 8
# A list that goes on, or speech that was cut off.
_RUNNING_ON = (",", "-", "–", "—")
_SAYS = re.compile(rf"\b(?:{SAYING}|following|statement|states|reads?)\b", re.I)


class _Paragraph(NamedTuple):
    start: int
    end: int
    words: str


def mark_furniture(text: str, *, title: str = "", known: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The stretches of `text` without statements, in order and without overlap.

    Args:
        text: the whole text.
        title: the document's title where it is known; a line that repeats it is one.
        known: stretches that a parser has marked already.
    """
    paragraphs = [
        _Paragraph(start, end, " ".join(text[start:end].split()))
        for start, end in paragraphs_of(text, lines_of(text))
    ]
    marked = list(known)
    rest = [p for p in paragraphs if not _covered(p, known)]
    for find in (_single_lines, _titles(title), _after_end, _references, _biographies, _headings):
        found = list(find(rest))
        marked += found
        rest = [p for p in rest if not _covered(p, found)]
    return merge_spans(marked)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap cut so that the first keeps its reason."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        start = max(span.start, merged[-1].end) if merged else span.start
        if start < span.end:
            merged.append(Span(start, span.end, span.reason))
    return tuple(merged)


def first_heading(text: str, furniture: Sequence[Span]) -> str:
    """The title that the text gives itself: its first line that is marked as one."""
    for span in furniture:
        if span.reason == "title":
            return " ".join(text[span.start : span.end].split()).strip("#* ")
    return ""


def byline(text: str, furniture: Sequence[Span]) -> str:
    """The author that a line "By …" names; empty where there is none.

    >>> byline("By Amina Otieno, Lake Wire", [Span(0, 26, "byline")])
    'Amina Otieno'
    """
    lines = [text[span.start : span.end] for span in furniture if span.reason == "byline"]
    if not lines:
        return ""
    names = re.sub(r"^\W*by\s+", "", " ".join(lines[0].split()), flags=re.I)
    return re.split(r"[,|•·(–—/]", names)[0].strip("*_ ")


def _covered(paragraph: _Paragraph, spans: Sequence[Span]) -> bool:
    return any(span.start <= paragraph.start and paragraph.end <= span.end for span in spans)


def _span(paragraph: _Paragraph, reason: str) -> Span:
    return Span(paragraph.start, paragraph.end, reason)


def _single_lines(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
    for paragraph in paragraphs:
        words = paragraph.words
        if rules.HASH_HEADING.match(words):
            reason = "title" if paragraph is paragraphs[0] else "heading"
            yield _span(paragraph, reason)
        elif rules.TABLE_ROW.fullmatch(words):
            yield _span(paragraph, "table")
        elif len(words) <= rules.MAX_LINE_CHARS:
            reason = next((name for name, rule in rules.LINE_RULES if rule.match(words)), "")
            if reason:
                yield _span(paragraph, reason)


def _titles(title: str) -> Callable[[Sequence[_Paragraph]], Iterator[Span]]:
    """A finder for the line that repeats the title, or for a first line that reads as one."""
    folded = _folded(title)

    def find(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
        for paragraph in paragraphs[:6]:
            if folded and _folded(paragraph.words) == folded:
                yield _span(paragraph, "title")
                return
        prose = any(is_ended(p.words) for p in paragraphs[1:])
        if paragraphs and prose and _is_title(paragraphs[0].words):
            yield _span(paragraphs[0], "title")

    return find


def _headings(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
    # Rows of headlines have no full stops anywhere; there the lines are all that is said.
    if not any(is_ended(p.words) and not p.words.endswith(":") for p in paragraphs):
        return
    for paragraph in paragraphs:
        if _is_heading(paragraph.words):
            yield _span(paragraph, "heading")


def _is_title(words: str) -> bool:
    return _is_heading(words) and not words.endswith(":")


def _is_heading(words: str) -> bool:
    if BULLET.match(words) and not re.match(r"[\dIVXivx]+[.)]", words):
        return False
    length = len(words.split())
    if words.rstrip("*_ ").endswith(":"):
        return length <= _MAX_LABEL_WORDS and not _SAYS.search(words)
    return not is_ended(words) and length <= _MAX_HEADING_WORDS and not words.endswith(_RUNNING_ON)


def _after_end(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
    """Everything behind the mark that closes a release, where little text follows it."""
    total = sum(len(p.words) for p in paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if rules.END_MARK.fullmatch(paragraph.words):
            behind = paragraphs[index:]
            if sum(len(p.words) for p in behind) <= max(600, total // 4) and index:
                yield from (_span(p, "behind the end mark") for p in behind)
                return


def _references(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
    for index in range(len(paragraphs) // 2, len(paragraphs)):
        behind = paragraphs[index + 1 :]
        if not behind or not rules.REFERENCES.fullmatch(paragraphs[index].words):
            continue
        alike = sum(rules.REFERENCE_LINE.match(p.words) is not None for p in behind)
        if alike >= 0.5 * len(behind):
            yield from (_span(p, "references") for p in paragraphs[index:])
            return


def _biographies(paragraphs: Sequence[_Paragraph]) -> Iterator[Span]:
    """Closing paragraphs that introduce the author, with those that go on about the person."""
    tail = max(len(paragraphs) - 6, len(paragraphs) * 2 // 3, 1)
    inside = False
    for paragraph in paragraphs[tail:]:
        words = paragraph.words
        if _is_biography(words) or (inside and rules.PRONOUN.match(words)):
            inside = True
            yield _span(paragraph, "biography")
        elif len(words.split()) > _MAX_HEADING_WORDS:
            inside = False


def _is_biography(words: str) -> bool:
    if re.match(r"[\W_]{0,4}about the (?:author|writer|expert)", words, re.I):
        return True
    opens = rules.BIOGRAPHY.match(words) or rules.BIOGRAPHY_OF_ONE.match(words)
    return bool(opens and rules.BIOGRAPHY_SIGNS.search(words))


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words).strip().lower()
