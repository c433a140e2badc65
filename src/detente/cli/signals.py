"""`detente signals`."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.lines import asked, print_lines
from detente.cli.options import DEFAULT_PROJECT, Actor, AsJson, AsOf, KnownAt, ProjectPath
from detente.errors import InputError

LISTS = (
    "signals",
    "doctrine",
    "stances",
    "omissions",
    "reciprocity",
    "exchanges",
    "drivers",
    "commitments",
    "breadth",
    "channels",
    "contested",
    "events",
    "takeaways",
)


def signals(
    actor: Actor,
    lists: Annotated[
        str,
        typer.Option("--list", help=f"Lists, separated by commas: {', '.join(LISTS)}; or all."),
    ] = "signals",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List signals about one state: acts, threats, shifts; with --list also all other lists.

    \b
    Examples:
      detente signals PRK
      detente signals Iran --list doctrine,stances --as-of 2026-01-15
      detente signals PRK --list all --json
    """
    names = list(LISTS) if lists == "all" else [name.strip() for name in lists.split(",")]
    for name in names:
        if name not in LISTS:
            raise InputError(f"--list {name!r} is not known; one of {', '.join(LISTS)}, or all")
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    print_lines(wanted, names, as_json=as_json, columns="list text evidence")
