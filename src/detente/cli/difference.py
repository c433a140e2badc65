"""`detente diff`."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    DEFAULT_PROJECT,
    Actor,
    ProjectPath,
    actor_code,
    now,
    today,
)
from detente.cli.outputs import check_outputs, write_output
from detente.cli.screen import note, progress
from detente.errors import InputError
from detente.pipeline_asked import asked_day

if TYPE_CHECKING:
    from datetime import date

    from detente.pipeline_difference import Moment
    from detente.pipeline_project import Project


def diff(
    actor: Actor,
    from_day: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The earlier picture, YYYY-MM-DD.")
    ] = "",
    to_day: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The later picture; today if not given.")
    ] = "",
    since_last: Annotated[
        bool,
        typer.Option("--since-last", help="From the last recorded reading; records this one too."),
    ] = False,
    mark: Annotated[bool, typer.Option("--mark", help="Record this reading.")] = False,
    as_received: Annotated[
        bool,
        typer.Option(
            "--as-received",
            help="Only what had been received and judged by the end of each of the two days.",
        ),
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="Every line of every list.")] = False,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Also as Markdown.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Show what changed: new events, moved levels, dates, forecasts, signals, documents.

    Compares the picture as of one day with that as of another; nothing published after a day
    counts for its picture. What was published before and received or corrected later does, unless
    you say --as-received. A level that moved says whether by more than the uncertainty of the two.
    With --since-last the earlier picture is the one last read, as it was known then.

    \b
    Examples:
      detente diff PRK --from 2025-12-01 --to 2026-01-15
      detente diff Kenya --since-last
      detente diff KEN --from 2024-01-01 --as-received --json
    """
    if since_last == bool(from_day):
        raise InputError("name the earlier picture: either --from DATE or --since-last")
    code = actor_code(actor, project)
    last = asked_day(to_day, "--to") if to_day else today()
    first = asked_day(from_day, "--from") if from_day else None
    if markdown is not None:
        check_outputs([markdown])
    from detente.briefing import difference_lines, render_difference, render_json
    from detente.pipeline_difference import difference, record_reading
    from detente.pipeline_project import open_project, record_output

    # Before anything is read: what comes in meanwhile belongs to the next reading.
    read_at = now()
    with open_project(project) as opened, progress() as tell:
        early, late = moments(opened, code, first, last, as_received=as_received)
        page = difference(opened, code, early, late, progress=tell)
        if markdown is not None:
            content = render_difference(page).encode()
            record_output(opened, markdown, content, now=now())
            write_output(markdown, content)
        if mark or since_last:
            record_reading(opened, code, as_of=last, now=read_at)
    if as_json:
        typer.echo(render_json(page), nl=False)
    else:
        typer.echo("\n".join(difference_lines(page, whole=whole)))
    if mark or since_last:
        note(f"reading recorded: {code} as of {last}")


def moments(
    opened: Project, code: str, first: date | None, last: date, *, as_received: bool
) -> tuple[Moment, Moment]:
    """The two pictures to compare."""
    from datetime import UTC

    from detente.pipeline_difference import Moment, last_reading

    def known(one: date) -> datetime | None:
        return datetime.combine(one, time.max, UTC) if as_received else None

    early = Moment(first, known(first)) if first else last_reading(opened, code)
    return early, Moment(last, known(last))
