"""The same forecast again: repeated, revised, by the same author or another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.outlook.conditions import is_negative
from detente.outlook.entries import Entry
from detente.outlook.wording import narrow

# Two intervals whose middles lie closer are the same judgement in other words: it is half the
# width of the narrowest step of the yardstick of ICD 203.
SAME_JUDGEMENT = 0.05
# Changes of an act under which it takes place.
HAPPENS = ("", "start", "resume", "hold")


@dataclass(frozen=True, slots=True)
class Thread:
    """Forecasts of the same thing, the oldest first.

    Attributes:
        entries: at least two.
        judges: who makes them, each once, in order.
    """

    entries: tuple[Entry, ...]
    judges: tuple[str, ...]

    @property
    def drift(self) -> float | None:
        """How far the middle of the likelihood moved from first to last, -1 to 1; None where
        fewer than two entries have one."""
        middles = [(one.low + one.high) / 2 for one in self.entries if _known(one)]  # type: ignore[operator]
        return middles[-1] - middles[0] if len(middles) > 1 else None

    @property
    def moved(self) -> str:
        """``up``, ``down``, ``steady``, or empty where it can't be told."""
        drift = self.drift
        if drift is None:
            return ""
        return "steady" if abs(drift) < SAME_JUDGEMENT else ("up" if drift > 0 else "down")


def link(entries: Sequence[Entry]) -> list[Thread]:
    """Forecasts that are about the same thing, where there are at least two, the longest first.

    The same thing is the same act between the same parties in the same direction, on the same
    condition or none, where the windows touch and no two narrow sectors differ. That it happens,
    begins, goes on or resumes is the same; that it grows, shrinks or ends is not. Forecasts
    without a coded act are linked only by equal words. It misleads where two different acts of one
    sort are awaited in one window.
    """
    threads = [
        Thread(chain, tuple(dict.fromkeys(one.judge for one in chain)))
        for chain in same_things(entries)
        if len(chain) > 1
    ]
    return sorted(threads, key=lambda thread: (-len(thread.entries), _issued(thread.entries[0])))


def same_things(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """All forecasts, those of the same thing together as for `link`, each the oldest first."""
    groups: defaultdict[tuple[object, ...], list[list[Entry]]] = defaultdict(list)
    for one in sorted(entries, key=_issued):
        for chain in groups[_about(one)]:
            if any(_touch(before, one) for before in chain) and all(
                _same_sectors(before, one) for before in chain
            ):
                chain.append(one)
                break
        else:
            groups[_about(one)].append([one])
    return [tuple(chain) for chains in groups.values() for chain in chains]


def _issued(one: Entry) -> tuple[date, str]:
    return one.made_on or date.max, one.id


def _known(one: Entry) -> bool:
    return one.low is not None and one.high is not None


def _about(one: Entry) -> tuple[object, ...]:
    if one.url and one.kind == "imported":
        return ("question", one.url)
    if not one.action:
        return ("words", one.parties, " ".join(one.text.casefold().split()))
    sides = (one.source, one.target) if one.directed else (tuple(sorted(one.parties)), ())
    change = "" if one.change in HAPPENS else one.change
    return ("act", sides, one.action, change, _condition(one))


def _condition(one: Entry) -> tuple[object, ...]:
    """What a forecast depends on, whatever the words; empty for nothing."""
    if not one.condition:
        return ()
    negative, rest = is_negative(one.condition), one.condition.casefold().split()[1:]
    if one.condition_action:
        sides = frozenset((*one.condition_source, *one.condition_target))
        return (negative, one.condition_action, sides)
    return (negative, " ".join(rest))


def _same_sectors(one: Entry, other: Entry) -> bool:
    """True where two forecasts share a narrow sector, or one names none."""
    mine, its = set(narrow(one.sectors)), set(narrow(other.sectors))
    return not mine or not its or bool(mine & its)


def _touch(one: Entry, other: Entry) -> bool:
    """True where two windows have a day in common, or neither has one."""
    if None in (one.opens_on, one.closes_on, other.opens_on, other.closes_on):
        return one.closes_on == other.closes_on
    assert one.opens_on and one.closes_on and other.opens_on and other.closes_on
    return one.opens_on <= other.closes_on and other.opens_on <= one.closes_on
