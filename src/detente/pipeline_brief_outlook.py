"""The outlook of a briefing beyond what documents say: model, scenarios, open rules, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from detente.errors import DetenteError
from detente.model import Evidence, Item, Statement
from detente.outlook.entries import Entry
from detente.outlook.expectations import Expected, expectation_lines
from detente.outlook.naming import line_id
from detente.outlook.scenario_lines import Kept, scenario_lines
from detente.outlook.scope import Scope
from detente.outlook.score_tables import group_of, score_table
from detente.outlook.standing import Standing, indicator_lines, track_records
from detente.pipeline_picture import Picture, Reading, Sight
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_series import cited_rows

if TYPE_CHECKING:
    from detente.pipeline_counts import Counted
    from detente.pipeline_outlook import Book

# What is counted for the page: words, and deeds that hurt.
CLASSES = ("verbal cooperation", "material conflict")
AHEAD_DAYS = 90
MAIN_COUNTERPARTS = 4
ALL_GROUPS = ("judge", "publisher")


def outlook_lines(project: Project, reading: Reading, sight: Sight, picture: Picture) -> list[Item]:
    """Lines on what the model expects, kept scenarios, what would decide open forecasts, and how
    the sources that are quoted did before.

    Args:
        picture: with the lines of the list ``outlook``.
    """
    return [
        *model_lines(project, sight),
        *kept_lines(project, reading, sight),
        *standing_lines(project, reading, sight, picture),
    ]


def model_lines(project: Project, sight: Sight) -> list[Item]:
    """What the model expects between the state and its main counterparts; nothing where no dataset
    holds enough."""
    from detente.pipeline_counts import CountQuestion, count_ahead

    found: list[Expected] = []
    for act in CLASSES:
        question = CountQuestion(actor=sight.actor, act=act, days=AHEAD_DAYS)
        try:
            counted = count_ahead(project, question, as_of=sight.as_of, known_at=sight.known_at)
        except DetenteError:
            # No dataset, or too few events: the page is about documents alone.
            continue
        # A dataset that ended long ago says nothing of days ahead.
        found += [
            one
            for part in counted
            if part.closes_on >= sight.as_of
            for one in _expected(part, sight.actor, act)
        ]
    return expectation_lines(found, codebook=codebook_of(project))


def _expected(counted: Counted, actor: str, act: str) -> list[Expected]:
    """The forecasts with the counterparts of most events, both ways."""
    events: Counter[str] = Counter()
    for made in counted.forecasts:
        events[_other(counted.counts.dyads[made.dyad], actor)] += int(
            counted.counts.counts[made.dyad].sum()
        )
    main = [code for code, _ in sorted(events.items(), key=lambda pair: (-pair[1], pair[0]))]
    beaten, judged = counted.tried.share_beaten() if counted.tried else (None, 0)
    return [
        Expected(
            source=counted.counts.dyads[made.dyad][0],
            target=counted.counts.dyads[made.dyad][1],
            act=act,
            opens_on=counted.opens_on,
            closes_on=counted.closes_on,
            dataset=counted.dataset,
            windows=len(counted.tried.days) if counted.tried else 0,
            beaten=beaten,
            judged=judged,
            made=made,
            evidence=evidence,
        )
        for made, evidence in zip(counted.forecasts, counted.evidence, strict=True)
        if _other(counted.counts.dyads[made.dyad], actor) in main[:MAIN_COUNTERPARTS]
    ]


def _other(dyad: tuple[str, str], actor: str) -> str:
    return dyad[1] if dyad[0] == actor else dyad[0]


def kept_lines(project: Project, reading: Reading, sight: Sight) -> list[Item]:
    """The newest run of each scenario kept for the state, of data up to the day, with what has
    changed of what it rests on."""
    from detente.pipeline_scenario_changes import changes_since, conditionals_known
    from detente.pipeline_scenario_rows import newest_runs
    from detente.pipeline_scenarios import kept_scenarios

    newest = newest_runs(kept_scenarios(project, actor=sight.actor, known_at=sight.known_at))
    current = [
        one for one in newest.values() if one.last_day is None or one.last_day <= sight.as_of
    ]
    if not current:
        return []
    known = conditionals_known(project, reading, sight)
    lines = scenario_lines(
        [Kept(one, tuple(changes_since(project, one, known, sight))) for one in current],
        codebook=codebook_of(project),
    )
    held = cited_rows(project, [proof for line in lines for proof in line.evidence])
    there = [
        replace(
            line, evidence=tuple(one for one in line.evidence if (one.dataset, one.row) in held)
        )
        for line in lines
    ]
    return [line for line in there if line.evidence]


def standing_lines(
    project: Project, reading: Reading, sight: Sight, picture: Picture
) -> list[Item]:
    """What would decide the state's open forecasts, and how those who make them did before."""
    from detente.pipeline_outlook import book_of, evidence_of_fact

    codebook = codebook_of(project)
    concerned = Scope(picture.view).select(reading.statements, "forecast")
    if not concerned:
        return []
    book = book_of(project, reading, sight, found=_entries(project, reading, sight, concerned))
    keys = {row.key for row in concerned}
    lines = {item.id for item in picture.items if item.list == "outlook"}
    events = {event.id: event for event in reading.events}
    standing = [
        Standing(
            entry=one,
            proposal=book.proposals[one.id],
            words=_words(one, reading),
            seen=tuple(
                proof
                for fact in book.proposals[one.id].supporting
                for proof in evidence_of_fact(fact, events)
            ),
            line=name if (name := line_id("outlook", one.statement)) in lines else "",
        )
        for one in book.entries
        if one.statement in keys and one.document in reading.documents
    ]
    undecided = [one for one in standing if one.entry.id not in book.resolutions]
    return [
        *indicator_lines(undecided, codebook=codebook),
        *_records(book, standing),
    ]


def _entries(
    project: Project, reading: Reading, sight: Sight, concerned: Iterable[Statement]
) -> list[Entry]:
    """The state's forecasts as entries, as they would be recorded on the day."""
    from detente.outlook.recording import entries_of

    now = sight.known_at or datetime.combine(sight.as_of, time(), UTC)
    return entries_of(concerned, reading.documents, codebook=codebook_of(project), now=now)


def _words(entry: Entry, reading: Reading) -> Evidence:
    """Where a forecast stands."""
    document = reading.documents[entry.document]
    return Evidence(
        document=document.id,
        start=entry.start,
        end=entry.end,
        quote=document.text[entry.start : entry.end],
        published=document.published,
        publisher=document.publisher,
        url=document.url,
    )


def _records(book: Book, standing: Sequence[Standing]) -> list[Item]:
    quoted: dict[str, list[str]] = {}
    for by in ALL_GROUPS:
        counts = Counter(group_of(one.entry, by) for one in standing)
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        quoted[by] = [name for name, _ in ordered if name != "unknown"]
    # An outlet that speaks for itself is listed once.
    quoted["judge"] = [name for name in quoted["judge"] if name not in quoted["publisher"]]
    before = {name: proposal.before for name, proposal in book.proposals.items()}
    rows = score_table(book.entries, book.resolutions, before=before, groups=ALL_GROUPS)
    return track_records(standing, rows, quoted=quoted)
