"""How much is said to happen in a cell: statements a month, now and in the window before.

A statement that covers a longer period counts with the share of the period that lies in the
window: of "in 2025" a half falls into the second half of that year. One without a date counts on
the day of publication.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from detente.model import Statement, View
from detente.relations.observation import counterparts_of, shares

DAYS_PER_MONTH = 365.25 / 12
# What happened or is the case; forecasts and advice aren't traffic.
COUNTED = ("event", "omission", "assessment")

Cell = tuple[str, str]


def share_within(period: tuple[date, date], window: tuple[date, date]) -> float:
    """Share of a period's days that lie in a window, 0 to 1.

    >>> share_within((date(2025, 1, 1), date(2025, 12, 31)), (date(2025, 7, 1), date(2025, 12, 31)))
    0.5041095890410959
    """
    first, last = max(period[0], window[0]), min(period[1], window[1])
    return max(0, (last - first).days + 1) / ((period[1] - period[0]).days + 1)


def _period(statement: Statement, view: View) -> tuple[date, date]:
    published = view.documents[statement.document].published or view.as_of
    first = statement.begins_on or statement.ends_on or published
    last = statement.ends_on or first
    # What has been reported can't have happened after the report.
    return first, max(first, min(last, max(published, first), view.as_of))


def count_tempo(view: View, *, window_days: int) -> dict[Cell, tuple[float, float]]:
    """Statements a month by cell: in the window that ends on the day, and in the one before."""
    now = view.as_of - timedelta(days=window_days - 1), view.as_of
    before = now[0] - timedelta(days=window_days), now[0] - timedelta(days=1)
    counts: defaultdict[Cell, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for statement in view.statements:
        if statement.kind not in COUNTED or statement.document not in view.documents:
            continue
        period = _period(statement, view)
        if period[0] > view.as_of:
            continue
        parts = share_within(period, now), share_within(period, before)
        for counterpart in counterparts_of(
            view.actor, statement.source, statement.target, directed=statement.directed
        ):
            for sector, _ in shares(statement.sectors):
                counts[counterpart, sector][0] += parts[0]
                counts[counterpart, sector][1] += parts[1]
    months = window_days / DAYS_PER_MONTH
    return {cell: (now_n / months, old_n / months) for cell, (now_n, old_n) in counts.items()}
