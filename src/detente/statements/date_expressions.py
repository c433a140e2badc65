"""What a date phrase says before it is placed in time: a small tree of expressions.

The grammar builds these from words alone; `date_values` places them with the document's date and
the dates around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar: "27 August 2024", "October", "Q3 last year", "Tuesday".

    Attributes:
        unit: ``day``, ``month``, ``season``, ``quarter``, ``half``, ``year``, ``decade``,
            ``century`` or ``weekday``.
        number: day of the month, month, first month of the season, quarter, half, year, first
            year of the decade, century, weekday (Monday is 0).
        month: month of a day; 0 where `year` is a `Deictic` month ("the 5th of last month").
        year: the year; None where the text leaves it open.
        which: -1, 0 or 1 for "last", "this", "next"; None for none of them.
        told: whether it counts from what was told before ("the following Monday").
    """

    unit: str
    number: int
    month: int = 0
    year: int | Deictic | None = None
    which: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Deictic:
    """A unit counted from an anchor: "last month", "the following day", "that year".

    `anchor` is ``document``, ``previous`` (an earlier date of the text) or ``hint`` (the year that
    the text is about, else the document's).
    """

    unit: str
    offset: int
    anchor: str = "document"


@dataclass(frozen=True, slots=True)
class Shift:
    """An amount of time away from something: "two weeks ago", "a year later", "days after X".

    `amount` is None where it is vague; `origin` is the date it is counted from where the text
    names one; `anchor` may also be ``open``: counted from something that is no date.
    """

    unit: str
    amount: float | None
    sign: int
    anchor: str
    origin: Expression | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time that ends or begins at the anchor: "the past three years"."""

    unit: str
    amount: float | None
    sign: int
    anchor: str = "document"


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left or past of a stretch at the anchor: "later this year", "earlier in May"."""

    whole: Expression
    sign: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A period that the report takes as known: "the quarter", "the year-ago period" (`offset` -1).

    `offset` counts years.
    """

    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of a stretch: ``early``, ``mid``, ``late``, ``start``, ``end``.

    ``first N unit`` and ``last N unit`` name N units at its edge, ``week N`` its N-th week,
    ``half N`` its N-th half.
    """

    whole: Expression
    part: str
    number: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """From one date to another."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Bound:
    """A date as a limit; `word` is ``since``, ``until``, ``by``, ``before`` or ``after``."""

    word: str
    limit: Expression
    limit_start: int = 0
    limit_end: int = 0


@dataclass(frozen=True, slots=True)
class Length:
    """A duration without an anchor: "for three years", "two-day"."""

    unit: str
    amount: float | None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A recurring time: "every year", "weekly", "each October"."""

    unit: str
    amount: float = 1


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without edges: ``PRESENT_REF``, ``PAST_REF`` or ``FUTURE_REF``."""

    reference: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A span that the caller gave a name; `last` is None where it has not ended."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Clocked:
    """A time of day on a date: "Tuesday morning", "at 9:30 p.m. on May 3".

    `day` is None where the words give none ("at 9:30 p.m.").
    """

    day: Expression | None
    time: str


Expression = (
    Calendar
    | Deictic
    | Shift
    | Window
    | Rest
    | Part
    | Pair
    | Bound
    | Length
    | Repeated
    | Vague
    | Fixed
    | Clocked
    | Reported
)
# A phrase found: the index of the token behind it, and what it says.
Found = tuple[int, Expression]
