"""From reports to happenings: the stage of this folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.events.clusters import cluster_reports
from detente.events.contest import asserted_by, is_denied
from detente.events.report import Report, reports_of
from detente.events.settle import settle
from detente.model import Document, Event, Judgement, Rejection, Result, Statement

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

# What a denial may be coded as when saying no is itself the act.
SPEECH_ACTS = frozenset({"REJECT", "ACCUSE", "THREATEN", "REQUEST", ""})
UNNAMED = "no acting party or counterpart was recognised, so it names no relation"


def group_events(
    statements: Sequence[Statement],
    *,
    documents: Mapping[str, Document],
    codebook: Codebook,
    settings: Settings,
    judgements: Sequence[Judgement] = (),
) -> Result[Event]:
    """Join the statements that report the same happening.

    Args:
        statements: settled statements of any kind; only those of kind event become events.
        documents: by id; every statement's document must be among them.
        codebook: names of actors, so that shared names don't count as shared content.
        settings: not used for the decision itself; part of the stage's shape.
        judgements: verdicts ``same`` and ``different`` between two statements, named by key;
            they outrank the rules.

    Returns:
        Events by first day (undated ones last), each with all its evidence, the number of
        documents and of independent publishers, and whether it is contested. A statement
        that denies an act makes no event; it contests one. Rejected: events without actors.

    Misleads when two different happenings of one pair share day, action and wording, or when
    one is told so differently that it stays two.
    """
    told = [row for row in statements if row.kind == "event"]
    named = [row for row in told if row.source or row.target]
    reports = reports_of(named, documents, codebook=codebook)
    denials = [report for report in reports if report.statement.denies]
    kept = [r for r in reports if not r.statement.denies or r.statement.action in SPEECH_ACTS]
    numbered = [
        Report(number, report.statement, report.window, report.stems)
        for number, report in enumerate(kept)
    ]
    together, apart = _judged_pairs(numbered, judgements)
    by_party = _by_party(denials)
    events = []
    for members in cluster_reports(numbered, together=together, apart=apart):
        event = settle(members, documents)
        near = {r.number: r for code in sorted(event_parties(event)) for r in by_party[code]}
        voices = asserted_by(members)
        denied = not members[0].statement.denies and is_denied(
            members, list(near.values()), documents=documents
        )
        events.append(replace(event, contested=denied or bool(voices), asserted_by=voices))
    rejected = tuple(
        Rejection(row.trigger or row.action or "event", row.key, UNNAMED)
        for row in told
        if not (row.source or row.target)
    )
    return Result(tuple(sorted(events, key=_in_time)), rejected)


def event_parties(event: Event) -> frozenset[str]:
    """Every actor on either side of an event."""
    return frozenset(event.source) | frozenset(event.target)


def _in_time(event: Event) -> tuple[bool, str, str, str]:
    first = event.begins_on or event.ends_on
    last = event.ends_on or event.begins_on
    return first is None, str(first), str(last), event.id


def _by_party(denials: Sequence[Report]) -> defaultdict[str, list[Report]]:
    filed: defaultdict[str, list[Report]] = defaultdict(list)
    for report in denials:
        for code in report.statement.parties | {report.statement.speaker_actor}:
            filed[code].append(report)
    return filed


def _judged_pairs(
    reports: Sequence[Report], judgements: Sequence[Judgement]
) -> tuple[set[frozenset[int]], set[frozenset[int]]]:
    """Report numbers that a person joined, and those that a person kept apart.

    A later verdict on the same pair replaces an earlier one.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for report in reports:
        numbers[report.statement.key].append(report.number)
    verdicts: dict[frozenset[int], str] = {}
    for judgement in sorted(judgements, key=lambda row: row.decided_at):
        if judgement.verdict in ("same", "different"):
            for one in numbers[judgement.statement]:
                for two in numbers[judgement.other]:
                    if one != two:
                        verdicts[frozenset((one, two))] = judgement.verdict
    together = {pair for pair, verdict in verdicts.items() if verdict == "same"}
    return together, {pair for pair, verdict in verdicts.items() if verdict == "different"}
