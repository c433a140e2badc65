"""What the commands print: rows to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from detente.cli.failing import LEFT_OUT
from detente.tables import plain

if TYPE_CHECKING:
    from detente.model import Rejection
    from detente.pipeline_project import Progress as Tell

WIDTH_WITHOUT_TERMINAL = 200
MOST_LISTED = 50


def print_json(row: object) -> None:
    """One JSON object on a line of its own."""
    typer.echo(json.dumps(plain(row), ensure_ascii=False))


def print_rows(
    rows: Iterable[Mapping[str, object]], *, as_json: bool, columns: str | Sequence[str]
) -> None:
    """Rows as JSON lines, or as a table of some of their fields.

    Args:
        columns: names of fields; those of a text are separated by spaces.
    """
    rows = list(rows)
    if as_json:
        for row in rows:
            print_json(row)
    elif rows:
        print_table(rows, columns.split() if isinstance(columns, str) else columns)


def print_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
    """A table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        numeric = any(isinstance(row.get(column), int | float) for row in rows)
        table.add_column(
            column.replace("_", " "),
            justify="right" if numeric else "left",
            overflow="fold",
            ratio=1 if column in ("text", "sentence", "title", "why") else None,
        )
    for row in rows:
        table.add_row(*(Text(shown(row.get(column))) for column in columns))
    width = None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL
    Console(width=width, highlight=False).print(table)


def shown(value: object) -> str:
    """A value as a cell of a table."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(shown(part) for part in value)
    return str(plain(value))


def note(line: str) -> None:
    """One line to the reader, beside the rows."""
    typer.echo(line, err=True)


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "copy", "copies"), counted(3, "document")
    ('1 copy', '3 documents')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def report_left_out(rejected: Sequence[Rejection]) -> None:
    """List what could not be read, and stop with the exit code that says so.

    Raises:
        typer.Exit: with code 3 where anything was left out.
    """
    if not rejected:
        return
    note(f"left out: {counted(len(rejected), 'input')}")
    for rejection in rejected[:MOST_LISTED]:
        place = rejection.where or rejection.what
        note(f"  {place}: {' '.join(rejection.reason.split())}")
    if len(rejected) > MOST_LISTED:
        note(f"  and {len(rejected) - MOST_LISTED} more")
    raise typer.Exit(LEFT_OUT)


@contextmanager
def progress() -> Iterator[Tell]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        from detente.pipeline_project import quiet

        yield quiet
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("starting", total=None)

        def tell(doing: str, done: int, total: int) -> None:
            bars.update(bar, description=doing, completed=done, total=total or None)

        yield tell
