"""`detente outlook next` and `detente bench next-event`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.bench import AsReport, Predictions, show
from detente.cli.options import (
    DEFAULT_PROJECT,
    Actor,
    AsJson,
    AsOf,
    KnownAt,
    ProjectPath,
    actor_code,
    as_of_day,
    moment,
)
from detente.cli.screen import counted, note, print_rows, progress

if TYPE_CHECKING:
    from detente.pipeline_next_event import Answer, NextAnswers


def list_next(
    actor: Actor,
    action: Annotated[
        str, typer.Option(help="PLOVER roots with commas; all it was in of late without it.")
    ] = "",
    target: Annotated[
        str, typer.Option(metavar="ACTOR", help="Ask who acts towards this one instead.")
    ] = "",
    dataset: Annotated[str, typer.Option(help="Learn from this dataset.")] = "",
    top: Annotated[int, typer.Option(min=1, max=50, help="How many for each question.")] = 5,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    seed: Annotated[int, typer.Option(min=0, help="The same answers for the same number.")] = 1,
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Rank who comes next: whom a state acts on, and who acts on it, should such an act come.

    Learned from the newest events of an imported dataset, for the day after the last of them. The
    chance is that of the first answer, calibrated on days that were kept out; shares only order
    the others. The first call fits the model and keeps it. Needs LightGBM: pip install
    'detente[forecast]'.

    \b
    Examples:
      detente outlook next KEN --action CONSULT
      detente outlook next IRN --target ISR --action THREATEN,ASSAULT --as-of 2026-01-15 --json
    """
    from detente.pipeline_next_event import NextQuestion, rank_who_comes_next, shown_actions
    from detente.pipeline_project import open_project

    question = NextQuestion(
        actor=actor_code(actor, project),
        target=actor_code(target, project) if target else "",
        actions=shown_actions(action),
        dataset=dataset,
        most=top,
        seed=seed,
    )
    on, known = as_of_day(as_of), moment(known_at)
    with open_project(project) as opened, progress() as tell:
        found = rank_who_comes_next(opened, question, as_of=on, known_at=known, progress=tell)
    note(
        f"{found.dataset}: {found.day}, from {counted(found.n_events, 'event')} since "
        f"{found.first_day}; on days kept out the first answer was right in {found.climatology:.0%}"
    )
    rows = [answer_row(found, one) for one in found.answers]
    print_rows(rows, as_json=as_json, columns="asked given action rank other share chance met")


def answer_row(found: NextAnswers, one: Answer) -> dict[str, object]:
    """One answer as a row."""
    return {
        "dataset": found.dataset,
        "day": found.day,
        "asked": one.asked,
        "given": one.given,
        "action": one.action,
        "rank": one.rank,
        "other": one.other,
        "share": round(one.share, 4),
        "chance": None if one.chance is None else round(one.chance, 4),
        "met": one.met,
        "first_right": round(found.climatology, 4),
        "n_events": found.n_events,
        "evidence": [{"dataset": cited.dataset, "row": cited.row} for cited in one.evidence],
    }


def next_event(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="Holds train.txt and test.txt, maybe valid.txt and the tables of ids.",
        ),
    ],
    multi_step: Annotated[
        bool, typer.Option("--multi-step", help="Reveal nothing of the test window.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="The same answers for the same number.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="Threads that grow the trees.")] = 2,
    as_json: AsReport = False,
    predictions: Predictions = None,
) -> None:
    """Rank who comes next, for (actor, action, ?) and (?, action, target), and score it.

    Rows are tab-separated ids: subject, relation, object, time. Each step of the test window is
    asked about knowing only what came before it, and is revealed afterwards; with --multi-step it
    is not revealed. Scored are both directions with the time-aware filter, ties averaged. Needs
    LightGBM: pip install 'detente[forecast]'.

    \b
    Examples:
      detente bench next-event icews14/ --json
      detente bench next-event icews14/ --multi-step --predictions ranked.jsonl
    """
    from detente.bench.next_event import run_next_event
    from detente.outlook.next_event_model import Effort

    effort = Effort(seed=seed, threads=threads)
    with progress() as tell:
        report = run_next_event(
            folder, tell, multi_step=multi_step, effort=effort, predict=predictions is not None
        )
    show(report, as_json=as_json, predictions=predictions)
