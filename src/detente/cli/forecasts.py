"""`detente outlook model` and `detente bench counts`: forecasts that the model makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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
    now,
)
from detente.cli.screen import counted, note, print_json, print_rows
from detente.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.outlook.count_backtest import Backtest, CountForecast
    from detente.pipeline_counts import Counted

Act = Annotated[
    str,
    typer.Option(
        help="What counts: any, a class (as 'material conflict'), or PLOVER roots with commas."
    ),
]
Sector = Annotated[str, typer.Option(help="Only acts of this sector.")]
COLUMNS = (
    "source target p_any mean low high forecaster crps best_baseline baseline_crps skill n_events"
)
BARS = " ▁▂▃▄▅▆▇█"


def model_forecasts(
    actor: Actor,
    other: Annotated[str, typer.Option("--with", metavar="ACTOR", help="Only with it.")] = "",
    act: Act = "any",
    sector: Sector = "",
    days: Annotated[int, typer.Option(help="Length of the window in days.")] = 90,
    dataset: Annotated[str, typer.Option(help="Only from this dataset.")] = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    record: Annotated[
        bool, typer.Option("--record", help="Keep them in the ledger, to be scored later.")
    ] = False,
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Forecast how many events there will be between states, from the imported datasets.

    Shown are the probability of at least one event, the expected number with its 0.90 interval,
    and how the model did on windows that are over: its error (CRPS) beside that of the best plain
    baseline, and the skill, how much less it is. Where a baseline was better for a dyad, the
    baseline is what is shown.

    \b
    Examples:
      detente outlook model PRK --days 90
      detente outlook model IND --with PAK --act "material conflict" --days 28 --json
    """
    from detente.pipeline_counts import CountQuestion, count_ahead, record_counts
    from detente.pipeline_project import open_project

    code = actor_code(actor, project)
    question = CountQuestion(
        actor=code,
        other=actor_code(other, project) if other else "",
        act=act,
        sector=sector,
        days=days,
        dataset=dataset,
    )
    on, known = as_of_day(as_of), moment(known_at)
    with open_project(project) as opened:
        found = count_ahead(opened, question, as_of=on, known_at=known)
        if record:
            kept = record_counts(opened, question, found, now=now())
            note(f"recorded: {counted(len(kept), 'forecast')}")
    for one in found:
        note(tried_note(one))
    rows = [row for one in found for row in forecast_rows(one, question.act)]
    print_rows(rows, as_json=as_json, columns=COLUMNS)


def tried_note(one: Counted) -> str:
    """How the model did on windows that are over, in one line."""
    span = f"{one.opens_on} to {one.closes_on}"
    if one.tried is None:
        return f"{one.dataset}: {span}; too short for a backtest, so the model is shown untested"
    share, n = one.tried.share_beaten()
    if share is None:
        return f"{one.dataset}: {span}; no dyad has 50 such events to judge the model by"
    return (
        f"{one.dataset}: {span}; over {len(one.tried.days)} past windows the model beat every "
        f"baseline on {share:.0%} of {counted(n, 'dyad')} with at least 50 such events; "
        f"{one.tried.covered:.2f} of outcomes lay in its 0.90 interval; {pit_note(one.tried.pit)}"
    )


def pit_note(pit: Iterable[float]) -> str:
    """Which share of outcomes fell into each tenth of their forecasts, as bars and numbers.

    >>> pit_note([0.1] * 10)[:34]
    'PIT ▄▄▄▄▄▄▄▄▄▄ (0.10 0.10 0.10 0.1'
    """
    # A bar of full height is a fifth of the outcomes, twice what a true forecaster has.
    bars = "".join(BARS[min(len(BARS) - 1, round(float(part) * 40))] for part in pit)
    return f"PIT {bars} ({' '.join(f'{float(part):.2f}' for part in pit)})"


def forecast_rows(one: Counted, act: str) -> list[dict[str, object]]:
    """The forecasts from one dataset as rows."""
    share, n = one.tried.share_beaten() if one.tried else (None, 0)
    rows: list[dict[str, object]] = []
    for made, evidence in zip(one.forecasts, one.evidence, strict=True):
        source, target = one.counts.dyads[made.dyad]
        rows.append(
            {
                "dataset": one.dataset,
                "counts": "events",
                "source": source,
                "target": target,
                "act": act,
                "window": (one.opens_on, one.closes_on),
                "p_any": round(made.p_any, 4),
                "mean": round(made.mean, 3),
                "low": made.low,
                "high": made.high,
                "distribution": [round(float(part), 5) for part in made.distribution],
                "forecaster": made.forecaster,
                **tried_columns(made),
                "baselines": {
                    name: {"p_any": round(chance, 4), "mean": round(mean, 3)}
                    for name, (chance, mean) in made.baselines.items()
                },
                "n_events": int(one.counts.counts[made.dyad].sum()),
                "share_of_dyads_beaten": share,
                "dyads_judged": n,
                "evidence": [{"dataset": cited.dataset, "row": cited.row} for cited in evidence],
            }
        )
    return rows


def tried_columns(made: CountForecast) -> dict[str, object]:
    """How the model did on a dyad's past windows, beside the best baseline and all of them."""
    tried = {name: round(error, 4) for name, error in made.tried.items()}
    others = {name: error for name, error in tried.items() if name != "model"}
    best = min(others, key=others.__getitem__) if others else ""
    return {
        "skill": None if made.skill is None else round(made.skill, 3),
        "crps": tried.get("model"),
        "best_baseline": best,
        "baseline_crps": others.get(best),
        "backtest_crps": tried,
    }


def bench_counts(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Name of the dataset.")],
    act: Act = "any",
    sector: Sector = "",
    days: Annotated[int, typer.Option(help="Length of the windows in days.")] = 28,
    least: Annotated[int, typer.Option(help="Events that a dyad needs to be judged.")] = 50,
    as_of: AsOf = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Backtest forecasts of counts on an imported dataset: CRPS, log and interval score, PIT.

    The origin rolls over the past; on each one only what was over by then is known. Dyads are
    chosen by their events over the whole time, which favours those that grew.

    \b
    Examples:
      detente bench counts icews --days 28
      detente bench counts gdelt-2024 --act "material conflict" --json
    """
    from detente.pipeline_counts import backtest_dataset
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        tried = backtest_dataset(
            opened, dataset, act=act, sector=sector, days=days, as_of=as_of_day(as_of)
        )
    row = backtest_row(tried, least=least)
    if as_json:
        print_json({"bench": "counts", "dataset": dataset, "act": act, **row})
        return
    note(
        f"{counted(len(tried.days), 'window')} of {days} days; the model beats every baseline on "
        f"{row['share_beaten']} of {row['dyads']} dyads with at least {least} events; "
        f"{tried.covered:.3f} of outcomes lie in its 0.90 interval; {pit_note(tried.pit)}"
    )
    print_rows(
        forecasters_of(tried, least=least),
        as_json=False,
        columns="forecaster crps log_score interval_score",
    )


def backtest_row(tried: Backtest, *, least: int) -> dict[str, object]:
    """A backtest as one JSON object."""
    share, n = tried.share_beaten(least_events=least)
    return {
        "windows": len(tried.days),
        "window_days": tried.window_days,
        "dyads": n,
        "least_events": least,
        "share_beaten": None if share is None else round(share, 4),
        "covered": round(tried.covered, 4),
        "pit": [round(float(part), 4) for part in tried.pit],
        "forecasters": [plain(row) for row in forecasters_of(tried, least=least)],
    }


def forecasters_of(tried: Backtest, *, least: int) -> list[dict[str, object]]:
    """Mean scores of each forecaster over the busy dyads; over all where none is busy."""
    busy = tried.events >= least
    if not busy.any():
        busy[:] = True
    return [
        {
            "forecaster": name,
            "crps": round(float(tried.scores[name][:, busy].mean()), 4),
            "log_score": round(float(tried.logs[name][:, busy].mean()), 4),
            "interval_score": round(float(tried.intervals[name][:, busy].mean()), 4),
        }
        for name in tried.scores
    ]
