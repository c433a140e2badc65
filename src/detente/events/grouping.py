"""From reports to happenings: the stage of this folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.events.clusters import cluster_reports
from detente.events.contest import actors_in, asserted_by, denies_only_motive, is_denied
from detente.events.pairing import Pairing
from detente.events.report import Report, ReportReader
from detente.events.settle import settle
from detente.model import Document, Event, Judgement, Rejection, Result, Statement

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

# What a denial may be coded as when saying no is itself the act.
SPEECH_ACTS = frozenset({"REJECT", "ACCUSE", "THREATEN", "REQUEST", ""})
# Of the last groupings: those of two days that are compared, before and after a decision.
MOST_KEPT = 3
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
    return Grouper(codebook).group(statements, documents=documents, judgements=judgements)


@dataclass(frozen=True, slots=True)
class _Grouped:
    """What was grouped, and the outcome.

    Attributes:
        told: statements of events.
        documents: those that they stand in.
    """

    told: tuple[Statement, ...]
    documents: Mapping[str, Document]
    judgements: tuple[Judgement, ...]
    result: Result[Event]

    def is_same(self, other: _Grouped) -> bool:
        """Whether the same was grouped: a decision on a forecast changes no event."""
        return (
            len(self.told) == len(other.told)
            and all(
                one is two or one == two for one, two in zip(self.told, other.told, strict=True)
            )
            and self.judgements == other.judgements
            and self.documents == other.documents
        )


class Grouper:
    """Groups again and again, and takes over what it knows of statements that stayed the same.

    What it gives is what it would give without having grouped before.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._reader = ReportReader(codebook)
        self._pairing = Pairing()
        self._settled: dict[tuple[int, ...], tuple[tuple[Statement, ...], Event]] = {}
        self._last: list[_Grouped] = []

    def ready(self, statements: Sequence[Statement], documents: Mapping[str, Document]) -> None:
        """Read statements that will be grouped later, so that grouping them takes less time."""
        named = [row for row in statements if row.kind == "event" and (row.source or row.target)]
        self._reader.ready(named, documents)

    def group(
        self,
        statements: Sequence[Statement],
        *,
        documents: Mapping[str, Document],
        judgements: Sequence[Judgement] = (),
    ) -> Result[Event]:
        """As `group_events`."""
        told = tuple(row for row in statements if row.kind == "event")
        among = {row.document: documents[row.document] for row in told}
        asked = _Grouped(told, among, tuple(judgements), Result(()))
        for last in self._last:
            if last.is_same(asked):
                return last.result
        result = self._grouped(told, documents=documents, judgements=judgements)
        self._last = [replace(asked, result=result), *self._last[: MOST_KEPT - 1]]
        return result

    def _grouped(
        self,
        told: Sequence[Statement],
        *,
        documents: Mapping[str, Document],
        judgements: Sequence[Judgement],
    ) -> Result[Event]:
        named = [row for row in told if row.source or row.target]
        reports = self._reader.read(named, documents)
        denials = [
            report
            for report in reports
            if report.statement.denies
            and not denies_only_motive(report, documents[report.statement.document])
        ]
        kept = [r for r in reports if not r.statement.denies or r.statement.action in SPEECH_ACTS]
        numbered = [
            Report(number, report.statement, report.window, report.stems)
            for number, report in enumerate(kept)
        ]
        together, apart = _judged_pairs(numbered, judgements)
        clusters = cluster_reports(numbered, together=together, apart=apart, pairing=self._pairing)
        settled = self._settle(clusters, documents)
        by_denier = _by_denier(denials)
        events = [
            _weighed(event, members, by_denier)
            for event, members in zip(settled, clusters, strict=True)
        ]
        rejected = tuple(
            Rejection(row.trigger or row.action or "event", row.key, UNNAMED)
            for row in told
            if not (row.source or row.target)
        )
        return Result(tuple(sorted(events, key=_in_time)), rejected)

    def _settle(
        self, clusters: Sequence[Sequence[Report]], documents: Mapping[str, Document]
    ) -> list[Event]:
        """The event of each cluster; taken over where its statements and documents are the same."""
        known, self._settled = self._settled, {}
        events = []
        for members in clusters:
            rows = tuple(report.statement for report in members)
            name = tuple(map(id, rows))
            found = known.get(name)
            if found is None or not _still_cites(found[1], documents):
                found = rows, settle(members, documents)
            self._settled[name] = found
            events.append(found[1])
        return events


def _still_cites(event: Event, documents: Mapping[str, Document]) -> bool:
    """Whether the documents of an event are told of as they were when it was settled."""
    return all(
        (cited.publisher, cited.url, cited.published)
        == ((one := documents[cited.document]).publisher, one.url, one.published)
        for cited in event.evidence
    )


def _weighed(
    event: Event, members: Sequence[Report], by_denier: Mapping[str, Sequence[Report]]
) -> Event:
    """An event with who alleges it, and whether it is contested."""
    voices = asserted_by(members)
    denied = False
    if by_denier and not members[0].statement.denies:
        near = {row.number: row for code in _acting(members) for row in by_denier.get(code, ())}
        denied = is_denied(members, list(near.values()))
    if not denied and not voices:
        return event
    return replace(event, contested=True, asserted_by=voices)


def _in_time(event: Event) -> tuple[bool, str, str, str]:
    first = event.begins_on or event.ends_on
    last = event.ends_on or event.begins_on
    return first is None, str(first), str(last), event.id


def _by_denier(denials: Sequence[Report]) -> dict[str, list[Report]]:
    filed: defaultdict[str, list[Report]] = defaultdict(list)
    for report in denials:
        for code in {*report.statement.source, report.statement.speaker_actor}:
            filed[code].append(report)
    return dict(filed)


def _acting(members: Sequence[Report]) -> list[str]:
    """Everybody who acts in any report of an event."""
    return sorted({code for report in members for code in actors_in(report)})


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
