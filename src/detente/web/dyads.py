"""What is known between two actors: lines, statements, and days of datasets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.briefing.json_form import evidence_row
from detente.briefing.line_view import parties_of
from detente.briefing.portfolio import OVERALL
from detente.model import Evidence, Item, Statement, evidence_of
from detente.series import day_of
from detente.web.asking import Ask
from detente.web.choosing import choice_of

if TYPE_CHECKING:
    from detente.briefing.page import Briefing
    from detente.pipeline_picture import Reading
    from detente.series import Series

# What a document says of no sector counts as diplomatic; codes of datasets may have none.
UNSAID, UNCODED = "diplomatic", "unspecified"
Pairs = dict[frozenset[str], list[Statement]]


@dataclass(frozen=True, slots=True)
class Place:
    """A relation: the state looked from, the other side, and a sector; all where it is empty."""

    actor: str
    other: str
    sector: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both sides."""
        return frozenset((self.actor, self.other))

    def holds(self, sectors: object, *, unsaid: str = UNSAID) -> bool:
        """Whether something with these sectors belongs here.

        Args:
            unsaid: the sector of what names none, as it counts for levels.
        """
        if not self.sector:
            return True
        if not isinstance(sectors, list | tuple) or not sectors:
            return self.sector == unsaid
        return self.sector in sectors


def by_side(lists: Mapping[str, Iterable[Item]]) -> dict[tuple[str, str], list[Item]]:
    """The lines of each list by every actor that they name, in the lists' order."""
    found: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for key, items in lists.items():
        for item in items:
            for code in parties_of(item.fields) | _receivers(item.fields.get("via")):
                found[key, code].append(item)
    return dict(found)


def within(items: Iterable[Item], place: Place) -> list[Item]:
    """Of the lines that name the other side, those of the relation's sector."""
    return [item for item in items if _in_sector(item, place)]


def _in_sector(item: Item, place: Place) -> bool:
    fields = item.fields
    sectors = fields.get("sectors", fields.get("sector"))
    if isinstance(sectors, str):
        sectors = () if sectors in ("", OVERALL) else (sectors,)
    told = any(one.document for one in item.evidence)
    return place.holds(sectors, unsaid=UNSAID if told else UNCODED)


def _receivers(value: object) -> set[str]:
    return {str(code) for code in value} if isinstance(value, list | tuple) else set()


def pairs_of(reading: Reading) -> Pairs:
    """Statements by each pair of actors that they name, in document order."""
    found: defaultdict[frozenset[str], list[Statement]] = defaultdict(list)
    for statement in reading.statements:
        codes = sorted(statement.parties)
        for number, one in enumerate(codes):
            for other in codes[number + 1 :]:
                found[frozenset((one, other))].append(statement)
    return dict(found)


def statements_of(ask: Ask, reading: Reading, place: Place) -> list[Statement]:
    """The statements on a relation, the newest publication first."""
    pairs = ask.desk.thing(("pairs", ask.moment, choice_of(ask)), lambda: pairs_of(reading))
    found = [row for row in pairs.get(place.pair, ()) if place.holds(row.sectors)]

    def newest(row: Statement) -> tuple[date, str]:
        return reading.documents[row.document].published or date.min, row.document

    return sorted(found, key=newest, reverse=True)


def statement_values(rows: Iterable[Statement], briefing: Briefing) -> list[dict[str, object]]:
    """Statements with their sentences.

    Args:
        briefing: holds the documents of all rows.
    """
    return [
        {
            "key": row.key,
            "kind": row.kind,
            "source": row.source,
            "target": row.target,
            "directed": row.directed,
            "action": row.action,
            "change": row.change,
            "sectors": row.sectors,
            "begins_on": row.begins_on,
            "ends_on": row.ends_on,
            "speaker": row.speaker,
            "evidence": evidence_row(evidence_of(row, briefing.documents[row.document]), briefing),
        }
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Day:
    """What a dataset has on one day from one side to the other.

    Attributes:
        day: of the events.
        weight: mean weight of the events, -10 to 10, or the score.
        events, reports: how many; reports tell of the same events.
        row: key of the row that was most reported.
    """

    day: date
    dataset: str
    source: str
    target: str
    directed: bool
    kind: str
    weight: float
    events: int
    reports: int
    row: str


def days_of(series: Sequence[Series], place: Place) -> list[Day]:
    """The days of datasets on a relation, newest first."""
    own = [
        one
        for one in series
        if set(one.dyad) == place.pair and not one.quad and one.sector == place.sector
    ]
    days = [day for one in own for day in _days(one)]
    return sorted(days, key=lambda day: (day.day, day.reports, day.row), reverse=True)


def _days(one: Series) -> Iterator[Day]:
    for at, number in enumerate(one.days):
        yield Day(
            day=day_of(int(number)),
            dataset=one.dataset,
            source=one.source,
            target=one.target,
            directed=one.directed,
            kind=one.kind,
            weight=round(float(one.values[at]), 2),
            events=int(one.counts[at]),
            reports=int(one.reports[at]),
            row=one.rows[at],
        )


def day_values(ask: Ask, days: Sequence[Day]) -> list[dict[str, object]]:
    """Days with the row that each of them is shown by."""
    from detente.pipeline_series import cited_rows

    cited = [Evidence(dataset=one.dataset, row=one.row, published=one.day) for one in days]
    rows = cited_rows(ask.project, cited)
    found = []
    for day in days:
        row = rows.get((day.dataset, day.row))
        if row is not None:
            told = {"action": row.action, "cameo": row.cameo, "line": row.line, "file": row.file}
            found.append({**{name: getattr(day, name) for name in _SHOWN}, **told})
    return found


_SHOWN = tuple(Day.__dataclass_fields__)


def with_documents(briefing: Briefing, reading: Reading) -> Briefing:
    """A briefing that holds every document, not only those that its lines cite."""
    return replace(briefing, documents=reading.documents)
