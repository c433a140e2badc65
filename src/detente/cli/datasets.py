"""`detente import` and `detente datasets`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import DEFAULT_PROJECT, AsJson, ProjectPath, now
from detente.cli.screen import counted, note, print_json, print_rows, progress, report_left_out

if TYPE_CHECKING:
    from detente.model import Rejection
    from detente.pipeline_datasets import Outcome

SECONDS_BETWEEN_NOTES = 10.0
MOST_REASONS = 12


def import_rows(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="gdelt, icews, polecat, ucdp, plain or scores.")
    ],
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATHS", help="Files, and folders of files.")
    ],
    name: Annotated[str, typer.Option(help="Name of the dataset; the kind if not given.")] = "",
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="TOML: which column is day, source, target, action.",
        ),
    ] = None,
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Import event datasets: GDELT, ICEWS, POLECAT, UCDP, plain tables, daily scores of dyads.

    Files may be packed (.gz, .zip). What was imported before is skipped, so that an interrupted
    import goes on where it stopped. Every row that is not taken is kept in a table with file, line
    and reason. Reports of one happening are grouped to events; exit code 3 says that rows or files
    were left out.

    \b
    Examples:
      detente import gdelt exports/ --name gdelt-2024
      detente import icews events.2018.tab
      detente import plain coded.csv --mapping columns.toml
    """
    from detente.pipeline_datasets import Asked, import_datasets, mapping_of
    from detente.pipeline_project import open_project

    asked = Asked(kind.lower(), name, mapping_of(mapping))
    began = time.monotonic()
    with open_project(project) as opened, rate_of_rows() as tell:
        outcome = import_datasets(opened, paths, asked, now=now(), tell=tell)
    tell_outcome(outcome, time.monotonic() - began, as_json=as_json)
    report_left_out(rows_left_out(outcome))


def datasets(as_json: AsJson = False, project: ProjectPath = DEFAULT_PROJECT) -> None:
    """List the imported datasets: rows, rejected records, events after grouping, days.

    \b
    Examples:
      detente datasets
      detente datasets --json
    """
    from detente.pipeline_datasets import held_datasets
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        held = held_datasets(opened)
    if not held:
        note("no datasets; import some with: detente import KIND PATH")
    rows = [
        {
            "name": one.name,
            "kinds": list(one.kinds),
            "files": one.files,
            "rows": one.rows,
            "rejected": one.rejected,
            "events": one.events,
            "first_day": one.first_day,
            "last_day": one.last_day,
            "folder": one.folder.as_posix(),
        }
        for one in held
    ]
    columns = "name kinds files rows rejected events first_day last_day folder"
    print_rows(rows, as_json=as_json, columns=columns)


@contextmanager
def rate_of_rows() -> Iterator[Callable[[str, int, int], None]]:
    """Progress with rows a second: a bar on a terminal, else a line from time to time."""
    began = last = time.monotonic()
    doing = ""
    with progress() as bar:

        def tell(what: str, done: int, total: int) -> None:
            """Show how far one step is; a new step starts its own clock."""
            nonlocal began, last, doing
            moment = time.monotonic()
            if what != doing:
                began, last, doing = moment, moment, what
            rate = f", {done / (moment - began):,.0f} a second" if moment > began and done else ""
            bar(f"{what}{rate}", done, total)
            if not sys.stderr.isatty() and moment - last >= SECONDS_BETWEEN_NOTES:
                last = moment
                note(f"{what} {done:,}{rate}")

        yield tell


def tell_outcome(outcome: Outcome, seconds: float, *, as_json: bool) -> None:
    """Say what was imported: a line a dataset, then why records were rejected."""
    for name, done in outcome.imported.items():
        summary = {
            "dataset": name,
            "files": len(done.records),
            "skipped": len(done.skipped),
            "rows": done.read,
            "taken": done.taken,
            "rejected": dict(done.reasons.most_common()),
            "events": outcome.events.get(name, 0),
            "copies": outcome.copies.get(name, 0),
            "seconds": round(seconds, 1),
        }
        if as_json:
            print_json(summary)
            continue
        rate = done.read / max(seconds, 0.001)
        note(
            f"{name}: {counted(len(done.records), 'file')}, {len(done.skipped)} there already; "
            f"{done.taken:,} of {done.read:,} rows taken in {seconds:.1f} s, {rate:,.0f} a second; "
            f"the dataset has {outcome.events.get(name, 0):,} events after grouping"
        )
        if outcome.copies.get(name):
            note(
                f"  {outcome.copies[name]:,} rows hold a record that another file has too; "
                "in events each record counts once"
            )
        for reason, number in done.reasons.most_common(MOST_REASONS):
            note(f"  {number:,} rejected: {reason}")
        if done.read and not done.taken:
            note(
                "  no row was taken: check that the kind is right, or say with --mapping FILE "
                "which columns are meant and how days are written ([file] date_format)"
            )


def rows_left_out(outcome: Outcome) -> list[Rejection]:
    """Files that were left out, and a line for each file with rejected records."""
    from detente.model import Rejection

    found = list(outcome.left_out)
    for done in outcome.imported.values():
        for record in done.records:
            if record.rejected:
                reason = f"{counted(record.rejected, 'row')} rejected; see the table rejected"
                found.append(Rejection(record.file, record.path, reason))
    return found
