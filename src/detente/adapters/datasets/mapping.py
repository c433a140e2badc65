"""Mapping files: which columns of a plain table become which of ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from detente.errors import InputError

FIELDS = (
    "id",
    "day",
    "last_day",
    "source",
    "target",
    "action",
    "goldstein",
    "score",
    "sector",
    "reports",
    "story",
    "publisher",
    "place",
    "latitude",
    "longitude",
)
# By what plain tables usually call a field; the first that a header has is taken.
USUAL = {
    "id": ("id", "event_id", "eventid", "globaleventid"),
    "day": ("day", "date", "event_date", "sqldate", "eventdate"),
    "source": ("source", "actor1", "source_country", "src", "sender", "from", "actor", "a"),
    "target": ("target", "actor2", "target_country", "tgt", "receiver", "recipient", "to", "b"),
    "action": ("action", "cameo", "cameo_code", "code", "root", "plover", "event_type", "relation"),
    "score": ("score", "dyad_score", "mean_score"),
    "goldstein": ("goldstein", "goldsteinscale", "intensity"),
    "sector": ("sector",),
    "reports": ("reports", "mentions", "num_articles", "numarticles", "articles"),
    "story": ("url", "sourceurl", "story", "story_id"),
    "publisher": ("publisher",),
    "place": ("place", "location"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long"),
}
FILE_KEYS = frozenset(("delimiter", "date_format", "directed", "start"))
# What polars reads of a day, as chrono writes it.
DIRECTIVE = re.compile(r"%[-_0]?(?:[.:#]{0,3}\d?)?.")
DIRECTIVES = frozenset(f"%{one}" for one in "YmdbBhjyeCGgVUWuwaADFxHIMSpPTRrXcfLZzsk%") | {
    *("%-d", "%-m", "%-y", "%-H", "%-M", "%-S", "%_d", "%_m", "%.f", "%3f", "%6f", "%9f", "%.3f"),
    *("%.6f", "%.9f", "%:z"),
}
EXAMPLE = '[columns] day = "date", source = "actor1", target = "actor2", action = "code"'


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where the fields of a row come from.

    Attributes:
        columns: by field, the column of the file.
        constants: by field, what it is in every row.
        delimiter: of a text file; empty to tell it from the header.
        date_format: of the day, as `datetime.strptime` has it.
        directed: whether the first party acts on the second.
        start: for quadruples, the day of time 0.
        lines: by field, the place of the mapping file that says its column.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    date_format: str = "%Y-%m-%d"
    directed: bool = True
    start: date | None = None
    lines: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a field has a column or a constant."""
        return name in self.columns or name in self.constants


def read_mapping(path: Path) -> Mapped:
    """The mapping in a TOML file with the tables ``columns``, ``constants`` and ``file``.

    Raises:
        InputError: if it can't be read, or names something that does not exist.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: the mapping can't be read ({error}); see {EXAMPLE}") from error
    unknown = set(tables) - {"columns", "constants", "file"}
    columns, constants, about = (
        _strings(tables.get(name, {}), name, path) for name in ("columns", "constants", "file")
    )
    unknown |= (set(columns) | set(constants)) - set(FIELDS) | set(about) - FILE_KEYS
    if unknown:
        raise InputError(
            f"{_place(path, text, min(unknown))}: {', '.join(sorted(unknown))} is no part of a "
            f"mapping; fields are {', '.join(FIELDS)}, and [file] has "
            f"{', '.join(sorted(FILE_KEYS))}"
        )
    told = {name: _place(path, text, name) for name in about}
    lines = {name: _place(path, text, name) for name in columns}
    return Mapped(
        columns,
        constants,
        delimiter=_delimiter(about.get("delimiter", ""), told),
        date_format=_date_format(about.get("date_format", "%Y-%m-%d"), told),
        directed=_directed(about.get("directed", "true"), told),
        start=_start(about.get("start", ""), told),
        lines=lines,
    )


def _place(path: Path, text: str, name: str) -> str:
    """The file, with the line on which a key or a table stands."""
    stated = re.compile(rf"""\s*(?:\[\s*{re.escape(name)}\s*\]|["']?{re.escape(name)}["']?\s*=)""")
    found = (n for n, line in enumerate(text.splitlines(), start=1) if stated.match(line))
    number = next(found, 0)
    return f"{path}:{number}" if number else str(path)


def _delimiter(text: str, told: Mapping[str, str]) -> str:
    if len(text) > 1 or not text.isascii():
        raise InputError(
            f"{told['delimiter']}: delimiter {text!r} is not one character; write one such as "
            '";" or "\\t"'
        )
    return text


def _date_format(text: str, told: Mapping[str, str]) -> str:
    written = DIRECTIVE.findall(text)
    wrong = [one for one in written if one not in DIRECTIVES]
    if wrong or not any(one[-1] in "djxFDescuw" for one in written):
        raise InputError(
            f"{told['date_format']}: date_format {text!r} "
            + (f"has {wrong[0]}, which is no part of a day" if wrong else "tells of no day")
            + "; write it as %d/%m/%Y"
        )
    return text


def _directed(text: str, told: Mapping[str, str]) -> bool:
    if text.casefold() not in ("true", "false"):
        raise InputError(f"{told['directed']}: directed {text!r} is neither true nor false")
    return text.casefold() == "true"


def _strings(table: object, name: str, path: Path) -> dict[str, str]:
    if not isinstance(table, dict):
        raise InputError(f'{path}: {name} is no table; write [{name}] and below it field = "…"')
    return {str(key): str(value) for key, value in table.items()}


def _start(text: str, told: Mapping[str, str]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{told['start']}: start {text!r} is no day; write it as 2014-01-01"
        ) from None


def guessed(header: Sequence[str], given: Mapped | None = None) -> Mapped:
    """A mapping for a header from what such columns are usually called; what is given stands."""
    known = given or Mapped()
    folded = {name.casefold().strip(): name for name in header}
    columns = dict(known.columns)
    for name, usual in USUAL.items():
        found = next((folded[one] for one in usual if one in folded), None)
        if found is not None and not known.has(name) and found not in columns.values():
            columns[name] = found
    return replace(known, columns=columns)
