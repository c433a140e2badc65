"""Settled statements of kind event become happenings: one row for each, with all its reports."""

from __future__ import annotations

from detente.events.grouping import Grouper, group_events

__all__ = ["Grouper", "group_events"]
