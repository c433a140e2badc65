"""`detente judge` and `detente review`."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import DEFAULT_PROJECT, AsJson, ProjectPath, now, today
from detente.cli.screen import note, print_rows, progress
from detente.errors import InputError


def judge(
    statement: Annotated[str, typer.Argument(metavar="KEY", help="Key of the statement.")],
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help="accept, reject, correct, same, different.")
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


def review(as_json: AsJson = False, project: ProjectPath = DEFAULT_PROJECT) -> None:
    """List judgements whose statement is no longer produced, so that they can be made again.

    \b
    Examples:
      detente review
      detente review --json
    """
    from detente import pipeline
    from detente.pipeline_project import open_project

    with open_project(project) as opened, progress() as tell:
        orphans = pipeline.orphaned_judgements(opened, as_of=today(), progress=tell)
    if not orphans:
        note("every judgement has its statement")
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
