"""Who published what, whether they still do, and how far people trust them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from detente.adapters.ledger_documents import read_document
from detente.adapters.ledger_records import append_grade, read_grades
from detente.adapters.ledger_schema import Grade
from detente.errors import InputError
from detente.model import Document
from detente.pipeline_project import Project

if TYPE_CHECKING:
    from detente.pipeline_picture import Reading

LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
DIGITS = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
NONE = "–"
FEWEST_GAPS = 3
LATE, SILENT = 2.0, 4.0


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher of documents that count on a day.

    Attributes:
        name: empty for documents whose publisher is unknown.
        documents, statements: how many.
        first, last: days of the first and the last publication, None where none is dated.
        rhythm_days: median days between the days on which it published, None with fewer than
            three such gaps.
        silent_days: since its last publication, None where none is dated.
        liveness: ``alive``; ``late`` where it is silent for twice its rhythm (and a week at
            least), ``silent`` for four times; ``unknown`` without a rhythm.
        grade: letter A to F, empty where nobody gave one.
    """

    name: str
    documents: int
    statements: int
    first: date | None
    last: date | None
    rhythm_days: float | None
    silent_days: int | None
    liveness: str
    grade: str = ""


def sources_of(reading: Reading, grades: Iterable[Grade], *, as_of: date) -> list[Source]:
    """Every publisher of a reading, the one with most documents first.

    Misleads where documents were gathered by hand: then the rhythm is the gatherer's.
    """
    letters = newest_grades(grades)[0]
    by_name: defaultdict[str, list[Document]] = defaultdict(list)
    for document in reading.documents.values():
        by_name[document.publisher].append(document)
    counts: defaultdict[str, int] = defaultdict(int)
    for row in reading.statements:
        counts[reading.documents[row.document].publisher] += 1
    found = [
        _source(name, rows, statements=counts[name], grade=letters.get(name, ""), as_of=as_of)
        for name, rows in by_name.items()
    ]
    return sorted(found, key=lambda one: (-one.documents, one.name))


def _source(
    name: str, documents: list[Document], *, statements: int, grade: str, as_of: date
) -> Source:
    days = sorted({one.published for one in documents if one.published})
    gaps = [(two - one).days for one, two in pairwise(days)]
    rhythm = float(median(gaps)) if len(gaps) >= FEWEST_GAPS else None
    silent = max(0, (as_of - days[-1]).days) if days else None
    return Source(
        name=name,
        documents=len(documents),
        statements=statements,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        rhythm_days=rhythm,
        silent_days=silent,
        liveness=liveness(rhythm, silent),
        grade=grade,
    )


def liveness(rhythm_days: float | None, silent_days: int | None) -> str:
    """Whether a source is silent against its own rhythm.

    >>> liveness(7.0, 10), liveness(7.0, 15), liveness(7.0, 40), liveness(None, 40)
    ('alive', 'late', 'silent', 'unknown')
    """
    if rhythm_days is None or silent_days is None:
        return "unknown"
    if silent_days > max(SILENT * rhythm_days, 7):
        return "silent"
    return "late" if silent_days > max(LATE * rhythm_days, 7) else "alive"


def newest_grades(grades: Iterable[Grade]) -> tuple[dict[str, str], dict[str, str]]:
    """The letters by publisher and the digits by document that count."""
    letters: dict[str, str] = {}
    digits: dict[str, str] = {}
    for one in sorted(grades, key=lambda one: one.graded_at):
        if one.document:
            digits[one.document] = one.value
        else:
            letters[one.publisher] = one.value
    return letters, digits


def grades_of(grades: Iterable[Grade], documents: Iterable[Document]) -> dict[str, str]:
    """By id of each document that is graded: letter and digit, a dash for the one not given."""
    letters, digits = newest_grades(grades)
    found = {}
    for one in documents:
        letter = letters.get(one.publisher, "") if one.publisher else ""
        digit = digits.get(one.id, "")
        if letter or digit:
            found[one.id] = (letter or NONE) + (digit or NONE)
    return found


def grades(project: Project, *, known_at: datetime | None = None) -> list[Grade]:
    """Every grade given by a moment, the oldest first."""
    return read_grades(project.ledger, known_at=known_at)


def give_grade(project: Project, grade: Grade, *, publishers: Mapping[str, object]) -> None:
    """Record a grade of a publisher or a document; an empty one takes the last back.

    Args:
        publishers: names that can be graded.

    Raises:
        InputError: if there is no such publisher or document, or the value is none.
    """
    if bool(grade.publisher) == bool(grade.document):
        raise InputError("name either a publisher or a document to grade")
    known = DIGITS if grade.document else LETTERS
    if grade.value and grade.value not in known:
        told = ", ".join(f"{value} ({text})" for value, text in known.items())
        raise InputError(f"{grade.value!r} is no grade here; one of {told}")
    if grade.document and read_document(project.ledger, grade.document) is None:
        raise InputError(
            f"no document has the id {grade.document!r}; see: detente documents --json"
        )
    if grade.publisher and grade.publisher not in publishers:
        raise InputError(f"no publisher is called {grade.publisher!r}; see: detente sources")
    append_grade(project.ledger, grade)
