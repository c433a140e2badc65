"""Statements, events and relations become the lines that a reader would otherwise search for."""

from __future__ import annotations

from detente.signals.finding import complete, find_signals, list_at_once

__all__ = ["complete", "find_signals", "list_at_once"]
