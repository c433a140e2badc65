"""`detente signals`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from detente.cli.lines import asked, flat, rows_of
from detente.cli.options import (
    DEFAULT_PROJECT,
    Actor,
    AsJson,
    AsOf,
    KnownAt,
    ProjectPath,
    actor_code,
)
from detente.cli.screen import note, print_rows
from detente.errors import InputError
from detente.model import SIGNAL_LISTS
from detente.pipeline_asked import asked_day

COLUMNS = "list text evidence"
PARTIES = "counterpart source target actor giver receiver parties goal via addressee toward".split()
LISTS = (*SIGNAL_LISTS, "events", "takeaways")


def signals(
    actor: Actor,
    lists: Annotated[
        str,
        typer.Option("--list", help=f"Lists, separated by commas: {', '.join(LISTS)}; or all."),
    ] = "signals",
    other: Annotated[
        str, typer.Option("--with", metavar="ACTOR", help="Only lines about this counterpart.")
    ] = "",
    since: Annotated[
        str,
        typer.Option(metavar="DATE", help="Only lines that begin, or rest on something, since."),
    ] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List signals about one state: acts, threats, shifts; with --list also all other lists.

    Signals are drawn from documents and from imported datasets alike; each cites what it rests on.

    \b
    Examples:
      detente signals PRK
      detente signals Iran --list doctrine,stances --as-of 2026-01-15
      detente signals PRK --with USA --since 2025-01-01
      detente signals PRK --list all --json
    """
    names = list(LISTS) if lists == "all" else [name.strip() for name in lists.split(",")]
    for name in names:
        if name not in LISTS:
            raise InputError(f"--list {name!r} is not known; one of {', '.join(LISTS)}, or all")
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    counterpart = actor_code(other, project) if other else ""
    first = asked_day(since, "--since").isoformat() if since else ""
    rows = [
        row
        for row in rows_of(wanted, names)
        if (not counterpart or counterpart in named_in(row)) and (not first or newest(row) >= first)
    ]
    if not rows:
        note(f"nothing to list under {', '.join(names)}")
    print_rows(map(flat, rows) if not as_json else rows, as_json=as_json, columns=COLUMNS)


def named_in(row: Mapping[str, object]) -> set[str]:
    """The actors that a line names in its fields."""
    found: set[str] = set()
    for key in PARTIES:
        value = row.get(key)
        found.update(map(str, value) if isinstance(value, list) else (str(value),))
    return found


def newest(row: Mapping[str, object]) -> str:
    """The day on which a line begins, else that of its newest evidence, ISO; empty without."""
    begins = row.get("begins_on")
    evidence = row.get("evidence")
    days = [one.get("published") for one in evidence] if isinstance(evidence, list) else []
    return str(begins or max((str(one) for one in days if one), default=""))
