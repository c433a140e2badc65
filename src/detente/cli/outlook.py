"""`detente calendar` and `detente outlook`."""

from __future__ import annotations

import typer

from detente.cli.lines import asked, print_lines
from detente.cli.options import DEFAULT_PROJECT, Actor, AsJson, AsOf, KnownAt, ProjectPath

app = typer.Typer(
    help="What the documents say lies ahead.",
    epilog="Example: detente outlook list Vietnam --as-of 2026-01-15 --json",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def calendar(
    actor: Actor,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List dated occurrences ahead and past, with the forecasts that hinge on them.

    \b
    Examples:
      detente calendar PRK
      detente calendar Vietnam --as-of 2026-01-15 --json
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    print_lines(
        wanted, ["calendar"], as_json=as_json, columns="begins_on ends_on status title actors"
    )


@app.callback()
def outlook() -> None:
    """What the documents say lies ahead."""


@app.command("list")
def list_forecasts(
    actor: Actor,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List the forecasts that documents make, with phrase, interval and condition.

    \b
    Examples:
      detente outlook list PRK
      detente outlook list "South Korea" --as-of 2026-01-15 --json
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    print_lines(
        wanted, ["outlook"], as_json=as_json, columns="text phrase likelihood condition window"
    )
