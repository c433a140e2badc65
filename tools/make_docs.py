"""Write the pages of ``docs/`` that say what the code says: tables, codebook, settings, commands.

    python tools/make_docs.py            write them
    python tools/make_docs.py --check    exit 1 if one of them is out of date

A test in ``tests/contract`` runs the check, so a change of the code comes with its page.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import typer
from typer.main import get_command

from detente import cli, model
from detente.adapters.ledger_schema import TABLES
from detente.briefing.page import LISTS
from detente.codebook import load_codebook
from detente.codebook.algebra import OPERATORS
from detente.codebook.files import read_bytes, shipped
from detente.series import Series
from detente.settings import Settings
from detente.tables import Column, Table, columns_of, without_none

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FIELDS = Path(__file__).with_name("briefing_fields.toml")
MADE = "<!-- Made by tools/make_docs.py; change the code and run it again. -->\n\n"
UNITS = {
    "bytes": "bytes",
    "chars": "characters",
    "seconds": "seconds",
    "days": "days",
    "similarity": "share",
    "redirects": "redirects",
    "processes": "processes",
    "threads": "threads",
    "takeaways": "lines",
}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    cells = ((str(cell).replace("|", "\\|") for cell in line) for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def plain_type(hint: object) -> str:
    """A type as a reader writes it: ``tuple[str, ...]``, ``date or null``."""
    bare, nullable = without_none(hint)
    name = bare.__name__ if isinstance(bare, type) and not hasattr(bare, "__args__") else str(bare)
    name = re.sub(r"\b(?:typing|collections\.abc|datetime|detente\.model)\.", "", name)
    return name.replace("~", "") + (" or null" if nullable else "")


def attribute_notes(noun: type) -> dict[str, str]:
    """What the ``Attributes:`` of a docstring say, by field.

    An entry may speak of several fields ("begins_on, ends_on: …") and of others inside its text.
    """
    text = inspect.cleandoc(noun.__doc__ or "").partition("Attributes:\n")[2]
    entries = re.findall(r"^    ([\w, ]+): (.+(?:\n        .+)*)", text, re.MULTILINE)
    found: dict[str, str] = {}
    for names, words in entries:
        note = " ".join(words.split()).replace("``", "`")
        for name in names.split(", "):
            found[name] = note
        for name in re.findall(r"`(\w+)`", note):
            found.setdefault(name, note)
    return found


def summary_of(thing: object) -> str:
    """The first paragraph of a docstring on one line."""
    first = inspect.cleandoc(getattr(thing, "__doc__", "") or "").split("\n\n")[0]
    return " ".join(first.split()).replace("``", "`")


def noun_part(noun: type) -> str:
    """One noun: its meaning and its fields."""
    hints = inspect.get_annotations(noun, locals={"Series": Series}, eval_str=True)
    notes = attribute_notes(noun)
    rows = [
        (f"`{field.name}`", plain_type(hints[field.name]), notes.get(field.name, ""))
        for field in dataclasses.fields(noun)
    ]
    head = ("field", "type", "meaning")
    return f"### {noun.__name__}\n\n{summary_of(noun)}\n\n{table(head, rows)}\n"


def nouns() -> Iterator[type]:
    """The dataclasses of the model, in the order of the file."""
    for noun in vars(model).values():
        if isinstance(noun, type) and noun.__module__ == model.__name__:
            yield noun


def sql_type(column: Column) -> str:
    """The SQL side of a column."""
    return column.sql + (" JSON" if column.nested else "") + (" or NULL" if column.nullable else "")


def table_part(one: Table) -> str:
    """One table of the ledger and its columns."""
    kept = "Recorded." if one.recorded else "Derived: can be computed again."
    key = f" Key: {', '.join(f'`{name}`' for name in one.key)}." if one.key else " A log."
    made_of = ", ".join(noun.__name__ for noun in one.nouns)
    rows = [
        (
            f"`{column.name}`",
            sql_type(column),
            noun.__name__,
            attribute_notes(noun).get(column.name, ""),
        )
        for noun in one.nouns
        for column in columns_of(noun)
    ]
    head = ("column", "SQL", "of", "meaning")
    return f"### {one.name}\n\n{kept}{key} Made of {made_of}.\n\n{table(head, rows)}\n"


def data_model() -> str:
    """The page of nouns and tables."""
    parts = [
        "# Data model\n\n",
        MADE,
        "The nouns of `detente.model` are the one schema; the ledger's tables, the JSON and the "
        "exports follow from it.\n\n",
        " ".join((model.__doc__ or "").split("\n\n")[1].split()).replace("``", "`") + "\n\n",
        "## Nouns\n\n",
        *map(noun_part, nouns()),
        "## Tables of the ledger\n\n",
        "`ledger.sqlite` in the project folder. Each table also has `row`, the order of arrival. "
        "Days are `YYYY-MM-DD`, instants ISO 8601 in UTC, nested values JSON.\n\n",
        *map(table_part, TABLES),
    ]
    return "".join(parts)


def table_head(name: str) -> tuple[list[str], list[str]]:
    """Comment and columns at the head of a vocabulary table."""
    comment: list[str] = []
    for line in read_bytes(name).decode("utf-8-sig").splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").rstrip())
        elif line.strip():
            return comment, [column.strip() for column in line.split("\t")]
    return comment, []


def vocabulary_part(name: str) -> str:
    """One table of the codebook: its columns, and what its own head says."""
    comment, columns = table_head(name)
    head = "\n".join(line.removeprefix(" ") for line in comment)
    listed = ", ".join(f"`{column}`" for column in columns)
    return f"### {name}\n\nColumns {listed}.\n\n```text\n{head}\n```\n\n"


def likelihood_rows() -> Iterator[tuple[str, str, str, str]]:
    """The table of probability phrases as it stands in the file."""
    lines = read_bytes("likelihood.tsv").decode("utf-8-sig").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    for phrases, low, high, *basis in rows[1:]:
        yield phrases.replace("|", ", "), low, high, basis[0] if basis else ""


def codebook() -> str:
    """The page of actors, actions, sectors, phrases, weights and vocabulary tables."""
    book = load_codebook()
    actors = [book.actors.actor(code) for code in book.actors.codes()]
    kinds = Counter(actor.kind for actor in actors)
    forms = Counter(alias.kind for alias in book.actors.aliases())
    weights = [
        (
            f"`{action}`",
            book.intensity.quad(action),
            book.intensity.weight(action),
            book.intensity.weight(action, "halt"),
        )
        for action in model.ACTIONS
    ]
    tables = sorted(entry.name for entry in shipped().iterdir() if entry.name.endswith(".tsv"))
    parts = [
        "# Codebook\n\n",
        MADE,
        "What words mean, as tables in `src/detente/codebook/data/`. A folder named by the "
        "setting `codebook_folder` goes before them, file by file.\n\n",
        "## Kinds of statement\n\n",
        "".join(f"- `{kind}`\n" for kind in model.KINDS),
        "\nThe README says what each means, with an example.\n\n## Actors\n\n",
        "States are coded by ISO 3166 alpha-3 (`XKX` is Kosovo), all others by the codebook's own "
        "codes; `detente actors` lists them.\n\n",
        table(("kind of actor", "number"), sorted(kinds.items())),
        "\n",
        table(("kind of written form", "number"), sorted(forms.items())),
        "\n## Actions and their intensity\n\n",
        "PLOVER roots. The weight is what the action says about a relation, from -10 to 10; "
        "*halted* is what its end says.\n\n",
        table(("action", "quad class", "weight", "halted"), weights),
        "\nA change in the words ("
        + ", ".join(f"`{change}`" for change in model.CHANGES)
        + ") is kept beside the action. Operators, words that take their code from what they act "
        f"on, stand in `src/detente/codebook/algebra.py`: {', '.join(sorted(OPERATORS))}.\n",
        "\n## Sectors\n\n",
        ", ".join(f"`{sector}`" for sector in model.SECTORS),
        ".\n",
        "\n## Likelihood\n\n",
        "What a probability phrase stands for; see [Likelihood](methods/likelihood.md).\n\n",
        table(("phrases", "low", "high", "basis"), likelihood_rows()),
        "\n## Tables\n\n",
        *map(vocabulary_part, tables),
    ]
    return "".join(parts)


def limits_of(field: object) -> str:
    """The range that a setting may have, from its constraints."""
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    found = [
        f"{sign} {getattr(rule, name):g}"
        for rule in getattr(field, "metadata", ())
        for name, sign in signs.items()
        if getattr(rule, name, None) is not None
    ]
    return ", ".join(found)


def settings_page() -> str:
    """The page of settings."""
    rows = []
    for name, field in Settings.model_fields.items():
        unit = UNITS.get(name.rpartition("_")[2], "")
        default = field.default if field.default is not None else "none"
        rows.append(
            (
                f"`{name}`",
                plain_type(field.annotation).removesuffix(" or null"),
                f"`{default}`",
                unit,
                limits_of(field),
                field.description or "",
                f"`DETENTE_{name.upper()}`",
            )
        )
    return "".join(
        (
            "# Settings\n\n",
            MADE,
            "Defaults, then `settings.toml` in the project folder (`name = value`), then "
            "environment variables; the later one counts. An unknown name in the file or a value "
            "out of range is refused with one line.\n\n",
            table(("setting", "type", "default", "unit", "range", "meaning", "environment"), rows),
            "\nTwo more variables belong to the command line: `DETENTE_PROJECT` is the project "
            "folder where `--project` is not given, `DETENTE_REVIEWER` the name under which "
            "`detente judge` records.\n",
        )
    )


def parameter_row(parameter: object) -> tuple[str, str, str]:
    """One argument or option of a command: how it is written, its default, its meaning."""
    names = [*getattr(parameter, "opts", ()), *getattr(parameter, "secondary_opts", ())]
    is_option = getattr(parameter, "param_type_name", "") == "option"
    metavar = getattr(parameter, "metavar", None)
    if is_option:
        written = ", ".join(names)
        if not getattr(parameter, "is_flag", False):
            written += f" {metavar or 'TEXT'}"
    else:
        written = metavar or str(getattr(parameter, "name", "")).upper()
    default = getattr(parameter, "default", None)
    shown = "" if default in (None, "", False, ()) or callable(default) else f"`{default}`"
    envvar = getattr(parameter, "envvar", None)
    note = getattr(parameter, "help", "") or ""
    return f"`{written}`", shown, f"{note} Or `{envvar}`." if envvar else note


def command_part(name: str, command: object) -> str:
    """One command: what it does, its examples, its arguments and options."""
    text = inspect.cleandoc(getattr(command, "help", "") or "")
    words, _, examples = text.partition("\b\nExamples:\n")
    shown = "\n".join(line.strip() for line in examples.splitlines() if line.strip())
    rows = [
        parameter_row(one)
        for one in getattr(command, "params", ())
        if getattr(one, "name", "") != "help"
    ]
    parts = [f"## {name}\n\n{words.strip()}\n"]
    if shown:
        parts.append(f"\n```sh\n{shown}\n```\n")
    parts.append("\n" + table(("argument or option", "default", "meaning"), rows) + "\n")
    return "".join(parts)


def commands_of(group: object, prefix: str = "detente") -> Iterator[tuple[str, object]]:
    """Every command with its full name, groups opened."""
    for name, command in getattr(group, "commands", {}).items():
        if getattr(command, "commands", None):
            if getattr(command, "invoke_without_command", False):
                yield f"{prefix} {name}", command
            yield from commands_of(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def commands() -> str:
    """The command reference."""
    app: typer.Typer = cli.app
    about = " ".join((cli.__doc__ or "").split("\n\n")[1].split())
    parts = [
        "# Commands\n\n",
        MADE,
        f"{about}\n\n",
        "Rows go to standard output, everything said beside them to standard error. "
        "`-h` or `--help` explains each command; `detente --version` prints the version.\n\n",
        *(command_part(name, command) for name, command in commands_of(get_command(app))),
    ]
    return "".join(parts)


def briefing() -> str:
    """The page of the briefing's JSON."""
    known = tomllib.loads(FIELDS.read_text(encoding="utf-8"))
    missing = set(LISTS) ^ (set(known) - {"actor", "as_of", "generated_from"})
    if missing:
        raise SystemExit(f"{FIELDS.name} and the briefing's lists differ: {sorted(missing)}")
    parts = [
        "# The briefing's data\n\n",
        MADE,
        "`detente brief ACTOR --json FILE` writes one object with these keys, in this order. "
        "Every item has `text`, one plain sentence, and `evidence`; most have an `id` by which "
        "other items refer to it. Dates are `YYYY-MM-DD`; null says that the texts do not tell.\n\n"
        "An item of `evidence` is `{document, origin, start, end, quote, published, publisher, "
        "page?, url?}`: `quote` equals the document's text from `start` to `end`, counted in "
        "characters. A row of an imported dataset is `{dataset, row, published, file, line, "
        "fields}`: `row` names it in the dataset, `line` is its place in the file, `fields` is "
        "what it says (see [Event datasets](datasets.md)).\n\n",
    ]
    for name, fields in known.items():
        meaning = fields.pop("_meaning")
        parts.append(f"## {name}\n\n{meaning}\n\n")
        if fields:
            rows = [(f"`{field}`", note) for field, note in fields.items()]
            parts.append(table(("field", "meaning"), rows) + "\n")
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "data-model.md": data_model,
    "codebook.md": codebook,
    "settings.md": settings_page,
    "commands.md": commands,
    "briefing.md": briefing,
}


def made_pages() -> dict[Path, str]:
    """Every generated page as it should be."""
    return {DOCS / name: make().rstrip("\n") + "\n" for name, make in PAGES.items()}


def stale_pages() -> list[str]:
    """Names of the pages that are missing or differ from what the code says."""
    return [
        path.name
        for path, text in made_pages().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    if parser.parse_args().check:
        stale = stale_pages()
        for name in stale:
            print(f"docs/{name} is out of date; run: python tools/make_docs.py", file=sys.stderr)
        return 1 if stale else 0
    for path, text in made_pages().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
