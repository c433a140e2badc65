"""Decides which dates can be joined into a range or bound one."""

from __future__ import annotations

from detente.statements.date_expressions import (
    Bound,
    Calendar,
    Clocked,
    Deictic,
    Expression,
    Fixed,
    Part,
    Shift,
)


def half_of(says: Expression, number: int, unit: str) -> Expression:
    """The numbered half of a stretch; a part in it is taken off first."""
    return Part(inside(says), "half", number, unit)


def inside(says: Expression) -> Expression:
    """The stretch that a part is of; anything else as it is."""
    return says.whole if isinstance(says, Part) else says


def placed(says: Expression) -> bool:
    """Whether the expression can bound a range."""
    if isinstance(says, Shift):
        return says.anchor != "open"
    return isinstance(says, Calendar | Deictic | Part | Fixed | Clocked | Bound)


def comparable(first: Expression, last: Expression) -> bool:
    """Whether neither is itself a limit ("since 2019 to 2021" is no range)."""
    return not isinstance(last, Bound) and not isinstance(first, Bound)


def unequal(first: Expression, last: Expression, *, loose: bool) -> bool:
    """Whether two dates are no range: "on Monday through 2026".

    `loose` says that a dash with spaces stands between them, which as often parts clauses; it
    joins only dates of the same size, in order.
    """
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return loose
    if first == last:
        return True
    if loose:
        return first.unit != last.unit or (first.month, first.number) >= (last.month, last.number)
    return (first.unit == "weekday") != (last.unit == "weekday")
