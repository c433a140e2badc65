"""One cluster of reports becomes one event: its best dates, its evidence, its short name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from detente.events.report import Report, words_of
from detente.events.timing import Window, days_in, meet
from detente.model import Document, Event, Evidence, evidence_of

LONGEST_NAME_CHARS = 120
FEWEST_WORDS = 3
EDGES = " \t\n,;:—–-."


def settle(members: Sequence[Report], documents: Mapping[str, Document]) -> Event:
    """The event that a cluster reports; contested and alleged are set by the caller."""
    best = best_report(members)
    statement = best.statement
    dated = _most_precise(members)
    evidence = _evidence(members, documents)
    return Event(
        id=_name(members),
        source=statement.source,
        target=statement.target,
        action=statement.action,
        directed=statement.directed,
        sectors=_by_votes([report.statement.sectors for report in members]),
        begins_on=dated.statement.begins_on if dated else None,
        ends_on=dated.statement.ends_on if dated else None,
        time=dated.statement.time if dated else "",
        change=statement.change or _first(report.statement.change for report in members),
        quantity=statement.quantity or _first(report.statement.quantity for report in members),
        statements=tuple(report.statement.key for report in members),
        evidence=evidence,
        n_documents=_n_documents(evidence),
        n_publishers=_n_publishers(evidence, documents),
        what=short_name(best, documents[statement.document]),
        objects=statement.objects,
    )


def best_report(members: Sequence[Report]) -> Report:
    """The report that says most: in plain voice, with all parties, most closely dated."""

    def poverty(report: Report) -> tuple[bool, int, int, bool, int]:
        statement = report.statement
        length = days_in(report.window) if report.window else 10**6
        parties = -len(statement.parties)
        return bool(statement.speaker), parties, length, not statement.objects, report.number

    return min(members, key=poverty)


def _most_precise(members: Sequence[Report]) -> Report | None:
    """The report with the shortest window among those that fit the others' days."""
    dated = [report for report in members if report.window]
    if not dated:
        return None
    agreed: Window | None = dated[0].window
    for report in dated[1:]:
        if agreed and report.window:
            agreed = meet(agreed, report.window, slack_days=1) or agreed
    fitting = [r for r in dated if r.window and agreed and meet(r.window, agreed)] or dated
    return min(fitting, key=lambda r: (days_in(r.window) if r.window else 0, r.number))


def _evidence(members: Sequence[Report], documents: Mapping[str, Document]) -> tuple[Evidence, ...]:
    """One for each statement, in order; a sentence that was coded twice is cited once."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for report in members:
        evidence = evidence_of(report.statement, documents[report.statement.document])
        found.setdefault((evidence.document, evidence.start, evidence.end), evidence)
    return tuple(found.values())


def _n_documents(evidence: Sequence[Evidence]) -> int:
    """Documents with wording of their own; a copied sentence counts with its original."""
    return len(_voices(evidence, {cited.document: cited.document for cited in evidence}))


def _n_publishers(evidence: Sequence[Evidence], documents: Mapping[str, Document]) -> int:
    """Publishers with wording of their own: syndicated copies corroborate nothing."""
    names = {
        cited.document: cited.publisher.strip().casefold() or f"origin {cited.document}"
        for cited in evidence
        if cited.document in documents
    }
    return len(_voices(evidence, names))


def _voices(evidence: Sequence[Evidence], names: Mapping[str, str]) -> set[str]:
    """Distinct names, where all who print the same sentence count as the first of them."""
    if len(evidence) == 1:
        return {names[evidence[0].document]}
    first: dict[str, str] = {}
    voices = set()
    for cited in evidence:
        wording = " ".join(re.findall(r"\w+", cited.quote.casefold()))
        voices.add(first.setdefault(wording, names[cited.document]))
    return voices


def _name(members: Sequence[Report]) -> str:
    """16 hex digits of the hash of the statements, their codes and parties.

    The codes are in it because two statements may share one span.
    """
    lines = [
        f"{row.key}|{','.join(row.codes)}|{','.join(row.source)}|{','.join(row.target)}"
        for row in (report.statement for report in members)
    ]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def _by_votes(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Values by how many reports name them, then by how early they stand."""
    votes: Counter[str] = Counter()
    place: dict[str, int] = {}
    for row in rows:
        for number, value in enumerate(row):
            votes[value] += 1
            place[value] = min(number, place.get(value, number))
    return tuple(sorted(votes, key=lambda value: (-votes[value], place[value], value)))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def short_name(report: Report, document: Document) -> str:
    """A short phrase from the words of a report, as written, at most 120 characters.

    A scrap of a word or two is told with its sentence around it.
    """
    statement = report.statement
    phrase = " ".join(words_of(statement, document).split()).strip(EDGES)
    if len(phrase.split()) >= FEWEST_WORDS:
        start = max(phrase.find(statement.trigger), 0) if statement.trigger else 0
        return _clipped(phrase, start if len(phrase) > LONGEST_NAME_CHARS else 0)
    sentence = " ".join(document.text[statement.sentence_start : statement.sentence_end].split())
    place = max(sentence.find(phrase), 0)
    return _clipped(sentence, max(0, place + len(phrase) - LONGEST_NAME_CHARS + 2))


def _clipped(text: str, start: int) -> str:
    """At most 120 characters from a place on, cut between words and marked where cut."""
    if start > 0 and text[start - 1] != " ":
        start = text.find(" ", start) + 1
    clipped = text[start : start + LONGEST_NAME_CHARS]
    if len(text) - start > LONGEST_NAME_CHARS:
        clipped = clipped.rsplit(" ", 1)[0].rstrip(EDGES) + " …"
    return ("… " if start > 0 else "") + clipped.strip(EDGES)
