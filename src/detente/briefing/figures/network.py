"""Channels as a network: from the state looked from, by way of third parties, to the goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from detente.briefing.figures.axes import COOPERATION, INK, Spec, Told, framed, head, values
from detente.outlook.wording import shortened

WIDTH, ROW, TOP, BOTTOM = 620.0, 30.0, 26.0, 20.0
SIDE, WIDEST = 112.0, 7.0
NAME_CHARS = 20


@dataclass(frozen=True, slots=True)
class Leg:
    """A relation that is part of a channel: two parties, strength above 0, and its events."""

    source: str
    target: str
    strength: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Ways from one state to another.

    Attributes:
        told: title and description.
        origin, goal: the state looked from and the one to be reached; codes.
        via: third parties, the strongest first.
        legs: relations of origin and goal with third parties, and among those.
        names: plain names of the codes.
        direct: what is known of the direct way, in two or three words.
    """

    told: Told
    origin: str
    goal: str
    via: Sequence[str]
    legs: Sequence[Leg]
    names: Mapping[str, str]
    direct: str = "direct: closed"


def draw_network(figure: Network) -> Markup:
    """The network as SVG: width of a line for strength, a broken line for the closed way."""
    if not figure.via:
        return Markup("")
    height = TOP + ROW * len(figure.via) + BOTTOM + ROW
    middle = TOP + ROW * len(figure.via) / 2
    places = {code: (WIDTH / 2, TOP + ROW * (n + 0.5)) for n, code in enumerate(figure.via)}
    places |= {figure.origin: (SIDE, middle), figure.goal: (WIDTH - SIDE, middle)}
    most = max((leg.strength for leg in figure.legs), default=1.0) or 1.0
    parts = [_closed(figure, places, height)]
    parts += [_leg(leg, places, most, figure.names) for leg in figure.legs]
    for code, (x, y) in places.items():
        shape = "end" if code in (figure.origin, figure.goal) else "via"
        parts.append(_node(figure.names.get(code, code), shape, x, y=y, left=x < WIDTH / 3))
    return framed(parts, kind="network", size=(WIDTH, height), told=figure.told)


def _closed(figure: Network, places: Mapping[str, tuple[float, float]], height: float) -> Markup:
    (x, y), (to, _) = places[figure.origin], places[figure.goal]
    low = height - BOTTOM
    return Markup(
        '<path class="closed" d="M{} {}C{} {} {} {} {} {}"/>'
        '<text class="name mid" x="{}" y="{}">{}</text>'
    ).format(x, y, x, low + 6, to, low + 6, to, y, WIDTH / 2, low + 8, figure.direct)


def _leg(
    leg: Leg, places: Mapping[str, tuple[float, float]], most: float, names: Mapping[str, str]
) -> Markup:
    if leg.source not in places or leg.target not in places:
        return Markup("")
    (x, y), (to, until) = places[leg.source], places[leg.target]
    width = max(1.0, WIDEST * leg.strength / most)
    said = f"{names.get(leg.source, leg.source)} and {names.get(leg.target, leg.target)}"
    half = (x + to) / 2
    return Markup(
        '<path class="leg" stroke-width="{}" d="M{} {}C{} {} {} {} {} {}"><title>{}</title></path>'
    ).format(
        round(width, 1), x, y, half, y, half, until, to, until,
        f"{said}: {leg.label}" if leg.label else said,
    )  # fmt: skip


def _node(name: str, shape: str, x: float, *, y: float, left: bool) -> Markup:
    label = shortened(name, NAME_CHARS)
    if shape == "end":
        mark = Markup('<rect class="node" x="{}" y="{}" width="14" height="14"/>').format(
            x - 7, y - 7
        )
        at, anchor, low = (x - 12, "end", y + 4) if left else (x + 12, "start", y + 4)
    else:
        mark = Markup('<circle class="node" cx="{}" cy="{}" r="6"/>').format(x, y)
        at, anchor, low = x, "middle", y - 9
    return mark + Markup('<text class="who" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        at, low, anchor, label
    )


def specify_network(figure: Network) -> Spec:
    """The network as a Vega-Lite specification, with places in a unit square."""
    count = max(len(figure.via), 1)
    places = {code: (0.5, 1 - (n + 0.5) / count) for n, code in enumerate(figure.via)}
    places |= {figure.origin: (0.0, 0.5), figure.goal: (1.0, 0.5)}
    nodes = [
        {"x": x, "y": y, "name": figure.names.get(code, code)} for code, (x, y) in places.items()
    ]
    edges = [
        {
            "x": places[leg.source][0],
            "y": places[leg.source][1],
            "x2": places[leg.target][0],
            "y2": places[leg.target][1],
            "strength": leg.strength,
            "label": leg.label,
        }
        for leg in figure.legs
        if leg.source in places and leg.target in places
    ]
    across = {"field": "x", "type": "quantitative", "axis": None}
    down = {"field": "y", "type": "quantitative", "axis": None}
    return head(figure.told, width=480, height=60 * count) | {
        "layer": [
            {
                "data": values(edges),
                "mark": {"type": "rule", "color": COOPERATION},
                "encoding": {
                    "x": across,
                    "y": down,
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                    "size": {"field": "strength", "type": "quantitative", "legend": None},
                    "tooltip": {"field": "label", "type": "nominal"},
                },
            },
            {
                "data": values(nodes),
                "mark": {"type": "point", "filled": True, "size": 120, "color": INK},
                "encoding": {"x": across, "y": down},
            },
            {
                "data": values(nodes),
                "mark": {"type": "text", "dy": -14},
                "encoding": {"x": across, "y": down, "text": {"field": "name", "type": "nominal"}},
            },
        ]
    }
