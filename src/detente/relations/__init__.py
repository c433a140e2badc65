"""Events and assessments become the portfolio: one cell for each counterpart and sector.

From a handful of readings a cell is estimated at once (`estimate_relations`); the series of an
event dataset become tracks over time (`estimate_tracks`).
"""

from __future__ import annotations

from detente.relations.course import Courses, Step, whole_course
from detente.relations.coverage import Told, estimate_coverage
from detente.relations.estimating import estimate_relations
from detente.relations.tracking import estimate_track, estimate_tracks
from detente.relations.tracks import Motion, State, Track, state_on

__all__ = [
    "Courses",
    "Motion",
    "State",
    "Step",
    "Told",
    "Track",
    "estimate_coverage",
    "estimate_relations",
    "estimate_track",
    "estimate_tracks",
    "state_on",
    "whole_course",
]
