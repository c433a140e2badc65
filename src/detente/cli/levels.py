"""`detente bench levels`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.bench import AsReport, settings_of, show
from detente.cli.options import DEFAULT_PROJECT
from detente.cli.screen import progress


def levels(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DATASET", help="Folder of a dataset in a project, with rows/."),
    ] = None,
    rows: Annotated[int, typer.Option(min=1, help="Without a folder, make so many up.")] = 100_000,
    as_json: AsReport = False,
    project: Annotated[
        Path,
        typer.Option("--project", metavar="PATH", help="The project whose settings count."),
    ] = DEFAULT_PROJECT,
) -> None:
    """Time levels and tempos of every dyad with at least ten events, beside a bare group-by.

    The ratio is all seconds, reading the rows included, over those that DuckDB needs to group the
    same rows by dyad and day.

    \b
    Examples:
      detente bench levels --rows 1000000
      detente bench levels project/datasets/gdelt --json
    """
    from detente.bench.levels import run_levels

    with progress() as tell:
        report = run_levels(folder, tell, rows=rows, settings=settings_of(project))
    show(report, as_json=as_json)
