"""Statements, events and relations become the lines that a reader would otherwise search for."""

from __future__ import annotations

from detente.signals.finding import find_signals

__all__ = ["find_signals"]
