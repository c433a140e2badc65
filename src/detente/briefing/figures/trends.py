"""Small trends for the cells of a matrix: the level of the last two years as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from detente.briefing.figures.axes import INK, Span, Spec, Told, dated, head, path, values

WIDTH, HEIGHT = 100.0, 18.0


@dataclass(frozen=True, slots=True)
class Trend:
    """The level of one cell over time, -10 to 10, in order of days."""

    counterpart: str
    sector: str
    days: Sequence[date]
    level: Sequence[float]


@dataclass(frozen=True, slots=True)
class TrendMatrix:
    """The trends of a portfolio; counterparts and sectors in printed order."""

    told: Told
    trends: Sequence[Trend]
    counterparts: Sequence[str]
    sectors: Sequence[str]


def draw_trend(trend: Trend) -> Markup:
    """One trend as a small SVG on the whole scale, zero marked; empty with under two days.

    The cell beside it says the level in words, so the figure itself is hidden from readers that
    speak.
    """
    if len(trend.days) < 2:
        return Markup("")
    across = dated(trend.days[0], trend.days[-1], 1, WIDTH - 3)
    down = Span(-10, 10, HEIGHT - 1, 1)
    points = [
        (across.on(day), down.at(level)) for day, level in zip(trend.days, trend.level, strict=True)
    ]
    x, y = points[-1]
    return Markup(
        '<svg class="trend" viewBox="0 0 {:g} {:g}" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="zero" d="M0 {:g}H{:g}"/><path class="line" d="{}"/>'
        '<path class="end" d="M{:g} {:g}h0"/></svg>'
    ).format(WIDTH, HEIGHT, HEIGHT / 2, WIDTH, path(points), x, y)


def specify_trends(figure: TrendMatrix) -> Spec:
    """The matrix as a Vega-Lite specification: a small line for each cell."""
    rows = [
        {"counterpart": trend.counterpart, "sector": trend.sector, "day": day, "level": level}
        for trend in figure.trends
        for day, level in zip(trend.days, trend.level, strict=True)
    ]
    return head(figure.told, width=70, height=30) | {
        "data": values(rows),
        "mark": {"type": "line", "color": INK, "strokeWidth": 1.2},
        "encoding": {
            "row": {
                "field": "counterpart",
                "type": "nominal",
                "sort": list(figure.counterparts),
                "title": None,
            },
            "column": {
                "field": "sector",
                "type": "nominal",
                "sort": list(figure.sectors),
                "title": None,
            },
            "x": {"field": "day", "type": "temporal", "axis": None},
            "y": {
                "field": "level",
                "type": "quantitative",
                "scale": {"domain": [-10, 10]},
                "axis": {"values": [-10, 0, 10], "title": None},
            },
        },
    }
