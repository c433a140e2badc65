"""What a date is placed against, and what comes out of placing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from detente.statements.date_spans import Days, widen


class Value(NamedTuple):
    """A placed date.

    Attributes:
        days: the days it covers, None where it can't be placed.
        kind, anchor: as in `detente.statements.dates.DateMention`.
        type, value: TIMEX3 type and value.
        begins, ends: an edge that is known where `days` is not.
    """

    days: Days | None
    kind: str
    anchor: str
    type: str = "DATE"
    value: str = ""
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known where a date stands.

    Attributes:
        published: the document's date; with a coarser `precision` any day in that month or year.
        precision: ``day``, ``month`` or ``year``.
        previous: the last date of earlier sentences.
        frame: what earlier sentences were last told of, also where it is too wide or too long ago
            to place a bare "in May": "the following year" counts from it.
        nearby: the last date earlier in this sentence.
        year: the year stated earlier in this sentence.
        quarter: the last quarter that the text told of, for "the quarter" and "a year earlier".
        future: whether the clause is future (True), past (False) or unknown (None).
        sure: whether the tense is that of the date's own verb and not of one further up.
        even: whether an unknown tense leans to neither side, as behind "by" and "until".
    """

    published: date | None
    precision: str = "day"
    previous: Days | None = None
    nearby: Days | None = None
    year: int | None = None
    future: bool | None = None
    even: bool = False
    sure: bool = True
    quarter: Days | None = None
    frame: Days | None = None

    @property
    def document(self) -> Days | None:
        """The document's date as days, as wide as it is known."""
        return None if self.published is None else self.rough(Days(self.published, self.published))

    @property
    def before(self) -> tuple[Days, str] | None:
        """The date told before this one and whether it stands in this ``text`` or ``previous``."""
        if self.nearby is not None:
            return self.nearby, "text"
        told = self.previous or self.frame
        return (told, "previous") if told is not None else None

    def rough(self, days: Days) -> Days:
        """Days counted from the document's date, no finer than that date is known."""
        return days if self.precision == "day" else widen(days, self.precision)


def moved(days: Days, first: date, last: date) -> Days:
    """Other edges at the same grains."""
    return Days(first, last, days.grain, days.last_grain)
