"""How one side's acts follow the other's: the response by days since the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from detente.briefing.figures.axes import (
    COOPERATION,
    INK,
    Span,
    Spec,
    Told,
    framed,
    head,
    level_axis,
    number_ticks,
    path,
    short_number,
    values,
)

WIDTH, HEIGHT = 420.0, 176.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 10.0, 36.0


@dataclass(frozen=True, slots=True)
class Response:
    """A curve over days since an act.

    Attributes:
        told: title and description.
        lags: days since the act, in order.
        value, low, high: of one length with ``lags``; interval of 0.90.
        baseline: what would be there without any answer.
        unit: of the values, in words.
        peak: the lag that is marked; None marks none.
    """

    told: Told
    lags: Sequence[float]
    value: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    baseline: float = 0.0
    unit: str = "further acts for each act"
    peak: float | None = None


def draw_response(figure: Response) -> Markup:
    """The curve as SVG; empty with fewer than two lags."""
    if len(figure.lags) < 2:
        return Markup("")
    low = min(*figure.low, figure.baseline)
    high = max(*figure.high, figure.baseline)
    margin = (high - low) * 0.06 or 1.0
    across = Span(figure.lags[0], figure.lags[-1], LEFT, WIDTH - RIGHT)
    down = Span(low - margin, high + margin, HEIGHT - BOTTOM, TOP)
    places = [across.at(lag) for lag in figure.lags]
    upper = [(x, down.at(value)) for x, value in zip(places, figure.high, strict=True)]
    lower = [(x, down.at(value)) for x, value in zip(places, figure.low, strict=True)]
    line = [(x, down.at(value)) for x, value in zip(places, figure.value, strict=True)]
    ticks = number_ticks(low - margin, high + margin, most=4)
    parts = [
        level_axis(down, ticks, left=LEFT, right=WIDTH - RIGHT),
        Markup('<path class="band" d="{}Z"/>').format(path([*upper, *reversed(lower)])),
        Markup('<path class="edge" d="{}{}"/>').format(path(upper), path(lower)),
        Markup('<path class="baseline" d="M{} {}H{}"/>').format(
            LEFT, down.at(figure.baseline), WIDTH - RIGHT
        ),
        Markup('<path class="line" d="{}"/>').format(path(line)),
        _lag_axis(figure, across),
    ]
    if figure.peak is not None:
        x = across.at(figure.peak)
        parts.append(Markup('<path class="peak" d="M{} {}V{}"/>').format(x, TOP, HEIGHT - BOTTOM))
    return framed(parts, kind="response", size=(WIDTH, HEIGHT), told=figure.told)


def _lag_axis(figure: Response, across: Span) -> Markup:
    marks = [
        Markup('<text class="name mid" x="{}" y="{}">{}</text>').format(
            across.at(lag), HEIGHT - BOTTOM + 14, short_number(lag)
        )
        for lag in number_ticks(figure.lags[0], figure.lags[-1], most=8)
    ]
    marks.append(
        Markup('<text class="name mid" x="{}" y="{}">days since the act; up: {}</text>').format(
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 29, figure.unit
        )
    )
    return Markup("").join(marks)


def specify_response(figure: Response) -> Spec:
    """The curve as a Vega-Lite specification."""
    rows = [
        {"lag": lag, "value": value, "low": low, "high": high}
        for lag, value, low, high in zip(
            figure.lags, figure.value, figure.low, figure.high, strict=True
        )
    ]
    across = {"field": "lag", "type": "quantitative", "title": "days since the act"}
    return head(figure.told, width=380, height=140) | {
        "layer": [
            {
                "data": values(rows),
                "mark": {"type": "area", "color": COOPERATION, "opacity": 0.2},
                "encoding": {
                    "x": across,
                    "y": {"field": "low", "type": "quantitative", "title": figure.unit},
                    "y2": {"field": "high"},
                },
            },
            {
                "data": values(rows),
                "mark": {"type": "line", "color": INK},
                "encoding": {"x": across, "y": {"field": "value", "type": "quantitative"}},
            },
            {
                "data": values([{"baseline": figure.baseline}]),
                "mark": {"type": "rule", "strokeDash": [4, 3]},
                "encoding": {"y": {"field": "baseline", "type": "quantitative"}},
            },
        ]
    }
