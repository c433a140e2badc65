"""How far a takeaway can be relied on: independent publishers, agreement, recency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from detente.model import Evidence

# Half the width of a 0.90 interval in standard deviations.
Z_90 = 1.645
RECENT_DAYS = 365
HIGH_PUBLISHERS = 3
MODERATE_PUBLISHERS = 2
# One outlet that says the same in several places is consistent, which is less than confirmed.
MODERATE_SENTENCES = 4


def confidence(evidence: Iterable[Evidence], *, as_of: date, contested: bool = False) -> str:
    """``low``, ``moderate`` or ``high``.

    High: three independent publishers, the newest within a year, nobody denies it. Moderate: two
    publishers, or four sentences of one, within a year. Low: anything else. A denial takes one
    step off, and so does evidence that is all older than a year. Documents without a known
    publisher count together as one. The word says nothing about how likely anything is, and
    misleads where publishers that seem independent share one origin.
    """
    rows = tuple(dict.fromkeys(evidence))
    publishers = {row.publisher.casefold() if row.document else row.dataset for row in rows}
    if len(publishers) >= HIGH_PUBLISHERS:
        grade = 2
    elif len(publishers) >= MODERATE_PUBLISHERS or len(rows) >= MODERATE_SENTENCES:
        grade = 1
    else:
        grade = 0
    newest = max((row.published for row in rows if row.published), default=None)
    stale = newest is None or (as_of - newest).days > RECENT_DAYS
    return ("low", "moderate", "high")[max(0, grade - contested - stale)]
