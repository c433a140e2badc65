"""`detente actors`."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import AsJson
from detente.cli.screen import note, print_rows


def actors(
    search: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of a name or code; all without it.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the states and organisations that the codebook knows, with their codes.

    \b
    Examples:
      detente actors korea
      detente actors --json
    """
    from detente.codebook import load_codebook

    known = load_codebook().actors
    rows = [{"code": code, "name": known.name(code)} for code in known.codes()]
    wanted = search.casefold()
    found = [
        row for row in rows if wanted in row["name"].casefold() or wanted == row["code"].casefold()
    ]
    if not found:
        note(f"no actor is called {search!r}")
    print_rows(found, as_json=as_json, columns="code name")
