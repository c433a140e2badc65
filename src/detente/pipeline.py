"""The stages in order: the only module that knows both the ledger and the stages.

The clock is not read here: `now` and `as_of` come from the caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import detente
from detente.adapters.ledger_documents import undated_origins
from detente.adapters.ledger_records import (
    append_judgements,
    append_run,
    finish_run,
    open_rejections,
    read_grades,
    read_judgements,
)
from detente.adapters.ledger_schema import Run
from detente.adapters.ledger_statements import (
    codings,
    drop_derived,
    read_statements,
)
from detente.errors import InputError, Missing
from detente.model import Document, Item, Judgement, Rejection, Statement
from detente.pipeline_adding import Added, add
from detente.pipeline_coding import Effort, coding_of, coding_version
from detente.pipeline_derived import (
    memory_of,
    remembered_lines,
    remembered_series,
    remembered_tracks,
)
from detente.pipeline_found import (
    Found,
    arrived_documents,
    code_found,
    code_pending,
    found_documents,
)
from detente.pipeline_memory import Memory
from detente.pipeline_picture import (
    WITHOUT_DATASETS,
    Depth,
    Picture,
    Reading,
    Sight,
    briefing_of,
    cited_by,
    picture_of,
    view_of,
)
from detente.pipeline_picture import Found as FoundInSeries
from detente.pipeline_project import Progress, Project, codebook_of, open_project, quiet
from detente.pipeline_reader import open_document, open_statement
from detente.pipeline_series import cited_rows
from detente.pipeline_sources import grades_of
from detente.pipeline_statistics import dataset_lines
from detente.pipeline_unswept import unswept
from detente.tables import canonical

if TYPE_CHECKING:
    from detente.briefing import Briefing

__all__ = [
    "Added",
    "Effort",
    "Found",
    "Picture",
    "Progress",
    "Project",
    "Reading",
    "Rebuilt",
    "add",
    "arrived_documents",
    "code_found",
    "code_pending",
    "coded_statements",
    "count_pending",
    "distinct_documents",
    "draw_from",
    "draw_picture",
    "found_documents",
    "judge",
    "open_project",
    "orphaned_judgements",
    "quiet",
    "read_project",
    "rebuild",
    "with_rows",
    "write_briefing",
]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made.

    Attributes:
        documents, statements, events: numbers of rows.
        digest: SHA-256 over the canonical JSON of all statements, copies and events, sorted;
            the same for the same recorded rows, program and settings.
    """

    documents: int
    statements: int
    events: int
    digest: str


def distinct_documents(
    project: Project, *, as_of: date = date.max, known_at: datetime | None = None
) -> tuple[dict[str, Document], dict[str, str]]:
    """The documents that count on a day, by id and without copies, and which are copies."""
    found = found_documents(project, as_of=as_of, known_at=known_at)
    return dict(found.documents), found.copies


def count_pending(
    project: Project, *, as_of: date = date.max, known_at: datetime | None = None
) -> int:
    """How many documents of a day this coder has not coded yet."""
    documents, _ = distinct_documents(project, as_of=as_of, known_at=known_at)
    version = coding_version(project.settings)
    done = codings(project.ledger)
    return sum(done.get(one.id) != coding_of(one, version) for one in documents.values())


def read_project(
    project: Project,
    *,
    as_of: date,
    known_at: datetime | None = None,
    judged_at: datetime | None = None,
    progress: Progress = quiet,
    memory: Memory | None = None,
) -> Reading:
    """Documents, settled statements and events of a project as of a day.

    Args:
        as_of: last day of publication that counts.
        known_at: UTC; what had been received and judged by then, all where it is None.
        judged_at: UTC; judgements and grades made by then count, where that is later than
            `known_at`.
        memory: of earlier readings of the same project; the outcome is the same without it.
    """
    from detente.judgements import for_events, settle

    memory = memory or Memory()
    judged_at = max(judged_at, known_at) if judged_at and known_at else known_at
    grouper = memory.grouper(codebook_of(project))
    arrived = arrived_documents(project, as_of=as_of, known_at=known_at)
    found = code_found(project, arrived, progress=progress, memory=memory)
    documents = found.documents
    done = memory.codings(documents.values(), coding_version(project.settings))
    progress("reading statements", 0, 0)
    with project.ledger.reading():
        coded = memory.statements(project.ledger, done)
        judgements = read_judgements(project.ledger, known_at=judged_at)
        refused = open_rejections(project.ledger, known_at=known_at)
        loose = undated_origins(project.ledger, as_of=as_of, known_at=known_at)
        grades = grades_of(read_grades(project.ledger, known_at=judged_at), documents.values())
    settled = settle(coded.rows, judgements)
    progress("grouping events", 0, 0)
    with unswept():
        grouped = grouper.group(
            settled.rows, documents=documents, judgements=for_events(coded.rows, judgements)
        )
    undated = tuple(map(undated_rejection, loose))
    left_out = (*refused, *undated, *settled.rejected)
    return Reading(
        documents=documents,
        copies=found.copies,
        copied_by=found.copied_by,
        statements=settled.rows,
        events=grouped.rows,
        rejected=(*left_out, *coded.rejected, *grouped.rejected),
        undated=undated,
        grades=grades,
    )


def undated_rejection(origin: str) -> Rejection:
    """Why a document without a date is not in an earlier picture."""
    return Rejection(
        what=origin,
        where=origin,
        reason=(
            "it says no date of publication, and was received or last changed after the day "
            "asked for; give its date in manifest.csv, or with: detente add --published DATE"
        ),
    )


def draw_picture(
    project: Project,
    actor: str,
    *,
    as_of: date,
    known_at: datetime | None = None,
    progress: Progress = quiet,
    statistics: bool = True,
) -> Picture:
    """Everything that the briefing lists about one state, as of a day.

    Args:
        actor: code of the state looked from.
        statistics: whether to look for shifts, couplings and answers in the series of datasets,
            which takes long the first time.

    What is drawn from datasets is remembered by state, day and imported files in the folder
    ``derived`` of the project (`detente.pipeline_derived`): series, tracks and these lines.
    """
    reading = read_project(project, as_of=as_of, known_at=known_at, progress=progress)
    sight = Sight(actor, as_of, known_at)
    depth: Depth = "statistics" if statistics else "plain"
    return draw_from(project, reading, sight, progress=progress, depth=depth)


def draw_from(
    project: Project,
    reading: Reading,
    sight: Sight,
    *,
    progress: Progress = quiet,
    depth: Depth = "statistics",
) -> Picture:
    """The picture of one state from what has been read already, as of the same day.

    Args:
        depth: how much of it; what is left out takes longest.
    """
    statistics = depth == "statistics"
    actor, as_of, known_at = sight.actor, sight.as_of, sight.known_at
    progress("reading datasets", 0, 0)
    memory = None
    if depth not in WITHOUT_DATASETS:
        memory = memory_of(project, actor, as_of=as_of, known_at=known_at)
    series = remembered_series(project, memory, actor, as_of=as_of)
    view = view_of(reading, actor, as_of=as_of, series=series)
    lines: list[Item] = []
    if statistics:
        held = memory.held if memory else ()
        lines = remembered_lines(
            memory, actor, lambda: dataset_lines(project, view, held, progress=progress)
        )
    progress("estimating levels", 0, 0)
    found = FoundInSeries(remembered_tracks(project, memory, view), lines)

    def ahead(drawn: Picture) -> list[Item]:
        """What the project says of days to come, beside what its documents say."""
        from detente.pipeline_brief_outlook import outlook_lines

        progress("looking ahead", 0, 0)
        return outlook_lines(project, reading, sight, drawn)

    with unswept():
        picture = picture_of(
            reading,
            view,
            found,
            codebook=codebook_of(project),
            settings=project.settings,
            depth=depth,
            beside=ahead if statistics else None,
            progress=progress,
        )
        return with_notable(project, picture)


def with_notable(project: Project, picture: Picture) -> Picture:
    """The picture with the rows that its lines cite, and lines on the events most reported."""
    from detente.briefing.notable import cited_of, most_reported, notable_events
    from detente.outlook.wording import with_article

    actors = codebook_of(project).actors
    reports = most_reported(picture.view.series, picture.view.actor)
    rows = cited_rows(project, [*cited_by(picture.items), *cited_of(reports)])
    events = notable_events(reports, rows, named=lambda code: with_article(actors.name(code)))
    return replace(picture, rows=rows, items=(*picture.items, *events))


def with_rows(project: Project, page: Briefing) -> Briefing:
    """A page with the dataset rows that its lines cite and that it lacks."""
    cited = cited_by(list(page.lines()))
    missing = [one for one in cited if one.dataset and (one.dataset, one.row) not in page.rows]
    return replace(page, rows={**page.rows, **cited_rows(project, missing)})


def write_briefing(project: Project, picture: Picture) -> Briefing:
    """The briefing of a picture, every line of it checked against the documents.

    Raises:
        UnsupportedLine: if a line has no evidence, or evidence that does not hold.
    """
    with unswept():
        return briefing_of(picture, codebook=codebook_of(project), settings=project.settings)


def rebuild(project: Project, *, now: datetime, progress: Progress = quiet) -> Rebuilt:
    """Drop every derived row and compute them again.

    Args:
        now: UTC; when it was asked for.
    """
    run = Run("rebuild", now, detente.__version__)
    number = append_run(project.ledger, run)
    drop_derived(project.ledger)
    reading = read_project(project, as_of=date.max, progress=progress)
    rows: list[object] = [*reading.statements, *reading.events, *reading.copies.items()]
    rebuilt = Rebuilt(
        documents=len(reading.documents),
        statements=len(reading.statements),
        events=len(reading.events),
        digest=digest_of(sorted(canonical(row) for row in rows)),
    )
    counts = {"statements": rebuilt.statements, "events": rebuilt.events}
    finish_run(project.ledger, number, replace(run, finished_at=now, counts=counts))
    return rebuilt


def coded_statements(
    project: Project, *, as_of: date, progress: Progress = quiet
) -> tuple[Statement, ...]:
    """The statements as the coder made them, before any judgement."""
    found = code_found(project, arrived_documents(project, as_of=as_of), progress=progress)
    return read_statements(project.ledger, list(found.documents)).rows


def judge(project: Project, *judgements: Judgement) -> None:
    """Record judgements about statements that are there, all of them or none.

    Only the documents that they name are looked at, so that it takes no longer in a large
    project.

    Raises:
        InputError: if a statement that one names is not there, or one cannot be applied.
    """
    from detente.judgements import check_judgement

    for judgement in judgements:
        check_judgement(judgement)
    for key in sorted({name for one in judgements for name in (one.statement, one.other) if name}):
        check_key(project, key)
    append_judgements(project.ledger, judgements)


def check_key(project: Project, key: str) -> None:
    """Raise where no statement has a key, coded or corrected.

    Raises:
        InputError: if there is none.
    """
    try:
        opened = open_document(project, key.partition(":")[0])
        code_pending(project, [opened.held.document])
        open_statement(project, key)
    except Missing as error:
        raise InputError(
            f"no statement has the key {key!r}; see the keys in: detente statements --json"
        ) from error


def orphaned_judgements(
    project: Project, *, as_of: date, progress: Progress = quiet
) -> list[Judgement]:
    """Judgements whose statement the coder no longer makes, for review."""
    from detente.judgements import unmatched

    judged = read_judgements(project.ledger)
    if not judged:
        return []
    return unmatched(coded_statements(project, as_of=as_of, progress=progress), judged)


def digest_of(rows: Sequence[object]) -> str:
    """SHA-256 of rows in their order."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update(canonical(row).encode() + b"\n")
    return whole.hexdigest()
