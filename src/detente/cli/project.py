"""`detente export` and `detente rebuild`."""

from __future__ import annotations

from pathlib import Path
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
)
from detente.cli.screen import note, print_json, print_rows, progress
from detente.cli.statements import one_of

FORMATS = ("parquet", "csv", "jsonl")


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write; made if missing.")
    ] = Path("export"),
    form: Annotated[
        str, typer.Option("--format", help="parquet (one file a year), csv or jsonl.")
    ] = "parquet",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Write documents, statements and events as tables for other programs.

    \b
    Examples:
      detente export tables/
      detente export tables/ --format csv --as-of 2025-12-31
    """
    until, known = as_of_day(as_of), moment(known_at)
    form = one_of(form.lower(), FORMATS, "--format")
    from detente.pipeline import read_project
    from detente.pipeline_export import export_tables
    from detente.pipeline_project import open_project

    with open_project(project) as opened, progress() as tell:
        reading = read_project(opened, as_of=until, known_at=known, progress=tell)
        written = export_tables(reading, folder, form=form)
    rows = [
        {"table": one.table, "path": str(one.path), "rows": one.rows, "year": one.year}
        for one in written
    ]
    print_rows(rows, as_json=as_json, columns="table year rows path")


def rebuild(as_json: AsJson = False, project: ProjectPath = DEFAULT_PROJECT) -> None:
    """Compute everything derived again from what was recorded, and print its digest.

    The same documents, judgements, program and settings give the same digest.

    \b
    Examples:
      detente rebuild
      detente rebuild --project other-project --json
    """
    from detente import pipeline
    from detente.pipeline_project import open_project

    with open_project(project) as opened, progress() as tell:
        rebuilt = pipeline.rebuild(opened, now=now(), progress=tell)
    if as_json:
        print_json(rebuilt)
        return
    note(
        f"rebuilt {rebuilt.documents} documents, {rebuilt.statements} statements, "
        f"{rebuilt.events} events"
    )
    typer.echo(rebuilt.digest)
