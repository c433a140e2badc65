"""An author's own words, short enough for a line and whole enough to be understood."""

from __future__ import annotations

import re

from detente.model import Document, Statement
from detente.outlook.wording import shortened

LONGEST_QUOTE_CHARS = 260
# Fewer words than this are a fragment that says nothing by itself.
SCRAP_WORDS = 6
_LEADING = re.compile(
    r"^(?:(?:and|but|while|or|however|therefore|thus|moreover|furthermore|ultimately|"
    r"consequently|meanwhile|nevertheless|in other words|in this context|in this sense)\b[\s,]*|"
    r"[,;:—–-]\s*)+",
    re.IGNORECASE,
)
# Words that open a clause whose subject stands before it.
_INNER = re.compile(
    r"(?:that|which|who|whose|whom|to|is|are|was|were|be|been|by|of|in|from|as|than|will|would|"
    r"may|might|can|could|should|must|has|have|had)\b"
)
_BREAK = re.compile(r"[,;:—–]\s*|\s(?=(?:and|but|while|that|as)\s)")
_TRAILING = re.compile(r"[\s,;:—–-]+(?:and|but|or|while|that|as|than|with|to|of)$", re.IGNORECASE)
_ADVICE = re.compile(
    r"\b(?:must|should|ought to|needs? to|requires?|required|is needed|are needed|necessary|"
    r"imperative|urgent|had better|recommend\w*|advis\w+|call\w* for)\b",
    re.IGNORECASE,
)
_LEVEL = (
    r"(?:(?:an?|very|fairly|only|to|low|lower|moderate|medium|high|higher|great|greater|strong|"
    r"limited|little|some|reasonable|considerable|full)[\s-]+)+confidence\b(?!-)"
)
_SURE = re.compile(
    rf",?\s*(?:\b(?:we|I)\s+)?(?:\b[\w-]+\s+)?\bwith\s+{_LEVEL}(?:,|\s+that\b)?"
    rf"|\b(?:we|I)\s+have\s+{_LEVEL}\s+that\b|\s*\({_LEVEL}[^)]*\)",
    re.IGNORECASE,
)
_EDGES = ' \t\n,;:.—–-"“”'


def quote(statement: Statement, document: Document, *, holds: str = "") -> str:
    """The words of a statement as a quotation, marks around it and single marks inside.

    The supporting words are taken where they are more than a scrap and hold ``holds`` (the
    phrase that decides); otherwise the whole sentence, or of a long one the clauses from just
    before ``holds`` on. What is left out is marked with an ellipsis.
    """
    text = document.text
    words = text[statement.start : statement.end]
    if len(words.split()) < SCRAP_WORDS or holds not in words or _INNER.match(words):
        words = text[statement.sentence_start : statement.sentence_end]
    line = " ".join(words.split())
    if len(line) > LONGEST_QUOTE_CHARS and holds:
        line = _from_clause(line, line.find(holds), length=len(holds))
    opened = _TRAILING.sub("", _LEADING.sub("", line).strip(_EDGES))
    return f"“{_single(shortened(opened.strip(_EDGES), LONGEST_QUOTE_CHARS))}”"


def without_confidence(quoted: str) -> str:
    """A quoted forecast without how sure its author is: no line gives a likelihood and a
    confidence together. What is left out is marked; the whole sentence is among the evidence.

    >>> without_confidence("“We assess with low confidence that Peru is unlikely to sign”")
    '“… Peru is unlikely to sign”'
    >>> without_confidence("“Peru is likely to sign with confidence-building measures”")
    '“Peru is likely to sign with confidence-building measures”'
    """
    cut = _SURE.sub(" …", quoted.replace("“", "“ "))
    return " ".join(cut.split()).replace("“ ", "“").replace("… …", "…")


def advice_in(statement: Statement, document: Document) -> str:
    """The words of a sentence that make it advice ("should", "is needed"), empty without any.

    The word nearest to the statement's own words is taken.
    """
    text = document.text[statement.sentence_start : statement.sentence_end]
    place = statement.start - statement.sentence_start
    found = min(_ADVICE.finditer(text), key=lambda hit: abs(hit.start() - place), default=None)
    return found[0] if found else ""


def _from_clause(line: str, place: int, *, length: int) -> str:
    """The line from the last break that still leaves the phrase inside the limit."""
    if place + length <= LONGEST_QUOTE_CHARS - 40:
        return line
    cuts = [hit.end() for hit in _BREAK.finditer(line, 0, place)]
    near = [cut for cut in cuts if place + length - cut <= LONGEST_QUOTE_CHARS // 2]
    return f"… {line[near[0] :]}" if near else line[max(place - 80, 0) :]


def _single(text: str) -> str:
    """Quotation marks inside a quotation become single ones; one that stays open goes.

    >>> _single('the "old line" holds')
    'the ‘old line’ holds'
    """
    paired = re.sub(r"[\"“]([^\"“”]*)[\"”]", r"‘\1’", text)
    return re.sub(r"[\"“”]", "", paired)
