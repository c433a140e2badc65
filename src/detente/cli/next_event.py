"""`detente bench next-event`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.bench import AsReport, Predictions, show
from detente.cli.screen import progress


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
