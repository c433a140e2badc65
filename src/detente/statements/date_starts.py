"""Which words can begin a date, so that most words of a sentence cost next to nothing.

The sets are wider than the grammar: they only keep it from being asked in vain.
"""

from __future__ import annotations

from detente.statements.date_feasts import NAMES
from detente.statements.date_words import (
    DECADE_NAMES,
    FIXED_DAYS,
    LIMITS,
    MONTHS,
    NEAR_DAYS,
    ORDINALS,
    PARTS,
    PLURAL_UNITS,
    POINTERS,
    REPEATING,
    SEASONS,
    SMALL_NUMBERS,
    TENS,
    TIMES_OF_DAY,
    UNITS,
    VAGUE,
    VAGUE_AMOUNTS,
    WEEKDAYS,
)

_PERIODS = frozenset("q1 q2 q3 q4 h1 h2 fy fiscal financial".split())
_CALENDAR_NAMES = frozenset({*MONTHS, *WEEKDAYS, *SEASONS})
_FEASTS = frozenset(
    words.split()[0].split("'")[0] for words in (*(name for name, _, _ in FIXED_DAYS), *NAMES)
)

# Words that can begin a relative date.
RELATIVE_STARTS = frozenset(
    {
        *NEAR_DAYS, *POINTERS, *VAGUE, *REPEATING, *PLURAL_UNITS, *SMALL_NUMBERS, *TENS,
        *VAGUE_AMOUNTS, *UNITS, "tonight", "overnight", "the", "a", "an", "half", "couple",
        "dozens", "scores", "later", "earlier", "so", "rest", "remainder", "every", "each",
        "recent", "these", "at", "for", "since", "until", "till",
    }
)  # fmt: skip
# Words that can begin the name of a part of a stretch.
PART_STARTS = frozenset(
    {*PARTS, *ORDINALS, "the", "very", "last", "final", "closing", "latter", "year", "month",
     "week", "weekend", "decade"}
)  # fmt: skip
# Words that begin a date by themselves.
_LONE = frozenset(
    {*_CALENDAR_NAMES, *NEAR_DAYS, *VAGUE, *REPEATING, *PLURAL_UNITS, *_PERIODS, *DECADE_NAMES,
     "tonight", "overnight", "noon", "midnight", "christmas", "easter", "thanksgiving", "pentecost"}
)  # fmt: skip
# Words that begin one only before another word of a date.
_LEADING = frozenset(
    {*RELATIVE_STARTS, *PART_STARTS, *LIMITS, *_FEASTS, "pre", "post", "no", "not"} - _LONE
)
_LINKS = frozenset(
    {"-", "of", "'", "'s", "'d", "far", "point", "moment", "near", "foreseeable", "few", "number",
     "dozen", "handful", "calendar", "least", "as", "about", "around", "roughly", "past", "future",
     "present", "then", "day", "in", "on", "eve", "years", "workers", "women", "fools", "saints",
     "half", "luther", "or", "and", "to", "rights", "straight", "consecutive", "full", "more",
     "year", "than", "later", "latest", "whole", "entire", "comparable", "corresponding",
     "hundred", "thousand", "days"}
)  # fmt: skip
_FOLLOWERS = _LONE | _LEADING | _LINKS | frozenset(TIMES_OF_DAY)
_NUMERIC = frozenset({"number", "ordinal", "decade", "iso", "slashed", "clock", "figure"})
NUMBER_FOLLOWERS = frozenset(
    {*MONTHS, *UNITS, "-", "and", "to", "or", "of", "/", "am", "pm", "a.m.", "p.m.", "a.m", "p.m",
     "half", "calendar", "straight", "consecutive", "full", "short", "long", "more", ".", "in", "1"}
)  # fmt: skip
# A sentence without a digit and without one of these words holds no date. "may" and "march" in
# lower case are left out: without a digit they are verbs.
CANDIDATES = frozenset(
    form
    for word in (_LONE | frozenset(UNITS) | frozenset(TIMES_OF_DAY) | frozenset(
        "eve half then moment point past future present".split()
    ))
    for form in (word, word.capitalize(), word.upper())
) - {"may", "march"}  # fmt: skip


def may_start(kind: str, low: str, then: str, then_kind: str) -> bool:
    """Whether a date can begin at a token of this kind, seen together with the token behind it."""
    if kind == "word":
        if low in _LONE or low[:2] == "fy":
            return True
        return low in _LEADING and (then in _FOLLOWERS or then_kind in _NUMERIC)
    if kind == "number":
        return len(low) == 4 or (len(low) <= 6 and then in NUMBER_FOLLOWERS)
    if kind in ("mark", "own", "mixed", "meridiem"):
        return low == "'" and then_kind == "decade"
    return kind != "figure" or then in NUMBER_FOLLOWERS
