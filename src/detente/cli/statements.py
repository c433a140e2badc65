"""`detente code` and `detente statements`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.documents import speed_line
from detente.cli.explanations import explanation_lines
from detente.cli.options import (
    DEFAULT_PROJECT,
    AsJson,
    AsOf,
    KnownAt,
    ProjectPath,
    actor_code,
    as_of_day,
    moment,
)
from detente.cli.screen import counted, note, print_rows, progress, report_left_out
from detente.errors import InputError
from detente.model import ACTIONS, KINDS
from detente.pipeline_asked import asked_day
from detente.tables import plain

if TYPE_CHECKING:
    from detente.model import Document, Rejection, Statement
    from detente.pipeline_picture import Reading
    from detente.settings import Settings
    from detente.statements import Explanation

ANCHOR_CHARS = 60
COLUMNS = "kind source target action time sentence"

OutFolder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write Parquet there, part by part, instead of printing."),
]
Engine = Annotated[
    str, typer.Option(help="With --out: local, or ray (pip install 'detente[ray]').")
]
Address = Annotated[
    str, typer.Option(help="With --engine ray: a running cluster; without it, this machine.")
]
Workers = Annotated[
    int, typer.Option(min=0, help="With --engine ray: coders at a time; 0 for every core.")
]


def code(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Files, folders, addresses, or - for stdin."),
    ],
    published: Annotated[
        str,
        typer.Option(
            metavar="DATE",
            help="Publication date, against which dates in the text are read; without it, from "
            "the file or a manifest.csv beside it.",
        ),
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each statement how it was decided.")
    ] = False,
    as_json: AsJson = False,
    out: OutFolder = None,
    engine: Engine = "local",
    address: Address = "",
    workers: Workers = 0,
    project: Annotated[
        Path,
        typer.Option(
            envvar="DETENTE_PROJECT",
            metavar="PATH",
            readable=False,
            help="The project whose settings count.",
        ),
    ] = DEFAULT_PROJECT,
) -> None:
    """Code the statements in a document, without keeping them.

    With --json, one object for each statement: the fields of the codebook, offsets in characters
    of the document's text (of the file itself for plain text), the name of the document and the
    beginning of the sentence.

    With --explain, each statement comes with the words that triggered it, every step that decided
    its kind, code and parties (the row of a table or the line of a rule), the margin over the next
    reading where readings were scored, and what was considered and dropped.

    With --out, a corpus of any size is coded into a folder of Parquet, which `detente add` takes
    up without coding again. A run that was stopped goes on where it was.

    \b
    Examples:
      detente code speech.txt --published 2025-06-12
      detente code reports/ --json > statements.jsonl
      detente code paper.pdf --explain
      detente code archive/ --out coded/ --engine ray
    """
    if out is not None or engine != "local":
        from detente.cli.corpus import code_corpus

        said = Corpus(out, engine, address, workers)
        code_corpus(files, said, published=published, project=project, as_json=as_json)
        return
    code_once(files, published=published, project=project, explain=explain, as_json=as_json)


def code_once(
    files: list[str], *, published: str, project: Path, explain: bool, as_json: bool
) -> None:
    """Code documents and print their statements."""
    from detente.pipeline_adding import said_by_user
    from detente.pipeline_coding import Effort
    from detente.pipeline_once import code_files, explain_files
    from detente.settings import load_settings

    metadata = said_by_user(published=published)
    rejected: list[Rejection] = []
    settings, effort = load_settings(project), Effort()
    began, documents, found = time.monotonic(), 0, 0
    with progress() as tell:
        if explain:
            told = explain_files(files, settings=settings, metadata=metadata, rejected=rejected)
            coded = ((one, [explained_row(*row, one) for row in rows]) for one, rows in told)
        else:
            results = code_files(
                files, settings=settings, metadata=metadata, rejected=rejected, effort=effort
            )
            coded = ((one, [statement_row(row, one) for row in got.rows]) for one, got in results)
        for _, rows in coded:
            documents += 1
            found += len(rows)
            print_coded(iter(rows), as_json=as_json, explain=explain)
            tell("coding", documents, 0)
    note(f"{counted(found, 'statement')} in {counted(documents, 'document')}")
    if not explain:
        note(speed_line(effort, time.monotonic() - began))
    report_left_out(rejected)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the user said of coding into a folder."""

    out: Path | None
    engine: str
    address: str
    workers: int


def print_coded(rows: Iterator[dict[str, object]], *, as_json: bool, explain: bool) -> None:
    """Statements as JSON lines, or as a table, each with its reasons where asked for."""
    if as_json or not explain:
        print_rows(rows, as_json=as_json, columns=COLUMNS)
        return
    for row in rows:
        print_rows([row], as_json=False, columns=COLUMNS)
        for line in explanation_lines(row):
            typer.echo(f"    {line}")


def explained_row(
    statement: Statement, explanation: Explanation, document: Document
) -> dict[str, object]:
    """As `statement_row`, with how the statement was decided."""
    row = statement_row(statement, document, explain=True)
    return row | {"explanation": plain(explanation)}


def statement_row(
    statement: Statement, document: Document, *, explain: bool = False
) -> dict[str, object]:
    """A statement as the codebook's JSON form, with its document's name and its sentence."""
    sentence = document.text[statement.sentence_start : statement.sentence_end]
    fields = plain(statement)
    assert isinstance(fields, dict)
    reasons = fields.pop("reasons")
    row: dict[str, object] = {
        "doc": document.origin,
        "anchor": sentence[:ANCHOR_CHARS],
        "key": statement.key,
        "kind": fields.pop("kind"),
        "source": fields.pop("source"),
        "target": fields.pop("target"),
        "directed": fields.pop("directed"),
        "action": statement.action or None,
        **fields,
        "sentence": sentence,
    }
    return row | ({"reasons": reasons} if explain else {})


def statements(
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(KINDS)}.")] = "",
    actor: Annotated[str, typer.Option(help="Only those with this actor on either side.")] = "",
    action: Annotated[str, typer.Option(help="A PLOVER root, such as CONSULT.")] = "",
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Only what happened (or was published) since.")
    ] = "",
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Only sentences with all these words.")
    ] = "",
    explain: Annotated[bool, typer.Option("--explain", help="Add how each was decided.")] = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List the statements in the project's documents, as settled by judgements.

    \b
    Examples:
      detente statements --kind forecast --actor "North Korea"
      detente statements --action SANCTION --since 2025-01-01 --json
      detente statements --search '"trade surplus"'
    """
    until, known = as_of_day(as_of), moment(known_at)
    chosen = Chosen(
        kind=one_of(kind.lower(), KINDS, "--kind"),
        actor=actor_code(actor, project) if actor else "",
        action=one_of(action.upper(), ACTIONS, "--action"),
        since=asked_day(since, "--since").isoformat() if since else "",
    )
    from detente.pipeline import read_project
    from detente.pipeline_project import keys_with, open_project
    from detente.settings import load_settings

    with open_project(project) as opened, progress() as tell:
        reading = read_project(opened, as_of=until, known_at=known, progress=tell)
        keys = keys_with(opened, search) if search else None
    found = [
        (statement, document)
        for statement, document in with_documents(reading)
        if chosen.takes(statement, document) and (keys is None or statement.key in keys)
    ]
    rows = [
        statement_row(statement, document, explain=explain)
        | {"published": document.published, "publisher": document.publisher}
        for statement, document in found
    ]
    if not rows:
        note(f"none of {counted(len(reading.statements), 'statement')} fits")
    if explain:
        rows = explained_again(rows, [one for _, one in found], load_settings(project))
    print_coded(iter(rows), as_json=as_json, explain=explain)


def explained_again(
    rows: list[dict[str, object]], documents: list[Document], settings: Settings
) -> list[dict[str, object]]:
    """Rows of kept statements with how each was decided; what people corrected stays corrected."""
    from detente.pipeline_once import explanations_of

    told = explanations_of({one.id: one for one in documents}.values(), settings=settings)
    return [
        row | ({"explanation": plain(told[name])} if name in told else {})
        for row in rows
        for name in [(str(row["key"]), str(row["trigger"]))]
    ]


def with_documents(reading: Reading) -> Iterator[tuple[Statement, Document]]:
    """Each statement with the document that it is in."""
    for statement in reading.statements:
        yield statement, reading.documents[statement.document]


class Chosen:
    """Which statements the user wants to see; an empty value takes all."""

    def __init__(self, *, kind: str, actor: str, action: str, since: str) -> None:
        self.kind, self.actor, self.action, self.since = kind, actor, action, since

    def takes(self, statement: Statement, document: Document) -> bool:
        """Whether a statement is one of them."""
        when = statement.ends_on or statement.begins_on or document.published
        return (
            self.kind in ("", statement.kind)
            and (not self.actor or self.actor in statement.parties)
            and self.action in ("", statement.action)
            and (not self.since or (when is not None and when.isoformat() >= self.since))
        )


def one_of(value: str, known: tuple[str, ...], option: str) -> str:
    """The value given back.

    Raises:
        InputError: if it is given and none of those known.
    """
    if value and value not in known:
        raise InputError(f"{option} {value!r} is not known; one of {', '.join(known)}")
    return value
