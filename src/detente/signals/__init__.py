"""Statements, events and relations become the lines that a reader would otherwise search for."""

from __future__ import annotations

from detente.signals.finding import SEARCHES, complete, find_signals, gather, list_at_once
from detente.signals.ground import Ground

__all__ = ["SEARCHES", "Ground", "complete", "find_signals", "gather", "list_at_once"]
