"""What the rules say of a pair and what the model says, in one score for each root.

A root's share from the model, and for the root that the rules prefer up to `RULES_WEIGHT` more,
in full where their best proposal is `SURE_MARGIN` ahead.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.statements.pairing import PairReading

# Rules are right more often than written sentences, which seek out idioms, make them look.
RULES_WEIGHT = 0.25
SURE_MARGIN = 4.0


def combined(shares: Mapping[str, float], reading: PairReading) -> dict[str, float]:
    """Shares of roots with the weight of the rules added to the one that they prefer."""
    scores = dict(shares)
    if reading.code in scores:
        scores[reading.code] += RULES_WEIGHT * min(1.0, max(0.0, reading.margin) / SURE_MARGIN)
    return scores
