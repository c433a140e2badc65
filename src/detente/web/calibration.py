"""The calibration of forecasts drawn: what was said against what came true, with counts."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from detente.outlook.scoring import Bin

WIDE, HIGH, LEFT, TOP, SIDE = 420, 360, 48, 14, 300


def draw_calibration(bins: Sequence[Bin]) -> Markup:
    """A point for each bin with its interval and its number; empty where nothing is scored.

    The broken line is where what was said and what came true are the same. A bin's interval is
    wide where few forecasts are in it.
    """
    found = [one for one in bins if one.n]
    if not found:
        return Markup("")
    said = "; ".join(
        f"said {one.forecast:.0%}, came true {one.came_true:.0%} of {one.n}" for one in found
    )
    parts = [
        Markup(
            '<svg class="calibration" viewBox="0 0 {} {}" role="img" '
            'aria-label="Calibration of resolved forecasts: {}">'
        ).format(WIDE, HIGH, said),
        *_axes(),
        *(_point(one) for one in found),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def _axes() -> list[Markup]:
    parts = [Markup('<path class="even" d="M{} {}L{} {}"/>').format(_x(0), _y(0), _x(1), _y(1))]
    for step in range(0, 11, 2):
        share = step / 10
        parts += [
            Markup('<path class="tick" d="M{} {}H{}"/>').format(_x(0), _y(share), _x(1)),
            Markup('<text class="end" x="{}" y="{}">{}</text>').format(
                LEFT - 6, _y(share) + 4, f"{share:.0%}"
            ),
            Markup('<text class="mid" x="{}" y="{}">{}</text>').format(
                _x(share), _y(0) + 16, f"{share:.0%}"
            ),
        ]
    parts.append(Markup('<text class="mid" x="{}" y="{}">said</text>').format(_x(0.5), _y(0) + 34))
    parts.append(Markup('<text x="{}" y="{}">came true</text>').format(2, TOP - 4))
    return parts


def _point(one: Bin) -> Markup:
    x = _x(one.forecast)
    return Markup(
        '<g><path class="reach" d="M{} {}V{}"/><circle cx="{}" cy="{}" r="4"/>'
        '<text class="count" x="{}" y="{}">n {}</text></g>'
    ).format(
        x, _y(one.least), _y(one.most), x, _y(one.came_true), x + 7, _y(one.came_true) + 4, one.n
    )


def _x(share: float) -> float:
    return round(LEFT + SIDE * share, 1)


def _y(share: float) -> float:
    return round(TOP + SIDE * (1 - share), 1)
