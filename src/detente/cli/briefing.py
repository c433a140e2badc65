"""`detente brief`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.documents import add_all
from detente.cli.lines import asked, tell_if_empty
from detente.cli.options import DEFAULT_PROJECT, Actor, AsOf, KnownAt, ProjectPath, now
from detente.cli.outputs import STDOUT, check_outputs, write_output
from detente.cli.screen import counted, note, progress, report_left_out
from detente.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.briefing import Briefing
    from detente.cli.lines import Asked
    from detente.pipeline_picture import Picture
    from detente.pipeline_project import Project


def brief(
    actor: Actor,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS", help="Files, folders, addresses, event datasets or - to add first."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="HTML; brief-ACTOR.html if no output is named."),
    ] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Markdown.")] = None,
    docx: Annotated[Path | None, typer.Option(metavar="FILE", help="Word document.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="JSON; - for stdout.")
    ] = None,
    export: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORM=FILE",
            help="Another form: csl, ris, bibtex, stix, geojson, or relations, lines, evidence "
            "with -csv or -parquet.",
        ),
    ] = None,
    arranged: Annotated[
        bool,
        typer.Option(
            "--arranged", help="Parts, order and own paragraphs as kept in the workbench."
        ),
    ] = False,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Write a briefing on one state's foreign relations, every line with its evidence.

    PATHS are added to the project first, and the briefing is drawn from all that the project
    holds: documents and event datasets accumulate in .detente unless --project names another
    folder. Exit code 3 says that a file could not be read; the briefing is written all the same.

    \b
    Examples:
      detente brief PRK reports/ --out brief.html
      detente brief KEN gdelt-2024.csv.zip reports/ --docx brief.docx
      detente brief "South Korea" --as-of 2026-01-15 --markdown brief.md --json brief.json
      detente brief IRN --known-at 2025-06-30 --json - | jq .takeaways
      detente brief KEN --export bibtex=sources.bib --export relations-csv=levels.csv
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    outputs = {"html": out, "markdown": markdown, "docx": docx, "json": json_file}
    places = {form: path for form, path in outputs.items() if path is not None}
    places |= exports_of(export or ())
    places = places or {"html": Path(f"brief-{wanted.actor}.html")}
    check_outputs(places.values())
    from detente.pipeline_project import later_documents, open_project

    with open_project(project) as opened:
        left_out = add_all(opened, paths, metadata={}) if paths else []
        picture, briefing = write_all(opened, wanted, places, arranged=arranged)
        later = later_documents(opened, as_of=wanted.as_of, known_at=wanted.known_at)
    tell_if_empty(picture)
    if later:
        note(f"{counted(later, 'document')} published after {wanted.as_of} not counted")
    summarise(briefing, places)
    report_left_out((*left_out, *picture.undated))


def write_all(
    opened: Project, wanted: Asked, places: Mapping[str, Path], *, arranged: bool
) -> tuple[Picture, Briefing]:
    """Draw the picture, and write its briefing in each form to its place."""
    from detente import pipeline
    from detente.pipeline_composing import composed
    from detente.pipeline_handouts import hand_out
    from detente.pipeline_project import codebook_of, record_output

    with progress() as tell:
        picture = pipeline.draw_picture(
            opened,
            wanted.actor,
            as_of=wanted.as_of,
            known_at=wanted.known_at,
            progress=tell,
        )
        briefing = pipeline.write_briefing(opened, picture)
    documents, codebook = picture.view.documents, codebook_of(opened)
    if arranged:
        briefing = composed(opened, briefing, documents, known_at=wanted.known_at)
    for form, path in places.items():
        content = hand_out(briefing, documents, form, codebook=codebook)
        # Recorded first, so that a run killed in between leaves no unknown briefing.
        record_output(opened, path, content, now=now())
        write_output(path, content)
    return picture, briefing


def exports_of(texts: Iterable[str]) -> dict[str, Path]:
    """Forms and the files that they go to, from ``FORM=FILE``.

    Raises:
        InputError: if there is no such form, or no file is named.
    """
    from detente.pipeline_handouts import FORMS

    found = {}
    for text in texts:
        form, _, path = text.partition("=")
        if form not in FORMS or not path:
            raise InputError(f"--export {text!r} is no FORM=FILE; forms: {', '.join(FORMS)}")
        found[form] = Path(path)
    return found


def summarise(briefing: Briefing, places: Mapping[str, Path]) -> None:
    """Say what the briefing holds and where it lies; to standard error where it went out."""
    from detente.briefing import summary_lines

    beside = STDOUT in places.values()
    for line in summary_lines(briefing):
        typer.echo(line, err=beside)
    for path in places.values():
        if path != STDOUT:
            typer.echo(f"written: {path}", err=beside)
