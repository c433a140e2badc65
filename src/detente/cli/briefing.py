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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.briefing import Briefing
    from detente.model import Document


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
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    outputs = {"html": out, "markdown": markdown, "docx": docx, "json": json_file}
    places = {form: path for form, path in outputs.items() if path is not None}
    places = places or {"html": Path(f"brief-{wanted.actor}.html")}
    check_outputs(places.values())
    from detente import pipeline
    from detente.pipeline_project import later_documents, open_project, record_output

    with open_project(project) as opened:
        left_out = add_all(opened, paths, metadata={}) if paths else []
        with progress() as tell:
            picture = pipeline.draw_picture(
                opened,
                wanted.actor,
                as_of=wanted.as_of,
                known_at=wanted.known_at,
                progress=tell,
            )
            briefing = pipeline.write_briefing(opened, picture)
        later = later_documents(opened, as_of=wanted.as_of, known_at=wanted.known_at)
        for form, path in places.items():
            content = rendered(form, briefing, picture.view.documents)
            # Recorded first, so that a run killed in between leaves no unknown briefing.
            record_output(opened, path, content, now=now())
            write_output(path, content)
    tell_if_empty(picture)
    if later:
        note(f"{counted(later, 'document')} published after {wanted.as_of} not counted")
    summarise(briefing, places)
    report_left_out((*left_out, *picture.undated))


def rendered(form: str, briefing: Briefing, documents: Mapping[str, Document]) -> bytes:
    """The briefing in one form."""
    from detente import briefing as renderers

    if form == "docx":
        return renderers.render_docx(briefing, documents)
    if form == "html":
        return renderers.render_html(briefing, documents).encode()
    if form == "markdown":
        return renderers.render_markdown(briefing, documents).encode()
    return renderers.render_json(briefing).encode()


def summarise(briefing: Briefing, places: Mapping[str, Path]) -> None:
    """Say what the briefing holds and where it lies; to standard error where it went out."""
    from detente.briefing import summary_lines

    beside = STDOUT in places.values()
    for line in summary_lines(briefing):
        typer.echo(line, err=beside)
    for path in places.values():
        if path != STDOUT:
            typer.echo(f"written: {path}", err=beside)
