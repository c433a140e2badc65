"""Tracks of a view's series: by sector, all acts together, and scores, each with its own prior."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.series import Series, day_number

if TYPE_CHECKING:
    from detente.model import View
    from detente.relations import Track
    from detente.settings import Settings


def tracks_of(view: View, *, settings: Settings) -> tuple[Track, ...]:
    """Tracks of every series that the state looked from has a part in, until the view's day.

    Series by quad class have none: they count acts of one sort, whose weights hardly differ.
    """
    from detente.relations import estimate_tracks

    groups: defaultdict[tuple[str, str, bool], list[Series]] = defaultdict(list)
    for series in view.series:
        if view.actor in series.dyad and not series.quad:
            groups[series.dataset, series.kind, bool(series.sector)].append(series)
    until = day_number(view.as_of)
    return tuple(
        track
        for _, group in sorted(groups.items())
        for track in estimate_tracks(group, settings=settings, until=until)
    )
