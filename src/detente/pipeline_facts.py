"""What a project's event datasets tell of its forecasts: facts for their rules, and who looked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from detente.outlook.dataset_acts import (
    BEFORE,
    CONDITION,
    EARLIER,
    FOR,
    Found,
    Search,
    Told,
    searches_of,
)
from detente.outlook.entries import Entry
from detente.outlook.facts import Fact
from detente.outlook.wording import VERBS, day, deed, names, period
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_series import coverage_of, held_by
from detente.series import Coverage, day_number

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.outlook.wording import Names

# A day counts as watched from a tenth of the usual exposure on; one day in twenty may be missing.
LEAST_EXPOSURE, LEAST_SHARE = 0.1, 0.95
# The last rows of a dataset may be some days older than what it covers.
LATE_DAYS = 7
# In so many months of the window and the year before must a dataset tell of a party.
LEAST_MONTHS = 3
YEAR_DAYS = 366
Months = Mapping[str, Sequence[tuple[int, int]]]


def told_by_datasets(
    project: Project, entries: Sequence[Entry], *, as_of: date, known_at: datetime | None = None
) -> dict[str, tuple[Told, ...]]:
    """By id of a forecast, what each dataset tells of it up to a day.

    A forecast that the model made from a dataset is decided by that dataset alone.
    """
    searches = [search for one in entries for search in searches_of(one, as_of=as_of)]
    if not searches:
        return {}
    known = {one.id: one for one in entries}
    by_entry: defaultdict[str, list[Search]] = defaultdict(list)
    for search in searches:
        by_entry[search.entry].append(search)
    found: defaultdict[str, list[Told]] = defaultdict(list)
    codebook = codebook_of(project)
    for held in held_by(project, known_at=known_at):
        asked = {
            name: rows
            for name, rows in by_entry.items()
            if deciding_dataset(known[name]) in ("", held.name)
        }
        for name, told in _from_dataset(held, asked, codebook=codebook, as_of=as_of).items():
            found[name].append(told)
    return {name: tuple(rows) for name, rows in found.items()}


def deciding_dataset(entry: Entry) -> str:
    """The dataset that alone decides a forecast; empty where every source does."""
    return entry.judge.rpartition(", dataset ")[2] if entry.kind == "model" else ""


def _from_dataset(
    held: Held, asked: Mapping[str, Sequence[Search]], *, codebook: Names, as_of: date
) -> dict[str, Told]:
    from detente.adapters.datasets.acts_between import find_acts, months_told
    from detente.adapters.datasets.daily import told_days

    every = [search for rows in asked.values() for search in rows]
    if not every:
        return {}
    acts = find_acts(held, every)
    coverage = coverage_of(told_days(held), as_of)
    parties = {code for one in every for leg in one.legs for code in leg if code}
    looked = Looked(coverage, months_told(held, parties, as_of=as_of))
    found: dict[str, Told] = {}
    for name, rows in asked.items():
        by_role = {one.role: one for one in rows}
        found[name] = Told(
            dataset=held.name,
            found={
                role: _worded(acts[name, role], codebook=codebook)
                for role in by_role
                if (name, role) in acts
            },
            alive=looked.throughout(by_role.get(FOR)),
            alive_condition=looked.throughout(by_role.get(CONDITION)),
            alive_before=looked.covers(by_role.get(EARLIER) or by_role.get(BEFORE)),
        )
    return found


@dataclass(frozen=True, slots=True)
class Looked:
    """When a dataset looked, and at whom.

    Attributes:
        coverage: exposure by day.
        months: by party and by ``act:ROOT`` the months in which it tells of it.
    """

    coverage: Coverage
    months: Months

    def throughout(self, search: Search | None) -> bool:
        """Whether the dataset would have told of an act in the whole of a span: it covers the
        span, tells of such acts, and of a party on each side in three months or more of the span
        and the year before it."""
        if search is None or not self.covers(search):
            return False
        if not any(self._told(f"act:{act}", search, least=1) for act in search.actions):
            return False
        return any(
            all(self._told(code, search, least=LEAST_MONTHS) for code in leg if code)
            for leg in search.legs
        )

    def covers(self, search: Search | None) -> bool:
        """Whether the days of a span were watched up to its end."""
        if search is None:
            return False
        first, last = day_number(search.first), day_number(search.last)
        end = min(last, self.coverage.last_day)
        if end < last - LATE_DAYS or end < first:
            return False
        seen = self.coverage.at(np.arange(first, end + 1)) >= LEAST_EXPOSURE
        return bool(seen.mean() >= LEAST_SHARE)

    def _told(self, what: str, search: Search, *, least: int) -> bool:
        since = search.first.toordinal() - YEAR_DAYS
        begin = date.fromordinal(max(1, since))
        within = [
            month
            for month in self.months.get(what, ())
            if (begin.year, begin.month) <= month <= (search.last.year, search.last.month)
        ]
        return len(within) >= least


def _worded(found: Found, *, codebook: Names) -> Found:
    return replace(
        found, rows=tuple(replace(row, text=row_text(row, codebook=codebook)) for row in found.rows)
    )


def row_text(fact: Fact, *, codebook: Names) -> str:
    """A row as a sentence, in the words of its code."""
    who = names(fact.source, codebook)
    if fact.target:
        did = f"{deed(fact.action, '', plural=False, mutual=False, aimed=True)} "
        what = did + names(fact.target, codebook)
    else:
        what = deed(fact.action, "", plural=False, mutual=False, aimed=False)
    when = day(fact.first) if fact.first == fact.last else period(fact.first, fact.last)
    told = f", {fact.reports} reports" if fact.reports > 1 else ""
    return f"{who[:1].upper()}{who[1:]} {what}: {VERBS[fact.action].noun} ({when}{told})"
