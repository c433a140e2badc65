"""The command line: one file for each noun, named like the folders.

Exit codes: 0 done; 1 a known error, told in one line; 2 wrong usage; 3 done, but something was
left out, which is listed. A bug is a traceback.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated

import typer

import detente
from detente.cli import (
    actors,
    bench,
    bench_shifts,
    briefing,
    datasets,
    difference,
    documents,
    forecasts,
    judgements,
    keeping,
    levels,
    next_event,
    outlook,
    project,
    relations,
    scenarios,
    serving,
    signals,
    sources,
    statements,
)
from detente.cli.failing import Root

EPILOG = (
    "A first briefing: detente brief PRK my-documents/ --out brief.html. "
    "Each command explains itself with --help. Exit codes: 0 done, 1 error (one line), "
    "2 wrong usage, 3 done but something was left out (listed)."
)

app = typer.Typer(
    cls=Root,
    name="detente",
    help="Reads documents about a state's foreign relations and keeps an evidence-linked picture.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Reads documents about a state's foreign relations and keeps an evidence-linked picture."""


app.command("brief")(briefing.brief)
app.command("add")(documents.add)
app.command("documents")(documents.documents)
app.command("import")(datasets.import_rows)
app.command("datasets")(datasets.datasets)
app.command("code")(statements.code)
app.command("statements")(statements.statements)
app.command("portfolio")(relations.portfolio)
app.command("signals")(signals.signals)
app.command("diff")(difference.diff)
app.command("calendar")(outlook.calendar)
outlook.app.command("model")(forecasts.model_forecasts)
outlook.app.command("next")(next_event.list_next)
app.add_typer(outlook.app, name="outlook")
app.command("whatif")(scenarios.whatif)
app.command("scenarios")(scenarios.scenarios)
app.command("serve")(serving.serve)
app.command("judge")(judgements.judge)
app.add_typer(judgements.review_app, name="review")
app.command("sources")(sources.sources)
app.command("grade")(sources.grade)
app.command("check")(keeping.check)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("export")(project.export)
app.command("rebuild")(project.rebuild)
app.command("actors")(actors.actors)
bench.app.command("levels")(levels.levels)
bench.app.command("next-event")(next_event.next_event)
bench.app.command("counts")(forecasts.bench_counts)
bench.app.command("shifts")(bench_shifts.shifts)
app.add_typer(bench.app, name="bench")


def main() -> None:
    """Run the command line on the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            # A pipe on Windows would get the local code page, which lacks most names.
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()
