"""Events and assessments become the portfolio: one cell for each counterpart and sector."""

from __future__ import annotations

from detente.relations.estimating import estimate_relations

__all__ = ["estimate_relations"]
