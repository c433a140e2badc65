"""`detente whatif` and `detente scenarios`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    DEFAULT_PROJECT,
    Actor,
    AsJson,
    AsOf,
    ProjectPath,
    actor_code,
    as_of_day,
    day,
    now,
)
from detente.cli.screen import note, print_rows, progress
from detente.errors import InputError
from detente.tables import plain

if TYPE_CHECKING:
    from detente.outlook.entries import Entry
    from detente.outlook.scenarios import Scenario
    from detente.pipeline_scenarios import Ran

COLUMNS = "relation acts without with difference low high verdict"


def whatif(
    actor: Actor,
    until: Annotated[str, typer.Option(metavar="DATE", help="Last day of the span.")],
    assume: Annotated[
        list[str] | None,
        typer.Option(
            help="'CHN CONSULT USA 2026-04', 'RUS-UKR ceasefire by 2026-06' or "
            "'USA stops SANCTION IRN 2026-05'."
        ),
    ] = None,
    dataset: Annotated[str, typer.Option(help="Fit on this dataset.")] = "",
    draws: Annotated[int, typer.Option(min=20, help="Runs.")] = 400,
    seed: Annotated[int, typer.Option(help="Of all chance.")] = 0,
    save: Annotated[str, typer.Option(metavar="NAME", help="Keep the run under a name.")] = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Run a state's relations forward with an assumption and without, and show what differs.

    Shown is, for each relation, how many acts are expected without and with the assumption, and
    the difference with its 0.90 interval; where the data can't tell, that is said. A ceasefire,
    truce or end of something is a state: from its day on there are none of the acts that it ends.
    Below it stands what documents forecast on the same condition.

    \b
    Examples:
      detente whatif PRK --assume "CHN CONSULT USA 2026-04" --until 2026-12-31
      detente whatif TUR --assume "RUS-UKR ceasefire by 2026-06" --until 2026-12-31 --save truce
    """
    from detente.pipeline_outlook import read_book
    from detente.pipeline_project import open_project
    from detente.pipeline_scenarios import Asked, assumptions_of, keep_scenario, run_what_if

    code = actor_code(actor, project)
    asked = Asked(code, tuple(assume or ()), day(until, "--until"), dataset, draws, seed)
    on = as_of_day(as_of)
    with open_project(project) as opened, progress() as tell:
        assumptions_of(opened, asked.assume)
        book = read_book(opened, as_of=on, now=now(), progress=tell)
        tell("running forward", 0, 0)
        ran = run_what_if(opened, asked, as_of=on, book=book)
        rows = difference_rows(ran)
        if save:
            keep_scenario(opened, save, asked, ran, rows=[plain(row) for row in rows], now=now())
    told = sum(row["verdict"] in ("more", "fewer") for row in rows)
    note(
        f"{ran.dataset} up to {ran.last_day}; {draws} runs to {ran.until}; the data tell of "
        f"{told} of {len(rows)} relations"
    )
    for told_note in ran.notes:
        note(told_note)
    print_rows(rows, as_json=as_json, columns=COLUMNS)
    for entry in ran.conditionals:
        note(f"{entry.judge or entry.publisher or 'a document'} on this condition: {entry.text}")


CANNOT_TELL = "the data can't tell"
ASSUMED = "assumed to stop"


def difference_rows(ran: Ran) -> list[dict[str, object]]:
    """The relations as rows: those of which the data tell first, then by size."""
    rows: list[tuple[tuple[bool, float], dict[str, object]]] = []
    for one, relation, evidence in zip(ran.differences, ran.relations, ran.evidence, strict=True):
        verdict = CANNOT_TELL
        if one.assumed:
            verdict = ASSUMED
        elif one.told:
            verdict = "more" if one.difference > 0 else "fewer"
        row = {
            "relation": f"{relation.source}>{relation.target}",
            "source": relation.source,
            "target": relation.target,
            "acts": relation.acts,
            "without": round(one.without, 2),
            "without_interval": one.without_interval,
            "with": round(one.with_it, 2),
            "with_interval": one.with_interval,
            "difference": round(one.difference, 3),
            "low": round(one.low, 3),
            "high": round(one.high, 3),
            "p_more": round(one.p_more, 3),
            "verdict": verdict,
            "dataset": ran.dataset,
            "span": (ran.last_day, ran.until),
            "assumptions": [each.text for each in ran.assumptions],
            "conditionals": [conditional_row(entry) for entry in ran.conditionals],
            "evidence": [{"dataset": cited.dataset, "row": cited.row} for cited in evidence],
        }
        rows.append(((not one.told, -abs(one.difference)), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def conditional_row(entry: Entry) -> dict[str, object]:
    """What a document forecasts on the same condition, with its author."""
    return {
        "id": entry.id,
        "speaker": entry.judge,
        "publisher": entry.publisher,
        "text": entry.text,
        "condition": entry.condition,
        "likelihood": None if entry.low is None else (entry.low, entry.high),
        "window": None if entry.closes_on is None else (entry.opens_on, entry.closes_on),
        "made_on": entry.made_on,
        "document": entry.document,
        "start": entry.start,
        "end": entry.end,
    }


def scenarios(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAMES]", help="Compare the newest runs of these."),
    ] = None,
    rerun: Annotated[
        bool, typer.Option("--rerun", help="Run those again whose dataset has changed.")
    ] = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List kept scenarios, run them again where the data changed, and compare them.

    \b
    Examples:
      detente scenarios
      detente scenarios truce escalation
      detente scenarios --rerun
    """
    from detente.pipeline_project import open_project
    from detente.pipeline_scenarios import (
        Asked,
        is_stale,
        keep_scenario,
        kept_scenarios,
        run_what_if,
    )

    with open_project(project) as opened:
        kept = newest_runs(kept_scenarios(opened))
        stale = {one.name: is_stale(opened, one) for one in kept.values()}
        for one in [one for one in kept.values() if rerun and stale[one.name]]:
            asked = Asked(one.actor, one.assumptions, one.until, one.dataset)
            ran = run_what_if(opened, asked, as_of=as_of_day(as_of))
            rows = [plain(row) for row in difference_rows(ran)]
            keep_scenario(opened, one.name, asked, ran, rows=rows, now=now())
            note(f"{one.name}: run again")
        kept = newest_runs(kept_scenarios(opened))
    if names:
        print_rows(
            compared(kept, names), as_json=as_json, columns=f"relation acts {' '.join(names)}"
        )
        return
    if not kept:
        note("no scenario is kept; keep one with: detente whatif ACTOR --assume … --save NAME")
    listed = [
        {
            "name": one.name,
            "actor": one.actor,
            "assumptions": one.assumptions,
            "until": one.until,
            "dataset": one.dataset,
            "ran_at": one.ran_at,
            "data_changed": stale.get(one.name, False) and not rerun,
        }
        for one in kept.values()
    ]
    print_rows(listed, as_json=as_json, columns="name actor assumptions until dataset data_changed")


def newest_runs(runs: list[Scenario]) -> dict[str, Scenario]:
    """By name the run that was kept last."""
    return {one.name: one for one in runs}


def compared(kept: dict[str, Scenario], names: list[str]) -> list[dict[str, object]]:
    """Relations by scenario: the difference that each makes, with its interval.

    Raises:
        InputError: if there is no scenario of a name.
    """
    table: dict[tuple[str, str], dict[str, object]] = {}
    for name in names:
        if name not in kept:
            raise InputError(
                f"no scenario {name!r} is kept; those are: {', '.join(kept) or 'none'}"
            )
        for row in json.loads(kept[name].results):
            line = table.setdefault(
                (row["relation"], row["acts"]), {"relation": row["relation"], "acts": row["acts"]}
            )
            said = f"{row['difference']} ({row['low']} to {row['high']})"
            line[name] = said if row["verdict"] != CANNOT_TELL else f"{said}: can't tell"
    return list(table.values())
