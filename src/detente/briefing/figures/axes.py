"""What all figures share: scales, ticks, the frame of an SVG, the head of a specification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10
from typing import TypeAlias

from markupsafe import Markup

from detente.outlook.wording import MONTHS

Spec: TypeAlias = dict[str, object]
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Blue and orange differ in lightness too, so that they part in grey and for the colour-blind.
COOPERATION, CONFLICT, INK, SOFT = "#1f5f99", "#a34d00", "#1c2024", "#8a8f96"
STEPS_OF_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of values and the stretch of the figure that it is drawn on.

    >>> Span(-10, 10, 100, 0).at(0)
    50.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies, cut at the ends."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return round(self.start + min(max(share, 0.0), 1.0) * (self.end - self.start), 1)

    def on(self, day: date) -> float:
        """Where a day lies, for a stretch of day ordinals."""
        return self.at(day.toordinal())


def dated(first: date, last: date, start: float, end: float) -> Span:
    """A stretch of days."""
    return Span(first.toordinal(), max(last, first + timedelta(days=1)).toordinal(), start, end)


def day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """First days of months or years with short names, so few that they stay apart.

    >>> [name for _, name in day_ticks(date(2020, 11, 20), date(2021, 3, 2))]
    ['Dec', '2021', 'Feb', 'Mar']
    """
    months = (last - first).days / 30.4
    step = next((n for n in STEPS_OF_MONTHS if months / n <= MOST_TICKS), STEPS_OF_MONTHS[-1])
    ticks = []
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(index, 12)
        tick = date(year, month + 1, 1)
        if index % step == 0 and first <= tick <= last:
            ticks.append((tick, str(year) if month == 0 or step >= 12 else MONTHS[month][:3]))
    return ticks


def number_ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round numbers between two values.

    >>> number_ticks(0, 37)
    [0.0, 10.0, 20.0, 30.0]
    """
    if high <= low:
        return [low]
    rough = (high - low) / most
    size = 10.0 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    first = -floor(-low / step)
    return [round(step * place, 10) for place in range(first, floor(high / step + 1e-9) + 1)]


def short_number(value: float) -> str:
    """A number on an axis, with a real minus sign.

    >>> short_number(-2.5), short_number(1000)
    ('−2.5', '1000')
    """
    return f"{value:g}".replace("-", "−") if abs(value) < 1e5 else f"{value:.0e}"


def path(points: Iterable[tuple[float, float]]) -> str:
    """A line through points as the data of an SVG path.

    >>> path([(0, 1), (2.5, 3)])
    'M0 1L2.5 3'
    """
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def time_axis(across: Span, first: date, last: date, *, top: float, bottom: float) -> Markup:
    """Ticks of days with their names below."""
    marks = [
        Markup(
            '<path class="tick" d="M{0} {1}V{2}"/><text class="name mid" x="{0}" y="{3}">{4}'
        ).format(across.on(day), round(top, 1), round(bottom, 1), round(bottom + 14, 1), name)
        + Markup("</text>")
        for day, name in day_ticks(first, last)
    ]
    return Markup("").join(marks)


def level_axis(down: Span, values: Sequence[float], *, left: float, right: float) -> Markup:
    """Lines across at values with their numbers at the left."""
    marks = [
        Markup('<path class="{0}" d="M{1} {2}H{3}"/><text class="name end" x="{4}" y="{5}">{6}')
        .format(
            "zero" if value == 0 else "tick",
            left, down.at(value), right, left - 6, down.at(value) + 3.5, short_number(value),
        )
        + Markup("</text>")
        for value in values
    ]  # fmt: skip
    return Markup("").join(marks)


def framed(
    parts: Iterable[Markup],
    *,
    kind: str,
    size: tuple[float, float],
    told: Told,
    empty: float = 0.0,
) -> Markup:
    """The SVG around some parts, with title and description for who does not see it.

    Args:
        empty: height at the top that is cut off, as nothing is drawn there.
    """
    return Markup(
        '<svg class="figure {}" viewBox="0 {:g} {:g} {:g}" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>"
    ).format(
        kind, empty, size[0], size[1] - empty, f"{told.title}. {told.description}", told.title,
        told.description,
        Markup("").join(parts),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """Title and description of a figure."""

    title: str
    description: str


def head(told: Told, *, width: int, height: int) -> Spec:
    """The head of a Vega-Lite specification."""
    return {
        "$schema": SCHEMA,
        "title": told.title,
        "description": told.description,
        "width": width,
        "height": height,
        "config": {"view": {"stroke": None}, "axis": {"gridColor": "#e4e1d8"}},
    }


def values(rows: Iterable[Mapping[str, object]]) -> Spec:
    """Rows as data inside a specification; days as ISO 8601."""
    return {
        "values": [
            {key: one.isoformat() if isinstance(one, date) else one for key, one in row.items()}
            for row in rows
        ]
    }
