"""Evidence as numbered notes: the sentence, marked, between its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.briefing.page import Briefing, all_evidence
from detente.briefing.proof import UNPROVED
from detente.documents.sentences import sentence_spans
from detente.model import DatasetRow, Document, Evidence
from detente.outlook.wording import day, period

# A neighbour is there to place the sentence; more than this of it is no longer context.
NEIGHBOUR_CHARS = 320
LINE_END = re.compile(r"\n\s*")
BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
TURNING_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Note:
    """One piece of evidence as it is printed.

    Attributes:
        number: counted from 1 in the order of first citation.
        before, quote, after: the sentence's neighbours and its own words, whitespace folded.
        where: publisher, title, page or paragraph, and date in one line.
        url: an http or https address, else empty.
    """

    number: int
    before: str
    quote: str
    after: str
    where: str
    url: str


class Notes:
    """Numbers the evidence of a briefing; the same piece has one number everywhere."""

    def __init__(self, briefing: Briefing, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._rows = briefing.rows
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._paragraphs: dict[str, list[int]] = {}
        self._numbers: dict[tuple[str, int, int, str, str], int] = {}
        self.notes: list[Note] = []
        for name in briefing.order:
            if name not in UNPROVED:
                for item in briefing.lists.get(name, ()):
                    self.numbers(all_evidence(item))

    def numbers(self, evidence: Iterable[Evidence]) -> list[int]:
        """The numbers of some evidence, each once, in order of size."""
        found = set()
        for row in evidence:
            key = row.document, row.start, row.end, row.dataset, row.row
            if key not in self._numbers:
                self._numbers[key] = len(self.notes) + 1
                self.notes.append(self._note(row, self._numbers[key]))
            found.add(self._numbers[key])
        return sorted(found)

    def _note(self, row: Evidence, number: int) -> Note:
        if not row.document:
            cited = self._rows[row.dataset, row.row]
            where = f"Dataset {cited.dataset}, {cited.file}, line {cited.line}, row {cited.row}"
            told = folded(told_row(cited))
            return Note(number, "", told, "", folded(where), safe_address(cited.story))
        document = self._documents[row.document]
        before, after = self._around(document, row.start, end=row.end)
        return Note(
            number, before, folded(row.quote), after, self._where(row), safe_address(row.url)
        )

    def _where(self, row: Evidence) -> str:
        """Who published it under which title, at which page or paragraph, and when."""
        document = self._documents[row.document]
        if document.id not in self._paragraphs:
            self._paragraphs[document.id] = paragraph_starts(document.text)
        paragraph = bisect_right(self._paragraphs[document.id], row.start) + 1
        title = document.title or document.origin.replace("\\", "/").rsplit("/", 1)[-1]
        place = f"p. {row.page}" if row.page else f"para. {paragraph}"
        when = day(row.published) if row.published else "no date"
        by = row.publisher or document.publisher or "publisher unknown"
        return folded(", ".join(part for part in (by, f"“{title}”", place, when) if part))

    def _around(self, document: Document, start: int, *, end: int) -> tuple[str, str]:
        """What stands before and after, to one sentence beyond the sentence of the quote."""
        if document.id not in self._spans:
            self._spans[document.id] = list(sentence_spans(document.text))
        spans = self._spans[document.id]
        hit = [place for place, (low, high) in enumerate(spans) if low < end and high > start]
        if not hit:
            return "", ""
        first = spans[max(hit[0] - 1, 0)][0]
        last = spans[min(hit[-1] + 1, len(spans) - 1)][1]
        before = folded(document.text[min(first, start) : start])
        after = folded(document.text[end : max(last, end)])
        return _tail(before), _head(after)


def told_row(row: DatasetRow) -> str:
    """The fields of a dataset's row in one line: when, who, what, how much, by whose report.

    >>> from datetime import date
    >>> from detente.model import DatasetRow
    >>> told_row(DatasetRow("d", "ab:2", "f.csv", 2, date(2020, 1, 2), date(2020, 1, 2),
    ...     source="PER", source_name="Peru", target="CHL", target_name="Chile", score=1.5))
    '2 January 2020, Peru (PER) → Chile (CHL), score 1.5, 1 report'
    """
    sides = " → " if row.directed else " and "
    act = ", ".join(filter(None, (row.action, row.cameo and f"coded “{row.cameo}”")))
    sector = "" if row.sector in ("", "unspecified") else f"sector {row.sector}"
    parts = (
        period(row.day, row.last_day),
        _party(row.source, row.source_name, row.source_role)
        + sides
        + _party(row.target, row.target_name, row.target_role),
        act,
        f"weight {row.weight:.4g}" if row.weight is not None else "",
        f"score {row.score:.6g}" if row.score is not None else "",
        sector,
        f"{row.reports} report{'s' if row.reports != 1 else ''}",
        row.publisher,
        row.place,
    )
    return ", ".join(part for part in parts if part)


def _party(code: str, name: str, role: str) -> str:
    named = name or code or "unknown"
    beside = ", ".join(part for part in (code if code != named else "", role) if part)
    return f"{named} ({beside})" if beside else named


def folded(text: str) -> str:
    """Text with every run of whitespace as one blank and no control characters.

    Marks that turn the direction of writing, which would show the words in another order than
    they have, are named.

    >>> folded("not \u202etrue")
    'not ⟨U+202E⟩true'
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return " ".join("".join(map(_shown, line)).split())


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return f"⟨U+{ord(character):04X}⟩" if character in TURNING_MARKS else " "


def paragraph_at(text: str, start: int) -> int:
    """Number of the paragraph that holds a character, from 1.

    Paragraphs are parted by blank lines; in a text without any, each line is one.

    >>> paragraph_at("One.\\n\\nTwo.\\nStill two.\\n\\nThree.", 13)
    2
    """
    return bisect_right(paragraph_starts(text), start) + 1


def paragraph_starts(text: str) -> list[int]:
    """Where each paragraph after the first begins."""
    first = len(text) - len(text.lstrip())
    parting = BLANK_LINES if BLANK_LINES.search(text.strip()) else LINE_END
    return [hit.end() for hit in parting.finditer(text, first)]


def _tail(text: str) -> str:
    if len(text) <= NEIGHBOUR_CHARS:
        return text
    return "… " + text[-NEIGHBOUR_CHARS:].split(" ", 1)[-1]


def _head(text: str) -> str:
    if len(text) <= NEIGHBOUR_CHARS:
        return text
    return text[:NEIGHBOUR_CHARS].rsplit(" ", 1)[0] + " …"


def safe_address(url: str) -> str:
    """The address where it is http or https, else empty: other schemes can carry a script.

    >>> safe_address("javascript:alert(1)"), safe_address("https://example.org/a")
    ('', 'https://example.org/a')
    """
    clean = url.strip()
    if clean.lower().startswith(("https://", "http://")) and not any(c.isspace() for c in clean):
        return clean
    return ""
