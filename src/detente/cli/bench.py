"""`detente bench`: how well and how fast the coder does on files of known form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import DEFAULT_PROJECT
from detente.cli.screen import note, print_json, report_left_out

if TYPE_CHECKING:
    from detente.bench.reports import Report
    from detente.settings import Settings

app = typer.Typer(
    help="How well and how fast the coder does on files of known form.",
    epilog="Example: detente bench events records.jsonl --json --predictions coded.jsonl",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsReport = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Also print the tables of gold against predicted.")
]
Predictions = Annotated[
    Path | None,
    typer.Option(
        "--predictions",
        metavar="FILE",
        dir_okay=False,
        help="Write what was predicted, a JSON object for each row.",
    ),
]
Settled = Annotated[
    Path,
    typer.Option(
        "--project",
        envvar="DETENTE_PROJECT",
        metavar="PATH",
        readable=False,
        help="The project whose settings count.",
    ),
]


FORMS = "gdelt, icews, quadruples, polecat, ucdp, plain or scores."


@app.callback()
def bench() -> None:
    """How well and how fast the coder does on files of known form.

    Rows that can't be used are listed with line and reason, and the exit code is then 3.
    """


@app.command()
def events(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSONL: {id, text, date, events} a line.")
    ],
    as_json: AsReport = False,
    verbose: Verbose = False,
    predictions: Predictions = None,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Score who did what to whom against gold event records.

    A row is {"id": "1", "text": "…", "date": "2024-05-06", "events": [{"source": "CHL",
    "target": "PER", "code": "CONSULT"}]}; sources and targets are ISO alpha-3, codes PLOVER roots
    or CAMEO codes, and events is [] where the text holds none. The date may be missing.

    \b
    Examples:
      detente bench events records.jsonl
      detente bench events records.jsonl --json --predictions coded.jsonl
    """
    from detente.bench.events import run_events

    show(
        run_events(file, settings=settings_of(project)),
        as_json=as_json,
        verbose=verbose,
        predictions=predictions,
    )


@app.command()
def plover(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Table: sentence, marked_sentence, source, target, gold_root."
        ),
    ],
    as_json: AsReport = False,
    verbose: Verbose = False,
    predictions: Predictions = None,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Score the relation between two given parties against published annotation.

    A tab-separated table whose first line names the columns. In marked_sentence the source stands
    in <s>…</s> and the target in <t>…</t>; without it both are looked for by their words. YIELD
    is the older name of CONCEDE.

    \b
    Examples:
      detente bench plover pairs.tsv --verbose
      detente bench plover pairs.tsv --json --predictions coded.jsonl
    """
    from detente.bench.pairs import run_pairs

    show(
        run_pairs(file, settings=settings_of(project)),
        as_json=as_json,
        verbose=verbose,
        predictions=predictions,
    )


@app.command()
def dates(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder with TimeML files (.tml).")
    ],
    as_json: AsReport = False,
    verbose: Verbose = False,
    predictions: Predictions = None,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Score the dates of a text against TimeML, as TempEval-3 counts.

    Extents are compared strictly and by overlap, types and values where extents overlap. The
    document's date is the TIMEX3 whose functionInDocument is CREATION_TIME; it is not scored.

    \b
    Examples:
      detente bench dates timebank/
      detente bench dates timebank/ --json --predictions dates.jsonl
    """
    from detente.bench.dates import run_dates

    show(
        run_dates(folder, settings=settings_of(project)),
        as_json=as_json,
        verbose=verbose,
        predictions=predictions,
    )


@app.command()
def statements(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Annotations: a .jsonl file or a folder of them.")
    ],
    texts: Annotated[
        Path, typer.Argument(metavar="DOCS", help="The documents that they name, or their folder.")
    ],
    causes: Annotated[
        bool, typer.Option("--causes", help="Also count why annotations were missed.")
    ] = False,
    as_json: AsReport = False,
    verbose: Verbose = False,
    predictions: Predictions = None,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Score statements of all six kinds against annotated documents.

    A row of GOLD is {"doc": "wire.txt", "anchor": "the beginning of the sentence", "kind": "event",
    "source": ["CHL"], "target": ["PER"], "codes": ["CONSULT"]} with sectors, time, phrase,
    speaker, condition, directed and core as the codebook has them. A manifest.csv beside DOCS or
    GOLD gives the dates of publication.

    \b
    Examples:
      detente bench statements gold/ documents/
      detente bench statements gold/ documents/ --causes --verbose
    """
    from detente.bench.annotated_documents import run_statements

    show(
        run_statements(gold, texts, settings=settings_of(project), causes=causes),
        as_json=as_json,
        verbose=verbose,
        predictions=predictions,
    )


@app.command()
def speed(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A document a line, or any file that is read.")
    ],
    documents: Annotated[
        int, typer.Option(min=0, help="Time so many documents, evenly spread; 0 for all.")
    ] = 0,
    sample: Annotated[
        int, typer.Option(min=0, help="Code so many of them again with the filter off.")
    ] = 20,
    as_json: AsReport = False,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Measure sentences a second in one process, and what the filter before the parser loses.

    Rates are given by processor time and by the clock, over all sentences and over those that
    were parsed. The recall of the filter is the share of statements, found with the filter off,
    whose sentence it lets through.

    \b
    Examples:
      detente bench speed documents.jsonl
      detente bench speed documents.jsonl --documents 50 --sample 10 --json
    """
    from detente.bench.speed import run_speed

    report = run_speed(file, settings=settings_of(project), documents=documents, sample=sample)
    show(report, as_json=as_json)


@app.command("import")
def imports(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="gdelt, icews, polecat, ucdp, plain or scores.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of that kind.")],
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="As for detente import.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="So many times in turn; the best counts.")] = 3,
    as_json: AsReport = False,
    project: Settled = DEFAULT_PROJECT,
) -> None:
    """Measure rows a second of an import, beside DuckDB reading the file and writing Parquet.

    The ratio is DuckDB's time over ours: 1 is as fast. Nothing is kept.

    \b
    Examples:
      detente bench generate rows.csv --rows 1000000
      detente bench import gdelt rows.csv --json
    """
    from detente.bench.imports import run_imports
    from detente.pipeline_datasets import Asked, check, mapping_of

    check(Asked(kind))
    settings = settings_of(project)
    report = run_imports(file, kind, settings=settings, mapping=mapping_of(mapping), rounds=rounds)
    show(report, as_json=as_json)


@app.command()
def generate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the rows.")],
    form: Annotated[str, typer.Option("--form", help=FORMS)] = "gdelt",
    rows: Annotated[int, typer.Option(min=1, help="About how many.")] = 100_000,
    days: Annotated[int, typer.Option(min=1, help="From 1 January 2015 on.")] = 3650,
    dyads: Annotated[int, typer.Option(min=1, help="Directed dyads with events.")] = 60,
    seed: Annotated[int, typer.Option(min=0, help="The same rows for the same number.")] = 1,
    memory: Annotated[
        float, typer.Option(min=0.0, max=0.999, help="What a level keeps of the day before.")
    ] = 0.0,
    level_sd: Annotated[
        float, typer.Option(min=0.0, help="How far levels move by themselves; 0 is calm.")
    ] = 0.0,
    calm: Annotated[bool, typer.Option("--calm", help="Plant no effect at all.")] = False,
) -> None:
    """Write a made-up event dataset with planted effects, and what is true of it beside it.

    Planted are steps, episodes, changes of tempo, silences, replies in kind and a publisher that
    drops out; FILE.truth.json has them with dyads and days. Nothing else is coupled.

    \b
    Examples:
      detente bench generate rows.csv --rows 1000000
      detente bench generate calm.tab --form icews --calm --memory 0.98 --level-sd 1
    """
    from detente.bench.generated_files import generate as write_rows
    from detente.bench.generating import Plan

    plan = Plan(
        rows=rows,
        days=days,
        dyads=dyads,
        seed=seed,
        memory=memory,
        level_sd=level_sd,
        effects=() if calm else None,
    )
    note(f"{write_rows(file, form, plan):,} rows in {file}, the truth in {file}.truth.json")


def settings_of(project: Path) -> Settings:
    """The settings of a project, the defaults where there is none."""
    from detente.settings import load_settings

    return load_settings(project)


def show(
    report: Report,
    *,
    as_json: bool,
    verbose: bool = False,
    predictions: Path | None = None,
) -> None:
    """Print a report, write its predictions where asked to, list the rows that were left out.

    Raises:
        typer.Exit: with code 3 where rows could not be used.
    """
    from detente.bench.reports import as_json as json_form
    from detente.bench.reports import lines_of
    from detente.bench.rows import write_json_rows

    if predictions is not None:
        write_json_rows(predictions, report.predictions)
    if as_json:
        print_json(json_form(report))
    else:
        typer.echo("\n".join(lines_of(report, verbose=verbose)))
    report_left_out(report.unusable)
