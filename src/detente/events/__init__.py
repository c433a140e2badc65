"""Settled statements of kind event become happenings: one row for each, with all its reports."""

from __future__ import annotations

from detente.events.grouping import Gathering, Grouper, group_events, in_time, unnamed

__all__ = ["Gathering", "Grouper", "group_events", "in_time", "unnamed"]
