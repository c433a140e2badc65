"""The events that datasets gained between two pictures, one line for each directed dyad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.briefing.wording import signed
from detente.model import Evidence, Item
from detente.outlook.wording import listing
from detente.series import Series, day_of

MOST_ROWS = 6
Key = tuple[str, str, str, str, bool]
# What a day had: events, their total weight, reports, the row that is cited.
Day = tuple[int, float, int, str]
NOTHING: Day = (0, 0.0, 0, "")


@dataclass(slots=True)
class Gained:
    """What one directed dyad of a dataset gained."""

    dataset: str
    source: str
    target: str
    directed: bool
    n: int = 0
    reports: int = 0
    total: float = 0.0
    by_sector: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[bool, int, int, str]] = field(default_factory=list)
    """Whether the row is new, new reports of the day, number of the day, key of the row."""


def new_rows(
    early: Sequence[Series], late: Sequence[Series], *, actor: str, name: Callable[[str], str]
) -> Iterator[Item]:
    """Lines on the events that are in the later series and were not in the earlier ones.

    Events are compared by day, so that one of a day long past which was imported since counts as
    new. Each is counted once however often reported; the reports are told beside.
    """
    before = {
        _key(series): {
            int(series.days[place]): _day(series, place) for place in range(len(series.days))
        }
        for series in early
        if _telling(series, actor)
    }
    gained: defaultdict[tuple[str, str, str, bool], Gained] = defaultdict(
        lambda: Gained("", "", "", True)
    )
    for series in late:
        if _telling(series, actor):
            cell = series.dataset, series.source, series.target, series.directed
            if cell not in gained:
                gained[cell] = Gained(*cell)
            _take(gained[cell], series, before.get(_key(series), {}))
    found = [one for one in gained.values() if one.n]
    for one in sorted(found, key=lambda one: (-one.n, one.source, one.target)):
        yield _line(one, name)


def _telling(series: Series, actor: str) -> bool:
    return series.kind == "events" and bool(series.sector) and actor in series.dyad


def _key(series: Series) -> Key:
    return series.dataset, series.source, series.target, series.sector, series.directed


def _day(series: Series, place: int) -> Day:
    count = int(series.counts[place])
    total = count * float(series.values[place])
    return count, total, int(series.reports[place]), series.rows[place]


def _take(into: Gained, series: Series, before: dict[int, Day]) -> None:
    for place in range(len(series.days) - 1, -1, -1):
        day = int(series.days[place])
        count, total, reports, row = _day(series, place)
        had = before.get(day, NOTHING)
        new = count - had[0]
        if new <= 0:
            continue
        told = max(reports - had[2], new)
        into.n += new
        into.reports += told
        into.total += total - had[1]
        into.by_sector[series.sector] = into.by_sector.get(series.sector, 0) + new
        into.rows.append((row != had[3], told, day, row))


def _line(one: Gained, name: Callable[[str], str]) -> Item:
    mean = one.total / one.n
    arrow = "towards" if one.directed else "and"
    events = f"{one.n:,} new event{'s' if one.n != 1 else ''}"
    reports = f"{one.reports:,} report{'s' if one.reports != 1 else ''}"
    told = [
        f"{count:,} {sector}"
        for sector, count in sorted(one.by_sector.items(), key=lambda row: (-row[1], row[0]))
        if sector != "unspecified"
    ]
    kinds = f"; {listing(told)}" if told else ""
    who = f"{name(one.source)} {arrow} {name(one.target)}"
    text = f"{who}: {events} ({reports}), mean weight {signed(mean)}{kinds}."
    rows = sorted(one.rows, reverse=True)[:MOST_ROWS]
    evidence = tuple(
        Evidence(dataset=one.dataset, row=row, published=day_of(day)) for _, _, day, row in rows
    )
    fields: dict[str, object] = {
        "dataset": one.dataset,
        "source": one.source,
        "target": one.target,
        "directed": one.directed,
        "n_events": one.n,
        "n_reports": one.reports,
        "mean_weight": round(mean, 2),
        "sectors": dict(sorted(one.by_sector.items())),
    }
    number = f"{one.dataset}-{one.source}-{one.target}"
    return Item("rows", text[:1].upper() + text[1:], evidence, fields, id=f"rows-{number}")
