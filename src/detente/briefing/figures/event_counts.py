"""Events of a dyad by month and kind of act: four lanes, cooperation above conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from detente.briefing.figures.axes import (
    CONFLICT,
    COOPERATION,
    Span,
    Spec,
    Told,
    dated,
    framed,
    head,
    short_number,
    time_axis,
    values,
)
from detente.briefing.wording import short_day

WIDTH, LEFT, RIGHT, TOP = 760.0, 128.0, 12.0, 6.0
LANE, GAP, BOTTOM = 30.0, 6.0, 36.0
LANES = (
    ("material cooperation", "mc"),
    ("verbal cooperation", "vc"),
    ("verbal conflict", "vx"),
    ("material conflict", "mx"),
)


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How many events of each kind there were in each period.

    Attributes:
        told: title and description; the latter says whether events or reports are counted.
        starts: first day of each period, in order.
        ends: day after the last period.
        counts: by name of a lane (``material conflict`` …): a number for each period.
        what: what is counted, in the plural.
    """

    told: Told
    starts: Sequence[date]
    ends: date
    counts: Mapping[str, Sequence[float]]
    what: str = "events"


def draw_counts(figure: EventCounts) -> Markup:
    """The lanes as SVG, each on the same scale; empty where nothing happened."""
    most = max((max(row, default=0) for row in figure.counts.values()), default=0)
    if not most or not figure.starts:
        return Markup("")
    across = dated(figure.starts[0], figure.ends, LEFT, WIDTH - RIGHT)
    height = TOP + len(LANES) * (LANE + GAP) + BOTTOM
    parts: list[Markup] = []
    for number, (name, kind) in enumerate(LANES):
        bottom = TOP + number * (LANE + GAP) + LANE
        row = figure.counts.get(name, ())
        parts.append(_floor(name, kind, sum(row), bottom=bottom))
        parts.append(_bars(figure, name, across, Span(0, most, bottom, bottom - LANE)))
    parts.append(
        time_axis(across, figure.starts[0], figure.ends, top=TOP, bottom=height - BOTTOM - 2)
    )
    scale = f"highest bar: {short_number(most)} {figure.what}"
    parts.append(
        Markup('<text class="name" x="0" y="{}">{}</text>').format(round(height - 6, 1), scale)
    )
    return framed(parts, kind="counts", size=(WIDTH, height), told=figure.told)


def _floor(name: str, kind: str, total: float, *, bottom: float) -> Markup:
    return Markup(
        '<rect class="lane {}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="name" x="0" y="{}">{}</text><text class="name" x="0" y="{}">{}</text>'
    ).format(
        kind, LEFT, bottom - LANE, WIDTH - LEFT - RIGHT, LANE, bottom - LANE / 2 - 2, name,
        bottom - LANE / 2 + 10, f"{total:,.0f} in all",
    )  # fmt: skip


def _bars(figure: EventCounts, name: str, across: Span, down: Span) -> Markup:
    kind = dict(LANES)[name]
    edges = [*figure.starts, figure.ends]
    bars = []
    for place, count in enumerate(figure.counts.get(name, ())):
        if count:
            x, until = across.on(edges[place]), across.on(edges[place + 1])
            top = min(down.at(count), down.start - 1)
            bars.append(
                Markup(
                    '<rect class="count {}" x="{:g}" y="{:g}" width="{:g}" height="{:g}">'
                    "<title>{}: {:g} {}</title></rect>"
                ).format(
                    kind,
                    x,
                    top,
                    max(round(until - x - 1, 1), 1),
                    round(down.start - top, 1),
                    short_day(edges[place]),
                    count,
                    figure.what,
                )
            )
    return Markup("").join(bars)


def specify_counts(figure: EventCounts) -> Spec:
    """The lanes as a Vega-Lite specification: rows of bars, filled where material."""
    order = [name for name, _ in LANES]
    rows = [
        {
            "starts": start,
            "kind": name,
            "count": count,
            "side": name.split()[1],
            "sort": name.split()[0],
        }
        for name in order
        for start, count in zip(figure.starts, figure.counts.get(name, ()), strict=False)
    ]
    colours = {"domain": ["cooperation", "conflict"], "range": [COOPERATION, CONFLICT]}
    return head(figure.told, width=620, height=40) | {
        "data": values(rows),
        "mark": {"type": "bar", "strokeWidth": 1},
        "encoding": {
            "row": {"field": "kind", "type": "nominal", "sort": order, "title": None},
            "x": {"field": "starts", "type": "temporal", "title": None},
            "y": {"field": "count", "type": "quantitative", "title": figure.what},
            "color": {"field": "side", "type": "nominal", "scale": colours},
            "stroke": {"field": "side", "type": "nominal", "scale": colours},
            "fillOpacity": {
                "field": "sort",
                "type": "nominal",
                "scale": {"domain": ["material", "verbal"], "range": [1, 0.15]},
            },
        },
    }
