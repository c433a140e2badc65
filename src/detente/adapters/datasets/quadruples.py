"""ICEWS as quadruples: numbers of subject, relation, object and time, beside tables of names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import polars as pl

from detente.adapters.datasets.distinct import distinct, with_lookup
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.parties import Naming
from detente.adapters.datasets.rows import shown, with_problem
from detente.errors import InputError

ENTITIES, RELATIONS = "entity2id.txt", "relation2id.txt"
COLUMNS = ("subject", "relation", "object", "time", "label")
# The splits that are in use, by how their folder or file is called.
STARTS = {
    r"icews[_-]?14": date(2014, 1, 1),
    r"icews[_-]?18": date(2018, 1, 1),
    r"icews[_-]?05[_-]?15": date(2005, 1, 1),
}
HOURS = 24
TAIL_BYTES = 4096


def layout_of(path: Path, columns: int, *, start: date | None = None) -> Layout:
    """The layout of a file of quadruples; its tables of names stand in the same folder.

    Args:
        columns: how many there are; 4, or 5 with a label that is not used.
        start: the day of time 0; None to tell it from the name of folder or file.

    Raises:
        InputError: if a table of names is missing or wrong, or the first day is unknown.
    """
    begins = start or _start_of(path)
    return Layout(
        kind="icews",
        name=f"ICEWS quadruples from {begins}",
        columns=COLUMNS[:columns],
        needed=COLUMNS[:4],
        shape=partial(
            shape,
            entities=read_names(path.parent / ENTITIES),
            relations=read_names(path.parent / RELATIONS),
            start=begins,
            step=_step_of(path),
        ),
    )


def read_names(path: Path) -> dict[str, str]:
    """Names by number from a table of name and number.

    Raises:
        InputError: if it can't be read or a line has no number.
    """
    names: dict[str, str] = {}
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise InputError(
            f"{path}: this table of names can't be read ({error.strerror}); put it beside the rows"
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, key = line.strip().rpartition("\t")
        if line.strip() and not (name and key.isdigit()):
            raise InputError(f"{path}:{number}: {line[:60]!r} is not a name, a tab and a number")
        names[key] = name
    return names


def _start_of(path: Path) -> date:
    place = f"{path.parent.name}/{path.name}".casefold()
    for pattern, start in STARTS.items():
        if re.search(pattern, place):
            return start
    raise InputError(
        f"{path}: the day of time 0 is not known; give --mapping FILE with [file] start = "
        "2014-01-01"
    )


def _step_of(path: Path) -> int:
    """Units of time a day: hours where all the last times are whole days in hours."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - TAIL_BYTES))
        lines = stream.read().decode(errors="replace").splitlines()
    lines = lines[1:] if size > TAIL_BYTES else lines
    times = [
        int(cells[3])
        for line in lines
        if len(cells := line.split("\t")) > 3 and cells[3].strip().isdigit()
    ]
    return HOURS if times and all(time % HOURS == 0 for time in times) else 1


def shape(
    frame: pl.DataFrame,
    naming: Naming,
    *,
    entities: dict[str, str],
    relations: dict[str, str],
    start: date,
    step: int,
) -> pl.DataFrame:
    """Our columns from quadruples; a number without a name is a problem of its row."""
    for column, side in (("subject", "source"), ("object", "target")):
        written = distinct(frame, [column])
        named = [entities.get(key, "") for key in written.part(0)]
        parties = [naming.resolved(naming.by_name, (name,)) for name in named]
        frame = frame.with_columns(
            written.column(f"{side}_name", [name.replace("_", " ") for name in named]),
            written.column(side, [party.code for party in parties]),
            written.column(f"{side}_role", [party.role for party in parties]),
        )
    frame = with_lookup(frame, "relation", "cameo", lambda key: relations.get(key, ""))
    frame = naming.join_codes(frame, "cameo")
    times = distinct(frame, ["time"])
    days = [_day(start, step, time) for time in times.part(0)]
    frame = frame.with_columns(times.column("day", days, pl.Date))
    frame = with_problem(
        frame,
        (pl.col("day").is_null(), shown("time", "time '{}' is no number")),
        (pl.col("source_name") == "", shown("subject", f"no name for {{}} in {ENTITIES}")),
        (pl.col("target_name") == "", shown("object", f"no name for {{}} in {ENTITIES}")),
        (pl.col("cameo") == "", shown("relation", f"no name for {{}} in {RELATIONS}")),
        (pl.col("action").is_null(), shown("cameo", "'{}' is no title of CAMEO")),
    )
    return frame.select(
        *("day", "source", "source_role", "source_name", "target", "target_role", "target_name"),
        *("action", "sector", "cameo"),
        pl.col("weight").alias("goldstein"),
        "problem",
    )


def _day(start: date, step: int, time: str) -> date | None:
    try:
        return start + timedelta(int(time) // step)
    except (ValueError, OverflowError):
        return None
