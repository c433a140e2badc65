"""Sentences of a document, with their offsets in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detente.documents.abbreviations import COUNTED, DOUBTFUL, INNER, OPENERS, SAYING, TITLES
from detente.documents.lines import BULLET, lines_of, paragraphs_of
from detente.model import Document, Sentence, Span

# A run of full stops is entered only at its first, which keeps the search linear on any input.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++(?P<close>[\"'”’»)\]*_]*+(?:\[\d{1,3}\]|\(\d{1,2}\)|[¹²³⁰-⁹]{1,3})?+)(?P<gap>\s++)"
    r"(?P<bullet>[-–—•·*▪●]\s+)?(?P<open>[\"'“‘«(\[*_]{0,3})(?=(?P<next>\w))"
)
_INLINE_BULLET = re.compile(r"\s[•▪●◦‣]\s+")
_WORD = re.compile(r"[\w'’-]{1,30}")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_LETTER = re.compile(r"[^\W\d_]")
_ATTRIBUTION = re.compile(rf"(?:[\w.'’-]{{1,30}}[ \t]+){{1,4}}(?:{SAYING})\b")
_LISTED = re.compile(r"[:;,(]\s*\Z")
_INITIALS = re.compile(r"(?:[a-z]\.)*[a-z]\Z")
_LAST_TOKEN = re.compile(r"[^\s\"'“”‘’()\[\]*_/—–]*\Z")

# A parser's time and memory grow with the sentence; prose has none of this length.
MAX_SENTENCE_CHARS = 2_000
_CUT = re.compile(r"[;:,\n]\s|\s")


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Split the text of a document into sentences, furniture left out.

    Paragraph breaks and list items always split, wrapped lines inside a paragraph do not. A
    heading is a sentence of its own where it is not marked as furniture. List markers are outside
    the sentence, closing quotation marks inside. A stretch of more than `MAX_SENTENCE_CHARS`
    characters without an end is cut at a clause or a blank.

    >>> text = "Mr. Li met U.S. envoys on Jan. 5. Talks failed."
    >>> [s.text for s in split_sentences(Document(id="d", origin="o", text=text))]
    ['Mr. Li met U.S. envoys on Jan. 5.', 'Talks failed.']
    """
    spans = sentence_spans(document.text, document.furniture)
    return tuple(
        Sentence(document.id, number, start, end, document.text[start:end])
        for number, (start, end) in enumerate(spans)
    )


def sentence_spans(text: str, furniture: Sequence[Span] = ()) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of `text` outside `furniture`, in order.

    >>> list(sentence_spans("One came. Two left."))
    [(0, 9), (10, 19)]
    """
    for start, end in paragraphs_of(text, lines_of(text)):
        for open_start, open_end in _outside(start, end, furniture):
            for span in _split_paragraph(text, open_start, open_end):
                yield from _bounded(text, *span)


def _outside(start: int, end: int, furniture: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for span in furniture:
        if span.end <= start or span.start >= end:
            continue
        if span.start > start:
            yield start, span.start
        start = max(start, span.end)
    if start < end:
        yield start, end


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for low, high in _between(start, end, _INLINE_BULLET.finditer(text, start, end)):
        begin = _skip_marker(text, low, high)
        for match in _END.finditer(text, begin, high):
            if _ends_sentence(text, begin, match):
                yield from _trimmed(text, begin, match.start("gap"))
                begin = _skip_marker(text, match.start("open"), high)
        yield from _trimmed(text, begin, high)


def _between(start: int, end: int, cuts: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    for cut in cuts:
        yield start, cut.start()
        start = cut.end()
    yield start, end


def _skip_marker(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    marker = BULLET.match(text, start, end)
    # "A. Smith" and "I. Newton" are initials far more often than list markers.
    if marker and not (text[start].isalpha() and text[start + 1] == "."):
        return marker.end()
    return start


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and _WORD_CHARACTER.search(text, start, end):
        yield start, end


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    following = match["next"]
    if following.islower():
        return False
    if not _LETTER.search(text, max(begin, match.start() - 400), match.start()):
        return False
    mark = text[match.start()]
    if mark in "!?":
        quoted = any(quote in match["close"] for quote in "\"'”’»")
        return not (quoted and _ATTRIBUTION.match(text, match.start("next")))
    if match["bullet"]:
        return True
    return mark == "…" or match["close"] != "" or _full_stop_ends(text, begin, match)


def _full_stop_ends(text: str, begin: int, match: re.Match[str]) -> bool:
    stop = match.start()
    if text.startswith("..", stop):
        return True
    low = max(begin, stop - 24)
    found = _LAST_TOKEN.search(text[low:stop])
    written = found.group() if found else ""
    token = written.lower()
    if token.isdigit() and len(token) <= 2 and _LISTED.search(text[low : stop - len(token)]):
        return False
    if token.rpartition("-")[2] in TITLES:
        # "St." and the like end no sentence; "min" and "det" as words do.
        return not written[:1].isupper()
    if token in INNER:
        return False
    if token in COUNTED:
        return not _is_count(text, match)
    if token in DOUBTFUL or (_INITIALS.match(token) and (written[:1].isupper() or "." in token)):
        return _opens_sentence(text, match)
    return True


def _is_count(text: str, match: re.Match[str]) -> bool:
    word = _WORD.match(text, match.start("next"))
    following = word.group() if word else ""
    return following[:1].isdigit() or (len(following) <= 3 and set(following) <= set("IVXLC"))


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    word = _WORD.match(text, match.start("next"))
    if word is None:
        return False
    following = word.group()
    quoted = match["open"] != "" and match["open"][0] in '"“'
    return quoted or following.lower() in OPENERS


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE_CHARS:
        limit = start + MAX_SENTENCE_CHARS
        cuts = [cut.end() for cut in _CUT.finditer(text, start + MAX_SENTENCE_CHARS // 2, limit)]
        cut = cuts[-1] if cuts else limit
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)
