"""`detente sources` and `detente grade`."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import (
    DEFAULT_PROJECT,
    AsJson,
    AsOf,
    KnownAt,
    ProjectPath,
    as_of_day,
    moment,
    now,
    today,
)
from detente.cli.screen import note, print_rows, progress


def sources(
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List who published the documents, whether they still do, and their grades.

    \b
    Examples:
      detente sources
      detente sources --as-of 2025-06-30 --json
    """
    until, known = as_of_day(as_of), moment(known_at)
    from detente import pipeline, pipeline_sources
    from detente.tables import plain

    with pipeline.open_project(project) as opened, progress() as tell:
        reading = pipeline.read_project(opened, as_of=until, known_at=known, progress=tell)
        given = pipeline_sources.grades(opened, known_at=known)
    found = pipeline_sources.sources_of(reading, given, as_of=until)
    rows = [row for one in found if isinstance(row := plain(one), dict)]
    if not rows:
        note("no documents; add some with: detente add PATH")
    columns = "name documents statements first last rhythm_days silent_days liveness grade"
    print_rows(rows, as_json=as_json, columns=columns)


def grade(
    named: Annotated[
        str, typer.Argument(metavar="PUBLISHER|ID", help="A publisher's name or a document's id.")
    ],
    value: Annotated[
        str, typer.Argument(metavar="GRADE", help="A to F for a publisher, 1 to 6 for a document.")
    ],
    why: Annotated[str, typer.Option(help="The reason, kept beside the grade.")] = "",
    reviewer: Annotated[str, typer.Option(envvar="DETENTE_REVIEWER", help="Who grades.")] = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Record how far a publisher or a document is trusted, by the Admiralty system.

    A letter is for a publisher: A completely reliable, B usually, C fairly, D not usually, E
    unreliable, F cannot be judged. A digit is for a document: 1 confirmed by other sources, 2
    probably true, 3 possibly, 4 doubtful, 5 improbable, 6 cannot be judged. The newest counts,
    earlier ones stay recorded; "none" takes the last back.

    \b
    Examples:
      detente grade "Example Daily" B --why "names its witnesses"
      detente grade 3f2a9c0d11e87b42 2
    """
    from detente import pipeline
    from detente.adapters.ledger_schema import Grade
    from detente.pipeline_sources import DIGITS, give_grade

    with pipeline.open_project(project) as opened:
        found = pipeline.found_documents(opened, as_of=today()).documents
        publishers = dict.fromkeys(one.publisher for one in found.values())
        is_document = named not in publishers and (named in found or value in DIGITS)
        given = Grade(
            publisher="" if is_document else named,
            document=named if is_document else "",
            value="" if value.lower() == "none" else value.upper(),
            reviewer=reviewer,
            graded_at=now(),
            why=why,
        )
        give_grade(opened, given, publishers=publishers)
    note(f"recorded: {value} for {named}")
