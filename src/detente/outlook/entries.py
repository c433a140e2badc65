"""The nouns of the forecast ledger: what was forecast, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

OUTCOMES = ("yes", "no", "void")
KINDS = ("document", "own", "imported", "model")
# Stands for every PLOVER root where a forecast is about acts of any sort.
ANY = "ANY"


@dataclass(frozen=True, slots=True)
class Entry:
    """One forecast as it was issued; recorded once and never changed.

    Attributes:
        id: hash of what was forecast, by whom and when; the same forecast has the same id.
        kind: one of `KINDS`.
        text: the forecast as a sentence or question.
        source, target, directed, action, change, sectors: what is forecast, as for a statement;
            empty where it isn't coded. Forecasts of the model may name several roots with commas,
            or `ANY`.
        low, high: the probability as an interval, 0 to 1; both the same for a number; None where
            the words give no likelihood.
        phrase: the words that the interval stands for.
        condition: as written; its coding in ``condition_source``, ``condition_target`` and
            ``condition_action``.
        opens_on, closes_on: the window, both inclusive; None where there is none.
        window_derived: True where the window is this program's convention and not the author's.
        judge: who makes the forecast.
        publisher: where it was published.
        document, start, end, statement: the words in a document and the statement's key; empty
            for forecasts that no document holds.
        made_on: the day it was issued; None where unknown.
        rule: what makes it true, false or void.
        unresolvable: why no rule can decide it; empty where one can.
        url: where the question stands.
        reasons: why, in the words of who made it.
        recorded_at: UTC.
    """

    id: str
    kind: str
    text: str
    recorded_at: datetime
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    directed: bool = True
    action: str = ""
    change: str = ""
    sectors: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    phrase: str = ""
    condition: str = ""
    condition_source: tuple[str, ...] = ()
    condition_target: tuple[str, ...] = ()
    condition_action: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    window_derived: bool = False
    judge: str = ""
    publisher: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    statement: str = ""
    made_on: date | None = None
    rule: str = ""
    unresolvable: str = ""
    url: str = ""
    reasons: str = ""

    @property
    def parties(self) -> frozenset[str]:
        """Everyone whom the forecast is about."""
        return frozenset((*self.source, *self.target))

    @property
    def horizon_days(self) -> int | None:
        """Days from the forecast to the end of its window; None where either is missing."""
        if self.made_on is None or self.closes_on is None:
            return None
        return (self.closes_on - self.made_on).days


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a forecast came out, as a person decided; the newest on an entry counts.

    Attributes:
        entry: id of the forecast.
        outcome: one of `OUTCOMES`.
        why: the reason, in the words of who decided.
        resolver: who decided.
        resolved_on: the day on which it was settled in the world; None where unknown.
        evidence: what it rests on: keys of events, rows of datasets or addresses.
        decided_at: UTC.
    """

    entry: str
    outcome: str
    decided_at: datetime
    why: str = ""
    resolver: str = ""
    resolved_on: date | None = None
    evidence: tuple[str, ...] = ()

    @property
    def known_from(self) -> date:
        """The first day on which it counts: that on which it was settled, else that of the
        decision."""
        return self.resolved_on or self.decided_at.date()


def by_forecast(resolutions: list[Resolution]) -> dict[str, list[Resolution]]:
    """By id of the forecast all its decisions, the oldest first."""
    found: dict[str, list[Resolution]] = {}
    for one in sorted(resolutions, key=lambda row: row.decided_at):
        found.setdefault(one.entry, []).append(one)
    return found


def newest(resolutions: list[Resolution]) -> dict[str, Resolution]:
    """By id of the forecast, the resolution that counts: the one decided last."""
    found: dict[str, Resolution] = {}
    for one in sorted(resolutions, key=lambda row: row.decided_at):
        found[one.entry] = one
    return found
