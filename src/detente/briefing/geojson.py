"""The relations of a briefing on a map: GeoJSON (RFC 7946) between capitals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

from detente.briefing.page import Briefing
from detente.briefing.portfolio import matrix_of
from detente.briefing.wording import capital

Point = tuple[float, float]


class Place(Protocol):
    """A seat of government."""

    @property
    def capital(self) -> str:
        """Its name."""

    @property
    def point(self) -> Point:
        """Longitude and latitude in degrees."""


def render_geojson(briefing: Briefing, places: Mapping[str, Place]) -> str:
    """A line for each relation, from capital to capital, and a point for each capital.

    A line that crosses the 180th meridian is cut there. A relation with a side that has no capital
    (an organisation, a group) keeps its numbers with an empty geometry. Lines are straight on the
    map; they are no routes.
    """
    rows = matrix_of(briefing.lists.get("portfolio", ()), briefing.names).rows
    features = [
        {
            "type": "Feature",
            "id": f"{briefing.actor}-{row.counterpart}",
            "geometry": _line(places.get(briefing.actor), places.get(row.counterpart)),
            "properties": {
                "actor": briefing.actor,
                "actor_name": capital(briefing.actor_name),
                "counterpart": row.counterpart,
                "counterpart_name": capital(row.name),
                "as_of": briefing.as_of.isoformat(),
                "level": round(row.overall.level, 3),
                "low": round(row.overall.low, 3),
                "high": round(row.overall.high, 3),
                "direction": row.overall.direction,
                "p_direction": round(row.overall.p_direction, 3),
                "n": row.overall.n,
            },
        }
        for row in rows
    ]
    codes = [briefing.actor, *(row.counterpart for row in rows)]
    features += [
        {
            "type": "Feature",
            "id": f"capital-{code}",
            "geometry": {"type": "Point", "coordinates": list(places[code].point)},
            "properties": {
                "actor": code,
                "actor_name": capital(briefing.names.get(code, code)),
                "capital": places[code].capital,
            },
        }
        for code in dict.fromkeys(codes)
        if code in places
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _line(one: Place | None, other: Place | None) -> dict[str, object] | None:
    if one is None or other is None:
        return None
    parts = cut(one.point, other.point)
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": [list(point) for point in parts[0]]}
    lines = [[list(point) for point in part] for part in parts]
    return {"type": "MultiLineString", "coordinates": lines}


def cut(one: Point, other: Point) -> list[tuple[Point, Point]]:
    """The short way between two points, in two parts where it crosses the 180th meridian.

    >>> cut((170.0, 0.0), (-170.0, 10.0))
    [((170.0, 0.0), (180.0, 5.0)), ((-180.0, 5.0), (-170.0, 10.0))]
    """
    across = other[0] - one[0]
    if abs(across) <= 180:
        return [(one, other)]
    edge = 180.0 if one[0] > 0 else -180.0
    whole = 360.0 - abs(across)
    share = (abs(edge) - abs(one[0])) / whole if whole else 0.0
    height = round(one[1] + (other[1] - one[1]) * share, 4)
    return [(one, (edge, height)), ((-edge, height), other)]
