"""A level over time with its interval, the turns in it, and the time that nobody watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from detente.briefing.figures.axes import (
    CONFLICT,
    COOPERATION,
    INK,
    SOFT,
    Spec,
    Told,
    dated,
    framed,
    head,
    level_axis,
    number_ticks,
    path,
    time_axis,
    values,
)
from detente.briefing.figures.axes import Span as Scale
from detente.briefing.wording import short_day

WIDTH, HEIGHT = 760.0, 206.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 12.0, 34.0, 24.0
CHAR_WIDTH = 5.8
LABEL_ROWS = 2
# Above the scale where no turn is marked.
HEADROOM = 8.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift: when, which way, how it is called, and whether it lasted."""

    day: date
    label: str
    rising: bool
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody watched, both inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class LevelTrack:
    """A level by day.

    Attributes:
        told: title and description; the latter says whether events or reports are counted.
        days, level, low, high: of one length, in order; the interval is of 0.90.
        bounds: ends of the scale; None takes those of the values.
        unit: of the scale, in words.
        turns, gaps: what is marked.
    """

    told: Told
    days: Sequence[date]
    level: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    bounds: tuple[float, float] | None = (-10.0, 10.0)
    unit: str = "level"
    turns: Sequence[Turn] = ()
    gaps: Sequence[Gap] = ()


def draw_level(figure: LevelTrack) -> Markup:
    """The track as SVG; empty with fewer than two days."""
    if len(figure.days) < 2:
        return Markup("")
    low, high = _bounds(figure)
    across = dated(figure.days[0], figure.days[-1], LEFT, WIDTH - RIGHT)
    down = Scale(low, high, HEIGHT - BOTTOM, TOP)
    places = [across.on(day) for day in figure.days]
    upper = [(x, down.at(value)) for x, value in zip(places, figure.high, strict=True)]
    lower = [(x, down.at(value)) for x, value in zip(places, figure.low, strict=True)]
    line = [(x, down.at(value)) for x, value in zip(places, figure.level, strict=True)]
    parts = [
        *(_gap(gap, across) for gap in figure.gaps),
        level_axis(down, number_ticks(low, high), left=LEFT, right=WIDTH - RIGHT),
        time_axis(across, figure.days[0], figure.days[-1], top=TOP, bottom=HEIGHT - BOTTOM + 4),
        Markup('<path class="band" d="{}Z"/>').format(path([*upper, *reversed(lower)])),
        Markup('<path class="edge" d="{}{}"/>').format(path(upper), path(lower)),
        Markup('<path class="line" d="{}"/>').format(path(line)),
        *_turns(figure, across),
    ]
    empty = 0.0 if figure.turns else TOP - HEADROOM
    return framed(parts, kind="level", size=(WIDTH, HEIGHT), told=figure.told, empty=empty)


def _bounds(figure: LevelTrack) -> tuple[float, float]:
    if figure.bounds is not None:
        return figure.bounds
    low, high = min(figure.low), max(figure.high)
    margin = (high - low) * 0.05 or 1.0
    return low - margin, high + margin


def _gap(gap: Gap, across: Scale) -> Markup:
    first, last = across.on(gap.first), across.on(gap.last)
    return Markup(
        '<rect class="unseen" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
    ).format(
        first, TOP, max(round(last - first, 1), 1), HEIGHT - TOP - BOTTOM,
        f"not watched from {short_day(gap.first)} to {short_day(gap.last)}",
    )  # fmt: skip


def _turns(figure: LevelTrack, across: Scale) -> list[Markup]:
    """Turns as lines with a triangle up or down; labels in rows where none covers another."""
    marks = []
    taken = [-1e9] * LABEL_ROWS
    for turn in sorted(figure.turns, key=lambda turn: turn.day):
        x = across.on(turn.day)
        kind = f"turn {'up' if turn.rising else 'down'}{'' if turn.lasting else ' passing'}"
        tip, base = (TOP - 8, TOP - 1) if turn.rising else (TOP - 1, TOP - 8)
        marks.append(
            Markup('<g class="{}"><title>{}</title><path class="at" d="M{} {}V{}"/>').format(
                kind, f"{short_day(turn.day)}: {turn.label}", x, TOP, HEIGHT - BOTTOM
            )
            + Markup('<path class="tip" d="M{} {}L{} {}L{} {}Z"/>').format(
                x, tip, round(x - 4.5, 1), base, round(x + 4.5, 1), base
            )
        )
        width = len(turn.label) * CHAR_WIDTH
        start = min(max(x - width / 2, LEFT), WIDTH - RIGHT - width)
        row = next((n for n, until in enumerate(taken) if start > until), -1)
        if row >= 0:
            taken[row] = start + width + 6
            marks.append(
                Markup('<text class="name" x="{}" y="{}">{}</text>').format(
                    round(start, 1), round(TOP - 12 - 11 * row, 1), turn.label
                )
            )
        marks.append(Markup("</g>"))
    return marks


def specify_level(figure: LevelTrack) -> Spec:
    """The track as a Vega-Lite specification."""
    rows = [
        {"day": day, "level": level, "low": low, "high": high}
        for day, level, low, high in zip(
            figure.days, figure.level, figure.low, figure.high, strict=True
        )
    ]
    turns: list[Spec] = [
        {
            "day": turn.day,
            "label": turn.label,
            "direction": "up" if turn.rising else "down",
            "lasting": "lasting" if turn.lasting else "passing",
        }
        for turn in figure.turns
    ]
    across: Spec = {"field": "day", "type": "temporal", "title": None}
    scale = {"domain": list(_bounds(figure))}
    down = {"field": "level", "type": "quantitative", "title": figure.unit, "scale": scale}
    return head(figure.told, width=700, height=180) | {
        "layer": [
            {
                "data": values({"first": gap.first, "last": gap.last} for gap in figure.gaps),
                "mark": {"type": "rect", "color": SOFT, "opacity": 0.25},
                "encoding": {
                    "x": {"field": "first", "type": "temporal"},
                    "x2": {"field": "last"},
                },
            },
            {
                "data": values(rows),
                "mark": {"type": "area", "color": COOPERATION, "opacity": 0.2},
                "encoding": {
                    "x": across,
                    "y": {"field": "low", "type": "quantitative", "scale": scale},
                    "y2": {"field": "high"},
                },
            },
            {
                "data": values(rows),
                "mark": {"type": "line", "color": INK},
                "encoding": {"x": across, "y": down},
            },
            *_specify_turns(turns, across),
        ]
    }


def _specify_turns(turns: Sequence[Spec], across: Spec) -> list[Spec]:
    colours = {"domain": ["up", "down"], "range": [COOPERATION, CONFLICT]}
    shapes = {"domain": ["up", "down"], "range": ["triangle-up", "triangle-down"]}
    return [
        {
            "data": values(turns),
            "mark": {"type": "rule"},
            "encoding": {
                "x": across,
                "strokeDash": {"field": "lasting", "type": "nominal"},
                "color": {"field": "direction", "type": "nominal", "scale": colours},
            },
        },
        {
            "data": values(turns),
            "mark": {"type": "point", "filled": True, "size": 60, "y": 0},
            "encoding": {
                "x": across,
                "shape": {"field": "direction", "type": "nominal", "scale": shapes},
                "color": {"field": "direction", "type": "nominal", "scale": colours},
                "tooltip": {"field": "label", "type": "nominal"},
            },
        },
    ]
