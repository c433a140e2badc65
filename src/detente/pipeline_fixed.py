"""From rows of datasets to lines of action that became fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from detente.pipeline_project import Project
from detente.pipeline_series import coverage_of
from detente.series import EPOCH

if TYPE_CHECKING:
    import polars as pl

    from detente.adapters.datasets.daily import Held
    from detente.codebook.steps import Step
    from detente.model import Item, View
    from detente.series import Coverage
    from detente.signals.fixed_lines import StepActs

# Of so many counterparts, those with most such acts, lines are looked for.
MOST_PAIRS = 24


def fixed_items(
    project: Project, view: View, held: Iterable[Held], *, named: Callable[[str], str]
) -> list[Item]:
    """Lines of type ``institutionalisation`` of the list ``signals``, as of the view's day."""
    from detente.signals.fixed_lines import find_fixed_lines
    from detente.signals.fixed_wording import fixed_line

    acts = [one for dataset in held for one in step_acts(project, view, dataset)]
    return [fixed_line(one, named=named) for one in find_fixed_lines(acts)]


def step_acts(project: Project, view: View, held: Held) -> Iterator[StepActs]:
    """Acts of a dataset that are of a step, by counterpart and bearing, and source for conflict."""
    import polars as pl

    from detente.adapters.datasets.daily import step_days, told_days, ways_of_writing
    from detente.codebook.steps import load_steps

    steps = load_steps(project.settings.codebook_folder).written(ways_of_writing(held))
    if not steps:
        return
    days = step_days(held, view.actor, steps).filter(pl.col("day") <= view.as_of)
    if days.is_empty():
        return
    coverage = coverage_of(told_days(held), view.as_of)
    other = pl.when(pl.col("source") == view.actor).then("target").otherwise("source")
    bearings = {written: step.bearing for written, step in steps.items()}
    days = days.with_columns(
        other=other, bearing=pl.col("cameo").replace_strict(bearings, return_dtype=pl.String)
    )
    # Who cooperates does so with the other; of conflict each side's acts are its own.
    mutual = pl.col("bearing") == "cooperation"
    acting = pl.when(mutual).then(pl.lit(view.actor)).otherwise("source").alias("acting")
    busiest = days.group_by("other").len().sort(["len", "other"], descending=[True, False])
    chosen = days.filter(pl.col("other").is_in(busiest["other"].head(MOST_PAIRS).implode()))
    cells = ["other", "bearing", "acting"]
    for _, cell in (
        chosen.with_columns(acting).sort([*cells, "day"]).group_by(cells, maintain_order=True)
    ):
        yield _acts(cell, steps, held.name, coverage, actor=view.actor)


def _acts(
    cell: pl.DataFrame, steps: dict[str, Step], dataset: str, coverage: Coverage, *, actor: str
) -> StepActs:
    from detente.codebook.steps import STEPS
    from detente.signals.fixed_lines import StepActs

    found = [steps[written] for written in cell["cameo"]]
    other, bearing, source = cell.select("other", "bearing", "acting").row(0)
    return StepActs(
        dataset=dataset,
        source=source,
        target=other if source == actor else actor,
        bearing=bearing,
        days=(cell["day"] - EPOCH).dt.total_days().to_numpy().astype(np.int64),
        steps=np.array([STEPS.index(one.step) for one in found], dtype=np.int64),
        sectors=tuple(one.sector for one in found),
        names=tuple(one.name for one in found),
        rows=tuple(cell["row_id"]),
        coverage=coverage,
    )
