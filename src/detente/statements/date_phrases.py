"""Puts dates together: parts ("late October"), limits ("since 2019"), ranges, times of day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.statements.date_amounts import cardinal, ordinal, unit_at
from detente.statements.date_clock import time_at, time_behind
from detente.statements.date_counted import anchored
from detente.statements.date_expressions import (
    Bound,
    Calendar,
    Clocked,
    Deictic,
    Expression,
    Fixed,
    Found,
    Length,
    Pair,
    Part,
    Shift,
    Vague,
)
from detente.statements.date_grammar import calendar
from detente.statements.date_joins import comparable, half_of, inside, placed, unequal
from detente.statements.date_relative import relative
from detente.statements.date_spans import MONTHS_IN
from detente.statements.date_starts import PART_STARTS, may_start
from detente.statements.date_tokens import Tokens
from detente.statements.date_words import LIMITS, PARTS, UNITS

_PART_WHOLES = frozenset({"year", "month", "decade", "week", "century", "quarter"})
_LIMIT_FILLERS = frozenset(
    {"at", "least", "as", "early", "late", "far", "back", "about", "around", "roughly", "the"}
)
_LONG_LIMITS = (
    (("prior", "to"), "before"),
    (("no", "later", "than"), "by"),
    (("not", "later", "than"), "by"),
)
_BEHIND_LIMIT = frozenset(
    "and but or when as the in on at for with to while that which who if he she they it we".split()
)
_TO = frozenset({"to", "until", "till", "through", "-"})
Names = Mapping[str, tuple[tuple[tuple[str, ...], Fixed], ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date phrase in the tokens: ``[first, behind)``, what it says, and its smaller dates."""

    first: int
    behind: int
    says: Expression
    parts: tuple[tuple[int, int, Expression], ...] = ()


class Phrases:
    """Reads date phrases off one sentence; `names` are the caller's named spans by first word."""

    __slots__ = ("_names", "_tokens")

    def __init__(self, tokens: Tokens, names: Names) -> None:
        self._tokens = tokens
        self._names = names

    def at(self, at: int) -> Phrase | None:
        """The longest date phrase that begins at token `at`, or None."""
        token, then = self._tokens[at], self._tokens[at + 1]
        low = token.low
        if not may_start(token.kind, low, then.low, then.kind) and low not in self._names:
            return None
        if low in LIMITS:
            return self._limit(at, LIMITS[low], at + 1)
        for words, limit in _LONG_LIMITS:
            if low == words[0] and self._tokens.match(at, *words):
                return self._limit(at, limit, at + len(words))
        if low in ("pre", "post") and self._tokens.low(at + 1) == "-":
            return self._prefixed(at)
        found = self._point(at)
        if found and isinstance(found[1], Part) and found[1].number > 1 and found[1].unit:
            return self._counted_part(at, *found)
        return self._ranged(at, at, found) if found else None

    def _counted_part(self, at: int, behind: int, says: Expression) -> Phrase:
        """ "the first nine months of 1997" holds a length and a year."""
        assert isinstance(says, Part)
        of = next((n for n in range(at, behind) if self._tokens.low(n) == "of"), 0)
        if not of or says.part not in ("first", "last"):
            return self._ranged(at, at, (behind, says))
        length = Length(says.unit, float(says.number))
        return Phrase(at, behind, says, ((at, of, length), (of + 1, behind, says.whole)))

    def _point(self, at: int) -> Found | None:
        """One date without limits or ranges, with its part and its time of day."""
        found = self._named(at) or self._part(at) or self._plain(at)
        if found is None:
            return self._clock(at)
        return self._with_time(found)

    def _plain(self, at: int) -> Found | None:
        exact = calendar(self._tokens, at)
        other = relative(self._tokens, at)
        best = other if exact is None or (other and other[0] > exact[0]) else exact
        if best and isinstance(best[1], Shift) and best[1].anchor == "open":
            return self._from_origin(best[0], best[1])
        return best

    def _from_origin(self, behind: int, shift: Shift) -> Found:
        """ "two days after 3 May", "a day before Tuesday's vote"."""
        at = behind
        if self._tokens.low(at) in ("the", "his", "her", "its", "their"):
            at += 1
        origin = self._named(behind) or self._named(at) or calendar(self._tokens, at)
        return (origin[0], anchored(shift, origin[1])) if origin else (behind, shift)

    def _named(self, at: int) -> Found | None:
        for words, span in self._names.get(self._tokens.low(at), ()):
            if self._tokens.match(at, *words):
                return at + len(words), span
        return None

    def _part(self, at: int) -> Found | None:
        """ "late October", "the end of 2024", "mid-2023", "first week of March", "year-end"."""
        tokens = self._tokens
        start = at
        if tokens[at].low not in PART_STARTS and tokens[at].kind != "ordinal":
            return None
        at += 1 if tokens[at].low == "the" else 0
        low = tokens.low(at)
        if low in ("week", "weekend", "month") and tokens.low(at + 1) in ("of", "beginning"):
            return self._around(at + 2, low)
        if low in ("year", "month", "week", "decade"):
            return self._unit_end(at, low)
        edge = self._edge(at)
        if edge:
            return edge
        if low == "very":
            at += 1
            low = tokens.low(at)
        part = PARTS.get(low)
        if part is None:
            return None
        at += 1
        joined = self._joined_parts(at, part)
        if joined:
            return joined
        if part in ("start", "end") or low == "middle":
            return self._whole(at + 1, part) if tokens.low(at) in ("of", "-") else None
        at += 1 if tokens.low(at) in ("-", "in", "on") else 0
        return self._whole(at, part) if at > start else None

    def _joined_parts(self, at: int, part: str) -> Found | None:
        """ "mid to late 2024", "mid-to-late October"; `at` is behind the first part."""
        tokens = self._tokens
        at += 1 if tokens.low(at) == "-" else 0
        if tokens.low(at) not in ("to", "or"):
            return None
        at += 2 if tokens.low(at + 1) == "-" else 1
        second = PARTS.get(tokens.low(at))
        if second is None or part not in ("early", "mid") or second not in ("mid", "late"):
            return None
        inner = self._whole(at + (2 if tokens.low(at + 1) == "-" else 1), second)
        return (inner[0], Pair(Part(inside(inner[1]), part), inner[1])) if inner else None

    def _unit_end(self, at: int, unit: str) -> Found | None:
        """ "year-end", "year's end", "the year end"."""
        tokens = self._tokens
        if tokens.low(at + 1) in ("-", "'s") and tokens.low(at + 2) == "end":
            return at + 3, Part(Deictic(unit, 0, "hint"), "end")
        return None

    def _around(self, at: int, unit: str) -> Found | None:
        """ "the week of August 12", "the month of May"."""
        found = calendar(self._tokens, at)
        return (found[0], Part(found[1], "around", 0, unit)) if found else None

    def _whole(self, at: int, part: str) -> Found | None:
        """The stretch that a part is of."""
        tokens = self._tokens
        if tokens.low(at) == "the" and tokens.low(at + 1) in _PART_WHOLES:
            anchor = "hint" if tokens.low(at + 1) in ("year", "decade") else "previous"
            whole: Expression = Deictic(UNITS[tokens.low(at + 1)], 0, anchor)
            return at + 2, Part(whole, part)
        found = self._named(at) or self._plain(at)
        if found is None or isinstance(found[1], Length | Vague | Bound):
            return None
        return found[0], Part(found[1], part)

    def _edge(self, at: int) -> Found | None:
        """ "first week of March", "last two months of 2024", "first half of August"."""
        tokens = self._tokens
        low = tokens.low(at)
        side = "last" if low in ("last", "final", "closing") else "first"
        number = ordinal(tokens, at)
        behind = number[0] if number else at + 1
        if number is None and low not in ("last", "final", "closing", "opening", "latter"):
            return None
        if tokens.low(behind) == "half" and tokens.low(behind + 1) == "of":
            half = 2 if low in ("second", "latter", "2nd", "last") else 1
            inner = self._whole(behind + 2, "half")
            return (inner[0], half_of(inner[1], half, "half")) if inner else None
        count = cardinal(tokens, behind)
        unit = unit_at(tokens, count[0] if count else behind)
        if unit is None or tokens.low(unit[0]) != "of":
            return None
        if unit[1] not in ("day", "week", "month") and not (count and unit[1] in MONTHS_IN):
            return None
        if number and number[1] > 1 and (count or unit[1] != "week"):
            return None
        vague = count is None and unit[0] - 1 > 0 and tokens.low(unit[0] - 1).endswith("s")
        inner = self._whole(unit[0] + 1, side)
        if inner is None:
            return None
        if number and unit[1] == "week" and number[1] > 1:
            return inner[0], Part(inside(inner[1]), "week", number[1], "week")
        many = int(count[1]) if count else (5 if vague and unit[1] == "day" else 2 if vague else 1)
        return inner[0], Part(inside(inner[1]), side, many, unit[1])

    def _with_time(self, found: Found) -> Found:
        """A time of day behind the date is part of the mention: "Tuesday morning"."""
        tokens = self._tokens
        behind, says = found[0], inside(found[1])
        if not isinstance(says, Calendar | Deictic) or says.unit not in ("day", "weekday"):
            return found
        hour = time_behind(tokens, behind)
        return (hour[0], Clocked(says, hour[1])) if hour else found

    def _clock(self, at: int) -> Found | None:
        """ "9:30 a.m. on Tuesday", "midnight Friday"; without a day the time stands alone."""
        tokens = self._tokens
        hour = time_at(tokens, at)
        if hour is None:
            return None
        behind = hour[0]
        behind += 1 if tokens.low(behind) in (",", "on") else 0
        behind += 1 if tokens.low(behind) == "on" else 0
        day = self._plain(behind)
        if day and isinstance(day[1], Calendar | Deictic) and day[1].unit in ("day", "weekday"):
            return day[0], Clocked(day[1], hour[1])
        return hour[0], Clocked(None, hour[1])

    def _ranged(self, start: int, first_at: int, found: Found, *, to: str = "") -> Phrase:
        """Adds "to 5 May", "-2021", "through July" to a date where they follow."""
        tokens = self._tokens
        behind, says = found
        link = tokens.low(behind)
        joined = link == to if to else link in _TO
        loose = link == "-" and not tokens[behind].glued
        plain = Phrase(start, behind, says)
        if not joined or not placed(says):
            return plain
        after = behind + 1
        last = self._present(after) or self._named(after) or self._part(after)
        last = last or self._plain(after)
        if last is None or not placed(last[1]) or not comparable(says, last[1]):
            return plain
        if unequal(says, last[1], loose=loose):
            return plain
        parts = ((first_at, behind, says), (after, last[0], last[1]))
        return Phrase(start, last[0], Pair(says, last[1]), parts)

    def _present(self, at: int) -> Found | None:
        if self._tokens.match(at, "the", "present"):
            return at + 2, Deictic("day", 0)
        return (at + 1, Deictic("day", 0)) if self._tokens.low(at) in ("now", "present") else None

    def _limit(self, at: int, word: str, behind: int) -> Phrase | None:
        tokens = self._tokens
        steps = 0
        fillers = _LIMIT_FILLERS if word not in ("before", "after") else frozenset[str]()
        while tokens.low(behind) in fillers and steps < 3:
            found = self._point(behind)
            if found:
                break
            behind, steps = behind + 1, steps + 1
        if word in ("between", "from") and tokens.low(behind) == "now":
            return self._from_now(at)
        found = self._from_day(behind) if word in ("from", "between") else None
        found = found or self._point(behind)
        if found is None and word in ("since", "until"):
            found = relative(tokens, at)
            return Phrase(at, found[0], found[1]) if found else None
        if found is None or not placed(found[1]):
            return Phrase(behind, found[0], found[1]) if found else None
        if word in ("from", "between"):
            return self._from(at, behind, found, word)
        if word in ("before", "after") and not self._bare(found):
            return Phrase(behind, found[0], found[1])
        return Phrase(at, found[0], Bound(word, found[1]), ((behind, found[0], found[1]),))

    def _from(self, at: int, behind: int, found: Found, word: str) -> Phrase:
        tokens = self._tokens
        ranged = self._ranged(at, behind, found, to="and" if word == "between" else "")
        if isinstance(ranged.says, Pair) and ranged.behind > found[0]:
            return ranged
        onward = tokens.low(found[0])
        if onward in ("on", "onward", "onwards") and word == "from":
            end = found[0] + 1
            return Phrase(at, end, Bound("since", found[1]), ((behind, found[0], found[1]),))
        return Phrase(behind, found[0], found[1])

    def _from_now(self, at: int) -> Phrase | None:
        """ "between now and June", "from now until 2030"."""
        if self._tokens.low(at + 2) not in ("and", "to", "until", "till", "through"):
            return None
        found = self._point(at + 3)
        if found is None or not placed(found[1]):
            return None
        parts = ((at + 1, at + 2, Vague("PRESENT_REF")), (at + 3, found[0], found[1]))
        return Phrase(at, found[0], Bound("until", found[1]), parts)

    def _from_day(self, at: int) -> Found | None:
        """ "3 to 5 May" and "3 and 5 May" behind "from" and "between"."""
        tokens = self._tokens
        if tokens[at].kind not in ("number", "ordinal"):
            return None
        found = calendar(tokens, at)
        return found if found and isinstance(found[1], Pair) else None

    def _bare(self, found: Found) -> bool:
        """Whether a date is a limit itself and does not name an event ("after the May 3 talks")."""
        behind, says = found
        after = self._tokens[behind]
        if not isinstance(says, Calendar | Deictic | Part | Fixed) or after.low == "'s":
            return False
        day = isinstance(says, Calendar | Deictic) and says.unit in ("day", "weekday", "month")
        return not day or after.kind != "word" or after.low in _BEHIND_LIMIT

    def _prefixed(self, at: int) -> Phrase | None:
        """ "post-2015", "pre-1967"."""
        found = calendar(self._tokens, at + 2)
        if found is None or not isinstance(found[1], Calendar):
            return None
        word = "after" if self._tokens.low(at) == "post" else "before"
        return Phrase(at, found[0], Bound(word, found[1]), ((at + 2, found[0], found[1]),))
