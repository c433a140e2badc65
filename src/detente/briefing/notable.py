"""The events of datasets that were most reported lately, as lines of the list ``events``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.briefing.labels import NOUNS
from detente.briefing.wording import signed
from detente.model import DatasetRow, Evidence, Item
from detente.series import Series, day_number, day_of

LATELY_DAYS = 180
MOST_EVENTS, MOST_OF_A_DYAD = 40, 6
Rows = Mapping[tuple[str, str], DatasetRow]


def most_reported(series: Sequence[Series], actor: str) -> dict[tuple[str, str], int]:
    """Keys of the rows of the days with most reports, with the number of reports.

    Of the 180 days before the newest event of the state: at most six days of a directed dyad and
    sector, at most forty in all, each with more than one report.
    """
    own = [one for one in series if one.kind == "events" and one.sector and actor in one.dyad]
    newest = max((int(one.days[-1]) for one in own), default=day_number(day_of(0)))
    found: list[tuple[int, int, tuple[str, str]]] = []
    for one in own:
        lately = [
            (int(one.reports[place]), int(one.days[place]), (one.dataset, one.rows[place]))
            for place in range(len(one.days))
            if one.days[place] > newest - LATELY_DAYS and one.reports[place] > 1
        ]
        found += sorted(lately, reverse=True)[:MOST_OF_A_DYAD]
    return {key: reports for reports, _, key in sorted(found, reverse=True)[:MOST_EVENTS]}


def notable_events(
    reports: Mapping[tuple[str, str], int], rows: Rows, *, named: Callable[[str], str]
) -> list[Item]:
    """A line for each of some rows, the newest first.

    Args:
        reports: how many reports told of the events of the row's day, dyad and sector.
    """
    known = [rows[key] for key in reports if key in rows]
    known.sort(key=lambda row: (row.day, row.row), reverse=True)
    return [_line(row, reports[row.dataset, row.row], named) for row in known]


def _line(row: DatasetRow, reports: int, named: Callable[[str], str]) -> Item:
    who = " → " if row.directed else " and "
    noun = NOUNS.get(row.action, "event")
    sector = f", {row.sector}" if row.sector not in ("", "unspecified") else ""
    weight = f", weight {signed(row.weight)}" if row.weight is not None else ""
    text = (
        f"{named(row.source)}{who}{named(row.target)}: {noun}{sector}{weight}; {reports:,} reports "
        f"on the day in {row.dataset}."
    )
    fields: dict[str, object] = {
        "source": (row.source,),
        "target": (row.target,),
        "action": row.action,
        "sectors": () if row.sector in ("", "unspecified") else (row.sector,),
        "begins_on": row.day,
        "ends_on": row.last_day,
        "change": "",
        "quantity": "",
        "n_documents": 0,
        "n_publishers": 0,
        "n_reports": reports,
        "contested": False,
    }
    cited = Evidence(dataset=row.dataset, row=row.row, published=row.day)
    return Item(
        "events",
        text[:1].upper() + text[1:],
        (cited,),
        fields,
        id=f"event-{row.dataset}-{row.row}",
    )


def cited_of(keys: Iterable[tuple[str, str]]) -> list[Evidence]:
    """Rows as evidence, to be looked up."""
    return [Evidence(dataset=dataset, row=row) for dataset, row in keys]
