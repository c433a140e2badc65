"""`detente calendar` and `detente outlook`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.lines import asked, drawn, print_lines, tell_if_unknown
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
    today,
)
from detente.cli.outlook_rows import (
    FactRows,
    drift_row,
    entry_row,
    in_thousandths,
    proposal_columns,
    score_row,
)
from detente.cli.outputs import STDOUT, check_outputs, write_output
from detente.cli.screen import counted, note, print_rows, progress, report_left_out
from detente.errors import InputError
from detente.pipeline_asked import asked_day

if TYPE_CHECKING:
    from detente.outlook.entries import Entry
    from detente.pipeline_outlook import Book

app = typer.Typer(
    help="What the documents say lies ahead, and how forecasts came out.",
    epilog="Example: detente outlook list Vietnam --as-of 2026-01-15 --json",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SomeActor = Annotated[
    str, typer.Argument(metavar="[ACTOR]", help="Only what concerns this state; all without it.")
]
Who = Annotated[str, typer.Option("--who", envvar="DETENTE_REVIEWER", help="Who says so.")]
SCORE_COLUMNS = (
    "by name n n_void share_void brier brier_interval skill_climatology skill_no_change log_score"
)


def calendar(
    actor: Actor,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Write an iCalendar feed; - for stdout."),
    ] = None,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List dated occurrences ahead and past, with the forecasts that hinge on them.

    \b
    Examples:
      detente calendar PRK
      detente calendar Vietnam --as-of 2026-01-15 --json
      detente calendar KEN --ics kenya.ics
    """
    wanted = asked(actor, project=project, as_of=as_of, known_at=known_at)
    if ics is not None:
        from detente.briefing.ics import render_ics

        check_outputs([ics])
        write_output(ics, render_ics(drawn(wanted, ["calendar"])))
        return
    print_lines(
        wanted, ["calendar"], as_json=as_json, columns="begins_on ends_on status title actors"
    )


@app.callback()
def outlook() -> None:
    """What the documents say lies ahead, and how forecasts came out."""


@app.command("list")
def list_forecasts(
    actor: Actor,
    as_of: AsOf = "",
    known_at: KnownAt = "",
    drift: Annotated[
        bool, typer.Option("--drift", help="Only forecasts made again: how each one moved.")
    ] = False,
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List the forecasts about a state: by whom, how likely, on what condition, until when.

    What documents forecast is recorded when it is first listed, with the rule that will decide
    it. Status: open, due (see detente outlook due), resolved yes, no or void.

    \b
    Examples:
      detente outlook list PRK
      detente outlook list "South Korea" --as-of 2026-01-15 --json
      detente outlook list IRN --drift
    """
    book, entries = _read(actor, project=project, as_of=as_of, known_at=known_at)
    if drift:
        from detente.outlook.drift import link

        rows = [drift_row(thread) for thread in link(entries)]
        print_rows(rows, as_json=as_json, columns="text forecasts judges moved drift")
        return
    on = as_of_day(as_of)
    if not entries:
        note("no forecast about it was found or made")
    note_unresolvable(entries)
    listed = [entry_row(book, one, as_of=on) for one in entries]
    print_rows(listed, as_json=as_json, columns="id text phrase likelihood condition window status")


@app.command("due")
def list_due(
    actor: SomeActor = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """List forecasts that can be resolved, with what speaks for and against, and a proposal.

    The program proposes by the rule that was recorded with the forecast; you decide with
    detente outlook resolve.

    \b
    Examples:
      detente outlook due
      detente outlook due PRK --as-of 2026-06-30 --json
    """
    from detente.pipeline_outlook import due, rows_cited

    book, entries = _read(actor, project=project, as_of=as_of, known_at=known_at)
    on = as_of_day(as_of)
    waiting = due(book, entries, as_of=on)
    if not waiting:
        note(f"nothing can be resolved as of {on}")
    cited = rows_cited(project, book, waiting) if as_json else {}
    facts = FactRows(book, cited)
    rows = [
        entry_row(book, one, as_of=on) | proposal_columns(book.proposals[one.id], facts)
        for one in waiting
    ]
    print_rows(
        rows,
        as_json=as_json,
        columns="id text window proposed why n_supporting n_opposing",
    )


@app.command("resolve")
def resolve_forecast(
    forecast: Annotated[
        str, typer.Argument(metavar="ID", help="Id of the forecast, or its start.")
    ],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="yes, no or void.")],
    why: Annotated[str, typer.Option(help="The reason, kept beside the decision.")],
    who: Who = "",
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Day on which it was settled; today if not given.")
    ] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option(help="What it rests on: a key of detente outlook due, or an address."),
    ] = None,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Decide how a forecast came out; an earlier decision is kept beside it, the newest counts.

    \b
    Examples:
      detente outlook resolve forecast-3f2a9c0d11e8 yes --why "signed on 3 May" --who "A. Reader"
      detente outlook resolve forecast-3f2a void --why "its condition did not come true"
    """
    from detente.outlook.entries import Resolution
    from detente.pipeline_outlook import decisions_on, resolve
    from detente.pipeline_project import open_project

    resolution = Resolution(
        entry=forecast,
        outcome=outcome.lower(),
        decided_at=now(),
        why=why,
        resolver=who,
        resolved_on=asked_day(on, "--on") if on else None,
        evidence=tuple(evidence or ()),
    )
    with open_project(project) as opened:
        entry = resolve(opened, resolution)
        earlier = decisions_on(opened, entry.id)[:-1]
    note(f"recorded: {outcome.lower()} for {entry.id}: {entry.text}")
    if not on:
        note(f"it counts from {resolution.known_from} on; give --on if it was settled earlier")
    for before in earlier[-1:]:
        by = f" by {before.resolver}" if before.resolver else ""
        note(f"it counts in place of {before.outcome}{by} ({before.why}), which is kept beside it")


@app.command("add")
def add_forecast(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The forecast as a sentence.")],
    probability: Annotated[
        str, typer.Option("--probability", "-p", help="0 to 1, or an interval as 0.2-0.4.")
    ],
    by: Annotated[str, typer.Option(metavar="DATE", help="Last day on which it can come true.")],
    act: Annotated[
        str,
        typer.Option(help="What would make it true, as 'CHN CONSULT USA'; the program looks."),
    ] = "",
    why: Annotated[str, typer.Option(help="Your reasons.")] = "",
    rule: Annotated[str, typer.Option(help="What makes it true, false or void.")] = "",
    condition: Annotated[str, typer.Option(help="Only if this comes true.")] = "",
    who: Who = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Record a forecast of your own, with probability and reasons; it can't be changed later.

    \b
    Examples:
      detente outlook add "Kenya and Uganda hold talks" -p 0.7 --by 2026-12-31
      detente outlook add "Talks by July" -p 0.2-0.4 --by 2026-07-31 --act "KEN CONSULT UGA"
    """
    from detente.pipeline_own_forecasts import Own, add_own
    from detente.pipeline_project import open_project

    low, high = interval(probability)
    own = Own(
        text=text,
        low=low,
        high=high,
        closes_on=asked_day(by, "--by"),
        act=act,
        judge=who,
        reasons=why,
        rule=rule,
        condition=condition,
    )
    with open_project(project) as opened:
        entry = add_own(opened, own, now=now(), as_of=today())
    note(f"recorded: {entry.id}; {entry.rule}")


@app.command("scores")
def show_scores(
    actor: SomeActor = "",
    by: Annotated[
        str,
        typer.Option(
            help="Groups: judge, publisher, topic, horizon, phrase, kind; commas; or all."
        ),
    ] = "judge,publisher,topic,horizon,phrase",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    as_json: AsJson = False,
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Score the resolved forecasts: Brier and log score, skill, calibration, with n.

    Intervals are 0.90, from drawing the forecasts again. Skill is against the share of the other
    forecasts that came true, and against "nothing changes". With --json also the parts of the
    Brier score, the calibration and its counts.

    \b
    Examples:
      detente outlook scores
      detente outlook scores PRK --by judge,phrase --json
    """
    from detente.outlook.score_tables import GROUPS
    from detente.pipeline_outlook import score

    groups = list(GROUPS) if by == "all" else [name.strip() for name in by.split(",") if name]
    for name in groups:
        if name not in GROUPS:
            raise InputError(f"--by {name!r} is not known; one of {', '.join(GROUPS)}, or all")
    book, entries = _read(actor, project=project, as_of=as_of, known_at=known_at)
    table = score(book, entries, groups=groups)
    rows = [score_row(one) for one in table if one.n or one.n_void or one.by == "all"]
    if not table[0].n:
        note("no forecast with a likelihood is resolved; see: detente outlook due")
    print_rows(
        rows if as_json else map(in_thousandths, rows), as_json=as_json, columns=SCORE_COLUMNS
    )


@app.command("import")
def import_forecasts(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILES", help=".json, .jsonl, .csv or .tsv.")
    ],
    who: Annotated[str, typer.Option(help="Who forecasts, where a file doesn't say.")] = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Record questions with their forecasts and outcomes, as forecasting sites give them out.

    Columns are told by their usual names: question or title, probability, open and close dates,
    outcome or resolution, url, forecaster. Read are Metaculus' downloads (question_data.csv
    together with forecast_data.csv) and its posts as JSON, Good Judgment's questions together with
    its survey of forecasts, and tables of your own. Questions with other answers than yes and no
    are listed as left out.

    \b
    Examples:
      detente outlook import questions.json
      detente outlook import question_data.csv forecast_data.csv
      detente outlook import my-forecasts.csv --who "A. Reader"
    """
    from detente.pipeline_own_forecasts import import_questions
    from detente.pipeline_project import open_project

    with open_project(project) as opened:
        found = import_questions(opened, paths, now=now(), judge=who)
    new, settled = len(found.entries), len(found.resolutions)
    note(f"{counted(new, 'new forecast')}, {counted(settled, 'new resolution')}")
    report_left_out(found.rejected)


@app.command("export")
def export_forecasts(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=".json or .csv; - for JSON.")],
    actor: SomeActor = "",
    as_of: AsOf = "",
    known_at: KnownAt = "",
    project: ProjectPath = DEFAULT_PROJECT,
) -> None:
    """Write the forecasts with their resolutions, for a spreadsheet or another program.

    \b
    Examples:
      detente outlook export forecasts.csv
      detente outlook export - PRK | jq .
    """
    from detente.adapters.question_files import csv_text, exported
    from detente.tables import plain

    check_outputs([path])
    book, entries = _read(actor, project=project, as_of=as_of, known_at=known_at)
    rows = exported(entries, book.resolutions)
    if path.suffix.lower() == ".csv":
        write_output(path, csv_text(rows).encode())
    elif path == STDOUT or path.suffix.lower() == ".json":
        written = json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=1)
        write_output(path, (written + "\n").encode())
    else:
        raise InputError(f"{path}: forecasts are written as .json or .csv; name the file so")
    note(f"wrote {counted(len(rows), 'forecast')} to {path}")


def _read(actor: str, *, project: Path, as_of: str, known_at: str) -> tuple[Book, list[Entry]]:
    """The ledger's forecasts, and those that concern the actor."""
    from detente.pipeline_outlook import of_actor, read_book
    from detente.pipeline_project import open_project

    code = actor_code(actor, project) if actor else ""
    on, known = as_of_day(as_of), moment(known_at)
    with open_project(project) as opened, progress() as tell:
        book = read_book(opened, as_of=on, now=now(), known_at=known, progress=tell)
    entries = of_actor(book, code, as_of=on)
    if code and not entries:
        tell_if_unknown(code, book.reading.documents, book.reading.statements)
    return book, entries


def note_unresolvable(entries: Iterable[Entry]) -> None:
    """Say how many forecasts no rule can decide."""
    number = sum(bool(one.unresolvable) for one in entries)
    if number:
        note(f"{counted(number, 'forecast')} can't be decided by a rule; a reader decides")


def interval(text: str) -> tuple[float, float]:
    """A probability or an interval of them.

    >>> interval("0.35"), interval("0.2-0.4"), interval("20%-40%")
    ((0.35, 0.35), (0.2, 0.4), (0.2, 0.4))

    Raises:
        InputError: if it is none.
    """
    try:
        ends = [float(part.strip("% ")) / (100 if "%" in part else 1) for part in text.split("-")]
    except ValueError:
        ends = []
    if len(ends) not in (1, 2):
        raise InputError(f"--probability {text!r} is none; give 0.35, or 0.2-0.4")
    return ends[0], ends[-1]
