"""`detente check`, `detente backup` and `detente restore`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import DEFAULT_PROJECT, AsJson, ProjectPath, now, today
from detente.cli.screen import note, print_rows

FOUND = 3


def check(as_json: AsJson = False, project: ProjectPath = DEFAULT_PROJECT) -> None:
    """Verify a project and say what is wrong and how to mend it; exit code 3 if something is.

    Digests of documents, references between tables, decisions without their statement, and the
    files of datasets are checked.

    \b
    Examples:
      detente check
      detente check --project archive --json
    """
    from detente.pipeline_keeping import check as checked
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        found = list(checked(opened, as_of=today()))
    print_rows([asdict(one) for one in found], as_json=as_json, columns="where what mend")
    if found:
        raise typer.Exit(FOUND)
    note("the project is sound")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Write a project into one file; what is derived is left out.

    \b
    Examples:
      detente backup desk-2026-01-15.zip --project desk
    """
    from detente.pipeline_keeping import backup as written
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        kept = written(opened, file, now=now())
    note(f"kept {kept.files} files, {kept.size / 1e6:,.1f} MB: {file}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Made by: detente backup.")],
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Make a project of a backup, in a folder that is empty or not there yet.

    \b
    Examples:
      detente restore desk-2026-01-15.zip --project desk-again
    """
    from detente.pipeline_keeping import restore_backup

    kept = restore_backup(file, project)
    note(f"restored {kept.files} files of {kept.made_at:%Y-%m-%d %H:%M} UTC to {project}")
