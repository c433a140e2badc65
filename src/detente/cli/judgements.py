"""`detente judge` and `detente review`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import (
    DEFAULT_PROJECT,
    AsJson,
    AsOf,
    ProjectPath,
    actor_code,
    as_of_day,
    now,
)
from detente.cli.screen import counted, note, print_rows, progress
from detente.errors import InputError


def judge(
    statement: Annotated[str, typer.Argument(metavar="KEY", help="Key of the statement.")],
    verdict: Annotated[
        str,
        typer.Argument(metavar="VERDICT", help="accept, reject, correct, same, different, undo."),
    ],
    corrected: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="For correct: a field's right value."),
    ] = None,
    other: Annotated[
        str, typer.Option(metavar="KEY", help="For same, different: the other statement.")
    ] = "",
    why: Annotated[str, typer.Option(help="The reason, kept beside the judgement.")] = "",
    reviewer: Annotated[str, typer.Option(envvar="DETENTE_REVIEWER", help="Who decides.")] = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Record a judgement on a statement; a later one on the same statement replaces it.

    "undo" takes back the reviewer's newest judgement on the statement; it stays recorded.

    \b
    Examples:
      detente judge 3f2a9c0d11e87b42:120-181:event reject --why "a rehearsal, not the visit"
      detente judge 3f2a9c0d11e87b42:120-181:event correct --set codes=AID --set target=KEN,UGA
      detente judge KEY same --other KEY
    """
    from detente import pipeline
    from detente.model import Judgement
    from detente.pipeline_project import open_project

    judgement = Judgement(
        statement=statement,
        verdict=verdict.lower(),
        reviewer=reviewer,
        decided_at=now(),
        why=why,
        corrected=tuple(map(field_and_value, corrected or ())),
        other=other,
    )
    with open_project(project) as opened:
        pipeline.judge(opened, judgement)
    note(f"recorded: {verdict.lower()} {statement}")


def field_and_value(text: str) -> tuple[str, str]:
    """The two sides of ``FIELD=VALUE``.

    Raises:
        InputError: if there is no equals sign.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"--set {text!r} has no value; write it as FIELD=VALUE, as kind=event")
    return name.strip(), value


def review(
    context: typer.Context,
    actor: Annotated[
        str, typer.Option(help="The state whose picture orders the queue; none for lost ones.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many of the queue.")] = 20,
    as_of: AsOf = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List the statements worth a look first, or judgements whose statement is gone.

    With --actor, the undecided statements behind that state's picture, by how much a decision
    would change it: the points by which levels would move and the lines that would go without
    the statement, times the doubt about its coding. Without, the judgements whose statement is
    no longer produced, so that they can be made again.

    \b
    Examples:
      detente review --actor Kenya
      detente review --json
      detente review export annotated/
    """
    if context.invoked_subcommand:
        return
    if actor:
        code, until = actor_code(actor, project), as_of_day(as_of)
        print_queue(project, code, as_of=until, limit=limit, as_json=as_json)
        return
    from detente import pipeline
    from detente.pipeline_project import open_project

    with open_project(project) as opened, progress() as tell:
        orphans = pipeline.orphaned_judgements(opened, as_of=as_of_day(as_of), progress=tell)
    if not orphans:
        note("every judgement has its statement; see what to judge with: detente review --actor")
    rows = [
        {
            "statement": one.statement,
            "verdict": one.verdict,
            "other": one.other,
            "corrected": dict(one.corrected),
            "reviewer": one.reviewer,
            "decided_at": one.decided_at,
            "why": one.why,
        }
        for one in orphans
    ]
    print_rows(rows, as_json=as_json, columns="statement verdict other reviewer decided_at why")


def print_queue(project: Path, actor: str, *, as_of: date, limit: int, as_json: bool) -> None:
    """Print the undecided statements of a state's picture, those worth most first."""
    from detente import pipeline, pipeline_review
    from detente.pipeline_project import open_project

    with open_project(project) as opened, progress() as tell:
        picture = pipeline.draw_picture(opened, actor, as_of=as_of, progress=tell, statistics=False)
        queue = pipeline_review.review_queue(opened, picture.view, picture.items)
        decided = pipeline_review.decided_by(pipeline_review.decisions(opened))
    rows = []
    for one in queue:
        row = one.statement
        text = picture.view.documents[row.document].text
        if row.key not in decided:
            rows.append(
                {
                    "key": row.key,
                    "worth": round(one.worth, 3),
                    "level_change": round(one.level_change, 3),
                    "lines": round(one.lines, 2),
                    "doubt": round(one.doubt, 2),
                    "grounds": list(one.grounds),
                    "kind": row.kind,
                    "action": row.action or None,
                    "sentence": text[row.sentence_start : row.sentence_end],
                }
            )
    if not rows:
        note("nothing is left to judge")
    print_rows(rows[:limit], as_json=as_json, columns="worth doubt kind action key sentence")


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made where it is missing.")],
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Write what people accepted or corrected as annotated documents, with their texts.

    The folder gets annotations.jsonl, one statement a line in the codebook's file form, and
    texts/ with a manifest.csv, so that a coder can be measured on them.

    \b
    Examples:
      detente review export annotated/
      detente bench statements annotated/annotations.jsonl annotated/texts
    """
    from detente.pipeline_annotating import write_annotated
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        written = write_annotated(opened, folder)
    note(
        f"wrote {counted(written.statements, 'statement')} of "
        f"{counted(written.documents, 'document')} to {written.annotations}"
    )


review_app = typer.Typer(
    help="Statements worth a look, and what was judged.", rich_markup_mode=None
)
review_app.callback(invoke_without_command=True)(review)
review_app.command("export")(export)
