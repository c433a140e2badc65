"""`detente add` and `detente documents`."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.datasets import rate_of_rows, rows_left_out, tell_outcome
from detente.cli.options import (
    DEFAULT_PROJECT,
    AsJson,
    AsOf,
    KnownAt,
    ProjectPath,
    as_of_day,
    moment,
    now,
)
from detente.cli.screen import counted, note, print_json, print_rows, progress, report_left_out
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.model import Document, Rejection
    from detente.pipeline_adding import Added
    from detente.pipeline_coding import Effort
    from detente.pipeline_project import Project

COLUMNS = "published publisher title origin version copies statements"


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS|URLS|-", help="Files, folders, http(s) addresses, or - for stdin."
        ),
    ],
    published: Annotated[
        str, typer.Option(metavar="DATE", help="Day, month or year of publication of all of them.")
    ] = "",
    publisher: Annotated[str, typer.Option(help="Who published all of them.")] = "",
    title: Annotated[str, typer.Option(help="Title of the one document added.")] = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Add documents to the project and code what is new; import event datasets among them.

    Reads text, Markdown, HTML, PDF, DOCX, .eml, RSS and Atom, JSONL and CSV with one document a
    row, and folders of these. A file with the form of an event dataset goes to `detente import`
    of its kind. What is there already stays as it is; what changed becomes a new
    version. Exit code 3 says that something could not be read.

    \b
    Examples:
      detente add reports/
      detente add https://example.org/feed.xml --publisher "Example Institute"
      pdftotext paper.pdf - | detente add - --published 2025-03
    """
    from detente.pipeline_adding import said_by_user
    from detente.pipeline_project import open_project

    metadata = said_by_user(published=published, publisher=publisher, title=title)

    with open_project(project) as opened:
        others = take_up_coded(opened, paths, as_json=as_json)
        left_out: list[Rejection] = []
        if others or not paths:
            left_out = add_all(opened, others, metadata=metadata, as_json=as_json)
        code_added(opened)
    report_left_out(left_out)


def take_up_coded(opened: Project, paths: list[str], *, as_json: bool = False) -> list[str]:
    """Take up the folders that `detente code --out` wrote; returns what else was named."""
    from detente.pipeline_coded import add_coded, is_coded_folder

    others = []
    for path in paths:
        folder = Path(path).expanduser()
        if path == "-" or "://" in path or not is_coded_folder(folder):
            others.append(path)
            continue
        with progress() as tell:
            added = add_coded(opened, folder, now=now(), progress=tell)
        tell_added(added, as_json=as_json)
    return others


def add_all(
    opened: Project, paths: list[str], *, metadata: dict[str, str], as_json: bool = False
) -> list[Rejection]:
    """Import the event datasets among what was named and add the rest as documents.

    Returns:
        What was left out of either.
    """
    rows, left_out = import_among(opened, paths)
    others = [path for path in paths if Path(path).expanduser().resolve() not in rows]
    if others or not rows:
        added = add_and_tell(opened, others, metadata=metadata, as_json=as_json, leave_out=rows)
        left_out += added.rejected
    return left_out


def import_among(opened: Project, paths: list[str]) -> tuple[frozenset[Path], list[Rejection]]:
    """Import the event datasets among what was named.

    Returns:
        Their resolved paths, and what was left out of them.
    """
    from detente.pipeline_datasets import Asked, datasets_among, import_datasets

    local = [Path(path).expanduser() for path in paths if path != "-" and "://" not in path]
    found = datasets_among(local)
    if not found:
        return frozenset(), []
    began = time.monotonic()
    with rate_of_rows() as tell:
        outcome = import_datasets(opened, found, Asked(), now=now(), tell=tell)
    tell_outcome(outcome, time.monotonic() - began, as_json=False)
    return frozenset(path.resolve() for path in found), rows_left_out(outcome)


def add_and_tell(
    opened: Project,
    paths: list[str],
    *,
    metadata: dict[str, str],
    as_json: bool = False,
    leave_out: frozenset[Path] = frozenset(),
) -> Added:
    """Add documents and say in one line what came of it."""
    from detente import pipeline

    with progress() as tell:
        added = pipeline.add(
            opened, paths, now=now(), metadata=metadata, progress=tell, leave_out=leave_out
        )
    tell_added(added, as_json=as_json)
    return added


def tell_added(added: Added, *, as_json: bool) -> None:
    """Say in one line what came of adding."""
    if as_json:
        print_json(added)
        return
    note(
        f"added {counted(added.new, 'document')}, {added.changed} changed, "
        f"{added.unchanged} there already, {len(added.rejected)} left out"
    )


def code_added(opened: Project) -> None:
    """Code what is not coded yet, so that the next command need not, and say how fast it went."""
    from detente import pipeline

    began, effort = time.monotonic(), pipeline.Effort()
    with progress() as tell:
        arrived = pipeline.arrived_documents(opened)
        pipeline.code_found(opened, arrived, progress=tell, effort=effort)
    if effort.sentences:
        note(speed_line(effort, time.monotonic() - began))


def speed_line(effort: Effort, seconds: float) -> str:
    """How fast it went, how much of it was parsed, and how fast the parser alone was."""
    share = effort.parsed / effort.sentences if effort.sentences else 0.0
    working = max(seconds - effort.loading_seconds, 0.001)
    rate = effort.sentences / working
    parser_rate = effort.parsed / effort.parser_seconds if effort.parser_seconds else 0.0
    return (
        f"{counted(effort.sentences, 'sentence')} in {working:.1f} s after "
        f"{effort.loading_seconds:.1f} s of loading, {rate:.0f} a second; "
        f"{share:.0%} parsed, at {parser_rate:.0f} a second in each process"
    )


def documents(
    search: Annotated[
        str, typer.Option(metavar="TEXT", help='Only those with all these words; "a phrase".')
    ] = "",
    withdraw: Annotated[
        str, typer.Option(metavar="NAME", help="Let a document (origin, id, address) not count.")
    ] = "",
    restore: Annotated[
        str, typer.Option(metavar="NAME", help="Let a withdrawn document count again.")
    ] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List the project's documents, or withdraw one.

    A withdrawn document stays recorded but supports no line any more; adding the same file again
    does not bring it back, --restore does.

    \b
    Examples:
      detente documents
      detente documents --search "grain deal" --json
      detente documents --withdraw reports/draft.txt
    """
    until, known = as_of_day(as_of), moment(known_at)
    from detente import pipeline, pipeline_project

    with pipeline_project.open_project(project) as opened:
        if withdraw or restore:
            change_standing(opened, withdraw, restore)
            return
        found = pipeline.found_documents(opened, as_of=until, known_at=known)
        passages = pipeline_project.passages(opened, search) if search else None
        statements = pipeline_project.statement_counts(opened)
    copies = Counter(found.copies.values())
    rows = [
        document_row(document, copies=copies[name], statements=statements.get(name))
        | {"copied_by": found.copied_by.get(name, [])}
        | ({"passage": passages[name]} if passages is not None else {})
        for name, document in found.documents.items()
        if passages is None or name in passages
    ]
    if not rows:
        note("no documents; add some with: detente add PATH")
    print_rows(rows, as_json=as_json, columns=COLUMNS + (" passage" if search else ""))


def document_row(document: Document, *, copies: int, statements: int | None) -> dict[str, object]:
    """What is said about one document; ``statements`` is None before it was coded."""
    return {
        "id": document.id,
        "origin": document.origin,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "published": document.published,
        "published_precision": document.published_precision,
        "published_how": document.published_how,
        "language": document.language,
        "url": document.url,
        "media_type": document.media_type,
        "version": document.version,
        "characters": len(document.text),
        "copies": copies,
        "statements": statements,
        "note": document.note,
    }


def change_standing(opened: Project, withdraw: str, restore: str) -> None:
    """Withdraw or restore a document.

    Raises:
        InputError: if nothing has that name.
    """
    from detente import pipeline_project

    change = pipeline_project.withdraw if withdraw else pipeline_project.restore
    named = withdraw or restore
    if not change(opened, named, now=now()):
        raise InputError(
            f"no {'document' if withdraw else 'withdrawn document'} is called {named!r}; "
            "see the origins and ids in: detente documents --json"
        )
    note(f"{'withdrawn' if withdraw else 'restored'}: {named}")
