"""Which figures a briefing has, drawn from tracks, series and lines.

Levels and counts stand with each of the counterparts with most events; responses with the line
that tells of them; channels as one network for each goal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from detente.briefing.figures import (
    EventCounts,
    Figure,
    Gap,
    Leg,
    LevelTrack,
    Network,
    Trend,
    Turn,
)
from detente.briefing.figures.axes import Told
from detente.briefing.figures.event_counts import LANES
from detente.briefing.response_curve import response_figure
from detente.briefing.wording import signed
from detente.model import Item
from detente.outlook.wording import with_article
from detente.relations import Track
from detente.series import Series, Values, day_number, day_of
from detente.signals.wording import three_digits

MOST_COUNTERPARTS = 16
MOST_POINTS = 180
LEAST_READINGS = 10
LEAST_GAP_DAYS = 21
TREND_DAYS, TREND_POINTS = 730, 24
SHOWN_YEARS = 12
Named = Callable[[str], str]
Figures = dict[str, Figure]
Turns = Mapping[tuple[str, str, str], Sequence[Turn]]
MOST_FIGURES = 60


def illustrate(
    tracks: Sequence[Track],
    series: Sequence[Series],
    items: Sequence[Item],
    *,
    actor: str,
    names: Mapping[str, str],
) -> Figures:
    """Every figure by its name.

    Args:
        tracks: levels over time of the state's series.
        series: what datasets say, as of the day.
        items: the lines of all lists.
        names: plain names of actor codes.

    Returns:
        ``level-<counterpart>-<number>`` and ``counts-<counterpart>-<dataset>`` for counterparts,
        ``line-<id>`` for a line, ``network-<goal>`` for the channels to a goal, and
        ``network-<origin>-<goal>`` for those by which another reaches the state.
    """

    def named(code: str) -> str:
        return with_article(names.get(code, code))

    found: Figures = {}
    turns = _turns(items)
    for code in _busiest(series, actor):
        own = [
            track
            for track in tracks
            if not track.series.sector
            and track.series.kind == "events"
            and code in track.series.dyad
        ]
        for number, track in enumerate(_in_order(own, actor)):
            found[f"level-{code}-{number}"] = level_figure(track, turns, named=named)
        for name, figure in count_figures(series, actor, code, named=named):
            found[f"counts-{code}-{name}"] = figure
    for item in items:
        if item.list == "scores":
            scored = _scored(item, tracks, turns, named=named)
            if scored is not None and len(found) < MOST_FIGURES:
                found[f"line-{item.id}"] = scored
        if item.list == "reciprocity":
            curve = response_figure(item, series, named=named)
            if curve is not None:
                found[f"line-{item.id}"] = curve
    return found | dict(_networks(items, names, actor))


def _scored(
    item: Item, tracks: Sequence[Track], turns: Turns, *, named: Named
) -> LevelTrack | None:
    """The figure of a line of ``scores``."""
    key = item.fields["dataset"], item.fields["counterpart"]
    for track in tracks:
        series = track.series
        if series.kind == "score" and series.dataset == key[0] and key[1] in series.dyad:
            return level_figure(track, turns, named=named)
    return None


def trends_of(tracks: Iterable[Track], *, actor: str) -> dict[tuple[str, str], Trend]:
    """The level of each cell over the last two years, the mean of both directions."""
    cells: defaultdict[tuple[str, str], list[Track]] = defaultdict(list)
    for track in tracks:
        if track.series.kind == "events" and track.series.sector:
            source, target = track.series.dyad
            cells[target if source == actor else source, track.series.sector].append(track)
    return {
        cell: trend for cell, rows in cells.items() if (trend := _trend(cell, rows)) is not None
    }


def _trend(cell: tuple[str, str], rows: Sequence[Track]) -> Trend | None:
    last = max(int(track.days[-1]) for track in rows)
    asked = np.linspace(last - TREND_DAYS, last, TREND_POINTS)
    asked = asked[asked >= min(int(track.days[0]) for track in rows)]
    if len(asked) < 2:
        return None
    weights = np.array([float(track.series.counts.sum()) for track in rows])
    levels = np.array([np.interp(asked, track.days, track.smooth) for track in rows])
    mean = (weights[:, None] * levels).sum(axis=0) / weights.sum()
    return Trend(*cell, [day_of(int(day)) for day in asked], [float(value) for value in mean])


def _busiest(series: Sequence[Series], actor: str) -> list[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for one in series:
        if one.kind == "events" and actor in one.dyad and not (one.sector or one.quad):
            other = one.target if one.source == actor else one.source
            counts[other] += int(one.counts.sum())
    return sorted(counts, key=lambda code: (-counts[code], code))[:MOST_COUNTERPARTS]


def _in_order(tracks: Iterable[Track], actor: str) -> list[Track]:
    """Tracks worth a figure: what the state does first, then what is done to it."""
    rows = [track for track in tracks if len(track.series.days) >= LEAST_READINGS]
    return sorted(rows, key=lambda track: (track.series.dataset, track.series.source != actor))


def level_figure(track: Track, turns: Turns, *, named: Named) -> LevelTrack:
    """The level of one series in hindsight, with its turns and the time that nobody watched."""
    series = track.series
    last = int(track.days[-1])
    inside = track.days >= last - SHOWN_YEARS * 365
    chosen = np.flatnonzero(inside)
    if len(chosen) > MOST_POINTS:
        chosen = chosen[np.linspace(0, len(chosen) - 1, MOST_POINTS).round().astype(np.int64)]
    days = [day_of(int(day)) for day in track.days[chosen]]
    key = series.dataset, series.source, series.target
    scored = series.kind == "score"
    counted = "daily scores in their own unit" if scored else "events, each counted once"
    link = "towards" if series.directed else "and"
    who = f"{named(series.source)} {link} {named(series.target)}"
    title = f"{'Scores of' if scored else 'Acts of'} {who}"
    now = track.smooth[-1], track.smooth_low[-1], track.smooth_high[-1]
    numbers = [three_digits(float(value)) if scored else signed(float(value)) for value in now]
    told = Told(
        title,
        f"Level in hindsight with its 0.90 interval, from {int(series.counts.sum()):,} {counted}, "
        f"of the dataset {series.dataset}; at the end {numbers[0]} ({numbers[1]} to {numbers[2]})",
    )

    def floats(values: Values) -> list[float]:
        return [float(value) for value in values[chosen]]

    return LevelTrack(
        told=told,
        days=days,
        level=floats(track.smooth),
        low=floats(track.smooth_low),
        high=floats(track.smooth_high),
        bounds=None if scored else (-10.0, 10.0),
        unit="score" if scored else "level",
        turns=[turn for turn in turns.get(key, ()) if turn.day >= days[0]],
        gaps=_gaps(series, int(track.days[chosen[0]]), last),
    )


def _gaps(series: Series, first: int, last: int) -> list[Gap]:
    """Stretches of at least three weeks on which nobody watched."""
    days = np.arange(first, last + 1)
    blind = np.r_[False, series.coverage.at(days) <= 0.0, False]
    edges = np.flatnonzero(np.diff(blind.astype(np.int8)))
    return [
        Gap(day_of(first + int(begin)), day_of(first + int(end) - 1))
        for begin, end in zip(edges[::2], edges[1::2], strict=True)
        if end - begin >= LEAST_GAP_DAYS
    ]


def _turns(items: Iterable[Item]) -> dict[tuple[str, str, str], list[Turn]]:
    """Shifts of levels by dataset and dyad, of all sectors together."""
    found: defaultdict[tuple[str, str, str], list[Turn]] = defaultdict(list)
    for item in items:
        told = turn_of(item)
        if told is not None:
            found[told[0]].append(told[1])
    return found


def turn_of(item: Item, *, sector: str = "") -> tuple[tuple[str, str, str], Turn] | None:
    """The shift of a level that a line tells of, by dataset and dyad; None for other lines.

    Args:
        sector: of the series; empty for all sectors together.
    """
    fields = item.fields
    begins, size = fields.get("begins_on"), fields.get("size")
    source, target = fields.get("source"), fields.get("target")
    sectors = fields.get("sectors") or ()
    told = fields.get("what") == "level" and sectors == ((sector,) if sector else ())
    if not (told and isinstance(begins, date) and isinstance(size, int | float)):
        return None
    if not (isinstance(source, tuple) and isinstance(target, tuple)):
        return None
    lasting = fields.get("type") == "shift"
    label = signed(float(size)) if abs(size) < 20 else f"{size:+.0f}".replace("-", "−")
    key = str(fields.get("dataset")), str(source[0]), str(target[0])
    return key, Turn(begins, label, size > 0, lasting=lasting)


def count_figures(
    series: Sequence[Series], actor: str, code: str, *, named: Named
) -> Iterator[tuple[str, EventCounts]]:
    """Events with a counterpart by period and quad class, both directions, for each dataset."""
    rows = [one for one in series if one.quad and {actor, code} == set(one.dyad)]
    for name in sorted({one.dataset for one in rows}):
        own = [one for one in rows if one.dataset == name]
        last = max(int(one.days[-1]) for one in own)
        first = max(min(int(one.days[0]) for one in own), last - SHOWN_YEARS * 365)
        starts, ends = _periods(day_of(first), day_of(last))
        edges = np.array([day_number(day) for day in (*starts, ends)])
        counts = {}
        for lane, _ in LANES:
            of_lane = [one for one in own if one.quad == lane]
            sums = np.zeros(len(starts))
            for one in of_lane:
                sums += np.histogram(one.days, bins=edges, weights=one.counts)[0]
            counts[lane] = [float(value) for value in sums]
        told = Told(
            f"Events between {named(actor)} and {named(code)}",
            "Events by period and kind of act, both directions, each counted once however often "
            f"reported, of the dataset {name}",
        )
        yield name, EventCounts(told, starts, ends, counts)


def _periods(first: date, last: date) -> tuple[list[date], date]:
    """First days of months, quarters or years, so few that bars can be told apart."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = 1 if months <= 72 else 3
    index = first.year * 12 + first.month - 1
    starts = []
    for number in range(index - index % step, last.year * 12 + last.month, step):
        starts.append(date(number // 12, number % 12 + 1, 1))
    return starts, (starts[-1] + timedelta(days=31 * step)).replace(day=1)


def _networks(
    items: Iterable[Item], names: Mapping[str, str], actor: str
) -> Iterator[tuple[str, Network]]:
    goals: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.list == "channels":
            goals[str(item.fields.get("origin")), str(item.fields.get("goal"))].append(item)
    for (origin, goal), rows in goals.items():
        legs: dict[frozenset[str], Leg] = {}
        via: dict[str, None] = {}
        for item in rows:
            for code in _codes(item.fields.get("via")):
                via.setdefault(code)
            for leg in _legs(item):
                legs.setdefault(frozenset((leg.source, leg.target)), leg)
        told = Told(
            f"Ways from {names.get(origin, origin)} to {names.get(goal, goal)}",
            "Third parties by which the closed direct way can be gone around; a wider line has "
            "more events",
        )
        name = goal if origin == actor else f"{origin}-{goal}"
        yield f"network-{name}", Network(told, origin, goal, list(via), list(legs.values()), names)


def _legs(item: Item) -> Iterator[Leg]:
    legs = item.fields.get("legs")
    for leg in legs if isinstance(legs, list | tuple) else ():
        parties = _codes(leg.get("parties")) if isinstance(leg, Mapping) else []
        if len(parties) == 2:
            count = leg.get("n_friendly") or len(leg.get("events", ())) or 1
            noun = "event" if count == 1 else "events"
            yield Leg(parties[0], parties[1], float(count), f"{count} {noun}")


def _codes(value: object) -> list[str]:
    return [str(code) for code in value] if isinstance(value, list | tuple) else []
