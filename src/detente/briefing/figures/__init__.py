"""Figures of a briefing: each is data first, then SVG for the page or a Vega-Lite specification.

`draw` gives inline SVG that needs no script: shape, pattern and place say what colour only
repeats, and every figure has a title and a description. `specify` gives the same figure as a
Vega-Lite specification for other programs.
"""

from __future__ import annotations

from typing import TypeAlias

from markupsafe import Markup

from detente.briefing.figures.axes import Spec
from detente.briefing.figures.event_counts import EventCounts, draw_counts, specify_counts
from detente.briefing.figures.levels import Gap, LevelTrack, Turn, draw_level, specify_level
from detente.briefing.figures.network import Leg, Network, draw_network, specify_network
from detente.briefing.figures.response import Response, draw_response, specify_response
from detente.briefing.figures.trends import Trend, TrendMatrix, draw_trend, specify_trends

__all__ = [
    "EventCounts",
    "Figure",
    "Gap",
    "Leg",
    "LevelTrack",
    "Network",
    "Response",
    "Spec",
    "Trend",
    "TrendMatrix",
    "Turn",
    "draw",
    "draw_trend",
    "specify",
]

Figure: TypeAlias = LevelTrack | EventCounts | Response | Network


def draw(figure: Figure) -> Markup:
    """A figure as inline SVG; empty where it has nothing to show."""
    match figure:
        case LevelTrack():
            return draw_level(figure)
        case EventCounts():
            return draw_counts(figure)
        case Response():
            return draw_response(figure)
        case Network():
            return draw_network(figure)


def specify(figure: Figure | TrendMatrix) -> Spec:
    """A figure as a Vega-Lite specification (version 5), with its data inside."""
    match figure:
        case LevelTrack():
            return specify_level(figure)
        case EventCounts():
            return specify_counts(figure)
        case Response():
            return specify_response(figure)
        case Network():
            return specify_network(figure)
        case TrendMatrix():
            return specify_trends(figure)
