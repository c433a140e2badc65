"""`detente whatif` and `detente scenarios`."""

from __future__ import annotations

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
    now,
)
from detente.cli.screen import note, print_rows, progress, report_left_out
from detente.errors import DetenteError
from detente.model import Rejection
from detente.pipeline_asked import asked_day
from detente.tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from detente.outlook.scenarios import Scenario
    from detente.pipeline_outlook import Book
    from detente.pipeline_project import Project

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
    from detente.pipeline_scenario_rows import difference_rows
    from detente.pipeline_scenarios import (
        Asked,
        assumptions_of,
        check_name,
        keep_scenario,
        run_what_if,
    )

    code = actor_code(actor, project)
    asked = Asked(code, tuple(assume or ()), asked_day(until, "--until"), dataset, draws, seed)
    on = as_of_day(as_of)
    with open_project(project) as opened, progress() as tell:
        assumptions_of(opened, asked.assume)
        if save:
            check_name(opened, save, code)
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
    for entry, outcome in ran.conditionals:
        who = entry.judge or entry.publisher or "a document"
        came = f" (resolved: {outcome})" if outcome else ""
        note(f"{who} on this condition: {entry.text}{came}")


def scenarios(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAMES]", help="Compare the newest runs of these."),
    ] = None,
    rerun: Annotated[
        bool, typer.Option("--rerun", help="Run those again of which something has changed.")
    ] = False,
    runs: Annotated[
        bool, typer.Option("--runs", help="Compare all runs of the one scenario named.")
    ] = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List kept scenarios, run them again where the ledger changed, and compare them.

    A run rests on its dataset and on what documents forecast on the same condition: when either
    changed (rows imported, documents added or withdrawn, readings rejected, forecasts resolved),
    the column "changed" says so. A scenario runs again with its own draws and seed, and the
    earlier run is kept.

    \b
    Examples:
      detente scenarios
      detente scenarios truce escalation
      detente scenarios --rerun
      detente scenarios truce --runs
    """
    from detente.pipeline_outlook import read_book
    from detente.pipeline_picture import Sight
    from detente.pipeline_project import open_project
    from detente.pipeline_scenario_changes import changes_since
    from detente.pipeline_scenario_rows import by_run, compared, newest_runs
    from detente.pipeline_scenarios import kept_scenarios

    failed: list[Rejection] = []
    with open_project(project) as opened, progress() as tell:
        kept = newest_runs(kept_scenarios(opened))
        changed: dict[str, list[str]] = {}
        if kept:
            on = as_of_day(as_of)
            book = read_book(opened, as_of=on, now=now(), progress=tell)
            sight = Sight("", on)
            changed = {one.name: changes_since(opened, one, book, sight) for one in kept.values()}
            for one in [one for one in kept.values() if rerun and changed[one.name]]:
                try:
                    run_again(opened, one, as_of=on, book=book)
                    changed[one.name] = []
                except DetenteError as error:
                    # What was assumed may lie in the past by now: the others run all the same.
                    failed.append(Rejection("scenario", one.name, str(error)))
        history = kept_scenarios(opened)
    kept = newest_runs(history)
    if names or runs:
        compare, columns = (by_run(history, names or []), []) if runs else (kept, names or [])
        for run, one in compare.items() if runs else ():
            note(f"{run}: {told_question(one)}")
        columns = columns or list(compare)
        print_rows(
            compared(compare, columns),
            as_json=as_json,
            columns=["relation", "acts", *columns],
        )
        report_left_out(failed)
        return
    if not kept:
        note("no scenario is kept; keep one with: detente whatif ACTOR --assume … --save NAME")
    listed = [listed_row(one, changed[one.name]) for one in kept.values()]
    print_rows(listed, as_json=as_json, columns="name actor assumptions until dataset changed")
    if any(changed.values()):
        note("of some something has changed since they ran; run them again with --rerun")
    report_left_out(failed)


def told_question(one: Scenario) -> str:
    """What a run asked, so that runs of one name can be told apart.

    Runs of one name may assume different things, on different data.
    """
    first = next(iter(one.rows), {})
    ends = f" up to {one.last_day}" if one.last_day else ""
    return (
        f"{one.actor}, {'; '.join(one.assumptions)}, until {one.until}, {one.dataset}{ends}, "
        f"{first.get('draws', '?')} draws, seed {first.get('seed', '?')}"
    )


def listed_row(one: Scenario, changed: Sequence[str]) -> dict[str, object]:
    """A kept scenario as a row of the list."""
    first = next(iter(one.rows), {})
    return {
        "name": one.name,
        "actor": one.actor,
        "assumptions": one.assumptions,
        "until": one.until,
        "dataset": one.dataset,
        "ran_at": one.ran_at,
        "draws": first.get("draws"),
        "seed": first.get("seed"),
        "data_changed": any(each.startswith("dataset") for each in changed),
        "changed": changed,
    }


def run_again(project: Project, kept: Scenario, *, as_of: date, book: Book) -> None:
    """Run a kept scenario on the ledger as it is now, and keep that run beside the earlier."""
    from detente.pipeline_scenario_rows import difference_rows
    from detente.pipeline_scenarios import asked_again, keep_scenario, run_what_if

    asked = asked_again(kept)
    ran = run_what_if(project, asked, as_of=as_of, book=book)
    rows = [plain(row) for row in difference_rows(ran)]
    keep_scenario(project, kept.name, asked, ran, rows=rows, now=now())
    note(f"{kept.name}: run again")
