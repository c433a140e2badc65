"""Forecasts that the model makes: how many events of a sort, between whom, in the days ahead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from detente.adapters.datasets.daily_counts import DailyCounts, count_days, newest_rows
from detente.adapters.ledger_outlook import append_forecasts
from detente.errors import InputError, NotEnoughData
from detente.model import ACTIONS, Evidence
from detente.outlook.count_backtest import (
    Backtest,
    CountForecast,
    backtest,
    forecast_counts,
    learn_counts,
)
from detente.outlook.entries import ANY, Entry
from detente.outlook.keeping import count_arrays, counts_from
from detente.outlook.naming import line_id
from detente.pipeline_project import Project, codebook_of, models_of
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.outlook.count_model import CountModel

LEAST_EVENTS = 10


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """What is to be forecast.

    Attributes:
        actor: whose acts, and acts towards whom.
        other: only with this counterpart; all where it is empty.
        act: what counts: ``any``, PLOVER roots with commas, or a quad class.
        sector: that counts, all where it is empty.
        days: length of the window, which begins after the last day of the dataset that counts.
        dataset: name; all of the project's where it is empty.
    """

    actor: str
    other: str = ""
    act: str = "any"
    sector: str = ""
    days: int = 90
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """The forecasts from one dataset.

    Attributes:
        dataset: its name.
        opens_on, closes_on: the window.
        counts: the dyads and days that the model learned from.
        tried: the backtest; None where the dataset is too short for one.
        forecasts: of the dyads asked for, the busiest first.
        evidence: for each of them the newest rows it rests on.
    """

    dataset: str
    opens_on: date
    closes_on: date
    counts: DailyCounts
    tried: Backtest | None
    forecasts: tuple[CountForecast, ...]
    evidence: tuple[tuple[Evidence, ...], ...]


def roots_of(project: Project, act: str) -> tuple[str, ...]:
    """The PLOVER roots that ``any``, a quad class or roots with commas stand for; empty for any.

    Raises:
        InputError: if it is none of these.
    """
    if act.strip().lower() in ("", "any", "all"):
        return ()
    intensity = codebook_of(project).intensity
    classes: dict[str, list[str]] = {}
    for root in ACTIONS:
        classes.setdefault(intensity.quad(root), []).append(root)
    named = act.strip().lower().replace("-", " ")
    for quad, roots in classes.items():
        if quad.lower().replace("-", " ").replace("_", " ") == named:
            return tuple(roots)
    roots_asked = tuple(part.strip().upper() for part in act.split(",") if part.strip())
    for root in roots_asked:
        if root not in ACTIONS:
            raise InputError(
                f"--act {act!r} is not known; any, a class ({', '.join(sorted(classes))}), or "
                f"roots with commas: {', '.join(ACTIONS)}"
            )
    return roots_asked


def count_ahead(
    project: Project,
    question: CountQuestion,
    *,
    as_of: date,
    known_at: datetime | None = None,
) -> list[Counted]:
    """Forecasts for an actor's dyads from each dataset, as of a day.

    Raises:
        InputError: if the act or the dataset isn't known, or the window has no days.
        NotEnoughData: if no dataset holds the actor with ten such events in a dyad.
    """
    if question.days < 1:
        raise InputError(f"--days {question.days} is no window; give at least 1")
    roots = roots_of(project, question.act)
    datasets = list(held_by(project, known_at=known_at))
    if question.dataset:
        datasets = [one for one in datasets if one.name == question.dataset]
    if not datasets:
        what = f"dataset {question.dataset!r}" if question.dataset else "event dataset"
        raise InputError(
            f"the project holds no {what}; see detente datasets, or import one with: "
            "detente import KIND PATHS"
        )
    found = [_from_dataset(project, one, question, roots, as_of=as_of) for one in datasets]
    kept = [one for one in found if one.forecasts]
    if not kept:
        raise NotEnoughData(
            f"a forecast of acts between {question.actor} and {question.other or 'another state'} "
            f"up to {as_of}",
            seen=0,
            needed=LEAST_EVENTS,
        )
    return kept


def learned_counts(
    project: Project, held: Held, question: CountQuestion, counts: DailyCounts, *, as_of: date
) -> tuple[CountModel | None, Backtest | None]:
    """The model of a dataset's counts and its backtest, kept once they were fitted."""
    files = models_of(project)
    last = counts.first_day + timedelta(days=counts.counts.shape[1])
    said = (held.key, min(as_of, last), roots_of(project, question.act), question.sector)
    path = files.path(f"counts-{held.name}", *said, question.days, LEAST_EVENTS)
    kept = files.read(path)
    if kept is None:
        model = learn_counts(counts.counts, window_days=question.days)
        tried = backtest(counts.counts, window_days=question.days)
        kept = count_arrays(model, tried)
        files.write(path, kept)
    return counts_from(kept)


def _from_dataset(
    project: Project,
    held: Held,
    question: CountQuestion,
    roots: Sequence[str],
    *,
    as_of: date,
) -> Counted:
    counts = count_days(
        held.events,
        as_of=as_of,
        actions=roots,
        sector=question.sector,
        least_events=LEAST_EVENTS,
    )
    last = counts.first_day + timedelta(days=max(0, counts.counts.shape[1] - 1))
    asked = _dyads(counts, question.actor, question.other)
    model, tried = (
        learned_counts(project, held, question, counts, as_of=as_of) if asked else (None, None)
    )
    made = forecast_counts(
        counts.counts, asked, model=model, tried=tried, window_days=question.days
    )
    newest = newest_rows(
        held.events,
        [counts.dyads[place] for place in asked],
        as_of=as_of,
        actions=roots,
        sector=question.sector,
    )
    return Counted(
        dataset=held.name,
        opens_on=last + timedelta(days=1),
        closes_on=last + timedelta(days=question.days),
        counts=counts,
        tried=tried,
        forecasts=tuple(made),
        evidence=tuple(
            tuple(Evidence(dataset=held.name, row=row) for row in newest[counts.dyads[one.dyad]])
            for one in made
        ),
    )


def _dyads(counts: DailyCounts, actor: str, other: str) -> list[int]:
    """The places of the dyads asked for, the busiest first."""
    totals = counts.counts.sum(axis=1) if len(counts.dyads) else np.zeros(0)
    places = [
        place
        for place, dyad in enumerate(counts.dyads)
        if actor in dyad and (not other or other in dyad)
    ]
    return sorted(places, key=lambda place: (-totals[place], counts.dyads[place]))


def record_counts(
    project: Project,
    question: CountQuestion,
    counted: Sequence[Counted],
    *,
    now: datetime,
    dyads: Collection[tuple[str, str]] = (),
) -> list[Entry]:
    """Keep forecasts of at least one event in the forecast ledger, to be scored later.

    Args:
        dyads: of which to keep them; all where it is empty.
    """
    from detente.outlook.wording import day, names

    codebook = codebook_of(project)
    roots = roots_of(project, question.act)
    what = " or ".join(roots) or "any act"
    entries = []
    for one in counted:
        for made in one.forecasts:
            source, target = one.counts.dyads[made.dyad]
            if dyads and (source, target) not in dyads:
                continue
            text = (
                f"At least one event ({what}) by {names((source,), codebook)} towards "
                f"{names((target,), codebook)} up to {day(one.closes_on)}"
            )
            judge = f"{made.forecaster}, dataset {one.dataset}"
            probability = round(made.p_any, 4)
            entries.append(
                Entry(
                    id=line_id("forecast", "model", text, judge, str(one.opens_on)),
                    kind="model",
                    text=text,
                    recorded_at=now,
                    source=(source,),
                    target=(target,),
                    action=",".join(roots) or ANY,
                    sectors=(question.sector,) if question.sector else (),
                    low=probability,
                    high=probability,
                    opens_on=one.opens_on,
                    closes_on=one.closes_on,
                    judge=judge,
                    made_on=one.opens_on - timedelta(days=1),
                    rule=f"{text}: true if the dataset {one.dataset} has one; false if not.",
                )
            )
    append_forecasts(project.ledger, entries)
    return entries


def backtest_dataset(
    project: Project, dataset: str, *, act: str, sector: str, days: int, as_of: date
) -> Backtest:
    """The backtest on all dyads of a dataset with ten such events.

    Raises:
        InputError: if there is no such dataset or act, or the window has no days.
        NotEnoughData: if it is too short for three windows.
    """
    if days < 1:
        raise InputError(f"--days {days} is no window; give at least 1")
    roots = roots_of(project, act)
    held = next((one for one in held_by(project) if one.name == dataset), None)
    if held is None:
        raise InputError(f"the project holds no dataset {dataset!r}; see: detente datasets")
    counts = count_days(
        held.events, as_of=as_of, actions=roots, sector=sector, least_events=LEAST_EVENTS
    )
    tried = backtest(counts.counts, window_days=days)
    if tried is None:
        raise NotEnoughData(
            f"a backtest with windows of {days} days on {dataset}",
            seen=counts.counts.shape[1],
            needed=4 * days,
        )
    return tried
