"""What has changed of what a kept scenario rests on: the dataset, and documents' forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from detente.outlook.entries import Entry, Resolution, newest
from detente.outlook.recording import entries_of
from detente.pipeline_outlook import decided_by, known_entries
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_scenarios import Forecasts, assumptions_of, conditionals_of
from detente.pipeline_series import held_by

if TYPE_CHECKING:
    from detente.outlook.scenarios import Scenario
    from detente.pipeline_picture import Reading, Sight


@dataclass(frozen=True, slots=True)
class Conditionals:
    """The forecasts with a condition, as far as scenarios rest on them.

    Attributes:
        entries: made and recorded by the day.
        missing: ids of those whose statement the coder no longer makes.
        resolutions: by id of any forecast, the decision that counts.
    """

    entries: tuple[Entry, ...]
    missing: frozenset[str]
    resolutions: Mapping[str, Resolution]


def conditionals_known(project: Project, reading: Reading, sight: Sight) -> Conditionals:
    """The forecasts of documents that depend on something, as of a day; nothing is recorded.

    Unlike `detente.pipeline_outlook.book_of` no forecast is held against facts, so that a page
    may ask it.
    """
    # What one document says twice is one entry, so all of its forecasts have to be looked at.
    asked = {row.document for row in reading.statements if row.kind == "forecast" and row.condition}
    found = entries_of(
        (row for row in reading.statements if row.kind == "forecast" and row.document in asked),
        reading.documents,
        codebook=codebook_of(project),
        now=sight.known_at or datetime.combine(sight.as_of, time(), UTC),
    )
    made = {one.id for one in found}
    entries = [one for one in known_entries(project, reading, sight, found=found) if one.condition]
    return Conditionals(
        entries=tuple(entries),
        missing=frozenset(
            one.id for one in entries if one.kind == "document" and one.id not in made
        ),
        resolutions=newest(decided_by(project, sight)),
    )


def is_stale(project: Project, scenario: Scenario, *, known_at: datetime | None = None) -> bool:
    """Whether the dataset has other files now, or at an instant, than when the scenario ran."""
    held = held_by(project, known_at=known_at)
    found = next((one for one in held if one.name == scenario.dataset), None)
    return found is None or found.key != scenario.data


def changes_since(project: Project, scenario: Scenario, book: Forecasts, sight: Sight) -> list[str]:
    """What a kept run rests on that is different by a day, a phrase each; empty for nothing.

    That is the dataset's files, and the forecasts of documents on the same condition: new ones,
    those that are gone (their document withdrawn, their reading rejected), and resolved ones.
    Forecasts that the run knew and that were made after the day don't count.

    Args:
        book: the forecasts as of that day: of the ledger, or `conditionals_known`.
    """
    found = []
    if is_stale(project, scenario, known_at=sight.known_at):
        found.append(f"dataset {scenario.dataset}")
    before = {
        one["id"]: one.get("outcome", "")
        for one in next(iter(scenario.rows), {}).get("conditionals", ())
        if not one.get("made_on") or one["made_on"] <= sight.as_of.isoformat()
    }
    assumptions = assumptions_of(project, scenario.assumptions)
    now = {
        entry.id: outcome
        for entry, outcome in conditionals_of(
            project, book, assumptions, scenario.last_day or date.min
        )
    }
    counts = {
        "new": len(now.keys() - before.keys()),
        "gone": len(before.keys() - now.keys()),
        "resolved": sum(now[name] != before[name] for name in now.keys() & before.keys()),
    }
    said = [f"{number} {word}" for word, number in counts.items() if number]
    if said:
        found.append(f"forecasts on the same condition: {', '.join(said)}")
    return found
