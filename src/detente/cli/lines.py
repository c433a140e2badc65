"""The lines of one list of the picture, as the commands of several nouns print them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.options import actor_code, as_of_day, moment
from detente.cli.screen import note, print_rows, progress

if TYPE_CHECKING:
    from datetime import date, datetime

    from detente.briefing import Briefing
    from detente.model import Statement
    from detente.pipeline_picture import Picture


# Lists that need no statistics over the series of datasets.
PLAIN_LISTS = frozenset(("portfolio", "scores", "calendar", "outlook", "events", "doctrine"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which picture the user asked for."""

    project: Path
    actor: str
    as_of: date
    known_at: datetime | None


def asked(actor: str, *, project: Path, as_of: str, known_at: str) -> Asked:
    """Check everything that the user gave before any work is done.

    Raises:
        InputError: if the actor is unknown, or a date is none.
    """
    return Asked(project, actor_code(actor, project), as_of_day(as_of), moment(known_at))


def rows_of(wanted: Asked, names: Sequence[str]) -> list[dict[str, object]]:
    """The lines of some lists, in the JSON form that the briefing has."""
    from detente.briefing import render_json

    page = json.loads(render_json(drawn(wanted, names)))
    return [row for name in names for row in lines_in(name, page[name])]


def drawn(wanted: Asked, names: Sequence[str]) -> Briefing:
    """The briefing that holds some lists; what they don't need may be missing in it."""
    from detente import pipeline
    from detente.pipeline_project import open_project

    with open_project(wanted.project) as opened, progress() as tell:
        picture = pipeline.draw_picture(
            opened,
            wanted.actor,
            as_of=wanted.as_of,
            known_at=wanted.known_at,
            progress=tell,
            statistics=not PLAIN_LISTS.issuperset(names),
        )
        briefing = pipeline.write_briefing(opened, picture)
    tell_if_empty(picture)
    return briefing


def lines_in(
    name: str, lines: list[dict[str, object]] | dict[str, object]
) -> Iterator[dict[str, object]]:
    """The lines of one list, each with the list's name."""
    for line in lines if isinstance(lines, list) else _each(lines):
        if line["evidence"] or name == "rejected":
            yield {"list": name, **line}


def _each(line: dict[str, object]) -> list[dict[str, object]]:
    """A list that is one object, and the lines that stand beside its first."""
    first = {key: value for key, value in line.items() if key != "also"}
    also = line.get("also")
    return [first, *(also if isinstance(also, list) else [])]


def tell_if_empty(picture: Picture) -> None:
    """Say what to do where nothing is known about the actor."""
    view = picture.view
    if any(view.actor in series.dyad for series in view.series):
        return
    if view.series:
        note(f"no row of the datasets up to that day has {view.actor} as a side")
    tell_if_unknown(view.actor, view.documents, view.statements)


def tell_if_unknown(
    actor: str, documents: Collection[str], statements: Iterable[Statement]
) -> None:
    """Say what to do where no statement of the documents names an actor."""
    if not documents:
        note(
            "the project holds no documents up to that day; add documents or event datasets "
            "with: detente add PATH"
        )
    elif not any(actor in statement.parties for statement in statements):
        note(
            f"none of the {len(documents)} documents says anything about {actor}; "
            "add documents that do with: detente add PATH"
        )


def print_lines(wanted: Asked, names: Sequence[str], *, as_json: bool, columns: str) -> None:
    """Print the lines of some lists."""
    rows = rows_of(wanted, names)
    if not rows:
        note(f"nothing to list under {', '.join(names)}")
    print_rows(map(flat, rows) if not as_json else rows, as_json=as_json, columns=columns)


def flat(row: Mapping[str, object]) -> dict[str, object]:
    """A line with how much evidence it has, for a table."""
    evidence = row.get("evidence")
    return {**row, "evidence": len(evidence) if isinstance(evidence, list) else 0}
